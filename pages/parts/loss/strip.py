"""What the learner sets on the page of any loss: the strip of controls, and a button for each of its experiments."""

import streamlit as st

from backprop.activations import ACTIVATIONS, IDENTITY, RELU, SIGMOID, SOFTPLUS
from backprop.data import Data
from backprop.losses import CROSS_ENTROPY, HALF_MSE, LOSSES, SSR
from backprop.network import Network
from backprop.written.numerals import number
from pages.parts.controls import number_field, presets, widgets
from pages.parts.experiment import control_strip
from pages.parts.loss.setup import DATA, DOSAGE, FLAT, HIDDEN, KEY, OF_MAZUR, OWN_RATE, PASSED, STARTS, Setup

LOSS, ACTIVATION = ({each.name: each for each in some} for some in (LOSSES, ACTIVATIONS))  # by its name
CHOICES = {"loss": LOSSES, "output": ACTIVATIONS, "hidden": ACTIVATIONS}
CHANGES = {f"{what}: {to.name}": (what, to) for what, options in CHOICES.items() for to in options}
ALL, CROSS = "all", f"loss: {CROSS_ENTROPY.name}"

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
    "0 or 1: why Cross Entropy?": preset(PASSED, FLAT, SSR, SIGMOID, SOFTPLUS, CROSS),
    "The video's network: SSR or half MSE?": preset(
        DOSAGE, HIDDEN, SSR, IDENTITY, SOFTPLUS, f"loss: {HALF_MSE.name}", "b3"
    ),
    "The video's, with ReLU?": preset(DOSAGE, HIDDEN, SSR, IDENTITY, SOFTPLUS, f"hidden: {RELU.name}"),
    "Mazur's 2-2-2": preset(OF_MAZUR, HIDDEN, HALF_MSE, SIGMOID, SIGMOID, CROSS, rate=0.5),
}


def buttons(part):
    """A button for each of the page's experiments, which leaves the part open that is."""
    with st.container(horizontal=True, gap="small"):
        for label, values in PRESETS.items():
            presets.whole_state(label, values | {f"{KEY}_part": part}, f"{KEY}_preset_{label}")
