"""The end of every step: Step Size = Derivative × Learning Rate, and New = Old − Step Size, each with its slips."""

from backprop.exercises.formula import Cell, Slip
from backprop.exercises.kinds.small_network import MINUS_TWO
from backprop.exercises.sheet import Number
from backprop.exercises.ways import Difference, Product, Total

RATE_LOOK = "The Derivative is still to be multiplied by the Learning Rate."


def derivative(key, residuals, factors, rows, of="", shows=(), slips=()):
    """The Number of a Derivative of the SSR: over the observations, the sum of −2 × Residual × a factor.

    residuals  the Cells of the Residuals
    factors    the Cells of dPredicted/dparameter, one for each; () where it is 1
    rows       what the observations are called
    """
    return Number(key, "Derivative", chained(residuals, factors, rows), of, shows, tuple(slips))


def chained(residuals, factors, rows):
    """The sum of −2 × Residual × a factor; () where the factor is 1."""
    pairs = zip(residuals, factors, strict=True) if factors else ((residual,) for residual in residuals)
    return Total(tuple(Product((MINUS_TWO, *pair)) for pair in pairs), tuple(rows))


def step_size(key, derivative, rate, of="", shows=(), slips=()):
    """The Number of a Step Size, from the Cells of the Derivative and the Learning Rate."""
    bare = Slip("rate_left_out", "the Derivative itself, without the Learning Rate", RATE_LOOK, derivative)
    return Number(key, "Step Size", Product((derivative, rate)), of, shows, (bare, *slips))


def new_value(key, name, old, step, derivative, of="", shows=(), slips=()):
    """The Number of a parameter's new value, from the Cells of the old one and the Step Size.

    name        the parameter's
    derivative  the Cell of the Derivative, which is often taken for a step, or for what is asked
    """
    whole = Slip(
        "rate_left_out",
        f"{old.worded} − Derivative, a step without the Learning Rate",
        RATE_LOOK,
        Difference((old, derivative)),
    )
    look = f"It says how steep it is there. A step is Derivative × Learning Rate, and it is taken from {old.worded}."
    bare = Slip("derivative_for_new", "the Derivative, and not yet a step", look, derivative)
    return Number(key, f"New {name}", Difference((old, step)), of, shows, (whole, bare, *slips))


def old_value(key, name):
    """The Cell of a parameter's value before a step."""
    return Cell(key, f"Old {name}")
