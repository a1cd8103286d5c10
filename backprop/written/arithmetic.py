"""Arithmetic as it is written on paper: a line with every number in its place, and what a calculator makes of it.

The line shows four significant digits, and whoever types it in computes with these. Where that ends elsewhere than the
exact numbers do, rounding has bitten on the way, and the screen can say so.
"""

from dataclasses import dataclass

import numpy as np

from backprop.activations import IDENTITY
from backprop.losses import residuals
from backprop.passes import backward, forward
from backprop.written.numerals import number, rounded, signed


@dataclass(frozen=True)
class Line:
    """One line of arithmetic.

    of       what it works out, as it stands before the first =
    text     the line, result and all
    value    its result from the exact numbers
    retyped  its result from the rounded numbers that stand in it
    """

    of: str
    text: str
    value: float
    retyped: float

    @property
    def rounding_bites(self):
        return number(self.value) != number(self.retyped)


def ssr_line(data, predicted):
    """SSR = (Observed − Predicted)² + … with its numbers: predicted (n, O), one output."""
    observed, predicted = data.observed[:, 0], np.asarray(predicted)[:, 0]
    value = float((residuals(observed, predicted) ** 2).sum())
    terms = [f"({number(o)} − {signed(p)})²" for o, p in zip(observed, predicted, strict=True)]
    retyped = sum((rounded(o) - rounded(p)) ** 2 for o, p in zip(observed, predicted, strict=True))
    return Line("SSR", f"SSR = {' + '.join(terms)} = {number(value)}", value, retyped)


def derivative_line(chain):
    """dSSR/dparameter = −2 × (Observed − Predicted) × … + … with its numbers, from a Chain."""
    observed, predicted = chain.observed, chain.predicted
    terms, retyped = [], 0.0
    for row, (o, p) in enumerate(zip(observed, predicted, strict=True)):
        further = [factor.value[row] for factor in chain.factors[1:]]
        terms.append(" × ".join([f"−2 × ({number(o)} − {signed(p)})", *map(signed, further)]))
        retyped += -2 * (rounded(o) - rounded(p)) * float(np.prod([rounded(value) for value in further]))
    of = f"dSSR/d{chain.parameter}"
    text = f"{of} = {' + '.join(terms)} = {number(chain.derivative)}"
    return Line(of, text, chain.derivative, retyped)


def any_loss_line(chains, experiment):
    """dLoss/dparameter with its numbers for an Experiment's start, from its Chains: one for each output it reaches.

    A Chain whose first two factors are joined is written with the joined one, like Predicted − Observed.
    """
    loss, n = experiment.loss, len(experiment.data)
    joined = loss.joined_with(experiment.network.output)
    front, typed = (2, joined.typed) if joined else (1, loss.typed)
    terms, retyped = [], 0.0
    for chain in chains:
        observed, predicted = (np.array([rounded(v) for v in values]) for values in (chain.observed, chain.predicted))
        with np.errstate(all="ignore"):
            slopes = loss.derivative(observed[:, None], predicted[:, None])[:, 0]
        if joined:
            slopes = joined.residual_multiple(n) * (observed - predicted)
        for row, (o, p) in enumerate(zip(chain.observed, chain.predicted, strict=True)):
            further = [factor.value[row] for factor in chain.factors[front:]]
            terms.append(" × ".join([typed.format(number(o), signed(p), n), *map(signed, further)]))
            retyped += float(slopes[row] * np.prod([rounded(value) for value in further]))
    value = float(sum(chain.derivative for chain in chains))
    of = f"dLoss/d{chains[0].parameter}"
    return Line(of, f"{of} = {' + '.join(terms)} = {number(value)}", value, retyped)


def outputs_line(experiment):
    """For each hidden node a Line over all the outputs that it feeds: dLoss/dx = dy/dx × (weight × dLoss/dx_out + …).

    From the start of an Experiment with one hidden layer, at its first observation.
    """
    network = experiment.network
    found = backward(network, experiment.start, experiment.data, experiment.loss)
    weights = network.layers(experiment.start)[-1][:, :-1]
    into_out, bends, into_hidden = found.dloss_dx[-1][0], found.dy_dx[-2][0], found.dloss_dx[-2][0]
    lines = []
    for node, (bend, value) in enumerate(zip(bends, into_hidden, strict=True)):
        roads = list(zip(weights[:, node], into_out, strict=True))
        terms = " + ".join(f"{signed(w)} × {signed(d)}" for w, d in roads)
        retyped = rounded(bend) * sum(rounded(w) * rounded(d) for w, d in roads)
        of = f"dLoss/dx{node + 1}"
        lines.append(Line(of, f"{of} = {number(bend)} × ({terms}) = {number(value)}", float(value), float(retyped)))
    return lines


