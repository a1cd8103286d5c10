"""How one thing moves with another: a curve and its slope, a step on a line, a graph of several roads."""

import altair as alt
import numpy as np

from backprop.graphs.roads import derivative, roads, what_follows
from backprop.written.numerals import number
from pages.parts.charts import labels, room
from pages.parts.charts.colours import BLUE, INK, ORANGE, PURPLE
from pages.parts.charts.labels import Labels
from pages.parts.charts.layered import LOW, constant, layer
from pages.parts.charts.one_table import marks, show
from pages.parts.charts.scales import POINTS_ON_A_CURVE, x_axis, y_axis
from pages.parts.player.still import STILL

SIZE = 13  # of the labels


@constant
def rate_spec(x_title, y_title):
    x, y = x_axis(x_title), y_axis(y_title)
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title=y_title)]
    ends = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    return alt.layer(
        layer("curve").mark_line(strokeWidth=2, clip=True).encode(x=x, y=y, tooltip=tips, color=INK),
        layer("tangent").mark_line(color=PURPLE, strokeWidth=2.5, strokeDash=[7, 4], clip=True).encode(x=x, y=y),
        layer("run").mark_rule(strokeWidth=1.5, strokeDash=[2, 3], clip=True).encode(**ends, color=INK),
        layer("rise").mark_rule(color=PURPLE, strokeWidth=3.5, clip=True).encode(**ends),
        layer("now").mark_point(color=PURPLE, filled=True, size=120, opacity=1).encode(x=x, y=y, tooltip=tips),
        labels.said(layer("said"), x, y, SIZE, bold=True),
    ).properties(height=LOW)


def stairs(graph, of, by, known, run, x, y, key):
    """How one thing moves with another along a straight line: a step of `run` across, and the rise that it makes.

    The rise is named first: where there is not room for both, the step across is read from the axis.
    """
    here, now, slope = now_and_slope(graph, of, by, known)
    rise = slope * run
    layers = {
        "curve": curve_of(graph, of, by, known, x),
        "run": {"x": here, "x2": here + run, "y": now, "y2": now},
        "rise": {"x": here + run, "x2": here + run, "y": now, "y2": now + rise},
    }
    around = {"paths": ("curve",), "rules": ("run", "rise"), "middle": True, "size": SIZE, "bold": True}
    names = [
        Labels("said", "rise", [f"+{number(rise)}"], **around, sides=("right", "left", "low right", "above")),
        Labels("said", "run", [f"+{number(run)}"], **around, sides=("below", "above")),
    ]
    said = f"{of} against {by}: a line of slope {number(slope)}. {number(run)} more {by} is {number(rise)} more {of}."
    STILL.picture(rate_spec(by, of), key, layers, said, x, y, names)


def rate(graph, of, by, known, x, y, key):
    """How one thing moves with another: the curve, its value now, and, dashed, the slope there.

    known  what is known besides, `by` among them; x, y are the ends of the axes
    """
    here, now, slope = now_and_slope(graph, of, by, known)
    reach = 0.3 * (x[1] - x[0])
    if abs(slope) > 0:  # a steep tangent is cut to the picture's height
        reach = min(reach, 0.35 * (y[1] - y[0]) / abs(slope))
    ends = np.array([here - reach, here + reach])
    layers = {
        "curve": curve_of(graph, of, by, known, x),
        "tangent": {"x": ends, "y": now + slope * (ends - here)},
        "now": {"x": here, "y": now},
    }
    name = Labels("said", "now", [f"{of} {number(now)}"], ("now",), paths=("curve", "tangent"), size=SIZE, bold=True)
    said = f"{of} against {by}. At {by} {number(here)}, {of} is {number(now)} and the slope {number(slope)}."
    STILL.picture(rate_spec(by, of), key, layers, said, x, y, [name])


def now_and_slope(graph, of, by, known):
    return float(known[by]), float(what_follows(graph, known)[of]), float(derivative(graph, of, by, known))


def curve_of(graph, of, by, known, x):
    at = np.linspace(*x, POINTS_ON_A_CURVE)
    return {"x": at, "y": what_follows(graph, {**known, by: at})[of]}


