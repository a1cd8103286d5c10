"""The video's main ideas, each beside the number of a run that shows it."""

import streamlit as st

from backprop.chain_rule import chain_of
from backprop.lessons import is_the_videos
from backprop.written.numerals import number, signed
from pages.parts.pictures.network_picture import network_picture


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
