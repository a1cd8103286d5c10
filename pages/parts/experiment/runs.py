"""A run is computed once and then shared: its Trace, its Verdict, its Reading."""

from backprop.descent import gradient_descent
from backprop.reading import reading
from backprop.verdict import verdict
from pages.parts.kept import shared


@shared
def trace_of(experiment):
    """The Trace of an Experiment, and its Verdict, computed once and then shared: neither can be changed."""
    trace = gradient_descent(experiment)
    return trace, verdict(trace)


@shared
def reading_of(experiment):
    """The Reading of an Experiment's Trace, computed once."""
    return reading(trace_of(experiment)[0])
