"""What is kept of long computations: equal questions get the same answer, and all answers stay within a budget."""

import threading
import tracemalloc
from dataclasses import dataclass, replace

import numpy as np
import pytest

from backprop.data import Data
from backprop.experiment import Experiment
from backprop.network import Network
from backprop.optimisers import GradientDescent
from pages.parts.experiment import runs
from pages.parts.kept import BUDGET, Kept, identity, shared, size

MIB = 2**20


@dataclass(frozen=True, eq=False)
class Answer:
    values: np.ndarray
    label: str = ""


def counting(store):
    """A function that answers with so many MiB, and the list of what it was asked for and had to compute."""
    computed = []

    @store
    def answer(mebibytes, which):
        computed.append(which)
        return Answer(np.zeros(mebibytes * MIB // 8))

    return answer, computed


def test_equal_questions_share_one_answer_as_long_as_it_is_kept():
    answer, computed = counting(Kept(10 * MIB))
    first = answer(1, "a")
    assert answer(1, "a") is first
    answer(1, "b")
    assert computed == ["a", "b"]


def test_an_argument_and_an_option_are_told_apart():
    store = Kept(10 * MIB)

    @store
    def answer(*args, **options):
        return args, options

    assert answer("a", ("which", 1)) != answer("a", which=1)


def test_the_total_stays_within_the_budget_and_the_oldest_goes_first():
    store = Kept(10 * MIB)
    answer, computed = counting(store)
    for which in range(9):
        answer(1, which)
    answer(1, 0)  # asked for again, so it is not the oldest any more
    answer(3, "large")
    assert store.total <= store.budget
    computed.clear()
    answer(1, 0)
    assert computed == []
    answer(1, 1)
    assert computed == [1]


def test_what_is_larger_than_the_budget_is_answered_and_not_kept():
    store = Kept(10 * MIB)
    answer, computed = counting(store)
    answer(1, "small")
    assert answer(11, "huge").values.size == 11 * MIB // 8
    answer(11, "huge")
    assert computed == ["small", "huge", "huge"]
    answer(1, "small")
    assert computed[-1] == "huge"
    assert store.total < 2 * MIB


def test_many_who_ask_at_once_cause_one_computation():
    store, entered, may_go, computed = Kept(10 * MIB), threading.Event(), threading.Event(), []

    @store
    def slow(which):
        computed.append(which)
        entered.set()
        assert may_go.wait(30)
        return Answer(np.zeros(8))

    answers = []
    threads = [threading.Thread(target=lambda: answers.append(slow("a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert entered.wait(30)
    may_go.set()
    for thread in threads:
        thread.join()
    assert computed == ["a"]
    assert len({id(each) for each in answers}) == 1


def test_a_refused_question_is_asked_again_and_blocks_nobody():
    store, asked = Kept(10 * MIB), []

    @store
    def refusing(which):
        asked.append(which)
        raise ValueError(which)

    for _ in range(2):
        with pytest.raises(ValueError, match="a"):
            refusing("a")
    assert asked == ["a", "a"]
    assert store.total == 0


def test_from_many_threads_the_total_is_what_is_kept():
    store = Kept(4 * MIB)
    answer, _ = counting(store)

    def asks(seed):
        for which in np.random.default_rng(seed).integers(0, 12, 200):
            answer(1, int(which))

    threads = [threading.Thread(target=asks, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 < store.total == sum(counted for _, counted in store.results.values()) <= store.budget


def test_a_view_counts_as_all_that_it_keeps_alive():
    whole = np.zeros(MIB)
    assert size(whole[:2]) == whole.nbytes
    assert size([whole[:2], whole[2:]]) < whole.nbytes + 1000
    assert size(Answer(np.zeros(10), "x" * 1000)) > 1080


def test_measured_is_what_the_computer_takes():
    """Beside tracemalloc, which sees NumPy's and Python's allocations: a run's Trace and its Verdict."""
    experiment = huge_run(0.001, 2_000)
    runs.trace_of(huge_run(0.002, 2_000))  # whatever is made only once is made
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    made = runs.trace_of.__wrapped__(experiment)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size(made) == pytest.approx(after - before, rel=0.02)


def test_experiments_are_told_apart_by_all_that_they_are():
    one = huge_run(0.001, 10)
    assert identity(one) == identity(huge_run(0.001, 10))
    data = one.data
    others = [
        replace(one, steps=11),
        replace(one, optimiser=GradientDescent(0.002)),
        replace(one, start=one.start + 1),
        replace(one, optimised=one.optimised[:1]),
        replace(one, data=Data(data.inputs + 1, data.observed, data.names)),
        replace(one, data=Data(data.inputs, data.observed, ("other", *data.names[1:]))),
    ]
    assert len({identity(each) for each in [one, *others]}) == 1 + len(others)


def huge_run(rate, steps):
    """A run whose Trace is several MiB large."""
    network = Network((1, 16, 16, 1))
    inputs = np.linspace(0, 1, 40)
    start = np.linspace(-0.5, 0.5, network.parameter_count)
    return Experiment(network, Data(inputs, inputs**2, ("x", "y")), start, optimiser=GradientDescent(rate), steps=steps)


def test_one_visitor_cannot_fill_the_memory_with_runs():
    """The runs of fifteen Learning Rates fill several budgets; what is kept of them stays within one."""
    filled = 0
    for rate in np.linspace(1e-4, 1e-3, 15):
        trace, _ = made = runs.trace_of(huge_run(float(rate), 3_000))
        filled += size(made)
        assert runs.trace_of(huge_run(float(rate), 3_000))[0] is trace
        assert shared.total <= BUDGET
    assert filled > 1.5 * BUDGET
