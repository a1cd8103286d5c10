"""A flower to send through the iris network: its two numbers are typed, or taken over from the videos."""

import numpy as np

from backprop.iris import SCALED_IRIS_DATA
from backprop.series import THREE_FLOWERS
from backprop.written.numerals import number
from pages.parts.charts.colours import CLASS_SIGNS
from pages.parts.controls import widgets

SPECIES = tuple(map(" ".join, zip(CLASS_SIGNS, SCALED_IRIS_DATA.classes, strict=True)))  # each with its sign

CORNERS = {
    "narrow petal and sepal": (0.0, 0.0),
    "narrow petal, wide sepal": (0.0, 1.0),
    "wide petal, narrow sepal": (1.0, 0.0),
    "wide petal and sepal": (1.0, 1.0),
}
OF_A_SPECIES = {
    f"a {THREE_FLOWERS.classes[place.argmax()]}": tuple(inputs.tolist())
    for inputs, place in zip(THREE_FLOWERS.inputs, THREE_FLOWERS.observed, strict=True)
}
FLOWERS = {
    f"{name}: {' and '.join(map(number, inputs))}": inputs for name, inputs in (CORNERS | OF_A_SPECIES).items()
}  # what each is called, with its Petal Width and Sepal Width


def flower(prefix, own):
    """The controls of a flower, in a row that the page has begun: returns (2,), Petal Width and Sepal Width, scaled.

    own  both, until the learner chooses others
    """
    keys = keys_of(prefix)
    values = {
        key: widgets.number(key, name, value, 0.0, 1.0, 0.05, 112)
        for key, name, value in zip(keys, SCALED_IRIS_DATA.names, own, strict=False)
    }
    examples = {name: dict(zip(keys, inputs, strict=True)) for name, inputs in FLOWERS.items()}
    widgets.example(f"{prefix}_flower", "A flower of the videos", examples, values, 245)
    return np.array([*values.values()])


def keys_of(prefix):
    """Under which keys the two numbers stand in the address."""
    return f"{prefix}_petal", f"{prefix}_sepal"


def in_words(inputs):
    """Both numbers (2,) with their names."""
    return ", ".join(f"{name} {number(each)}" for name, each in zip(SCALED_IRIS_DATA.names, inputs, strict=False))
