"""What to try next along the video, before the first step: the network, its Residuals and SSR, a Derivative."""

from dataclasses import replace
from functools import partial

import numpy as np

from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.curvature import slopes_of_predicted
from backprop.data import Data
from backprop.landscape import finite_difference
from backprop.lessons import FITTED, MAIN_IDEAS
from backprop.losses import residuals, ssr
from backprop.lowest import exact_minimum
from backprop.passes import forward
from backprop.written.numerals import agreeing_digits, number
from pages.parts.controls.question import Try, ask, bold, controls_of, listed, numbers, start_with

OWN = MAIN_IDEAS.experiment
NETWORK, DATA, START = OWN.network, OWN.data, OWN.start
PLACE = NETWORK.place
changed = partial(start_with, OWN)  # its weights and biases with some of them changed


def predicted(parameters, data=DATA):
    return forward(NETWORK, parameters, data.inputs).predicted


def ssr_at(parameters):
    return float(ssr(DATA.observed, predicted(parameters)))


def best_of(*names):
    """The exact minimum (P,) of the SSR along some parameters."""
    return exact_minimum(replace(OWN, optimised=names))


# --- Fitting the network ---------------------------------------------------------------------------------------------


@ask(
    "Fit it.",
    "Slide the Dosage and compare the squiggle's shape with the dots: what is still wrong with it, and which "
    "single number would put that right?",
    Try("b3 = 2.61", {"fitting_b3": 2.61}, "fitting_by_eye"),
    part="b3 by eye",
)
def fit_it():
    left = residuals(DATA.observed, predicted(START))
    best = best_of("b3")
    return (
        f"Its shape is right, its height is not: Observed − Predicted is {numbers(left)}, next to the same at all "
        "three dosages. b3 is added to every Predicted alike, so b3 alone can put that right. With b3 = "
        f"{number(FITTED[-1])} Predicted is {bold(predicted(np.array(FITTED)))}; the very best b3 is "
        f"{number(best[PLACE('b3')])}."
    )


@ask(
    "Flip a sign.",
    "Make w3 positive. What happens to the blue curve after its weight, and what to the squiggle?",
    Try("w3 = 1.22", {"fitting_w3": 1.22}, "fitting_weighted"),
    part="Where the squiggle comes from",
)
def flipped():
    before, after = predicted(START)[:, 0], predicted(changed(w3=1.22))[:, 0]
    y1 = forward(NETWORK, START, DATA.inputs).layers[0].y[:, 0]
    weighted = "upwards" if (1.22 * y1 > 0).all() else "downwards"
    by, dosage = np.abs(after - before), DATA.inputs[:, 0]
    return (
        f"The blue curve is mirrored at 0: times w3 = 1.22 it goes {weighted}, by {numbers(1.22 * y1)} at the three "
        f"dosages. Predicted there was {numbers(before)}, and is {bold(after)}: the squiggle changes most at Dosage "
        f"{number(dosage[by.argmax()])}, where y1 is largest, and least at {number(dosage[by.argmin()])}."
    )


@ask(
    "Shift a bend.",
    "Set b1 to 0, then to −3. Does the blue curve bend earlier or later when b1 grows, and why?",
    Try("b1 = 0", {"fitting_b1": 0.0}, "fitting_out"),
    Try("b1 = −3", {"fitting_b1": -3.0}, "fitting_out"),
    part="Where the squiggle comes from",
)
def shifted():
    w1 = START[PLACE("w1")]
    bends = {b1: -b1 / w1 for b1 in (0.0, START[PLACE("b1")], -3.0)}
    way = "earlier" if bends[0.0] < bends[-3.0] else "later"
    at = listed([f"{number(where)} for b1 = {number(b1)}" for b1, where in bends.items()])
    return (
        f"The larger b1, the {way}. The curve bends where x1 = w1 × Dosage + b1 passes 0, at Dosage −b1 / w1: at "
        f"{at}. With a larger b1 less Dosage is needed to lift x1 over 0, because w1 is "
        f"{'positive' if w1 > 0 else 'negative'}."
    )


