"""What to try next with the squiggle and the dots."""

import numpy as np

from backprop.chain_rule import PARAMETERS
from backprop.curvature import slopes_of_predicted
from backprop.data import Data
from backprop.lessons import FITTED
from backprop.losses import residuals
from backprop.passes import forward
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, bold, listed, numbers
from pages.parts.experiment.main_run import DATA, NETWORK, PLACE, START, best_of, changed, predicted


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
