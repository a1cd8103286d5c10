"""Worked examples of lectures and videos: StatQuest and CS231n."""

from backprop.activations import IDENTITY, RELU
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA
from backprop.experiment import Experiment
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS
from backprop.losses import CATEGORICAL
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.published.example import DERIVATIVE, LOSS, PREDICTED, RAW, Place, Printed, Published, new
from backprop.series import IRIS_FITTED, RELU_FITTED, THREE_FLOWERS
from backprop.softmax import SOFTMAX

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

PT_3_BIAS = Published(
    "pt_3_bias",
    "StatQuest, PyTorch's last bias",
    "Josh Starmer, The StatQuest Introduction to PyTorch",
    "https://youtu.be/FHdlXe1bSe4",
    Experiment(
        Network((1, 2, 1), RELU, RELU),
        DOSAGE_DATA,
        (*RELU_FITTED[:6], 0.0),
        optimised=("b3",),
        optimiser=GradientDescent(0.1),
        steps=34,
    ),
    (
        Printed("Output at 0.5", "17", Place(PREDICTED, 0, (1, 0))),
        *(
            new(f"final bias, step {step}", text, "b3", step, why=why)
            for step, text, why in (
                (1, "−3.2020", ""),
                (2, "−5.7636", ""),
                (3, "−7.8129", ""),
                (34, "−16.0019", ""),
            )
        ),
        Printed("SSR at 34", "0.0000658967", Place(LOSS, 34), why="PyTorch took numbers of 32 bits"),
    ),
    "The network of Pt. 3, fitted but for its last bias, which starts at 0.",
)

PART_7 = Published(
    "part_7",
    "StatQuest Part 7, b3",
    "Josh Starmer, Neural Networks Part 7: Cross Entropy Derivatives and Backpropagation",
    "https://youtu.be/xBEh66V9gZo",
    Experiment(
        Network((2, 2, 3), RELU, SOFTMAX),
        THREE_FLOWERS,
        (*IRIS_FITTED[:8], -2.0, *IRIS_FITTED[9:]),
        optimised=("b3",),
        loss=CATEGORICAL,
        optimiser=GradientDescent(1.0),
        steps=10,
    ),
    (
        *(
            Printed(f"{species}, row {row + 1}", text, Place(PREDICTED, 0, (row, output)), why)
            for row, output, species, text, why in (
                (0, 0, "Setosa", "0.15", ""),
                (0, 1, "Versicolor", "0.4", ""),
                (0, 2, "Virginica", "0.46", "so that the three add up to about 1"),
                (1, 0, "Setosa", "0.04", ""),
                (1, 1, "Versicolor", "0.26", ""),
                (1, 2, "Virginica", "0.7", ""),
                (2, 0, "Setosa", "0.04", ""),
                (2, 1, "Versicolor", "0.65", ""),
                (2, 2, "Virginica", "0.31", ""),
            )
        ),
        Printed("total Cross Entropy", "2.67", Place(LOSS)),
        Printed("dCE/db3", "−0.77", Place(DERIVATIVE, 0, "b3")),
        new("b3, first update", "−1.23", "b3"),
    ),
    "All are fitted but b3, which starts at −2. Cross Entropy is our categorical cross-entropy, over three flowers.",
)

CS231N = Published(
    "cs231n",
    "Linear classifier, CS231n",
    "Andrej Karpathy and others, CS231n: Convolutional Neural Networks, notes on linear classification",
    "https://cs231n.github.io/linear-classify/",
    Experiment(
        Network((4, 3), IDENTITY, SOFTMAX),
        Data([[-15, 22, -44, 56]], [[0, 0, 1]], ("x1", "x2", "x3", "x4", "Class 0", "Class 1", "Class 2")),
        (0.01, -0.05, 0.1, 0.05, 0, 0.7, 0.2, 0.05, 0.16, 0.2, 0, -0.45, -0.2, 0.03, -0.3),
        loss=CATEGORICAL,
        optimiser=GradientDescent(0.001),
        steps=1,
    ),
    (
        *(
            Printed(f"score {output}", text, Place(RAW, 0, (0, 0, output)))
            for output, text in enumerate(("−2.85", "0.86", "0.28"))
        ),
        *(
            Printed(f"probability {output}", text, Place(PREDICTED, 0, (0, output)))
            for output, text in enumerate(("0.0154", "0.6312", "0.3534"))
        ),
        Printed("loss", "1.04", Place(LOSS)),
    ),
    "The notes stop at the loss; the step is ours.",
)
