"""Through an Activation Function, and its slope: how each is worked out on paper, and what is often taken for it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from backprop.activation import Activation
from backprop.activations import IDENTITY, RELU, SIGMOID, SOFTPLUS, TANH
from backprop.exercises.formula import Formula, Known, Slip, bracketed, inside
from backprop.written.numerals import number, signed


@dataclass(frozen=True)
class Applied(Formula):
    """Any function of one number.

    text  the function as one types it, with {} where the number goes
    """

    parts: tuple[Formula]
    text: str = field(kw_only=True)
    function: Callable = field(kw_only=True)

    def value(self, at):
        return self.function(self.parts[0].value(at))

    def written(self, at):
        return self.text.format(inside(self.parts[0], at, False))

    @property
    def worded(self):
        return self.text.format(bracketed(self.parts[0]))


@dataclass(frozen=True)
class Through(Formula):
    """What comes out of an Activation Function, y, into which one number, x, goes."""

    parts: tuple[Formula]
    activation: Activation = field(kw_only=True)

    def value(self, at):
        return float(self.activation.curve(self.parts[0].value(at)))

    def written(self, at):
        (x,) = self.parts
        return self.activation.typed.format(x.written(at) if self.activation.has_brackets else inside(x, at, False))

    @property
    def worded(self):
        (x,) = self.parts
        return self.activation.typed.format(x.worded if self.activation.has_brackets else bracketed(x))

    def smaller(self, at):
        inner = INSIDE.get(self.activation)
        return inner.format(inside(self.parts[0], at, False)) if inner else self.written(at)

    def own_slips(self, at):
        (x,) = self.parts
        off = self.activation is RELU and x.value(at) <= 0
        for code, said, text, function in () if off else OF_CURVE.get(self.activation, ()):
            wrong = Applied(self.parts, text=text, function=function)
            again = f"Look at the formula again: {self.worded}."
            yield Slip(code, said, NATURAL if code == "log_to_base_10" else again, wrong)
        if self.activation is not IDENTITY and (off or self.activation is not RELU):
            look = f"What goes in is {x.worded}; what comes out is {self.worded}."
            yield Slip("handed_on", f"{x.worded} itself, not yet through the {self.activation}", look, x)
        if self.activation is not IDENTITY and not off:
            look = (
                f"What is asked is how high the curve is: {self.worded}. How steep it is comes later, on the way back."
            )
            slope = Slope(self.parts, activation=self.activation)
            yield Slip("slope_for_value", "the slope of the curve there, not its height", look, slope)


@dataclass(frozen=True)
class Slope(Formula):
    """The derivative of an Activation Function, dy/dx, at the number x that goes in."""

    parts: tuple[Formula]
    activation: Activation = field(kw_only=True)

    def value(self, at):
        x = self.parts[0].value(at)
        return float(self.activation.derivative(x, self.activation.curve(x)))

    def numbers(self, at):
        """x and y in brackets where negative, and x without."""
        x = self.parts[0].value(at)
        return signed(x), signed(float(self.activation.curve(x))), number(x)

    def written(self, at):
        typed = SLOPE_TYPED.get(self.activation, f"{self.activation.dy_dx}, at x = {{2}}")
        return typed.format(*self.numbers(at))

    @property
    def worded(self):
        return f"({self.activation.dy_dx})" if self.activation is RELU else self.activation.dy_dx

    def smaller(self, at):
        inner = INSIDE_SLOPE.get(self.activation)
        return inner.format(*self.numbers(at)) if inner else self.written(at)

    def own_slips(self, at):
        (x,) = self.parts
        for code, said, text, function in OF_SLOPE.get(self.activation, ()):
            wrong = Applied(self.parts, text=text, function=function)
            yield Slip(code, said, f"Look at the formula again: {self.worded}.", wrong)
        if self.activation is RELU:
            look = "Left of its corner the ReLU is level, and right of it it climbs as fast as x. Which side is this x?"
            if x.value(at) <= 0:
                yield Slip("slope_one_when_off", "slope 1, as if the ReLU were on", look, Known(1))
            else:
                yield Slip("slope_zero_when_on", "slope 0, as if the ReLU were off", look, Known(0))
        if self.activation is not IDENTITY and not (self.activation is RELU and x.value(at) <= 0):
            look = f"What is asked is how steep the curve is there, {self.worded}, and not how high."
            height = Through(self.parts, activation=self.activation)
            yield Slip("value_for_slope", "the height of the curve there, not its slope", look, height)
            if self.activation is not RELU:  # there it is as high as x
                yield Slip("handed_on", f"{x.worded} itself, not the slope there", look, x)


def turned_sigmoid(x):
    return 1 / (1 + math.exp(x))


# What is known of single Activation Functions; one that is not here has the slips that all have.
# (code, what it is, as one types it, the function)
OF_CURVE = {
    SOFTPLUS: (
        ("log_to_base_10", "the logarithm to base 10", "log₁₀(1 + e^{})", lambda x: math.log10(1 + math.exp(x))),
        ("exponential_alone", "eˣ alone, without the 1 and without the logarithm", "e^{}", math.exp),
        ("logarithm_forgotten", "1 + eˣ, without the logarithm", "1 + e^{}", lambda x: 1 + math.exp(x)),
    ),
    SIGMOID: (
        (
            "exponent_turned",
            "1 / (1 + eˣ), the exponent's sign turned",
            "1 / (1 + e^{})",
            turned_sigmoid,
        ),
    ),
    RELU: (("off_when_on", "0, what a ReLU gives left of its corner", "0 × {}", lambda x: 0.0 * x),),
    TANH: (),
}
OF_SLOPE = {
    SOFTPLUS: (
        ("exponential_alone", "eˣ alone, not divided by 1 + eˣ", "e^{}", math.exp),
        (
            "exponent_turned",
            "1 / (1 + eˣ), with 1 above in place of eˣ",
            "1 / (1 + e^{})",
            turned_sigmoid,
        ),
    ),
    SIGMOID: (("exponent_turned", "(1 − y) alone", "1 − 1 / (1 + e^(−{}))", turned_sigmoid),),
    TANH: (("square_forgotten", "1 − y, y not squared", "1 − tanh({})", lambda x: 1 - math.tanh(x)),),
}
NATURAL = "log is the natural logarithm: the key ln of a calculator."
# A first piece of the way, as one types it: {} is x; of a slope {0} is x, {1} is y, and {2} is x without brackets.
INSIDE = {SOFTPLUS: "1 + e^{}", SIGMOID: "e^(−{})"}
INSIDE_SLOPE = {SOFTPLUS: "e^{0}", SIGMOID: "1 − {1}", TANH: "{1}²", RELU: "the slope of max(0, x) at x = {2}"}
SLOPE_TYPED = {
    SOFTPLUS: "e^{0} / (1 + e^{0})",
    SIGMOID: "{1} × (1 − {1})",
    TANH: "1 − {1}²",
    IDENTITY: "1",
    RELU: "(1 if {2} > 0, else 0)",
}
