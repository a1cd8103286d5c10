"""Where any network starts, at random or at numbers of one's own, and which of its weights and biases then move."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from backprop.network import random_start
from pages.parts.controls import coded, number_row, presets, try_next, widgets
from pages.parts.controls.number_row import Wanted
from pages.parts.experiment import observations

RANDOM, OWN = "at random", "your own"
ALL, FIXED, ABSENT, NAMED = "weights and biases", "weights; biases stay", "weights; no biases", "those named"
MOST_NAMED = number_row.MOST_FIELDS
FEW = 3  # names that the heading lists

WHY_SEED = (
    "The weights start at random, between limits that suit each layer, the biases at 0. The same seed gives the same "
    "start everywhere; try another where a run gets stuck."
)


@dataclass(frozen=True, eq=False)
class Start:
    """Where a run starts, and what of it moves.

    row        (P,) the weights and biases
    optimised  the names of those that move; None for all
    said       both in words
    """

    row: np.ndarray
    optimised: tuple[str, ...] | None
    said: str


def shape_of(network):
    return "-".join(map(str, network.nodes))


def has_no_biases(experiment):
    """Whether every bias begins at 0 and stays there, so that there might as well be none."""
    biases = experiment.network.bias_names
    at_0 = not any(experiment.start[experiment.network.place(name)] for name in biases)
    return at_0 and not set(biases) & set(experiment.optimised)


def start(prefix, network, below):
    """The controls of a start: returns the Start.

    below  a container for what is to be said in sight, where the controls themselves are folded away
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        begins = widgets.choice(f"{prefix}_begins", "The start", (RANDOM, OWN))
        options = (ALL, FIXED, ABSENT, *([NAMED] if network.parameter_count <= MOST_NAMED else []))
        moves = widgets.renewed_selection(f"{prefix}_moves", "Optimised", options, ALL, 200)
    key, wanted = f"{prefix}_start", row_wanted(network, moves == ABSENT)
    if begins == OWN:
        row = np.array(number_row.number_row(key, wanted))
        said = "from small numbers" if number_row.row_of(key, wanted) is None else "from your own start"
        with below:
            misfit(key, wanted)
    else:
        number_row.leave(key)
        seed = widgets.whole_number(
            f"{prefix}_seed", "Seed of the start", 1, 0, observations.MOST_SEED, width=140, help=WHY_SEED
        )
        row, said = random_start(network, seed), f"from seed {seed}"
    optimised = moving(prefix, network, moves)
    if moves == ABSENT:
        row = np.where([name in network.weight_names for name in network.parameter_names], row, 0.0)
        with below:
            st.caption("There are no biases: each b stands at 0 and is not optimised.")
    return Start(row, optimised, said + in_words(network, moves, optimised))


def row_wanted(network, no_biases):
    """The Wanted of a network's start: the rows [W | b] of each layer, or W alone where there are no biases."""
    shown = network.weight_names if no_biases else network.parameter_names
    lengths = []
    for nodes, columns in network.shapes:
        lengths += [*([0] if lengths else []), *[columns - no_biases] * nodes]
    first, last = (" ".join(shown[:3]), shown[-1]) if len(shown) > 4 else (" ".join(shown), "")
    order = "node by node, its weights" + ("" if no_biases else " and then its bias")
    return Wanted(
        shape_of(network),
        network.parameter_names,
        shown,
        tuple(lengths),
        tuple(random_start(network, 1).round(2).tolist()),
        f"{order}: {first}{' … ' if last else ''}{last}",
    )


def misfit(key, wanted):
    """Say of a start that was typed for a network of another shape, or that was too large for its link."""
    if shape := number_row.other_than(key, wanted):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.warning(
                f"The start that you typed is of a {shape} network, and this one is {wanted.shape}: it begins at small "
                "numbers until you type others. Yours are back as soon as the network has its shape again.",
                icon=":material/swap_horiz:",
            )
            presets.action("Forget them", f"{key}_forget", None, number_row.begin_again, key, wanted)
    elif number_row.is_lost(key, wanted):
        told = "This link's start was too large for a link: paste it again. Until then the network begins at small"
        st.info(f"{told} numbers.", icon=":material/content_paste:")


def moving(prefix, network, moves):
    """The names of what is optimised, None for all."""
    if moves == ALL:
        return None
    if moves != NAMED:
        return network.weight_names
    options = {name: name for name in network.parameter_names}
    return coded.several(moving_key(prefix, network), "These move, the others stay", options, tuple(options))


def moving_key(prefix, network):
    """Under which the address keeps the names: of a network of another shape they would be other parameters."""
    return f"{prefix}_moving_{shape_of(network)}"


def in_words(network, moves, optimised):
    if moves != NAMED:
        return {ALL: "", FIXED: ", biases stay", ABSENT: ", no biases"}[moves]
    if not optimised:
        return ", nothing moves"
    if len(optimised) == network.parameter_count:
        return ""
    if len(optimised) > FEW:
        return f", {len(optimised)} of {network.parameter_count} parameters move"
    return f", {try_next.listed(optimised)} alone {'moves' if len(optimised) == 1 else 'move'}"


def start_keys(prefix, network, row, optimised):
    """What brings a start about: ({key: value} of the controls, {key: text} of the address)."""
    names, weights = network.parameter_names, network.weight_names
    address = {f"{prefix}_start": number_row.row_as_link(shape_of(network), row)}
    biases_at_0 = all(value == 0 for name, value in zip(names, row, strict=True) if name not in weights)
    moves = {names: ALL, weights: ABSENT if biases_at_0 else FIXED}.get(tuple(optimised), NAMED)
    if moves == NAMED:
        address[moving_key(prefix, network)] = coded.together(optimised)
    return {f"{prefix}_begins": OWN, f"{prefix}_moves": moves}, address
