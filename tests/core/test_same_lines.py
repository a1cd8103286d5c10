"""No two places have ten or more same lines: what is needed twice has one place of its own."""

import ast
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAME = 10


def lines_of(path):
    """[(number, text)] of a file's lines, without blank ones, imports and what indents."""
    lines, skipped = path.read_text(encoding="utf-8").splitlines(), set()
    if path.suffix == ".py":
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                skipped |= set(range(node.lineno, node.end_lineno + 1))
    spaced = ((place, re.sub(r"\s+", " ", line).strip()) for place, line in enumerate(lines, 1))
    return [(place, line) for place, line in spaced if line and place not in skipped]


def shared(root, folders=("backprop", "pages", "tests"), same=SAME):
    """The places that have so many same lines: {(path, line), (path, line)} of each pair, where it begins."""
    places = defaultdict(list)
    for path in (path for folder in folders for path in sorted((root / folder).rglob("*"))):
        if path.suffix not in (".py", ".js", ".css"):
            continue
        lines = lines_of(path)
        for first in range(len(lines) - same + 1):
            block = lines[first : first + same]
            places[tuple(text for _, text in block)].append((path.relative_to(root).as_posix(), first, block[0][0]))
    found = set()
    for of_one in places.values():
        for one, other in pairwise(of_one):
            if one[0] != other[0] or other[1] - one[1] >= same:  # not one place that goes on alike
                found.add(((one[0], one[2]), (other[0], other[2])))
    return sorted(found)


def test_no_two_places_have_ten_same_lines():
    assert shared(ROOT) == []


def test_same_lines_are_found_however_they_are_indented_and_spaced(tmp_path):
    body = [f"x{place} = compute({place})" for place in range(SAME)]
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "one.py").write_text("import a\n" + "\n".join(body))
    (tmp_path / "tests" / "two.py").write_text("def f():\n    " + "\n\n    ".join(body))
    (tmp_path / "tests" / "three.py").write_text("\n".join(body[:-1]))
    (tmp_path / "tests" / "four.py").write_text("\n".join(f"import a{place}" for place in range(40)))
    (tmp_path / "tests" / "five.py").write_text("\n".join(["pass"] * 15))
    assert shared(tmp_path) == [(("tests/one.py", 2), ("tests/two.py", 2))]
    (tmp_path / "tests" / "two.py").write_text("\n".join([*body[:-1], "other()"]))
    assert shared(tmp_path) == []
