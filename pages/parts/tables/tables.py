"""Every table of the course: the core's arrays as rows of text, four significant digits, with a real minus sign."""

import numpy as np
import pandas as pd
import pyarrow  # comes with Streamlit, which sends every table in its format: a DataFrame takes ten times as long
import streamlit as st

from backprop.landscape import finite_difference, ssr_along
from backprop.losses import ssr
from backprop.multiplications import chain_multiplications, products_on_the_way
from backprop.passes import forward
from backprop.written.numerals import agreeing_digits, counted, factor_text, number
from pages.parts.tables import scrolled


def show(table, alt_text, width="content"):
    """A small table, every cell already text: from `of_columns` or `of_rows`."""
    st.table(table, border="horizontal", hide_index=True, alt=alt_text, width=width)


def texts(values):
    return [number(value) for value in np.ravel(values)]


def of_columns(columns):
    """A small table of texts: {its head: a column}."""
    return pyarrow.table({head: pyarrow.array(column, pyarrow.string()) for head, column in columns.items()})


def of_rows(rows, heads):
    """A small table of texts: a list for each row, and one of their heads."""
    columns = zip(*rows, strict=True) if rows else [()] * len(heads)
    return pyarrow.Table.from_arrays([pyarrow.array(column, pyarrow.string()) for column in columns], list(heads))


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
        data.names[0]: [*texts(data.inputs[:, 0]), "Sum"],
        "Observed": [*texts(observed), ""],
        "Predicted": [*said(predicted), ""],
        "Residual": [*said(residual), ""],
        "Residual²": [*said(residual**2), f"SSR {sum_said((residual**2).sum(axis=-1))}"],
    }


def term_columns(chain, data, said=texts, sum_said=number):
    """A derivative's chain, an observation a row: each factor with its number, their product, and the sum."""
    columns = {data.names[0]: [*texts(data.inputs[:, 0]), "Sum"]}
    for factor in chain.factors:
        columns[factor.name] = [*said(np.broadcast_to(factor.value, chain.terms.shape)), ""]
    columns["Product"] = [*said(chain.terms), sum_said(chain.derivative)]
    return columns


def shared_term_columns(chains, data, said, sum_said):
    """Several derivatives' chains in one table, an observation a row.

    The factors that all begin with stand first, once; behind them, for each Chain, its own factors
    and its products, with their sum.
    """
    shared = shared_factors(chains)
    columns = {data.names[0]: [*texts(data.inputs[:, 0]), "Sum"]}
    for factor in chains[0].factors[:shared]:
        columns[f"{factor.name}, shared"] = [*said(np.broadcast_to(factor.value, chains[0].terms.shape)), ""]
    for chain in chains:
        for factor in chain.factors[shared:]:
            columns[f"× {factor.name}"] = [*said(np.broadcast_to(factor.value, chain.terms.shape)), ""]
        columns[f"Product for {chain.parameter}"] = [*said(chain.terms), sum_said(chain.derivative)]
    return columns


def shared_factors(chains):
    """With how many factors, the same for all, the Chains begin."""
    roads = [[factor.name for factor in chain.factors] for chain in chains]
    same = [len(set(names)) == 1 for names in zip(*roads, strict=False)]
    return same.index(False) if False in same else len(same)


def same_formula_table(traces, name):
    """The Derivative for one parameter at the start of several runs, {what: Trace}: one formula, other numbers."""
    rows = []
    for what, trace in traces.items():
        derivative = trace.derivatives[0, trace.experiment.network.place(name)]
        rows.append([what, ", ".join(trace.experiment.optimised), *texts(trace.predicted[0]), number(derivative)])
    data = trace.experiment.data
    heads = [f"Predicted at {number(value)}" for value in data.inputs[:, 0]]
    return of_rows(rows, ["At the start of", "Optimised", *heads, f"dSSR/d{name}"])


