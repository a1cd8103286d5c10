"""A step of Gradient Descent for a learner to foretell: Old − Derivative × Learning Rate, judged from one typed number.

Old, Derivative and Learning Rate stand on the page. The Derivative's own working is known as well, so a slip made
anywhere on the way to it is told from the new value alone.
"""

from dataclasses import dataclass, replace

import numpy as np

from backprop.any_chains import chain_of
from backprop.exercises.formula import Cell, Formula, Known, Slip, inside
from backprop.exercises.judging import WRONG, Attempt, Judged
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
        yield from (replace(slip, formula=self.of([slip.formula])) for slip in alike.values())


@dataclass(frozen=True)
class Shown(Cell):
    """The number of a cell that is shown, and how it comes about: a slip in that is one of all that it is used for."""

    working: Formula

    def slips(self, at):
        for slip in self.working.slips(at):
            yield replace(slip, said=f"a step of another {self.name}, {slip.said}")


def working(chain, data, loss):
    """How the Derivative of a Chain is worked out, a Summed, from the numbers of its factors."""
    n, columns, parts = len(data), {}, []
    factors = list(chain.factors)
    columns |= {"Observed": chain.observed, "Predicted": chain.predicted, "Residual": chain.observed - chain.predicted}
    if chain.joined:
        factors = factors[2:]
        parts.append(Difference((Cell("Predicted", "Predicted"), Cell("Observed", "Observed"))))
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

    def smaller(self, at):
        step = self.parts[1]
        return f"the Step Size, {step.written(at)}" if step.parts else self.written(at)

    def own_slips(self, at):
        old, step = self.parts
        yield from (slip for slip in super().own_slips(at) if slip.code != "turned")  # that is an old value forgotten
        if old.value(at) != 0:
            look = f"It is still to begin with {old.worded}, {old.written(at)}."
            yield Slip("old_left_out", f"minus {step.worded}, without {old.worded}", look, Product((Known(-1), step)))


def step_sheet(trace, row, name):
    """The Sheet of the update at a row of a Trace: Old, Derivative and Learning Rate given, "new " and the name asked.

    Of a rule that is not plain Gradient Descent the Step Size is given in place of the last two. Raises ValueError for
    a name that is not optimised.
    """
    experiment = trace.experiment
    if name not in experiment.optimised:
        raise ValueError(f"name must be one that is optimised, {', '.join(experiment.optimised)}; not {name!r}.")
    plain, together = experiment.optimiser.plain, len(experiment.optimised) <= MOST_TOGETHER
    heads = ("Old", "Derivative", "Learning Rate", "New") if plain else ("Old", "Step Size", "New")
    cells, news, rows = [], [], []
    if plain:
        cells.append(Given("rate", "Learning Rate", experiment.optimiser.learning_rate))
    for each in experiment.optimised if together else (name,):
        place = experiment.network.place(each)
        old, derivative, step = (a[row, place].item() for a in (trace.parameters, trace.derivatives, trace.step_sizes))
        cells.append(Given(f"old {each}", "Old", old, each))
        if plain:
            cells.append(Given(f"derivative {each}", "Derivative", derivative, each))
            factors = (derivative_cell(trace, row, each, each == name), Cell("rate", "Learning Rate"))
            update = Update((Cell(f"old {each}", "Old"), Product(factors)))
            keys = (f"old {each}", f"derivative {each}", "rate", f"new {each}")
        else:
            cells.append(Given(f"step {each}", "Step Size", step, each))
            update = Update((Cell(f"old {each}", "Old"), Cell(f"step {each}", "Step Size")))
            keys = (f"old {each}", f"step {each}", f"new {each}")
        slips = tuple(step_slips(trace, row, update, each)) if plain and each == name else ()
        news.append(Number(f"new {each}", f"New {each}", update, slips=slips))
        rows.append(Row(each, keys))
    return Sheet("What does the step bring?", ("", *heads), tuple(rows), (*cells, *news))


