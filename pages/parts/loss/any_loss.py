"""What the page on any loss and any Activation Function draws and says: two choices side by side, factor by factor."""

import re
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from backprop.activations import ACTIVATIONS, IDENTITY, RELU, SIGMOID, SOFTPLUS, Activation
from backprop.chain_rule import any_chains, changes
from backprop.data import Data
from backprop.datasets import DOSAGE_DATA, HEIGHT_DATA, PASSED_DATA
from backprop.experiment import Experiment
from backprop.lessons import MAIN_IDEAS, MAZUR, MAZUR_SHOWN
from backprop.losses import CROSS_ENTROPY, HALF_MSE, LOSSES, SSR, Loss
from backprop.network import Network
from backprop.optimisers import GradientDescent
from backprop.passes import backward
from backprop.written.numerals import agreeing_digits, counted, number
from backprop.written.written_out import any_loss_line, difference_line, outputs_line
from pages.parts import tables
from pages.parts.controls import number_field, presets, widgets
from pages.parts.experiment import control_strip, runs

KEY = "any_loss"
PASSED, DOSAGE, HEIGHT, OF_MAZUR = "0 or 1", "Dosage", "Weight and height", "Mazur 2-2-2"
DATA = {PASSED: PASSED_DATA, DOSAGE: DOSAGE_DATA, HEIGHT: HEIGHT_DATA, OF_MAZUR: MAZUR.data}
FLAT, HIDDEN = "one layer", "one hidden layer"
STARTS = {  # where each begins, on no corner of a ReLU: the name in its keys, nodes, parameters, the one looked at
    (PASSED, FLAT): ("passed", (1, 1), (-2.0, 1.0), "w1"),
    (PASSED, HIDDEN): ("passed_hidden", (1, 2, 1), (2.0, -3.0, -1.0, 1.5, -1.5, 1.0, -1.0), "w1"),
    (DOSAGE, FLAT): ("dosage", (1, 1), (1.0, 0.25), "w1"),
    (DOSAGE, HIDDEN): ("dosage_hidden", (1, 2, 1), MAIN_IDEAS.experiment.start, "w1"),
    (HEIGHT, FLAT): ("height", (1, 1), (1.0, 0.0), "w1"),
    (HEIGHT, HIDDEN): ("height_hidden", (1, 2, 1), (1.0, -1.0, -1.0, 1.0, 0.8, -0.5, 1.0), "w1"),
    (OF_MAZUR, FLAT): ("mazur", (2, 2), MAZUR.start[:6], "w1"),
    (OF_MAZUR, HIDDEN): ("mazur_hidden", (2, 2, 2), MAZUR.start, "w1"),
}
LOSS, ACTIVATION = ({each.name: each for each in some} for some in (LOSSES, ACTIVATIONS))  # by its name
CHOICES = {"loss": LOSSES, "output": ACTIVATIONS, "hidden": ACTIVATIONS}
WHOSE = {
    "loss": "the loss",
    "output": "the output's Activation Function",
    "hidden": "the hidden nodes' Activation Function",
}
CHANGES = {f"{what}: {to.name}": (what, to) for what, options in CHOICES.items() for to in options}
ALL, CROSS = "all", f"loss: {CROSS_ENTROPY.name}"
OWN_RATE = 0.1
STEPS = 5  # of the two runs that are compared row by row
H = 1e-4
FEW = 4  # digits: where a finite difference agrees to fewer, the page says why


# --- what the learner sets -------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Setup:
    """What the learner has set.

    data       all observations, and `looked_at` those whose Derivative is written out: all, or one of them
    start      (P,) the weights and biases
    parameter  whose Derivative is written out
    change     what is then chosen otherwise, a key of CHOICES, and to what
    rate       the Learning Rate of the runs
    """

    data: Data
    looked_at: Data
    network: Network
    loss: Loss
    start: np.ndarray
    parameter: str
    change: tuple[str, Loss | Activation]
    rate: float

    @property
    def changed(self):
        """The same with the one change made."""
        what, to = self.change
        if what == "loss":
            return replace(self, loss=to)
        return replace(self, network=replace(self.network, **{what: to}))


