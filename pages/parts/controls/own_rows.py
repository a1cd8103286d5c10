"""Rows of one's own: a table to type or paste into, and a place for a CSV file."""

import re
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from backprop.data import Data
from backprop.written.numerals import counted
from pages.parts.controls import csv_file, rows_in_link, sheets
from pages.parts.controls import roles as of_columns
from pages.parts.controls.address import arriving, write
from pages.parts.controls.number_field import quoted
from pages.parts.controls.presets import action
from pages.parts.controls.roles import MOST_INPUTS, MOST_OUTPUTS
from pages.parts.controls.sheets import Roles, Sheet
from pages.parts.controls.visit import Record, kept, remembered

MOST_IN_SIGHT = 14  # columns to choose from; of more those that are not chosen are folded away
MINUS = {ord("−"): "-"}


@dataclass
class OwnRows(Record):
    """The learner's own rows, from their first sight on.

    sheet    the Sheet that the table began with; None before there is one
    edited   the same, with what has been typed since
    likely   the Roles that its columns have at first
    sheets   how many Sheets there have been
    tables   how many tables to edit one in: Streamlit keeps what is typed into one under its key
    typed    whether this rerun is the work of the learner's hands on the rows, and no wish to go back
    refused  why the last file was not taken
    usable   the last Data that could be made of the rows, the name of the column of its classes, "" where none is, and
             what says each class there
    address  what the address said of the rows last
    """

    sheet: Sheet | None = None
    edited: Sheet | None = None
    likely: Roles | None = None
    sheets: int = 0
    tables: int = 0
    typed: bool = False
    refused: str | None = None
    usable: tuple[Data, str, tuple[str, ...]] | None = None
    address: list = field(default_factory=list)

    def begin_afresh(self):
        self.address = []

    def begin(self, sheet):
        """Put a Sheet before the learner: in a new table, which knows nothing of what was typed into the old one."""
        self.sheet = self.edited = sheet
        self.likely = sheet.roles or of_columns.likely_roles(sheet)
        self.sheets += 1
        self.tables += 1


def edit_rows(prefix, key, option, data):
    """A button that copies rows into the learner's own table, and chooses that table."""
    action("Edit these rows", f"{prefix}_edit", ":material/edit:", own_rows, prefix, key, option, data)


def own_rows(prefix, key, option, data):
    remembered(OwnRows, prefix).begin(of_columns.sheet_of_data(data))
    write({key: option})


def typed_or_taken(prefix):
    """Remember whose work the rerun is."""
    remembered(OwnRows, prefix).typed = True


def take_file(prefix):
    """What a new file in the uploader sets off: its rows become the learner's own; a refused one changes nothing."""
    typed_or_taken(prefix)
    own, file = remembered(OwnRows, prefix), st.session_state.get(f"{prefix}_file")
    own.refused = None
    if file is not None:
        try:
            own.begin(csv_file.sheet_of_csv(file.getvalue()))
        except ValueError as refused:
            own.refused = f"**{sheets.clean(file.name)}** was not taken. {refused}"


def take_text(prefix):
    """What was typed as text becomes the learner's own rows; what cannot be used stays in its field, to be mended."""
    typed_or_taken(prefix)
    own, key = remembered(OwnRows, prefix), f"{prefix}_text"
    own.refused, text = None, st.session_state[key]
    if text.strip():
        try:
            apart = text if re.search("[,;|\t]", text) else re.sub(" +", "\t", text.strip())  # spaces alone part cells
            own.begin(csv_file.sheet_of_csv(apart.translate(MINUS).encode()))
            st.session_state[key] = ""
        except ValueError as refused:
            own.refused = f"{quoted(text)} was not taken. {str(refused).replace('The file', 'It')}"


def no_rows(prefix):
    """Take the learner's own rows out of the address, where a page does not use them."""
    if st.query_params.get(f"{prefix}_rows"):
        del st.query_params[f"{prefix}_rows"]
    remembered(OwnRows, prefix).address = []


