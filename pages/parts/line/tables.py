"""Where the stop rule ends a run, beside the end of the run and the exact minimum."""

from backprop.losses import ssr
from backprop.passes import forward
from pages.parts.tables import of_rows, texts


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
