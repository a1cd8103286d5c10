"""The videos' experiments as data: where each one starts, what it optimises, and the rounded numbers that it shows."""

from dataclasses import dataclass, field, replace

import numpy as np

from backprop.activations import IDENTITY, SIGMOID
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA, HEIGHT_DATA
from backprop.experiment import Experiment
from backprop.losses import HALF_MSE
from backprop.network import Network
from backprop.optimisers import GradientDescent


@dataclass(frozen=True, eq=False)
class Lesson:
    """One video as an experiment.

    slug        short name, the prefix of the lesson's keys in an address
    title       the video's title
    video       its YouTube id
    experiment  what the video does; None where it trains nothing
    shown       what the video shows, rounded as it rounds: name -> number or numbers; "updates" are, for a row of
                the Trace, each parameter's (Derivative, Step Size, new value), None for what it does not show
    roles       what the video calls a parameter, where that is another word: name -> word
    """

    slug: str
    title: str
    video: str
    experiment: Experiment | None
    shown: dict = field(default_factory=dict)
    roles: dict = field(default_factory=dict)

    def link(self, second=0):
        """The video's address at a second."""
        return f"https://youtu.be/{self.video}" + (f"?t={second}" if second else "")

    def linked(self, second):
        """A place in the video as Markdown: its minutes and seconds, which link to it."""
        return f"[{second // 60}:{second % 60:02d}]({self.link(second)})"


# The fitted 1-2-1 softplus network of the backpropagation videos, in the order w1 b1 w2 b2 w3 w4 b3.
FITTED = (3.34, -1.43, -3.53, 0.57, -1.22, -2.30, 2.61)


def start_from_fitted(**changed):
    """The fitted parameters with some of them changed."""
    return tuple(changed.get(name, value) for name, value in zip(Network().parameter_names, FITTED, strict=True))


def around_fitted(name):
    """The ends of where one of the seven is worth trying out: whole numbers, 3 either side of its fitted value."""
    middle = float(np.floor(FITTED[Network().place(name)]))
    return middle - 3.0, middle + 3.0


MAIN_IDEAS = Lesson(
    "main_ideas",
    "Neural Networks Pt. 2: Backpropagation Main Ideas",
    "IN2XmBhILt4",
    Experiment(Network(), DOSAGE_DATA, start_from_fitted(b3=0.0), optimised=("b3",), steps=10),
    {
        "predicted": (-2.6, -1.6, -2.61),
        "ssr": {0.0: 20.4, 1.0: 7.8, 2.0: 1.11, 3.0: 0.46},
        "updates": {0: {"b3": (-15.7, -1.57, 1.57)}, 1: {"b3": (-6.26, -0.626, 2.19)}},
        "b3_at_the_end": 2.61,
    },
)

THREE_PARAMETERS = Lesson(
    "three_parameters",
    "Backpropagation Details Pt. 1: Optimizing 3 parameters simultaneously",
    "iyn2zdALii8",
    Experiment(
        Network(), DOSAGE_DATA, start_from_fitted(w3=0.36, w4=0.63, b3=0.0), optimised=("w3", "w4", "b3"), steps=1000
    ),
    {
        "ssr": 1.4,
        "predicted": 0.72,
        "updates": {0: {"w3": (2.58, None, None), "w4": (1.26, None, None), "b3": (1.90, None, None)}},
    },
)

ALL_PARAMETERS = Lesson(
    "all_parameters",
    "Backpropagation Details Pt. 2: Going bonkers with The Chain Rule",
    "GKZoOHXGcLo",
    Experiment(
        Network(),
        DOSAGE_DATA,
        (2.74, 0.0, -1.13, 0.0, 0.36, 0.63, 0.0),
        optimiser=GradientDescent(learning_rate=0.01),
        steps=10_000,
    ),
    {"updates": {0: {"w1": (0.76, None, None)}}},
)

