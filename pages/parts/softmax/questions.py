"""What to try next with raw outputs, ArgMax and SoftMax."""

import numpy as np

from backprop.passes import forward
from backprop.softmax import softmax, softmax_derivatives
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, bold, controls_of, numbers
from pages.parts.softmax.another_start import NETWORKS
from pages.parts.softmax.setup import FITTED, KEY, KEYS, NETWORK, RAW, SPECIES, outputs_at
from pages.parts.softmax.through import WAYS, derivatives_through

SHARES, STEP, TABLE, START = "From raw to shares", "Why not ArgMax", "The whole table", "Another start"
PICTURE = f"{KEY}_shares"


def typed(raw):
    """The state of the page with these raw outputs."""
    return {key: round(float(value), 10) for key, value in zip(KEYS, raw, strict=True)}


@ask(
    "Add 10 to each",
    "of the three raw outputs. What do the shares do, and why?",
    Try("10 more each", typed(RAW + 10), PICTURE),
    part=SHARES,
)
def ten_more():
    before, after = softmax(RAW), softmax(RAW + 10)
    same = np.allclose(before, after, rtol=0, atol=1e-12)
    return (
        f"{'Nothing' if same else 'They change'}: {bold(after)}, as before. Each e^raw is e^10 = {number(np.exp(10))} "
        "times as large, and so is their sum; in the fraction it cancels. Only the *differences* between raw outputs "
        "count. That is also what lets the code take the largest off all three before it begins."
    )


@ask(
    "Multiply each by 10,",
    "then by a tenth. Which of the two comes close to ArgMax?",
    Try("10 times", typed(10 * RAW), PICTURE),
    Try("A tenth", typed(RAW / 10), PICTURE),
    part=SHARES,
)
def sharper():
    more, less = softmax(10 * RAW), softmax(RAW / 10)
    return (
        f"Ten times as large they give {bold(more)}: nearly ArgMax's 1, 0, 0. With a tenth it is {bold(less)}, nearly "
        "a third each. The order never changes, only how sure it sounds. *Elsewhere:* to divide the raw outputs by a "
        "number first is called a temperature; a low one sharpens, a high one evens out."
    )


@ask(
    "Go to 1000 and −1000.",
    "A calculator gives up at e^1000. What does the page say, and what are the shares?",
    Try("1000, −1000, 0", typed((1000, -1000, 0)), PICTURE),
    Try("1000, 1000, 999", typed((1000, 1000, 999)), PICTURE),
    part=SHARES,
)
def a_thousand():
    far, near = softmax(np.array([1000.0, -1000.0, 0.0])), softmax(np.array([1000.0, 1000.0, 999.0]))
    return (
        f"With the largest taken off, 1000, −1000 and 0 become 0, −2000 and −1000, whose e^raw are 1 and twice as good "
        f"as 0: the shares are {bold(far)}. And 1000, 1000 and 999 become 0, 0 and −1, which any calculator can do: "
        f"{bold(near)}."
    )


@ask(
    "Find the jump.",
    "Where does ArgMax's answer for Versicolor change, and what is its Derivative exactly there?",
    Try("Raw Versicolor 1.43", {KEYS[1]: float(RAW[0]), f"{KEY}_moved": SPECIES[1]}, f"{KEY}_step"),
    Try("Raw Versicolor 1.5", {KEYS[1]: 1.5, f"{KEY}_moved": SPECIES[1]}, f"{KEY}_step"),
    part=STEP,
)
def the_jump():
    at_jump = softmax(np.array([RAW[0], RAW[0], RAW[2]]))[1]
    return (
        f"Where Raw Versicolor passes the largest of the others, {number(RAW[0])}. At the jump there is no Derivative; "
        f"on both sides it is **0**. SoftMax passes the same place smoothly, at p = **{number(at_jump)}**."
    )


