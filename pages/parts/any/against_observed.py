"""The fit of more inputs than a plane can show: Predicted against Observed, which a perfect fit makes the same."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.charts import one_table, scales
from pages.parts.charts.colours import GREEN, INK, VERMILLION
from pages.parts.charts.layered import constant, layer
from pages.parts.pictures.squiggle_picture import observations_in_words


def against_observed(network, data, some, parameters, reach, key, output=0, height=350):
    """A dot for each observation, Observed across and Predicted up, and its Residual: the way to the line of both.

    some    the observations drawn
    reach   the ends of Predicted
    output  the place of the output that is shown
    """
    observed, predicted = some.observed[:, output], forward(network, parameters, some.inputs).predicted[:, output]
    column, name = data.observed[:, output], data.names[data.inputs.shape[1] + output]
    ends = scales.padded(column.min(), column.max(), 0.08, 0.5)
    residual = [number(each) for each in observed - predicted]
    layers = {
        "same": {"x": np.array(ends), "y": np.array(ends)},
        "residual": {"x": observed, "y": predicted, "y2": observed},
        "observation": {"x": observed, "y": predicted, "label": residual},
    }
    told = observations_in_words(some, tables.texts(predicted), len(data) - len(some), output)
    said = f"Predicted {name} up against Observed {name} across. Observations: {told}."
    one_table.show(against_spec(name, height), one_table.marks(**layers), key, said, ends, reach)
    st.caption("On the green line Predicted is Observed; the way from a dot to the line is its Residual.")


@constant
def against_spec(name, height):
    x, y = scales.x_axis(f"Observed {name}"), scales.y_axis(f"Predicted {name}")
    tips = [
        alt.Tooltip("x:Q", title="Observed"),
        alt.Tooltip("y:Q", title="Predicted"),
        alt.Tooltip("label:N", title="Residual"),
    ]
    return alt.layer(
        layer("same").mark_line(color=GREEN, strokeWidth=2.5, clip=True).encode(x=x, y=y),
        layer("residual").mark_rule(color=VERMILLION, strokeWidth=1.5, clip=True).encode(x=x, y=y, y2="y2:Q"),
        layer("observation")
        .mark_point(filled=True, size=70, opacity=1, clip=True)
        .encode(x=x, y=y, tooltip=tips, color=INK),
    ).properties(height=height)
