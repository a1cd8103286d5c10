"""The outputs of a network by their names, each with its sign: which one a picture shows, and which class wins."""

from backprop.confusion import winners
from backprop.softmax import SOFTMAX
from backprop.written.numerals import number
from pages.parts.charts.colours import OUTPUT_SIGNS
from pages.parts.controls import widgets

LONG = 16  # letters of a name that stands in a picture or at the head of a narrow column


def names_of(data):
    return data.names[-data.observed.shape[1] :]


def cut(name, most=LONG):
    return name if len(name) <= most else f"{name[: most - 1]}…"


def signed(data):
    """The outputs' names, cut where they are long, each behind its sign."""
    return [f"{sign}\N{NO-BREAK SPACE}{cut(name)}" for sign, name in zip(OUTPUT_SIGNS, names_of(data), strict=False)]


def shown(prefix, data):
    """The place of the output that a picture shows: the learner's choice where there are several."""
    names = [f"{sign} {name}" for sign, name in zip(OUTPUT_SIGNS, names_of(data), strict=False)]
    if len(names) == 1:
        return 0
    return names.index(widgets.renewed_selection(f"{prefix}_shown_output", "Output shown", names, names[0], 220))


def share_name(network):
    """What the largest output of classes is called: a share where they add up to 1."""
    return "share" if network.output is SOFTMAX else "Predicted"


def classes_in_words(data, predicted, names, most):
    """The first observations in words: what came in, the class observed and the one predicted."""
    inputs = data.names[: data.inputs.shape[1]]
    said = [
        f"{', '.join(f'{name} {number(value)}' for name, value in zip(inputs, row, strict=True))}: "
        f"{names[seen]}, taken for {names[taken]} with {number(out[taken], 3)}"
        for row, seen, taken, out in zip(
            data.inputs[:most], winners(data.observed), winners(predicted), predicted, strict=False
        )
    ]
    if len(data) > most:
        said.append(f"{len(data) - most:,} more drawn, not spelled out here")
    return "; ".join(said)
