"""The kinds about a small network, and how the tests read their tables: column by column, as a learner does."""

import numpy as np
import pytest

from backprop.exercises.catalogue import kind_of
from backprop.exercises.exercise import sheet
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, THREE_PARAMETERS

OURS = ("node", "predicted", "residuals", "db3", "dw3", "dw1")
BACK = {"db3": ("b3", MAIN_IDEAS), "dw3": ("w3", THREE_PARAMETERS), "dw1": ("w1", ALL_PARAMETERS)}
each_way_back = pytest.mark.parametrize("slug", BACK)


def sheet_of(slug, seed):
    return sheet(kind_of(slug), seed)


def scene(exercised, kind):
    """The first scene of a kind that goes with a Sheet."""
    return next(each for each in exercised.scenes if isinstance(each, kind))


def column(exercised, key):
    """The numbers of a column, from the first row to the last."""
    keys = [cell.key for cell in exercised.cells if cell.key.rpartition(" ")[0] == key]
    return np.array([exercised.values[each] for each in keys])


def dosages(exercised):
    """(n,) the Dosages, read off the rows' names as a learner reads them."""
    return np.array([float(row.name.split()[1]) for row in exercised.rows if row.name.startswith("Dosage")])