@ask(
    "Sort the seven.",
    "Which of them only lifts the squiggle? Which ones also change its shape?",
    Try("w3 = w4 = 0", {"fitting_w3": 0.0, "fitting_w4": 0.0}, "fitting_squiggle"),
    part="Where the squiggle comes from",
)
def sorted_seven():
    dosages = np.linspace(0, 1, 5)
    slopes = slopes_of_predicted(NETWORK, Data(dosages, np.zeros(5)), START)
    lifts = [name for name, slope in zip(PARAMETERS, slopes.T, strict=True) if np.ptp(slope) < 1e-12]
    shapes = [name for name in PARAMETERS if name not in lifts]
    flat = predicted(changed(w3=0.0, w4=0.0))
    return (
        f"Only {listed(lifts)} lifts it: a little more of it moves Predicted by the same at every Dosage. "
        f"{listed(shapes)} move it more at some dosages than at others, so they change the shape as well. With w3 and "
        f"w4 both at 0 nothing of the shape is left: Predicted is b3, **{number(flat[0, 0])}**, "
        f"{'everywhere' if np.ptp(flat) == 0 else 'nearly everywhere'}."
    )


FITTING = (fit_it, flipped, shifted, sorted_seven)

# --- Residuals and the SSR -------------------------------------------------------------------------------------------

FLAT = {"residuals_w3": 0.0, "residuals_w4": 0.0, "residuals_b3": 1 / 3}
VIDEOS = {"residuals_tried": "0_1_2_3"}


@ask(
    "Collect the video's four values,",
    "guess where between 2 and 3 the SSR is lowest, test your guess, and only then show the whole curve.",
    Try("The video's four values", {}, "residuals_ssr", VIDEOS),
    Try("The whole curve as well", {"residuals_curve": True}, "residuals_ssr", VIDEOS),
)
def four_values():
    tried = {b3: ssr_at(changed(b3=float(b3))) for b3 in MAIN_IDEAS.shown["ssr"]}
    best = best_of("b3")
    b3 = best[PLACE("b3")]
    said = listed([f"**{number(value)}** at {number(b3)}" for b3, value in tried.items()])
    nearest = min(tried, key=tried.get)
    return (
        f"The SSR is {said}. Of these {number(nearest)} is the best, and between 2 and 3 it goes lower still: the "
        f"lowest is {number(ssr_at(best))}, at b3 = {number(b3)}, which is nearer to {number(round(b3))} because the "
        f"SSR there is the {'lower' if tried[round(b3)] == min(tried.values()) else 'higher'} one of the two."
    )


@ask(
    "Let misses cancel.",
    "Flatten the squiggle with the button: what is the plain sum of the three Residuals, and what is the SSR?",
    Try("A flat squiggle: w3 = w4 = 0, b3 = 1/3", FLAT, "residuals_squiggle"),
)
def cancelled():
    left = residuals(DATA.observed, predicted(changed(w3=0.0, w4=0.0, b3=1 / 3)))
    total = round(float(left.sum()), 12)
    return (
        f"The Residuals are {bold(left)}: their plain sum is {number(total)}, as if "
        f"{'nothing were' if total == 0 else 'little were'} wrong. The SSR is **{number((left**2).sum())}**: squared, "
        "no miss can hide another."
    )


@ask(
    "Test w3,",
    "with b3 back at 0. Does its best value bring the SSR as low as the best b3 does?",
    Try("Test w3, the others as in the video", {"residuals_parameter": "w3"}, "residuals_ssr"),
)
def test_w3():
    with_w3, with_b3 = best_of("w3"), best_of("b3")
    one, other = ssr_at(with_w3), ssr_at(with_b3)
    return (
        f"{'Yes' if one <= other else 'No'}. At its best value, w3 = {number(with_w3[PLACE('w3')])}, the SSR is "
        f"{number(one)}; b3 brings it to {number(other)}, at {number(with_b3[PLACE('b3')])}. From the video's start, "
        f"w3 = {number(START[PLACE('w3')])}, where it is **{number(ssr_at(START))}**, another w3 stretches the blue "
        "curve alone, while all three Residuals ask for the same lift."
    )


RESIDUALS = (four_values, cancelled, test_w3)

# --- The Derivative --------------------------------------------------------------------------------------------------


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