# What a part of the page lets be chosen, besides data and network; for all else a choice has no effect there.
OF_CHANGE = ("of", "at", "loss", "output", "hidden", "change")
OF_STEPS, OF_COLLAPSE = ("of", "output", "hidden", "rate"), ("hidden", "rate")


def set_up(wanted):
    """The strip of controls, first what is computed and then what is chosen: returns the learner's Setup.

    wanted  those of its controls that the open part has a use for; what the others would set is the page's own
    """

    def chosen(name, key, label, options, own, width):
        return widgets.selection(key, label, options, own, width) if name in wanted else own

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        what = widgets.selection(f"{KEY}_data", "Data", list(DATA), width=170)
        layers = widgets.selection(f"{KEY}_layers", "Network", [FLAT, HIDDEN], width=165)
        slug, nodes, start, own = STARTS[what, layers]
        data, prefix, names = DATA[what], f"{KEY}_{slug}", Network(nodes).parameter_names
        name = chosen("of", f"{prefix}_of", "Derivative for", names, own, 120)
        which = [ALL, *map(number, data.inputs[:, 0])]
        one = ALL
        if len(data) > 1:
            one = chosen("at", f"{prefix}_at", f"At {data.names[0]}", which, ALL, 120)
        with number_field.folded(st.popover, "Weights and biases", icon=":material/tune:"):
            parameters = control_strip.parameters(prefix, Network(nodes), start)
            values = dict.fromkeys(f"{prefix}_{each}" for each in names)
            presets.preset("Back to the start", values, icon=":material/replay:")
        loss = chosen("loss", f"{KEY}_loss", "Loss", list(LOSS), SSR.name, 215)
        output = chosen("output", f"{KEY}_output", "Output", list(ACTIVATION), SIGMOID.name, 115)
        hidden = chosen("hidden", f"{KEY}_hidden", "Hidden nodes", list(ACTIVATION), SOFTPLUS.name, 115)
        change = chosen("change", f"{KEY}_change", "Then change", list(CHANGES), CROSS, 225)
        rate = OWN_RATE
        if "rate" in wanted:
            rate = widgets.number(f"{KEY}_rate", "Learning Rate", OWN_RATE, *widgets.RATES, step=0.05, width=130)
    place = which.index(one) - 1
    looked_at = data if place < 0 else Data(data.inputs[[place]], data.observed[[place]], data.names)
    network = Network(nodes, ACTIVATION[hidden], ACTIVATION[output])
    return Setup(data, looked_at, network, LOSS[loss], parameters, name, CHANGES[change], rate)


def preset(data, layers, loss, output, hidden, change, of=None, **values):
    """The keys and values of one of the page's experiments; the weights and biases are those that it begins with."""
    slug, nodes, _, own = STARTS[data, layers]
    named = {"data": data, "layers": layers, "loss": loss.name, "output": output.name, "hidden": hidden.name}
    keys = {f"{KEY}_{key}": value for key, value in {**named, "change": change, **values}.items()}
    keys |= dict.fromkeys(f"{KEY}_{slug}_{name}" for name in Network(nodes).parameter_names)
    return keys | {f"{KEY}_{slug}_of": of or own, f"{KEY}_{slug}_at": None}


PRESETS = {
    "0 or 1: why cross-entropy?": preset(PASSED, FLAT, SSR, SIGMOID, SOFTPLUS, CROSS),
    "The video's network: SSR or half MSE?": preset(
        DOSAGE, HIDDEN, SSR, IDENTITY, SOFTPLUS, f"loss: {HALF_MSE.name}", "b3"
    ),
    "The video's, with ReLU?": preset(DOSAGE, HIDDEN, SSR, IDENTITY, SOFTPLUS, "hidden: ReLU"),
    "Mazur's 2-2-2": preset(OF_MAZUR, HIDDEN, HALF_MSE, SIGMOID, SIGMOID, CROSS, rate=0.5),
}


def buttons(part):
    """A button for each of the page's experiments, which leaves the part open that is."""
    with st.container(horizontal=True, gap="small"):
        for label, values in PRESETS.items():
            presets.whole_state(label, values | {f"{KEY}_part": part}, f"{KEY}_preset_{label}")


