"""What to try next in practice: what one would like to know before the next table is filled in."""

from backprop.exercises.exercise import sheet
from backprop.exercises.kinds.fit import RESIDUALS
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, numbers

PART = "Work it out"
SHEET = "practice_sheet"
OTHER = 3  # a seed


def residuals_at(seed, level):
    """The state in which Residuals and the SSR of a seed are worked out."""
    return {"practice_seed": seed}, {"practice_kind": RESIDUALS.slug, "practice_level": str(level)}


def residuals_of(seed):
    values = sheet(RESIDUALS, seed).values
    return [value for key, value in values.items() if key.startswith("residual")], values["ssr"]


@ask(
    "Sum or mean?",
    "The SSR of the video at b3 = 0 is a sum. Give the mean of the three squares in its place: what are you told, and "
    "what would be gained if everybody took the mean?",
    Try("The last cell is the SSR", residuals_at(0, 1)[0], SHEET, residuals_at(0, 1)[1]),
    part=PART,
)
def sum_or_mean():
    _, ssr = residuals_of(0)
    return (
        f"The sum is {number(ssr)}, the mean {number(ssr / 3)}: the page knows it for a mean, and says so. A mean does "
        "not grow with the number of observations, so one Learning Rate suits few and many of them; but it is not the "
        "SSR, and each Derivative of it is smaller by the same factor."
    )


@ask(
    "One wrong, the others right?",
    "Take every cell, and turn the first Residual's sign on purpose. Then work on from your own number: is its square "
    "wrong too, and is the SSR?",
    Try(f"Everything, seed {OTHER}", residuals_at(OTHER, 3)[0], SHEET, residuals_at(OTHER, 3)[1]),
    part=PART,
)
def own_numbers():
    residuals, ssr = residuals_of(OTHER)
    return (
        f"The Residuals are {numbers(residuals)}. The square of {number(-residuals[0])} is that of "
        f"{number(residuals[0])}, so the SSR is {number(ssr)} all the same: a square forgets the sign. The Derivative "
        "does not: there, a Residual of the wrong sign pulls the wrong way. Any other cell that follows from your own "
        "number counts as right, and says so."
    )


@ask(
    "How few digits are enough?",
    "Round every Residual of the worked example to two digits before you square it. How far off is the SSR, and does "
    "it still count as right?",
    Try("The worked example", residuals_at(0, 0)[0], SHEET, residuals_at(0, 0)[1]),
    Try("Everything blank", residuals_at(0, 3)[0], SHEET, residuals_at(0, 3)[1]),
    part=PART,
)
def few_digits():
    residuals, ssr = residuals_of(0)
    rounded = [float(f"{value:.1e}") for value in residuals]
    total = sum(value**2 for value in rounded)
    return (
        f"From {numbers(rounded)} the SSR comes out as {number(total)} in place of {number(ssr)}. Two digits typed are "
        "taken as a rounded number, and what follows from your own numbers counts as right; but each step rounded on "
        "the way adds its own share, so keep four digits and round at the end."
    )


PRACTICE = (sum_or_mean, own_numbers, few_digits)
