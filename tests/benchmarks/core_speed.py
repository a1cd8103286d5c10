"""How fast the core is, beside others that compute the same numbers: `python tests/benchmarks/core_speed.py`.

All contestants of a race take turns within each round, so that what else the machine does hits all of them alike. A
ratio is the median of the rounds' own ratios. A time is the median round, and in brackets the fastest one, which is
what a limit in milliseconds is held against. PyTorch, autograd and JAX are optional, and no peer's time counts before
its numbers agree with ours to 1e-9. The exit status is 1 where a target is missed.
"""

import os
import platform
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the package says, where it is imported before NumPy
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from backprop.activations import TANH
from backprop.data import Data
from backprop.datasets import spiral
from backprop.descent import gradient_descent
from backprop.experiment import Experiment
from backprop.graphs.expression import parse
from backprop.iris import IRIS_DATA
from backprop.landscape import ssr_across
from backprop.lessons import ALL_PARAMETERS
from backprop.losses import CATEGORICAL
from backprop.network import Network, random_start
from backprop.optimisers import Adam, GradientDescent
from backprop.rates import comparison, random_starts
from backprop.softmax import SOFTMAX
from backprop.sweep import sweep
from peers import (
    LARGE_GRAPH,
    autograd,
    call_floor,
    jax_sweep,
    pytorch,
    pytorch_graph,
    stacked,
    there_and_back,
    values_of_autograd,
    values_of_jax,
    values_of_pytorch,
)
from rows import longest_wait, memory, seconds, slowest_hostile_text, times_text, yes_or_no

ROUNDS = 15
AGREE = 1e-9  # absolute for numbers below 1, relative above

LESSON = ALL_PARAMETERS.experiment  # 10,000 steps of all seven parameters
TO_SPECIES = Network((4, 16, 3), hidden=TANH, output=SOFTMAX)
OF_IRISES = Experiment(
    TO_SPECIES,
    IRIS_DATA,
    random_start(TO_SPECIES, 1),
    loss=CATEGORICAL,
    optimiser=GradientDescent(0.0003),
    steps=500,
)
LESSON_1000 = replace(LESSON, steps=1000)
RATES = np.geomspace(1e-4, 1e-1, 1000)  # none of them diverges
RATES_TOO_FAR = np.geomspace(1e-4, 1e3, 1000)  # about half of them do
GRID = np.linspace(-5.0, 5.0, 1000)
GRID_OF_THE_PAGE = np.linspace(-5.0, 5.0, 300)


def larger_network(optimiser):
    network, inputs = Network((1, 16, 16, 1), hidden=TANH), np.linspace(-1.0, 1.0, 100)
    start = np.random.default_rng(0).normal(0.0, 0.3, network.parameter_count)
    return Experiment(network, Data(inputs, np.sin(3.0 * inputs)), start, optimiser=optimiser, steps=500)


# --- the races -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Peer:
    """Somebody to race with.

    build     gives the run; an ImportError there means "not installed"
    values    of what the run returns: name -> array, to compare with the same of ours; None where there is nothing to
    at_least  the target: how many times our time it takes
    share     the part of our steps that it runs; its time is scaled up
    """

    name: str
    build: Callable
    values: Callable | None
    at_least: float | None = None
    share: float = 1.0


@dataclass(frozen=True)
class Race:
    """What we do, within how many milliseconds, how many pieces it is made of (for a time per piece), beside whom."""

    what: str
    ours: Callable
    peers: tuple[Peer, ...] = ()
    limit: float | None = None
    pieces: int | None = None


def races():
    yield Race(
        "10,000 steps of all seven parameters, everything recorded",
        partial(gradient_descent, LESSON),
        (
            Peer("PyTorch eager, 1,000 steps scaled up", partial(pytorch, LESSON_1000), values_of_pytorch, 30.0, 0.1),
            Peer("autograd, 1,000 steps scaled up", partial(autograd, LESSON_1000), values_of_autograd, None, 0.1),
            Peer(
                "call floor: 12 NumPy calls and a row copy a step (ours at most 1.6× it)",
                partial(call_floor, LESSON),
                None,
                1 / 1.6,
            ),
        ),
        limit=60.0,
    )
    pieces = len(RATES) * (LESSON_1000.steps + 1) * len(LESSON.data)
    yield Race(
        "1,000 Learning Rates × 1,000 steps, everything recorded",
        partial(sweep, LESSON_1000, learning_rates=RATES),
        (Peer("JAX: jit of vmap of scan, compiled", partial(jax_sweep, LESSON_1000, RATES), values_of_jax, 3.0),),
        pieces=pieces,
    )
    yield Race(
        "the same, about half of them diverging",
        partial(sweep, LESSON_1000, learning_rates=RATES_TOO_FAR),
        pieces=pieces,
    )
    yield Race(
        "200 Learning Rates × 1,000 steps, sorted into regions",
        partial(comparison, LESSON_1000, np.geomspace(1e-3, 1.0, 200)),
        limit=60.0,
    )
    for names in (("w1", "w2"), ("w1", "b1"), ("w3", "b3")):
        yield Race(
            f"SSR surface {names[0]} × {names[1]}, 1,000 × 1,000",
            partial(ssr_across, LESSON.network, LESSON.data, LESSON.start, names, (GRID, GRID)),
            (Peer("stacked NumPy, a million rows", partial(stacked, LESSON, names, GRID), lambda z: {"": z}, 6.0),),
            limit=25.0,
        )
        yield Race(
            f"SSR surface {names[0]} × {names[1]}, 300 × 300",
            partial(ssr_across, LESSON.network, LESSON.data, LESSON.start, names, (GRID_OF_THE_PAGE,) * 2),
            limit=8.0,
        )
    for optimiser in (GradientDescent(0.001), Adam(0.001)):
        network = larger_network(optimiser)
        yield Race(
            f"1-16-16-1 tanh network, 100 observations, 500 steps of {optimiser.name}",
            partial(gradient_descent, network),
            (Peer("PyTorch eager", partial(pytorch, network), values_of_pytorch, 8.0),),
        )
    yield Race(
        "4-16-3 tanh and SoftMax, 150 irises, 500 steps on the categorical cross-entropy",
        partial(gradient_descent, OF_IRISES),
        (Peer("PyTorch eager", partial(pytorch, OF_IRISES), values_of_pytorch, 8.0),),
    )
    graph = parse(LARGE_GRAPH)
    yield Race(
        f"a graph of {len(graph)} nodes, forward and backward",
        partial(there_and_back, graph),
        (Peer("PyTorch eager", partial(pytorch_graph, graph), lambda gradients: {"": gradients}),),
        limit=1.0,
    )


