"""Long tables to scroll through: every number is sorted by what it is, and reads as it does everywhere in the course.

A cell travels twice, as the number and as its text, the way Streamlit sends what pandas calls a Styler. It is put
together here, because a Styler takes a second for a thousand rows, and `number` alone longer than the rest of a page.
"""

import json
from functools import cache

import numpy as np
import pyarrow
import pyarrow.compute as pc
import streamlit as st
from streamlit.elements.lib.layout_utils import LayoutConfig
from streamlit.proto.Dataframe_pb2 import Dataframe

from backprop.written.numerals import PLAIN, number

LEAST, MOST = 1_000, 10_000  # four significant digits as a whole number
A_POWER = MOST - LEAST  # how many numbers of four digits there are for each power of ten
POWERS = range(-324, 309)  # of ten, that a number can have
MISSING = "–"


def show(frame, alt_text, height=320):
    """A DataFrame, its first column always in sight. A whole number is a count: 1,000; what is missing is a –."""
    heads = list(map(str, frame.columns))
    numbers = [pyarrow.array(column, from_pandas=False) for _, column in frame.items()]
    proto = Dataframe(alt=alt_text, placeholder=MISSING, editing_mode=Dataframe.EditingMode.READ_ONLY)
    proto.columns = json.dumps({"_index": {"hidden": True}, heads[0]: {"pinned": True}})
    proto.arrow_data.data = streamed(numbers, heads)
    proto.arrow_data.styler.uuid = "spelled"
    proto.arrow_data.styler.display_values = streamed(texts(numbers), heads)
    st._main._enqueue("dataframe", proto, layout_config=LayoutConfig(width="stretch", height=height))


def streamed(columns, heads):
    table = pyarrow.Table.from_arrays(columns, heads)
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()


def texts(columns):
    """Columns of anything, as columns of texts: all that are real numbers are spelled at once."""
    real = [place for place, column in enumerate(columns) if pyarrow.types.is_floating(column.type)]
    found = [None if place in real else plainly(column) for place, column in enumerate(columns)]
    if real:
        rows = len(columns[0])
        spelt = spelled(np.concatenate([columns[place].to_numpy(zero_copy_only=False) for place in real]))
        for count, place in enumerate(real):
            found[place] = spelt.slice(count * rows, rows)
    return found


def plainly(column):
    """A column of whole numbers, with their thousands apart, or of texts, which stay."""
    if not pyarrow.types.is_integer(column.type):
        return column
    said = [MISSING if count is None else f"{count:,}".replace("-", "−") for count in column.to_pylist()]
    return pyarrow.array(said, pyarrow.string())


def spelled(values):
    """The texts of many numbers (n,), as `number` writes each: looked up by their four digits and power of ten.

    Where a number lies so near the middle of two that a product could round it the wrong way, `number` itself is asked.
    """
    size = np.abs(values)
    usual = (size >= 1e-300) & (size < 1e300)
    size = np.where(usual, size, 1.0)
    power = np.floor(np.log10(size)).astype(int)
    power += size >= ten_to(power + 1)  # where the logarithm was rounded
    power -= size < ten_to(power)
    scaled = size / ten_to(power) * LEAST
    digits = np.rint(scaled).astype(int)
    usual &= np.abs(np.abs(scaled - np.floor(scaled)) - 0.5) > 1e-6
    power, digits = power + (digits == MOST), np.where(digits == MOST, LEAST, digits) - LEAST
    minus = np.where(values < 0, len(PLAIN) * A_POWER, 0)
    plain = usual & (power >= PLAIN.start) & (power < PLAIN.stop)
    found = plain_texts().take(pyarrow.array(np.where(plain, minus + (power - PLAIN.start) * A_POWER + digits, 0)))
    far = usual & ~plain
    if far.any():
        sign = np.where(values[far] < 0, A_POWER, 0)
        before = mantissas().take(pyarrow.array(sign + digits[far]))
        behind = powers().take(pyarrow.array(power[far] - POWERS.start))
        found = pc.replace_with_mask(found, pyarrow.array(far), pc.binary_join_element_wise(before, behind, ""))
    if not usual.all():
        others, places = np.unique(values[~usual], return_inverse=True)  # mostly 0, many times
        asked = pyarrow.array(list(map(number, others)), pyarrow.string())
        found = pc.replace_with_mask(found, pyarrow.array(~usual), asked.take(pyarrow.array(places)))
    return found


def ten_to(power):
    return TENS[power - POWERS.start]


TENS = np.array([float(f"1e{power}") for power in POWERS])


@cache
def plain_texts():
    """Every number of four digits that is written out, 0.0001 … 999,900, then those below 0."""
    return both_signs(pyarrow.concat_arrays([written_out(power) for power in PLAIN]))


@cache
def mantissas():
    """1, 1.001 … 9.999, then those below 0: what stands before a power of ten."""
    return both_signs(written_out(0))


@cache
def powers():
    """What is written behind a mantissa, for each power of ten that is not written out."""
    return pyarrow.array(["" if power in PLAIN else number(f"1e{power}").removeprefix("1") for power in POWERS])


def both_signs(positive):
    return pyarrow.concat_arrays([positive, pc.binary_join_element_wise("−", positive, "")])


def written_out(power):
    """The texts of 1 × 10^power … 9.999 × 10^power."""
    digits = pyarrow.array(["0" * -power + str(four) + "0" * (power - 3) for four in range(LEAST, MOST)])
    point = max(power, 0) + 1
    before, behind = pc.utf8_slice_codeunits(digits, 0, point), pc.utf8_slice_codeunits(digits, point)
    return pc.utf8_rtrim(pc.utf8_rtrim(pc.binary_join_element_wise(before, behind, "."), "0"), ".")
