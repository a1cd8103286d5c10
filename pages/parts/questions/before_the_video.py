"""What to try next on the pages before the video: inside a network, the Chain Rule, and a line fitted step by step."""

from dataclasses import replace

import numpy as np

from backprop.activations import IDENTITY, RELU
from backprop.any_chains import chain_of
from backprop.bowl import largest_stable_rate
from backprop.chain_rule import values
from backprop.datasets import HEIGHT_DATA
from backprop.graphs.roads import ICE_CREAM, TWO_ROADS, derivative, roads, shoe_size, squared_residual
from backprop.lessons import PT_1, STEP_BY_STEP, STEP_BY_STEP_BOTH
from backprop.lowest import exact_minimum
from backprop.passes import forward
from backprop.reading import stops_at
from backprop.trend import SMALL_STEP
from backprop.written.numerals import number, signed
from pages.parts.controls.question import Try, ask, controls_of, numbers, rises, start_with
from pages.parts.experiment.sections import trace_of

# --- Neural networks -------------------------------------------------------------------------------------------------

ENDS_AND_MIDDLE = np.array([0.0, 0.5, 1.0])


def predicted(network, parameters, dosages=ENDS_AND_MIDDLE):
    return forward(network, parameters, np.asarray(dosages)).predicted[:, 0]


@ask(
    "Follow the numbers.",
    "At Dosage 0 the weights before the nodes multiply a 0, so what goes in is the bias alone: 2.14 and 1.29. At "
    "Dosage 0.5 it is −15.06 that goes into the first softplus. What comes out, and which node makes the 1.03?",
    Try("Dosage 0.5", {"pt_1_dosage": 0.5}, "pt_1_network"),
    part="One number's way",
)
def follow_the_numbers():
    network, start, data = PT_1.experiment.network, PT_1.experiment.start, PT_1.experiment.data
    on_the_way, place = values(start, data), 1
    w3, w4, b3 = (start[network.place(name)] for name in ("w3", "w4", "b3"))
    first, second = on_the_way.y1[place] * w3, on_the_way.y2[place] * w4
    node = "first" if abs(first) > abs(second) else "second"
    return (
        f"Out of the first softplus comes y1 = {number(on_the_way.y1[place])}, next to nothing: far left of 0 the "
        f"curve lies on the axis. Out of the second comes y2 = {number(on_the_way.y2[place])}. Behind their weights "
        f"they are {number(first)} and **{number(second)}**, so it is the {node} node that makes the hump: "
        f"{number(first)} + {signed(second)} + {signed(b3)} = **{number(on_the_way.predicted[place])}**."
    )


@ask(
    "Take ReLU.",
    "Its corner is at x = 0. At which Dosage is x1 = 0, and where does the squiggle have its peak?",
    Try("ReLU at its corner", {"pt_1_activation": "ReLU", "pt_1_dosage": 0.06}, "pt_1_squiggle"),
    part="One number's way",
)
def relu_peak():
    network, start = replace(PT_1.experiment.network, hidden=RELU), PT_1.experiment.start
    w1, b1, w2, b2 = start[:4]
    corners = -b1 / w1, -b2 / w2
    dosages = np.array([0.0, *corners, 1.0])
    heights = predicted(network, start, dosages)
    top = int(heights.argmax())
    where = {1: "just there", 2: "at the other node's corner"}.get(top, "at an end")
    return (
        f"x1 = w1 × Dosage + b1 is 0 at Dosage −b1 / w1 = {number(-b1)} / {signed(w1)} = {number(corners[0])}. With "
        f"ReLU the squiggle is made of straight pieces, so its highest point is a corner or an end: it is {where}, "
        f"at Dosage {number(dosages[top])}, where Predicted is {number(heights[top])}. At Dosage 0.06, nearly there, "
        f"it is **{number(predicted(network, start, [0.06])[0])}**."
    )


@ask(
    "Give both nodes one weight,",
    "w1 = −2.52. Is there still a hump: high in the middle, low at both ends?",
    Try("w1 = −2.52", {"pt_1_w1": -2.52}, "pt_1_squiggle"),
    part="One number's way",
)
def one_weight():
    network, start = PT_1.experiment.network, start_with(PT_1.experiment, w1=-2.52)
    low, middle, high = predicted(network, start)
    hump = middle > max(low, high)
    dosages = np.linspace(0, 1, 201)
    along = predicted(network, start, dosages)
    top, bottom = int(along.argmax()), int(along.argmin())
    return (
        f"{'Yes' if hump else 'No'}: Predicted is **{number(low)}** at Dosage 0, **{number(middle)}** at 0.5 and "
        f"**{number(high)}** at 1. Its highest is {number(along[top])}, at Dosage {number(dosages[top])}, its lowest "
        f"{number(along[bottom])}, at {number(dosages[bottom])}. What made the hump was that the first curve falls "
        f"steeply, within {number(1 / 34.4)} of Dosage for each 1 of x1: its weight was "
        f"{number(PT_1.experiment.start[0])}."
    )


