"""The whole table of SoftMax's derivatives: every cell with its numbers, the quotient rule in steps, and two checks."""

from html import escape
from zlib import crc32

import numpy as np
import streamlit as st

from backprop.softmax import softmax, softmax_derivatives, softmax_differences
from backprop.written.numerals import agreeing_digits, number
from backprop.written.shares import cell_line, powers_hold, slope_of
from pages.parts import player
from pages.parts.controls import number_field, widgets
from pages.parts.player.words import END
from pages.parts.softmax import shares
from pages.parts.softmax.pictures import shares_picture
from pages.parts.softmax.setup import KEY, SPECIES

STEPS = range(5)  # of the walk through the quotient rule


def whole_table(raw, moved):
    """The picture with its slopes, the table with one cell kept back, the walk that leads to it, and all nine with
    their numbers; returns the place of the share of that cell."""
    p = softmax(np.array(raw))
    slopes = softmax_derivatives(p)
    with player.walk(KEY, STEPS) as film:
        film.run = crc32(f"{raw} {moved}".encode())
        with film.row:
            asked = SPECIES.index(widgets.selection(f"{KEY}_share", "The share that answers", SPECIES, SPECIES[1], 150))
        left, right = st.columns(2, gap="medium")
        with left:
            st.header(f"**Raw {SPECIES[moved]} moves**, and three shares answer", anchor=False)
            shares_picture(raw, moved, f"{KEY}_slopes", slopes=True)
        with right:
            st.header("**Every share with every raw output**", anchor=False)
            film.table(table_columns(film, slopes, asked, moved), "The derivative of each share by each raw output")
            sought = slope_of(SPECIES[asked], SPECIES[moved])
            open_yet = f" So what must {sought} be? It is a ? until the walk has come to its end."
            film.caption(
                "→ is the column of the picture: the slopes of its three tangents. Each row and each column adds up to "
                f"0, and what is mirrored at the diagonal is the same.{film.asked((END,), '', open_yet)}"
            )
        st.header("**The quotient rule, in steps**", anchor=False)
        film.pieces(quotient_step(raw, p, asked, moved, step) for step in STEPS)
        film.seal(slip_by_slip(p, asked, moved))
        with number_field.folded(
            st.expander,
            "All nine with their numbers, and without the formulas: central differences",
            icon=":material/calculate:",
        ):
            without_the_formulas(film, raw, asked, moved)
        with st.expander("Part 5's numbers beside the exact ones", icon=":material/compare:"):
            shares.slopes_beside_the_video(film, raw, {asked, moved})
    return asked


def table_columns(film, slopes, asked, moved):
    """The columns of the table, a row for each share and one for the sums: {head: templates}."""
    columns = {"Share": [f"p({name})" for name in SPECIES] + ["Sum"]}
    for j, by in enumerate(SPECIES):
        cells = [number(slope) for slope in slopes[:, j]]
        for i in range(len(cells)):
            if {i, j} == {asked, moved}:  # the cell that is asked for, and its mirror image, the same number
                cells[i] = film.asked((END,), cells[i])
        columns[f"{'→ ' if j == moved else ''}by Raw {by}"] = [*cells, number(slopes[:, j].sum().round(12))]
    columns["Sum"] = [number(row.sum().round(12)) for row in slopes] + ["0"]
    return columns


def quotient_step(given, p, i, j, step):
    """One step from p as a fraction to its derivative, with the numbers in place, as a piece of the page.

    given  the raw outputs
    """
    one, by, same = SPECIES[i], SPECIES[j], i == j
    e = np.exp(np.array(given) - (0.0 if powers_hold(given) else max(given)))
    top, total, inner = number(e[i]), number(e.sum()), number(e[j])
    wanted, own = slope_of(one, by), f"e^Raw {one}"
    less = "" if powers_hold(given) else " (The largest raw output is taken off all three first.)"
    steps = (
        (
            "The share is a fraction",
            f"Raw {by} stands {'above and' if same else 'only'} below.{less}",
            f"p({one}) = {own} / (the sum of all e^Raw) = {top} / {total} = {number(p[i])}",
        ),
        (
            "The quotient rule",
            "How fast the upper part moves times the lower, less the upper times how fast the lower moves, over the "
            "lower squared.",
            f"{wanted} = (d upper × lower − upper × d lower) / lower²",
        ),
        (
            "Two small derivatives",
            f"e^x is its own derivative. {own}, above, "
            + (f"moves with Raw {by}" if same else f"does not hear of Raw {by}, so its derivative is 0")
            + f"; below, only e^Raw {by} moves.",
            f"d upper = {top if same else 0}, d lower = {inner}",
        ),
        (
            "Put in, and taken apart again",
            "One of the two lower parts goes under each factor.",
            f"({top if same else 0} × {total} − {top} × {inner}) / {total}² = "
            + (
                f"({top} / {total}) × ({total} − {inner}) / {total}"
                if same
                else f"−({top} / {total}) × ({inner} / {total})"
            ),
        ),
        (
            "Both factors are known",
            f"The first is p({one}), the second {f'1 − p({one})' if same else f'p({by})'}.",
            f"{wanted} = {f'p({one}) × (1 − p({one}))' if same else f'−p({one}) × p({by})'} = "
            + cell_line(SPECIES, p, i, j).text.split(" = ", 1)[1],
        ),
    )
    title, words, line = steps[step]
    return f"<p><strong>{title}.</strong> {escape(words)}</p><p><code>{escape(line)}</code></p>"


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


def without_the_formulas(film, raw, asked, moved):
    """The nine cells in lines to retype, each beside a central difference with the learner's own h; that which is asked
    for, and its mirror image, once the walk has come to its end."""
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
            cells = [text, number(slopes[i, j]), number(found[i, j], 12), str(digits)]
            if {i, j} == {asked, moved}:
                cells = [film.asked((END,), cell) for cell in cells]
            rows.append([slope_of(name, by), *cells])
    heads = ["Derivative", "Formula", "comes to", "Finite difference", "Digits that agree"]
    columns = dict(zip(heads, zip(*rows, strict=True), strict=True))
    film.table(columns, "Each of the nine derivatives by its formula and by a central difference")
