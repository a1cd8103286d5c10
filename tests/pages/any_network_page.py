"""The page Any network, your data: its parts, and the runs of it that the core makes."""

from backprop.activations import IDENTITY, TANH
from backprop.datasets import DATASETS
from backprop.experiment import Experiment
from backprop.losses import SSR
from backprop.network import Network, random_start
from backprop.optimisers import Adam

PAGE = "14_Any_Network.py"
STEP, CONVERGENCE, AWAY = ({"any_part": part} for part in ("Residuals and step", "Convergence", "Take it away"))


def core_run(
    nodes=(1, 8, 1), hidden=TANH, output=IDENTITY, data=None, loss=SSR, rule=Adam, rate=0.01, steps=500, seed=1
):
    network = Network(nodes, hidden, output)
    data = DATASETS["noisy sine"](60, 0) if data is None else data
    return Experiment(network, data, random_start(network, seed), loss=loss, optimiser=rule(rate), steps=steps)
