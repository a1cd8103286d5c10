"""What to try next on the SSR as a landscape."""

import numpy as np

from backprop.curvature import ssr_straight_on
from backprop.lessons import ALL_PARAMETERS, THREE_PARAMETERS
from backprop.passes import backward
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, bulleted, listed, numbers, rounding
from pages.parts.experiment.runs import trace_of
from pages.parts.surface.local_minimum import bends_at, mixture
from pages.parts.surface.valley import both_fits

OTHERS = "surface_all_parameters_others"
SURFACE_OF_3, SURFACE_OF_7 = ({"surface_network": name} for name in ("Three parameters", "All seven"))
SEVEN_AND_SIX = {"surface_valley_across": "direction 7", "surface_valley_up": "direction 6"}


def around(lesson, row):
    """What is around a step of a lesson's run: an Around."""
    trace, experiment = trace_of(lesson.experiment)[0], lesson.experiment
    return bends_at(experiment.network, experiment.data, trace.parameters[row], experiment.optimised)


@ask(
    "Stand on the plateau.",
    "Go to step 500 of all seven: the gradient is short, and most would call it the end. Read which direction "
    "bends downwards, then go to step 2,000 and compare.",
    Try("Step 500", SURFACE_OF_7, "local_minimum", {"surface_step": "500"}),
    Try("Step 2,000", SURFACE_OF_7, "local_minimum", {"surface_step": "2000"}),
    part="A local minimum?",
)
def on_the_plateau():
    names, said = ALL_PARAMETERS.experiment.optimised, []
    for row in (500, 2000):
        found = around(ALL_PARAMETERS, row)
        down = found.bends.down
        which = (
            f"{int(down.sum())} of the 7 directions bend{'s' if down.sum() == 1 else ''} downwards, the most with a "
            f"curvature of {number(found.bends.curvature[-1])}, made mostly of "
            f"{mixture(names, found.bends.directions[-1])}"
            if down.any()
            else "no direction bends downwards"
        )
        said.append(
            f"At step {row:,} the SSR is **{number(found.ssr)}** and the gradient has a length of "
            f"**{number(found.gradient)}**; {which}."
        )
    return bulleted("", said, "A place with a way down is no minimum, however short its gradient.")


@ask(
    "Look at a bowl.",
    "Choose the three parameters: can a bowl have a second lowest point? Which direction is so gentle that the "
    "walk crawls at the end?",
    Try("The three parameters", SURFACE_OF_3, "local_minimum"),
    Try("Their map", {**SURFACE_OF_3, "surface_part": "The map"}, "surface_map"),
    part="A local minimum?",
)
def bowl_of_three():
    found = around(THREE_PARAMETERS, len(trace_of(THREE_PARAMETERS.experiment)[0]) - 1).bends
    up = bool((found.curvature > 0).all())
    names = THREE_PARAMETERS.experiment.optimised
    gentle = mixture(names, found.directions[-1][THREE_PARAMETERS.experiment.moves > 0])
    return (
        f"{'No' if up else 'It could'}: along these three Predicted is straight, so the curvatures are the same "
        f"everywhere, **{number(found.curvature[0])}**, **{number(found.curvature[1])}** and "
        f"**{number(found.curvature[2])}**, and {'all bend upwards' if up else 'not all bend upwards'}. From a lowest "
        "point it therefore rises whichever way one goes. The gentlest direction is made mostly of "
        f"{gentle}; at Learning Rate {number(THREE_PARAMETERS.experiment.optimiser.learning_rate)} each step leaves "
        f"{number(1 - THREE_PARAMETERS.experiment.optimiser.learning_rate * found.curvature[2])} of the way that is "
        "left along it."
    )


@ask(
    "Hold the others.",
    "Let them stand as at the start, and the map stands still. Why does the path then seem to end on a slope?",
    Try("The others as at the start", {**SURFACE_OF_7, OTHERS: "as at the start"}, "surface_map"),
    part="The map",
)
def held():
    experiment = ALL_PARAMETERS.experiment
    trace, _ = trace_of(experiment)
    across, up = experiment.optimised[-3], experiment.optimised[-1]
    place = [experiment.network.place(name) for name in (across, up)]
    shown = np.array(trace.parameters[0])
    shown[place] = trace.parameters[-1, place]
    at = backward(experiment.network, shown, experiment.data)
    return (
        f"Because the map shows {across} and {up} of the last step among the *other five of the first*. There the SSR "
        f"is {number(at.loss)}, with Derivatives of {numbers(at.derivatives[place])} for {across} and {up}: a slope. "
        f"The run itself has moved the other five as well, and stands at "
        f"{number(trace.ssr[-1])}{rounding(trace.ssr[-1])}. At the start both are **{number(trace.ssr[0])}**."
    )


NEXT_TO_NOTHING = 0.01


@ask(
    "Find the valley.",
    "Take direction 7 across and direction 6 up: how far can you go with the SSR next to nothing?",
    Try("Directions 7 and 6", SEVEN_AND_SIX, "surface_valley_map"),
    part="Around a perfect fit",
)
def along_valley():
    experiment = ALL_PARAMETERS.experiment
    network, data = experiment.network, experiment.data
    centre = both_fits(experiment)[0][0]
    found = bends_at(network, data, centre, network.parameter_names).bends
    said, away = [], np.linspace(0.0, 100.0, 4001)
    for count in (7, 6, 1):
        ends = []
        for way in (1.0, -1.0):
            high = ssr_straight_on(network, data, centre, way * found.directions[count - 1], away) > NEXT_TO_NOTHING
            ends.append(f"{number(away[high.argmax()], 3)}" if high.any() else "more than 100")
        said.append(f"along direction {count}: {listed(ends)}")
    return bulleted(
        f"From the fit at 0.01, so far in the one sense and in the other until the SSR is above "
        f"{number(NEXT_TO_NOTHING)}:",
        said,
        f"Curvatures say why: **{number(found.curvature[0])}** along direction 1, and next to nothing along 6 and 7.",
    )


SURFACE = (on_the_plateau, bowl_of_three, held, along_valley)
