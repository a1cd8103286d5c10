"""Worked examples that many learn Backpropagation from, in textbooks, posts and videos, each to be run and compared."""

from dataclasses import replace

import numpy as np

from backprop.activations import IDENTITY, SIGMOID
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, MAZUR, MAZUR_SHOWN
from backprop.losses import HALF_MSE, SSR
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.published import (
    ACTIVATED,
    DERIVATIVE,
    ERROR,
    LOSS,
    MEAN_RESIDUAL,
    PREDICTED,
    RESIDUAL,
    VALUE,
    Place,
    Printed,
    Published,
    all_new,
    new,
)

TWO_TWO_ONE = Network((2, 2, 1), SIGMOID, SIGMOID)


def weights_of(network):
    return tuple(name for name in network.parameter_names if name.startswith("w"))


OF_MAZUR = Published(
    "mazur",
    "Mazur's 2-2-2",
    "Matt Mazur, A Step by Step Backpropagation Example (2015)",
    "https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/",
    MAZUR,
    (
        Printed("out o1", "0.75136507", Place(PREDICTED, 0, (0, 0))),
        Printed("out o2", "0.772928465", Place(PREDICTED, 0, (0, 1))),
        Printed("E total", "0.298371109", Place(LOSS)),
        *(new(f"{name}⁺", f"{value:.9f}".rstrip("0"), name) for name, value in MAZUR_SHOWN["new"].items()),
        Printed("E after an update", "0.291027924", Place(LOSS, 1), why="rounded on the way"),
        Printed("E after 10,000", "0.0000351", Place(LOSS, 10_000)),
    ),
    "One bias for each layer, which is not updated. His *out* is our Predicted, his E the half mean squared error of "
    "one row.",
)

HAN_KAMBER = Published(
    "han_kamber",
    "Han and Kamber's 3-2-1",
    "Jiawei Han, Micheline Kamber and Jian Pei, Data Mining: Concepts and Techniques",
    "https://www.worldcat.org/isbn/9780123814791",
    Experiment(
        Network((3, 2, 1), SIGMOID, SIGMOID),
        Data([[1, 0, 1]], [1], ("x1", "x2", "x3", "Class")),
        (0.2, 0.4, -0.5, -0.4, -0.3, 0.1, 0.2, 0.2, -0.3, -0.2, 0.1),
        loss=HALF_MSE,
        optimiser=GradientDescent(0.9),
        steps=1,
    ),
    (
        Printed("O4", "0.332", Place(ACTIVATED, 0, (0, 0, 0))),
        Printed("O5", "0.525", Place(ACTIVATED, 0, (0, 0, 1))),
        Printed("O6", "0.474", Place(PREDICTED, 0, (0, 0))),
        Printed("Err6", "0.1311", Place(ERROR, 0, (0, 1, 0)), why="from O6 rounded to 0.474"),
        Printed("Err5", "−0.0065", Place(ERROR, 0, (0, 0, 1))),
        Printed("Err4", "−0.0087", Place(ERROR, 0, (0, 0, 0))),
        *all_new(
            "w46=−0.261=w7 w56=−0.138=w8 w14=0.192=w1 w15=−0.306=w4 w24=0.4=w2 w25=0.1=w5 w34=−0.508=w3 w35=0.194=w6 "
            "θ6=0.218=b3 θ5=0.194=b2 θ4=−0.408=b1"
        ),
    ),
    "Their nodes 4, 5 and 6 are our nodes 1 and 2 and Predicted; their θ is added, so it is our bias. Err is "
    "−dLoss/dx with the half squared error.",
)

NEGNEVITSKY = Published(
    "negnevitsky",
    "Negnevitsky's XOR, first row",
    "Michael Negnevitsky, Artificial Intelligence: A Guide to Intelligent Systems",
    "https://www.worldcat.org/isbn/9781408225745",
    Experiment(
        TWO_TWO_ONE,
        Data([[1, 1]], [0], ("x1", "x2", "XOR")),
        (0.5, 0.4, -0.8, 0.9, 1.0, 0.1, -1.2, 1.1, -0.3),
        loss=HALF_MSE,
        optimiser=GradientDescent(0.1),
        steps=1,
    ),
    (
        Printed("y3", "0.5250", Place(ACTIVATED, 0, (0, 0, 0))),
        Printed("y4", "0.8808", Place(ACTIVATED, 0, (0, 0, 1))),
        Printed("y5", "0.5097", Place(PREDICTED, 0, (0, 0))),
        Printed("e", "−0.5097", Place(RESIDUAL, 0, (0, 0))),
        Printed("δ5", "−0.1274", Place(ERROR, 0, (0, 1, 0))),
        Printed("δ3", "0.0381", Place(ERROR, 0, (0, 0, 0))),
        Printed("δ4", "−0.0147", Place(ERROR, 0, (0, 0, 1))),
        *all_new("w13=0.5038=w1 w14=0.8985=w3 w23=0.4038=w2 w24=0.9985=w4 w35=−1.2067=w5 w45=1.0888=w6"),
        new("θ3", "0.7962", "b1", times=-1),
        new("θ4", "−0.0985", "b2", times=-1),
        new("θ5", "0.3127", "b3", times=-1),
    ),
    "A threshold θ is subtracted: it is minus our bias. δ is −dLoss/dx with the half squared error.",
)

