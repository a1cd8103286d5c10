"""What README's table says how to add is added, in the places that it names alone, and all that there is works with it.

A Mish, an Adagrad, a loss, an operation, a data set, a lesson, a page … are typed into a copy of the course (see
`added.py`). There the tests that hold for every value in the lists run again: derivatives against finite differences,
the loop to read against the tuned one, the script against the run.
"""

import os
import re
import subprocess
import sys

import pytest
from added import ADDED, course_with_more, rows_of_readme

TESTS = (
    "test_values.py",
    "test_activations.py",
    "test_plain_descent.py",
    "written/test_script.py::test_every_activation",
    "written/test_script.py::test_every_optimiser_with_every_loss",
    "test_passes.py::test_derivatives_agree_with_the_complex_step",
    "test_chains.py",
    "written/test_arithmetic.py",
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


def named(place, file):
    """Whether a place of README's table means a file: by its path, in which a name may be any, or by its name in a
    topic."""
    if "ame" in place:
        any_name = re.escape(place).replace("N_Name", r"\d+_\w+").replace("name", r"\w+")
        return bool(re.fullmatch(any_name, file))
    return place == file or ("/" not in place and bool(re.fullmatch(rf"pages/parts/\w+/{re.escape(place)}", file)))


def test_every_row_of_the_table_is_tried_and_no_other():
    assert rows_of_readme().keys() == ADDED.keys()


@pytest.mark.parametrize("row", ADDED)
def test_what_a_row_adds_stands_where_the_table_says_and_nowhere_else(row):
    places = [place for place in re.findall("`([^`]+)`", rows_of_readme()[row]) if place.endswith((".py", ".css"))]
    for edit in ADDED[row]:
        assert any(named(place, edit.file) for place in places), f"{edit.file} is not among {places}"


def test_they_are_in_the_lists(course):
    said = ran(
        course,
        "-c",
        "from backprop.activations import *; from backprop.losses import *; from backprop.optimisers import *\n"
        "from backprop.graphs.operations import FUNCTIONS\n"
        "from backprop.datasets import DATASETS; from backprop.lessons import *\n"
        "from backprop.exercises.catalogue import KINDS\n"
        "print(*ACTIVATIONS, *LOSSES, *(rule.name for rule in OPTIMISERS), *FUNCTIONS, *DATASETS, TWO_INPUTS.slug,"
        " *(kind.slug for kind in KINDS), sep='\\n')",
    ).splitlines()
    assert {"Mish", "fourth powers", "Adagrad", "mish", "cube", "three bits", "two_inputs", "squares"} <= set(said)


def test_a_slip_of_a_way_is_heard_wherever_a_number_is_worked_out_in_that_way(course):
    said = ran(
        course,
        "-c",
        "from backprop.descent import gradient_descent; from backprop.lessons import MAIN_IDEAS\n"
        "from backprop.exercises.judging import Attempt; from backprop.exercises.kinds.fit import RESIDUALS\n"
        "from backprop.exercises.one_step import judged_new\n"
        "sheet, trace = RESIDUALS.video(), gradient_descent(MAIN_IDEAS.experiment)\n"
        "observed, predicted = (sheet.values[f'{which} 2'] for which in ('observed', 'predicted'))\n"
        "typed = {'residual 2': repr(observed - 2 * predicted)}\n"
        "print(*Attempt(sheet, typed, typed).judge('residual 2').codes)\n"
        "twice = trace.of('b3')[1] - 2 * trace.step_sizes[1, -1]\n"
        "print(*judged_new(trace, 1, 'b3', repr(float(twice))).codes)",
    ).splitlines()
    assert said == ["taken_twice", "taken_twice"]


def test_simulated_learners_try_each_slip_of_a_kind_and_its_picture_has_what_it_shows(course):
    tests = "tests/core/exercises/test_learners.py", "tests/pages/exercises/test_drawn.py"
    said = ran(course, "-m", "pytest", "-p", "no:cacheprovider", "-v", "-k", "squares", *tests)
    assert all(f"{test}::" in said for test in tests)


def test_every_test_of_the_lists_holds_with_them(course):
    said = ran(course, "-m", "pytest", "-p", "no:cacheprovider", "-v", *(f"tests/core/{name}" for name in TESTS))
    for name in ("[Mish", "Adagrad", "fourth powers", "[cube]", "[mish]"):
        assert name in said, f"no test saw {name}"