def experiment_of(setup, data=None, **options):
    """The Setup as an Experiment; where it is refused, why: a sentence."""
    data, (low, high) = data or setup.looked_at, setup.loss.takes_observed
    for name, column in zip(data.names[-data.observed.shape[1] :], data.observed.T, strict=True):
        outside = column[(column < low) | (column > high)]
        if outside.size:
            takes = f"the {setup.loss.name} takes Observed values from {number(low)} to {number(high)} alone"
            return f"{takes}, and here is a {name} of {number(outside[0])}."
    try:
        return Experiment(setup.network, data, setup.start, loss=setup.loss, **options)
    except ValueError as refusal:
        return str(refusal)


def refused(sentence, setup, key):
    """Say in one sentence what is refused, and offer what would do; nothing that the learner set is changed."""
    st.warning(f"Refused, and nothing of yours is changed: {sentence}", icon=":material/block:")
    with st.container(horizontal=True, gap="small"):
        low, high = CROSS_ENTROPY.takes_predicted
        reach, observed = setup.network.output.reach, setup.data.observed
        if reach[0] < low or reach[1] > high:
            presets.preset("Take sigmoid for the output", {f"{KEY}_output": SIGMOID.name}, key=key)
        if observed.min() < 0 or observed.max() > 1:
            presets.preset("Take the data 0 or 1", {f"{KEY}_data": PASSED}, key=key)


def chains_at_start(experiment, name):
    """The Chains for one parameter at an Experiment's start: one for each output that it moves."""
    return any_chains(experiment.network, experiment.start, experiment.data, name, experiment.loss)


def of_any_output(text):
    """A factor's name or formula as it is for each of several outputs, which the columns of a table tell apart."""
    return re.sub(r"(Predicted|Observed|x_out)\d+", r"\1", text)


# --- the factors, before and after one change ------------------------------------------------------------------------


def before_and_after(setup):
    """What one change does to the Derivative for one parameter: which of its factors get another formula; folded, every
    number, and the whole in one line."""
    before, after = experiment_of(setup), experiment_of(setup.changed)
    both = [None if isinstance(each, str) else chains_at_start(each, setup.parameter) for each in (before, after)]
    marks = changes(*both) if None not in both else ()
    st.markdown(what_changes(setup, both, marks))
    if marks:
        table = formulas_table(setup, both, marks)
        tables.show(table, f"The formulas of the factors of dLoss/d{setup.parameter}, before and after")
        st.caption(legend(setup))
    for word, of, experiment in zip(SIDES, (setup, setup.changed), (before, after), strict=True):
        if isinstance(experiment, str):
            st.markdown(f"**{word}: {choices_in_words(of)}**")
            refused(experiment, of, word)
    taken = [each for each in zip((before, after), both, strict=True) if each[1] is not None]
    if not taken:
        return
    with st.expander("Every factor with its number", icon=":material/table_rows:"):
        sides = zip(SIDES, (setup, setup.changed), (before, after), both, strict=True)
        for column, (word, of, experiment, chains) in zip(st.columns(2, gap="medium"), sides, strict=True):
            if chains is not None:
                with column:
                    loss = number(backward_of(experiment).loss)
                    st.header(f"**{word}: {choices_in_words(of)}**, Loss {loss}", anchor=False)
                    table = numbers_table(experiment, chains, marks)
                    tables.show(table, f"{word}: the factors of dLoss/d{setup.parameter}, a column for each road")
    with st.expander("In one line to retype, and the check without the Chain Rule", icon=":material/calculate:"):
        written_out(setup, taken)


def backward_of(experiment):
    return backward(experiment.network, experiment.start, experiment.data, experiment.loss)


def choices_in_words(setup):
    hidden = f", hidden {setup.network.hidden.name}" if len(setup.network.nodes) > 2 else ""
    return f"{setup.loss.name}, output {setup.network.output.name}{hidden}"