HMKCODE = Published(
    "hmkcode",
    "HMKCode's 2-2-1 without biases",
    "HMKCode, Backpropagation Step by Step",
    "https://hmkcode.com/ai/backpropagation-step-by-step/",
    Experiment(
        linear := Network((2, 2, 1), IDENTITY, IDENTITY),
        Data([[2, 3]], [1], ("i1", "i2", "out")),
        (0.11, 0.21, 0, 0.12, 0.08, 0, 0.14, 0.15, 0),
        optimised=weights_of(linear),
        loss=HALF_MSE,
        optimiser=GradientDescent(0.05),
        steps=1,
    ),
    (
        Printed("h1", "0.85", Place(ACTIVATED, 0, (0, 0, 0))),
        Printed("h2", "0.48", Place(ACTIVATED, 0, (0, 0, 1))),
        Printed("Prediction", "0.191", Place(PREDICTED, 0, (0, 0))),
        Printed("Error", "0.327", Place(LOSS)),
        *all_new("w1=0.12=w1 w2=0.23=w2 w3=0.13=w3 w4=0.10=w4 w5=0.17=w5 w6=0.17=w6"),
        Printed("Prediction after it", "0.26", Place(PREDICTED, 1, (0, 0))),
    ),
    "No biases and no Activation Function: the whole network is products and sums.",
)

ZHOU = Published(
    "zhou",
    "Zhou's 2-2-1, Alice",
    "Victor Zhou, Machine Learning for Beginners: An Introduction to Neural Networks (2019)",
    "https://victorzhou.com/blog/intro-to-neural-networks/",
    Experiment(
        TWO_TWO_ONE,
        Data([[-2, -1]], [1], ("Weight", "Height", "Gender")),
        (1, 1, 0, 1, 1, 0, 1, 1, 0),
        loss=SSR,
        optimiser=GradientDescent(0.1),
        steps=1,
    ),
    (
        Printed("h1", "0.0474", Place(ACTIVATED, 0, (0, 0, 0))),
        Printed("y pred", "0.524", Place(PREDICTED, 0, (0, 0))),
        Printed("∂L/∂w1", "0.0214", Place(DERIVATIVE, 0, "w1"), why="the product of three rounded factors"),
    ),
    "All weights begin at 1 and all biases at 0. His loss of one row is our SSR.",
)

# NumPy's old generator with seed 1, as both authors call it, each number times 2 minus 1.
TRASK_DATA = Data([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], [0, 0, 1, 1], ("A", "B", "One", "Out"))
FLAT = Network((3, 1), SIGMOID, SIGMOID)
BEFORE_LAST = "printed before the last update, so at step 9,999"
OF_SEED_1 = 2 * np.random.RandomState(1).random_sample(16) - 1

TRASK = Published(
    "trask",
    "Trask's eleven lines",
    "Andrew Trask, A Neural Network in 11 lines of Python (2015)",
    "https://iamtrask.github.io/2015/07/12/basic-python-network/",
    Experiment(
        FLAT,
        TRASK_DATA,
        (*OF_SEED_1[:3], 0),
        optimised=weights_of(FLAT),
        loss=SSR,
        optimiser=GradientDescent(0.5),
        steps=10_000,
    ),
    tuple(
        Printed(f"output {row + 1}", text, Place(PREDICTED, 9_999, (row, 0)))
        for row, text in enumerate(("0.00966449", "0.00786506", "0.99358898", "0.99211957"))
    ),
    "No bias; its third input is always 1. He adds input × error × slope, which is a Learning Rate of ½ on the SSR; "
    f"his outputs are {BEFORE_LAST}.",
)

