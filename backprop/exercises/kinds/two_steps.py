"""Two whole steps of b3: Residuals, Derivative, Step Size, New, and then all of it again from where b3 is now."""

from functools import lru_cache
from math import fsum

from backprop.exercises.chance import ODD
from backprop.exercises.formula import Cell, Slip
from backprop.exercises.kinds.before_step import at_start, drawn_before_step, goes_with
from backprop.exercises.kinds.update import chained, derivative, new_value, old_value, step_size
from backprop.exercises.sheet import Given, Kind, Number, Row, Sheet
from backprop.exercises.ways import Difference, Product, Sum
from backprop.lessons import MAIN_IDEAS

RATES = (0.05, 0.1, 0.25)  # of three observations' way to the minimum a step goes 0.3, 0.6, 1.5 times as far


def two_steps_sheet(before, rate):
    """The Sheet of two steps of b3, from a BeforeStep."""
    rows, numbers, cells = before.rows, range(1, len(before.rows) + 1), []
    for i, row, observed, ys in zip(numbers, rows, before.observed, before.y, strict=True):
        rest = fsum(weight * y for weight, y in zip(before.parameters[4:6], ys, strict=True))
        cells.append(Given(f"observed {i}", "Observed", observed, row, (f"observation {i}",)))
        cells.append(Given(f"rest {i}", REST, rest, row, ("squiggle",)))
    cells += [
        Given("new 0", "b3", before.old("b3"), "the start", ("squiggle",)),
        Given("rate 1", "Learning Rate", rate, "step 1"),
        Given("rate 2", "Learning Rate", rate, "step 2"),
    ]
    cells += numbers_of(rows)
    table = [Row(f"Residual, {row}", (f"observed {i}", f"rest {i}", f"residual 1 {i}", f"residual 2 {i}"))
             for i, row in zip(numbers, rows, strict=True)]  # fmt: skip
    table.append(Row("Old b3", ("", "", "new 0", "")))
    table += [Row(head, ("", "", f"{key} 1", f"{key} 2")) for head, key in HEADS]
    task = (
        "Take two steps of Gradient Descent with b3, the second from where the first ends. Predicted is the sum of the "
        "two curves + b3, so each step moves every Residual."
    )
    return Sheet(
        task, ("", "Observed", REST, "Step 1", "Step 2"), tuple(table), tuple(cells), (before.small.fit_scene,)
    )


REST = "Sum of curves"
HEADS = (("Derivative", "derivative"), ("Learning Rate", "rate"), ("Step Size", "step"), ("New b3", "new"))


@lru_cache
def numbers_of(rows):
    """The Numbers of the table, which are the same wherever the rows are called the same."""
    return (*numbers_of_step(1, rows), *numbers_of_step(2, rows))


def numbers_of_step(step, rows):
    of, again = f"step {step}", step == 2
    old, steep = old_value(f"new {step - 1}", "b3"), Cell(f"derivative {step}", "Derivative")
    for i, row in enumerate(rows, 1):
        shows = () if again else (f"residual {i}",)
        yield Number(
            f"residual {step} {i}", "Residual", missed(i, old.key), f"{row}, {of}", shows, old_b3(i) if again else ()
        )
    residuals = residuals_of(step, rows)
    yield derivative(f"derivative {step}", residuals, (), rows, of, (), stale_residual(rows) if again else ())
    rate, size = Cell(f"rate {step}", "Learning Rate"), Cell(f"step {step}", "Step Size")
    yield step_size(f"step {step}", steep, rate, of, (), stale_derivative(rate) if again else ())
    yield new_value(f"new {step}", "b3", old, size, steep, of, (), stale_step(old, size) if again else ())


def missed(i, b3):
    """The Formula of a Residual: Observed − (Sum of curves + b3)."""
    return Difference((Cell(f"observed {i}", "Observed"), Sum((Cell(f"rest {i}", REST), Cell(b3, "b3")), bias=1)))


def residuals_of(step, rows):
    return tuple(Cell(f"residual {step} {i}", "Residual") for i in range(1, len(rows) + 1))


# --- the slips of a learner who does not work everything out anew ----------------------------------------------------


def old_b3(i):
    look = "After step 1 the squiggle stands elsewhere: its b3 is the New b3 of step 1."
    return (Slip("old_value_used", "with the b3 from before step 1", look, missed(i, "new 0")),)


def stale_residual(rows):
    look = "b3 has moved since, and with it each Residual. Take those of step 2."
    wrong = chained(residuals_of(1, rows), (), rows)
    return (Slip("stale_residual", "the Derivative of step 1, from its Residuals", look, wrong),)


def stale_derivative(rate):
    look = "b3 has moved since, and how steep the SSR is has changed with it. Take the Derivative of step 2."
    wrong = Product((Cell("derivative 1", "Derivative"), rate))
    return (Slip("stale_derivative", "the Step Size of step 1, from its Derivative", look, wrong),)


def stale_step(old, size):
    look = "Each step has a Step Size of its own. Take that of step 2."
    wrong = Difference((old, Cell("step 1", "Step Size")))
    yield Slip("stale_step_size", "with the Step Size of step 1", look, wrong)
    look = "Step 2 begins where step 1 ended. Which b3 was that?"
    wrong = Difference((old_value("new 0", "b3"), size))
    yield Slip("old_value_used", "with the b3 from before step 1", look, wrong)


def video():
    experiment = MAIN_IDEAS.experiment
    return two_steps_sheet(at_start(experiment), experiment.optimiser.learning_rate)


def drawn(chance):
    before, rate = drawn_before_step(chance), chance.pick(RATES)
    after = [residual + rate * before.derivative("b3") for residual in before.residuals]
    if not goes_with(rate, before.derivative("b3")) or min(map(abs, (*before.residuals, *after))) < 0.05 * ODD:
        return None
    return two_steps_sheet(before, rate)


TWO_STEPS = Kind("two_steps", "Two whole steps", "take a second step from where the first one ended", video, drawn)
