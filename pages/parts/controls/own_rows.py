"""Rows of one's own: a table to type or paste into, and a place for a CSV file."""

import pandas as pd
import streamlit as st

from backprop.written.numerals import counted
from pages.parts.controls import your_data
from pages.parts.controls.address import arriving, write
from pages.parts.controls.presets import action
from pages.parts.controls.visit import kept


def begin_rows(prefix, sheet):
    """Put a Sheet before the learner: in a new table, which knows nothing of what was typed into the old one."""
    st.session_state[f"{prefix}_sheet"] = st.session_state[f"{prefix}_edited"] = sheet
    for of in ("tables", "sheets"):
        st.session_state[f"{prefix}_{of}"] = st.session_state.get(f"{prefix}_{of}", 0) + 1


def edit_rows(prefix, key, option, data):
    """A button that copies rows into the learner's own table, and chooses that table."""
    action("Edit these rows", f"{prefix}_edit", ":material/edit:", own_rows, prefix, key, option, data)


def own_rows(prefix, key, option, data):
    begin_rows(prefix, your_data.sheet_of_data(data))
    write({key: option})


def typed_or_taken(prefix):
    """Remember that a rerun is the work of the learner's hands on the rows, and no wish to go back."""
    st.session_state[f"{prefix}_typed"] = True


def take_file(prefix):
    """What a new file in the uploader sets off: its rows become the learner's own; a refused one changes nothing."""
    typed_or_taken(prefix)
    file, refusal = st.session_state.get(f"{prefix}_file"), None
    if file is not None:
        try:
            begin_rows(prefix, your_data.sheet_of_csv(file.getvalue()))
        except ValueError as refused:
            refusal = f"**{your_data.clean(file.name)}** was not taken. {refused}"
    st.session_state[f"{prefix}_file_refused"] = refusal


def no_rows(prefix):
    """Take the learner's own rows out of the address, where a page does not use them."""
    if st.query_params.get(f"{prefix}_rows"):
        del st.query_params[f"{prefix}_rows"]
    st.session_state[f"{prefix}_rows_in_address"] = []


def rows(prefix, beginning):
    """A table of the learner's own rows, to type or paste into, and a place for a CSV file: returns the last Data that
    could be made of them.

    The address carries the rows that are in use where they are few enough; Back takes back an edit.

    beginning  the Data that the table holds at first
    """
    key = f"{prefix}_rows"
    allowed = f"rows of at most {your_data.MOST_IN_LINK:,} characters, as this page writes them"
    raw = arriving(key, one_of_rows, allowed)
    typed = st.session_state.pop(f"{prefix}_typed", False)  # then the browser may not have heard of the last edit yet
    if raw != st.session_state.get(f"{key}_in_address", []) and not typed:
        st.session_state[f"{key}_in_address"] = raw
        if raw and raw[0] != your_data.TOO_LARGE:
            begin_rows(prefix, your_data.sheet_of_link(raw[0]))
    lost = raw == [your_data.TOO_LARGE] and f"{prefix}_sheet" not in st.session_state
    if f"{prefix}_sheet" not in st.session_state:
        begin_rows(prefix, your_data.sheet_of_data(beginning))
    elif f"{prefix}_file" not in st.session_state:  # back from another page, where the table was forgotten
        st.session_state[f"{prefix}_sheet"] = st.session_state[f"{prefix}_edited"]
        st.session_state[f"{prefix}_tables"] += 1

    left, right = st.columns([3, 2], gap="medium")
    with right:
        st.file_uploader(
            f"Or a CSV file, up to {your_data.MOST_ROWS:,} rows",
            key=f"{prefix}_file",
            on_change=take_file,
            args=(prefix,),
            help="One or two columns of inputs and one of outputs. The file stays on this server for your visit only.",
        )
        if lost:
            told = "This link's rows came from a file too large for a link: upload it again."
            st.info(told, icon=":material/upload:")
        if refusal := st.session_state.get(f"{prefix}_file_refused"):
            st.error(refusal, icon=":material/block:")
    with left:
        sheet = edited(prefix, st.session_state[f"{prefix}_sheet"])
    with right:
        inputs, output = columns(prefix, sheet)
    of = (sheet.rows, inputs, output)
    try:
        data = kept(f"{prefix}_own_data", of, lambda: your_data.data_of(sheet, inputs, output))
        st.session_state[f"{prefix}_last_data"] = data
    except ValueError as refused:
        right.error(f"{refused} Until then the last rows that could be used stand.", icon=":material/block:")
        data = st.session_state.get(f"{prefix}_last_data", beginning)
    with right:
        if said := your_data.recognised(sheet):
            st.caption(f"Recognised: {said}.")
        remember_rows(key, data)
    return data


def one_of_rows(text):
    if text != your_data.TOO_LARGE:
        your_data.sheet_of_link(text)


def edited(prefix, sheet):
    """The table that a Sheet is edited in: every cell is text, so that 0,5 and 1e-3 mean what they say."""
    if len(sheet) > your_data.MOST_EDITED:
        st.markdown(f"The first of **{len(sheet):,} rows**; up to {your_data.MOST_EDITED} could be edited here.")
        first = pd.DataFrame(sheet.rows[:8], columns=sheet.names)
        st.dataframe(first, hide_index=True, alt="The first rows of the file")
        return sheet
    frame = st.data_editor(
        kept(f"{prefix}_frame", sheet, lambda: pd.DataFrame(sheet.rows, columns=sheet.names, dtype=object)),
        height=248,
        num_rows="dynamic",
        column_config=dict.fromkeys(sheet.names, st.column_config.TextColumn()),
        key=f"{prefix}_table_{st.session_state[f'{prefix}_tables']}",
        on_change=typed_or_taken,
        args=(prefix,),
        alt="Your own rows, to type or paste into",
    )
    cells = zip(range(1, len(frame) + 1), frame.itertuples(index=False), strict=True)
    try:
        changed = your_data.edited(sheet, cells)
    except ValueError as refused:
        st.error(str(refused), icon=":material/block:")
        return sheet
    st.session_state[f"{prefix}_edited"] = changed
    return changed


def columns(prefix, sheet):
    """Which columns are the inputs and which is the output: (places of one or two, place)."""
    names, (inputs, output) = sheet.names, your_data.likely_columns(st.session_state[f"{prefix}_sheet"])
    if len(names) == 2:
        return (0,), 1
    count, none = st.session_state[f"{prefix}_sheets"], "none"
    second = names[inputs[1]] if len(inputs) > 1 else none
    chosen = []
    with st.container(horizontal=True, gap="small"):
        for label, options, own in (
            ("Input", names, names[inputs[0]]),
            ("Second input", (none, *names), second),
            ("Output", names, names[output]),
        ):
            key = f"{prefix}_{label}_{count}"
            place = options.index(own)
            chosen.append(st.selectbox(label, options, place, key=key, width=130, persist_state="session"))
    first, second, output = (names.index(name) if name in names else None for name in chosen)
    return (first or 0, *([] if second is None else [second])), len(names) - 1 if output is None else output


def remember_rows(key, data):
    """Write the rows into the address, or that they are too large for one."""
    text = your_data.link_of(data)
    if st.query_params.get(key) != text:
        st.query_params[key] = text
    st.session_state[f"{key}_in_address"] = [text]
    if text == your_data.TOO_LARGE:
        st.caption(f"Too large for a link: {counted(len(data), 'row')}. Whoever opens it is asked for the file.")
