"""The plan of the house, read from its files: who imports whom, anywhere in a file, and which room may use which."""

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# From the ground up. What stands in pages/parts/ and in none of these is a topic.
GROUND = {"browser", "kept", "glossary", "contents"}
KITS = {"controls", "charts", "tables", "player"}
FLOORS = {
    **dict.fromkeys(GROUND, 0),
    **dict.fromkeys(KITS, 1),
    "pictures": 2,
    "experiment": 3,
    "exercises": 3,
    "shell": 5,
}
TOPIC, PAGE = 4, 6
OPEN_TO_KITS = {"backprop/data.py", *(f"backprop/written/{name}.py" for name in ("numerals", "typed", "unseen"))}
STATE = ("session_state", "query_params")


def read(path):
    return ast.parse(Path(path).read_text(encoding="utf-8"))


def packages(tree):
    """The first words of all that a file imports, at its top or anywhere inside."""
    return {name.partition(".")[0] for name in names_imported(tree)}


def names_imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def words(tree):
    """The names, attributes and texts in a file's code."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "value"):
            if isinstance(getattr(node, field, 0), str):
                yield getattr(node, field)


def only_forwards(tree):
    """Whether a file has nothing but a docstring, imports and __all__."""
    kinds = [
        type(node) for node in tree.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    rest = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)]
    own = [node for node in rest if "__all__" not in ast.unparse(node)]
    imports = {ast.Import, ast.ImportFrom}
    return bool(imports & set(kinds)) and set(kinds) <= {*imports, *map(type, rest)} and not own


@dataclass(frozen=True)
class House:
    """The files of backprop/ and pages/ below a root."""

    root: Path

    @cached_property
    def files(self):
        """{path below the root, with slashes: its tree}"""
        found = [path for folder in ("backprop", "pages") for path in sorted((self.root / folder).rglob("*.py"))]
        return {path.relative_to(self.root).as_posix(): read(path) for path in found}

    @cached_property
    def imports(self):
        """{path: the paths of the files that it imports}"""
        return {
            path: {self.file_of(name) for name in names_imported(tree)} - {None} for path, tree in self.files.items()
        }

    def file_of(self, name):
        """The file that a full name stands in: the module itself, or the one that has it; None for a foreign one."""
        while name:
            path = name.replace(".", "/")
            for file in (f"{path}.py", f"{path}/__init__.py"):
                if file in self.files:
                    return file
            name = name.rpartition(".")[0]
        return None

    def against_the_arrows(self):
        """The imports that go up, or from one topic to another: [(path, path), …]"""
        pairs = ((path, of) for path, all_of in self.imports.items() for of in all_of)
        return sorted((path, of) for path, of in pairs if not may_use(path, of))

    def circles(self):
        """The sets of files each of which imports, by however many others, all of its set."""
        reached = {path: reachable(path, self.imports) for path in self.imports}
        inside = {path: frozenset(of for of in all_of if path in reached[of]) for path, all_of in reached.items()}
        return sorted({circle for path, circle in inside.items() if path in reached[path]}, key=sorted)


def reachable(path, imports):
    """All files that a file imports, and those import, and so on."""
    found, ahead = set(), [path]
    while ahead:
        new = imports[ahead.pop()] - found
        found |= new
        ahead += new
    return found


def room(path):
    """Of pages/parts/charts/labels.py "charts", of pages/parts/kept.py "kept"; None outside pages/parts/."""
    folders = Path(path).with_suffix("").parts
    return folders[2] if folders[:2] == ("pages", "parts") and len(folders) > 2 and folders[2] != "__init__" else None


def floor(path):
    return FLOORS.get(room(path), TOPIC) if room(path) else PAGE


def may_use(path, of):
    """Whether a file may import another."""
    if path.startswith("backprop/"):
        return of.startswith("backprop/")
    if of.startswith("backprop/"):
        return floor(path) > FLOORS["controls"] or room(path) == "contents" or of in OPEN_TO_KITS
    if room(of) is None:
        return of == "pages/parts/__init__.py"
    return room(path) == room(of) or floor(path) > floor(of) or (room(path) in KITS and room(of) in KITS)
