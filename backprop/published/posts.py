"""Worked examples of posts that many learners have worked through: Mazur, HMKCode, Zhou, Trask, Spencer-Harper, Jay."""

from dataclasses import replace

import numpy as np

from backprop.activations import IDENTITY, RELU, SIGMOID
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.lessons import MAZUR, MAZUR_SHOWN
from backprop.losses import CATEGORICAL, HALF_MSE, SSR
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.published.example import (
    ACTIVATED,
    DERIVATIVE,
    LOSS,
    MEAN_RESIDUAL,
    PREDICTED,
    VALUE,
    Place,
    Printed,
    Published,
    all_new,
    new,
)
from backprop.softmax import SOFTMAX

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

HMKCODE = Published(
    "hmkcode",
    "HMKCode's 2-2-1 without biases",
    "HMKCode, Backpropagation Step by Step",
    "https://hmkcode.com/ai/backpropagation-step-by-step/",
    Experiment(
        linear := Network((2, 2, 1), IDENTITY, IDENTITY),
        Data([[2, 3]], [1], ("i1", "i2", "out")),
        (0.11, 0.21, 0, 0.12, 0.08, 0, 0.14, 0.15, 0),
        optimised=linear.weight_names,
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
        Network((2, 2, 1), SIGMOID, SIGMOID),
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
        optimised=FLAT.weight_names,
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
        optimised=THREE_FOUR_ONE.weight_names,
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

JAY = Published(
    "jay",
    "Jay's 3-3-3-3",
    "Prakash Jay, Back-Propagation is very simple, as a test of the library ojAlgo computes it",
    "https://medium.com/@14prakash/back-propagation-is-very-simple-who-made-it-complicated-97b794c97e5c",
    Experiment(
        Network((3, 3, 3, 3), (RELU, SIGMOID), SOFTMAX),
        Data([[0.1, 0.2, 0.7]], [[1, 0, 0]], ("x1", "x2", "x3", "Class 0", "Class 1", "Class 2")),
        [
            number
            for layer in (
                ((0.1, 0.2, 0.3), (0.3, 0.2, 0.7), (0.4, 0.3, 0.9)),
                ((0.2, 0.3, 0.5), (0.3, 0.5, 0.7), (0.6, 0.4, 0.8)),
                ((0.1, 0.4, 0.8), (0.3, 0.7, 0.2), (0.5, 0.2, 0.9)),
            )
            for node in zip(*layer, strict=True)
            for number in (*node, 1.0)
        ],
        loss=CATEGORICAL,
        optimiser=GradientDescent(0.01),
        steps=1,
    ),
    tuple(
        Printed(f"output {output}", text, Place(PREDICTED, 0, (0, output)), "the sigmoids were rounded on the way")
        for output, text in enumerate(("0.19858", "0.28559", "0.51583"))
    ),
    "ReLU, then sigmoid, then SoftMax; every bias begins at 1. Rounded to 0.938, 0.94 and 0.98, the sigmoids of the "
    "second layer give the numbers that are printed.",
)
