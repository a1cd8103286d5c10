"""The whole table of SoftMax's derivatives: every cell with its numbers, the quotient rule in steps, and two checks."""

from html import escape

import numpy as np
import streamlit as st

from backprop.softmax import softmax, softmax_derivatives, softmax_differences
from backprop.written.numerals import agreeing_digits, number
from backprop.written.shares import cell_line, powers_hold, slope_of
from pages.parts import player, tables
from pages.parts.controls import widgets
from pages.parts.player.words import END
from pages.parts.softmax.pictures import shares_picture
from pages.parts.softmax.setup import KEY, SPECIES

STEPS = range(5)  # of the walk through the quotient rule


def whole_table(raw, moved):
    """The picture with its slopes, the table with one cell kept back, and the walk that leads to it."""
    p = softmax(np.array(raw))
    slopes = softmax_derivatives(p)
    with player.walk(KEY, STEPS) as film:
        with film.row:
            asked = SPECIES.index(widgets.selection(f"{KEY}_share", "How does p move of", SPECIES, SPECIES[1], 150))
        left, right = st.columns(2, gap="medium")
        with left:
            st.header(f"**Raw {SPECIES[moved]} moves**, and three shares answer", anchor=False)
            shares_picture(raw, moved, f"{KEY}_slopes", slopes=True)
        with right:
            st.header("**Every share with every raw output**", anchor=False)
            film.table(table_columns(film, slopes, asked, moved), "The derivative of each share by each raw output")
            film.caption(
                f"→ is the column of the picture: the slopes of its three tangents. The ? is {slope_of(SPECIES[asked], SPECIES[moved])}, "
                "told at the end of the walk. Each row and each column adds up to 0: so which number must it be?"
            )
        st.header("**The quotient rule, in steps**", anchor=False)
        film.pieces(quotient_step(raw, p, asked, moved, step) for step in STEPS)
        film.seal(slip_by_slip(p, asked, moved))


def table_columns(film, slopes, asked, moved):
    """The columns of the table, a row for each share and one for the sums: {head: templates}."""
    columns = {"": [f"p({name})" for name in SPECIES] + ["Sum"]}
    for j, by in enumerate(SPECIES):
        cells = [number(slope) for slope in slopes[:, j]]
        if j == moved:
            cells[asked] = film.asked((END,), cells[asked])
        columns[f"{'→ ' if j == moved else ''}by Raw {by}"] = [*cells, number(slopes[:, j].sum().round(12))]
    columns["Sum"] = [number(row.sum().round(12)) for row in slopes] + ["0"]
    return columns


def quotient_step(raw, p, i, j, step):
    """One step from p as a fraction to its derivative, with the numbers in place, as a piece of the page."""
    one, by, same = SPECIES[i], SPECIES[j], i == j
    if not powers_hold(raw):
        raw = np.array(raw) - max(raw)
    e = np.exp(np.array(raw, dtype=float))
    top, total, inner = number(e[i]), number(e.sum()), number(e[j])
    wanted, own = slope_of(one, by), f"e^Raw {one}"
    steps = [
        (
            f"p({one}) is a fraction, and Raw {by} stands {'above and' if same else 'only'} below.",
            f"p({one}) = {own} / (sum of all e^Raw) = {top} / {total} = {number(p[i])}",
        ),
        (
            "The quotient rule: what is above by itself times what is below, less the other way round, over the square of what is below.",
            f"{wanted} = (d above × below − above × d below) / below²",
        ),
        (
            f"e^x is its own derivative. Above there is {own}, "
            + (f"which moves with Raw {by}. " if same else f"in which Raw {by} does not occur: its derivative is 0. ")
            + f"Below, only e^Raw {by} moves.",
            f"d above = {top if same else 0},  d below = {inner}",
        ),
        (
            "Put in, and taken apart into fractions that are shares again.",
            f"({top if same else 0} × {total} − {top} × {inner}) / {total}² = "
            + (
                f"{top} / {total} × ({total} − {inner}) / {total}"
                if same
                else f"−({top} / {total}) × ({inner} / {total})"
            ),
        ),
        (
            f"The first is p({one}), the second {f'1 − p({one})' if same else f'p({by})'}.",
            f"{wanted} = {f'p({one}) × (1 − p({one}))' if same else f'−p({one}) × p({by})'} = "
            + cell_line(SPECIES, p, i, j).text.split(" = ", 1)[1],
        ),
    ]
    words, line = steps[step]
    return f"<p><strong>{step + 1} of {len(steps)}.</strong> {escape(words)}</p><p><code>{escape(line)}</code></p>"


def slip_by_slip(p, i, j):
    """What the slips that are often made in this cell would give, as a piece of the page."""
    one, other = number(p[i]), number(p[j])
    if i == j:
        slips = [
            (f"without 1 − p({SPECIES[i]})", one, "the other shares have to give what this one gains"),
            ("−p × p, as beside the diagonal", number(-(p[i] ** 2)), "a share rises with its own raw output"),
        ]
    else:
        slips = [
            ("with + for −", number(p[i] * p[j]), f"what {SPECIES[j]} gains, {SPECIES[i]} loses some of"),
            (
                f"p({SPECIES[i]}) × (1 − p({SPECIES[i]})), as on the diagonal",
                number(p[i] * (1 - p[i])),
                f"that is for Raw {SPECIES[i]}, its own",
            ),
            (f"−p({SPECIES[i]}) alone", f"−{one}", f"it is multiplied by p({SPECIES[j]}) = {other}"),
        ]
    told = "".join(f"<li>{escape(way)}: {escape(comes)}. But {escape(why)}.</li>" for way, comes, why in slips)
    return f"<p><strong>Where it goes wrong on paper</strong></p><ul>{told}</ul>"


def without_the_formulas(raw):
    """The nine cells in lines to retype, each beside a central difference with the learner's own h."""
    p = softmax(np.array(raw))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        h = widgets.number(f"{KEY}_h", "h", 0.001, 1e-6, 1.0, 0.001, width=130)
        st.markdown(
            "Move one raw output by h up and down and see how far each share goes: (p at Raw + h − p at Raw − h) / 2h.",
            width=620,
        )
    slopes, found = softmax_derivatives(p), softmax_differences(np.array(raw), h)
    rows = []
    for i, name in enumerate(SPECIES):
        for j, by in enumerate(SPECIES):
            text = cell_line(SPECIES, p, i, j).text.split(" = ")[1]
            digits = agreeing_digits(slopes[i, j], found[i, j])
            rows.append([slope_of(name, by), text, number(slopes[i, j]), number(found[i, j], 12), str(digits)])
    heads = ["", "Formula", "comes to", "Central difference", "Digits that agree"]
    tables.show(tables.of_rows(rows, heads), "Each of the nine derivatives by its formula and by a central difference")
