"""backprop is a library too: six names at its door, an example in README that runs, and a package that installs."""

import io
import re
import subprocess
import sys
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import backprop
from backprop import data, descent, experiment, network, passes

ROOT = Path(__file__).parents[2]


def example():
    """README's example, as it stands there."""
    (text,) = re.findall(
        r"^## As a library$.*?^```python\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S
    )
    return text


def test_the_names_at_the_door_are_those_of_the_modules():
    assert backprop.Network is network.Network
    assert backprop.Data is data.Data
    assert backprop.Experiment is experiment.Experiment is descent.Experiment
    assert backprop.gradient_descent is descent.gradient_descent
    assert (backprop.forward, backprop.backward) == (passes.forward, passes.backward)
    assert {each for each in backprop.__all__} == {
        "Data", "Experiment", "Network", "backward", "forward", "gradient_descent"
    }  # fmt: skip
    assert descent.sweep.__module__ == "backprop.sweep"


def test_readmes_example_runs_and_learns():
    said, known = io.StringIO(), {}
    with redirect_stdout(said):
        exec(compile(example(), "README.md", "exec"), known)
    assert len(example().splitlines()) <= 12
    assert known["trace"].ssr[0] > 0.5
    assert known["trace"].ssr[-1] < 0.01
    assert known["trace"].predicted[-1, :, 0].round().tolist() == [0, 1, 1, 0]
    assert "'w1'" in said.getvalue()


def test_what_is_installed_is_the_mathematics_alone():
    """pip finds its packages by a pattern; a folder without __init__.py would stay behind, unseen."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert named["tool"]["setuptools"]["packages"]["find"] == {"include": ["backprop*"]}
    (needed,) = named["project"]["dependencies"]
    assert needed in (ROOT / "requirements.txt").read_text("utf-8")  # one NumPy for both
    for folder in {path.parent for path in (ROOT / "backprop").rglob("*.py")}:
        assert (folder / "__init__.py").exists()


def test_at_the_door_no_screen_is_loaded(tmp_path):
    """Away from this folder, as whoever has installed it imports it."""
    said = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); from backprop import Network, Data, "
         "Experiment, gradient_descent, forward, backward; print(*sys.modules)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert "numpy" in said
    assert not {"streamlit", "pandas", "altair"} & set(said)
