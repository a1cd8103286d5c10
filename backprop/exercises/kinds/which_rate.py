"""Which Learning Rate made this picture? A real run's convergence chart is read, and a better rate is chosen."""

from dataclasses import replace

import numpy as np

from backprop.activations import SIGMOID
from backprop.bowl import bowl
from backprop.datasets import DOSAGE_DATA, PASSED_DATA
from backprop.descent import gradient_descent, sweep
from backprop.exercises.curve import DIVERGES, GOOD, OSCILLATES, PLATEAU, READINGS, TOO_SLOW, Curve, short
from backprop.exercises.exercise import MOST_DRAWN
from backprop.exercises.scenes import RunScene
from backprop.exercises.sheet import Choice, Given, Kind, Option, Row, Sheet
from backprop.experiment import Experiment
from backprop.lessons import FITTED, MAIN_IDEAS, start_from_fitted
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.written.numerals import counted, number, rounded

WORDS = {
    TOO_SLOW: "One that is too small: it is too slow",
    GOOD: "A good one: it arrives",
    OSCILLATES: "One that is too large: it oscillates",
    DIVERGES: "One that is far too large: it diverges",
    PLATEAU: "One that has to cross a plateau",
}
TIMES = {"ten_times": (10.0, "Ten times as large"), "same": (1.0, "The same"), "a_tenth": (0.1, "A tenth of it")}
BETTER = {TOO_SLOW: "ten_times", GOOD: "same", OSCILLATES: "a_tenth", DIVERGES: "a_tenth", PLATEAU: "same"}
CLEARLY = 0.05  # of the SSR at the start: by how much the better Learning Rate must end lower
NUDGE, BLOWN_UP = 1e-12, 1e8  # a start moved by so little must not move the SSR by more than so many times it

FITTED_AT = dict(zip(Network().parameter_names, FITTED, strict=True))
PASSED = Network((1, 1, 1), hidden=SIGMOID, output=SIGMOID)


