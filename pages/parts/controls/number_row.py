"""A number for each of many names, typed one by one or pasted all at once: the address keeps them as one text.

The row belongs to something of a certain shape. Where the shape is another, the row is kept, but not used, and the page
can say so (`other_than`).
"""

from dataclasses import dataclass

import streamlit as st

from backprop.written.numerals import counted
from backprop.written.typed import spelled
from pages.parts.controls import number_field
from pages.parts.controls.address import announced, arriving, digits_of, value_of, write_text
from pages.parts.controls.number_field import Range
from pages.parts.controls.number_list import lines_of, numbers_of
from pages.parts.controls.presets import action
from pages.parts.controls.visit import Record, remembered

VALUES = Range(-1e6, 1e6)
MOST_FIELDS = 40  # names that have a field of their own; of more all are pasted
MOST_IN_LINK = 1_500  # characters: longer addresses are cut by mail and chat programs
TOO_LARGE = "pasted"  # what an address says of a row that does not fit into it


@dataclass(frozen=True)
class Wanted:
    """The row that is asked for.

    shape    of what it belongs to, "3-2-1"
    names    of all its numbers, in their order
    shown    those of them that are typed; the others have their `own` number
    lengths  how many of the shown stand in each line of the table that is pasted; 0 for an empty line
    own      the numbers until others are typed, as many as names
    order    the order of the table, in words
    """

    shape: str
    names: tuple[str, ...]
    shown: tuple[str, ...]
    lengths: tuple[int, ...]
    own: tuple[float, ...]
    order: str


@dataclass
class Row(Record):
    """What is known of a row beside the address.

    text     what the address said of it last
    shape    of the row in `large`
    large    the numbers of a row that is too large for the address
    refused  why what was pasted last was not taken
    fields   the row that the fields show, and how many times they were made anew
    area     the same of the text that holds all
    """

    text: str = ""
    shape: str = ""
    large: tuple[float, ...] = ()
    refused: str | None = None
    fields: tuple = ((), 0)
    area: tuple = ((), 0)

    def begin_afresh(self):
        self.text, self.refused = "", None


def row_in_link(text):
    """(shape, numbers) of an address, "3-2-1~0.2~0.4~…"; no numbers of a row too large for it. ValueError: neither."""
    if not text:
        return "", ()
    shape, *numbers = text.split("~", MOST_IN_LINK)
    if (
        len(text) > MOST_IN_LINK
        or not numbers
        or not all(part.isascii() and part.isdecimal() for part in shape.split("-"))
    ):
        raise ValueError(text)
    return shape, () if numbers == [TOO_LARGE] else tuple(map(VALUES.read, numbers))


def row_as_link(shape, values):
    """A row as an address carries it: as few digits as bring back the very same numbers."""
    text = "~".join([shape, *map(digits_of, values)])
    return text if len(text) <= MOST_IN_LINK else f"{shape}~{TOO_LARGE}"


def row_of(key, wanted):
    """The row that the address, or the visit, has for this shape: (P,) floats; None where it has none."""
    row = remembered(Row, key)

    def of_this(text):
        shape, values = row_in_link(text)
        if values and shape == wanted.shape and len(values) != len(wanted.names):
            raise ValueError(text)

    arriving(key, of_this, f"a shape and its numbers with ~ between, as this page writes them: {wanted.shape}~…")
    if area_key(key) not in st.session_state and key not in st.query_params and row.text:
        st.query_params[key] = row.text  # back from another page, or from a random start
    row.text = st.query_params.get(key, "")
    shape, values = value_of(key, row_in_link, ("", ()))
    if shape == row.shape and not values:
        values = row.large
    return values if shape == wanted.shape and len(values) == len(wanted.names) else None


def other_than(key, wanted):
    """The shape of a row that is kept, where that is another than wanted; "" where there is none."""
    shape, _ = value_of(key, row_in_link, ("", ()))
    return "" if shape == wanted.shape else shape


def is_lost(key, wanted):
    """Whether the address speaks of a row of this shape that was too large for it, and nobody has it here."""
    shape, values = value_of(key, row_in_link, ("", ()))
    return shape == wanted.shape and not values and remembered(Row, key).shape != shape


def leave(key):
    """Take the row out of the address, where a page does not use it; it is kept for when it does."""
    row = remembered(Row, key)
    arriving(key, row_in_link, "a shape and its numbers with ~ between, as this page writes them")
    row.text = st.query_params.pop(key, "") or row.text
    st.session_state.pop(area_key(key), None)


