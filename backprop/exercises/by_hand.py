"""Gradient Descent worked out by hand, number by number, and the slips with which a run can be broken."""

from dataclasses import dataclass
from functools import cached_property

from backprop.exercises.formula import Cell, Known
from backprop.exercises.ways import Difference, Product, Sum, Total
from backprop.written.numerals import number


@dataclass(frozen=True)
class Straight:
    """A problem whose Predicted are straight in what is optimised: a line, or a network's last bias.

    names     of the parameters, the bias last
    axis      what the observations are told apart by: "Dosage"
    inputs    (n,) where they are
    slopes    for each parameter (n,): what it is multiplied by
    rest      (n,) what else is in Predicted
    observed  (n,)
    start     a number for each parameter
    rate      the Learning Rate
    """

    names: tuple[str, ...]
    axis: str
    inputs: tuple[float, ...]
    slopes: tuple[tuple[float, ...], ...]
    rest: tuple[float, ...]
    observed: tuple[float, ...]
    start: tuple[float, ...]
    rate: float

    @cached_property
    def rows(self):
        return tuple(f"{self.axis} {number(x)}" for x in self.inputs)

    def predicted(self, i, step, bias_of):
        """The way to a Predicted, the bias taken from another step where that is wanted."""
        terms = []
        for place, name in enumerate(self.names):
            of_step = bias_of if place == len(self.names) - 1 else step
            parameter, by = Cell(f"old {name} {of_step}", f"Old {name}"), self.slopes[place][i]
            terms.append(parameter if by == 1 else Product((Known(by), parameter)))
        if self.rest[i]:
            terms.insert(0, Known(self.rest[i]))
        return Sum(tuple(terms)) if len(terms) > 1 else terms[0]

    def derivative(self, place, residuals):
        """The way to a parameter's Derivative from its Residuals, Formulas: −2 × Residual × slope, summed."""
        terms = []
        for by, residual in zip(self.slopes[place], residuals, strict=True):
            terms.append(Product((Known(-2), residual) if by == 1 else (Known(-2), residual, Known(by))))
        return Total(tuple(terms), self.rows)

    def residuals(self, step):
        return [Cell(f"residual {i} {step}", "Residual") for i in range(len(self.inputs))]

    def ways(self, step):
        """{key: the right Formula} of all that is worked out in a step, 0 …, in the order of the work."""
        ways = {}
        for place, name in enumerate(self.names):
            before = Cell(f"new {name} {step - 1}", f"New {name} of the step before")
            ways[f"old {name} {step}"] = before if step else Known(self.start[place])
        for i in range(len(self.inputs)):
            ways[f"predicted {i} {step}"] = self.predicted(i, step, step)
        for i, observed in enumerate(self.observed):
            ways[f"residual {i} {step}"] = Difference((Known(observed), Cell(f"predicted {i} {step}", "Predicted")))
        for place, name in enumerate(self.names):
            ways[f"derivative {name} {step}"] = self.derivative(place, self.residuals(step))
        for name in self.names:
            ways[f"step {name} {step}"] = Product((Cell(f"derivative {name} {step}", "Derivative"), Known(self.rate)))
        for name in self.names:
            old, by = Cell(f"old {name} {step}", "Old"), Cell(f"step {name} {step}", "Step Size")
            ways[f"new {name} {step}"] = Difference((old, by))
        return ways

    def said(self, text):
        """A Fault's text with the parameters' names in it."""
        return text.format(first=self.names[0], bias=self.names[-1])

    def title(self, key):
        """What stands in a cell, with its step: dSSR/db3 in step 2."""
        return f"{self.heading(key)} in step {int(key.split()[-1]) + 1}"

    def heading(self, key):
        what, which, _ = key.split()
        if what in ("predicted", "residual"):
            return f"{what.capitalize()} at {self.rows[int(which)]}"
        return {"derivative": "dSSR/d{}", "step": "Step Size of {}"}.get(what, what.capitalize() + " {}").format(which)

    def row_name(self, key):
        """A row's heading: with all that is needed to work its numbers out, and that is in no cell."""
        what, which, _ = key.split()
        if what == "residual":
            return f"{self.heading(key)} (Observed {number(self.observed[int(which)])})"
        if what == "predicted":
            return f"{self.heading(key)} ({self.predicted(int(which), 0, 0).worded.replace('Old ', '')})"
        return self.heading(key)


# --- slips in a run --------------------------------------------------------------------------------------------------


def sign(of, step):
    return {
        f"residual {i} {step}": Difference((Cell(f"predicted {i} {step}", "Predicted"), Known(observed)))
        for i, observed in enumerate(of.observed)
    }


def mean(of, step):
    share = Known(1 / len(of.inputs))
    ways = of.ways(step)
    return {key: Product((ways[key], share)) for key in (f"derivative {name} {step}" for name in of.names)}


def no_rate(of, step):
    return {f"step {name} {step}": Cell(f"derivative {name} {step}", "Derivative") for name in of.names}


def added(of, step):
    return {f"new {name} {step}": Sum(of.ways(step)[f"new {name} {step}"].parts) for name in of.names}


def in_turn(of, step):
    """The second parameter's Derivative with the first one already new, whose Step Size then changes each Residual."""
    first = Product((Cell(f"derivative {of.names[0]} {step}", "Derivative"), Known(of.rate)))
    moved = [
        Sum((residual, Product((Known(by), first))))
        for by, residual in zip(of.slopes[0], of.residuals(step), strict=True)
    ]
    return {f"derivative {of.names[1]} {step}": of.derivative(1, moved)}


def bias_stayed(of, step):
    return {f"predicted {i} {step}": of.predicted(i, step, step - 1) for i in range(len(of.inputs))}


def stale(of, step):
    return {f"residual {i} {step}": residual for i, residual in enumerate(of.residuals(step - 1))}


@dataclass(frozen=True)
class Fault:
    """A slip in a run.

    words  as an answer to what went wrong; {bias} and {first} are the names of the last and the first parameter
    said   what the wrong number is, half a sentence after its own and "is"
    made   (a Straight, the step) -> {key: the wrong Formula}, in the order of the work
    """

    words: str
    said: str
    made: object


FAULTS = {
    "sign_of_residual": Fault("The sign of the Residuals", "Predicted − Observed, the two the wrong way round", sign),
    "mean_for_sum": Fault("The mean in place of the sum", "the mean of the rows' products, not their sum", mean),
    "rate_left_out": Fault("The Learning Rate left out", "the whole Derivative, without the Learning Rate", no_rate),
    "added": Fault("The Step Size added, not subtracted", "Old + Step Size", added),
    "one_at_a_time": Fault(
        "One parameter after the other, the first already new", "what comes out with the {first} already new",
        in_turn,
    ),
    "bias_stayed": Fault(
        "Predicted with the {bias} of the step before", "what comes out with the {bias} of the step before", bias_stayed
    ),
    "stale_prediction": Fault("The Residuals of the step before", "the Residual of the step before", stale),
}  # fmt: skip
