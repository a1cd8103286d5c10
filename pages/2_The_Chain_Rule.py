"""The Chain Rule: rates multiply along a road, and where two roads lead to one place, they add."""

import streamlit as st

from backprop.graphs.roads import ICE_CREAM, TWO_ROADS, derivative, roads, shoe_size, squared_residual, what_follows
from backprop.lessons import HEIGHT_DATA, LINE
from backprop.written.numerals import number
from pages.parts import shell
from pages.parts.charts.layered import LOW
from pages.parts.controls import presets, try_next, widgets
from pages.parts.pictures.squiggle_picture import squiggle
from pages.parts.player.still import STILL
from pages.parts.roads import questions, view
from pages.parts.roads.pictures import rate, roads_picture, stairs

shell.guard()
shell.heading(__file__)
st.markdown(
    "Backpropagation is one rule, used many times: **rates multiply along a road**. Here it is by itself, in four "
    "parts, each a little nearer to a network."
)

part = shell.part(__file__, "chain_rule")

if part == "Two lines":
    st.markdown(
        "**Slopes multiply.** Who weighs one unit more is some units taller, and who is taller needs larger shoes. "
        "How much larger are the shoes for one unit of Weight? Follow the step through the three pictures."
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        taller = widgets.slider("chain_rule_height", "dHeight/dWeight", 2.0, 0.0, 3.0, 0.25, width=260)
        larger = widgets.slider("chain_rule_size", "dSize/dHeight", 0.25, 0.0, 0.5, 0.05, width=260)
        slopes = ("chain_rule_height", "chain_rule_size")
        presets.preset("2 and ¼, as in the video", dict.fromkeys(slopes), icon=":material/replay:")
    shoes = shoe_size(taller, larger)
    tall = what_follows(shoes, {"Weight": 1.0})["Height"]
    left, middle, right = st.columns(3, gap="small", vertical_alignment="bottom")
    with left:
        st.header(f"**Weight → Height**: slope {number(taller)}", anchor=False)
        stairs(shoes, "Height", "Weight", {"Weight": 1.0}, 1.0, (0, 3), (0, 9), "chain_rule_heights")
    with middle:
        st.header(f"**Height → Size**: slope {number(larger)}", anchor=False)
        stairs(shoes, "Size", "Height", {"Height": tall}, taller, (0, 9), (0, 4.5), "chain_rule_sizes")
    with right:
        st.header(
            f"**Weight → Size**: slope {number(larger)} × {number(taller)} = {number(larger * taller)}", anchor=False
        )
        stairs(shoes, "Size", "Weight", {"Weight": 1.0}, 1.0, (0, 3), (0, 4.5), "chain_rule_both")
    view.multiplied_out(shoes, "Size", "Weight", {"Weight": 1.0})

if part == "Two curves":
    st.markdown(
        "**The slope depends on the place.** The longer since the last snack, the hungrier: Hunger = Time² + ½. The "
        "hungrier, the more one craves ice cream: Craves = √Hunger. A curve has another slope at every place, so "
        "choose a Time; the rest is as before."
    )
    time = widgets.slider("chain_rule_time", "Time since the last snack", 1.0, 0.0, 3.0, 0.05, width=330)
    snack = what_follows(ICE_CREAM, {"Time": time})
    left, middle, right = st.columns(3, gap="small", vertical_alignment="bottom")
    with left:
        st.header("**Time → Hunger**, and its slope, dashed", anchor=False)
        rate(ICE_CREAM, "Hunger", "Time", {"Time": time}, (0, 3.2), (0, 10.5), "chain_rule_hunger")
    with middle:
        st.header("**Hunger → Craves**, at that Hunger", anchor=False)
        hungry = {"Hunger": snack["Hunger"]}
        rate(ICE_CREAM, "Craves", "Hunger", hungry, (0, 10.5), (0, 3.4), "chain_rule_craves")
    with right:
        st.header("**Time → Craves**: its slope is the product", anchor=False)
        rate(ICE_CREAM, "Craves", "Time", {"Time": time}, (0, 3.2), (0, 3.4), "chain_rule_ice_cream")
    st.latex(
        r"\begin{aligned} \frac{d\,\text{Craves}}{d\,\text{Time}} &= \frac{1}{2\sqrt{\text{Hunger}}} "
        r"\times 2\,\text{Time} "
        r"\\[12pt] &= \frac{\text{Time}}{\sqrt{\text{Time}^2 + \frac12}} \end{aligned}"
    )
    view.multiplied_out(ICE_CREAM, "Craves", "Time", {"Time": time})

if part == "A squared Residual":
    st.markdown(
        "**The first factor of backpropagation.** A line predicts Height from Weight: Predicted = Intercept + 0.64 × "
        "Weight. Move the Intercept and Predicted moves, with it the Residual, with it the Residual². A chain may be "
        "as long as it likes: three factors here."
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        intercept = widgets.slider("chain_rule_intercept", "Intercept", 0.0, -1.0, 3.0, 0.05, width=330)
        one = widgets.observation("chain_rule_weight", "The observation at Weight", HEIGHT_DATA)
    weight, observed = one.inputs.item(), one.observed.item()
    one_miss, at = squared_residual(0.64, weight, observed), {"Intercept": intercept}
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    with left:
        st.header("**The line**, green, and how far it misses one observation, thin: the Residual", anchor=False)
        squiggle(STILL, LINE, one, (0.64, intercept), (-1.2, 5.2), "chain_rule_line", LOW)
    with right:
        st.header("**Residual² against the Intercept**: the slope of the dashed line is the Derivative", anchor=False)
        rate(one_miss, "Residual²", "Intercept", at, (-1.1, 3.1), (-0.6, 9.0), "chain_rule_residual")
    view.multiplied_out(one_miss, "Residual²", "Intercept", at)
    st.latex(
        r"\begin{aligned} \frac{d\,\text{Residual}^2}{d\,\text{Intercept}} &= 2 \times \text{Residual} \times (-1) "
        r"\times 1 "
        r"\\[4pt] &= -2\,(\text{Observed} - \text{Predicted}) \end{aligned}"
    )
    st.markdown(
        "with Predicted = Intercept + slope × Weight. The 2 comes down from the square, the −1 from inside the "
        "Residual, where Predicted is subtracted. These two, **−2 × (Observed − Predicted)**, *are* dSSR/dPredicted, "
        "the first factor of every Derivative in Backpropagation; only what follows it changes from one weight or "
        "bias to the next."
    )
    shell.link("6_The_Derivative.py", "See that factor at work: The Derivative", icon=":material/arrow_forward:")

if part == "Two roads":
    st.markdown(
        "**They add.** The step that is easiest to miss. x moves u, and x moves v, and both move L = u × v. Along "
        "each road the rates multiply; then **the two roads are added**. It is the shape of our network too: one "
        "input, two nodes, one output."
    )
    x = widgets.slider("chain_rule_x", "x", 2.0, -2.0, 3.0, 0.1, width=330)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        roads_picture(TWO_ROADS, "L", "x", {"x": x}, "chain_rule_roads")
    with right:
        st.header("**L against x**: both roads together are the slope", anchor=False)
        rate(TWO_ROADS, "L", "x", {"x": x}, (-2.2, 3.2), (-30, 90), "chain_rule_loss")
    view.multiplied_out(TWO_ROADS, "L", "x", {"x": x})
    view.in_one_piece(x)
    shell.link("15_Any_Graph.py", "More than two roads, in any expression: Any graph", icon=":material/arrow_forward:")

try_next.try_next("chain_rule", questions.CHAIN_RULE, part)
shell.code_that_ran(what_follows, roads, derivative, shoe_size, squared_residual)
shell.footing(__file__)
