"""Training in the open: a run with its progress, which can be stopped and taken up again."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic, sleep

import numpy as np
import streamlit as st

from backprop.data import Data
from backprop.epochs import last_ends
from backprop.experiment import Trace, log_spaced_steps
from backprop.in_place import descend, ends_of_parts
from backprop.trend import WINDOW
from backprop.written.numerals import number
from pages.parts.controls import presets, visit

RECORD_BYTES = 8 * 2**20  # of one run, kept for one visitor
FEWEST_ROWS = 50
PATIENCE = 0.5  # seconds until the progress is shown
BREATH = 0.004  # seconds between two stretches of training, in which other visitors are served


@dataclass
class Run:
    """One visitor's training, which can be left and taken up again.

    descent   the generator of the Trace so far
    trace     the latest
    state     "training", "stopped" or "done"
    held_out  the Data that it never sees, None where none are held out
    """

    descent: Iterator[Trace]
    trace: Trace | None = None
    state: str = "training"
    held_out: Data | None = None

    def stop(self):
        self.state = "stopped"

    def go_on(self):
        self.state = "training"


def recorded(experiment):
    """Which steps of a run are kept, so that its record is small enough for many visitors: None for all.

    Of too many, log-spaced ones, dense where most happens, and the last ones that the verdict reads.
    """
    steps, rows = experiment.steps, RECORD_BYTES // (8 * int(ends_of_parts(experiment)[-1]))
    if steps < rows:
        return None
    spaced = log_spaced_steps(steps, max(rows, FEWEST_ROWS) - WINDOW)
    return np.union1d(spaced, last_ends(experiment, steps))


def trained(prefix, experiment, held_out=None):
    """The Run of an Experiment: made, or taken up where it was left; while it takes long, its progress and a stop."""
    run = visit.kept(f"{prefix}_run", experiment, lambda: Run(descend(experiment, recorded(experiment))))
    run.held_out = held_out
    place = st.empty()
    if run.state == "training":
        began, bar = monotonic(), None
        for trace in run.descent:
            run.trace = trace
            if bar is None and monotonic() - began > PATIENCE:
                with place.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                    bar = st.progress(0.0, "Training", width=420)
                    presets.action("Stop", f"{prefix}_stop", ":material/stop_circle:", run.stop)
            if bar is not None:  # a click of the visitor's interrupts here, and the run is taken up again at the next
                step = int(trace.steps[-1])
                said = f"Step {step:,} of {experiment.steps:,}: SSR {number(trace.ssr[-1])}"
                bar.progress(min(step / max(experiment.steps, 1), 1.0), said)
                sleep(BREATH)
        run.state = "done"
        if bar is not None:
            place.empty()
    elif run.state == "stopped":
        with place.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f":orange-badge[:material/stop_circle: Stopped] after step {int(run.trace.steps[-1]):,} of "
                f"{experiment.steps:,}. What has been learned so far is shown below.",
                width="content",
            )
            presets.action("Go on", f"{prefix}_go_on", ":material/play_circle:", run.go_on)
    return run
