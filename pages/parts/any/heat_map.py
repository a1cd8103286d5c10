"""The fit of two inputs as a heat map: what the network predicts over their plane, and the observations on it."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.charts import layered, one_table, scales
from pages.parts.pictures.squiggle_picture import observations_in_words

CELLS = 34  # across and up
SCHEME = "viridis"
HEIGHT = 350  # in pixels


def heat_map(network, data, some, parameters, reach, key, output=0):
    """What the network predicts over the plane of its two inputs, in colours, and the observations on it.

    some    the observations drawn
    reach   the ends of the colours
    output  the place of the output that is shown
    """
    ends = [plane_ends(column) for column in data.inputs.T]
    edges = [np.linspace(*end, CELLS + 1) for end in ends]
    across, up = np.meshgrid(*((edge[1:] + edge[:-1]) / 2 for edge in edges))
    predicted = forward(network, parameters, np.column_stack([across.ravel(), up.ravel()])).predicted[:, output]
    at = forward(network, parameters, some.inputs).predicted[:, output]
    observed, column = some.observed[:, output], data.observed[:, output]
    high = observed > (column.min() + column.max()) / 2
    places = [np.meshgrid(*(edge[cut] for edge in edges)) for cut in (slice(-1), slice(1, None))]
    places[1] = [far + 0.1 * (far - near) for near, far in zip(*places, strict=True)]  # so that no seams are seen
    table = one_table.marks(
        cell={
            **dict(zip(("x", "y"), map(np.ravel, places[0]), strict=True)),
            **dict(zip(("x2", "y2"), map(np.ravel, places[1]), strict=True)),
            "value": predicted,
        },
        **{
            of: {
                "x": some.inputs[which, 0],
                "y": some.inputs[which, 1],
                "value": observed[which],
                "label": [number(residual) for residual in (observed - at)[which]],
            }
            for of, which in (("high", high), ("low", ~high))
            if which.any()
        },
    )
    names = *data.names[:2], data.names[2 + output]
    told = observations_in_words(some, tables.texts(at), len(data) - len(some), output)
    said = f"Predicted {names[2]} over {names[0]} across and {names[1]} up, from {number(predicted.min())} to "
    said += f"{number(predicted.max())}. Observations: {told}."
    one_table.show(heat_spec(names[0], names[1], names[2]), table, key, said, *ends, value=reach)
    st.caption("The ground shows Predicted, a dot's own colour Observed: ● the upper half of these, ◆ the lower.")


def plane_ends(values):
    """The ends of an axis of the plane of inputs: a little more than the observations reach."""
    return scales.padded(values.min(), values.max(), 0.15, 0.5 if np.ptp(values) == 0 else 1e-9)


@layered.constant
def heat_spec(x_title, y_title, title):
    x, y = scales.x_axis(x_title), scales.y_axis(y_title)
    scale = alt.Scale(scheme=SCHEME, domainMin=alt.expr("value_min"), domainMax=alt.expr("value_max"), clamp=True)
    colour = alt.Color(
        "value:Q", scale=scale, legend=alt.Legend(title=title, orient="bottom", gradientLength=180, format="~g")
    )
    tips = [alt.Tooltip("x:Q", title=x_title), alt.Tooltip("y:Q", title=y_title)]
    dots = []
    for of, shape in (("high", "circle"), ("low", "diamond")):
        dot = layered.layer(of).mark_point(shape=shape, filled=True, opacity=1, size=110, fill="white")
        inner = layered.layer(of).mark_point(
            shape=shape, filled=True, opacity=1, size=60, stroke="black", strokeWidth=1
        )
        said = [*tips, alt.Tooltip("value:Q", title=title), alt.Tooltip("label:N", title="Residual")]
        dots += [dot.encode(x=x, y=y), inner.encode(x=x, y=y, color=colour, tooltip=said)]
    cell = layered.layer("cell").mark_rect(clip=True)
    return alt.layer(
        cell.encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=colour, tooltip=[*tips, alt.Tooltip("value:Q", title=title)]),
        *dots,
    ).properties(height=HEIGHT)
