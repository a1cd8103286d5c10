"""Row by row: what one flower does to a bias of the outputs, factor by factor, asked first; and all three beside it."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from backprop.chains import Chain
from backprop.class_chains import class_chain
from backprop.landscape import loss_at
from backprop.losses import CATEGORICAL
from backprop.passes import Forward, forward
from backprop.rounding import EPS
from backprop.series import PART_7
from backprop.written.arithmetic import Line
from backprop.written.numerals import agreeing_digits, number, rounded, signed
from pages.parts import tables
from pages.parts.charts.layered import TALL
from pages.parts.controls import widgets
from pages.parts.controls.presets import preset
from pages.parts.experiment.arithmetic import written_out
from pages.parts.pictures.network_picture import network_picture
from pages.parts.pictures.shares_picture import shares_picture, signs
from pages.parts.player.still import STILL

PREFIX = "part_7"
OWN, SHOWN = PART_7.experiment, PART_7.shown
NETWORK, DATA = OWN.network, OWN.data
BIASES = dict(zip(("b3", "b4", "b5"), DATA.classes, strict=True))  # of the outputs, each with its species
PLACES = DATA.observed.argmax(axis=1)  # which species each flower is
SPECIES = [DATA.classes[place] for place in PLACES]
NOT_YET = "not yet"
H = 1e-5  # that a bias is nudged by


@dataclass(frozen=True, eq=False)
class OneBias:
    """What the three flowers do to one bias of the outputs.

    name, of       the bias, and the species to whose raw output it is added
    passed         the way forward through the network, of all flowers
    chain          dCE/dbias, a row for each flower
    cross_entropy  (n,) of each flower
    """

    name: str
    of: str
    passed: Forward
    chain: Chain
    cross_entropy: np.ndarray

    def is_own(self, row):
        """Whether a flower is of the species that the bias is of."""
        return SPECIES[row] == self.of


def controls():
    """The three biases in a row, all others as in the video, and what is looked at: (parameters, a bias, a flower)."""
    start, keys = OWN.start.copy(), {name: f"{PREFIX}_row_{name}" for name in BIASES}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, of in BIASES.items():
            place = NETWORK.place(name)
            start[place] = widgets.number(keys[name], f"{name}, {of}", start[place], width=120)
        name = widgets.choice(f"{PREFIX}_row_bias", "The Derivative for", [*BIASES])
        species = widgets.choice(f"{PREFIX}_row", "The flower", SPECIES)
        preset("As in the video", dict.fromkeys([*keys.values(), f"{PREFIX}_row_bias"]), icon=":material/replay:")
    return start, name, SPECIES.index(species)


def one_bias(parameters, name):
    """The OneBias of a network with these parameters (15,)."""
    passed = forward(NETWORK, parameters, DATA.inputs)
    chain = class_chain(NETWORK, parameters, DATA, name, CATEGORICAL)
    return OneBias(name, BIASES[name], passed, chain, each_cross_entropy(parameters))


def each_cross_entropy(parameters):
    """(n,) the Cross Entropy of each flower by itself."""
    passed = forward(NETWORK, parameters, DATA.inputs)
    one_by_one = [each[:, None] for each in (DATA.observed, passed.layers[-1].x, passed.predicted)]
    return CATEGORICAL.at(NETWORK.output, *one_by_one)


def row_by_row():
    """One flower's three factors, asked first; then all three flowers and all biases: returns the parameters (15,)."""
    parameters, name, row = controls()
    found = one_bias(parameters, name)
    left, right = st.columns(2, gap="medium")
    with left:
        st.header(f"**The {SPECIES[row]}** in the network", anchor=False)
        outputs = [f"p {species}" for species in DATA.classes]
        inputs = DATA.inputs[row]
        network_picture(
            NETWORK, DATA, parameters, f"{PREFIX}_network", inputs, (name,), TALL + 60, (name,), outputs=outputs
        )
    with right:
        st.header("**What the network takes each flower for**, p", anchor=False)
        shares_picture(STILL, DATA, found.passed.predicted, f"{PREFIX}_row_shares", TALL + 60)
        st.caption(signs(DATA))
    guess = guessed(found, row)
    told = guess != NOT_YET
    st.header(f"**Three factors** for the {SPECIES[row]}, multiplied", anchor=False)
    with st.container(key=f"{PREFIX}_factors"):
        tables.show(factors_table(found, row, told), f"The factors of dCE/d{name} for the {SPECIES[row]}", "stretch")
    if told:
        written_out(factors_line(found, row), said_of(found, row))
    with st.expander(f"All three flowers, and dCE/d{name}{', checked' * told}", expanded=True):
        all_three(parameters, found, told)
    return parameters