def stopping_table(trace, stop, best):
    """Where the stop rule ends a run, where its last step does, and the exact minimum.

    stop  the row at which the rule holds, None where it never does
    best  (P,) the parameters at the exact minimum, None where that is not known
    """
    experiment, last = trace.experiment, len(trace) - 1
    names = experiment.optimised
    rows = []
    for what, row in (("At the stop rule", stop), ("At the end of the run", last)):
        if row is not None:
            values = [*(trace.of(name)[row] for name in names), trace.ssr[row], trace.largest_step_sizes[row]]
            rows.append([what, f"{trace.steps[row]:,}", *texts(values)])
    if best is not None:
        predicted = forward(experiment.network, best, experiment.data.inputs).predicted
        values = [*(best[experiment.network.place(name)] for name in names), ssr(experiment.data.observed, predicted)]
        rows.append(["Exact least squares", "", *texts(values), ""])
    return of_rows(rows, ["Where", "Step", *names, "SSR", "Largest |Step Size|"])


def tried_table(network, data, parameters, name, values, shown=None):
    """Values of one parameter with their SSR, in rising order; the lowest SSR so far is marked.

    shown  the SSR that the video shows for some of them, {value: SSR}, or nothing
    """
    values = sorted(values)
    ssrs = ssr_along(network, data, parameters, name, values)
    marked = [number(ssr) + (", lowest so far" if ssr == ssrs.min() else "") for ssr in ssrs]
    columns = {name: texts(values), "SSR": marked}
    if shown:
        columns["In the video"] = [number(shown[value]) if value in shown else "" for value in values]
    return of_columns(columns)


HEADS = ("1st factor, shared by all seven", "2nd factor", "3rd factor", "4th factor")


def roads_table(chains, name):
    """Every parameter's road back from the SSR: its factors in order, and who else uses each of them."""
    users = {}
    for each in chains:
        for factor in each.factors:
            users.setdefault(factor.name, []).append(each.parameter)
    rows = []
    for each in chains:
        cells = [f"{factor.name}{shared_with(users[factor.name], each.parameter)}" for factor in each.factors]
        cells += [""] * (4 - len(cells))
        mark = "→ " if each.parameter == name else ""
        rows.append([f"{mark}{each.parameter}", *cells, number(each.derivative)])
    return of_rows(rows, ["Parameter", *HEADS, "Derivative"])


def shared_with(names, name):
    """Which parameters besides this one use a factor, in words; where it is all of them, the column's head says so."""
    return f", shared with {next(other for other in names if other != name)}" if len(names) == 2 else ""


def finite_difference_table(network, data, parameters, name, derivative, h):
    """The finite difference for h = 1 … 10⁻⁶ and the learner's own h, beside the Chain Rule's derivative."""
    sizes = np.array(sorted({h, 1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6}, reverse=True))
    found = finite_difference(network, data, parameters, name, sizes)
    return of_columns(
        {
            "h": [f"→ {number(size)}" if size == h else number(size) for size in sizes],
            "Finite difference": [number(value, 12) for value in found],
            "Chain Rule": [number(derivative, 12)] * len(sizes),
            "They differ by": [number(abs(value - derivative), 2) for value in found],
            "Digits that agree": [str(agreeing_digits(value, derivative)) for value in found],
        }
    )


def reading_table(trace, read):
    """A Reading in words and numbers, a question a row."""
    loss, names = trace.experiment.loss.name, trace.experiment.optimised
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
    """The whole Trace as numbers, a row a step: SSR, parameters, derivatives, step sizes, predicted, residuals."""
    experiment = trace.experiment
    names, data = experiment.network.parameter_names, experiment.data
    where = [f"at {data.names[0]} {number(value)}" for value in data.inputs[:, 0]]
    parts = [
        (["Step"], trace.steps),
        (["SSR"], trace.ssr),
        (names, trace.parameters),
        ([f"dSSR/d{name}" for name in names], trace.derivatives),
        ([f"Step Size {name}" for name in names], trace.step_sizes),
        ([f"Predicted {place}" for place in where], trace.predicted[..., 0]),
        ([f"Residual {place}" for place in where], trace.residuals[..., 0]),
    ]
    heads = [head for of_part, _ in parts for head in of_part]
    return pd.DataFrame(np.column_stack([values for _, values in parts]), columns=heads).astype({"Step": int})