def write_row(key, wanted, values):
    """Write a row into the address; one that is too large for it is kept for this visit."""
    row = remembered(Row, key)
    row.refused, row.text = None, row_as_link(wanted.shape, values)
    if row.text.endswith(TOO_LARGE):
        row.shape, row.large = wanted.shape, tuple(values)
    write_text(key, row.text)


def number_row(key, wanted):
    """Draw a row: a field for each name, where they are few, and a text for all. Returns (P,) floats."""
    found, row = row_of(key, wanted), remembered(Row, key)
    values = wanted.own if found is None else found
    by_name, shows = dict(zip(wanted.names, values, strict=True)), (wanted.shape, wanted.shown, values)
    # A browser remembers what stood in a field, and says it again, though the field is folded away and the number was
    # changed elsewhere meanwhile: where it was, the fields are new ones.
    afresh = announced().afresh is not None
    row.fields = renewed(row.fields, shows, afresh)
    row.area = renewed(row.area, shows, afresh)
    if len(wanted.shown) <= MOST_FIELDS:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for name in wanted.shown:
                one_number(key, wanted, name, by_name)
    pasted(key, wanted, [by_name[name] for name in wanted.shown], by_name)
    if found is not None and remembered(Row, key).text.endswith(TOO_LARGE):
        st.caption(f"Too large for a link: {counted(len(values), 'number')}. Whoever opens it is asked to paste them.")
    action("Forget these numbers", f"{key}_own", ":material/replay:", begin_again, key, wanted, disabled=found is None)
    return values


def renewed(shown, shows, afresh):
    """(what is shown, how many times it was made anew), one more where it is to show something else."""
    of, count = shown
    return (shows, count + 1) if afresh or of != shows else shown


def field_key(key, name):
    return f"{key}_{name}_{remembered(Row, key).fields[1]}"


def area_key(key):
    return f"{key}_pasted_{remembered(Row, key).area[1]}"


def one_number(key, wanted, name, by_name):
    typed = field_key(key, name)
    number_field.hold(typed, by_name[name], VALUES)
    own = wanted.own[wanted.names.index(name)]
    number_field.field(typed, name, own, VALUES, 0.1, width=92, on_change=keep, args=(key, wanted, by_name))


def keep(key, wanted, by_name):
    """A number was typed: the row with it goes into the address."""
    typed = {
        name: number_field.latest(field_key(key, name), by_name[name], VALUES)
        for name in wanted.shown
        if field_key(key, name) in st.session_state
    }
    row, values = remembered(Row, key), tuple((by_name | typed).values())
    row.fields = (wanted.shape, wanted.shown, values), row.fields[1]
    write_row(key, wanted, values)


def pasted(key, wanted, values, by_name):
    """The text that holds them all, to paste into or to copy; what cannot be used stays in it, and is said below."""
    row, area = remembered(Row, key), area_key(key)
    if area not in st.session_state:
        row.refused = None
        st.session_state[area] = lines_of(values, wanted.lengths, own_minus)
    st.text_area(
        f"Or paste all {len(values):,} (then Ctrl + Enter)" if len(values) > 1 else "Or paste it",
        st.session_state[area],
        key=area,
        height=140,
        on_change=take,
        args=(key, wanted, by_name),
        help=f"In this order: {wanted.order}. A table, a flat row or a list in brackets is read.",
    )
    st.caption(wanted.order[:1].upper() + wanted.order[1:] + ".")
    if row.refused:
        st.error(row.refused, icon=":material/block:")


def own_minus(value):
    return spelled(value).replace("-", "−")


def take(key, wanted, by_name):
    """What was pasted becomes the row, where it can be used; else the row stays, and why is remembered."""
    row = remembered(Row, key)
    try:
        values = numbers_of(st.session_state[area_key(key)], len(wanted.shown), VALUES)
    except ValueError as wrong:
        row.refused = (
            f"{wrong}: {counted(len(wanted.shown), 'number')} from −10⁶ to 10⁶ "
            f"{'is' if len(wanted.shown) == 1 else 'are'} wanted, {wanted.order}. The last start that could be used "
            "stands."
        )
        return
    values = tuple((by_name | dict(zip(wanted.shown, values, strict=True))).values())
    row.area = (wanted.shape, wanted.shown, values), row.area[1]
    write_row(key, wanted, values)


def begin_again(key, wanted):
    """Forget the row, and what was typed for it and cannot be read."""
    row = remembered(Row, key)
    row.text, row.shape, row.large, row.refused = "", "", (), None
    row.fields, row.area = ((), row.fields[1]), ((), row.area[1])
    write_text(key, "")
