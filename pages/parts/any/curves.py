"""Several outputs of one input: a curve for each, and the observations in the same colours and shapes."""

import altair as alt
import numpy as np
import streamlit as st

from backprop.confusion import winners
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.any.outputs import classes_in_words, names_of, share_name, signed
from pages.parts.charts import labels, one_table, scales
from pages.parts.charts.colours import INK, OUTPUT_COLOURS, OUTPUT_DASHES, OUTPUT_SHAPES
from pages.parts.charts.layered import TALL, constant, layer
from pages.parts.pictures import extent
from pages.parts.pictures.squiggle_picture import SPELLED_OUT


def curves(network, data, some, parameters, reach, key):
    """Each output over the one input, and what was observed of it.

    Of classes a dot stands on the curve of the class observed, and is ringed where another one is higher.

    some   the observations drawn
    reach  the ends of Predicted
    """
    at = extent.curve_inputs(data)
    predicted = forward(network, parameters, at[:, None]).predicted
    own = forward(network, parameters, some.inputs).predicted
    names, signs, x = names_of(data), signed(data), some.inputs[:, 0]
    layers = {
        f"curve {place}": {"x": at, "y": curve, "label": [names[place]]} for place, curve in enumerate(predicted.T)
    }
    if data.classes:
        seen, taken = winners(some.observed), winners(own)
        given = np.take_along_axis(own, seen[:, None], axis=1)[:, 0]
        for place in np.unique(seen):
            layers[f"dot {place}"] = {of: v[seen == place] for of, v in (("x", x), ("y", given))} | {
                "label": [names[place]]
            }
        if (seen != taken).any():
            layers["wrong"] = {"x": x[seen != taken], "y": given[seen != taken]}
        told = classes_in_words(some, own, names, SPELLED_OUT)
        note = f"A dot lies on the curve of the class observed; a ring: another {share_name(network)} is larger there."
    else:
        for place, column in enumerate(some.observed.T):
            layers[f"dot {place}"] = {"x": x, "y": column, "label": [names[place]]}
        pairs = "; ".join(
            f"{data.names[0]} {number(value)}: "
            + ", ".join(
                f"{name} {number(o)}, Predicted {number(p)}" for name, o, p in zip(names, seen, out, strict=True)
            )
            for value, seen, out in zip(x[:SPELLED_OUT], some.observed, own, strict=False)
        )
        more = f"; {len(some) - SPELLED_OUT:,} more not spelled out here" if len(some) > SPELLED_OUT else ""
        told = f"{pairs}{more}"
        note = "A curve is what the network predicts of an output, a dot of its colour and shape what was observed."
    ends = scales.padded(*extent.input_range(data), 0.13)
    frame = labels.Frame(ends, reach, TALL)
    wanted = [
        labels.Label(signs[place], float(at[row]), float(predicted[row, place]))
        for place in range(len(names))
        for row in [int((len(at) - 1) * (place + 0.5) / len(names))]
    ]
    said, _ = labels.placed(frame, wanted, labels.dots(frame.parts(x, some.observed[:, 0]), 3.0))
    layers |= {"said": said} if said["x"] else {}
    alt_text = f"Predicted {', '.join(names)} against {data.names[0]}. Observations: {told}."
    spec = curves_spec(data.names[0], tuple(signs))
    one_table.show(spec, one_table.marks(**layers), key, alt_text, ends, reach)
    st.caption(f"{', '.join(signs)}. {note}")


@constant
def curves_spec(x_title, signs):
    x, y = scales.x_axis(x_title), scales.y_axis("Predicted")
    tips = [
        alt.Tooltip("label:N", title="Output"),
        alt.Tooltip("x:Q", title=x_title),
        alt.Tooltip("y:Q", title="Value"),
    ]
    looks = list(enumerate(zip(OUTPUT_COLOURS, OUTPUT_DASHES, OUTPUT_SHAPES, strict=True)))[: len(signs)]
    return alt.layer(
        *(
            layer(f"curve {place}")
            .mark_line(color=colour, strokeDash=dash, strokeWidth=3, clip=True)
            .encode(x=x, y=y, tooltip=tips)
            for place, (colour, dash, _) in looks
        ),
        *(
            layer(f"dot {place}")
            .mark_point(shape=shape, color=colour, filled=True, opacity=1, size=60, clip=True)
            .encode(x=x, y=y, tooltip=tips)
            for place, (colour, _, shape) in looks
        ),
        layer("wrong").mark_point(opacity=1, size=200, strokeWidth=1.8, clip=True).encode(x=x, y=y, color=INK),
        labels.said(layer("said"), x, y, 12.5),
    ).properties(height=TALL)