def what_changes(setup, both, marks):
    """In a sentence or two: which factors the change gives another formula, and which only other numbers."""
    what, to = setup.change
    from_name = (setup.loss if what == "loss" else getattr(setup.network, what)).name
    if what == "hidden" and len(setup.network.nodes) == 2:
        return "One layer has no hidden nodes, so **nothing changes**: choose one hidden layer, or another change."
    if from_name == to.name:
        return f"It is {to.name} already, so **nothing changes**: choose another change."
    if None in both:
        return f"From {from_name} to {to.name}: one of the two cannot be had with what else is chosen."
    names = [of_any_output(factor.name) for factor in both[0][0].factors]
    others = [name for name, mark in zip(names, marks, strict=True) if mark == "number"]
    formulas = [name for name, mark in zip(names, marks, strict=True) if mark == "formula"]
    old, new = (number(sum(chain.derivative for chain in chains)) for chains in both)
    said = f"Change {WHOSE[what]} from {from_name} to {to.name}: "
    if formulas:
        get = "gets" if len(formulas) == 1 else "get"
        said += f"**{len(formulas)} of the {len(names)} factors {get} another formula: ◆ {', '.join(formulas)}.** "
    else:
        said += f"**none of the {len(names)} factors of this chain gets another formula.** "
    if others:
        said += f"◇ {', '.join(others)} keep{'s' if len(others) == 1 else ''} the formula, with other numbers in it. "
    return f"{said}dLoss/d{setup.parameter}: {old} → **{new}**."


SIDES = ("Before", "After")
MARKS = {"formula": "◆ ", "number": "◇ ", "": ""}
TOGETHER = "together, dLoss/dx_out"


def highlighted(mark, *texts):
    """Cells of a table, in bold where the change gives their factor another formula."""
    return [f"**{text}**" for text in texts] if mark == "formula" else list(texts)


def formulas_table(setup, both, marks):
    """Each factor's formula before and after a change, and how the field writes the factor."""
    hidden, rows = len(setup.network.nodes) > 2, []
    for place, (factor, mark) in enumerate(zip(both[0][0].factors, marks, strict=True)):
        old, new = (
            ", ".join(dict.fromkeys(of_any_output(c.factors[place].formula) for c in chains)) for chains in both
        )
        after = new if mark == "formula" else "the same"
        name = f"{MARKS[mark]}{of_any_output(factor.name)}"
        rows.append([*highlighted(mark, name, old, after), field_name(factor, hidden)])
        if place == 1:
            old, new = (of_any_output(c[0].joined.formula) if c[0].joined else "the two multiplied" for c in both)
            z = "∂E/∂z⁽²⁾" if hidden else "∂E/∂z"
            after = "the same" if old == new else f"{new}: the two collapse" if both[1][0].joined else new
            rows.append([TOGETHER, old, after, z])
    return tables.of_rows(rows, ["Factor", "Before", "After", "Elsewhere"])


def numbers_table(experiment, chains, marks):
    """A Derivative's factors, a row each, a column for each observation and, where there are several, each output."""
    rows = [
        ["Observed, t", *cells(chain.observed for chain in chains)],
        ["Predicted, o", *cells(chain.predicted for chain in chains)],
    ]
    for place, factor in enumerate(chains[0].factors):
        mark = marks[place] if marks else ""
        name = f"{MARKS[mark]}{of_any_output(factor.name)}"
        rows.append(highlighted(mark, name, *cells(chain.factors[place].value for chain in chains)))
        if place == 1:
            rows.append([TOGETHER, *cells(map(front, chains))])
    total = number(sum(chain.derivative for chain in chains))
    rows.append([f"Product; their sum is {total}", *cells(chain.terms for chain in chains)])
    return tables.of_rows(rows, ["Factor", *heads(experiment, chains)])


def front(chain):
    """dLoss/dx_out for each observation: the first two factors of a Chain, multiplied, or joined to one formula."""
    return chain.joined.value if chain.joined else chain.factors[0].value * chain.factors[1].value


def cells(of_chains):
    """A text for every observation of every Chain."""
    return tables.texts(np.concatenate(list(of_chains)))


