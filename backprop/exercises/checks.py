"""Questions at the end of a page: its own numbers moved a little, so that what is asked stands nowhere on it.

Where the page's numbers make no question for paper, the video's are asked about, and it is said.
"""

from dataclasses import replace
from math import fsum

import numpy as np

from backprop.data import Data
from backprop.exercises.exercise import Check
from backprop.exercises.kinds.backwards import DB3, DW1, DW3, products_sheet
from backprop.exercises.kinds.before_step import at_start
from backprop.exercises.kinds.cross_entropy import CROSS_ENTROPY, HELD, cross_entropy_sheet
from backprop.exercises.kinds.entropy_backwards import ENTROPY_BACKWARDS, entropy_backwards_sheet
from backprop.exercises.kinds.fit import RESIDUALS, residuals_sheet
from backprop.exercises.kinds.forwards import PREDICTED, predicted_sheet
from backprop.exercises.kinds.rise_or_fall import RISE_OR_FALL, rise_or_fall_sheet
from backprop.exercises.kinds.small_network import SmallNetwork
from backprop.exercises.kinds.softmax_table import SOFTMAX_TABLE, SPECIES, table_sheet, videos_raw
from backprop.exercises.kinds.step import STEP, one_step_sheet
from backprop.lessons import MAIN_IDEAS
from backprop.passes import backward, forward
from backprop.series import PART_6, PART_7
from backprop.written.numerals import number, rounded

VIDEO = MAIN_IDEAS.experiment
NONE_FOR_PAPER = "With the numbers set above an answer would be 0, or too large or too small for paper"
LEAST, MOST = 1e-3, 9_999  # the sizes of an answer: of larger ones not every digit before the point is shown
PAIRS = ((0.2, 0.8), (0.3, 0.7), (0.4, 0.6))  # Dosages that nobody has observed
MOVES = (0.5, -0.5, 0.25, 1.0, -1.0, 0.75, -0.75, 1.5, -1.5)
OF_RATE = {0.5: "half", 2.0: "twice", 0.25: "a quarter of"}  # for a step that is worked out
LONGER = {4.0: "4 times", 2.0: "twice", 0.5: "half", 8.0: "8 times", 0.25: "a quarter of"}  # for one that may go up
FARTHEST = 1000.0  # a weight or a bias, either side of 0
SEEN = 0.05  # the least part of the SSR by which a step must change it, and of a step by which it misses a border


def checked(kind, own, videos, blanks, why=NONE_FOR_PAPER):
    """The Check of the first good Sheet: of those with the page's own numbers, else of those with the video's.

    own, videos  Sheets, in the order in which they are tried
    why          why none of the page's own is good, half a sentence
    """
    for before, sheets in (("", own), (f"{why}, so these are the video's. ", videos)):
        for sheet in sheets:
            if all(key not in sheet.values or LEAST <= abs(sheet.values[key]) <= MOST for key in blanks):
                return Check(kind, replace(sheet, task=f"{before}{sheet.task}", scenes=()), blanks)
    raise RuntimeError(f"{kind.slug}: the video's own numbers make no Check.")


# --- forwards --------------------------------------------------------------------------------------------------------


def predicted_check(parameters, dosage):
    """Predicted of the video's network at parameters (7,), for two Dosages neither of which is `dosage`."""
    pairs = [pair for pair in PAIRS if dosage not in pair]

    def sheets(parameters):
        for pair in pairs:
            data = Data(pair, [0.0, 0.0], VIDEO.data.names)
            yield predicted_sheet(SmallNetwork(VIDEO.network, tuple(parameters), data))

    return checked(PREDICTED, sheets(parameters), sheets(VIDEO.start.tolist()), ("predicted 1", "predicted 2"))


def ssr_check(name, parameters, kept):
    """The last Residual, its square and the SSR, one parameter moved to none of the values `kept`."""

    def sheets(parameters):
        for moved, task in moves(name, parameters, kept):
            sheet = residuals_sheet(SmallNetwork(VIDEO.network, moved, VIDEO.data))
            yield replace(sheet, task=f"{task} {sheet.task}")

    last = len(VIDEO.data)
    blanks = (f"residual {last}", f"square {last}", "ssr")
    return checked(RESIDUALS, sheets(parameters), sheets(VIDEO.start.tolist()), blanks)


def moves(name, parameters, without=(), network=VIDEO.network):
    """A network's parameters (P,) with one of them moved, as tuples, each with how it is told.

    without  values that it is not moved to
    """
    place = network.place(name)
    for by in MOVES:
        moved = [float(value) for value in parameters]
        moved[place] += by
        told = rounded(moved[place]) - rounded(parameters[place])  # as whoever reads the page makes it out
        is_seen = abs(told - by) < 1e-6 and abs(moved[place]) <= FARTHEST
        if is_seen and not np.isclose(moved[place], list(without), atol=1e-6).any():
            way = f"{'up' if by > 0 else 'down'} by {number(abs(by))}, to {number(moved[place])}"
            yield tuple(moved), f"Move {name} {way}, and leave the others."