@ask(
    "Straighten the curves in your mind.",
    "Without the bends, what shape could two straight lines add up to?",
    part="Another bend",
)
def straightened():
    network, start = replace(PT_1.experiment.network, hidden=IDENTITY), PT_1.experiment.start
    along = predicted(network, start)
    by = np.diff(along)
    same = np.isclose(*by)
    return (
        f"{'One straight line' if same else 'No straight line'}. With the video's weights and biases and no bends "
        f"Predicted would be {numbers(along)} at Dosage 0, 0.5 and 1: from each to the next it changes by "
        f"{numbers(by[:1] if same else by)}. However many such nodes there are, straight lines add up to a straight "
        "line, and none is high in the middle."
    )


NEURAL_NETWORKS = (follow_the_numbers, relu_peak, one_weight, straightened)

# --- The Chain Rule --------------------------------------------------------------------------------------------------


@ask(
    "Break the chain.",
    "Set one slope to 0. What is the product, whatever the other slope is?",
    Try("dSize/dHeight = 0", {"chain_rule_size": 0.0}, "chain_rule_both"),
    part="Two lines",
)
def broken_chain():
    products = [derivative(shoe_size(slope, 0.0), "Size", "Weight", {"Weight": 1.0}) for slope in (0.25, 2.0, 3.0)]
    all_0 = not any(products)
    return (
        f"dSize/dWeight = dSize/dHeight × dHeight/dWeight = 0 × 2 = **{number(products[1])}**, and with a "
        f"dHeight/dWeight of 0.25 or 3 it is {numbers(products[::2])}"
        f"{' as well: one link that does not move stops the whole chain' if all_0 else ''}."
    )


@ask(
    "Start at Time 0",
    "on the two curves. Hunger still makes one crave, so why is the slope of Craves 0 there?",
    Try("Time 0", {"chain_rule_time": 0.0}, "chain_rule_ice_cream"),
    part="Two curves",
)
def at_time_0():
    at = {"Time": 0.0}
    (road,) = roads(ICE_CREAM, "Craves", "Time", at)
    by_hunger, by_time = (float(factor.value) for factor in road.factors)
    return (
        f"Hunger still moves Craves, at dCraves/dHunger = **{number(by_hunger)}**. But at Time 0 a little more Time "
        f"does not move Hunger: dHunger/dTime = 2 × Time = **{number(by_time)}**. The product is "
        f"{number(by_hunger)} × {number(by_time)} = **{number(road.product)}**."
    )


@ask(
    "Find the bottom",
    "of the curve. Where must the Intercept be for a Derivative of 0, and what is the Residual there?",
    Try("Intercept 1.1", {"chain_rule_intercept": 1.1}, "chain_rule_residual"),
    part="A squared Residual",
)
def bottom():
    weight, observed = HEIGHT_DATA.inputs[0, 0], HEIGHT_DATA.observed[0, 0]
    graph, best = squared_residual(0.64, weight, observed), observed - 0.64 * weight
    at_best, near = (derivative(graph, "Residual²", "Intercept", {"Intercept": at}) for at in (best, 1.1))
    return (
        f"Where the line goes through the dot. For the observation at Weight {number(weight)} that is the Intercept "
        f"Observed − 0.64 × Weight = {number(observed)} − 0.64 × {number(weight)} = {number(best)}: there the "
        f"Residual is 0 and the Derivative −2 × 0 = {number(round(at_best, 12))}. The slider's nearest, 1.1, is a "
        f"little {'above' if best < 1.1 else 'below'} it, with a Derivative of **{number(near)}**."
    )


@ask(
    "Forget a road",
    "on purpose. Take x = 2 and only the road through u: how far is its product from the slope that you see?",
    Try("x = 2", {"chain_rule_x": 2.0}, "chain_rule_loss"),
    part="Two roads",
)
def forgotten_road():
    both = {road.through[0]: float(road.product) for road in roads(TWO_ROADS, "L", "x", {"x": 2.0})}
    whole = sum(both.values())
    return (
        f"Through u it is **{number(both['u'])}**, through v **{number(both['v'])}**: together **{number(whole)}**, "
        f"the slope of the picture. With the road through u alone you are {number(whole - both['u'])} short."
    )


CHAIN_RULE = (broken_chain, at_time_0, bottom, forgotten_road)

# --- Gradient Descent, step by step ----------------------------------------------------------------------------------

ALONE, BOTH = "Intercept alone", "Intercept and slope"
PART, OF_BOTH, OVER_SSR = "step_by_step_part", "step_by_step_both", "step_by_step_both_over_ssr"
LINE_AT = 0.01  # "smaller than a hundredth"