def heads(experiment, chains):
    """What each column of a table of factors is about: an observation, and the output where there are several."""
    data, outputs = experiment.data, experiment.network.nodes[-1]
    at = [f"{data.names[0]} {number(value)}" for value in data.inputs[:, 0]]
    if outputs == 1:
        return at
    own = data.names[-outputs:]
    if len(chains) == 1:
        own = [name for name, column in zip(own, data.observed.T, strict=True)
               if np.array_equal(column, chains[0].observed)]  # fmt: skip
    return [f"through {name}" if len(at) == 1 else f"{where}, through {name}" for name in own for where in at]


def field_name(factor, hidden):
    """A factor as the field writes it: E the loss, o the output, z what goes into a node, a what comes out."""
    into, behind = ("z⁽²⁾", "⁽²⁾") if hidden else ("z", "")
    if factor.of == "Loss":
        return "∂E/∂o"
    if factor.of.startswith("Predicted"):
        return f"∂o/∂{into}"
    if factor.of.startswith("x_out"):
        return f"∂{into}/∂a⁽²⁾" if factor.by[0] == "y" else f"∂{into}/∂{factor.by[0]}{behind}"
    return "∂a⁽²⁾/∂z⁽¹⁾" if factor.of[0] == "y" else f"∂z⁽¹⁾/∂{factor.by[0]}⁽¹⁾"


def legend(setup):
    """How the tables' marks and the field's names are to be read."""
    hidden = len(setup.network.nodes) > 2
    said = (
        "◆ and bold: another formula, because another choice is made; ◇ the same formula, but its numbers come from "
        "other Predicted values or hidden nodes; no mark: the very same. Elsewhere: E is the loss, t Observed, "
        "o Predicted, z the x that goes into a node"
    )
    said += ", a⁽²⁾ the y that comes out of a hidden one." if hidden else "."
    if HALF_MSE in (setup.loss, setup.changed.loss):
        said += f" n is the number of observations: {len(setup.looked_at)}."
    if hidden and setup.network.nodes[-1] > 1:
        said += " A hidden node reaches every output: each column is one road, and the roads add."
    return said


def written_out(setup, taken):
    """The Derivative in one line to retype, before and after, and the check without the Chain Rule."""
    name = setup.parameter
    lines = [any_loss_line(chains, experiment) for experiment, chains in taken]
    st.markdown(f"**In one line to retype**, and the check: move {name} by {number(H)} both ways, and see the loss.")
    text, agree, apart = [], [], []
    for (experiment, _), line in zip(taken, lines, strict=True):
        place = experiment.network.place(name)
        both_ways = nudged(experiment, place, H)
        check = difference_line("Loss", name, {name: experiment.start[place]}, both_ways.loss, H)
        text += [line.text, f"check: {check.text}", ""]
        digits = agreeing_digits(check.value, line.value)
        agree.append(digits)
        if digits < FEW:
            apart.append(why_apart(experiment, both_ways, line.value))
    st.code("\n".join(text[:-1]), language=None, wrap_lines=True)
    digits = " and ".join([*map(str, agree[:-1]), counted(agree[-1], "digit")])
    said = f"Chain Rule and finite difference agree to {digits}."
    st.caption(" ".join([said, *dict.fromkeys(apart), bitten(lines)]))


def bitten(lines):
    """What retyping some Lines makes of them, where that is not what they say; else nothing."""
    found = [f"{number(line.retyped)} for {number(line.value)}" for line in lines if line.rounding_bites]
    return f"Retyped with these rounded numbers you get {', '.join(found)}: rounding bites." if found else ""


def nudged(experiment, place, h):
    """The pass backward from an Experiment's start with one parameter moved up by h, and down by h: (2, …) arrays."""
    rows = np.tile(experiment.start, (2, 1))
    rows[:, place] += (h, -h)
    return backward(experiment.network, rows, experiment.data, experiment.loss)


