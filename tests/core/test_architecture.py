"""The arrows point one way: the core needs NumPy alone, the parts know no page, the pages only tell and call."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = sorted((ROOT / "backprop").rglob("*.py"))
PARTS = sorted((ROOT / "pages" / "parts").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("[0-9]*.py"))


def by_name(path):
    return str(path.relative_to(ROOT))


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path):
    """The full names of the modules that a file imports, at its top or anywhere inside."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def packages(path):
    return {name.split(".")[0] for name in imports(path)}


def words(path):
    """The names, attributes and texts in a file's code."""
    for node in ast.walk(tree_of(path)):
        yield from (
            str(getattr(node, field)) for field in ("id", "attr", "value") if isinstance(getattr(node, field, 0), str)
        )


def test_there_are_files_to_look_at():
    assert CORE
    assert PARTS
    assert PAGES


def test_importing_the_core_loads_numpy_and_no_screen():
    modules = ", ".join(module_of(path) for path in CORE)
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {modules}; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert "numpy" in loaded
    assert not {"pandas", "altair", "streamlit", "scipy", "torch", "matplotlib"} & set(loaded)


@pytest.mark.parametrize("path", CORE, ids=by_name)
def test_the_core_imports_numpy_the_standard_library_and_itself(path):
    assert packages(path) <= {"numpy", "backprop", *sys.stdlib_module_names}


@pytest.mark.parametrize("path", PARTS, ids=by_name)
def test_the_parts_import_no_page(path):
    from_pages = [name for name in imports(path) if name.split(".")[0] == "pages"]
    assert all(name.startswith("pages.parts.") or name == "pages.parts" for name in from_pages)
    assert not packages(path) & {"app", "importlib", "runpy"}  # the other ways to a file whose name begins with a digit


@pytest.mark.parametrize("path", PAGES, ids=by_name)
def test_a_page_defines_nothing_and_computes_nothing_itself(path):
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert not any(isinstance(node, definitions) for node in ast.walk(tree_of(path)))
    assert "numpy" not in packages(path)


@pytest.mark.parametrize("path", [*PARTS, *PAGES, ROOT / "app.py", *CORE], ids=by_name)
def test_only_the_shell_and_the_controls_keep_state(path):
    if path.parent.name == "controls" or path.name == "shell.py":
        return
    assert not any("session_state" in word or "query_params" in word for word in words(path))