def rows(prefix, beginning):
    """A table of the learner's own rows, to type or paste into, and a place for a CSV file: returns the last Data that
    could be made of them.

    The address carries the rows that are in use where they are few enough; Back takes back an edit.

    beginning  the Data that the table holds at first
    """
    key, own = f"{prefix}_rows", remembered(OwnRows, prefix)
    allowed = f"rows of at most {rows_in_link.MOST_IN_LINK:,} characters, as this page writes them"
    raw = arriving(key, one_of_rows, allowed)
    typed, own.typed = own.typed, False  # if it is, the browser may not have heard of the last edit yet
    if raw != own.address and not typed:
        own.address = raw
        if raw and raw[0] != rows_in_link.TOO_LARGE:
            own.begin(rows_in_link.sheet_of_link(raw[0]))
    lost = raw == [rows_in_link.TOO_LARGE] and own.sheet is None
    if own.sheet is None:
        own.begin(of_columns.sheet_of_data(beginning))
    elif f"{prefix}_file" not in st.session_state:  # back from another page, where the table was forgotten
        own.sheet = own.edited
        own.tables += 1

    left, right = st.columns([3, 2], gap="medium")
    with right:
        st.file_uploader(
            f"Or a CSV file, up to {sheets.MOST_ROWS:,} rows",
            key=f"{prefix}_file",
            on_change=take_file,
            args=(prefix,),
            help=(
                f"Up to {MOST_INPUTS} columns of inputs and {MOST_OUTPUTS} of outputs, or one that names the class of "
                "each row. The file stays on this server for your visit only."
            ),
        )
        st.text_area(
            "Or rows with any columns, as text (then Ctrl + Enter)",
            key=f"{prefix}_text",
            height=68,
            placeholder="x1 x2 x3 y\n1 0 1 1",
            on_change=take_text,
            args=(prefix,),
        )
        if lost:
            told = "This link's rows came from a file too large for a link: upload it again."
            st.info(told, icon=":material/upload:")
        if own.refused:
            st.error(own.refused, icon=":material/block:")
    with left:
        sheet = edited(prefix, own)
    with right:
        roles = columns(prefix, own, sheet)
    of_class = sheet.names[roles.outputs[0]] if roles.classes else ""
    try:
        data = kept(f"{prefix}_own_data", (sheet.rows, roles), lambda: of_columns.data_of(sheet, roles))
        own.usable = data, of_class, of_columns.labels_of(sheet, roles)
    except ValueError as refused:
        right.error(f"{refused} Until then the last rows that could be used stand.", icon=":material/block:")
        data, of_class, _ = own.usable or (beginning, "", ())
    with right:
        if of_class:
            st.caption(f"{of_class} names {len(data.classes)} classes, each an output: {', '.join(data.classes)}.")
        if said := csv_file.recognised(sheet):
            st.caption(f"Recognised: {said}.")
        remember_rows(key, own, data)
    return data


def one_of_rows(text):
    if text != rows_in_link.TOO_LARGE:
        rows_in_link.sheet_of_link(text)


def edited(prefix, own):
    """The table that a Sheet is edited in: every cell is text, so that 0,5 and 1e-3 mean what they say."""
    sheet = own.sheet
    if len(sheet) > sheets.MOST_EDITED:
        st.markdown(f"The first of **{len(sheet):,} rows**; up to {sheets.MOST_EDITED} could be edited here.")
        first = pd.DataFrame(sheet.rows[:8], columns=sheet.names)
        st.dataframe(first, hide_index=True, alt="The first rows of the file")
        return sheet
    frame = st.data_editor(
        kept(f"{prefix}_frame", sheet, lambda: pd.DataFrame(sheet.rows, columns=sheet.names, dtype=object)),
        height=248,
        num_rows="dynamic",
        column_config=dict.fromkeys(sheet.names, st.column_config.TextColumn()),
        key=f"{prefix}_table_{own.tables}",
        on_change=typed_or_taken,
        args=(prefix,),
        alt="Your own rows, to type or paste into",
    )
    cells = zip(range(1, len(frame) + 1), frame.itertuples(index=False), strict=True)
    try:
        own.edited = sheets.edited(sheet, cells)
    except ValueError as refused:
        st.error(str(refused), icon=":material/block:")
        return sheet
    return own.edited


def columns(prefix, own, sheet):
    """What the columns are for, as the learner chooses: Roles. Of two columns nothing but whether these are classes."""
    names, likely = sheet.names, own.likely
    inputs, outputs = likely.inputs, likely.outputs
    if len(names) > 2:
        inputs = several(prefix, f"{prefix}_inputs_{own.sheets}", "Inputs", names, inputs, MOST_INPUTS)
        outputs = several(prefix, f"{prefix}_outputs_{own.sheets}", "Outputs", names, outputs, MOST_OUTPUTS)
    return Roles(inputs, outputs, len(outputs) == 1 and are_classes(prefix, own, sheet, outputs[0]))


def several(prefix, key, label, names, likely, most):
    """Some of the columns, by their names: their places, in the order of the columns."""
    options = {"default": [names[place] for place in likely], "key": key, "persist_state": "session"}
    options |= {"on_change": typed_or_taken, "args": (prefix,)}
    if len(names) <= MOST_IN_SIGHT:
        chosen = st.pills(label, names, selection_mode="multi", wrap=True, **options)
    else:
        chosen = st.multiselect(label, names, max_selections=most, **options)
    return tuple(place for place, name in enumerate(names) if name in chosen)


def are_classes(prefix, own, sheet, output):
    """Whether a column says the class of each row: one of texts does, and where the learner wants one in which a few
    numbers come again."""
    if of_columns.holds_texts(sheet, output):
        return True
    if not 2 <= of_columns.values_in(sheet, output) <= min(MOST_OUTPUTS, len(sheet) - 1):
        return False
    name, likely = sheet.names[output], own.likely
    label, key = f"The values of {name} are classes", f"{prefix}_classes_{output}_{own.sheets}"
    known, by_hand = likely.classes and likely.outputs == (output,), {"on_change": typed_or_taken, "args": (prefix,)}
    return st.toggle(label, known, key=key, persist_state="session", **by_hand)


def remember_rows(key, own, data):
    """Write the rows into the address, the last that could be used, or that they are too large for one."""
    text = rows_in_link.link_of(*(own.usable or (data,)))
    if st.query_params.get(key) != text:
        st.query_params[key] = text
    own.address = [text]
    if text == rows_in_link.TOO_LARGE:
        st.caption(f"Too large for a link: {counted(len(data), 'row')}. Whoever opens it is asked for the file.")