@ask(
    "Watch the steps shrink.",
    "Press Next from the start: the Learning Rate stays, the Derivative gets smaller, and so does each step. Where "
    "is the step smaller than a hundredth?",
    Try("The intercept from 0", {PART: ALONE}, "step_by_step_squiggle"),
    part="The walk",
)
def shrinking_steps():
    trace, _ = trace_of(STEP_BY_STEP.experiment)
    sizes, derivatives = trace.largest_step_sizes, trace.of("b1")
    row = int((sizes < LINE_AT).argmax())
    slope = trace.derivatives[:, STEP_BY_STEP.experiment.network.place("b1")]
    kept = slope[1] / slope[0]
    return (
        f"At step {trace.steps[row]}, where b1 is {number(derivatives[row])}: the Step Size there is "
        f"{number(trace.step_sizes[row, 1])}, one step before it is {number(trace.step_sizes[row - 1, 1])}. The "
        f"Learning Rate is {number(STEP_BY_STEP.experiment.optimiser.learning_rate)} all the way; each step leaves "
        f"{number(kept)} of the Derivative, from **{number(slope[0])}** to {number(slope[1])}, {number(slope[2])} …"
    )


@ask(
    "Come from the other side.",
    "Start the intercept at 3: which sign has the Derivative now, and which way does the step lead?",
    Try("The intercept from 3", {PART: ALONE, "step_by_step_b1": 3.0}, "step_by_step_ssr_curve"),
    part="The walk",
)
def from_above():
    own = STEP_BY_STEP.experiment
    slope = chain_of(own.network)((own.start[0], 3.0), own.data, "b1").derivative
    rate = own.optimiser.learning_rate
    step = slope * rate
    sign, way = ("positive", "down") if slope > 0 else ("negative", "up")
    return (
        f"At b1 = 3 it is {sign}, **{number(slope)}**: a little more intercept makes the SSR "
        f"{'larger' if slope > 0 else 'smaller'}. The step is {number(slope)} × {number(rate)} = **{number(step)}** "
        f"and leads {way}, New b1 = 3 − {signed(step)} = **{number(3 - step)}**. From either side the Derivative's "
        "sign points the step to the bottom."
    )


@ask(
    "Let the slope go as well,",
    "and look where the stop rule ends the run. How many more steps does the intercept need?",
    Try("Both, as in the video", {PART: BOTH}, "stop_rule"),
    part="When to stop",
)
def stopped_early():
    own = STEP_BY_STEP_BOTH.experiment
    trace, _ = trace_of(own)
    longer, judged = trace_of(replace(own, steps=20_000))
    stop, best = stops_at(trace), exact_minimum(own)
    if stop is None or judged.kind != "converged":
        return f"Within {own.steps:,} steps the rule does not hold, or the run does not arrive: it is {judged.kind}."
    place = own.network.place("b1")
    return (
        f"The rule ends the run at step **{stop:,}**, where every Step Size is below {number(SMALL_STEP)} for the "
        f"first time and b1 is **{number(trace.of('b1')[stop])}**. The best b1 is **{number(best[place])}**, and the "
        f"run comes to it, and to the best slope, at step {judged.step:,}: {judged.step - stop:,} steps more. The "
        "ground is nearly level there, so small steps come long before the bottom."
    )


@ask(
    "The rate that served one is too large for two.",
    "At 0.1 the intercept alone arrives within ten steps. Guess first what happens to both.",
    Try("Both at 0.1", {PART: BOTH, **controls_of(OF_BOTH, learning_rate=0.1, steps=30, verdict=True)}, OVER_SSR),
    Try("Both at 0.06", {PART: BOTH, **controls_of(OF_BOTH, learning_rate=0.06, steps=1000, verdict=True)}, OVER_SSR),
    part="The walk",
)
def too_large_for_two():
    alone, both = trace_of(STEP_BY_STEP.experiment)[0], STEP_BY_STEP_BOTH.experiment
    stable = largest_stable_rate(both)
    runs = {}
    for rate, steps in ((0.1, 30), (0.06, 1000)):
        at_rate = replace(both, optimiser=replace(both.optimiser, learning_rate=rate), steps=steps)
        runs[rate] = trace_of(at_rate)[0]
    said = [
        f"at {number(rate)} the SSR {rises(trace.ssr[-1] - trace.ssr[0])} from {number(trace.ssr[0])} to "
        f"**{number(trace.ssr[-1])}** within {trace.steps[-1]:,} steps"
        for rate, trace in runs.items()
    ]
    return (
        f"The intercept alone is at {number(alone.of('b1')[-1])} after {alone.steps[-1]} steps. With the slope beside "
        f"it, {said[0]}; {said[1]}. Along the slope the SSR bends more sharply than along the intercept, so the "
        f"largest stable Learning Rate of both is **{number(stable)}**, of the intercept alone "
        f"{number(largest_stable_rate(STEP_BY_STEP.experiment))}."
    )


LINE_STEP_BY_STEP = (shrinking_steps, from_above, stopped_early, too_large_for_two)
