"""How the runs of each region are drawn, and the legend that says it."""

from dataclasses import dataclass

import altair as alt
import streamlit as st

from backprop.rates import ALTERNATES, DIVERGES, GOOD, OSCILLATES, REGIONS, STRANDED, TOO_SLOW
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.charts.colours import INK


@dataclass(frozen=True)
class Look:
    """How the runs of a region are drawn; no colour says who is optimised, so none alone needs to be told apart.

    sign, line  the mark and the line as the legend writes them
    """

    colour: alt.Color | dict  # as a chart's encoding takes it
    dash: tuple[int, ...]
    width: float
    shape: str
    filled: bool
    sign: str
    line: str


LOOKS = {
    REGIONS[TOO_SLOW]: Look(alt.value("#808891"), (2, 3), 1.4, "circle", False, ":gray[○]", "dotted"),
    REGIONS[GOOD]: Look(INK, (1, 0), 1.6, "circle", True, "●", "solid"),
    REGIONS[ALTERNATES]: Look(alt.value("#0072B2"), (7, 3, 2, 3), 1.5, "square", False, ":blue[□]", "dash-dot"),
    REGIONS[OSCILLATES]: Look(alt.value("#A6761D"), (6, 4), 1.5, "square", True, ":orange[■]", "dashed"),
    REGIONS[STRANDED]: Look(
        alt.value("#8073AC"), (7, 3, 2, 2, 2, 3), 1.4, "diamond", False, ":violet[◇]", "dash-dot-dot"
    ),
    REGIONS[DIVERGES]: Look(alt.value("#C8304F"), (12, 4), 1.5, "cross", True, ":red[✕]", "long dashes"),
}


def legend(found):
    """How each region is drawn, how many of the rates are in it, and which."""
    names, rows = rate_texts(found.learning_rates), []
    for place, (name, look) in enumerate(LOOKS.items()):
        stretches = [(first, last) for region, first, last in found.stretches if region == place]
        texts = [stretch_text(names, *stretch) for stretch in stretches[:3]]
        if len(stretches) > 3:
            texts.append(f"and {counted(len(stretches) - 3, 'more stretch', 'more stretches')}")
        many = str((found.regions == place).sum())
        rows.append([f"{look.sign} {look.line}", name, many, "; ".join(texts)])
    table = tables.of_rows(rows, ["Drawn", "Region", "Rates", "From … to"])
    with st.container(key="regions"):
        tables.show(table, "The regions of the Learning Rates, and how each is drawn")


def stretch_text(names, first, last):
    return names[first] if first == last else f"{names[first]} to {names[last]}"


def rate_texts(rates):
    """Each rate as text, with digits enough to tell it from the others."""
    for digits in range(4, 16):
        texts = [number(rate, digits) for rate in rates]
        if len(set(texts)) == len(texts):
            break
    return texts
