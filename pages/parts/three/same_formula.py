"""The Derivative for one parameter keeps its formula, whoever else is optimised."""

from pages.parts import tables
from pages.parts.experiment.runs import trace_of
from pages.parts.three.tables import same_formula_table


def same_formula(lessons, name):
    """The Derivative for one parameter at the start of several lessons' runs."""
    traces = {what: trace_of(lesson.experiment)[0] for what, lesson in lessons.items()}
    tables.show(same_formula_table(traces, name), f"dSSR/d{name} at the start of {len(traces)} runs")
