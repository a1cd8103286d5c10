"""A step of Gradient Descent for a learner to foretell: Old − Derivative × Learning Rate, judged from one typed number.

Old, Derivative and Learning Rate stand on the page. The Derivative's own working is known as well, so a slip made
anywhere on the way to it is told from the new value alone.
"""

from dataclasses import dataclass, replace

import numpy as np

from backprop.any_chains import chain_of
from backprop.exercises.formula import Cell, Formula, Known, Opened, Slip, inside, on_the_way
from backprop.exercises.judging import ROUNDED, TOLD, WRONG, Attempt, Judged
from backprop.exercises.kinds.update import RATE_LOOK, new_value, old_value, step_size
from backprop.exercises.sheet import Given, Number, Row, Sheet
from backprop.exercises.ways import Difference, Product, Sum
from backprop.in_turn import in_turn
from backprop.written.numerals import number
from backprop.written.typed import typed_number

MOST_TOGETHER = 12  # parameters among which one can be mistaken for another, or that take turns
MOST_LEFT_OUT = 12  # observations of which each may be the one that is left out
MOST_IN_TURN = 100  # observations with which turns are worked out, each a pass of its own
LOOKED_AT = 8  # observations that are asked for the slips of their products: the same ones in each
ROUNDED_BY = 0.05  # of a step, at most: so far from the right value one comes by rounding on the way


# --- the working of a Derivative -------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Summed(Formula):
    """A product worked out for each observation, all added up: what is done wrongly in one is done wrongly in all.

    parts    the product
    columns  {key of a cell in the product: its numbers, (n,)}
    n        how many observations there are
    rows     what they are called, where each may be the one that is left out; else ()
    """

    parts: tuple[Formula]
    columns: dict
    n: int
    rows: tuple[str, ...] = ()
    binds = 1

    def value(self, at):
        with np.errstate(all="ignore"):
            return float(np.broadcast_to(self.parts[0].value(self.columns), self.n).sum())

    def at_row(self, place):
        return {key: float(column[place]) for key, column in self.columns.items()}

    def written(self, at):
        return " + ".join(inside(self.parts[0], self.at_row(place), place == 0) for place in range(self.n))

    @property
    def worded(self):
        return f"the sum of {self.parts[0].worded}, over the observations"

    def own_slips(self, at):
        look = f"The Derivative is the sum of {self.n} products, one for each observation."
        if self.n > 1:
            mean = Product((self, Known(1 / self.n)))
            yield Slip("mean_for_sum", f"the mean of the {self.n} products in place of their sum", look, mean)
        for place, row in enumerate(self.rows):
            rest = {key: np.delete(column, place) for key, column in self.columns.items()}
            left = Summed(self.parts, rest, self.n - 1)
            yield Slip("row_left_out", f"without the observation at {row}", look, left)

    def slips(self, at):
        yield from self.own_slips(at)
        alike = {}
        for place in range(min(self.n, LOOKED_AT)):
            for slip in self.parts[0].slips(self.at_row(place)):
                alike.setdefault((slip.code, slip.said), slip)
        yield from (on_the_way(slip, self.of([slip.formula])) for slip in alike.values())


def working(chain, data, loss):
    """How the Derivative of a Chain is worked out, a Summed, from the numbers of its factors."""
    n, columns, parts = len(data), {}, []
    factors = list(chain.factors)
    columns |= {"Observed": chain.observed, "Predicted": chain.predicted, "Residual": chain.observed - chain.predicted}
    if chain.joined:
        factors = factors[2:]
        parts.append(Difference((Cell("Predicted", "Predicted"), Cell("Observed", "Observed"))))
        if loss.is_mean:
            parts.append(Known(1 / n, look=f"Look at {chain.joined.name} = {chain.joined.formula}."))
    elif loss.residual_multiple:
        first = factors.pop(0)
        look = f"Look at {first.name} = {loss.dloss_dpredicted}."
        parts += [Known(loss.residual_multiple(n), look=look), Cell("Residual", "Residual")]
    for factor in factors:
        if not factor.is_one:
            columns[factor.name] = np.broadcast_to(factor.value, n)
            is_named = factor.crosses in ("weight", "parameter")
            parts.append(Cell(factor.name, factor.formula if is_named else factor.name))
    product = Product(tuple(parts)) if len(parts) > 1 else parts[0]
    names = data.names[: data.inputs.shape[1]]
    rows = tuple(
        ", ".join(f"{name} {number(x)}" for name, x in zip(names, row, strict=True))
        for row in (data.inputs.tolist() if 1 < n <= MOST_LEFT_OUT else ())
    )
    return Summed((product,), columns, n, rows)


# --- the step --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Update(Difference):
    """A new value: the old one, from which the step is taken."""

    def own_slips(self, at):
        old, step = self.parts
        yield from (slip for slip in super().own_slips(at) if slip.code != "turned")  # that is an old value forgotten
        if old.value(at) != 0 and step.value(at) != 0:
            look = f"It is still to begin with {old.worded}."
            yield Slip("old_left_out", f"minus {step.worded}, without {old.worded}", look, Product((Known(-1), step)))


