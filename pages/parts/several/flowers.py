"""All 150 flowers: which output is the largest where, and which flowers are called what they are."""

import numpy as np
import streamlit as st

from backprop.iris import FLOWERS
from backprop.passes import forward
from backprop.softmax import argmax
from backprop.written.numerals import counted, number
from pages.parts import tables
from pages.parts.controls.ask_first import SHOWN, ask_first
from pages.parts.controls.try_next import listed
from pages.parts.experiment.flower import SPECIES
from pages.parts.kept import shared
from pages.parts.several.pictures import ENDS, bends, grid, lines_of_bends, plane, regions

HEIGHT = 420
GUESSES = {"fewer than 100": (0, 99), "100 to 139": (100, 139), "140 to 149": (140, 149), "all 150": (150, 150)}
MOST_WRONG = 12  # flowers called wrongly that the table has
NO_BREAK = "\u00a0"  # a space at which a line of the table does not end
CELLS = 30  # of the plane, each way, among which the names of the regions look for room


def confusion(network, data, parameters):
    """(O, O) how many flowers of each species, a row, are called each, a column; and (n,) the place of the output that
    is largest."""
    called = argmax(forward(network, parameters, data.inputs).predicted)
    return (data.observed.T @ called).astype(int), called.argmax(axis=1)


def all_flowers(network, data, parameters, prefix, guessing):
    """The flowers on their plane, how many are called rightly, and which are not."""
    counts, called = confusion(network, data, parameters)
    right, of = int(counts.trace()), len(data)
    asked = f"how many of the {of} flowers will be called right?"
    answer = ask_first(f"{prefix}_right", asked, tuple(GUESSES), tuple(parameters.tolist())) if guessing else SHOWN
    if answer is None:
        st.markdown("ArgMax calls a flower after its largest raw output. How well do these weights and biases do?")
    else:
        low, high = GUESSES.get(answer, (0, of))
        how = "" if answer == SHOWN else "Right: " if low <= right <= high else f"Not {answer}: "
        st.markdown(f"{how}**{right} of {of}** are called what they are. {slips(data.classes, counts)}")
    left, rest = st.columns([3, 2], gap="medium")
    with left:
        on_the_plane(network, data, parameters, called, f"{prefix}_plane", answer is not None)
    with rest:
        if answer is None:
            st.caption("Which is called what stands here once you have chosen.")
        else:
            tables.show(confusion_table(data.classes, counts), "How many flowers of each species are called each")
            st.caption("A row for what a flower is, a column for what it is called.")
            wrong_ones(network, data, parameters, called)
    st.caption(
        "This count is ours: the video shows no flowers but its examples. Counted are the 150 irises that Edgar "
        "Anderson measured, each width scaled to 0 … 1."
    )


def slips(classes, counts):
    """Which species are called which other, and how often."""
    said = [
        f"{counts[row, column]} {classes[row]} called {classes[column]}"
        for row in range(len(classes))
        for column in range(len(classes))
        if row != column and counts[row, column]
    ]
    return f"Not so: {listed(said)}." if said else "None is called wrongly."


def confusion_table(classes, counts):
    """The table of counts, with how many of each species are right."""
    rows = [
        [SPECIES[place].replace(" ", NO_BREAK), *map(str, row), f"{row[place]} of {row.sum()}".replace(" ", NO_BREAK)]
        for place, row in enumerate(counts)
    ]
    return tables.of_rows(rows, ("It is", *(f"called {name}" for name in classes), "Right"))


def on_the_plane(network, data, parameters, called, key, told):
    """The flowers on the plane of their two inputs; once it is told, the regions, and a ring round each wrong one."""
    observed = data.observed.argmax(axis=1)
    layers = {}
    for place, name in enumerate(data.classes):
        those = data.inputs[observed == place]
        layers[f"class {place}"] = {"x": those[:, 0], "y": those[:, 1], "label": [name] * len(those)}
    signs, (across, up, *_) = ", ".join(SPECIES), data.names
    alt_text = f"The {len(data)} flowers, {across} across and {up} up: {signs}."
    under = f"{signs}. Several flowers may have one place."
    if told:
        wrong = data.inputs[called != observed]
        if len(wrong):
            layers["wrong"] = {"x": wrong[:, 0], "y": wrong[:, 1]}
        layers |= {"region": names_of_regions(network, data, parameters)} | bends(network, parameters)
        wins = listed(layers["region"]["label"])
        alt_text += f" The ground is coloured by the largest output: {wins}. Called wrongly, in rings: {len(wrong)}."
        under += " In a ring: called wrongly. Pale ground: which output is the largest. "
        under += lines_of_bends(network, parameters)
    plane(data, regions(network, parameters) if told else None, key, alt_text, HEIGHT, **layers)
    st.caption(under)


@shared
def names_of_regions(network, data, parameters):
    """The layer of the names of the outputs that are the largest somewhere on the plane, each where it has most room.

    Room is what lies between a place and the borders of region and plane, and the flowers; a name is wider than high.
    """
    places, wide = grid(ENDS, CELLS), np.array([0.4, 1.0])
    largest = argmax(forward(network, parameters, places).predicted).argmax(axis=1)
    found = {"x": [], "y": [], "label": []}
    for output in np.unique(largest).tolist():
        own = places[largest == output]
        others = np.concatenate([data.inputs, places[largest != output]])
        apart = np.sqrt((((own[:, None] - others) * wide) ** 2).sum(axis=2)).min(axis=1)
        inside = (np.minimum(own - ENDS[0], ENDS[1] - own) * wide).min(axis=1)
        x, y = own[np.minimum(apart, inside).argmax()].tolist()
        for column, value in zip(found, (x, y, SPECIES[output]), strict=True):
            found[column].append(value)
    return found


def wrong_ones(network, data, parameters, called):
    """The flowers called wrongly, each with its numbers."""
    observed = data.observed.argmax(axis=1)
    wrong = np.flatnonzero(called != observed)
    if not len(wrong):
        return
    raw = forward(network, parameters, data.inputs[wrong]).predicted
    with st.expander(f"{counted(len(wrong), 'flower')} called wrongly, one by one", icon=":material/table:"):
        rows = [
            [
                str(flower + 1),
                data.classes[observed[flower]],
                data.classes[called[flower]],
                f"{number(FLOWERS[flower, 3])}, {number(FLOWERS[flower, 1])}",
                ", ".join(map(number, data.inputs[flower])),
                ", ".join(map(number, outputs)),
            ]
            for flower, outputs in zip(wrong[:MOST_WRONG].tolist(), raw, strict=False)
        ]
        heads = "No.", "It is", "Called", "Petal, Sepal in cm", "Scaled", "Raw outputs"
        tables.show(tables.of_rows(rows, heads), "The flowers called wrongly")
        if len(wrong) > MOST_WRONG:
            st.caption(f"The first {MOST_WRONG} of {len(wrong)}.")