def all_three(parameters, found, told):
    """All three flowers with the video's numbers beside ours; once it is told, the check, and the two other biases."""
    name, is_videos = found.name, np.array_equal(parameters, OWN.start) and found.name == "b3"
    with st.container(key=f"{PREFIX}_rows"):
        tables.show(rows_table(found, told, is_videos), f"Each flower's way to dCE/d{name}", "stretch")
    if is_videos:
        why_the_video_differs(found, told)
    if not told:
        return
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("**The check**, without formulas", anchor=False)
        check(parameters, found)
    with right:
        st.header("**b3, b4 and b5**: the same with their own p", anchor=False)
        tables.show(all_biases(found.passed.predicted), "p − Observed of each flower and species, and their sums")
        st.caption(
            "Each cell is p − Observed: the share of the bias's own species, less 1 where the flower is of it. Each "
            "row adds up to 0, so what one species' bias gains the others lose."
        )


def guessed(found, row):
    """The learner's guess of what a flower's product will be, and what is said of it."""
    of = SPECIES[row]
    other = next(species for species in DATA.classes if species != found.of) if of == found.of else of
    answer = f"p {found.of} − 1" if found.is_own(row) else f"p {found.of}"
    options = [NOT_YET, f"p {found.of}", f"p {found.of} − 1", f"p {other}", f"p {other} − 1"]
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with left:
        label = f"Guess first: what is left of the three factors of dCE/d{found.name} for the {of}?"
        guess = widgets.choice(f"{PREFIX}_row_guess_{found.name}_{of}", label, options, NOT_YET)
    with right:
        if guess == NOT_YET:
            st.markdown(
                f"{found.name} is added to the raw output for {found.of}. The flower is a {of}: its Cross Entropy is "
                f"−log(p {of})."
            )
        elif guess == answer:
            st.markdown(f"Right: it is **{answer}** = {number(found.chain.terms[row])}.")
        else:
            st.markdown(
                f"Not {guess}: {slip(found, row, guess)} It is **{answer}** = {number(found.chain.terms[row])}."
            )
    return guess


def slip(found, row, guess):
    """What a wrong guess has overlooked."""
    if not guess.startswith(f"p {found.of}"):
        return f"that share cancels; what is left is of {found.of}, whose raw output {found.name} moves."
    if found.is_own(row):
        return "the −1 is missing. 1/p cancels the p, and 1 − p is left, with the minus of −log."
    return f"only a flower that is a {found.of} has the −1."


def factors_table(found, row, told):
    """A factor a row: its formula for this flower, and its number; below them their product."""
    of, raw = SPECIES[row], f"Raw {found.of}"
    through = f"p {of} × (1 − p {of})" if found.is_own(row) else f"−p {of} × p {found.of}"
    formulas = [f"−1 / p {of}", through, "1"]
    names = [f"dCE/dp {of}", f"dp {of}/d{raw}", f"d{raw}/d{found.name}"]
    why = [
        f"the slope of −log(p) at p {of} = {number(p_of(found, row))}",
        "SoftMax: the share and the raw output of one species"
        if found.is_own(row)
        else "SoftMax: another species' raw output takes from it",
        f"{found.name} is added as it is",
    ]
    values = [*tables.texts([factor.value[row] for factor in found.chain.factors]), "?"]
    if told:
        values[-1] = number(found.chain.terms[row])
    left_over = f"p {found.of} − 1" if found.is_own(row) else f"p {found.of}"
    columns = {
        "Factor": [*names, f"dCE/d{found.name}, their product"],
        "Formula": [*formulas, left_over if told else "?"],
        "Number": values,
        "What it says": [*why, "p cancels" if told else "guess first"],
    }
    return tables.of_columns(columns)


def p_of(found, row):
    """The share of what a flower is."""
    return float(found.passed.predicted[row, PLACES[row]])


def factors_line(found, row):
    """−1 / p × … × 1 of one flower with its numbers."""
    p, other = p_of(found, row), float(found.chain.predicted[row])
    through = f"{number(p)} × (1 − {number(p)})" if found.is_own(row) else f"(−{number(p)} × {number(other)})"
    value, of = float(found.chain.terms[row]), f"dCE/d{found.name}"
    seen, beside = rounded(p), rounded(other)
    with np.errstate(all="ignore"):
        retyped = float(-1 / np.float64(seen) * (seen * (1 - seen) if found.is_own(row) else -seen * beside))
    return Line(of, f"{of} = −1 / {number(p)} × {through} × 1 = {number(value)}", value, retyped)


def said_of(found, row):
    """What the product of the factors comes to, in words."""
    if found.chain.terms[row] == 0:
        p = f"p {found.of} is {number(found.chain.predicted[row])} to a computer's last digit"
        return f"It is 0 but for rounding: {p}, and a little more or less {found.name} moves nothing."
    if found.is_own(row):
        return f"A larger {found.name} makes this flower's own share larger, so its Cross Entropy falls."
    return f"A larger {found.name} takes from this flower's own share, so its Cross Entropy rises."


