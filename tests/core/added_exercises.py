"""What one would add to the exercises, as one would type it in."""

from edits import Edit

KIND = '''"""The square of a number."""

from backprop.exercises.formula import Cell
from backprop.exercises.scenes import DotsScene
from backprop.exercises.sheet import Given, Kind, Number, Row, Sheet
from backprop.exercises.ways import Squared


def squares_sheet(values):
    """The Sheet of the squares of some numbers."""
    cells, rows = [], []
    for i, value in enumerate(values, 1):
        of, shows = f"number {i}", (f"dot {i}",)
        square = Squared((Cell(f"number {i}", "Number"),))
        cells += [Given(f"number {i}", "Number", value, of), Number(f"square {i}", "Square", square, of, shows)]
        rows.append(Row(of, (f"number {i}", f"square {i}")))
    heads = ("", "Number", "Square")
    return Sheet("Square each number.", heads, tuple(rows), tuple(cells), (DotsScene(len(values)),))


def drawn(chance):
    return squares_sheet([chance.tenths(-3, 3) for _ in range(2)])


SQUARES = Kind("squares", "Squares", "square a number", lambda: squares_sheet([2.61, -1.22]), drawn)
'''
SCENE = '''
@dataclass(frozen=True, eq=False)
class DotsScene:
    """As many dots as there are numbers.

    Parts: "dot 1" and so on.
    """

    count: int
'''
DOTS = '''"""Dots in a row."""

from pages.parts.exercises.svg import Drawing


def dots_drawn(scene):
    """The Drawing of a DotsScene."""
    drawing = Drawing(40, "Dots in a row")
    for i in range(1, scene.count + 1):
        drawing.dot(f"dot {i}", 30.0 * i, 20.0, 5.0)
    return drawing
'''
SLIP = """        yield Slip("taken_twice", f"{other} taken twice", "It is taken once.", Difference((self, second)))
"""

IMPORT = "from backprop.exercises.kinds.squares import SQUARES\n"
CATALOGUE, DRAWN = "backprop/exercises/catalogue.py", "pages/parts/exercises/drawn.py"
OF_EXERCISES = {  # a row of README's table: what is typed in for it
    "a kind of exercise": (
        Edit("backprop/exercises/kinds/squares.py", KIND),
        Edit(
            CATALOGUE,
            "from backprop.exercises.kinds.squares import SQUARES\n",
            "from backprop.exercises.kinds.step import",
        ),
        Edit(CATALOGUE, "", "WHICH_RATE, BROKEN_RUN, GRAPH,", "WHICH_RATE, BROKEN_RUN, GRAPH, SQUARES,"),
    ),
    "a picture of an exercise": (
        Edit("backprop/exercises/scenes.py", SCENE),
        Edit("pages/parts/exercises/dots_drawn.py", DOTS),
        Edit(
            DRAWN, "from pages.parts.exercises.dots_drawn import dots_drawn\n", "from pages.parts.exercises.graph_drawn"
        ),
        Edit(DRAWN, "", "GraphScene, NetworkScene", "DotsScene, GraphScene, NetworkScene"),
        Edit(DRAWN, "    DotsScene: dots_drawn,\n", "    GraphScene: graph_drawn,"),
    ),
    "a slip": (Edit("backprop/exercises/ways.py", SLIP, '        yield Slip("first_alone", f"{one} itself"'),),
}
