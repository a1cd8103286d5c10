"""The pictures of the three flowers' shares and losses in states drawn at random."""

import numpy as np

from pages.parts.charts.layered import TALL
from pages.parts.entropy import pictures, three_flowers, why_not_squared
from pages.parts.pictures.shares_picture import shares_picture
from pages.parts.player.still import STILL


def some_flowers(rng):
    """The three flowers, held for nearly the same, or for anything."""
    start = three_flowers.OWN.start
    return three_flowers.flowers(start + rng.normal(size=start.shape) * rng.choice([0.0, 0.02, 0.5, 20.0]))


def some_share(rng):
    return float(np.round(rng.uniform(why_not_squared.LEAST, why_not_squared.MOST), 2))


def shares(rng):
    shares_picture(STILL, three_flowers.OWN.data, some_flowers(rng).p, "key", int(rng.choice([TALL, TALL + 35])))


def surprises(rng):
    pictures.cross_entropy_picture(some_flowers(rng), bool(rng.integers(2)))


def two_losses(rng):
    pictures.losses_picture(some_share(rng))


def two_reaching(rng):
    pictures.slopes_picture(some_share(rng))


PICTURES_OF_FLOWERS = (shares, surprises, two_losses, two_reaching)