def show_trace(trace):
    """The whole Trace, to scroll through."""
    scrolled.show(
        trace_table(trace),
        "Every step: parameters, derivatives, step sizes, predicted values, residuals and the SSR",
        height=380,
    )


# --- all seven -------------------------------------------------------------------------------------------------------


def stretches_table(chain, data):
    """A chain node by node: each stretch of the road back, its formula, and its number for each observation."""
    heads = [f"{data.names[0]} {number(value)}" for value in data.inputs[:, 0]]
    rows = [[f"{factor.name} = {factor.formula}", *texts(factor.value)] for factor in chain.factors]
    rows.append([f"Their product; the sum is {number(chain.derivative)}", *texts(chain.terms)])
    return of_rows(rows, ["Stretch, from the SSR back", *heads])


def derivatives_table(chains, data, shown, name):
    """Every parameter's term for each observation and its derivative, and what the video shows of it."""
    heads = [f"{data.names[0]} {number(value)}" for value in data.inputs[:, 0]]
    rows = []
    for chain in chains:
        mark = "→ " if chain.parameter == name else ""
        video = f", {number(shown[chain.parameter])} in the video" if chain.parameter in shown else ""
        total = f"{number(chain.derivative)}{video}"
        rows.append([f"{mark}dSSR/d{chain.parameter}", *texts(chain.terms), total])
    return of_rows(rows, ["Derivative", *heads, "Sum"])


def multiplications_table(chains, observations):
    """Every product on the way back, which parameters it serves, and how often it is made with and without reuse."""
    rows = [
        [" × ".join(factors), ", ".join(served), "1", str(len(served))]
        for factors, served in products_on_the_way(chains).items()
    ]
    scratch, reuse = chain_multiplications(chains)
    for n, all_of in ((1, "one observation"), (observations, counted(observations, "observation"))):
        rows.append([f"All, for {all_of}", "", str(n * reuse), str(n * scratch)])
    return of_rows(rows, ["Product on the way back", "Serves", "× with reuse", "× from scratch"])


def moments_table(trace, moments):
    """Some rows of a Trace, {row: what is to be seen there}: the SSR and the largest |Step Size| of each."""
    rows = [
        [f"{trace.steps[row]:,}", number(trace.ssr[row]), number(trace.largest_step_sizes[row]), what]
        for row, what in moments.items()
    ]
    return of_rows(rows, ["Step", "SSR", "Largest |Step Size|", "What is there"])


def turns_table(network, data, order, rows, together):
    """One parameter after the other, rows (m + 1, P) from `in_turn`: its new value at its turn, and the SSR then.

    together  (P,) where the same step leads when all move at once, from the same old values
    """
    after = ssr(data.observed, forward(network, np.vstack([rows, together]), data.inputs).predicted)
    table = [["start", "", number(after[0]), ""]]
    for turn, name in enumerate(order, 1):
        place = network.place(name)
        values = rows[turn, place], after[turn], together[place]
        table.append([f"{turn}: {name}", *texts(values)])
    table.append(["SSR", "", *texts(after[-2:])])
    return of_rows(table, ["Turn", "New value", "SSR then", "New, all together"])


def ends_table(names, runs, shown):
    """Where runs ended: {label: (parameters (P,), SSR)}, and whether these round to the video's numbers (P,)."""
    rows = []
    for label, (parameters, value) in runs.items():
        same = np.array_equal(np.round(parameters, 2), np.round(shown, 2))
        rows.append([label, *texts(parameters), number(value), "the video's" if same else "others"])
    return of_rows(rows, ["Learning Rate", *names, "SSR", "To two decimals"])


def between_table(data, inputs, names, predicted):
    """Predicted values (2, V) of two networks at inputs (V,), and how far they are apart."""
    columns = {data.names[0]: [f"{number(i)}{', observed' if i in data.inputs else ''}" for i in inputs]}
    columns |= {name: texts(row.round(12)) for name, row in zip(names, predicted, strict=True)}
    columns["Apart by"] = texts(np.abs(predicted[0] - predicted[1]).round(12))
    return of_columns(columns)
