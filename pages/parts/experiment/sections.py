"""Sections that a page is put together from: the fragments, which rerun alone, and what more than one page shows."""

import numpy as np
import streamlit as st

from backprop.any_chains import chain_of
from backprop.bowl import bowl
from backprop.chains import chain
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.landscape import finite_difference, ssr_along
from backprop.lessons import is_the_videos, predicted_in_video
from backprop.lowest import exact_minimum
from backprop.passes import forward
from backprop.reading import reading, stops_at
from backprop.rounding import rounding
from backprop.trend import SMALL_STEP
from backprop.verdict import verdict
from backprop.written.numerals import agreeing_digits, counted, cut, number, signed
from backprop.written.written_out import derivative_line, forward_lines, ssr_line
from pages.parts.forward import inside_a_node
from pages.parts.kept import shared
from pages.parts.pictures import stage_pictures
from pages.parts.pictures.network_picture import network_picture
from pages.parts.tables import tables


@shared
def trace_of(experiment):
    """The Trace of an Experiment, and its Verdict, computed once and then shared: neither can be changed."""
    trace = gradient_descent(experiment)
    return trace, verdict(trace)


@shared
def reading_of(experiment):
    """The Reading of an Experiment's Trace, computed once."""
    return reading(trace_of(experiment)[0])


def verdict_line(lesson, trace, judged):
    """The verdict in a sentence, and whether the run is the video's."""
    own = is_the_videos(lesson, trace.experiment)
    verdict_badge(judged, ":green-badge[The video's own run]" if own else ":gray-badge[Your own run]")


VERDICTS = {  # kind: the badge's symbol, its colour, what it says
    "converged": (":material/flag:", "green", "Converged at step {:,}"),
    "converging alternately": (":material/swap_horiz:", "blue", "Converging alternately"),
    "falling": (":material/trending_down:", "blue", "Still falling"),
    "flat": (":material/horizontal_rule:", "orange", "Flat here"),
    "rolling on": (":material/moving:", "orange", "Rolling on"),
    "at rest": (":material/pause:", "orange", "At rest from step {:,}"),
    "oscillating": (":material/waves:", "orange", "Oscillating"),
    "rising": (":material/trending_up:", "red", "Rising"),
    "diverged": (":material/warning:", "red", "Diverged at step {:,}"),
    "at the start": (":material/start:", "gray", "At the start"),
    "nothing optimised": (":material/lock:", "gray", "Nothing is optimised"),
}


def verdict_badge(judged, whose="", more=""):
    """The verdict in a sentence, a badge before it that says whose run it is, and perhaps more after it."""
    symbol, colour, said = VERDICTS[judged.kind]
    with st.container(key="verdict"):
        st.markdown(f":{colour}-badge[{symbol} {said.format(judged.step)}] {whose} {judged.reason} {more}")


# --- the way through the network -------------------------------------------------------------------------------------


def predicted_now(lesson, network, parameters, dosage):
    """What the network predicts for one dosage, what was observed there, and what the video shows for it."""
    data = lesson.experiment.data
    predicted = float(forward(network, parameters, np.array([dosage])).predicted[0, 0])
    seen = np.flatnonzero(data.inputs[:, 0] == dosage)
    said = f"At {data.names[0]} {number(dosage)} the network's **Predicted is {number(predicted)}**."
    if seen.size and network == lesson.experiment.network and np.array_equal(parameters, lesson.experiment.start):
        shown = predicted_in_video(lesson, seen[0])
        said += "" if shown is None else f" :green-badge[{number(shown)} in the video]"
    if seen.size:
        said += f" The observed {data.names[1]} is {number(data.observed[seen[0], 0])}."
    else:
        said += " Nothing was observed there: the network fills the gap between the dots."
    st.markdown(said)


