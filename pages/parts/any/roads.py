"""Where each weight and bias of a network acts, in words: by the names of the inputs and of the outputs."""

from pages.parts.any.outputs import cut, names_of


def roads_of(network, data):
    """Where each parameter acts: "Dosage → node 3", "node 3" for its bias."""
    roads, before, count = [], [cut(name) for name in data.names[: network.nodes[0]]], 0
    for layer, nodes in enumerate(network.nodes[1:], 1):
        here = [f"node {count + i + 1}" for i in range(nodes)]
        if layer == len(network.nodes) - 1:
            here = ["Predicted"] if nodes == 1 else [cut(name) for name in names_of(data)]
        for name in here:
            roads += [*(f"{source} → {name}" for source in before), name]
        before, count = here, count + nodes
    return roads