def rows_table(found, told, is_videos):
    """Each flower's raw outputs, shares, Cross Entropy and product in a column, the video's beside them."""
    names = DATA.classes
    words = [*(f"Raw {name}" for name in names), *(f"p {name}" for name in names), "Cross Entropy"]
    columns = {"Of each flower": [*words, f"dCE/d{found.name}"]}
    terms = found.chain.terms
    for row, species in enumerate(SPECIES):
        numbers = [*found.passed.layers[-1].x[row], *found.passed.predicted[row], found.cross_entropy[row]]
        columns[species] = [*tables.texts(numbers), number(terms[row]) if told else "?"]
        if is_videos:
            shown = [*SHOWN["raw"][row], *SHOWN["softmax"][row], SHOWN["cross_entropy"][row]]
            columns[f"{species}, video"] = [*tables.texts(shown), shown_derivative(row) if told else "?"]
    total, derivative = float(found.cross_entropy.sum()), found.chain.derivative
    columns["Sum"] = [*[""] * 6, number(total), number(derivative) if told else "?"]
    if is_videos:
        shown = number(SHOWN["updates"][0]["b3"][0]) if told else "?"
        columns["Sum, video"] = [*[""] * 6, number(SHOWN["total"]), shown]
    return tables.of_columns(columns)


def shown_derivative(row):
    """A flower's dCE/db3 as the video writes it."""
    seen = SHOWN["softmax"][row][DATA.classes.index("Setosa")]
    return f"{number(seen)} − 1" if SPECIES[row] == "Setosa" else number(seen)


def why_the_video_differs(found, told):
    """Which of the video's shares do not round, and where its Cross Entropies come from."""
    p = found.passed.predicted
    (row, k), *_ = np.argwhere(np.abs(p - SHOWN["softmax"]) > 0.00501)
    own = [SHOWN["softmax"][each][place] for each, place in enumerate(PLACES)]
    from_rounded = [number(-np.log(each)) for each in (own[0], 0.71)]
    said = (
        f"The video's {number(SHOWN['softmax'][row][k])} for the {SPECIES[row]}'s {DATA.classes[k]} is "
        f"{number(p[row, k])} here, which rounds to {number(round(p[row, k], 2))}: the video's three shares add up to "
        f"{number(sum(SHOWN['softmax'][row]))}. Its Virginica's own share of {number(own[1])} is "
        f"{number(p_of(found, 1))}, and 0.71 in a table of the video. Its Cross Entropies come from unrounded shares: "
        f"−log({number(own[0])}) would be {from_rounded[0]} and −log(0.71) {from_rounded[1]}, while it shows "
        f"{number(SHOWN['cross_entropy'][0])} and {number(SHOWN['cross_entropy'][1])}, as here. In Part 6 it took the "
        "logarithms of rounded shares."
    )
    if told:
        terms = " + ".join(signed(each) for each in found.chain.terms)
        said += f" dCE/db3 = {terms} = {number(found.chain.derivative, 6)}; the video rounds it to "
        said += f"{number(SHOWN['updates'][0]['b3'][0])}."
    st.caption(said)


def check(parameters, found):
    """Each flower's Cross Entropy with the bias nudged both ways, and how well that agrees with the product."""
    place, columns = NETWORK.place(found.name), {"Flower": [*SPECIES, "Sum"]}
    above, below = parameters.copy(), parameters.copy()
    above[place] += H
    below[place] -= H
    differences = (each_cross_entropy(above) - each_cross_entropy(below)) / (2 * H)
    totals = (loss_at(NETWORK, DATA, above, CATEGORICAL) - loss_at(NETWORK, DATA, below, CATEGORICAL)) / (2 * H)
    by_nudge, by_rule = [*differences, totals], [*found.chain.terms, found.chain.derivative]
    columns["By the Chain Rule"] = [number(each, 6) for each in by_rule]
    columns["By nudging"] = [number(each, 6) for each in by_nudge]
    noise = EPS * np.maximum(1.0, [*found.cross_entropy, found.cross_entropy.sum()]) / H
    columns["Digits that agree"] = list(map(agreement, by_rule, by_nudge, noise))
    tables.show(tables.of_columns(columns), f"dCE/d{found.name} of each flower, by the Chain Rule and by nudging")
    st.caption(
        f"By nudging: {found.name} is moved up and down by {number(H)}, and how far each Cross Entropy goes is divided "
        f"by {number(2 * H)}."
    )


def agreement(by_rule, by_nudge, noise):
    """How many digits two numbers share, a text; why none, where both are below the noise of nudging."""
    digits = agreeing_digits(by_rule, by_nudge)
    return str(digits) if digits or max(abs(by_rule), abs(by_nudge)) > noise else "0 but for rounding"


def all_biases(p):
    """p − Observed: a flower a row, a bias a column, and below them each bias's Derivative."""
    slopes = p - DATA.observed
    columns = {"Flower": [*SPECIES, "Derivative"]}
    for k, (name, of) in enumerate(BIASES.items()):
        columns[f"{name}, {of}"] = [*tables.texts(slopes[:, k]), number(slopes[:, k].sum())]
    return tables.of_columns(columns)
