"""The Derivative for one parameter keeps its formula, whoever else is optimised."""

from backprop.written.numerals import number
from pages.parts import tables
from pages.parts.experiment.runs import trace_of
from pages.parts.tables import of_rows, texts


def same_formula(lessons, name):
    """The Derivative for one parameter at the start of several lessons' runs."""
    traces = {what: trace_of(lesson.experiment)[0] for what, lesson in lessons.items()}
    tables.show(same_formula_table(traces, name), f"dSSR/d{name} at the start of {len(traces)} runs")


def same_formula_table(traces, name):
    """The Derivative for one parameter at the start of several runs, {what: Trace}: one formula, other numbers."""
    rows = []
    for what, trace in traces.items():
        derivative = trace.derivatives[0, trace.experiment.network.place(name)]
        rows.append([what, ", ".join(trace.experiment.optimised), *texts(trace.predicted[0]), number(derivative)])
    data = trace.experiment.data
    heads = [f"Predicted at {number(value)}" for value in data.inputs[:, 0]]
    return of_rows(rows, ["At the start of", "Optimised", *heads, f"dSSR/d{name}"])
