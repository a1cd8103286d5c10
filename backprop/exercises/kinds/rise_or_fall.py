"""Does a step make the SSR smaller? It goes downhill at first; what counts is how far beyond the minimum it ends."""

from dataclasses import dataclass
from math import fsum

from backprop.exercises.chance import ODD
from backprop.exercises.formula import Cell, Slip
from backprop.exercises.kinds.before_step import at_start, drawn_before_step, goes_with
from backprop.exercises.kinds.update import new_value, old_value, step_size
from backprop.exercises.sheet import Choice, Given, Kind, Number, Option, Row, Sheet
from backprop.exercises.ways import Difference, Squared, Sum, Total
from backprop.lessons import MAIN_IDEAS

RATES = {  # for each way that a step can end: by n observations, the Learning Rates with which it does
    "before": {2: (0.05, 0.1, 0.2), 3: (0.05, 0.1), 4: (0.05, 0.1)},
    "nearer": {2: (0.3, 0.4), 3: (0.2, 0.25), 4: (0.15, 0.2)},
    "farther": {2: (0.6, 0.7), 3: (0.4, 0.5), 4: (0.3, 0.35)},
}
SEEN = 0.03 * ODD  # the least part of the New SSR that is one observation's


def rise_or_fall_sheet(before, rate):
    """The Sheet of what one step of b3 does to the SSR, from a BeforeStep."""
    numbers = range(1, len(before.rows) + 1)
    cells = [
        Given(f"residual {i}", "Residual", residual, row, (f"residual {i}",))
        for i, row, residual in zip(numbers, before.rows, before.residuals, strict=True)
    ]
    cells += [
        Given("ssr", "SSR", before.ssr, "now", ("here",)),
        Given("old", "Old b3", before.old("b3"), "", ("here",)),
        Given("derivative", "Derivative", before.derivative("b3"), "", ("tangent",)),
        Given("rate", "Learning Rate", rate),
        step_size("step", STEEP, Cell("rate", "Learning Rate"), shows=("tangent",)),
        new_value("new", "b3", old_value("old", "b3"), STEP, STEEP, shows=("curve",)),
    ]
    moved = []
    for i, row in zip(numbers, before.rows, strict=True):
        moved.append(Cell(f"new residual {i}", "New Residual"))
        cells.append(new_residual(i, row))
    cells.append(new_ssr(moved, before.rows))
    cells += choices(ending(rate * before.curvature("b3")))
    table = [
        Row(f"Residual, {row}", (f"residual {i}", f"new residual {i}"))
        for i, row in zip(numbers, before.rows, strict=True)
    ]
    table += [Row("SSR", ("ssr", "new ssr")), Row("Derivative", ("derivative", "")), Row("Learning Rate", ("rate", ""))]
    table += [Row("Step Size", ("step", "")), Row("b3", ("old", "new"))]
    task = "b3 takes one step of Gradient Descent, and each Residual moves with it. Does the SSR rise or fall, and why?"
    return Sheet(
        task, ("", "Now", "At the New b3"), tuple(table), tuple(cells), (before.slope("b3"), before.small.fit_scene)
    )


STEEP, STEP = Cell("derivative", "Derivative"), Cell("step", "Step Size")


@dataclass(frozen=True)
class Gone(Difference):
    """How far b3 has gone down, from its old and new value: it is but read off, and what goes wrong has names below."""

    def own_slips(self, at):
        return ()


GONE = Gone((Cell("old", "Old b3"), Cell("new", "New b3")))
GROWS = "New b3 is Old b3 − Step Size, and Predicted moves as b3 does. What, then, does Observed − Predicted do?"


def new_residual(i, row):
    """The Number of a Residual after the step: what b3, and so Predicted, has lost, the Residual gains."""
    old, shows = Cell(f"residual {i}", "Residual"), (f"residual {i}",)
    slips = (
        Slip("moved_the_wrong_way", "Residual − Step Size, moved the wrong way", GROWS, Difference((old, STEP))),
        Slip(
            "rate_left_out",
            "Residual + Derivative, without the Learning Rate",
            "b3 moves by the Step Size, and not by the Derivative.",
            Sum((old, STEEP)),
        ),
    )
    return Number(f"new residual {i}", "New Residual", Sum((old, GONE)), row, shows, slips)


