"""Why Cross Entropy: one sigmoid output that is flat and wrong, under the SSR and under Cross Entropy."""

from dataclasses import replace

import altair as alt
import numpy as np
import streamlit as st

from backprop.activations import SIGMOID
from backprop.any_chains import any_chain
from backprop.data import Data
from backprop.losses import CROSS_ENTROPY, SSR
from backprop.network import Network
from backprop.passes import forward
from backprop.written.arithmetic import Line
from backprop.written.numerals import number, rounded, signed
from pages.parts import tables
from pages.parts.charts import labels, layered, one_table, scales
from pages.parts.charts.colours import INK, SKY
from pages.parts.charts.layered import constant, layer
from pages.parts.charts.scales import x_axis, y_axis
from pages.parts.controls import widgets
from pages.parts.loss.checked import bitten
from pages.parts.loss.setup import KEY, chains_at_start, experiment_of, refused, run
from pages.parts.loss.tables import front

OF_CROSS_ENTROPY = SKY
RACE = (0, 1, 10, 100, 1000)


@constant
def slopes_spec(height):
    x, y = x_axis("x, what goes into the sigmoid"), y_axis("dLoss/dx")
    tips = [alt.Tooltip("x:Q", title="x"), alt.Tooltip("y:Q", title="dLoss/dx"), alt.Tooltip("label:N", title="Loss")]
    return alt.layer(
        layer("zero").mark_rule(opacity=0.35).encode(y=y, color=INK),
        layer("here").mark_rule(opacity=0.45, strokeDash=[2, 2]).encode(x=x, color=INK),
        layer(CROSS_ENTROPY.called).mark_line(color=OF_CROSS_ENTROPY, strokeWidth=4).encode(x=x, y=y, tooltip=tips),
        layer("SSR").mark_line(strokeWidth=2.5, strokeDash=[6, 4]).encode(x=x, y=y, tooltip=tips, color=INK),
        layer("yours")
        .mark_point(shape="diamond", size=90, strokeWidth=2, opacity=1)
        .encode(x=x, y=y, tooltip=tips, color=INK),
        layer("now").mark_point(filled=True, size=110, opacity=1).encode(x=x, y=y, tooltip=tips, color=INK),
        labels.said(layer("said"), x, y, 13, bold=True),
    ).properties(height=height)


LONE = Network((1, 1), output=SIGMOID)  # an output node by itself: with w1 = 1 and b1 = 0 its x is what comes in


def slopes(x, observed, loss):
    """dLoss/dPredicted, dPredicted/dx and dLoss/dx of one sigmoid output at each x (K,): three arrays (K,)."""
    data = Data(x, np.full(len(x), float(observed)))
    chain = any_chain(LONE, (1.0, 0.0), data, "b1", loss)
    return chain.factors[0].value, chain.factors[1].value, front(chain)


