"""By which Activation Functions a network of the learner's own is bent, layer by layer and at its output."""

from backprop.activations import ACTIVATIONS, IDENTITY, OUTPUTS, TANH
from backprop.softmax import SOFTMAX
from pages.parts.controls import widgets

AS_FIRST = "as layer 1"


def key_of_kind(key, data):
    """The key of a control that begins otherwise where the data are of classes: each kind of data keeps its own."""
    return f"{key}_of_classes" if data.classes else key


def chosen(prefix, layers, data):
    """The controls: returns (an Activation for each hidden layer, the output's, both in words)."""
    by_name = {each.name: each for each in OUTPUTS}
    hidden = []
    for layer in range(1, layers + 1):
        name = one_layer(prefix, layer, layers)
        hidden.append(hidden[0] if name == AS_FIRST else by_name[name])
    outputs = OUTPUTS if data.observed.shape[1] > 1 else ACTIVATIONS
    own = SOFTMAX if data.classes else IDENTITY
    names = [each.name for each in outputs]
    out = by_name[widgets.renewed_selection(key_of_kind(f"{prefix}_output", data), "Output bent by", names, own.name)]
    said = ", ".join(each.name for each in (hidden[:1] if len(set(hidden)) == 1 else hidden))
    return tuple(hidden), out, [*([said] if said else []), *([f"output {out}"] if out is not IDENTITY else [])]


def one_layer(prefix, layer, layers):
    """The name of what bends a hidden layer: the first one's own, and that of each other where it is not the same."""
    names = [each.name for each in ACTIVATIONS]
    if layer == 1:
        label = "Bent by" if layers == 1 else "Layer 1 bent by"
        return widgets.selection(f"{prefix}_hidden", label, names, TANH.name, width=130)
    key = f"{prefix}_hidden{layer}"
    return widgets.selection(key, f"Layer {layer} bent by", [AS_FIRST, *names], AS_FIRST, width=130)


def keys_of(prefix, hidden, output, data):
    """The controls' values, {key: value}, that bend a network so."""
    first, *others = [*hidden, None]
    values = {} if first is None else {f"{prefix}_hidden": first.name}
    for layer, each in enumerate(others[:-1], 2):
        values[f"{prefix}_hidden{layer}"] = AS_FIRST if each is first else each.name
    return values | {key_of_kind(f"{prefix}_output", data): output.name}