@ask(
    "Say that it is a Setosa,",
    "which ArgMax gets right already. Is there anything left to learn through SoftMax?",
    Try("A Setosa", {f"{KEY}_observed": SPECIES[0]}, f"{KEY}_fifteen"),
    part=STEP,
)
def right_already():
    observed = np.eye(3)[0]
    found = {way: derivatives_through(of, observed) for way, of in WAYS.items()}
    steepest = int(np.abs(found["SoftMax"]).argmax())
    return (
        f"Yes. Setosa's share is {number(softmax(RAW)[0])} and not yet 1, and the steepest of the fifteen Derivatives "
        f"is dSSR/d{NETWORK.parameter_names[steepest]} = **{number(found['SoftMax'][steepest])}**. Through ArgMax the "
        "SSR is 0 at once, and all that the network could still gain is out of sight."
    )


@ask(
    "Make one share nearly 1:",
    "Raw Setosa 6. What is left of the whole table, and what would that do to the steps?",
    Try("Raw Setosa 6", {KEYS[0]: 6.0}, f"{KEY}_slopes", {f"{KEY}_step": "0"}),
    part=TABLE,
)
def nearly_one():
    slopes = softmax_derivatives(softmax(np.array([6.0, *RAW[1:]])))
    return (
        f"Next to nothing: the cell for Setosa by its own raw output is **{number(slopes[0, 0])}**, that for "
        f"Versicolor by Raw Setosa {number(slopes[1, 0])}. p × (1 − p) is small at both ends. If the network is "
        "wrong *and* so sure, the SSR's steps die out there; that is what Cross Entropy is for, on one of the next "
        "pages."
    )


@ask(
    "Find the steepest place:",
    "at which Raw Setosa is the slope of its own share largest, and how large can p × (1 − p) be?",
    Try("Raw Setosa 0.64", {KEYS[0]: 0.64}, f"{KEY}_slopes"),
    part=TABLE,
)
def steepest():
    at = np.log(np.exp(RAW[1:]).sum())
    near = softmax_derivatives(softmax(np.array([0.64, *RAW[1:]])))
    return (
        f"Where the share is a half: p × (1 − p) is ½ × ½ = 0.25 there, and nowhere more. That needs e^Raw Setosa to "
        f"be the sum of the other two, so Raw Setosa = log({number(np.exp(RAW[1:]).sum())}) = {number(at)}. At 0.64 "
        f"the column is **{number(near[0, 0])}** for Setosa, {numbers(near[1:, 0])} for the others."
    )


@ask(
    "Take a flower in between,",
    "Petal Width 0.65 and Sepal Width 0.4. How far apart are the two networks there?",
    Try("0.65 and 0.4", controls_of(KEY, petal=0.65, sepal=0.4, of="Virginica"), f"{KEY}_two_networks"),
    part=START,
)
def in_between():
    one, other = (softmax(outputs_at(parameters, (0.65, 0.4))) for parameters in NETWORKS.values())
    return (
        f"Pt. 4's network gives Virginica **{number(one[2])}**, the other **{number(other[2])}**. Whoever reads a "
        "share as the chance that this flower is a Virginica gets two answers from two networks that fit the irises "
        "nearly equally well."
    )


@ask(
    "Turn both nodes off:",
    "a large Petal Width leaves only the biases to speak. What are the shares then?",
    Try("1 and 0.5", controls_of(KEY, petal=1.0, sepal=0.5), f"{KEY}_two_networks"),
    part=START,
)
def both_off():
    one, other = (softmax(outputs_at(parameters, (1.0, 0.5))) for parameters in NETWORKS.values())
    off = (forward(NETWORK, FITTED, [(1.0, 0.5)]).layers[0].y == 0).all()
    return (
        f"With Pt. 4's weights {'both ReLUs are off' if off else 'a ReLU is still on'} at Petal Width 1, so the raw "
        f"outputs are the biases 0, 0 and 1, and the shares {bold(one)}. The other network's are {bold(other)}."
    )


SOFTMAX = (
    ten_more, sharper, a_thousand, the_jump, right_already, nearly_one, steepest, in_between, both_off,
)  # fmt: skip