@st.fragment
def two_slopes(setup):
    """The Derivatives of SSR and Cross Entropy behind one sigmoid against its x, and both at one x, multiplied out.

    A fragment: moving x reruns this alone.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        observed = int(widgets.choice(f"{KEY}_observed", "Observed", ["0", "1"], "1"))
        x = widgets.slider(f"{KEY}_x", "x, what goes into the sigmoid", -6.0, -12.0, 12.0, 0.5, width=330)
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    losses = (SSR, CROSS_ENTROPY)
    found = {loss.called: [float(v[0]) for v in slopes([x], observed, loss)] for loss in losses}
    predicted = float(SIGMOID.curve(np.float64(x)))
    with left:
        slopes_chart(setup, x, observed, found)
    with right:
        rows = [[name, *map(number, values)] for name, values in found.items()]
        heads = ["Loss", "dLoss/dPredicted", "× dPredicted/dx", "= dLoss/dx"]
        here, says = f"x = {number(x)}", f"**Predicted {number(predicted)}**"
        st.markdown(f"At {here} the sigmoid says {says}, and {observed} was observed.")
        tables.show(tables.of_rows(rows, heads), f"The two factors and their product at {here}")
        st.markdown(too_flat(found, predicted, observed))
    lines = slope_lines(found, predicted, observed)
    with st.expander("Both products in lines to retype", icon=":material/calculate:"):
        st.code("\n".join(line.text for line in lines), language=None, wrap_lines=True)
        if said := bitten(lines):
            st.caption(said)


def slopes_chart(setup, x, observed, found):
    """Both losses' dLoss/dx against x, with their values at one x: the larger is named first."""
    at, yours, losses = np.linspace(-12.5, 12.5, scales.POINTS_ON_A_CURVE), own_x(setup, observed), (CROSS_ENTROPY, SSR)
    names, values = [loss.called for loss in losses], [found[loss.called][2] for loss in losses]
    curves = {loss.called: {"x": at, "y": slopes(at, observed, loss)[2], "label": loss.called} for loss in losses}
    dots = {"now": {"x": [x, x], "y": values, "label": names}}
    if yours:
        heights = np.concatenate([slopes(yours, observed, loss)[2] for loss in losses])
        dots["yours"] = {"x": yours * 2, "y": heights, "label": np.repeat(names, len(yours))}
    y = (-1.25, 0.3) if observed else (-0.3, 1.25)
    frame = labels.Frame((-12.5, 12.5), y, layered.LOW)
    lines, marked = ([frame.parts(each["x"], each["y"]) for each in some.values()] for some in (curves, dots))
    texts = [f"{name} {number(value)}" for name, value in zip(names, values, strict=True)]
    wanted = [labels.Label(text, x, value) for text, value in zip(texts, values, strict=True)]
    wanted.sort(key=lambda label: (abs(label.y), label.text), reverse=True)
    said, _ = labels.placed(frame, wanted, labels.dots(np.concatenate(marked)), lines, 13, bold=True)
    first, last = (number(end) for end in slopes([-12.0, 12.0], observed, CROSS_ENTROPY)[2])
    one_table.show(
        slopes_spec(layered.LOW),
        one_table.marks(zero={"y": 0.0}, here={"x": x}, **curves, **dots, said=said),
        f"{KEY}_slopes",
        f"dLoss/dx against x for Observed {observed}: the Cross Entropy's, solid, goes from {first} at x = −12 to "
        f"{last} at 12; the SSR's, dashed, is near 0 at both ends. At x = {number(x)}: {', '.join(texts)}.",
        (-12.5, 12.5),
        y,
    )
    own = " Diamonds: your own observations of this kind, chosen below." if yours else ""
    st.caption(f"Solid blue: the Cross Entropy's; dashed: the SSR's.{own}")


def own_x(setup, observed):
    """The x of the output for the learner's observations of this kind, as far as the picture reaches."""
    x = forward(setup.network, setup.start, setup.data.inputs).layers[-1].x
    return [float(v) for v in x[setup.data.observed == observed] if abs(v) <= 12]


def too_flat(found, predicted, observed):
    """What the two products say about a sigmoid node that is wrong, or right."""
    ssr, cross = (abs(found[loss.called][2]) for loss in (SSR, CROSS_ENTROPY))
    times = f" The Cross Entropy's is **{number(cross / ssr, 3)} times** the SSR's." if ssr else ""
    off = abs(predicted - observed)
    if off < 0.1:
        return f"The node is nearly right, so both Derivatives are small, as they should be.{times}"
    if off <= 0.9:
        return f"Here the sigmoid is steep enough for both: either loss makes it learn.{times}"
    if off <= 0.99:
        said = (
            "**Badly wrong, and the SSR's Derivative is smaller than it would be half way, at Predicted 0.5**: the "
            "sigmoid begins to be flat here."
        )
    else:
        said = (
            "**As wrong as can be, and the SSR's Derivative is all but gone**: the sigmoid is flat here, its small "
            "dPredicted/dx multiplies everything, and the steps die where they are needed most."
        )
    return (
        f"{said} The Cross Entropy's first factor is as large as the second is small, and what is left is the error "
        f"itself.{times}"
    )