ROADS = ((BLUE, [1, 0]), (ORANGE, [6, 4]))
HEIGHT = 250  # of the picture of roads, in pixels
HALF_WIDTH, HALF_HEIGHT = 0.09, 0.13  # of a node, in parts of the picture
SIZES = (12, 14)  # of the letters, in the narrow and in the wide picture
LETTERS, LINE = f"{room.NARROW} ? 12 : 14", f"{room.NARROW} ? 14.4 : 16.8"


@constant
def roads_spec():
    x, y = (axis("xy"[i] + ":Q", axis=None, scale=alt.Scale(domain=[0, 1])) for i, axis in enumerate((alt.X, alt.Y)))
    to = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    return (
        alt.layer(
            *(
                layer(f"road {number}").mark_rule(color=colour, strokeDash=dash, strokeWidth=3).encode(**to)
                for number, (colour, dash) in enumerate(ROADS, 1)
            ),
            layer("node").mark_rect(filled=False, cornerRadius=7, opacity=0.6, strokeWidth=1.2).encode(**to, color=INK),
            *(
                room.said(layer(of), LETTERS, LINE, fontWeight=weight).encode(x=x, y=y, text="label:N", color=INK)
                for of, weight in (("said", "normal"), ("said bold", "bold"))
            ),
        )
        .properties(height=HEIGHT, padding=room.MARGIN)
        .configure_view(stroke=None)
    )


def roads_picture(graph, of, by, known, key):
    """The roads of two steps from one thing to another, each through one node, with every value and every rate.

    Labels that find no room drop out, the last of these first: what stands in the nodes; the rates. A formula goes
    before its number.
    """
    taken, found, layers = roads(graph, of, by, known), what_follows(graph, known), {}
    formulas = {node.name: node.formula for node in graph}
    places = {by: (0.1, 0.5), of: (0.9, 0.5)}
    rates, inside = [], []
    places |= {road.through[0]: (0.5, 1 - (i + 0.5) / len(taken)) for i, road in enumerate(taken)}

    def put(name, **columns):
        table = layers.setdefault(name, {column: [] for column in columns})
        for column, value in columns.items():
            table[column].append(value)

    for i, road in enumerate(taken):
        for factor in road.factors:
            (x, y), (x2, y2) = places[factor.by], places[factor.of]
            put(f"road {i + 1}", x=x + HALF_WIDTH, x2=x2 - HALF_WIDTH, y=y, y2=y2)
            up = 29.5 if i < len(taken) / 2 else -46.5
            value = number(factor.value)
            texts = [f"{factor.name}\n{factor.formula} = {value}", f"{factor.name}\n{value}", factor.name]
            rates.append(("said", False, [[room.Way(text, (x + x2) / 2, (y + y2) / 2, 0, up) for text in texts]] * 2))
    for name, (x, y) in places.items():
        put("node", x=x - HALF_WIDTH, x2=x + HALF_WIDTH, y=y - HALF_HEIGHT, y2=y + HALF_HEIGHT)
        texts = [f"{name} = {formulas[name]}", name] if name in formulas else [name]
        ways = [room.Way(f"{text}\n{number(found[name])}", x, y) for text in texts] + [room.Way(name, x, y)]
        inside.append(("said bold", True, [ways] * 2))
    said = [
        f"through {road.through[0]}: {' × '.join(number(f.value) for f in road.factors)} = {number(road.product)}"
        for road in taken
    ]
    at = ", ".join(f"{name} = {number(found[name])}" for name in places)
    boxes = tuple((x - HALF_WIDTH, x + HALF_WIDTH, y - HALF_HEIGHT, y + HALF_HEIGHT) for x, y in places.values())
    drawings = room.narrow_and_wide(HEIGHT, SIZES, boxes)
    layers |= room.shown(drawings, [room.Label(drawings, *label) for label in inside + rates])
    show(
        roads_spec(),
        marks(**layers),
        key,
        f"{len(taken)} roads from {of} back to {by}, {'; '.join(said)}. {at}.",
    )
