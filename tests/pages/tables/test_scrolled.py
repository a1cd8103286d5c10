"""Long tables: each number is shown as `number` writes it, and is still a number, to sort by."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.written.numerals import number
from pages.parts.tables import scrolled

PARTS = Path(scrolled.__file__).parents[1]
FOUR = np.arange(1_000, 10_000)
POWERS = 10.0 ** np.arange(-323, 309)
HARD = {
    "every number of four digits that is written out": np.concatenate([FOUR * 10.0**power for power in range(-7, 3)]),
    "the middle between two of them": np.concatenate([(FOUR + 0.5) * 10.0**power for power in range(-9, 4)]),
    "each power of ten, and what is beside it": np.concatenate([POWERS, np.nextafter(POWERS, 0), POWERS * 0.99995]),
    "what is no number, or has no end": np.array([0.0, -0.0, np.nan, np.inf, -np.inf, 5e-324, 1.797e308]),
}
LONG = [
    ("7_Gradient_Descent.py", {"main_ideas_every_step": "true", "main_ideas_steps": "1200"}),
    ("9_Three_Parameters.py", {"three_parameters_every_step": "true"}),
    ("11_Learning_Rates.py", {}),
    ("11_Learning_Rates.py", {"rates_part": "Many starts", "rates_b3_starts_table": "true"}),
    (
        "14_Any_Network.py",
        {
            "any_part": "Residuals and step",
            "any_data": "spiral",
            "any_all_updates": "true",
            "any_all_residuals": "true",
        },
    ),
]


@pytest.mark.parametrize("name", HARD)
def test_many_numbers_at_once_are_spelled_as_each_alone(name):
    values = np.concatenate([HARD[name], -HARD[name]])
    assert scrolled.spelled(values).to_pylist() == list(map(number, values))


@given(st.lists(st.floats(), min_size=1))
def test_any_numbers_at_once_are_spelled_as_each_alone(values):
    assert scrolled.spelled(np.array(values)).to_pylist() == list(map(number, values))


def of_bytes(data):
    return pyarrow.ipc.open_stream(data).read_pandas()


@pytest.mark.parametrize(("page", "query"), LONG)
def test_a_long_table_shows_the_courses_spelling_and_sorts_by_the_numbers(open_page, page, query):
    at = open_page(page, **query)
    assert at.dataframe
    for frame in at.dataframe:
        numbers = of_bytes(frame.proto.arrow_data.data)
        shown = of_bytes(frame.proto.arrow_data.styler.display_values)
        assert list(shown) == list(numbers)
        for head in numbers:
            if pd.api.types.is_float_dtype(numbers[head]) and not head.endswith("at step"):
                assert list(shown[head]) == list(map(number, numbers[head]))
            elif pd.api.types.is_numeric_dtype(numbers[head]):  # counts
                told = ["–" if np.isnan(count) else f"{count:,.0f}" for count in numbers[head]]
                assert list(shown[head]) == told
            else:
                assert list(shown[head]) == list(numbers[head])


def test_no_number_is_left_to_a_format_of_the_grids_own():
    for path in PARTS.rglob("*.py"):
        assert "NumberColumn" not in path.read_text(encoding="utf-8"), path.name