def cross_entropy_check(parameters):
    """Two Cross Entropies of the three flowers and their total, b3 of their network, parameters (15,), moved."""
    own = PART_6.experiment

    def sheets(parameters):
        for moved, task in moves("b3", parameters, network=own.network):
            shares = forward(own.network, moved, own.data.inputs).predicted
            if (shares > LEAST).all():
                yield cross_entropy_sheet(shares.tolist(), f"{task} {HELD}")

    blanks = ("cross entropy 2", "cross entropy 3", "total")
    return checked(CROSS_ENTROPY, sheets(parameters), sheets(own.start), blanks)


def entropy_backwards_check(parameters):
    """dCE/db3 of two flowers and their sum, b3 of their network, parameters (15,), moved."""
    own = PART_7.experiment

    def sheets(parameters):
        for moved, task in moves("b3", parameters, network=own.network):
            shares = forward(own.network, moved, own.data.inputs).predicted
            if (shares > LEAST).all():
                yield entropy_backwards_sheet(shares.tolist(), f"{task} {HELD}")

    return checked(ENTROPY_BACKWARDS, sheets(parameters), sheets(own.start), ("product 1", "product 2", "derivative"))


# --- backwards -------------------------------------------------------------------------------------------------------


def derivative_check(name, parameters):
    """The last product and the sum of the Derivative for one parameter, where that is moved."""

    def sheets(parameters):
        for moved, task in moves(name, parameters):
            sheet = products_sheet(SmallNetwork(VIDEO.network, moved, VIDEO.data), name)
            yield replace(sheet, task=f"{task} {sheet.task}")

    kind = {"b3": DB3, "w3": DW3, "w4": DW3}.get(name, DW1)
    blanks = f"product {len(VIDEO.data)}", "derivative"
    return checked(kind, sheets(parameters), sheets(VIDEO.start.tolist()), blanks)


def softmax_check(raw, moved, asked):
    """Three cells of SoftMax's table, where one of three raw outputs is moved: a share by its own, and two shares by
    each other's.

    moved  the place of the raw output
    asked  the place of the share beside its own; where that is the same, the next
    """
    other = asked if asked != moved else (moved + 1) % len(raw)

    def sheets(raw):
        for by in MOVES:
            at = [*map(float, raw)]
            at[moved] += by
            sheet = table_sheet(at)
            told = f"Move Raw {SPECIES[moved]} to {number(at[moved])}, and leave the others. The shares are new."
            yield replace(sheet, task=f"{told} {sheet.task}")

    blanks = f"slope {moved} {moved}", f"slope {moved} {other}", f"slope {other} {moved}"
    return checked(SOFTMAX_TABLE, sheets(raw), sheets(videos_raw()), blanks)


# --- a step ----------------------------------------------------------------------------------------------------------


def step_check(experiment):
    """The first step of an Experiment with the video's network, for the last that is optimised, at another rate."""
    name = (experiment.optimised or VIDEO.optimised)[-1]

    def sheets(experiment):
        place, rate = experiment.network.place(name), experiment.optimiser.learning_rate
        derivatives = backward(experiment.network, experiment.start, experiment.data).derivatives
        for part, words in OF_RATE.items():
            sheet = one_step_sheet(name, float(experiment.start[place]), float(derivatives[place]), part * rate)
            told = f"Take the first step from the start again, at {words} the Learning Rate, {number(part * rate)}."
            yield replace(sheet, task=f"{told} {sheet.task}")

    own = sheets(experiment) if experiment.optimised else ()
    why = NONE_FOR_PAPER if experiment.optimised else "Nothing is optimised above"
    return checked(STEP, own, sheets(VIDEO), ("step", "new"), why)


def rise_or_fall_check(experiment):
    """Whether the SSR rises in a step of b3 alone, at another Learning Rate than an Experiment's."""

    def sheets(experiment):
        before, own = at_start(experiment), experiment.optimiser.learning_rate
        for times, words in LONGER.items():
            rate = times * own
            if is_seen(before, rate):
                told = f"From the start b3 alone takes one step, at {words} the Learning Rate, {number(rate)}"
                sheet = rise_or_fall_sheet(before, rate)
                yield replace(sheet, task=f"{told}: each Residual moves with it. Does the SSR rise or fall, and why?")

    why = "With the numbers set above the step of b3 would change the SSR by too little or too much for paper"
    return checked(RISE_OR_FALL, sheets(experiment), sheets(VIDEO), ("new ssr", "rises", "why"), why)


def is_seen(before, rate):
    """Whether one sees on paper what a step of b3 does: the SSR changes, and it is clear how far the step goes."""
    part, step = rate * before.curvature("b3"), rate * before.derivative("b3")
    after = fsum((residual + step) ** 2 for residual in before.residuals)
    clear = all(abs(part - border) > SEEN * border for border in (1, 2))
    return clear and abs(after - before.ssr) > SEEN * max(after, before.ssr)
