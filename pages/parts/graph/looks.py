"""How a graph is drawn: the look of its nodes, edges and paths, and how large all of it is."""

import altair as alt

from pages.parts.charts import room
from pages.parts.charts.colours import BLUE, GREEN, INK, ORANGE, PURPLE, SKY
from pages.parts.charts.layered import constant, layer

ROADS = (  # colour, dash, width, and the words for them: enough to tell apart where they lie on each other
    (BLUE, [1, 0], 9, "broad blue"),
    (ORANGE, [9, 5], 6, "orange, dashed"),
    (SKY, [2, 4], 6, "sky blue, dotted"),
    (GREEN, [12, 4, 2, 4], 3, "green, dash and dot"),
)

NOT_YET = "?"
WAITS, DONE, NOW, HANDED = "waits", "done", "now", "handed"  # what a node or an edge is at a step
DEEPEST_SIDEWAYS = 10  # columns; a deeper graph runs from the top down

# The picture runs from left to right, and where it would be too narrow for that, from the top down. The ends of its
# axes, set by charts.show, are how many columns and slots there are; lengths are in pixels, or parts of the picture.
SMALL = 46  # pixels a slot, below which letters are small

# Half of a node's box, along and across the picture: a part of its column or slot, and pixels at most.
DOWN, SIDEWAYS = ((0.36, 25), (0.47, 40)), ((0.29, 44), (0.42, 24))
SIZES = {
    "down": f"x_max > {DEEPEST_SIDEWAYS} || {room.NARROW}",
    "small": f"down && width / y_max < {SMALL}",
    "letters": "small ? 9.5 : down ? 11 : 12.5",
    "rate_letters": "small ? 9 : 11",
    "line": "small ? 11.4 : down ? 13.2 : 14.5",
    "half_along": "down ? min({} * height / x_max, {}) : min({} * width / x_max, {})".format(*DOWN[0], *SIDEWAYS[0]),
    "half_across": "down ? min({} * width / y_max, {}) : min({} * height / y_max, {})".format(*DOWN[1], *SIDEWAYS[1]),
    "part_along": "half_along / (down ? height : width)",
    "part_across": "half_across / (down ? width : height)",
}

# Where an edge begins and ends, from the middle of a node's box, in parts of half the box: what it leaves is a turn, a
# node or a number; the side at which it comes in is a, or b behind it, or c where there is only one.
LEAVES = {"0": 0, "1": 1, "2": 0.3}
SIDES = {"a": -0.45, "b": 0.45, "c": 0}
MARGIN = {"left": 2, "right": 2, "top": 10, "bottom": 4}
NAME_LETTERS = 10.5


def on_screen(along, across):
    """The two coordinates of a place on the screen, from 0 to 1, as expressions."""
    return f"down ? {across} : {along}", f"1 - (down ? {along} : {across})"


@constant
def graph_spec():
    def coordinate(field):
        axis = alt.X if field[0] == "x" else alt.Y
        return axis(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, 1]))

    x, y = coordinate("x_"), coordinate("y_")
    ends = {"x": x, "y": y, "x2": "x2_:Q", "y2": "y2_:Q"}
    along, across, half = "datum.x / x_max", "datum.y / y_max", ("part_along", "part_across")

    def box(state):
        """The nodes that are so now: their label says what they are at each step."""
        low = on_screen(f"({along} - {half[0]})", f"({across} - {half[1]})")
        high = on_screen(f"({along} + {half[0]})", f"({across} + {half[1]})")
        now = layer("box").transform_filter(f"datum.label == '{state}'")
        return now.transform_calculate(x_=low[0], y_=low[1], x2_=high[0], y2_=high[1])

    def edge(of, state=""):
        """A label begins with three signs: what it leaves and meets (0 a turn, 1 a node, 2 a number), and the side.
        What follows is what the edge is at each step."""
        start = f"({along} + {LEAVES}[slice(datum.label, 0, 1)] * {half[0]})"
        end = f"(datum.x2 / x_max - toNumber(slice(datum.label, 1, 2)) * {half[0]})"
        side = f"{SIDES}[slice(datum.label, 2, 3)]"
        into = f"(datum.y2 / y_max + {side} * {half[1]})"
        one, other = on_screen(start, across), on_screen(end, into)
        now = layer(of).transform_filter(f"slice(datum.label, 3) == '{state}'")
        return now.transform_calculate(x_=one[0], y_=one[1], x2_=other[0], y2_=other[1])

    def said(of, size, **style):
        mark = room.said(layer(of), size, "line", **style)
        return mark.encode(x=coordinate("x"), y=coordinate("y"), text="label:N", color=INK)

    return (
        alt.layer(
            *(
                edge(f"path {i}").mark_rule(color=colour, strokeDash=dash, strokeWidth=width, opacity=1).encode(**ends)
                for i, (colour, dash, width, _) in enumerate(ROADS, 1)
            ),
            edge("edge", WAITS).mark_rule(strokeWidth=1.2, opacity=0.55).encode(**ends, color=INK),
            edge("fixed").mark_rule(strokeWidth=1, opacity=0.35, strokeDash=[2, 3]).encode(**ends, color=INK),
            edge("edge", HANDED).mark_rule(color=PURPLE, strokeWidth=3).encode(**ends),
            box(WAITS).mark_rect(filled=False, cornerRadius=6, strokeWidth=1.2, opacity=0.6).encode(**ends, color=INK),
            box(DONE).mark_rect(filled=False, cornerRadius=6, strokeWidth=2.5).encode(**ends, color=INK),
            box(NOW).mark_rect(filled=False, cornerRadius=6, strokeWidth=4, color=PURPLE).encode(**ends),
            said("value", "letters"),
            said("value now", "letters", fontWeight="bold"),
            said("name", f"{NAME_LETTERS}", opacity=0.8),
            said("rate", "rate_letters"),
            said("handing", "rate_letters", fontWeight="bold"),
        )
        .properties(padding=MARGIN)
        .configure_view(stroke=None)
        .add_params(*(alt.param(name=name, expr=expression) for name, expression in SIZES.items()))
    )