def curves_to_squiggle(network, data, parameters, dosage, key):
    """Three charts with one scale: the curves out of the hidden nodes, after their weights, and added up."""
    first, second, bias = network.parameter_names[-3:]
    (out, weighted, before, squiggle), at, y = stage_pictures.stages(network, data, parameters, dosage)
    columns = st.columns(3, gap="small", vertical_alignment="bottom")  # one heading may take a line more
    with columns[0]:
        st.subheader(f"**Out of {network.hidden.name}**: y1 solid blue, y2 dashed orange", anchor=False)
        stage_pictures.stage(data, "y", dosage, out, at[0][0], ("y1", "y2"), y, f"{key}_out")
    with columns[1]:
        said = f"**Times their weights**, {first} and {second}: each curve is stretched, and a minus flips it"
        st.subheader(said, anchor=False)
        of = f"× {first}", f"× {second}"
        stage_pictures.stage(data, "y × weight", dosage, weighted, at[1][0], of, y, f"{key}_weighted")
    with columns[2]:
        value = number(parameters[network.place(bias)])
        said = f"**Added up** (dotted), then **+ {bias} {value}**: the green squiggle; the dots are observed"
        st.subheader(said, anchor=False)
        stage_pictures.last_stage(data, dosage, before, squiggle, at[3][0], y, f"{key}_squiggle")


def on_the_way(lesson, network, parameters, dosage):
    """Every number on the way, folded away: in a table, and in lines of arithmetic."""
    label = f"Every number on the way at Dosage {number(dosage)}, to retype into a calculator"
    with st.expander(label, icon=":material/calculate:"):
        left, right = st.columns(2, gap="medium")
        with left:
            st.subheader("**Node by node**: x goes in, y comes out", anchor=False)
            node_by_node(forward_lines(network, parameters, dosage))
        with right:
            st.subheader("**At every observed dosage, and at the one in the pictures**, marked →", anchor=False)
            inside_a_node.values_beside_the_videos(lesson, network, parameters, dosage)


def node_by_node(lines):
    """Lines of arithmetic, one below the other, and which of them rounding bites."""
    st.code("\n".join(line.text for line in lines), language=None, wrap_lines=True)
    bitten = [
        f"{line.of} gives {number(line.retyped)}, not {number(line.value)}" for line in lines if line.rounding_bites
    ]
    st.caption(
        "To retype: log is the natural logarithm, the key *ln* on most calculators. "
        + (
            f"Where the last digit differs ({'; '.join(bitten)}), rounding bites: each number is rounded to four "
            "digits for the screen, and computed with all of them."
            if bitten
            else "Each line, retyped as it stands, gives the number at its end."
        )
    )


def at_the_start(lesson, trace):
    """The SSR before the first step, and what the video shows for it."""
    own, shown = is_the_videos(lesson, trace.experiment), lesson.shown
    said = f"At the start the **SSR is {number(trace.ssr[0])}**"
    if own and "ssr" in shown:
        how = ", which cuts here" if cut(trace.ssr[0], shown["ssr"]) else ""
        said += f" :green-badge[{number(shown['ssr'])} in the video{how}]"
    if own and np.isscalar(shown.get("predicted")):
        data = trace.experiment.data
        said += (
            f"; at {data.names[0]} {number(data.inputs[0, 0])} Predicted is {number(trace.predicted[0, 0, 0])} "
            f":green-badge[{number(shown['predicted'])} in the video]"
        )
    st.markdown(f"{said}.")


def same_formula(lessons, name):
    """The Derivative for one parameter at the start of several lessons' runs."""
    traces = {what: trace_of(lesson.experiment)[0] for what, lesson in lessons.items()}
    tables.show(tables.same_formula_table(traces, name), f"dSSR/d{name} at the start of {len(traces)} runs")


# --- where to stop ---------------------------------------------------------------------------------------------------


def stop_rule(trace):
    """Where the stop rule ends a run, and how far from the exact minimum that is: in a sentence and a table."""
    experiment = trace.experiment
    stop, best, names = stops_at(trace), exact_minimum(experiment), experiment.optimised
    if not names:
        st.markdown("Nothing is optimised, so there is nothing to stop.")
        return
    if stop is None:
        said = (
            f"In {counted(trace.steps[-1], 'step')} the rule never holds: the largest |Step Size| at the end is "
            f"{number(trace.largest_step_sizes[-1])}, not below {number(SMALL_STEP)}."
        )
    else:
        at = ", ".join(f"{name} = {number(trace.of(name)[stop])}" for name in names)
        said = (
            f"The rule first holds **at step {trace.steps[stop]:,}**, where the largest |Step Size| is "
            f"{number(trace.largest_step_sizes[stop])}: it would stop there, at {at}."
        )
        if best is not None:
            away = [abs(best[experiment.network.place(name)] - trace.of(name)[stop]) for name in names]
            far = ", ".join(f"{number(by)} from the best {name}" for name, by in zip(names, away, strict=True))
            said += (
                f" That is {far}. A small step says that Derivative × Learning Rate is small, not that the bottom is "
                "here."
            )
    st.markdown(said)
    tables.show(tables.stopping_table(trace, stop, best), "The stop rule, the end of the run and the exact minimum")


