"""The run of all seven parameters: where it crawls, and where other Learning Rates lead."""

from dataclasses import replace

from backprop.sweep import sweep
from pages.parts.kept import shared

LOOKED_AT = (16, 500, 2000)  # steps at which the video's run crawls along its plateau
RATES = (0.005, 0.01, 0.02, 0.03, 0.1)  # that lead from its start to perfect fits
ENOUGH = 20_000  # steps with which the slowest of these rates arrives


@shared
def ends_of(experiment):
    """Where an Experiment's start leads with each of the RATES after ENOUGH steps: (parameters (K, P), SSR (K,))."""
    swept = sweep(replace(experiment, steps=ENOUGH), learning_rates=RATES, record=[ENOUGH])
    return swept.parameters[:, -1], swept.ssr[:, -1]
