"""All the classes: the Cross Entropy of one row summed over every class, which logarithm, and sum or mean."""

import numpy as np
import streamlit as st

from backprop.losses import CATEGORICAL
from backprop.published.raw_outputs import BATCH, BATCH_MEAN, BATCH_OBSERVED, BATCH_PRINTED, RAW_OUTPUTS
from backprop.written.arithmetic import Line
from backprop.written.numerals import number, rounded
from pages.parts import tables
from pages.parts.controls import widgets
from pages.parts.entropy.strip import PREFIX
from pages.parts.entropy.three_flowers import OWN, flowers
from pages.parts.experiment.arithmetic import written_out
from pages.parts.pictures.network_picture import network_picture

SHARES = tuple(f"p {name}" for name in OWN.data.classes)


def one_row(parameters):
    """One flower's Cross Entropy, a class a row of the table, and the same with another logarithm or as a mean."""
    found = flowers(parameters)
    species = widgets.choice(f"{PREFIX}_row", "The flower", found.species)
    row = found.species.index(species)
    observed, p = OWN.data.observed[row], found.p[row]
    left, right = st.columns(2, gap="medium", vertical_alignment="center")
    with left:
        network_picture(
            OWN.network, OWN.data, parameters, f"{PREFIX}_network", OWN.data.inputs[row], height=330, outputs=SHARES
        )
    with right:
        st.header(f"**Every class for the {species}**", anchor=False)
        with st.container(key=f"{PREFIX}_classes"):
            alt_text = f"Each class's part in the Cross Entropy of the {species}"
            tables.show(classes_table(found, row), alt_text)
        st.markdown(
            "Observed is 0 for all other classes, so their logarithms fall away, however large they are. What is "
            f"left is −log(p) of the {species}: **{number(found.cross_entropy[row])}**. The sum is written over all "
            "classes because it then needs no “if”, and also holds where Observed is itself a share."
        )
    written_out(row_line(observed, p, found.cross_entropy[row]))
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("**Which logarithm**", anchor=False)
        tables.show(logarithms_table(found), "The Cross Entropies with the natural logarithm and with that to base 10")
        st.caption("log is the natural logarithm, the key ln of a calculator; its key log is often that to base 10.")
    with right:
        st.header("**Sum or mean**", anchor=False)
        count = len(found.p)
        st.markdown(
            f"The video adds the rows up: **{number(found.total)}**. PyTorch's CrossEntropyLoss and Keras take their "
            f"mean unless told otherwise: {number(found.total)} / {count} = **{number(found.total / count)}**. Each "
            f"Derivative is then divided by {count} too, and so is each step at the same Learning Rate."
        )


def classes_table(found, row):
    """A class a row: its raw output, its p, whether it was observed, and its term; below them their sum."""
    observed, p, names = OWN.data.observed[row], found.p[row], OWN.data.classes
    with np.errstate(divide="ignore"):
        logs = np.log(p)
    terms = np.where(observed > 0, found.cross_entropy[row], 0.0)
    columns = {
        "Class": [*names, "Sum"],
        "Raw": [*tables.texts(found.raw[row]), ""],
        "Predicted, p": [*tables.texts(p), ""],
        "Observed": [*tables.texts(observed), ""],
        "log(p)": [*tables.texts(logs), ""],
        "−Observed × log(p)": [*tables.texts(terms), number(terms.sum())],
    }
    return tables.of_columns(columns)


def row_line(observed, p, value):
    """−(1 × log(p) + 0 × log(p) + …) of one row with its numbers."""
    terms = " + ".join(f"{number(o)} × log({number(each)})" for o, each in zip(observed, p, strict=True))
    with np.errstate(divide="ignore"):
        retyped = float(-np.log(rounded(p[observed.argmax()])))
    return Line("Cross Entropy", f"Cross Entropy = −({terms}) = {number(value)}", float(value), retyped)


def logarithms_table(found):
    """Each flower's Cross Entropy and their total, with both logarithms."""
    each = np.append(found.cross_entropy, found.total)
    heads = {"Flower": [*found.species, "Total"], "Natural": tables.texts(each)}
    return tables.of_columns(heads | {"To base 10": tables.texts(each / np.log(10))})


def printed_elsewhere():
    """Rows that others have published, with ours beside them."""
    rows = []
    for each in RAW_OUTPUTS:
        p = each.p
        ours = float(CATEGORICAL.value(each.one_hot[None], p[None]))
        raw, shares = (", ".join(tables.texts(values)) for values in (each.raw, p))
        why = "" if each.base == np.e else f"to base {number(each.base)}: {number(ours / np.log(each.base))}"
        rows.append([each.name, raw, shares, f"class {each.observed + 1}", number(ours), number(each.printed), why])
    observed = np.eye(BATCH.shape[1])[list(BATCH_OBSERVED)]
    ours = CATEGORICAL.value(observed[:, None], BATCH[:, None])
    name = "Neural Networks from Scratch"
    for p, place, own, printed in zip(BATCH, BATCH_OBSERVED, ours, BATCH_PRINTED, strict=True):
        rows.append([name, "", ", ".join(tables.texts(p)), f"class {place + 1}", number(own), number(printed), ""])
    rows.append([f"{name}, all three", "", "", "", number(ours.mean()), number(BATCH_MEAN), "the mean of the rows"])
    heads = ["Where", "Raw", "p", "Observed", "Cross Entropy", "Printed", "Why it differs, or what it is"]
    return tables.of_rows(rows, heads)
