"""What to try next with Cross Entropy."""

from itertools import compress

import numpy as np

from backprop.data import of_classes
from backprop.iris import IRIS_DATA, SCALED_IRIS_DATA
from backprop.losses import CATEGORICAL, SSR
from backprop.series import PART_6
from backprop.written.numerals import number
from pages.parts.controls.ask_first import SHOWN
from pages.parts.controls.try_next import Try, ask, bold, controls_of, listed, numbers
from pages.parts.entropy.of_share import reaches, slope
from pages.parts.entropy.strip import PREFIX
from pages.parts.entropy.three_flowers import OWN, flowers

FLOWERS, SQUARED, CLASSES = "Three flowers", "Why not Residual²", "All the classes"
TOLD = {"largest": SHOWN}
B3 = (-2.0, -1.0, 0.0, 1.0)
CENTIMETRES = ((0.2, 3.0), (2.5, 3.3), (1.3, 2.9))  # Petal and Sepal Width of the three flowers, before scaling


def moved(**values):
    """The lesson's weights and biases with some of them changed."""
    row = OWN.start.copy()
    for name, value in values.items():
        row[OWN.network.place(name)] = value
    return row


@ask(
    "Take Setosa's p in every row,",
    "as if each flower were one. Which rows go wrong, and what does the total become?",
    Try("The three flowers, answered", controls_of(PREFIX, **TOLD), f"{PREFIX}_flowers"),
    part=FLOWERS,
)
def another_species():
    found = flowers(OWN.start)
    setosas = found.p[:, 0]
    wrong = [species for species, place in zip(found.species, found.place, strict=True) if place != 0]
    return (
        f"The {listed(wrong)} rows: their Setosa's p is {numbers(setosas[found.place != 0])}, but what they are has "
        f"{bold(found.counts[found.place != 0])}. The total would be {number(-np.log(setosas).sum())} in place of "
        f"**{number(found.total)}**, and it would fall by calling everything a Setosa. In each row the p of what the "
        "flower *is* counts."
    )


@ask(
    "Slide b3, the Setosa's bias,",
    f"to {numbers(B3)}. Which row gets better, which get worse, and where is the total lowest?",
    *(
        Try(f"b3 = {number(b3)}", controls_of(PREFIX, b3=b3, **TOLD), f"{PREFIX}_curve")
        for b3 in B3
        if b3 != OWN.start[OWN.network.place("b3")]
    ),
    part=FLOWERS,
)
def slide_b3():
    found = {b3: flowers(moved(b3=b3)) for b3 in B3}
    totals = listed([f"**{number(each.total)}** at {number(b3)}" for b3, each in found.items()])
    lower = found[B3[-1]].cross_entropy < found[B3[0]].cross_entropy
    better, worse = (listed(list(compress(found[B3[0]].species, which))) for which in (lower, ~lower))
    best = min(found, key=lambda b3: found[b3].total)
    return (
        f"The total is {totals}: of these lowest at {number(best)}. A larger b3 lifts Setosa's share in *every* row. "
        f"That makes the Cross Entropy of the {better} smaller, and those of the {worse} "
        "larger, so the best b3 is a compromise."
    )


@ask(
    "Round each p first.",
    "With two digits of p, as the video has them, which Cross Entropy moves most, and does the total grow or shrink?",
    Try("The three flowers, answered", controls_of(PREFIX, **TOLD), f"{PREFIX}_flowers"),
    part=FLOWERS,
)
def rounded_first():
    found = flowers(OWN.start)
    seen = np.array([row[place] for row, place in zip(PART_6.shown["softmax"], found.place, strict=True)])
    off = -np.log(seen) - found.cross_entropy
    most = int(np.abs(off).argmax())
    total = float(-np.log(seen).sum())
    return (
        f"The {found.species[most]}'s: −log({number(seen[most])}) = {number(-np.log(seen[most]))}, not "
        f"**{number(found.cross_entropy[most])}**. The rounded p add up to {number(total)}, which is "
        f"{'less' if total < found.total else 'more'} than **{number(found.total)}**, because "
        f"{'all three were' if (seen > found.counts).all() else 'most were'} rounded up. Rounding what comes out as "
        f"well makes it {number(PART_6.shown['total'])}. Round only at the end."
    )


