"""The tables that several topics show: of a network, of a step, of a whole run."""

import numpy as np
import pandas as pd

from backprop.passes import forward
from backprop.written.numerals import factor_text, number
from pages.parts.tables import of_columns, of_rows, scrolled, texts


def values_table(network, data, parameters, dosage, shown=None):
    """Every value on the way through a network with one input, one hidden layer and one output.

    A column for each observed input, and one for the dosage looked at, which is marked by an arrow.

    shown  what the video shows on the way, {input: {name: number}}, which gets a column beside ours; or nothing
    """
    inputs = np.unique([*data.inputs[:, 0], dosage])
    *weights, _ = network.layers(np.asarray(parameters))[-1][0]
    hidden, output = forward(network, parameters, inputs).layers
    names = network.parameter_names[-len(weights) - 1 :]
    rows = {}
    for node, weight in enumerate(weights):
        rows[f"x{node + 1}"] = hidden.x[:, node]
        rows[f"y{node + 1}"] = hidden.y[:, node]
        rows[f"y{node + 1} × {names[node]}"] = hidden.y[:, node] * weight
    rows["Predicted"] = output.y[:, 0]
    heads = [f"→ {number(i)}" if i == dosage else number(i) for i in inputs]
    columns = {data.names[0]: list(rows)}
    for place, (at, head) in enumerate(zip(inputs.tolist(), heads, strict=True)):
        columns[head] = texts([row[place] for row in rows.values()])
        if shown and at in shown:
            columns[f"{number(at)}, video"] = [number(shown[at][name]) if name in shown[at] else "" for name in rows]
    return of_columns(columns)


def residual_columns(data, predicted, said=texts, sum_said=number):
    """Dosage, Observed, Predicted, Residual, Residual², and their sum, for one output.

    predicted  (n,), or (F, n) for a walk, whose Film then says how numbers are spelled, several and one alone
    """
    observed = data.observed[:, 0]
    residual = observed - np.asarray(predicted)
    return {
        **input_columns(data),
        "Observed": [*texts(observed), ""],
        "Predicted": [*said(predicted), ""],
        "Residual": [*said(residual), ""],
        "Residual²": [*said(residual**2), f"SSR {sum_said((residual**2).sum(axis=-1))}"],
    }


def input_columns(data):
    """The observations' inputs, and below them the word for what the other columns add up to."""
    first, *others = zip(data.names, data.inputs.T, strict=False)
    return {first[0]: [*texts(first[1]), "Sum"], **{name: [*texts(values), ""] for name, values in others}}


def class_column(data):
    """Which class each observation is of, and below them the word for what the other columns add up to."""
    return {"Observed": [*(data.classes[place] for place in data.observed.argmax(axis=1)), "Sum"]}


def term_columns(chain, data, said=texts, sum_said=number):
    """A derivative's chain, an observation a row: each factor with its number, their product, and the sum."""
    columns = class_column(data) if data.classes else input_columns(data)
    for factor in chain.factors:
        columns[factor.name] = [*said(np.broadcast_to(factor.value, chain.terms.shape)), ""]
    columns["Product"] = [*said(chain.terms), sum_said(chain.derivative)]
    return columns


def share_columns(data, raw, p, sign, said=texts, sum_said=number):
    """Of rows of classes: what each is, its raw outputs, its shares p, and −log(p) of what it is, and their sum.

    raw, p  (n, O), or (F, n, O) for a walk
    """
    places, every_row = data.observed.argmax(axis=1), np.arange(len(data))
    with np.errstate(divide="ignore"):
        entropy = -np.log(p[..., every_row, places])
    columns = class_column(data)
    for values, of in ((raw, "Raw"), (p, "p")):
        columns |= {f"{of} {name}": [*said(values[..., k]), ""] for k, name in enumerate(data.classes)}
    columns["−log(p) of what it is"] = [*said(entropy), f"{sign} {sum_said(entropy.sum(axis=-1))}"]
    return columns


def reading_table(trace, read):
    """A Reading in words and numbers, a question a row."""
    loss, names = trace.experiment.loss.called, trace.experiment.optimised
    above = "" if read.least is None else " above its exact minimum"
    rows = []
    if read.ratio is not None:
        late = f"steps {read.late[0]:,} to {read.late[1]:,}"
        rows.append([f"A step multiplies the {loss}{above} by", f"{factor_text(read.ratio)}, {late}"])
    rows.append(["The largest |Step Size| at the end is", number(read.largest_step_size)])
    if read.stops_at is None:
        rows.append(["The stop rule, all |Step Sizes| < 0.001, holds", f"nowhere up to step {trace.steps[-1]:,}"])
    else:
        stop = f"at step {trace.steps[read.stops_at]:,}, where the {loss} is {number(trace.loss[read.stops_at])}"
        rows.append(["The stop rule, all |Step Sizes| < 0.001, holds first", stop])
    rows.append([f"The {loss} at the end is", number(trace.loss[-1])])
    if read.minimum is not None:
        best = ", ".join(f"{name} {number(read.minimum[trace.experiment.network.place(name)])}" for name in names)
        rows.append([f"Its exact minimum is {number(read.least)}, at", best])
    if read.condition is not None and len(names) > 1:
        steep = "∞, a trough" if np.isinf(read.condition) else number(read.condition, 3)
        rows.append(["Condition number: steepest curvature / flattest", steep])
    return of_rows(rows, ["Convergence, read honestly", "In this run"])


def trace_table(trace):
    """The whole Trace as numbers, a row a step: what it is told by, parameters, derivatives, step sizes, and for each
    observation what was predicted and its residual, or of classes the share of each."""
    experiment = trace.experiment
    names, data, told = experiment.network.parameter_names, experiment.data, experiment.told_by
    if told.shares:
        shares = [
            f"p {name} of observation {row + 1}"
            for row in range(len(data))
            for name in data.names[-len(data.observed[0]) :]
        ]
        outputs = [(shares, trace.predicted.reshape(len(trace), -1))]
    else:
        where = [f"at {data.names[0]} {number(value)}" for value in data.inputs[:, 0]]
        outputs = [
            ([f"Predicted {place}" for place in where], trace.predicted[..., 0]),
            ([f"Residual {place}" for place in where], trace.residuals[..., 0]),
        ]
    parts = [
        (["Step"], trace.steps),
        ([told.called], trace.told),
        (names, trace.parameters),
        ([f"d{told.sign}/d{name}" for name in names], trace.derivatives),
        ([f"Step Size {name}" for name in names], trace.step_sizes),
        *outputs,
    ]
    heads = [head for of_part, _ in parts for head in of_part]
    return pd.DataFrame(np.column_stack([values for _, values in parts]), columns=heads).astype({"Step": int})


def show_trace(trace):
    """The whole Trace, to scroll through."""
    told = trace.experiment.told_by
    outputs = "shares" if told.shares else "predicted values, residuals"
    scrolled.show(
        trace_table(trace),
        f"Every step: parameters, derivatives, step sizes, {outputs} and the {told.called}",
        height=380,
    )