# --- the descent as a whole ------------------------------------------------------------------------------------------


def line_as_network(trace):
    """A line drawn as the network that it is, at the end of the run, and in words what that means."""
    network, data, moving = trace.experiment.network, trace.experiment.data, trace.experiment.optimised
    w1, b1 = map(number, trace.parameters[-1])
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        network_picture(network, data, trace.parameters[-1], "line_network", highlighted=moving, height=200)
    with right:
        st.markdown(
            f"One input, one output, nothing hidden in between and nothing bent: the network multiplies "
            f"{data.names[0]} by w1 = {w1} and adds b1 = {b1}, and that is the line after step {trace.steps[-1]:,}. "
            f"So **the same code runs it**: `Network(nodes=(1, 1))` here, `Network(nodes=(1, 2, 1))` on the pages that "
            f"follow. What you learn on this line holds there, number for number."
        )


# --- the summary -----------------------------------------------------------------------------------------------------


def main_ideas(lesson, trace):
    """The video's main ideas in our words, each beside the number of this run that shows it."""
    experiment = trace.experiment
    data, n = experiment.data, len(experiment.data)
    moving = experiment.optimised
    name = (moving or experiment.network.parameter_names)[-1]
    place = experiment.network.place(name)
    old, derivative, step = trace.parameters[0, place], trace.derivatives[0, place], trace.step_sizes[0, place]
    first = chain_of(experiment.network)(trace.parameters[0], data, name)
    rate, shown = experiment.optimiser.learning_rate, shown_of_ideas(lesson, trace, name)
    moved = f"{number(old)} − {signed(derivative)} × {number(rate)} = {number(old - step)}"
    ideas = [
        (
            "A Residual says how far off one prediction is.",
            "Observed − Predicted, one for each observation.",
            "; ".join(number(residual) for residual in trace.residuals[0, :, 0]),
            "Residuals at the start",
        ),
        (
            "The SSR is one number for the whole fit.",
            "Squared, so that misses above and below cannot cancel; added up, so that each one counts.",
            number(trace.ssr[0]),
            "SSR at the start",
        ),
        (
            "The Chain Rule gives the SSR's Derivative for a parameter.",
            f"From the SSR back to {name}: {' × '.join(factor.name for factor in first.factors)}, "
            f"a product for each of the {n} observations, then their sum.",
            " + ".join(signed(term) for term in first.terms) + f" = {number(derivative)}",
            f"dSSR/d{name} at the start",
        ),
        (
            "Backpropagation is that, for every weight and bias.",
            f"All seven roads begin with the same first factor, dSSR/dPredicted, so it is computed once for all. "
            f"{len(moving)} of 7 {'is' if len(moving) == 1 else 'are'} optimised in this run.",
            "; ".join(number(factor) for factor in first.factors[0].value),
            "dSSR/dPredicted, shared by all",
        ),
        (
            "Gradient Descent turns the Derivative into a step.",
            "Step Size = Derivative × Learning Rate, and New = Old − Step Size. A steep slope makes a large step, a "
            "flat one a small step, so that near the bottom the steps become small by themselves.",
            moved if name in moving else f"{name} is not optimised: it stays {number(old)}",
            f"{name} after the first step",
        ),
        (
            "And again, until the steps are tiny or the patience is used up.",
            "At the new values every Derivative is worked out anew. Near the bottom it is close to 0, as is the step.",
            f"{name} = {number(trace.of(name)[-1])}, SSR = {number(trace.ssr[-1])}",
            f"after step {trace.steps[-1]:,}",
        ),
    ]
    st.header(f"**The network after step {trace.steps[-1]:,}**; what was optimised is marked ◆.", anchor=False)
    network_picture(experiment.network, data, trace.parameters[-1], "summary_network", highlighted=moving)
    for count, (idea, words, value, of) in enumerate(ideas, 1):
        left, right = st.columns([5, 4], vertical_alignment="center")
        left.header(f"**{count}. {idea}**", anchor=False)
        left.markdown(words)
        with right.container(key=f"idea_{count}"):
            st.markdown(f"**{value}**  \n:small[{of}{f'; {shown[count]}' if count in shown else ''}]")