def derivative_cell(trace, row, name, is_asked):
    """The cell of a Derivative; of the one that is asked for with its working, where it can be written out."""
    experiment, key = trace.experiment, f"derivative {name}"
    chain = chain_of(experiment.network, experiment.loss) if is_asked else None
    if chain is None:
        return Cell(key, "Derivative")
    with np.errstate(all="ignore"):
        written_out = chain(trace.parameters[row], experiment.data, name)
    return Shown(key, "Derivative", working(written_out, experiment.data, experiment.loss))


def step_slips(trace, row, update, name):
    """The Slips of a plain step that are two in one, or of which its formula does not tell by its shape."""
    experiment, (old, step) = trace.experiment, update.parts
    derivative, rate = step.parts
    n, at = len(experiment.data), number(experiment.optimiser.learning_rate)
    look = f"The Derivative is still to be multiplied by the Learning Rate, {at}."
    yield Slip("derivative_given", "the Derivative itself, not yet a step", look, derivative)
    said = "Old + Derivative, without the Learning Rate, and added"
    yield Slip("rate_left_out", said, f"{look} Then the step is subtracted.", Sum((old, derivative)))
    if n > 1:
        look = f"The Derivative is the sum of {n} products, one for each observation, and the step is subtracted."
        mean = Sum((old, Product((derivative, rate, Known(1 / n)))))
        yield Slip("mean_for_sum", f"the mean of the {n} products in place of their sum, and added", look, mean)
    turns = experiment.optimised[: experiment.optimised.index(name) + 1]
    if 1 < len(turns) <= MOST_TOGETHER and n <= MOST_IN_TURN:
        turned = in_turn(replace(experiment, start=trace.parameters[row]), turns)[-1]
        look = "All steps are worked out from the old values, and then taken together."
        said = "one parameter after the other, the others already new"
        yield Slip("one_at_a_time", said, look, Known(float(turned[experiment.network.place(name)])))


# --- what is said of it ----------------------------------------------------------------------------------------------


def judged_new(trace, row, name, text, wrong=0):
    """What is said of the text that a learner gives for a parameter's value after the step at a row: a Judged.

    wrong  how many wrong answers there have been before
    Raises ValueError as `step_sheet` does.
    """
    attempt = attempted(trace, row, name, text)
    judged = attempt.judge(f"new {name}", wrong)
    if judged.standing != WRONG or wrong:
        return judged
    new, step = attempt.sheet.values[f"new {name}"], float(trace.step_sizes[row, trace.experiment.network.place(name)])
    typed = typed_number(text)
    seen_in_it = judged.codes and judged.codes != ("rounded_on_the_way",)
    if seen_in_it or (judged.codes and abs(typed - new) <= ROUNDED_BY * abs(step)):
        return judged
    return Judged(WRONG, direction(trace, row, name, typed))


def told_new(trace, row, name):
    """The solution of the same question, for a learner who wants to be told: a Judged that is no answer."""
    return attempted(trace, row, name, "").tell(f"new {name}")


def attempted(trace, row, name, text):
    key = f"new {name}"
    return Attempt(step_sheet(trace, row, name), (key,), {key: text})


def direction(trace, row, name, typed):
    """What is said of a number that no known slip gives."""
    place = trace.experiment.network.place(name)
    old, derivative, step = (a[row, place].item() for a in (trace.parameters, trace.derivatives, trace.step_sizes))
    way = typed - old
    if step == 0:
        return f"Not this. Look at the {'Derivative' if derivative == 0 else 'Step Size'}: it is 0."
    if way != 0 and (way > 0) == (step > 0):
        sign, where = ("negative", "up") if derivative < 0 else ("positive", "down")
        why = f" The Derivative is {sign}, so {name} goes {where}." if (derivative > 0) == (step > 0) else ""
        return f"That is the wrong way.{why}"
    return f"That is the right way, but {'too short' if abs(way) < abs(step) else 'too far'}."
