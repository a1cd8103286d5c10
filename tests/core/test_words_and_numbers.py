"""Each word for a run implies its number: over 3,000 runs drawn at random, looked at without the code that judged."""

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from problems import random_run

from backprop.descent import gradient_descent
from backprop.lowest import exact_minimum
from backprop.trend import WINDOW
from backprop.verdict import NEAR_ZERO, verdict

RUNS, PARTS = 3000, 4
KINDS = {
    "converged", "converging alternately", "falling", "flat", "rolling on", "at rest", "oscillating", "rising",
    "diverged",
}  # fmt: skip
EPS = np.finfo(float).eps


def printed_factor(reason):
    """The factor that a sentence shows, as the number a reader takes it for."""
    (text,) = re.findall(r"multiplie[sd] (?:the [\w -]+?|what [\w -]+?|it) by ([^;]+?)(?:[;.] |\.$|;)", reason)[:1]
    digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
    if text.startswith("1 "):
        return 1.0 + {"−": -1, "+": 1}[text[2]] * printed(text[4:], digits)
    return printed(text, digits)


def printed(text, digits):
    mantissa, _, power = text.partition("×10")
    return float(mantissa.translate(digits)) * 10.0 ** int(power.translate(digits) or 0)


def turns(values, tolerance):
    ways = np.sign(np.where(np.abs(np.diff(values)) <= tolerance, 0.0, np.diff(values)))
    ways = ways[ways != 0]
    return int((ways[1:] != ways[:-1]).sum())


def rests(trace):
    """The loss of the same run 60 steps on is still the same, but for rounding."""
    steps = trace.experiment.steps + 60
    longer = gradient_descent(replace(trace.experiment, steps=steps), [steps])
    return abs(longer.loss[-1] - trace.loss[-1]) <= 1e-10 * max(1.0, abs(trace.loss[-1]))


def arrived(trace):
    """The loss is near 0, or no lower one is near: an even smaller step downhill along any road finds none."""
    experiment, observed = trace.experiment, trace.experiment.data.observed
    of_mean = experiment.loss.value(observed, np.broadcast_to(observed.mean(axis=0), observed.shape))
    if trace.loss[-1] <= NEAR_ZERO * (of_mean if of_mean > 0 else 1.0):
        return True
    best = exact_minimum(experiment)
    if best is None:
        return rests(trace)
    there = gradient_descent(replace(experiment, start=best, steps=0))
    nudges = 1e-3 * np.random.default_rng(0).normal(size=(40, len(best))) * experiment.moves
    around = [gradient_descent(replace(experiment, start=best + nudge, steps=0)).loss[0] for nudge in nudges]
    return there.loss[0] <= min(around) + 1e-12 and trace.loss[-1] <= there.loss[0] * (1 + 1e-3) + 1e-3


def implied(trace, judged):
    """Whether the numbers of a run are as its word says, each of them read off the Trace afresh."""
    loss, steps = trace.loss[-WINDOW:], trace.step_sizes[-WINDOW:]
    rate, largest = trace.experiment.optimiser.learning_rate, np.abs(steps).max(axis=1)
    with np.errstate(over="ignore", invalid="ignore"):  # of a run that is about to diverge
        against = (steps[1:] * steps[:-1]).sum(axis=1) < 0
    match judged.kind:
        case "falling":
            down = loss[-1] <= loss[-2] * (1 + 1e-9)
            return judged.factor < 1 and printed_factor(judged.reason) < 1 and down
        case "converging alternately":
            return printed_factor(judged.reason) < 1 and against.all() and largest[-1] < largest[0]
        case "flat":
            risen = np.flatnonzero(np.diff(loss) > 1e-9 * loss[1:])
            late = loss[risen[-1] + 1 if risen.size else 0 :]
            change = np.ptp(late) <= 0.001 * len(late) * late.max()
            return change and largest[-1] < 0.001 and largest[-1] < 0.1 * rate
        case "rolling on":
            return trace.experiment.optimiser.remembers and abs(loss[-1] - loss[-2]) <= 1e-9 * max(1.0, loss[-1])
        case "oscillating":
            return turns(loss, 4 * EPS * loss.max()) >= 2 or (against.all() and len(against) >= 2)
        case "rising":
            return loss[-1] > loss[-2] and printed_factor(judged.reason) > 1
        case "diverged":
            return trace.diverged_at == judged.step
        case "at rest":
            return rests(trace)
        case "converged":
            return arrived(trace)
    return False


@pytest.mark.parametrize("part", range(PARTS))
def test_each_word_implies_its_number(part):
    seen, wrong = Counter(), []
    for seed in range(part, RUNS, PARTS):
        trace = gradient_descent(random_run(seed))
        judged = verdict(trace)
        seen[judged.kind] += 1
        assert judged.reason.endswith(".")
        assert "not a number" not in judged.reason
        if not implied(trace, judged):
            wrong.append((seed, judged))
    assert not wrong, wrong[:5]
    assert set(seen) >= KINDS - {"rolling on"}  # which is rare
    assert sum(seen.values()) == RUNS // PARTS
