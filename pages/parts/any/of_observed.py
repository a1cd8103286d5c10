"""Classes of more inputs than a plane can show: for each observation, how much the network gives the class observed."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.confusion import winners
from backprop.passes import forward
from backprop.written.numerals import counted, number
from pages.parts.any.outputs import classes_in_words, names_of, share_name, signed
from pages.parts.charts import one_table, scales
from pages.parts.charts.colours import INK, OUTPUT_COLOURS, OUTPUT_SHAPES
from pages.parts.charts.layered import constant, layer
from pages.parts.pictures.squiggle_picture import SPELLED_OUT

MARGIN = 0.12  # of a class's column, on either side of its dots


def of_observed(network, data, some, parameters, reach, key, height=300):
    """A dot for each observation, in the column of its class and as high as the output of that class.

    some   the observations drawn
    reach  the ends of Predicted
    """
    predicted = forward(network, parameters, some.inputs).predicted
    seen, taken = winners(some.observed), winners(predicted)
    given = np.take_along_axis(predicted, seen[:, None], axis=1)[:, 0]
    classes, names, signs = data.observed.shape[1], names_of(data), signed(data)
    across = np.empty(len(some))
    for place in range(classes):
        count = int((seen == place).sum())
        across[seen == place] = place + MARGIN + (1 - 2 * MARGIN) * (np.arange(count) + 0.5) / max(count, 1)
    layers = {f"class {place}": {"x": across[seen == place], "y": given[seen == place]} for place in np.unique(seen)}
    wrong = seen != taken
    if wrong.any():
        layers["wrong"] = {"x": across[wrong], "y": given[wrong]}
    layers["told"] = {
        "x": across,
        "y": given,
        "label": [
            f"row {row + 1}: observed {names[one]}, predicted {names[other]} ({number(out[other], 3)})"
            for row, (one, other, out) in enumerate(zip(seen, taken, predicted, strict=True))
        ],
    }
    layers["name"] = {"x": np.arange(classes) + 0.5, "label": signs}
    layers["between"] = {"x": np.arange(1.0, classes)}
    what = share_name(network)
    means = ", ".join(f"{names[place]} {number(given[seen == place].mean(), 3)}" for place in np.unique(seen))
    said = (
        f"The {what} of the class observed, a column for each class; on average {means}. Of the "
        f"{counted(len(some), 'observation')} drawn {wrong.sum():,} {'is' if wrong.sum() == 1 else 'are'} wrong. "
        f"{classes_in_words(some, predicted, names, SPELLED_OUT)}."
    )
    title = f"{what[0].upper()}{what[1:]} of the class observed"
    one_table.show(of_observed_spec(title, height), one_table.marks(**layers), key, said, (0, classes), reach)
    st.caption(f"The higher a dot, the larger the {what} of its class. A ring: another class has a larger one.")


@constant
def of_observed_spec(title, height):
    x = alt.X(
        "x:Q",
        title="Class observed",
        scale=scales.limits("x"),
        axis=alt.Axis(labels=False, ticks=False, grid=False, titlePadding=22),
    )
    y = scales.y_axis(title)
    tips = [alt.Tooltip("label:N", title="Observation"), alt.Tooltip("y:Q", title=title)]
    whole = {"y": alt.value(0), "y2": alt.value("height")}
    looks = enumerate(zip(OUTPUT_COLOURS, OUTPUT_SHAPES, strict=True))
    return alt.layer(
        layer("between").mark_rule(opacity=0.25).encode(x=x, **whole, color=INK),
        *(
            layer(f"class {place}")
            .mark_point(shape=shape, color=colour, filled=True, opacity=1, size=50, clip=True)
            .encode(x=x, y=y)
            for place, (colour, shape) in looks
        ),
        layer("wrong").mark_point(opacity=1, size=190, strokeWidth=1.8, clip=True).encode(x=x, y=y, color=INK),
        layer("told").mark_point(filled=True, opacity=0, size=150, clip=True).encode(x=x, y=y, tooltip=tips),
        layer("name")
        .mark_text(dy=12, fontSize=11.5, baseline="middle")
        .encode(x=x, y=alt.value(alt.expr("height")), text="label:N", color=INK),
    ).properties(height=height)
