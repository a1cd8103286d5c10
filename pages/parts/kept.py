"""What took long to compute is kept for everybody who asks for the same, until all that is kept fills too many bytes.

Then what nobody has asked for longest goes first. Streamlit's own cache counts entries, and one visitor can make each
of them as large as a run may be.

Here is everything that hangs on what a learner sets. What hangs on nothing, and is built once, is no such result: a
function without arguments under `functools.cache`, a component of the browser, the answer of a question.
"""

import sys
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from threading import Lock
from weakref import WeakValueDictionary

import numpy as np

BUDGET = 128 * 2**20  # bytes, of all results that are kept
FEW = 1024  # bytes that an entry takes beside what is measured: its place, its key's parts, its objects' heads


PLAIN = {str, float, int, bool, type(None)}


def identity(value):
    """What a value is, as something that can be compared and hashed: two that are equal have one identity."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, list | tuple):
        return tuple(value if PLAIN.issuperset(map(type, value)) else map(identity, value))
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), *(identity(getattr(value, field.name)) for field in fields(value))
    return value


def size(value, seen=None):
    """The bytes that a value keeps in memory: of its arrays, texts and numbers, each once; functions count nothing."""
    seen = set() if seen is None else seen
    if id(value) in seen or isinstance(value, type | Callable):
        return 0
    seen.add(id(value))
    if isinstance(value, np.ndarray):  # a view keeps all of what it is a view of
        return value.nbytes if value.base is None else size(value.base, seen)
    parts = [vars(value)] if hasattr(value, "__dict__") else []
    if isinstance(value, dict):
        parts = [*value, *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        parts = value
    return sys.getsizeof(value) + sum(size(part, seen) for part in parts)


class Kept:
    """Results by what they were computed from, within a budget of bytes; safe to ask from many threads at once."""

    def __init__(self, budget=BUDGET):
        self.budget = budget
        self.total = 0  # bytes of all that is kept
        self.results = OrderedDict()  # key -> (result, bytes), what was asked for last at the end
        self.lock = Lock()
        self.turns = WeakValueDictionary()  # key -> Lock, while somebody computes it

    def __call__(self, compute):
        """Decorator: compute(*args, **options) once for equal ones, as long as its result is kept.

        What it returns is shared, so nobody may change it. A result that alone is above the budget is not kept.
        """

        @wraps(compute)
        def result(*args, **options):
            return self.once((compute, args, sorted(options.items())), lambda: compute(*args, **options))

        return result

    def once(self, of, compute):
        """compute() once for equal `of`, a tuple of all that its result hangs on, as long as that is kept."""
        key = identity(of)
        with self.lock:
            if key in self.results:
                return self.look_up(key)
            turn = self.turns.setdefault(key, Lock())
        with turn:  # who asks while somebody computes it waits, and does not compute it again
            with self.lock:
                if key in self.results:
                    return self.look_up(key)
            made = compute()
            self.keep(key, made, FEW + size((key, made)))
        return made

    def look_up(self, key):
        self.results.move_to_end(key)
        return self.results[key][0]

    def keep(self, key, result, bytes_of_it):
        """Take a result in, and let go what nobody has asked for longest until the total is within the budget."""
        if bytes_of_it > self.budget:
            return
        with self.lock:
            self.results[key] = result, bytes_of_it
            self.total += bytes_of_it
            while self.total > self.budget:
                _, (_, freed) = self.results.popitem(last=False)
                self.total -= freed


shared = Kept()
