"""The moments of a run of all seven: where it crawls, where a stop rule would end it, where it arrives."""

from html import escape

from backprop.lessons import FITTED
from backprop.losses import SSR
from backprop.reading import first_rounding_to, stops_at
from backprop.trend import FOR_THE_RATE, SMALL_STEP
from backprop.written.numerals import number
from pages.parts.experiment.seven_run import LOOKED_AT
from pages.parts.player.still import STILL
from pages.parts.seven.tables import moments_table


def moments_of(trace):
    """The moments of a run, as `moments` finds them, and the row at which its stop rule holds, None where nowhere."""
    stop = stops_at(trace)
    return moments(trace, stop, first_rounding_to(trace, FITTED)), stop


def moments(trace, stop, arrived):
    """The rows of a run that are worth a look: {row: what is to be seen there}, in their order.

    stop     the row at which the stop rule holds first, None where it never does
    arrived  the row at which all seven first round to the video's, None where they never do
    """
    last, found, highest = len(trace) - 1, {0: "the start"}, int(trace.ssr.argmax())
    if highest > 0:
        found[highest] = "the highest SSR"
    if stop is not None:
        found[stop] = "the stop rule would stop here"
    of_mean = SSR.of_mean(trace.experiment.data.observed)
    for row in LOOKED_AT:
        if row <= last and row not in found:
            found[row] = f"{'above' if trace.ssr[row] > of_mean else 'below'} a flat squiggle's {number(of_mean)}"
    if arrived is not None:
        found[arrived] = "all seven round to the video's"
    found.setdefault(last, "the end of the run")
    return dict(sorted(found.items()))


def plateau(trace):
    """Where the run crawls, where a stop rule would end it, where it arrives, as HTML: told at the end of the walk."""
    found, stop = moments_of(trace)
    flat = number(SSR.of_mean(trace.experiment.data.observed))
    said = f"A squiggle that is flat at the observed mean would have an SSR of {flat}. {plateau_in_words(trace, stop)}"
    table = moments_table(trace, found).to_pydict()
    return STILL.table_markup(table, "Moments of this run") + f"<p>{escape(said)}</p>"


def plateau_in_words(trace, stop):
    if stop is None:
        return "Nowhere in this run is every Step Size small enough for the stop rule."
    largest, here, end = trace.largest_step_sizes[stop], trace.ssr[stop], trace.ssr[-1]
    said = (
        f"The stop rule holds first at row {stop:,}: the largest |Step Size| there is {number(largest)}, below "
        f"{number(SMALL_STEP)}. "
    )
    rate = trace.experiment.optimiser.learning_rate
    if largest > FOR_THE_RATE * rate:
        return said + (
            f"That says nothing of the ground: small is the Learning Rate, {number(rate)}; the largest Derivative "
            f"there is {number(largest / rate)}. The SSR is {number(here)}, and {number(end)} at the end of the run."
        )
    if end < 0.5 * here and here > 0.1 * SSR.of_mean(trace.experiment.data.observed):
        return said + (
            f"It would have left off at an SSR of {number(here)}, and this very run goes on to {number(end)}. So that "
            "was a plateau, not a minimum: small steps say that the ground is nearly level, not that it is low."
        )
    return f"{said}The SSR is {number(here)} there, and {number(end)} at the end of the run."