def roads_line(roads):
    """d…/d… = the factors of each Road multiplied, and the Roads added up, with their numbers."""
    of, by = roads[0].factors[0].of, roads[0].factors[-1].by
    names = " + ".join(" × ".join(factor.name for factor in road.factors) for road in roads)
    numbers = " + ".join(" × ".join(signed(factor.value) for factor in road.factors) for road in roads)
    products = f" = {' + '.join(signed(road.product) for road in roads)}" if len(roads) > 1 else ""
    value = float(sum(road.product for road in roads))
    retyped = sum(float(np.prod([rounded(factor.value) for factor in road.factors])) for road in roads)
    name = f"d{of}/d{by}"
    return Line(name, f"{name} = {names} = {numbers}{products} = {number(value)}", value, retyped)


def difference_line(of, by, known, nudged, h):
    """The finite difference of `of` when `by` moves by h both ways, from its two values nudged = (above, below)."""
    above, below = (float(value) for value in nudged)
    value, ends = (above - below) / (2 * h), [number(known[by] + way, 10) for way in (h, -h)]
    text = f"({of} at {ends[0]} − {of} at {ends[1]}) / (2 × {number(h)})"
    numbers = f"({number(above, 10)} − {signed(below, 10)}) / {number(2 * h)}"
    retyped = (rounded(above, 10) - rounded(below, 10)) / (2 * h)
    return Line(text, f"{text} = {numbers} = {number(value)}", value, retyped)


def forward_lines(network, parameters, dosage):
    """The way of one value through a network with one input, one hidden layer and one output: a Line for each number.

    Node by node: x goes in, y comes out, its weight multiplies it; then their sum, Predicted. The numbers in a Line are
    those of the Lines above it, so what its `retyped` differs by is the rounding of one line alone.
    """
    first, ((*weights, bias),) = network.layers(np.asarray(parameters, dtype=float))
    hidden, output = forward(network, parameters, np.array([[float(dosage)]])).layers
    names = network.parameter_names[-len(weights) - 1 :]
    lines, terms, (bent, out) = [], [], network.activations

    def line(of, worked_out, value, retyped):
        lines.append(Line(of, f"{of} = {worked_out} = {number(value)}", float(value), float(retyped)))

    for node, (w, b) in enumerate(first):
        x, y, weight, name = hidden.x[0, node], hidden.y[0, node], weights[node], names[node]
        line(
            f"x{node + 1}",
            f"{signed(dosage)} × {signed(w)} + {signed(b)}",
            x,
            rounded(dosage) * rounded(w) + rounded(b),
        )
        line(
            f"y{node + 1}",
            bent.typed.format(signed(x)),
            y,
            bent.curve(np.float64(rounded(x))),
        )
        line(f"y{node + 1} × {name}", f"{signed(y)} × {signed(weight)}", y * weight, rounded(y) * rounded(weight))
        terms.append(y * weight)
    terms.append(bias)
    added_up = " + ".join(map(signed, terms))
    worked_out = typed_through(out, added_up)
    line("Predicted", worked_out, output.y[0, 0], out.curve(np.float64(sum(map(rounded, terms)))))
    return lines


def typed_through(activation, added_up):
    """A sum as it is typed through an Activation: in brackets where those are not there already."""
    return activation.typed.format(added_up if activation is IDENTITY or activation.has_brackets else f"({added_up})")


def node_lines(network, parameters, inputs, outputs):
    """The way of one row of inputs (I,) through a network, node by node: a Line for each x and y, and one for each
    output, with its products. What bends an output must do so to each alone, as SoftMax does not.

    outputs  what each output is called
    """
    lines, number_of, came_in = [], 0, np.asarray(inputs, dtype=float)
    passed = forward(network, parameters, came_in[None]).layers
    for (layer, weights), activation in zip(
        zip(passed, network.layers(np.asarray(parameters, dtype=float)), strict=True), network.activations, strict=True
    ):
        is_last = layer is passed[-1]
        for node, (x, y) in enumerate(zip(layer.x[0], layer.y[0], strict=True)):
            *factors, bias = weights[node]
            terms = [f"{signed(value)} × {signed(w)}" for value, w in zip(came_in, factors, strict=True)]
            products = [value * w for value, w in zip(came_in, factors, strict=True)]
            typed = sum(rounded(value) * rounded(w) for value, w in zip(came_in, factors, strict=True)) + rounded(bias)
            worked_out = " + ".join([*terms, signed(bias)])
            if is_last:
                name, value = outputs[node], y
                worked_out = f"{typed_through(activation, worked_out)} = "
                worked_out += typed_through(
                    activation, " + ".join([number(products[0]), *map(signed, [*products[1:], bias])])
                )
                typed = activation.curve(np.float64(typed))
            else:
                number_of += 1
                name, value = f"x{number_of}", x
            lines.append(Line(name, f"{name} = {worked_out} = {number(value)}", float(value), float(typed)))
            if not is_last:
                name, typed = f"y{number_of}", activation.curve(np.float64(rounded(x)))
                worked_out = activation.typed.format(signed(x))
                lines.append(Line(name, f"{name} = {worked_out} = {number(y)}", float(y), float(typed)))
        came_in = layer.y[0]
    return lines