def why_apart(experiment, both_ways, derivative):
    """Why a finite difference does not find the Derivative: a corner is passed, or the loss moves too little, or bends.

    both_ways is what `nudged` gives.
    """
    for activation, dy_dx in zip(experiment.network.activations, both_ways.dy_dx, strict=True):
        if activation is RELU and (dy_dx[0] != dy_dx[1]).any():
            return (
                f"A ReLU has its corner within these {number(2 * H)}: the finite difference mixes the slopes of both "
                "sides, the Chain Rule takes that of the side where x is, and 0 at the corner itself."
            )
    rounding = np.spacing(np.abs(both_ways.loss).max()) / (2 * H)
    if abs(derivative) < 10**FEW * rounding:
        return (
            "So small a slope moves the loss behind its last digits, where the finite difference cannot see it; the "
            "Chain Rule can."
        )
    return f"The loss bends too much between these two places, {number(2 * H)} apart, for a finite difference."


# --- the shared front ------------------------------------------------------------------------------------------------


def shared_front(setup):
    """Every parameter's Derivative as the same front and what is behind it, before and after the change."""
    sides = {word: experiment_of(of) for word, of in zip(SIDES, (setup, setup.changed), strict=True)}
    for (word, experiment), of in zip(sides.items(), (setup, setup.changed), strict=True):
        if isinstance(experiment, str):
            refused(experiment, of, word)
    sides = {word: experiment for word, experiment in sides.items() if not isinstance(experiment, str)}
    if not sides:
        st.markdown("Both choices are refused, so there are no Derivatives to compare.")
        return
    taken = list(sides.values())
    outputs, names = setup.network.nodes[-1], setup.network.parameter_names
    each = ", one for each output" if outputs > 1 else ""
    st.markdown(
        f"**dLoss/dPredicted × dPredicted/dx_out** begins every one of these {len(names)} chains. The parameters of "
        f"the output need it first; when those of a hidden node have their turn, it is there already{each}. "
        "The loss enters nowhere else, which is why another loss needs no other Backpropagation."
    )
    derivatives = [backward_of(experiment).derivatives for experiment in taken]
    rows = []
    for place, name in enumerate(names):
        chains = chains_at_start(taken[0], name)
        road = f"{'Σ ' * (len(chains) > 1)}front × {behind_the_front(chains)}"
        rows.append([f"{'→ ' * (name == setup.parameter)}{name}", road, *(number(each[place]) for each in derivatives)])
    heads_of_sides = [f"Derivative {word.lower()}" for word in sides]
    table = tables.of_rows(rows, ["Parameter", "Its chain", *heads_of_sides])
    tables.show(table, "Every parameter's chain: the shared front, and what is behind it")
    if len(setup.network.nodes) > 2 and outputs > 1:
        st.markdown("**Where a node feeds two outputs, the roads add:**")
        roads_of_nodes(taken[0])


def behind_the_front(chains):
    """What follows the first two factors: a weight or what it multiplies as it is, a bent stretch by its name."""
    parts = []
    for factors in list(zip(*(chain.factors for chain in chains), strict=True))[2:]:
        formulas = list(dict.fromkeys(factor.formula for factor in factors))
        said = formulas[0] if len(formulas) == 1 else f"({', '.join(formulas)})"
        parts.append(factors[0].name if factors[0].choice else said)
    return " × ".join(parts)


def roads_of_nodes(experiment):
    """For each hidden node: what comes back to it from all the outputs that it feeds, in one line."""
    st.code("\n".join(line.text for line in outputs_line(experiment)), language=None, wrap_lines=True)


# --- one step, two scales --------------------------------------------------------------------------------------------


def run(setup, steps, optimised=None, **changed):
    """The Trace of a descent from the learner's start over all the data; where the core refuses it, its sentence."""
    setup = replace(setup, **changed)
    optimiser = GradientDescent(setup.rate)
    experiment = experiment_of(setup, setup.data, optimised=optimised, optimiser=optimiser, steps=steps)
    return experiment if isinstance(experiment, str) else runs.trace_of(experiment)[0]


