"""Pins what PyTorch says, for machines without it: `python tests/core/pin_pytorch.py`, where it is installed.

Written are the expressions that Hypothesis draws, the Hessians along the run of all seven parameters, where the
runs of each optimiser and of random networks end, and the derivatives at starts that the page Any loss offers.
"""

import json
import platform
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "pages"))

import in_pytorch
import optimised
from any_loss_page import offered
from expressions import EXPRESSIONS, INPUTS, at_a_corner, readable

from backprop.descent import gradient_descent
from backprop.lessons import ALL_PARAMETERS

DRAWN = 120


def expressions():
    """[(text, inputs, value, gradients), …]: different ones, in which something is computed."""
    found = {}

    @settings(max_examples=2000, database=None, derandomize=True, deadline=None, suppress_health_check=HealthCheck)
    @given(EXPRESSIONS, INPUTS)
    def draw(text, inputs):
        graph = readable(text)
        if len(found) < DRAWN and graph is not None and len(graph) > 3 and not at_a_corner(text, inputs):
            found.setdefault(text, (text, inputs, *in_pytorch.gradients(text, inputs)))

    draw()
    return list(found.values())


def hessians():
    """{"activation step": what stands on and above the diagonal, row by row}"""
    own, found = ALL_PARAMETERS.experiment, {}
    trace = gradient_descent(own)
    for activation in optimised.BENT:
        experiment = replace(own, network=replace(own.network, hidden=activation))
        for step in optimised.LOOKED_AT:
            whole = in_pytorch.hessian(experiment, trace.parameters[step])
            found[f"{activation.name} {step}"] = whole[np.triu_indices(len(whole))].tolist()
    return found


def ends():
    """{name of an Experiment: (its parameters, and its loss, after the last step)}"""
    found = {}
    for experiment in optimised.beside_pytorch():
        *_, (parameters, _, loss) = in_pytorch.rows(experiment)
        found[in_pytorch.name_of(experiment)] = short(parameters), loss
    return found


def networks():
    """For each Experiment that is drawn: its parameters, and its loss, after the last step."""
    found = []
    for experiment in optimised.drawn_networks():
        *_, (parameters, _, loss) = in_pytorch.rows(experiment)
        found.append((short(parameters), loss))
    return found


def short(numbers):
    """To twelve digits: what they are held against is right to nine or ten."""
    return [float(f"{number:.12g}") for number in numbers]


def derivatives():
    return {in_pytorch.name_of(one): short(next(in_pytorch.rows(one))[1]) for one in offered()}


def main():
    versions = {name: version(name) for name in ("torch", "numpy", "hypothesis")}
    versions["python"] = platform.python_version()
    for pin in (expressions, hessians, ends, networks, derivatives):
        text = json.dumps({"versions": versions, "pins": pin()}, separators=(",", ":"))
        path = in_pytorch.PINS / f"{pin.__name__}.json"
        path.write_text(text.replace('],"', '],\n"').replace("],[", "],\n[") + "\n", encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size:,} bytes, by {versions}")


if __name__ == "__main__":
    main()