def new_ssr(residuals, rows):
    look = "The step has changed each Residual. Square the new ones."
    stale = Total(tuple(Squared((Cell(f"residual {i}", "Residual"),)) for i in range(1, len(rows) + 1)), rows)
    slips = (Slip("stale_residual", "the SSR before the step", look, stale),)
    formula = Total(tuple(Squared((residual,)) for residual in residuals), rows)
    return Number("new ssr", "New SSR", formula, "", ("curve",), slips)


# --- what is asked in words ------------------------------------------------------------------------------------------


def ending(part):
    """How a step ends that is so many times as long as the way to the minimum, a key of RATES."""
    return "before" if part < 1 else "nearer" if part < 2 else "farther"


WAYS = {
    "before": "The step goes downhill and ends before the minimum.",
    "nearer": "The step goes beyond the minimum, but ends nearer to it than it began.",
    "farther": "The step goes beyond the minimum and ends farther from it than it began.",
    "always": "The step goes against the Derivative, and so it goes downhill, however long it is.",
    "sign": "The Derivative's sign says whether the SSR rises or falls.",
}
SAME = "the new Residuals, added up, still have the sign of those before the step, so the minimum is not passed"
TURNED = "the new Residuals, added up, have another sign than those before the step, so the minimum is passed"
DISTANCE = "beyond the minimum it goes, but compare the Residuals before and after, added up: which sum is nearer to 0"
NOTES = {  # {what is right: {what was chosen: what is said of it}}
    "before": {"nearer": SAME, "farther": SAME},
    "nearer": {"before": TURNED, "farther": DISTANCE},
    "farther": {"before": TURNED, "nearer": DISTANCE},
}
OF_ALL = {
    "always": "against the Derivative it is downhill at first, but a step that is long enough climbs the other side",
    "sign": "the sign says only to which side the step goes, and what counts is how far",
}
WHY = {
    "before": "the slope has the same sign at both ends, so it was downhill all the way.",
    "nearer": "the slope has another sign at the end, but the end is nearer to the minimum, and so it is lower.",
    "farther": "the slope has another sign at the end, and the end is farther from the minimum, and so it is higher.",
}


def choices(end):
    """The two Choices of a step that ends "before", "nearer" or "farther"."""
    rises = end == "farther"
    note = "square the new Residuals, add them up, and compare that with the SSR before the step"
    yield Choice(
        "rises",
        "What does the SSR do in this step?",
        (Option("rises", "It rises.", note * (not rises)), Option("falls", "It falls.", note * rises)),
        "rises" if rises else "falls",
        "Work out the New SSR: is it more or less than the SSR now?",
        f"the New SSR is {'more' if rises else 'less'} than the SSR now.",
        shows=("here",),
    )
    notes = {**OF_ALL, **NOTES[end], end: ""}
    yield Choice(
        "why",
        "Why?",
        tuple(Option(code, words, notes[code]) for code, words in WAYS.items()),
        end,
        "At the minimum the Residuals add up to 0. What do they add up to before the step, and what after it?",
        WHY[end],
        shows=("curve",),
    )


def video():
    experiment = MAIN_IDEAS.experiment
    return rise_or_fall_sheet(at_start(experiment), experiment.optimiser.learning_rate)


def drawn(chance):
    before, end = drawn_before_step(chance, most=4), chance.pick(tuple(RATES))
    rate = chance.pick(RATES[end][len(before.rows)])
    after = [(residual + rate * before.derivative("b3")) ** 2 for residual in before.residuals]
    if not goes_with(rate, before.derivative("b3")) or min(after) < SEEN * fsum(after):
        return None
    return rise_or_fall_sheet(before, rate)


RISE_OR_FALL = Kind("rise_or_fall", "Rise or fall?", "say what a step does to the SSR", video, drawn)
