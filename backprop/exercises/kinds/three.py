"""Three parameters in one step: each Derivative is worked out at the old values, and then all three move at once."""

from functools import lru_cache

from backprop.exercises.chance import ODD
from backprop.exercises.formula import Cell, Slip
from backprop.exercises.kinds.before_step import LAST, at_start, drawn_before_step, goes_with
from backprop.exercises.kinds.update import chained, derivative, new_value, old_value, step_size
from backprop.exercises.sheet import Given, Kind, Row, Sheet
from backprop.exercises.ways import Product, Sum
from backprop.lessons import THREE_PARAMETERS

RATES = (0.05, 0.1, 0.2)
FACTORS = {"w3": "y1", "w4": "y2"}  # what a parameter is multiplied by on the way to Predicted
SHOWS = {"y1": ("node 1",), "y2": ("node 2",)}


def three_sheet(before, rate):
    """The Sheet of one step of w3, w4 and b3 together, from a BeforeStep."""
    cells, rows = [], []
    for i, (row, residual, ys) in enumerate(zip(before.rows, before.residuals, before.y, strict=True), 1):
        cells.append(Given(f"residual {i}", "Residual", residual, row, (f"residual {i}", "output")))
        cells += [Given(f"{y} {i}", y, value, row, SHOWS[y]) for y, value in zip(SHOWS, ys, strict=True)]
        rows.append(Row(row, (f"residual {i}", f"y1 {i}", f"y2 {i}", "")))
    for name in LAST:
        cells.append(Given(f"old {name}", f"Old {name}", before.old(name), "", (name,)))
        cells.append(Given(f"rate {name}", "Learning Rate", rate, name))
    cells += numbers_of(before.rows)
    for head, key in (
        ("Derivative", "derivative"), ("Learning Rate", "rate"), ("Step Size", "step"), ("Old", "old"), ("New", "new"),
    ):  # fmt: skip
        rows.append(Row(head, ("", *(f"{key} {name}" for name in LAST))))
    task = "Move w3, w4 and b3 together, by one step. Residuals, y1 and y2 are those before the step."
    scenes = (before.small.network_scene, before.small.fit_scene)
    return Sheet(task, ("", "Residual", "w3: y1", "w4: y2", "b3: 1"), tuple(rows), tuple(cells), scenes)


@lru_cache
def numbers_of(rows):
    """The Numbers of the table, which are the same wherever the rows are called the same."""
    n, cells = len(rows), []
    residuals = tuple(Cell(f"residual {i}", "Residual") for i in range(1, n + 1))
    for name in LAST:
        slips = (*of_another(name, residuals, rows), *one_at_a_time(name, residuals, rows))
        cells.append(derivative(f"derivative {name}", residuals, factors(name, n), rows, name, (name,), slips))
    steep = {name: Cell(f"derivative {name}", "Derivative") for name in LAST}
    cells += [
        step_size(f"step {name}", steep[name], Cell(f"rate {name}", "Learning Rate"), name, (name,)) for name in LAST
    ]
    cells += [
        new_value(f"new {name}", name, old_value(f"old {name}", name), step_of(name), steep[name], shows=(name,))
        for name in LAST
    ]
    return tuple(cells)


def factors(name, n):
    """The Cells of the numbers that a parameter is multiplied by, one for each observation; () where they are 1."""
    return tuple(Cell(f"{FACTORS[name]} {i}", FACTORS[name]) for i in range(1, n + 1)) if name in FACTORS else ()


def step_of(name):
    return Cell(f"step {name}", "Step Size")


def of_another(name, residuals, rows):
    """The Slips of a learner who multiplies by the y of another parameter."""
    for other in FACTORS:
        if other != name:
            wrong = FACTORS[other]
            said = f"with {wrong} in place of {FACTORS[name]}" if name in FACTORS else f"with a factor {wrong}"
            factor = FACTORS.get(name, "1")
            look = f"{name} is multiplied by {factor} on the way to Predicted, so dPredicted/d{name} is {factor}."
            yield Slip("rows_mixed_up", said, look, chained(residuals, factors(other, len(rows)), rows))


def one_at_a_time(name, residuals, rows):
    """The Slips of a learner who moves the parameters in turn: what came before has changed the Residuals already.

    With the steps that stand in the table, and with those that came out in turn.
    """
    moved = LAST[: LAST.index(name)]
    in_turn, steps = {}, {each: step_of(each) for each in moved}
    for each in moved:
        in_turn[each] = Product((moved_on(each, residuals, rows, in_turn), Cell(f"rate {each}", "Learning Rate")))
    look = "All Derivatives are worked out at the old values. Only then do all parameters move, together."
    for taken in (steps, in_turn) if len(moved) > 1 else (steps,) if moved else ():
        said = f"with Residuals that were changed by the new {' and the new '.join(moved)}"
        yield Slip("one_at_a_time", said, look, moved_on(name, residuals, rows, taken))


def moved_on(name, residuals, rows, steps):
    """A parameter's Derivative after others have moved, by {name: Formula of a Step Size}."""
    ways = {each: factors(each, len(rows)) for each in steps}
    after = [
        Sum((residual, *(Product((steps[each], ways[each][i])) for each in steps))) if steps else residual
        for i, residual in enumerate(residuals)
    ]
    return chained(after, factors(name, len(rows)), rows)


def video():
    experiment = THREE_PARAMETERS.experiment
    return three_sheet(at_start(experiment), experiment.optimiser.learning_rate)


def drawn(chance):
    before, rate = drawn_before_step(chance), chance.pick(RATES)
    if min(map(abs, before.residuals)) < 0.05 * ODD or not all(
        goes_with(rate, before.derivative(name)) for name in LAST
    ):
        return None
    return three_sheet(before, rate)


THREE = Kind("three", "Three together", "move several parameters in one step", video, drawn)