def same_steps(setup):
    """The SSR at one Learning Rate and the half mean squared error at 2n times it, side by side: the same run."""
    n, name = len(setup.data), setup.parameter
    scaled = setup.rate * 2 * n
    st.markdown(
        f"The half mean squared error is the SSR divided by 2n. With your {counted(n, 'observation')} its "
        f"Derivatives are 1 / {2 * n} of the SSR's, so the same steps need {2 * n} times the Learning Rate: "
        f"**{number(setup.rate)} × 2 × {n} = {number(scaled)}**. Row by row, with {name} moving alone:"
    )
    both = ({"loss": SSR}, {"loss": HALF_MSE, "rate": scaled})
    alone, together = ([run(setup, STEPS, moving, **each) for each in both] for moving in ((name,), None))
    for trace in (*alone, *together):
        if isinstance(trace, str):
            refused(trace, setup, "same")
            return
    place, last = setup.network.place(name), min(map(len, alone))
    sides = zip((SSR, HALF_MSE), (setup.rate, scaled), alone, strict=True)
    for column, (loss, rate, trace) in zip(st.columns(2, gap="medium"), sides, strict=True):
        of_name = (trace.loss, trace.derivatives[:, place], trace.step_sizes[:, place], trace.of(name))
        rows = [[str(row), *(number(values[row]) for values in of_name)] for row in range(last)]
        with column:
            st.header(f"**{loss.name}, Learning Rate {number(rate)}**", anchor=False)
            heads = ["Step", "Loss", "Derivative", f"× {number(rate)}", name]
            tables.show(tables.of_rows(rows, heads), f"A run with the {loss.name}: the loss, and {name}'s steps")
    apart = max(float(np.abs(a - b).max()) for a, b in zip(*(trace.parameters for trace in together), strict=False))
    differ = f"differ by at most {number(apart, 2)}, which is rounding" if apart else "agree to the last digit"
    st.caption(
        f"With all weights and biases moving, the two runs {differ}. A Learning Rate means nothing without the loss "
        "that it belongs to."
    )


# --- Mazur's example -------------------------------------------------------------------------------------------------


def mazur():
    """Matt Mazur's 2-2-2 network, one step, to nine decimals beside what he prints."""
    trace, _ = runs.trace_of(replace(MAZUR, steps=1))
    shown, weights = MAZUR_SHOWN, MAZUR.optimised
    rows = [
        ["Error E", "half MSE, n = 1", trace.loss[0], shown["loss"][0]],
        ["out_o1", "Predicted o1", trace.predicted[0, 0, 0], shown["predicted"][0]],
        ["out_o2", "Predicted o2", trace.predicted[0, 0, 1], shown["predicted"][1]],
        *([f"{name}⁺", f"New {name}", trace.of(name)[1], shown["new"][name]] for name in weights),
        ["Error after one step", "half MSE, step 1", trace.loss[1], shown["loss"][1]],
    ]
    table = [[his, ours, nine(value), str(printed)] for his, ours, value, printed in rows]
    left, right = st.columns(2, gap="medium")
    with left:
        names = ["His name", "Ours", "Computed here", "He prints"]
        tables.show(tables.of_rows(table, names), "Mazur's numbers to nine decimals, computed here and printed")
    with right:
        w1 = chains_at_start(MAZUR, "w1")
        st.markdown(
            f"His *target* and *out* are our Observed and Predicted, his *net* is our x, his E_total our half mean "
            f"squared error with n = 1; w1 … w8 are w1 … w8. His b1 is our b1 and b2, his b2 our b3 and b4, and "
            f"neither is updated. η = {number(MAZUR.optimiser.learning_rate)}.\n\n"
            f"**Two roads lead from the error to w1**, one through each output, and they add: "
            f"{nine(w1[0].derivative)} + ({nine(w1[1].derivative)}) = "
            f"**{nine(sum(chain.derivative for chain in w1))}**. For each hidden node the same sum, before "
            "the last factor:"
        )
        roads_of_nodes(MAZUR)
        st.caption(
            f"The last one differs: he rounded on the way to {shown['loss'][1]}, and from all the digits it is "
            f"{nine(trace.loss[1])}."
        )
        values = PRESETS["Mazur's 2-2-2"] | {f"{KEY}_part": "One change"}
        look = {"shows": "any_loss_factors", "icon": ":material/arrow_forward:"}
        presets.whole_state("Open it under One change", values, f"{KEY}_open_mazur", **look)


def nine(value):
    """A number with nine decimals."""
    return f"{value:.9f}".replace("-", "−")
