"""What to try next with the walk down."""

import numpy as np

from backprop.chain_rule import PARAMETERS
from backprop.lowest import exact_minimum
from backprop.rates import borders
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, bold, controls_of, numbers, rises, rounding
from pages.parts.experiment.main_run import OWN, PLACE, at_rate, best_of, ssr_at
from pages.parts.experiment.runs import trace_of


@ask(
    "Step with the Next button",
    "and watch the tangent flatten: the Derivative shrinks, so the steps shrink by themselves. The Learning Rate "
    "never changes. By how much does each step shrink?",
    Try("From the video's start", {}, "main_ideas_ssr_curve"),
)
def shrinking():
    trace, _ = trace_of(OWN)
    place = PLACE("b3")
    slopes, sizes = trace.derivatives[:3, place], trace.step_sizes[:3, place]
    share = slopes[1:] / slopes[:-1]
    same = np.ptp(share) < 1e-9
    return (
        f"The Derivative is **{number(slopes[0])}** at the start, then {number(slopes[1])}, then {number(slopes[2])}: "
        f"{'always' if same else 'about'} {number(share[0])} times the one before. Step Size = Derivative × "
        f"{number(OWN.optimiser.learning_rate)}, so the steps go with it: {bold(sizes[:1])}, {numbers(sizes[1:])}. At "
        "the bottom the Derivative is 0, and so is the step."
    )


@ask(
    "Find the Learning Rate that arrives in one step.",
    "For b3 alone there is one. What a step multiplies the distance by, told under “How it ends”, says which.",
)
def at_once():
    edges = borders(OWN)
    curvature, rate = number(edges.curvature), OWN.optimiser.learning_rate
    trace, _ = at_rate(edges.at_once, 1)
    return (
        f"Each step multiplies what b3 lacks by 1 − {curvature} × Learning Rate: at {number(rate)} that is "
        f"**{number(1 - edges.curvature * rate)}**, as the verdict says. It is 0 at 1 / {curvature} = "
        f"{number(edges.at_once)}: one step leads from {number(trace.of('b3')[0])} to {number(trace.of('b3')[1])}, and "
        f"the exact minimum is {number(exact_minimum(OWN)[PLACE('b3')])}."
    )


@ask(
    "Go too far.",
    "Guess first where the overshooting begins, and where it never comes back.",
    *(
        Try(label, controls_of("main_ideas", verdict=True, **values), "main_ideas_over_ssr")
        for label, values in {
            "Learning Rate 0.25": {"learning_rate": 0.25},
            "Learning Rate 1/3": {"learning_rate": 1 / 3},
            "Learning Rate 0.4": {"learning_rate": 0.4, "steps": 60},
        }.items()
    ),
)
def too_far():
    edges = borders(OWN)
    swings, lost = at_rate(edges.never)[0], at_rate(0.4, 60)[0]
    ssrs = swings.ssr
    stands = np.ptp(ssrs) < 1e-6 * ssrs[0]
    return (
        f"Above {number(edges.at_once)} every step crosses the bottom, at first to a lower place on the other side. At "
        f"{number(edges.never)} it comes out exactly as high as it went in: the SSR "
        f"{'stays' if stands else 'does not stay'} **{number(ssrs[0])}** for ever. Above that it climbs: at 0.4 the "
        f"SSR {rises(lost.ssr[-1] - lost.ssr[0])} to **{number(lost.ssr[-1])}** in {lost.steps[-1]} steps."
    )


@ask(
    "Let all seven go from here,",
    "in 10,000 small steps. Does the SSR get lower than b3 alone can bring it?",
    Try(
        "All seven from here",
        controls_of("main_ideas", optimised=list(PARAMETERS), learning_rate=0.01, steps=10_000, verdict=True),
        "main_ideas_over_ssr",
    ),
)
def all_from_here():
    trace, _ = at_rate(0.01, 10_000, optimised=PARAMETERS)
    alone, end = ssr_at(best_of("b3")), trace.ssr[-1]
    moved = dict(zip(PARAMETERS, np.abs(trace.parameters[-1] - trace.parameters[0]), strict=True))
    farthest, second = sorted(moved, key=moved.get)[:-3:-1]
    return (
        f"{'Yes' if end < alone else 'No'}: b3 alone comes down to {number(alone)}, all seven to "
        f"**{number(end)}**{rounding(end)} in {trace.steps[-1]:,} steps of "
        f"{number(trace.experiment.optimiser.learning_rate)}. {farthest} moves farthest, by {number(moved[farthest])}, "
        f"then {second}, by {number(moved[second])}: the rest was fitted already."
    )


GRADIENT_DESCENT = (shrinking, at_once, too_far, all_from_here)
