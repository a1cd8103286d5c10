"""What to try next with the Chain Rule."""

from backprop.datasets import HEIGHT_DATA
from backprop.graphs.roads import ICE_CREAM, TWO_ROADS, derivative, roads, shoe_size, squared_residual
from backprop.written.numerals import number
from pages.parts.controls.try_next import Try, ask, numbers


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