PT_1 = Lesson(
    "pt_1",
    "Neural Networks Pt. 1: Inside the Black Box",
    "CqOfi41LfDw",
    Experiment(Network(), DOSAGE_DATA, (-34.4, 2.14, -2.52, 1.29, -1.30, 2.28, -0.58), optimised=(), steps=0),
    {
        "predicted": {0.0: -0.02, 0.5: 1.03},
        "on_the_way": {
            0.0: {
                "x1": 2.14, "y1": 2.25, "y1 × w3": -2.93, "x2": 1.29, "y2": 1.53, "y2 × w4": 3.49, "Predicted": -0.02,
            },
            0.5: {"x1": -15.06, "Predicted": 1.03},
        },
    },
)  # fmt: skip

# A line is a network too: one input, one output, nothing hidden. w1 is its slope and b1 its intercept.
LINE = Network(nodes=(1, 1), hidden=IDENTITY)

STEP_BY_STEP = Lesson(
    "step_by_step",
    "Gradient Descent, Step-by-Step",
    "sDv4f4s2SB8",
    Experiment(LINE, HEIGHT_DATA, (0.64, 0.0), optimised=("b1",), steps=10),
    {
        "ssr": 3.1,
        "updates": {
            0: {"b1": (-5.7, -0.57, 0.57)},
            1: {"b1": (-2.3, -0.23, 0.8)},
            2: {"b1": (-0.9, -0.09, 0.89)},
            3: {"b1": (None, None, 0.92)},
            4: {"b1": (None, None, 0.94)},
            5: {"b1": (None, None, 0.95)},
        },
    },
    {"w1": "slope", "b1": "intercept"},
)

# The same video's second half: intercept and slope together.
STEP_BY_STEP_BOTH = replace(
    STEP_BY_STEP,
    slug="step_by_step_both",
    experiment=Experiment(LINE, HEIGHT_DATA, (1.0, 0.0), optimiser=GradientDescent(0.01), steps=1000),
    shown={"updates": {0: {"w1": (-0.8, -0.008, 1.008), "b1": (-1.6, -0.016, 0.016)}}},
)

CHAIN_RULE = Lesson("chain_rule", "The Chain Rule", "wl1myxrtQHQ", None)

# No video but a worked example that many learn from: Matt Mazur, "A Step by Step Backpropagation Example", with his
# names w1 … w8. Each layer shares one bias, which is not updated. His ½ Σ (target − out)² over the two outputs of one
# observation is the half mean squared error with n = 1.
MAZUR = Experiment(
    Network((2, 2, 2), hidden=SIGMOID, output=SIGMOID),
    Data([[0.05, 0.10]], [[0.01, 0.99]], ("i1", "i2", "o1", "o2")),
    (0.15, 0.20, 0.35, 0.25, 0.30, 0.35, 0.40, 0.45, 0.60, 0.50, 0.55, 0.60),
    optimised=("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"),
    loss=HALF_MSE,
    optimiser=GradientDescent(0.5),
    steps=10_000,
)
MAZUR_SHOWN = {
    "predicted": (0.75136507, 0.772928465),
    "loss": {0: 0.298371109, 1: 0.291027924, 10_000: 0.0000351},  # step 1's was rounded on the way: 0.291027774
    "new": {
        "w1": 0.149780716, "w2": 0.19956143, "w3": 0.24975114, "w4": 0.29950229,
        "w5": 0.35891648, "w6": 0.408666186, "w7": 0.511301270, "w8": 0.561370121,
    },
}  # fmt: skip


def predicted_in_video(lesson, place):
    """What a video shows as Predicted for the observation at a place; None where it shows nothing."""
    shown = lesson.shown["predicted"]
    return shown.get(float(lesson.experiment.data.inputs[place, 0])) if isinstance(shown, dict) else shown[place]


def is_the_videos(lesson, experiment):
    """Whether an experiment is the lesson's own, number for number; only the count of steps may differ."""
    own = lesson.experiment
    return (
        np.array_equal(experiment.start, own.start)
        and experiment.optimised == own.optimised
        and experiment.optimiser == own.optimiser
        and experiment.loss is own.loss
        and experiment.network == own.network
        and np.array_equal(experiment.data.inputs, own.data.inputs)
        and np.array_equal(experiment.data.observed, own.data.observed)
    )