def check(ours, peer, result):
    """Ends the program where a peer's numbers are not ours; where it ran fewer steps, ours are cut to them."""
    for name, theirs in peer.values(result).items():
        same = getattr(ours, name) if name else ours
        same = same[: len(theirs)]
        difference = np.abs(same - theirs) / np.maximum(1.0, np.abs(same))
        if not difference.max() <= AGREE:
            sys.exit(f"{peer.name} computes something else: {name} differs by {difference.max()}.")


def run(race):
    """The race's rows of the table, and for each target whether it was met."""
    ours = race.ours()
    runs, absent = {}, []
    for peer in race.peers:
        try:
            contestant = peer.build()
        except ImportError:
            absent.append(peer)
            continue
        result = contestant()  # the first time: it warms up, compiles, and is checked
        if peer.values:
            check(ours, peer, result)
        runs[peer] = contestant
        del result
    del ours

    times = {None: [], **{peer: [] for peer in runs}}
    for _ in range(ROUNDS):
        for peer, contestant in {None: race.ours, **runs}.items():
            times[peer].append(seconds(contestant) / (peer.share if peer else 1.0))

    took = times_text(times[None])
    if race.pieces:
        took += f", {statistics.median(times[None]) / race.pieces * 1e9:.0f} ns per run, step and observation"
    met = None if race.limit is None else min(times[None]) * 1e3 <= race.limit
    yield (race.what, took, "", "", "" if met is None else f"≤ {race.limit:g} ms", yes_or_no(met)), met
    for peer in race.peers:
        target = "" if peer.at_least is None else f"≥ {peer.at_least:.3g}×"
        if peer in absent:
            yield ("", "", peer.name, "not installed", target, ""), None
            continue
        ratio = statistics.median(theirs / ours for theirs, ours in zip(times[peer], times[None], strict=True))
        met = None if peer.at_least is None else ratio >= peer.at_least
        yield ("", "", peer.name, f"{times_text(times[peer])}: {ratio:.3g}× ours", target, yes_or_no(met)), met


def setting():
    """The versions and the threads, in a sentence."""
    found = []
    for package in ("numpy", "torch", "autograd", "jax"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    return (
        f"Python {platform.python_version()}, {', '.join(found)}; {platform.machine()}, cores: {os.cpu_count()}; "
        f"OMP_NUM_THREADS: {os.environ.get('OMP_NUM_THREADS', 'not set')}. All numbers are float64. Ours, NumPy and "
        "autograd run in one thread, PyTorch in one or two, whichever is faster, JAX in as many as it likes. "
        f"{ROUNDS} rounds: a time is the median (the fastest), a ratio the median of the rounds' ratios."
    )


def main():
    print(setting(), end="\n\n")
    print("| What | Ours | Beside | Its time | Target | Met |\n|---|---|---|---|---|---|", flush=True)
    verdicts, told = [], []

    def show(cells, met):
        told.extend(cells)
        print("|", " | ".join(cells), "|", flush=True)
        verdicts.append(met)

    for race in races():
        for cells, met in run(race):
            show(cells, met)
    show(*memory(LESSON, "10,000 steps of all seven parameters"))
    show(*memory(larger_network(Adam(0.001)), "1-16-16-1, 500 steps of Adam"))
    long = replace(LESSON, steps=20_000)
    starts = random_starts(long, 500, -2.0, 2.0, seed=1)
    show(*longest_wait(partial(sweep, long, starts=starts, record=[long.steps]), "500 starts × 20,000 steps"))
    largest = Network((2, 32, 32, 32, 32, 1), TANH)
    trained = Experiment(largest, spiral(5000), random_start(largest, 1), optimiser=Adam(0.001), steps=200)
    show(*longest_wait(partial(gradient_descent, trained, [200]), "2-32-32-32-32-1, 5,000 observations, 200 steps"))
    show(*longest_wait(partial(comparison, long, np.geomspace(1e-3, 1.0, 200)), "200 rates × 20,000 steps"))
    show(*slowest_hostile_text())

    missed = verdicts.count(False)
    met = "Every target was met." if "not installed" not in told else "Every target that could be measured was met."
    print(f"\n{met if not missed else f'Targets missed: {missed}.'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
