"""What a row of the table says: a time, the memory that a run takes, and how long another visitor waits."""

import os
import statistics
import sys
import threading
import time
import tracemalloc
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the package says, where it is imported before NumPy
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "core"))

from hostile import hostile_texts

from backprop.descent import gradient_descent
from backprop.graphs.expression import parse
from backprop.graphs.graph import backward, forward


def seconds(run):
    """How long a run takes; giving back the memory of its result is not counted."""
    start = time.perf_counter()
    result = run()
    took = time.perf_counter() - start
    del result
    return took


def memory(experiment, what):
    """The row of the table that says how much memory a run needs at once, beside what it returns."""
    tracemalloc.start()
    trace = gradient_descent(experiment)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    fields = (array for array in vars(trace).values() if isinstance(array, np.ndarray))
    returned = sum({id(array): array.nbytes for array in fields}.values())
    met = peak <= 2.0 * returned
    text = f"{returned / 2**20:.1f} MiB: ours needs {peak / returned:.2f}× as much"
    return (
        f"Memory at once: {what}",
        f"{peak / 2**20:.1f} MiB",
        "the arrays of the Trace",
        text,
        "≤ 2×",
        yes_or_no(met),
    ), met


def read_and_run(text):
    try:
        graph = parse(text)
        backward(graph, forward(graph, dict.fromkeys(graph.inputs, -2.0)))
    except ValueError:
        pass


def slowest_hostile_text(count=10_000):
    """The row of the table that says how long the worst of many hostile texts takes: each the faster of two times."""
    slowest = 0.0
    for text in hostile_texts(count):
        slowest = max(slowest, min(seconds(partial(read_and_run, text)) for _ in range(2)))
    met = slowest <= 0.05
    return (f"{count:,} hostile texts, the slowest", times_text([slowest]), "", "", "≤ 50 ms", yes_or_no(met)), met


def longest_wait(run, what):
    """The row that says how long another visitor's thread waits for its turn at most, while a long run goes on."""
    waits, over = [], threading.Event()

    def other_visitor():
        before = time.perf_counter()
        while not over.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            waits.append(now - before)
            before = now

    thread = threading.Thread(target=other_visitor)
    thread.start()
    took = seconds(run)
    over.set()
    thread.join()
    met = max(waits) <= 0.1
    text = f"{max(waits) * 1e3:.1f} ms at most, {statistics.median(waits) * 1e3:.1f} ms as a rule"
    return (what, f"{took * 1e3:,.0f} ms", "another thread's wait", text, "≤ 100 ms", yes_or_no(met)), met


def times_text(times):
    median, fastest = statistics.median(times) * 1e3, min(times) * 1e3
    digits = 0 if median >= 100 else 1 if median >= 1 else 2
    return f"{median:,.{digits}f} ms ({fastest:,.{digits}f})"


def yes_or_no(met):
    return {None: "", True: "yes", False: "**no**"}[met]