def which_rate_sheet(experiment):
    """The Sheet of an Experiment's run; None where its picture is on a border, or no Learning Rate clearly better."""
    trace = gradient_descent(experiment)
    curve = Curve(trace.ssr)
    if trace.diverged_at is not None or curve.reading is None:
        return None
    if curve.reading == OSCILLATES and not is_same_everywhere(experiment, curve):
        return None
    rate = experiment.optimiser.learning_rate
    ends = dict(zip(TIMES, ends_of(experiment, [rate * times for times, _ in TIMES.values()]), strict=True))
    best = BETTER[curve.reading]
    if any(ends[best] > end - CLEARLY * curve.start for code, end in ends.items() if code != best):
        return None
    steps = counted(experiment.steps, "step")
    reading = Choice(
        "reading",
        "Which Learning Rate made this picture?",
        tuple(Option(code, WORDS[code], "" if code == curve.reading else curve.against(code)) for code in READINGS),
        curve.reading,
        "Follow the curve from left to right: where does it fall, does it ever rise, and does it come to rest?",
        f"{curve.why} The Learning Rate was {number(rate)}.",
        shows=("run",),
    )
    others = ", ".join(f"{TIMES[code][1].lower()} to {told(end)}" for code, end in ends.items() if code != best)
    change = Choice(
        "change",
        f"Which Learning Rate leads lowest in {steps} from the same start?",
        tuple(
            Option(code, words, "" if code == best else f"that leads to {told(ends[code])}, and another leads lower")
            for code, (_, words) in TIMES.items()
        ),
        best,
        "A run that creeps wants a larger Learning Rate, one that swings or climbs a smaller one, and one that comes "
        "down in time wants neither.",
        f"it leads to {told(ends[best])}; {others}.",
        shows=("run",),
    )
    task = f"Somebody took {steps} of Gradient Descent and drew the SSR after each. Read the picture."
    marks = sorted({experiment.steps * part // 4 for part in range(5)})
    given = tuple(Given(f"ssr {step}", "SSR", float(trace.ssr[step]), f"step {step}") for step in marks)
    rows = tuple(Row(f"after step {step}", (cell.key,)) for step, cell in zip(marks, given, strict=True))
    return Sheet(task, ("", "SSR"), rows, (*given, reading, change), (RunScene(trace.steps, trace.ssr),))


def is_same_everywhere(experiment, curve):
    """Whether a run comes out as it does on every machine: a swinging one may blow the last bit up, step by step."""
    moved = gradient_descent(replace(experiment, start=experiment.start + NUDGE))
    return np.abs(moved.ssr - curve.ssr).max() <= BLOWN_UP * NUDGE * curve.start


def ends_of(experiment, rates):
    """The SSR after the last step at each of some Learning Rates, a list; infinite where a run has diverged."""
    ends = sweep(experiment, learning_rates=rates, record=[experiment.steps]).ssr[:, -1]
    return np.where(np.isfinite(ends), ends, np.inf).tolist()


def told(ssr):
    return f"an SSR of {short(ssr)}" if np.isfinite(ssr) else "numbers too large for a computer"


def video():
    return which_rate_sheet(MAIN_IDEAS.experiment)


# --- runs that may give such a picture -------------------------------------------------------------------------------


def along_a_parabola(chance, least, most, steps):
    """An Experiment with one parameter of the video's network, whose SSR is a parabola.

    least, most  of its Learning Rate, in thousandths of the one that would arrive in one step
    """
    name = chance.pick(("w3", "w4", "b3"))
    away = {each: chance.tenths(-0.5, 0.5) for each in ("w3", "w4", "b3")}
    away[name] = chance.pick((-1, 1)) * chance.tenths(1.5, 4)
    start = start_from_fitted(**{each: round(FITTED_AT[each] + by, 2) for each, by in away.items()})
    experiment = Experiment(Network(), DOSAGE_DATA, start, optimised=(name,), steps=chance.pick(steps))
    part = chance.whole(least, most) / 1000
    rate = rounded(part / float(bowl(experiment).curvature[-1]), 2)
    return replace(experiment, optimiser=GradientDescent(rate))


def who_passed(chance, near, rates, steps):
    """An Experiment with the four parameters of a small sigmoid network, which begins not far from one of the starts
    `near`."""
    start = [round(value + chance.whole(-2, 2) / 10, 1) for value in chance.pick(near)]
    return Experiment(
        PASSED, PASSED_DATA, start, optimiser=GradientDescent(chance.pick(rates)), steps=chance.pick(steps)
    )


# Starts near which the small sigmoid network mostly has to cross a plateau, and such near which it mostly oscillates,
# found by trying; whether it does is looked at each time.
LEVEL_GROUND = (
    (-1.8, 2.2, 2.2, -2.3), (2.8, 0.2, 1.0, 1.7), (-0.3, -1.8, -1.2, -2.4), (-0.4, -2.7, -2.2, -0.4),
    (-0.6, -1.4, -0.2, -1.8), (-1.0, -1.5, -0.1, -0.7), (-1.6, -1.9, -0.7, -1.2), (2.7, 0.5, -0.1, -0.4),
    (1.3, 1.9, 1.8, 0.6), (0.2, -2.5, -2.0, -0.9), (-1.8, -0.8, 0.3, -0.5), (-3.0, -0.3, -0.2, -2.0),
)  # fmt: skip
STEEP_GROUND = (
    (0.5, -1.7, -2.1, 0.4), (-1.7, 2.9, 1.3, 1.4), (-1.7, -0.1, -1.7, 3.0), (0.5, 0.1, -2.9, 1.5),
    (0.3, 0.5, -1.1, 0.2), (-1.3, 2.9, 1.6, 2.7), (-1.2, 2.3, 0.7, 2.5), (-1.3, 0.9, 0.9, 2.1),
)  # fmt: skip

RUNS = {
    TOO_SLOW: lambda chance: along_a_parabola(chance, 8, 15, (16, 20)),
    GOOD: lambda chance: along_a_parabola(chance, 600, 1400, (10, 12, 16, 20)),
    OSCILLATES: lambda chance: who_passed(chance, STEEP_GROUND, (6.0, 8.0, 10.0, 12.0), (30, 40)),
    DIVERGES: lambda chance: along_a_parabola(chance, 2100, 2500, (8, 10, 12)),
    PLATEAU: lambda chance: who_passed(chance, LEVEL_GROUND, (1.5, 2.0, 2.5), (60, 70, 80)),
}


def drawn(chance):
    wanted = chance.pick(READINGS)
    for _ in range(MOST_DRAWN):
        sheet = which_rate_sheet(RUNS[wanted](chance))
        if sheet is not None and sheet.asked[0].right == wanted:
            return sheet
    return None


WHICH_RATE = Kind("which_rate", "Which Learning Rate made this picture?", "read a convergence chart", video, drawn)
