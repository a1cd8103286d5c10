"""Will the SSR rise or fall with the next step? A learner says which, and is told both SSRs, and why it may rise.

Where classes are observed it is asked of what the step is to lower, the total Cross Entropy.
"""

import math

from backprop.exercises.judging import RIGHT, TOLD, Judged
from backprop.landscape import loss_at
from backprop.rounding import rounding
from backprop.written.numerals import number


def judged_ssr(trace, row, rises):
    """What is said of whether the SSR rises (True) or falls (False) with the step at a row of a Trace: a Judged.

    There is nothing to try again, so who is wrong is told the solution, and so is None, who wants to be told.
    """
    experiment, loss = trace.experiment, trace.experiment.told_by
    network, data, here = experiment.network, experiment.data, trace.parameters[row]
    now, then = (float(loss_at(network, data, at, loss)) for at in (here, here - trace.step_sizes[row]))
    if abs(then - now) <= float(rounding(network, here, data, loss).loss):
        return Judged(TOLD, f"Neither: but for rounding the {loss.called} stays {number(now)}.")
    went = not then < now  # a number that a computer cannot hold has risen
    told = f"{number(now)} → {number(then)}" if math.isfinite(then) else f"{number(now)} → more than can be computed"
    judged = "So " if rises is None else "Yes, " if went == rises else "No, "
    why = f" {why_it_rises(experiment)}" if went else ""
    return Judged(
        RIGHT if went == rises else TOLD, f"{judged}the {loss.called} {'rises' if went else 'falls'}: {told}.{why}"
    )


def why_it_rises(experiment):
    """How a step that is meant to lead down can raise the SSR, a sentence."""
    if experiment.loss is not experiment.told_by:
        return f"What the step is to lower is the {experiment.loss}, and that is another number."
    if not experiment.optimiser.plain:
        return f"{experiment.optimiser.name} does not promise that each of its steps leads downhill."
    return "Downhill is only promised for a small enough step, and this one goes too far."
