"""Every script that the pages send is one that a browser can read: a slip in one would leave the page without it."""

import ast
from pathlib import Path

import pytest

from pages import parts
from pages.parts.browser import scripts

FOLDER = Path(parts.__file__).parent

# As the browser loads a component: as a module of its own. What stands outside its functions runs as well.
PARSE = """async (script) => {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    try {
        await import(address);
        return null;
    } catch (fault) {
        return `${fault.name}: ${fault.message}`;
    } finally {
        URL.revokeObjectURL(address);
    }
}"""


def inline(path):
    """{name: text} of the scripts that stand in a module of ours: what it hands to a component as `js`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    handed = {
        keyword.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "js" and isinstance(keyword.value, ast.Name)
    }
    return {name: texts[name] for name in sorted(handed & texts.keys())}


def all_scripts():
    """{where: text} of every script under pages/parts: files of their own, and those that stand in Python."""
    found = {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.js"))
    }
    for path in sorted(FOLDER.rglob("*.py")):
        where = path.relative_to(FOLDER).as_posix()
        found |= {f"{where}: {name}": text for name, text in inline(path).items()}
    return found


SCRIPTS = all_scripts()


@pytest.fixture(scope="module")
def parse(browser):
    """A function that has the browser load a script as a module, and returns what is wrong with it, or None."""
    page = browser.new_page()
    page.goto("about:blank")
    yield lambda script: page.evaluate(PARSE, script)
    page.close()


@pytest.mark.parametrize("where", SCRIPTS)
def test_a_script_is_read_without_a_fault(where, parse):
    fault = parse(SCRIPTS[where])
    assert fault is None or not fault.startswith("SyntaxError"), fault


def test_the_files_of_the_player_are_one_module_together(parse):
    """No name is given twice in it, and nothing that stands outside its functions fails."""
    assert len(scripts.SCRIPTS["step_player"]) > 1
    assert parse(scripts.script("step_player")) is None


def test_those_are_the_scripts_of_the_pages():
    assert {
        "controls/number_field.js",
        "player/spelling.js",
        "player/placing.js",
        "browser/menu.js",
        "browser/popovers.js",
        "browser/sideways.js",
        "browser/way_back.js",
    } <= SCRIPTS.keys()


@pytest.mark.parametrize("where", SCRIPTS)
def test_one_that_is_cut_short_is_not(where, parse):
    """The last brace is missing: what a slip of the hand leaves."""
    assert parse(SCRIPTS[where].rstrip().rpartition("}")[0]).startswith("SyntaxError")


@pytest.mark.parametrize("broken", ["const one = 1; const one = 2;", "function (", "export default return;", "a b"])
def test_nor_is_a_broken_one(broken, parse):
    assert parse(broken).startswith("SyntaxError")
