"""Three flowers: the share of the species that each of them is, its Cross Entropy, and their total."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from backprop.passes import forward
from backprop.series import PART_6
from backprop.written.arithmetic import Line
from backprop.written.numerals import number, rounded
from pages.parts import tables
from pages.parts.charts.layered import TALL
from pages.parts.controls.ask_first import SHOWN as SHOW_IT
from pages.parts.controls.ask_first import guess_first
from pages.parts.entropy.pictures import cross_entropy_picture
from pages.parts.entropy.strip import PREFIX
from pages.parts.experiment.arithmetic import written_out
from pages.parts.pictures.shares_picture import shares_picture, signs
from pages.parts.player.still import STILL

OWN = PART_6.experiment
SHOWN = PART_6.shown


@dataclass(frozen=True, eq=False)
class Flowers:
    """The three flowers in a network: an entry for each of them, a column for each species.

    raw, p         (n, O) what comes out of the network before SoftMax, and behind it
    place          (n,) the column of the species that each flower is
    counts         (n,) the p of that species
    cross_entropy  (n,) of each flower
    """

    raw: np.ndarray
    p: np.ndarray
    place: np.ndarray
    counts: np.ndarray
    cross_entropy: np.ndarray

    @property
    def species(self):
        """What each flower is."""
        return [OWN.data.classes[place] for place in self.place]

    @property
    def total(self):
        """Their Cross Entropies added up."""
        return float(self.cross_entropy.sum())


def flowers(parameters, data=OWN.data):
    """The Flowers of a Data in the network with these parameters (15,)."""
    passed = forward(OWN.network, parameters, data.inputs)
    raw, p, observed = passed.layers[-1].x, passed.predicted, data.observed
    one_by_one = [each[:, None] for each in (observed, raw, p)]  # a row each: so the loss adds nothing up
    place = observed.argmax(axis=1)
    counts = np.take_along_axis(p, place[:, None], axis=1)[:, 0]
    return Flowers(raw, p, place, counts, OWN.loss.at(OWN.network.output, *one_by_one))


def three_flowers(parameters):
    """What each flower is held for, guessed at first; then its Cross Entropy, in pictures, a line and a table."""
    found = flowers(parameters)
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        label = "Guess first: which flower has the largest Cross Entropy?"
        guess = guess_first(f"{PREFIX}_largest", label, found.species, tuple(parameters.tolist()))
    with right:
        st.markdown(verdict(found, guess))
    told = guess is not None
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("**What the network takes each flower for**, p", anchor=False)
        shares_picture(STILL, OWN.data, found.p, f"{PREFIX}_shares", TALL + 35)
        st.caption(signs(OWN.data))
    with right:
        st.header("**−log(p)** of what it is" if told else "**The p of what it is**", anchor=False)
        cross_entropy_picture(found, told)
    is_videos = np.array_equal(parameters, OWN.start)
    if told:
        badge = f":green-badge[{number(SHOWN['total'])} in the video]" if is_videos else ":gray-badge[Your own values]"
        st.markdown(f"The **total Cross Entropy is {number(found.total)}** {badge}")
        written_out(total_line(found))
    with st.container(key=f"{PREFIX}_flowers"):
        alt_text = "Each flower's way through the network, and its Cross Entropy"
        tables.show(flowers_table(found, told, is_videos), alt_text)
    if told and is_videos:
        why_the_video_differs(found)


def verdict(found, guess):
    """What is said of a guess; before it, what to look at."""
    if guess is None:
        return (
            "On the left each flower has three bars, and one of them ends in a ring: the share of the species "
            "that it is. Only that share will count."
        )
    largest = [
        species for species, each in zip(found.species, found.cross_entropy, strict=True)
        if number(each) == number(found.cross_entropy.max())
    ]  # fmt: skip
    if len(largest) > 1:
        return f"{' and '.join(largest)} have the same, {number(found.cross_entropy.max())}."
    (answer,) = largest
    at = found.species.index(answer)
    told = (
        f"The {answer}'s is the largest, **{number(found.cross_entropy[at])}**, because its own share is the smallest, "
        f"{number(found.counts[at])}."
    )
    return {answer: "Right. ", SHOW_IT: ""}.get(guess, f"Not the {guess}. ") + told


def total_line(found):
    """−log(p) of each flower, added up."""
    terms = " ".join(f"− log({number(p)})" for p in found.counts)
    with np.errstate(divide="ignore"):
        retyped = float(-np.log([rounded(p) for p in found.counts]).sum())
    text = f"Cross Entropy = {terms.replace('− ', '−', 1)} = {number(found.total)}"
    return Line("Cross Entropy", text, found.total, retyped)


def flowers_table(found, told, is_videos):
    """A flower a column, beside it what the video shows; what counts is bold and says so."""
    names, data = OWN.data.classes, OWN.data
    words = [*data.names[:2], *(f"Raw {name}" for name in names), *(f"p {name}" for name in names), "Cross Entropy"]
    columns = {"Flower": words}
    for row, species in enumerate(found.species):
        ps, last = tables.texts(found.p[row]), found.cross_entropy[row]
        ps[found.place[row]] = f"**{ps[found.place[row]]}** counts"
        cells = [*tables.texts(data.inputs[row]), *tables.texts(found.raw[row]), *ps]
        columns[species] = [*cells, number(last) if told else "?"]
        if is_videos:
            seen = [*SHOWN["raw"][row], *SHOWN["softmax"][row]]
            columns[f"{species}, video"] = [
                "",
                "",
                *tables.texts(seen),
                number(SHOWN["cross_entropy"][row]) if told else "?",
            ]
    return tables.of_columns(columns)


def why_the_video_differs(found):
    """The video's way: a logarithm of each rounded share, rounded, and these added up. And what else it rounds."""
    rows = []
    for row, species in enumerate(found.species):
        seen, ours = SHOWN["softmax"][row][found.place[row]], found.cross_entropy[row]
        shown = SHOWN["cross_entropy"][row]
        rows.append([species, f"−log({number(seen)}) = {number(-np.log(seen))}", number(shown), number(ours)])
    added = " + ".join(number(each) for each in SHOWN["cross_entropy"])
    rows.append(
        ["Total", f"{added} = {number(sum(SHOWN['cross_entropy']))}", number(SHOWN["total"]), number(found.total)]
    )
    st.header("**Where the video's numbers differ**, and why", anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        heads = ["Flower", "From the rounded p", "In the video", "Here"]
        tables.show(tables.of_rows(rows, heads), "The video's Cross Entropies from its rounded shares, beside ours")
    with right:
        off = [
            (species, name, seen, ours)
            for species, shown, p in zip(found.species, SHOWN["softmax"], found.p, strict=True)
            for name, seen, ours in zip(OWN.data.classes, shown, p, strict=True)
            if abs(seen - ours) > 0.005
        ]
        shares = " and ".join(f"{number(ours)} for {name}" for _, name, _, ours in off)
        st.markdown(
            "The video rounds each p to two digits, takes the logarithm of that, rounds again, and adds up what is "
            f"rounded: {number(SHOWN['total'])}. Here only what is shown is rounded, and the total is "
            f"{number(found.total)}. The {off[0][0]}'s two shares of {number(off[0][2])} in the video are {shares}, "
            "which would round down."
        )