def slope_lines(found, predicted, observed):
    """Both products with their numbers, and what the Cross Entropy's collapses to."""
    p, o = signed(predicted), number(observed)
    ssr, cross = (found[loss.called] for loss in (SSR, CROSS_ENTROPY))
    typed, slope = rounded(predicted), rounded(ssr[1])
    return (
        Line(
            "SSR",
            f"SSR: −2 × ({o} − {p}) × {number(ssr[1])} = {number(ssr[2])}",
            ssr[2],
            -2 * (observed - typed) * slope,
        ),
        Line(
            CROSS_ENTROPY.called,
            f"{CROSS_ENTROPY.called}: {signed(cross[0])} × {number(cross[1])} = {number(cross[2])}",
            cross[2],
            rounded(cross[0]) * slope,
        ),
        Line(
            "its short cut",
            f"its short cut: Predicted − Observed = {p} − {o} = {number(cross[2])}",
            cross[2],
            typed - observed,
        ),
    )


def collapse(setup):
    """With the learner's numbers: the collapse to Predicted − Observed, and what it does to a descent."""
    setup = replace(setup, loss=CROSS_ENTROPY)
    experiment = experiment_of(setup, setup.data)
    if isinstance(experiment, str):
        refused(experiment, setup, "collapse")
        return
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(
            "**The two factors at your observations.** The further off and the flatter the node, the larger the one "
            "and the smaller the other, and their product is just how far off you are:"
        )
        identity(setup, experiment)
    with right:
        race(setup)


def identity(setup, experiment):
    """The collapse to Predicted − Observed, an observation and output a column, for an Experiment with that pair."""
    data, outputs = setup.data, setup.network.nodes[-1]
    biases = [name for name in setup.network.parameter_names if name[0] == "b"][-outputs:]
    columns = {"At": ["Observed, t", "Predicted, o", "∂E/∂o", "× ∂o/∂z", "= ∂E/∂z", "o − t"]}
    for output, name in enumerate(biases):
        (chain,) = chains_at_start(experiment, name)
        slopes, bends = (factor.value for factor in chain.factors[:2])
        for n, values in enumerate(zip(chain.observed, chain.predicted, slopes, bends, strict=True)):
            t, o, slope, bend = map(float, values)
            product = slope * bend
            at = f"{data.names[0]} {number(data.inputs[n, 0])}" if outputs == 1 else data.names[-outputs:][output]
            kept = number(product) if np.isfinite(product) else f"lost: {number(slope)} × {number(bend)}"
            columns[at] = [*map(number, (t, o, slope, bend)), kept, number(o - t)]
    tables.show(tables.of_columns(columns), "The Cross Entropy's two factors, their product, and o − t")


def race(setup):
    """A start with a sigmoid output, down the SSR and down the Cross Entropy: how far off both still are."""
    traces = [run(setup, RACE[-1], loss=loss) for loss in (SSR, CROSS_ENTROPY)]
    for trace in traces:
        if isinstance(trace, str):
            refused(trace, setup, "race")
            return
    left = [np.abs(trace.residuals).max(axis=(1, 2)) for trace in traces]
    rows = [[f"{step:,}", *(number(each[step]) for each in left)] for step in RACE if step < min(map(len, left))]
    st.markdown(
        f"**Both from your start**, at your Learning Rate {number(setup.rate)}: the largest |Residual| that is left "
        "after so many steps."
    )
    table = tables.of_rows(rows, ["Step", "with the SSR", "with Cross Entropy"])
    tables.show(table, "The largest residual after some steps, for two losses")
    if len(rows) > 1:
        first, (_, ssr, cross) = rows[0][1], rows[1]
        st.caption(f"The first step takes it from {first} to {ssr} with the SSR, to {cross} with Cross Entropy.")
