"""By which rules a run may be called over, at which step each of them holds first, and how they differ."""

import numpy as np

from backprop.bowl import bowl, largest_stable_rate
from backprop.losses import SSR
from backprop.lowest import lowest
from backprop.reading import first_rounding_to, stops_at
from backprop.trend import SMALL_STEP
from backprop.verdict import NEAR_BEST, NEAR_ZERO
from backprop.written.numerals import number, signed

MOST_TERMS = 6  # that are written out
ALONE = 1e-6  # of a direction of length 1: a parameter that has less of it does not move along it


def endings(trace, judged, shown=None):
    """The rules by which a run may be called over: (rule, the step at which it first holds or None, what it asks) each.

    judged  the Verdict on the Trace
    shown   (P,) parameters that a video ends with, rounded to two decimals; None where there are none
    """
    stop, last = stops_at(trace), int(trace.steps[-1])
    found = [
        (
            "The stop rule holds",
            None if stop is None else int(trace.steps[stop]),
            f"Every |Step Size| is below {number(SMALL_STEP)}. It sees the steps alone: a small Learning Rate, or "
            "level ground on the way, passes for the end."
            + (" Here it sees one batch's step at a time." if trace.experiment.batched else ""),
        )
    ]
    if shown is not None:
        row = first_rounding_to(trace, shown)
        found.append(
            (
                "It rounds to the video's values",
                None if row is None else int(trace.steps[row]),
                "Every weight and bias, rounded to two decimals, is the video's fitted one. It needs the answer to "
                "compare with, and another perfect fit fails it.",
            )
        )
    if lowest(trace.experiment) is None:
        loss = trace.experiment.loss.called
        asks = f"The {loss} stays below {number(NEAR_ZERO)} of what predicting the mean would leave."
    else:
        asks = (
            f"Every optimised parameter stays within {number(NEAR_BEST)} of its exact best value, or, where that is "
            f"beyond ±1, within {number(100 * NEAR_BEST)}% of it."
        )
    step = judged.step if judged.kind == "converged" else None
    found.append(("It has converged", step, f"{asks} It looks at where the run is, not at how it moves."))
    used_up = last if trace.diverged_at is None else None
    found.append(("The Steps are used up", used_up, "As many as you have set, wherever that is."))
    return found


def where_the_rate_comes_from(experiment):
    """Where the largest stable Learning Rate comes from, in sentences; an empty text where it is not known."""
    stable, shape = largest_stable_rate(experiment), bowl(experiment)
    if stable is None or not np.isfinite(stable):
        return ""
    steepest, loss = float(shape.curvature[-1]), experiment.loss.called
    if len(experiment.optimised) > 1:
        ways = np.abs(np.linalg.svd(shape.slopes, full_matrices=False)[2][0])
        together = [name for name, way in zip(experiment.optimised, ways, strict=True) if way > ALONE]
        which = f"along {together[0]}" if len(together) == 1 else f"in which {', '.join(together)} move together"
        return (
            f"The largest stable Learning Rate is 2 / {number(steepest)} = {number(stable)}: {number(steepest)} is how "
            f"sharply the {loss} bends in its steepest direction, {which}."
        )
    name, slopes = experiment.optimised[0], shape.slopes[:, 0]
    from_slopes = ""
    if experiment.loss is SSR and np.isclose(2 * (slopes**2).sum(), steepest, rtol=1e-9) and len(slopes) <= MOST_TERMS:
        squares = " + ".join(f"{signed(slope)}²" for slope in slopes)
        from_slopes = f" = 2 × ({squares}), where each number squared is dPredicted/d{name} of an observation"
    return (
        f"Along {name} the {loss} bends by {number(steepest)}{from_slopes}. So each step multiplies the distance from "
        f"the best {name} by 1 − {number(steepest)} × Learning Rate. At a Learning Rate of 2 / {number(steepest)} = "
        f"{number(stable)} that is −1: {name} jumps to and fro for ever. Any rate above 0 and below that arrives, and "
        "none from there on: it is the border of the stable ones."
    )
