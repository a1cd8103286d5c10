"""What to try next with Residuals."""

from backprop.lessons import MAIN_IDEAS
from backprop.losses import residuals
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, bold, listed
from pages.parts.experiment.main_run import DATA, PLACE, START, best_of, changed, predicted, ssr_at

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
