"""Observations to train on: the videos' own, who passed, measured flowers and birds, and three sets that each ask
something else of a network.

The made-up sets take how many observations to make and a seed: the same seed, the same observations.
"""

import numpy as np

from backprop.data import Data, whole_number
from backprop.iris import IRIS_DATA
from backprop.penguins import PENGUIN_MASS_DATA, PENGUIN_SPECIES_DATA

# Dosage -> Effectiveness: a low and a high dosage do not help, a middle one does.
DOSAGE_DATA = Data([0.0, 0.5, 1.0], [0.0, 1.0, 0.0], ("Dosage", "Effectiveness"))

# Weight -> Height: three people, for a line.
HEIGHT_DATA = Data([0.5, 2.3, 2.9], [1.4, 1.9, 3.2], ("Weight", "Height"))

# Exclusive or: 1 where one of the two is 1 and the other is not. No straight line parts the 1s from the 0s.
XOR_DATA = Data([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0.0, 1.0, 1.0, 0.0], ("A", "B", "A xor B"))

# Hours -> Passed: three students; who learned for one hour failed, the other two passed.
PASSED_DATA = Data([1.0, 2.0, 3.0], [0.0, 1.0, 1.0], ("Hours", "Passed"))

TURNS = 1.5  # how often an arm of the spiral goes round
WOBBLE = 0.02  # the spiral's and
NOISE = 0.1  # the sine's standard deviation from the true curve


def spiral(n=100, seed=0):
    """Two arms that wind round each other, one observed as 0 and the other as 1: n points in −1 … 1, in turn.

    Raises ValueError where n is not a whole number of at least 2, or the seed not one of at least 0.
    """
    n, random = drawing(n, seed)
    arm = np.arange(n) % 2
    out = np.sqrt(random.uniform(0.01, 1.0, n))  # more of them outside, where an arm is longer
    angle = 2 * np.pi * TURNS * out + np.pi * arm
    points = 0.9 * out * np.stack([np.cos(angle), np.sin(angle)]) + WOBBLE * random.normal(size=(2, n))
    return Data(points.T, arm, ("Across", "Up", "Arm"))


def noisy_sine(n=50, seed=0):
    """One wave of sin(2πx) for x evenly from 0 to 1, with noise on it: n points.

    Raises ValueError where n is not a whole number of at least 2, or the seed not one of at least 0.
    """
    n, random = drawing(n, seed)
    x = np.linspace(0.0, 1.0, n)
    return Data(x, np.sin(2 * np.pi * x) + NOISE * random.normal(size=n), ("x", "y"))


def drawing(n, seed):
    """How many, checked, and the source of random numbers that the seed begins."""
    return whole_number(n, "n", least=2), np.random.default_rng(whole_number(seed, "seed", least=0))


# Name -> Data, or a function (n, seed) -> Data.
DATASETS = {
    "dosage": DOSAGE_DATA,
    "weight and height": HEIGHT_DATA,
    "XOR": XOR_DATA,
    "spiral": spiral,
    "noisy sine": noisy_sine,
    "iris": IRIS_DATA,
    "penguin species": PENGUIN_SPECIES_DATA,
    "penguin mass": PENGUIN_MASS_DATA,
}
