"""What to try next with one Derivative."""

from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.landscape import finite_difference
from backprop.lessons import FITTED
from backprop.written.numerals import agreeing_digits, number
from pages.parts.controls.try_next import Try, ask, bold, controls_of, listed
from pages.parts.experiment.main_run import DATA, NETWORK, START


@ask(
    "Choose w1",
    "and find the observation whose term is 0. Which factor makes it so, and what does that say about a Dosage of 0?",
    Try("The Derivative for w1", {"derivative_parameter": "w1"}, "terms"),
    part="Factor by factor",
)
def term_of_0():
    taken = chain(START, DATA, "w1")
    place = int((taken.terms == 0).argmax())
    last = taken.factors[-1]
    at_0 = [factor.name for factor in taken.factors if factor.value[place] == 0]
    bias = chain(START, DATA, "b1").terms[place]
    return (
        f"The one at Dosage {number(DATA.inputs[place, 0])}. There {listed(at_0)} is 0, because {last.name} = "
        f"{last.formula}: w1 is multiplied by a Dosage of 0, so no w1 can change that prediction. The three terms are "
        f"{bold(taken.terms)}. (b1 is added, not multiplied: its term there is {number(bias)}.)"
    )


@ask(
    "Go to the fitted values:",
    "every Derivative is close to 0 there. What do the terms look like, and what their sum?",
    Try("The fitted values", controls_of("derivative", **dict(zip(PARAMETERS, FITTED, strict=True))), "terms"),
    part="Factor by factor",
)
def at_the_fitted():
    every = {name: chain(FITTED, DATA, name) for name in PARAMETERS}
    steepest = max(every, key=lambda name: abs(every[name].derivative))
    terms = every["b3"].terms
    return (
        f"For b3 the terms are {bold(terms)}, and their sum is **{number(every['b3'].derivative)}**: no observation is "
        f"met exactly, but what they ask for nearly cancels. The steepest of the seven is dSSR/d{steepest} = "
        f"{number(every[steepest].derivative)}; the values are rounded to two decimals, which leaves them a little "
        "beside the bottom."
    )


def digits_of(name, h):
    """To how many digits the finite difference agrees with the Derivative: (number, in words)."""
    found = finite_difference(NETWORK, DATA, START, name, h)
    digits = agreeing_digits(found, chain(START, DATA, name).derivative)
    return digits, f"{digits} digit{'' if digits == 1 else 's'}"


@ask(
    "Make h large, then tiny,",
    "for w1 and for b3. For b3 a large h does no harm, for w1 it does: what shape has the SSR along b3?",
    Try("b3, h = 1", {"derivative_parameter": "b3", "difference_h": 1.0}, "difference"),
    Try("w1, h = 1", {"derivative_parameter": "w1", "difference_h": 1.0}, "difference"),
    Try("w1, h = 10⁻⁶", {"derivative_parameter": "w1", "difference_h": 1e-6}, "difference"),
    part="Check it",
)
def large_and_tiny():
    of_b3, of_w1 = (finite_difference(NETWORK, DATA, START, name, 1.0) for name in ("b3", "w1"))
    exact = chain(START, DATA, "w1").derivative
    (few, in_words), (many, in_more) = digits_of("w1", 1.0), digits_of("w1", 1e-6)
    return (
        f"At h = 1 the difference for b3 is **{number(of_b3, 12)}**: {digits_of('b3', 1.0)[1]} agree with the "
        f"Derivative. For w1 it is **{number(of_w1, 12)}** in place of {number(exact, 12)}: {in_words}. Along b3 the "
        "SSR is a parabola, because Predicted is b3 and something that does not move, and it is squared once. A "
        "parabola bends as much on the one side as on the other, so the two errors of a large h cancel. At h = 10⁻⁶ it "
        f"is {in_more} for w1, {'more' if many > few else 'no more'} than at 1; what is missing there is rounding."
    )


@ask(
    "Count the stretches",
    "in the table. How many are there if each of the seven walks its road alone, and how many different ones? Which "
    "of them serve more than one parameter?",
    Try("The road back to w1", {"derivative_parameter": "w1"}, "roads"),
    part="The road back",
)
def stretches_counted():
    roads = [[factor.name for factor in chain(START, DATA, name).factors] for name in PARAMETERS]
    alone = [stretch for road in roads for stretch in road]
    served = {stretch: alone.count(stretch) for stretch in alone}
    shared = listed([f"{stretch} ({count} of them)" for stretch, count in served.items() if count > 1])
    return (
        f"Walked alone, the {len(roads)} roads have {len(alone)} stretches; only {len(served)} of them differ. "
        f"{shared} serve several: each is worked out once, on the way back."
    )


DERIVATIVE = (term_of_0, at_the_fitted, large_and_tiny, stretches_counted)
