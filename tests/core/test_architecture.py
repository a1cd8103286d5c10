"""The arrows point one way: pages, topics, experiment, pictures, kits, the core, and the core needs NumPy alone.

Each rule is also shown a small house that breaks it.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from house import FLOORS, GROUND, KITS, STATE, House, may_use, only_forwards, packages, room, words

ROOT = Path(__file__).parents[2]
HOUSE = House(ROOT)
CORE = [path for path in HOUSE.files if path.startswith("backprop/")]
PARTS = [path for path in HOUSE.files if path.startswith("pages/parts/")]
PAGES = [path for path in HOUSE.files if path.startswith("pages/") and path not in PARTS]
MOST_LINES = 300


@pytest.fixture
def built(tmp_path):
    """A function that builds a house of {path: text} for a rule to be broken in."""

    def build(files):
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return House(tmp_path)

    return build


def test_there_are_files_to_look_at():
    assert len(CORE) > 30
    assert len(PARTS) > 90
    assert PAGES
    assert sum(map(len, HOUSE.imports.values())) > 400
    assert set(FLOORS) <= set(map(room, PARTS)), "a room of the plan that is not there"


# --- the core --------------------------------------------------------------------------------------------------------


def test_importing_the_core_loads_numpy_and_no_screen():
    modules = ", ".join(path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in CORE)
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {modules}; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert "numpy" in loaded
    assert not {"pandas", "altair", "streamlit", "scipy", "torch", "matplotlib"} & set(loaded)


@pytest.mark.parametrize("path", CORE)
def test_the_core_imports_numpy_the_standard_library_and_itself(path):
    assert packages(HOUSE.files[path]) <= {"numpy", "backprop", *sys.stdlib_module_names}


# --- the arrows ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", HOUSE.files)
def test_a_file_imports_from_below_alone(path):
    assert [of for of in sorted(HOUSE.imports[path]) if not may_use(path, of)] == []
    # the other ways to a file whose name begins with a digit
    assert not packages(HOUSE.files[path]) & {"app", "importlib", "runpy"}


@pytest.mark.parametrize(
    ("path", "imports", "of"),
    [
        ("backprop/passes.py", "from pages.parts import kept", "pages/parts/kept.py"),
        ("pages/parts/kept.py", "import pages.parts.charts.labels", "pages/parts/charts/labels.py"),
        ("pages/parts/charts/labels.py", "from pages.parts.experiment.way import go", "pages/parts/experiment/way.py"),
        ("pages/parts/charts/labels.py", "from backprop.passes import forward", "backprop/passes.py"),
        ("pages/parts/charts/labels.py", "from backprop import passes", "backprop/passes.py"),
        ("pages/parts/pictures/a.py", "def f():\n import pages.parts.experiment", "pages/parts/experiment/__init__.py"),
        ("pages/parts/experiment/way.py", "from pages.parts.forward import view", "pages/parts/forward/view.py"),
        ("pages/parts/anything_new/view.py", "from pages.parts.forward.view import see", "pages/parts/forward/view.py"),
        ("pages/parts/anything_new/view.py", "from pages.parts.shell import link", "pages/parts/shell.py"),
        ("pages/parts/anything_new/view.py", "from pages.one import two", "pages/one.py"),
    ],
)  # fmt: skip
def test_an_import_against_the_arrows_is_found(built, path, imports, of):
    others = {
        "backprop/passes.py": "", "pages/parts/kept.py": "", "pages/parts/charts/labels.py": "", "pages/one.py": "",
        "pages/parts/experiment/way.py": "", "pages/parts/experiment/__init__.py": "", "pages/parts/shell.py": "",
        "pages/parts/forward/view.py": "from backprop.passes import forward\nfrom pages.parts.charts import labels",
    }  # fmt: skip
    assert built(others | {path: imports}).against_the_arrows() == [(path, of)]


def test_a_new_folder_of_the_parts_is_a_topic_and_a_new_file_beside_them_has_no_place():
    beside = {Path(path).name for path in PARTS if Path(path).parent.name == "parts"}
    assert beside <= {"__init__.py", "shell.py", *(f"{name}.py" for name in GROUND)}
    assert not may_use("pages/parts/new/view.py", "pages/parts/newer/view.py")
    assert may_use("pages/parts/new/view.py", "pages/parts/new/questions.py")
    assert may_use("pages/1_New.py", "pages/parts/new/view.py")


def test_no_files_import_each_other_in_a_circle():
    assert HOUSE.circles() == []


def test_a_circle_is_found_also_through_an_import_inside_a_function(built):
    files = {
        "backprop/one.py": "from backprop import two",
        "backprop/two.py": "from backprop.three import anything",
        "backprop/three.py": "def late():\n    import backprop.one",
        "backprop/four.py": "from backprop.one import anything",
    }
    assert built(files).circles() == [frozenset(f"backprop/{name}.py" for name in ("one", "two", "three"))]


# --- what stands in which room ---------------------------------------------------------------------------------------


def keeps_state(path, tree):
    """Whether a file outside the controls and the shell names the visit's state or the address."""
    elsewhere = room(path) not in ("controls", "shell")
    return elsewhere and any(name in word for word in words(tree) for name in STATE)


