"""What to try next with a network of any size, on any data."""

import numpy as np

from backprop.activations import IDENTITY, SIGMOID, TANH
from backprop.data import Data
from backprop.datasets import DATASETS
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.losses import CROSS_ENTROPY, SSR
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent
from backprop.verdict import verdict
from backprop.written.numerals import number
from pages.parts.controls import rows_in_link
from pages.parts.controls.try_next import Try, ask, bulleted, controls_of, numbers
from pages.parts.experiment import scaling

GRAMS = Data([500.0, 2300.0, 2900.0], [1.4, 1.9, 3.2], ("Grams", "Height"))
TWO_CLASSES = controls_of("any", hidden="tanh", output="sigmoid", optimiser="Adam", loss=CROSS_ENTROPY.name)
XOR = {**TWO_CLASSES, **controls_of("any", data="XOR", learning_rate=0.05, steps=500)}
SPIRAL = {
    **TWO_CLASSES,
    **controls_of("any", data="spiral", layers=2, nodes1=12, nodes2=12, learning_rate=0.03, steps=1000),
}
DESCENT = controls_of("any", optimiser="Gradient Descent")
THE_VIDEOS = {
    **DESCENT,
    **controls_of("any", data="dosage", layers=1, nodes1=2, hidden="softplus", output="identity"),
    **controls_of("any", learning_rate=0.1, steps=1000),
}
LINE = {**DESCENT, **controls_of("any", data="your own", layers=0)}
ROWS = {"any_rows": rows_in_link.link_of(GRAMS)}


def run(data, hidden, loss, optimiser, steps, bends=(TANH, SIGMOID), seed=1):
    """The Trace of a network's training as the page does it."""
    network = Network((data.inputs.shape[1], *hidden, 1), *bends)
    start = random_start(network, seed)
    return gradient_descent(Experiment(network, data, start, loss=loss, optimiser=optimiser, steps=steps))


@ask(
    "XOR without a hidden layer:",
    "no straight line parts the 1s from the 0s, and no Learning Rate helps. Add two nodes, and then see how the "
    "same two get stuck halfway when they start from seed 1.",
    Try("XOR, no hidden layer", {**XOR, "any_layers": 0}, "verdict"),
    Try("XOR, two nodes", {**XOR, "any_nodes1": 2, "any_seed": 3}, "verdict"),
    Try("XOR, two nodes from seed 1", {**XOR, "any_nodes1": 2}, "verdict"),
    part="Train",
)
def exclusive_or():
    data = DATASETS["XOR"]
    none, two, stuck = (
        run(data, hidden, CROSS_ENTROPY, Adam(0.05), 500, seed=seed) for hidden, seed in (((), 1), ((2,), 3), ((2,), 1))
    )
    steady, apart, halfway = (numbers(trace.predicted[-1]) for trace in (none, two, stuck))
    return (
        f"{numbers(data.observed)} were observed. Without a hidden layer Predicted "
        f"is {steady} after {none.steps[-1]:,} steps, an SSR of **{number(none.ssr[-1])}**. Two nodes from seed 3 "
        f"predict {apart}, **{number(two.ssr[-1])}**. The same two from seed 1 predict {halfway}, "
        f"**{number(stuck.ssr[-1])}**: their two edges have ended where no small move parts what is left."
    )


@ask(
    "The spiral:",
    "how few nodes are enough? Look into the nodes: the first layer draws straight edges, the second bends them "
    "together.",
    Try("The spiral", SPIRAL, "any_map"),
    part="Train",
)
def few_nodes():
    data, lines, enough = DATASETS["spiral"](60, 0), [], None
    for nodes in (1, 2, 3, 4, 6, 8, 12):
        trace = run(data, (nodes, nodes), CROSS_ENTROPY, Adam(0.03), 1000)
        right = int(((trace.predicted[-1] > 0.5) == (data.observed > 0.5)).sum())  # on the right side of ½
        lines.append(f"{nodes} and {nodes}: {right} of {len(data)} right, SSR {number(trace.ssr[-1])}")
        enough = nodes if enough is None and right == len(data) else enough
    said = "None of these is enough" if enough is None else f"{enough} and {enough} are enough"
    return bulleted(
        f"{said} for all {len(data)} points from seed 1, in 1,000 steps of Adam at 0.03:",
        lines,
        "With 12 and 12 it is the button's run. Another seed may need fewer, or more.",
    )


@ask(
    "Gradient Descent beside Adam,",
    "same start, same rate: which of the two minds the rate more?",
    Try("The noisy sine, Adam", {}, "verdict"),
    Try("The noisy sine, Gradient Descent", DESCENT, "verdict"),
    Try("The video's network and data", THE_VIDEOS, "verdict"),
    part="Convergence",
)
def two_rules():
    data, lines, ends = DATASETS["noisy sine"](60, 0), [], {}
    for rule in (GradientDescent, Adam):
        cells = []
        for rate in (0.001, 0.01, 0.1):
            trace = run(data, (8,), SSR, rule(rate), 500, (TANH, IDENTITY))
            lost = trace.diverged_at is not None
            ends.setdefault(rule.name, []).append(np.inf if lost else float(trace.ssr[-1]))
            cells.append(f"{'diverged' if lost else number(trace.ssr[-1])} at {number(rate)}")
        lines.append(f"{rule.name}: {', '.join(cells)}")
    spread = {name: max(found) / min(found) for name, found in ends.items()}
    minds = max(spread, key=spread.get)
    return bulleted(
        "On the noisy sine, 8 nodes, 500 steps, the SSR at the end:",
        lines,
        f"{minds} minds more. Its step is the Derivative times the rate, so a steep place makes it too long; Adam "
        "divides by how large the Derivatives have been, and goes about one rate far in each step."
        if minds == GradientDescent.name
        else f"{minds} minds more here.",
    )


@ask(
    "Your own rows:",
    "type three, or upload a file. If it diverges at once, look at the size of your numbers first.",
    Try("Three rows in grams", LINE, "verdict", ROWS),
    Try("The same, standardised", {**LINE, "any_scaling": "all standardised"}, "verdict", ROWS),
    part="Train",
)
def size_of_numbers():
    raw = run(GRAMS, (), SSR, GradientDescent(0.01), 500, (TANH, IDENTITY))
    small = scaling.standardised(GRAMS, scaling.scales_of(GRAMS), True)
    scaled = run(small, (), SSR, GradientDescent(0.01), 500, (TANH, IDENTITY))
    first, judged = verdict(raw), verdict(scaled)
    went = f"diverges at step **{first.step:,}**" if first.kind == "diverged" else f"is “{first.kind}”"
    return (
        f"Take Weight and Height with the Weight in grams, up to {number(GRAMS.inputs.max())}: a line on these rows, "
        f"Gradient Descent at 0.01, {went}. The Derivative for a weight has the input as its last factor, so here it "
        f"is thousands of times too long. Standardised, every column lies round 0, and the same run ends at an SSR of "
        f"**{number(scaled.ssr[-1])}**, “{judged.kind}”."
    )


ANY_NETWORK = (exclusive_or, few_nodes, two_rules, size_of_numbers)
