"""A GELU, an RMSprop, a loss and an operation are added, each in one file, and all that there is works with them.

They are typed into a copy of the course (see `added.py`). There the tests that hold for every value in the lists run
again: derivatives against finite differences, the loop to read against the tuned one, the script against the run.
"""

import os
import subprocess
import sys

import pytest
from added import course_with_more

TESTS = (
    "test_values.py",
    "test_activations.py",
    "test_plain_descent.py",
    "test_script.py::test_every_activation",
    "test_script.py::test_every_optimiser_with_every_loss",
    "test_passes.py::test_derivatives_agree_with_the_complex_step",
    "test_chains.py",
    "test_arithmetic.py",
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return course_with_more(tmp_path_factory.mktemp("course"))


def ran(course, *command):
    """What a Python in the copy says, without a word of the course that is tested here."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHONPATH"))}
    done = subprocess.run([sys.executable, *command], cwd=course, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


def test_they_are_in_the_lists_and_nothing_else_was_touched(course):
    said = ran(
        course,
        "-c",
        "from backprop.activations import *; from backprop.losses import *; from backprop.optimisers import *\n"
        "from backprop.graphs.operations import FUNCTIONS\n"
        "print(*ACTIVATIONS, *LOSSES, *(rule.name for rule in OPTIMISERS), *FUNCTIONS, sep='\\n')",
    ).splitlines()
    assert {"GELU", "fourth powers", "RMSprop", "gelu", "cube"} <= set(said)


def test_every_test_of_the_lists_holds_with_them(course):
    said = ran(course, "-m", "pytest", "-p", "no:cacheprovider", "-v", *(f"tests/core/{name}" for name in TESTS))
    for name in ("[GELU", "RMSprop", "fourth powers", "[cube]", "[gelu]"):
        assert name in said, f"no test saw {name}"