def shown_of_ideas(lesson, trace, name):
    """What the video shows beside the ideas, {its count: words}: of its own run alone, and of the steps it shows."""
    if not is_the_videos(lesson, trace.experiment):
        return {}
    shown, last = lesson.shown, int(trace.steps[-1])
    derivative, _, first = shown["updates"][0][name]
    ended = last >= lesson.experiment.steps
    at_last = shown[f"{name}_at_the_end"] if ended else shown["updates"].get(last - 1, {}).get(name, (None,))[-1]
    words = {2: f"{number(shown['ssr'][trace.of(name)[0]])} in the video", 3: f"{number(derivative)} in the video"}
    if last:
        words[5] = f"{number(first)} in the video"
    if at_last:
        words[6] = f"{name} = {number(at_last)} {'where the video ends' if ended else 'in the video'}"
    return words


# --- one value tried, one derivative taken ---------------------------------------------------------------------------


def written_out(line, remark=""):
    """A line of arithmetic to retype into a calculator, and what its rounded numbers make of it."""
    st.code(line.text, language=None, wrap_lines=True)
    if line.rounding_bites:
        said = (
            f"Retyped as it stands, this line gives {number(line.retyped)}: each number in it was rounded to four "
            f"digits for the screen, while {number(line.value)} comes from the unrounded ones."
        )
    else:
        said = f"Retyped as it stands, this line gives the same {number(line.value)}."
    st.caption(f"{said} {remark}".strip())


def ssr_now(lesson, name, parameters, predicted):
    """The SSR at the value under test, and what the video shows for it."""
    data, value = lesson.experiment.data, parameters[lesson.experiment.network.place(name)]
    line = ssr_line(data, predicted)
    b3 = parameters[lesson.experiment.network.place("b3")]
    shown = shown_ssrs(lesson, "b3", parameters).get(b3)  # whichever parameter is under test
    badge = ":gray-badge[Your own values]" if shown is None else f":green-badge[{number(shown)} in the video]"
    st.markdown(f"At {name} = {number(value)} the squiggle's **SSR is {number(line.value)}** {badge}")


def ssr_written_out(lesson, parameters, predicted):
    """The SSR worked out in a line."""
    data, remark = lesson.experiment.data, ""
    if np.array_equal(parameters, lesson.experiment.start):
        seen = lesson.shown["predicted"]
        from_seen = ((data.observed[:, 0] - np.array(seen)) ** 2).sum()
        remark = (
            f"With the Predicted values as the video shows them ({', '.join(map(number, seen))}) it would be "
            f"{number(from_seen)}, so keep the digits until the end."
        )
    written_out(ssr_line(data, predicted), remark)


def shown_ssrs(lesson, name, parameters):
    """The SSR that the video shows for values of this parameter, {value: SSR}; none for another network."""
    own = np.array(lesson.experiment.start)
    place = lesson.experiment.network.place(name)
    own[place] = parameters[place]
    return lesson.shown["ssr"] if name in lesson.experiment.optimised and np.array_equal(own, parameters) else {}


def derivative_now(lesson, taken, parameters):
    """A derivative by the Chain Rule: which way it points, and what the video shows for it."""
    name, derivative, network = taken.parameter, taken.derivative, lesson.experiment.network
    small = rounding(network, parameters, lesson.experiment.data).derivatives[network.place(name)]
    shown = shown_derivative(lesson, name, parameters)
    badge = "" if shown is None else f":green-badge[{number(shown)} in the video]"
    downhill = {
        -1: f"Negative: a little more {name} makes the SSR fall.",
        1: f"Positive: a little less {name} makes the SSR fall.",
        0: f"The SSR is level here, but for rounding: a little more or less {name} changes next to nothing.",
    }[int(np.sign(derivative)) if abs(derivative) > small else 0]
    st.markdown(f"**dSSR/d{name} = {number(derivative)}** {badge} {downhill}")


def shown_derivative(lesson, name, parameters):
    """The derivative that the video shows at its start; None for another parameter or other values."""
    shown = lesson.shown["updates"][0]
    return shown[name][0] if name in shown and np.array_equal(parameters, lesson.experiment.start) else None


def derivative_written_out(lesson, taken, parameters):
    """The line that gives a derivative, and why the video's rounded Predicted values give another."""
    shown, remark = shown_derivative(lesson, taken.parameter, parameters), ""
    if shown is not None:
        seen = lesson.shown["predicted"]
        from_seen = -2 * (taken.observed - np.array(seen)).sum()
        remark = (
            f"With the Predicted values as the video shows them ({', '.join(map(number, seen))}) a calculator says "
            f"{number(from_seen)}, not {number(shown)}: the video rounds them only to show them, and computes with all "
            "digits."
        )
    written_out(derivative_line(taken), remark)