def step_sheet(trace, row, name):
    """The Sheet of one parameter's update at a row of a Trace: Old, Derivative and Learning Rate are given.

    "step" and "new" are asked for. Of a rule that is not plain Gradient Descent the Step Size is given instead. Raises
    ValueError for a name that is not optimised.
    """
    experiment = trace.experiment
    if name not in experiment.optimised:
        raise ValueError(f"name must be one that is optimised, {', '.join(experiment.optimised)}; not {name!r}.")
    place = experiment.network.place(name)
    old, derivative, step = (a[row, place].item() for a in (trace.parameters, trace.derivatives, trace.step_sizes))
    old_cell, step_cell = old_value("old", name), Cell("step", "Step Size")
    update, task = Update((old_cell, step_cell)), f"What will {name} be after the step?"
    if not experiment.optimiser.plain:
        cells = Given("old", old_cell.name, old), Given("step", "Step Size", step), Number("new", f"New {name}", update)
        return Sheet(task, ("", *(cell.name for cell in cells)), (Row(name, ("old", "step", "new")),), cells)
    way, rate = derivative_cell(trace, row, name), Cell("rate", "Learning Rate")
    new = new_value("new", name, old_cell, step_cell, way)
    known = [  # what leaves out the Learning Rate is the same way by any name
        replace(slip, formula=Update(slip.formula.parts)) if isinstance(slip.formula, Difference) else slip
        for slip in new.slips
    ]
    cells = (
        Given("old", old_cell.name, old),
        Given("derivative", "Derivative", derivative),
        Given("rate", "Learning Rate", experiment.optimiser.learning_rate),
        step_size("step", way, rate),
        replace(new, formula=update, slips=(*known, *further_slips(trace, row, name, old_cell, way, rate))),
    )
    rows = (Row(name, tuple(cell.key for cell in cells)),)
    return Sheet(task, ("", *(cell.name for cell in cells)), rows, cells)


def derivative_cell(trace, row, name):
    """The cell of a Derivative, with its working where that can be written out."""
    experiment = trace.experiment
    chain = chain_of(experiment.network, experiment.loss, experiment.data.classes)
    if chain is None:
        return Cell("derivative", "Derivative")
    with np.errstate(all="ignore"):
        written_out = chain(trace.parameters[row], experiment.data, name)
    return Opened("derivative", "Derivative", (), (working(written_out, experiment.data, experiment.loss),))


def further_slips(trace, row, name, old, derivative, rate):
    """The Slips of a plain step that are two in one, or of which its formula does not tell by its shape."""
    experiment = trace.experiment
    n, place = len(experiment.data), experiment.network.place(name)
    said = f"{old.worded} + Derivative, without the Learning Rate, and added"
    yield Slip("rate_left_out", said, f"{RATE_LOOK} Then the step is subtracted.", Sum((old, derivative)))
    if n > 1:
        look = f"The Derivative is the sum of {n} products, one for each observation, and the step is subtracted."
        mean = Sum((old, Product((derivative, rate, Known(1 / n)))))
        yield Slip("mean_for_sum", f"with the mean of the {n} products in place of their sum, and added", look, mean)
    if len(experiment.optimised) > MOST_TOGETHER:
        return
    news = trace.parameters[row] - trace.step_sizes[row]
    for other in experiment.optimised:
        if other != name:
            new = Known(float(news[experiment.network.place(other)]))
            yield Slip("rows_mixed_up", f"with the numbers of {other}", f"What is asked here is {name}.", new)
    turns = experiment.optimised[: experiment.optimised.index(name) + 1]
    if len(turns) > 1 and n <= MOST_IN_TURN:
        turned = in_turn(replace(experiment, start=trace.parameters[row]), turns)[-1]
        look = "All steps are worked out from the old values, and then taken together."
        said = "with one parameter after the other, the others already new"
        yield Slip("one_at_a_time", said, look, Known(float(turned[place])))


# --- what is said of it ----------------------------------------------------------------------------------------------


def judged_new(trace, row, name, text, wrong=0):
    """What is said of the text that a learner gives for a parameter's value after the step at a row: a Judged.

    wrong  how many wrong answers there have been before
    Raises ValueError as `step_sheet` does.
    """
    attempt = attempted(trace, row, name, text)
    judged = attempt.judge("new", wrong)
    if judged.standing == TOLD:
        return replace(judged, sentence=f"Here is how. {both_lines(attempt)}")
    if judged.standing != WRONG or wrong:
        return judged
    new, step = attempt.sheet.values["new"], attempt.sheet.values["step"]
    if judged.codes and (ROUNDED.code not in judged.codes or abs(typed_number(text) - new) <= ROUNDED_BY * abs(step)):
        return judged
    return Judged(WRONG, direction(attempt.sheet.values, name, typed_number(text)))


def told_new(trace, row, name):
    """The solution of the same question, for a learner who wants to be told: a Judged that is no answer."""
    attempt = attempted(trace, row, name, "")
    return replace(attempt.tell("new"), sentence=both_lines(attempt))


def attempted(trace, row, name, text):
    """The Attempt at a step's new value, of which nothing but that is noted down."""
    sheet = step_sheet(trace, row, name)
    return Attempt(sheet, [cell.key for cell in sheet.asked], {"new": text})


def both_lines(attempt):
    """The step worked out, and then the new value."""
    return " ".join(attempt.tell(cell.key).sentence for cell in attempt.sheet.asked)


def direction(at, name, typed):
    """What is said of a number that no known slip gives; `at` are the numbers of a `step_sheet`."""
    way, step, derivative = typed - at["old"], at["step"], at.get("derivative", 0.0)
    if step == 0:
        return "Not this. The Step Size is 0: what does that say of the new value?"
    if way != 0 and (way > 0) == (step > 0):
        sign, where = ("negative", "up") if derivative < 0 else ("positive", "down")
        return f"That is the wrong way.{f' The Derivative is {sign}, so {name} goes {where}.' * (derivative != 0)}"
    return f"That is the right way, but {'too short' if abs(way) < abs(step) else 'too far'}."
