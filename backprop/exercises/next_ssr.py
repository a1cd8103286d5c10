"""Will the SSR rise or fall with the next step? A learner says which, and is told both SSRs, and why it may rise."""

import math

import numpy as np

from backprop.exercises.judging import RIGHT, TOLD, Judged
from backprop.losses import SSR, ssr
from backprop.passes import forward
from backprop.rounding import rounding
from backprop.written.numerals import number


def judged_ssr(trace, row, rises):
    """What is said of whether the SSR rises (True) or falls (False) with the step at a row of a Trace: a Judged.

    There is nothing to try again, so who is wrong is told the solution, and so is None, who wants to be told.
    """
    experiment, now = trace.experiment, float(trace.ssr[row])
    after = trace.parameters[row] - trace.step_sizes[row]
    with np.errstate(all="ignore"):
        predicted = forward(experiment.network, after, experiment.data.inputs).predicted
        then = float(ssr(experiment.data.observed, predicted))
    unsure = float(rounding(experiment.network, trace.parameters[row], experiment.data).loss)
    if abs(then - now) <= unsure:
        return Judged(TOLD, f"Neither: but for rounding the SSR stays {number(now)}.")
    went = not then < now  # a number that a computer cannot hold has risen
    told = f"{number(now)} → {number(then)}" if math.isfinite(then) else f"{number(now)} → more than can be computed"
    judged = "So " if rises is None else "Yes, " if went == rises else "No, "
    why = f" {why_it_rises(experiment)}" if went else ""
    return Judged(RIGHT if went == rises else TOLD, f"{judged}the SSR {'rises' if went else 'falls'}: {told}.{why}")


def why_it_rises(experiment):
    """How a step that is meant to lead down can raise the SSR, a sentence."""
    if experiment.loss is not SSR:
        return f"What the step is to lower is the {experiment.loss}, and that is another number."
    if not experiment.optimiser.plain:
        return f"{experiment.optimiser.name} does not promise that each of its steps leads downhill."
    return "Downhill is only promised for a small enough step, and this one goes too far."
