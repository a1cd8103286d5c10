"""The videos after backpropagation as data: ReLU, several inputs and outputs, SoftMax, Cross Entropy."""

from dataclasses import replace

from backprop.activations import IDENTITY, RELU, SOFTMAX
from backprop.data import of_classes
from backprop.datasets import DOSAGE_DATA
from backprop.experiment import Experiment
from backprop.iris import SCALED_IRIS_DATA
from backprop.lessons import Lesson
from backprop.losses import CATEGORICAL
from backprop.network import Network
from backprop.optimisers import GradientDescent

# In the order w1 b1 w2 b2 w3 w4 b3: node 1 is the video's blue line, node 2 its orange one.
RELU_FITTED = (1.70, -0.85, 12.6, 0.0, -40.8, 2.70, -16.0)

PT_3 = Lesson(
    "pt_3",
    "Neural Networks Pt. 3: ReLU In Action!!!",
    "68BZ5f7P94E",
    Experiment(Network((1, 2, 1), hidden=RELU, output=RELU), DOSAGE_DATA, RELU_FITTED, optimised=(), steps=0),
    {
        "on_the_way": {
            0.0: {"x1": -0.85, "y1": 0.0, "sum": -16.0, "Predicted": 0.0},
            0.2: {"y1": 0.0},
            0.5: {"Predicted": 1.0},
            0.6: {"y1": 0.17},
        },
    },
)

# The same network in the video on PyTorch: all fitted but the last bias. It leaves off where the SSR is below 0.0001.
RELU_LAST_BIAS = Lesson(
    "pt_3_bias",
    "The StatQuest Introduction to PyTorch",
    "FHdlXe1bSe4",
    Experiment(PT_3.experiment.network, DOSAGE_DATA, (*RELU_FITTED[:-1], 0.0), optimised=("b3",), steps=34),
    {
        "output": {0.5: 17.0},
        "updates": {
            row: {"b3": (None, None, new)}
            for row, new in zip(
                (0, 1, 2, 31, 32, 33), (-3.202, -5.7636, -7.8129, -15.9973, -15.9999, -16.0019), strict=True
            )
        },
        "ssr_below": 0.0001,
        "stops_after": 34,
        "ssr_at_the_end": 6.58967e-05,
    },
)

# Petal Width and Sepal Width -> Setosa, Versicolor, Virginica, in the order w1 w2 b1 (blue), w3 w4 b2 (orange),
# w5 w6 b3 (Setosa), w7 w8 b4 (Versicolor), w9 w10 b5 (Virginica): the biases have the names that Part 7 gives them.
IRIS_FITTED = (-2.5, 0.6, 1.6, -1.5, 0.4, 0.7, -0.1, 1.5, 0.0, 2.4, -5.2, 0.0, -2.2, 3.7, 1.0)

# The same network, fitted from other initial weights. Part 5 prints its w6 as 1.5; what it shows comes out with 1.4.
OTHER_IRIS_FITTED = (-0.5, 0.1, 0.3, -1.7, 0.4, 0.8, -0.7, 1.4, 0.0, 11.4, -4.7, 0.0, -10.7, 3.3, 1.0)
PRINTED = {"w6": 1.5}

PT_4 = Lesson(
    "pt_4",
    "Neural Networks Pt. 4: Multiple Inputs and Outputs",
    "83LYR-1IcjA",
    Experiment(Network((2, 2, 3), hidden=RELU, output=IDENTITY), SCALED_IRIS_DATA, IRIS_FITTED, optimised=(), steps=0),
    {
        "raw": {(0.0, 0.0): (0.89, None, None), (0.5, 0.37): (0.09, 0.86, None)},
        "raw_in_part_6": {(0.5, 0.37): (0.09, 0.86, 0.1)},
    },
)

PART_5 = Lesson(
    "part_5",
    "Neural Networks Part 5: ArgMax and SoftMax",
    "KpKog-L9veg",
    PT_4.experiment,
    {
        "inputs": (0.0, 1.0),
        "raw": (1.43, -0.4, 0.23),
        "softmax": (0.69, 0.10, 0.21),
        "dp_setosa": (0.21, -0.07, -0.15),
        "other_raw": (1.4, -1.1, 0.68),
        "other_softmax": (0.64, 0.05, 0.31),
    },
)

SOFTMAX_DERIVATIVE = Lesson("softmax_derivative", "The SoftMax Derivative, Step-by-Step!!!", "M59JElEPgIg", None)

# The three rows of Part 6 and Part 7, scaled and rounded to two decimals as the videos have them.
THREE_FLOWERS = of_classes(
    [[0.04, 0.42], [1.0, 0.54], [0.5, 0.37]],
    ("Setosa", "Virginica", "Versicolor"),
    ("Petal Width", "Sepal Width"),
    classes=SCALED_IRIS_DATA.classes,
)

# In the order of THREE_FLOWERS. The video takes each logarithm of the rounded share, and adds up what it has rounded.
PART_6 = Lesson(
    "part_6",
    "Neural Networks Part 6: Cross Entropy",
    "6ArSys5qHAU",
    Experiment(
        Network((2, 2, 3), hidden=RELU, output=SOFTMAX),
        THREE_FLOWERS,
        IRIS_FITTED,
        optimised=(),
        loss=CATEGORICAL,
        steps=0,
    ),
    {
        "raw": ((1.04, 0.0, 0.14), (0.0, 0.0, 1.0), (0.09, 0.86, 0.1)),
        "softmax": ((0.57, 0.20, 0.23), (0.22, 0.22, 0.58), (0.24, 0.52, 0.24)),
        "cross_entropy": (0.56, 0.54, 0.65),
        "total": 1.75,
    },
)

# The same network, all fitted but b3. Here the video takes each logarithm of the unrounded share.
PART_7 = Lesson(
    "part_7",
    "Neural Networks Part 7: Cross Entropy Derivatives and Backpropagation",
    "xBEh66V9gZo",
    replace(
        PART_6.experiment,
        start=(*IRIS_FITTED[:8], -2.0, *IRIS_FITTED[9:]),
        optimised=("b3",),
        optimiser=GradientDescent(1.0),
        steps=12,
    ),
    {
        "raw": ((-0.96, 0.0, 0.14), (-2.0, 0.0, 1.0), (-1.9, 0.86, 0.1)),
        "softmax": ((0.15, 0.4, 0.46), (0.04, 0.26, 0.7), (0.04, 0.65, 0.31)),
        "cross_entropy": (1.89, 0.35, 0.43),
        "total": 2.67,
        "derivatives": (0.15 - 1, 0.04, 0.04),
        "b3_curve": (-2.0, -1.0, 0.0, 1.0),
        "updates": {0: {"b3": (-0.77, -0.77, -1.23)}},
    },
    {"b3": "Setosa", "b4": "Versicolor", "b5": "Virginica"},
)

# What the video leaves to do: the three last biases together, and all fifteen.
PART_7_BIASES = replace(
    PART_7, slug="part_7_biases", experiment=replace(PART_7.experiment, optimised=("b3", "b4", "b5")), shown={}
)
PART_7_ALL = replace(
    PART_7, slug="part_7_all", experiment=replace(PART_7.experiment, optimised=None, steps=1000), shown={}
)
