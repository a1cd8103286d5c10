"""Each drawing of boxes and edges in a state drawn at random: its letters and line breaks change with the width."""

from types import SimpleNamespace

import numpy as np

from backprop.activations import RELU, SOFTPLUS, TANH
from backprop.data import Data
from backprop.experiment import Experiment
from backprop.graphs.examples import EXAMPLES
from backprop.graphs.expression import parse
from backprop.graphs.graph import backward as walked_back
from backprop.graphs.graph import forward as values_of
from backprop.graphs.roads import TWO_ROADS
from backprop.graphs.words import Refused
from backprop.lessons import PT_1
from backprop.network import Network
from pages.parts.any import network_map as any_network_map
from pages.parts.any import view
from pages.parts.charts import one_table
from pages.parts.graph import picture as graph_picture
from pages.parts.pictures import extent
from pages.parts.pictures.network_picture import network_picture
from pages.parts.player.film import Film
from pages.parts.roads import pictures

NAMES = ("x", "Dosage", "Effectiveness", "Height in metres of the house")


def some_numbers(rng, count):
    """Of a usual size, or of very many sizes: −1000, 1e-7, −1.235×10⁻⁷."""
    usual = rng.normal(size=count) * rng.choice([0.3, 3.0, 30.0])
    any_size = rng.choice([-1, 1], count) * 10 ** rng.uniform(-9, 5, count)
    round_ones = rng.choice([-1000.0, 1e-7, -1.2345678e-7, 0.0, 0.5], count)
    return [usual, any_size, np.where(rng.integers(2, size=count), usual, round_ones), any_size][rng.integers(4)]


def some_data(rng, inputs=1, outputs=1, rows=4):
    names = [str(rng.choice(NAMES)) for _ in range(inputs + outputs)]
    names = tuple(f"{name}{place}" if name in names[:place] else name for place, name in enumerate(names))
    return Data(rng.uniform(size=(rows, inputs)), rng.uniform(size=(rows, outputs)), names)


def network(rng):
    """Of a lesson's size or another, with and without a live dosage, marked parameters and a band."""
    nodes = [(1, 1), *[(1, 2, 1)] * 3, (1, 3, 1), (2, 2, 1), (2, 2, 3), (1, 2, 2), (1, 2, 2, 1)][rng.integers(9)]
    of = Network(nodes, [SOFTPLUS, RELU, TANH][rng.integers(3)])
    data = PT_1.experiment.data if nodes == (1, 2, 1) and rng.integers(2) else some_data(rng, nodes[0], nodes[-1])
    ends = extent.input_range(data) if nodes[0] == 1 else (0, 1)
    dosage = rng.uniform(*ends, size=nodes[0]) if rng.integers(2) else None
    marked = tuple(rng.choice(of.parameter_names, rng.choice([0, 1, 2, of.parameter_count]), replace=False))
    road = marked[:1] if rng.integers(2) else ()
    height = 200 if nodes == (1, 1) else None
    network_picture(of, data, some_numbers(rng, of.parameter_count), "key", dosage, marked, height, road)


def network_map(rng):
    """From a line to four layers of 32 nodes."""
    most = int(rng.choice([2, 3, 4, 8, 32]))
    inputs, hidden = int(rng.integers(1, 3)), rng.integers(1, most + 1, size=rng.integers(0, 5))
    of = Network((inputs, *map(int, hidden), 1), TANH)
    count = of.parameter_count
    trace = SimpleNamespace(
        experiment=Experiment(of, some_data(rng, inputs), np.zeros(count)),
        parameters=some_numbers(rng, count)[None],
        derivatives=some_numbers(rng, count)[None],
        step_sizes=some_numbers(rng, count)[None],
        ssr=np.array([1.0]),
        steps=np.array([0]),
    )
    any_network_map.network_map(0, trace, view.Reach(((0.0, 1.0),), 1.0), "key")


def two_roads(rng):
    x = rng.integers(-20, 31) / 10 if rng.integers(2) else float(some_numbers(rng, 1)[0])
    pictures.roads_picture(TWO_ROADS, "L", "x", {"x": x}, "key")


def some_expression(rng, depth):
    """A tree of operations over a few names, or over many."""
    if not depth or rng.random() < 0.15:
        typed = f"{rng.uniform(0.1, 9):.{rng.integers(4)}f}"
        return [f"x{rng.integers(3)}", f"the_weight_{rng.integers(9)}", f"w{rng.integers(40)}", typed][rng.integers(4)]
    if rng.random() < 0.3:
        return f"{rng.choice(['tanh', 'sigmoid', 'softplus', 'relu', 'sin'])}({some_expression(rng, depth - 1)})"
    return f"({some_expression(rng, depth - 1)}{rng.choice(list('+-*'))}{some_expression(rng, depth - 1)})"


LARGE = (
    "-" * 99 + "x",
    "+".join(["x"] * 50),
    "+".join(f"tanh(x{i % 4}*w)" for i in range(32)),
    "*".join(f"(a{i}+b{i})" for i in range(20)),
    ";".join(f"x{i + 1} = x{i} + x{i}*x{i}" for i in range(8)),
)


def any_graph(rng):
    """An example or any expression, on any step of the way back, with its paths as broad bands."""
    while True:
        texts = [str(rng.choice([example.text for example in EXAMPLES])), str(rng.choice(LARGE))]
        texts += [some_expression(rng, int(depth)) for depth in (2, 3, 4, 5)]
        graph = None
        try:
            graph = parse(texts[rng.integers(len(texts))])
            given = dict(zip(graph.inputs, some_numbers(rng, len(graph.inputs)), strict=True))
            walk = walked_back(graph, values_of(graph, given))
            break
        except (Refused, OverflowError):
            continue
    steps = np.arange(len(walk.steps) + 1)
    film, step = Film("walk", steps, steps, 0), int(rng.integers(len(steps)))

    def at_the_step(spec, key, layers, alt, x, y):
        filled = {
            of: columns | {"label": [film.at(text, step) for text in columns["label"]]}
            for of, columns in layers.items()
        }
        one_table.show(spec, one_table.marks(**filled), key, film.at(alt, step), x, y)

    film.picture = at_the_step
    graph_picture.graph_picture(film, walk, graph_picture.gradient_templates(film, walk), (), "key")


DRAWINGS = (network, network_map, two_roads, any_graph)