@ask(
    "Where are the two slopes nearest?",
    "Move p until the one is the fewest *times* as steep as the other. Is the one less the other smallest there too?",
    Try("p = 0.3", controls_of(PREFIX, p=0.3), f"{PREFIX}_step"),
    Try("p = 0.01", controls_of(PREFIX, p=0.01), f"{PREFIX}_step"),
    part=SQUARED,
)
def nearest_slopes():
    p = np.linspace(0.01, 0.99, 99)
    cross, squared = (np.abs(slope(loss, p)) for loss in (CATEGORICAL, SSR))
    times, less = cross / squared, cross - squared
    best, least = int(times.argmin()), int(less.argmin())
    return (
        f"At p = **{number(p[best])}** the Cross Entropy is {number(times[best])} times as steep, everywhere else "
        f"more: {number(times[0])} times at p = {number(p[0])}. One slope divided by the other is "
        "1 / (2 × p × (1 − p)), and p × (1 − p) is largest in the middle. "
        f"{'The same there' if best == least else 'Not there'}: the one less the other is smallest at p = "
        f"{number(p[least])}, {number(less[least])}, and {number(less[best])} at p = {number(p[best])}."
    )


@ask(
    "Where does the Residual² push the bias hardest?",
    "Look at the dashed curve on the right. Is it where the network is most wrong?",
    Try("p = 0.33", controls_of(PREFIX, p=0.33), f"{PREFIX}_reaching"),
    Try("p = 0.02", controls_of(PREFIX, p=0.02), f"{PREFIX}_reaching"),
    part=SQUARED,
)
def pushes_hardest():
    p = np.linspace(0.01, 0.99, 99)
    squared, cross = (reaches(loss, p) for loss in (SSR, CATEGORICAL))
    most = int(np.abs(squared).argmax())
    return (
        f"At p = {number(p[most])}, with **{number(squared[most])}**; at p = {number(p[1])}, where it is far more "
        f"wrong, only **{number(squared[1])}** is left. The Cross Entropy's is **{number(cross[1])}** there, "
        f"{number(cross[1] / squared[1])} times as much: p − 1 is just how far p is from 1."
    )


@ask(
    "Type log(0.5677) into a calculator",
    "and it may say −0.2459. What has it worked out, and what does the total become with it?",
    Try("The Setosa", controls_of(PREFIX, row="Setosa"), f"{PREFIX}_classes"),
    part=CLASSES,
)
def base_ten():
    found = flowers(OWN.start)
    ten = found.cross_entropy / np.log(10)
    return (
        f"The logarithm to base 10. Every Cross Entropy is then divided by log(10) = {number(np.log(10))}: "
        f"{bold(ten)}, in all **{number(ten.sum())}** in place of {number(found.total)}. The order of the flowers "
        "stays, but the slope is no longer −1 / p, and no formula of the next page would fit. The key is ln."
    )


@ask(
    "The flowers are real irises,",
    "scaled and then rounded to two decimals. What does the total become without that rounding?",
    Try("The Setosa", controls_of(PREFIX, row="Setosa"), f"{PREFIX}_classes"),
    part=CLASSES,
)
def unrounded_inputs():
    ours = flowers(OWN.start)
    widths = [IRIS_DATA.names.index(name) for name in OWN.data.names[:2]]
    low = IRIS_DATA.inputs[:, widths].min(axis=0)
    scaled = (np.array(CENTIMETRES) - low) / (IRIS_DATA.inputs[:, widths].max(axis=0) - low)
    data = of_classes(scaled, ours.species, OWN.data.names[:2], SCALED_IRIS_DATA.classes)
    found = flowers(OWN.start, data)
    first = listed([f"{name} {number(each)}" for name, each in zip(OWN.data.names, scaled[0], strict=False)])
    return (
        f"The Setosa's Petal Width of {number(CENTIMETRES[0][0])} cm and Sepal Width of {number(CENTIMETRES[0][1])} cm "
        f"are, scaled, {first}; its raw output for Setosa is then {number(found.raw[0, 0])} and not "
        f"**{number(ours.raw[0, 0])}**, and the total {number(found.total)} in place of {number(ours.total)}. The "
        "video shows what the rounded inputs give, and so does this page."
    )


CROSS_ENTROPY = (
    another_species, slide_b3, rounded_first, nearest_slopes, pushes_hardest, base_ten, unrounded_inputs,
)  # fmt: skip