ROADS = {
    "w1": r"\frac{d\,\text{Predicted}}{d\,y_1} \\[6pt] & \times \frac{d\,y_1}{d\,x_1} \times \frac{d\,x_1}{d\,w_1}",
    "b1": r"\frac{d\,\text{Predicted}}{d\,y_1} \\[6pt] & \times \frac{d\,y_1}{d\,x_1} \times \frac{d\,x_1}{d\,b_1}",
    "w2": r"\frac{d\,\text{Predicted}}{d\,y_2} \\[6pt] & \times \frac{d\,y_2}{d\,x_2} \times \frac{d\,x_2}{d\,w_2}",
    "b2": r"\frac{d\,\text{Predicted}}{d\,y_2} \\[6pt] & \times \frac{d\,y_2}{d\,x_2} \times \frac{d\,x_2}{d\,b_2}",
    "w3": r"\frac{d\,\text{Predicted}}{d\,w_3}",
    "w4": r"\frac{d\,\text{Predicted}}{d\,w_4}",
    "b3": r"\frac{d\,\text{Predicted}}{d\,b_3}",
}


def chain_rule_formula(name):
    """The Chain Rule for one of the seven as a formula: a fixed text for each."""
    left = rf"\frac{{d\,\text{{SSR}}}}{{d\,{name[0]}_{name[1]}}}"
    first = r"\frac{d\,\text{SSR}}{d\,\text{Predicted}}"
    st.latex(rf"\begin{{aligned}} {left} = {{}} & \sum {first} \times {ROADS[name]} \end{{aligned}}")


def slips_to_avoid(taken, parameters, data):
    """What the three well-known slips would make of this very derivative."""
    name, derivative = taken.parameter, taken.derivative
    last = taken.factors[-1]
    if last.is_one:
        factor = (
            f"**{last.name} is 1, not nothing.** {name} is added as it is, so whatever it moves by, {last.of} moves by "
            f"the same. A weight has its input in this place."
        )
    else:
        bias = {"w1": "b1", "w2": "b2"}.get(name, "b3")
        factor = (
            f"**Leaving out the last factor, {last.name} = {last.formula}.** Without it you get "
            f"{number(chain(parameters, data, bias).derivative)}, which is the Derivative for {bias}: a weight acts "
            f"through what it multiplies, so where that is 0 the weight cannot help."
        )
    st.markdown(
        f"""
- **The sign of the Residual.** It is Observed − Predicted. Turned round inside dSSR/dPredicted, the sum becomes
  {number(-derivative)} and every step would lead uphill.
- **The missing −1.** The 2 comes from the square, the − from inside the brackets, where Predicted is subtracted: −2,
  not 2. With the 2 alone you get that same {number(-derivative)}.
- {factor}
"""
    )


def finite_difference_now(network, data, parameters, taken, h):
    """The finite difference for one h with its numbers in place, how well it agrees, and what other h would give."""
    name, value = taken.parameter, float(parameters[network.place(taken.parameter)])
    above, below = ssr_along(network, data, parameters, name, [value + h, value - h])
    found = float(finite_difference(network, data, parameters, name, h))
    line = f"({number(above, 15)} − {number(below, 15)}) / (2 × {number(h)}) = {number(found, 12)}"
    st.code(line, language=None, wrap_lines=True)
    digits = agreeing_digits(found, taken.derivative)
    agree = f"{counted(digits, 'digit')} {'agrees' if digits == 1 else 'agree'}"
    large = "A large h sees the curve bend"
    if bowl(Experiment(network, data, parameters, optimised=(name,))) is not None:
        large = f"Along {name} the SSR is a parabola, of which even a large h finds the slope"
    st.markdown(
        f"The Chain Rule says {number(taken.derivative, 12)}: **{agree}**. {large}; a tiny one subtracts two SSR that "
        "agree in nearly all their digits, and what is left is mostly rounding."
    )
    table = tables.finite_difference_table(network, data, parameters, name, taken.derivative, h)
    with st.expander("The same at other h", icon=":material/table_rows:"):
        tables.show(table, f"The finite difference for dSSR/d{name} at several h")
