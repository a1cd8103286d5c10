"""Worked examples that stand in textbooks: Han and Kamber, Negnevitsky, Nielsen, Kinsley and Kukieła."""

from backprop.activations import IDENTITY, SIGMOID
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.losses import CATEGORICAL, HALF_MSE
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.published.example import (
    ACTIVATED,
    ERROR,
    PREDICTED,
    RAW,
    RESIDUAL,
    Place,
    Printed,
    Published,
    all_new,
    new,
)
from backprop.softmax import SOFTMAX

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
        Network((2, 2, 1), SIGMOID, SIGMOID),
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

NNFS = Published(
    "nnfs",
    "One layer, nnfs.io",
    "Harrison Kinsley and Daniel Kukieła, Neural Networks from Scratch in Python",
    "https://nnfs.io",
    Experiment(
        Network((4, 3), IDENTITY, SOFTMAX),
        Data([[1, 2, 3, 2.5]], [[1, 0, 0]], ("x1", "x2", "x3", "x4", "Class 0", "Class 1", "Class 2")),
        (0.2, 0.8, -0.5, 1, 2, 0.5, -0.91, 0.26, -0.5, 3, -0.26, -0.27, 0.17, 0.87, 0.5),
        loss=CATEGORICAL,
        optimiser=GradientDescent(0.1),
        steps=1,
    ),
    (
        *(
            Printed(f"layer output {output}", text, Place(RAW, 0, (0, 0, output)))
            for output, text in enumerate(("4.8", "1.21", "2.385"))
        ),
        *(
            Printed(f"probability {output}", text, Place(PREDICTED, 0, (0, output)))
            for output, text in enumerate(("0.89528266", "0.02470831", "0.08000903"))
        ),
    ),
    "The book trains nothing here: class 0 is observed and one step taken so that there is something to see.",
)