SPENCER_HARPER = Published(
    "spencer_harper",
    "Spencer-Harper's nine lines",
    "Milo Spencer-Harper, How to build a simple neural network in 9 lines of Python code (2015)",
    "https://medium.com/technology-invention-and-more/how-to-build-a-simple-neural-network-in-9-lines-of-python-code"
    "-cc8f23647ca1",
    replace(TRASK.experiment, data=Data([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]], [0, 1, 1, 0], TRASK_DATA.names)),
    (
        Printed("start 1", "−0.16595599", Place(VALUE, 0, "w1")),
        Printed("start 2", "0.44064899", Place(VALUE, 0, "w2")),
        Printed("start 3", "−0.99977125", Place(VALUE, 0, "w3")),
        *all_new("weight_1=9.67299303=w1 weight_2=−0.2078435=w2 weight_3=−4.62963669=w3", step=10_000),
    ),
    "The same network and start as Trask's, its rows in another order: all rows at once make each step, so the order "
    "changes nothing.",
)

THREE_FOUR_ONE = Network((3, 4, 1), SIGMOID, SIGMOID)
TRASK_THREE_LAYERS = Published(
    "trask_three",
    "Trask's three layers",
    "Andrew Trask, A Neural Network in 11 lines of Python, part 2 (2015)",
    "https://iamtrask.github.io/2015/07/12/basic-python-network/",
    Experiment(
        THREE_FOUR_ONE,
        Data(TRASK_DATA.inputs, [0, 1, 1, 0], TRASK_DATA.names),
        (*np.vstack([OF_SEED_1[:12].reshape(3, 4), np.zeros(4)]).T.ravel(), *OF_SEED_1[12:], 0),
        optimised=weights_of(THREE_FOUR_ONE),
        loss=SSR,
        optimiser=GradientDescent(0.5),
        steps=20_000,
    ),
    tuple(
        Printed(f"Error at {step:,}", text, Place(MEAN_RESIDUAL, step))
        for step, text in ((0, "0.496410031903"), (10_000, "0.00858452565325"), (20_000, "0.00578945986251"))
    ),
    "XOR of the first two inputs. No biases. His Error is the mean of |Residual|; he goes on to 60,000 steps.",
)

NIELSEN = Published(
    "nielsen",
    "Nielsen's toy neuron",
    "Michael Nielsen, Neural Networks and Deep Learning, chapter 3 (2015)",
    "http://neuralnetworksanddeeplearning.com/chap3.html",
    Experiment(
        Network((1, 1), SIGMOID, SIGMOID),
        Data([1], [0], ("Input", "Output")),
        (0.6, 0.9),
        loss=HALF_MSE,
        optimiser=GradientDescent(0.15),
        steps=300,
    ),
    (
        Printed("first output", "0.82", Place(PREDICTED, 0, (0, 0))),
        Printed("output after 300 epochs", "0.09", Place(PREDICTED, 300, (0, 0))),
    ),
    "One neuron that shall learn to make 0 of 1. Begin at w1 = b1 = 2 instead, and see how slowly it learns at first.",
)

PT_2 = Published(
    "pt_2",
    "StatQuest Pt. 2, b3",
    "Josh Starmer, Neural Networks Pt. 2: Backpropagation Main Ideas",
    MAIN_IDEAS.link(808),
    MAIN_IDEAS.experiment,
    (
        Printed("SSR at b3 = 0", "20.4", Place(LOSS)),
        Printed("dSSR/db3", "−15.7", Place(DERIVATIVE, 0, "b3")),
        new("b3, first update", "1.57", "b3", 1),
        Printed("dSSR/db3, second", "−6.26", Place(DERIVATIVE, 1, "b3")),
        new("b3, second update", "2.19", "b3", 2),
        new("b3 at the end", "2.61", "b3", 10),
    ),
    "All are fitted but b3, the one that is optimised.",
)

ALL_SEVEN = Published(
    "all_seven",
    "StatQuest, all seven",
    "Josh Starmer, Backpropagation Details Pt. 2: Going bonkers with The Chain Rule",
    ALL_PARAMETERS.link(),
    ALL_PARAMETERS.experiment,
    (Printed("dSSR/dw1", "0.76", Place(DERIVATIVE, 0, "w1")),),
)

PUBLISHED = (
    HAN_KAMBER, OF_MAZUR, NEGNEVITSKY, HMKCODE, ZHOU, NIELSEN, TRASK, TRASK_THREE_LAYERS, SPENCER_HARPER, PT_2,
    ALL_SEVEN,
)  # fmt: skip