@pytest.mark.parametrize("path", [*HOUSE.files, "app.py"])
def test_only_the_controls_and_the_shell_keep_state_and_read_the_address(path):
    assert not keeps_state(path, HOUSE.files.get(path) or ast.parse((ROOT / path).read_text(encoding="utf-8")))


def test_state_elsewhere_is_found():
    for text in (
        "st.session_state['a'] = 1",
        "getattr(st, 'query_params')",
        "from streamlit import session_state as s; session_state",
    ):
        assert keeps_state("pages/parts/player/film.py", ast.parse(text))
        assert keeps_state("pages/1_New.py", ast.parse(text))
        assert not keeps_state("pages/parts/controls/address.py", ast.parse(text))


def defines_or_computes(tree):
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    return any(isinstance(node, definitions) for node in ast.walk(tree)) or "numpy" in packages(tree)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_defines_nothing_and_computes_nothing_itself(path):
    assert not defines_or_computes(HOUSE.files[path])


def test_a_page_that_computes_is_found():
    assert all(map(defines_or_computes, map(ast.parse, ("def f(): pass", "f = lambda: 1", "import numpy as np"))))


# --- the files -------------------------------------------------------------------------------------------------------


def too_long(root):
    """The files of ours that nobody reads in one go: {path: its lines}"""
    found = {}
    for path in (path for folder in ("backprop", "pages", "tests") for path in sorted((root / folder).rglob("*"))):
        if path.suffix in (".py", ".js", ".css"):
            count = len(path.read_text(encoding="utf-8").splitlines())
            found |= {path.relative_to(root).as_posix(): count} if count > MOST_LINES else {}
    return found


def test_no_file_is_longer_than_three_hundred_lines():
    assert too_long(ROOT) == {}


def test_a_file_that_is_too_long_is_found(tmp_path):
    for name, count in (("one.py", 301), ("two.py", 300), ("three.js", 400), ("four.txt", 500)):
        (tmp_path / "pages" / "parts").mkdir(parents=True, exist_ok=True)
        (tmp_path / "pages" / "parts" / name).write_text("#\n" * count)
    assert too_long(tmp_path) == {"pages/parts/one.py": 301, "pages/parts/three.js": 400}


def test_no_file_only_forwards_but_the_door_of_the_core():
    assert [path for path, tree in HOUSE.files.items() if only_forwards(tree)] in ([], ["backprop/__init__.py"])


@pytest.mark.parametrize(
    ("text", "forwards"),
    [
        ('"""Doc."""\nfrom backprop.data import Data\n', True),
        ('from backprop.data import Data\n__all__ = ["Data"]\n', True),
        ('"""Doc."""\n', False),
        ("from backprop.data import Data\nX = Data\n", False),
        ("from backprop.data import Data\n\n\ndef f():\n    return Data\n", False),
    ],
)
def test_a_file_that_only_forwards_is_found(text, forwards):
    assert only_forwards(ast.parse(text)) == forwards


def test_the_kits_are_folders():
    assert {room(path) for path in PARTS if path.count("/") > 2} >= KITS | {"pictures", "experiment"}
