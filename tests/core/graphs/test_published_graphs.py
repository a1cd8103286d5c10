"""Any graph against what others have published, and against the video's own numbers."""

import pytest
from expressions import SSR_TERM, walk_of

from backprop.chain_rule import PARAMETERS
from backprop.chains import chain
from backprop.graphs.expression import gradients
from backprop.graphs.roads import road_product, roads_back
from backprop.lessons import MAIN_IDEAS

MICROGRAD = (
    "c = a + b; d = a*b + b**3; c += c + 1; c += 1 + c + (-a); d += d*2 + relu(b + a); d += 3*d + relu(b - a); "
    "e = c - d; f = e**2; g = f / 2.0; g += 10.0 / f"
)


# --- what others have published --------------------------------------------------------------------------------------


def test_the_primer_two_paths_add():
    value, found = gradients("x**2 * (3*x)", {"x": 2.0})
    assert (value, found) == (24.0, {"x": 36.0})
    walk = walk_of("x**2 * (3*x)", {"x": 2.0})
    assert [road_product(path) for path in roads_back(walk, 0)] == [24.0, 12.0]


def test_the_example_in_micrograds_readme():
    value, found = gradients(MICROGRAD, {"a": -4.0, "b": 2.0})
    assert f"{value:.4f}" == "24.7041"
    assert {name: f"{gradient:.4f}" for name, gradient in found.items()} == {"a": "138.8338", "b": "645.5773"}


def test_micrograds_sanity_check():
    value, found = gradients("z = 2*x + 2 + x; q = relu(z) + z*x; h = relu(z*z); h + q + q*x", {"x": -4.0})
    assert (value, found) == (-20.0, {"x": 46.0})


def test_the_neuron_of_micrograds_lecture():
    inputs = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.8813735870195432}
    value, found = gradients("tanh(x1*w1 + x2*w2 + b)", inputs)
    assert value == pytest.approx(0.7071, abs=5e-5)
    assert found == pytest.approx({"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5})
    written_out = "n = x1*w1 + x2*w2 + b; e = exp(2*n); (e - 1) / (e + 1)"
    assert gradients(written_out, inputs)[1] == pytest.approx(found)


def test_the_lectures_first_expression():
    value, found = gradients("d = a*b + c; d * f", {"a": 2.0, "b": -3.0, "c": 10.0, "f": -2.0})
    assert value == -8.0
    assert found == {"a": 6.0, "b": -4.0, "c": -2.0, "f": 4.0}


def test_a_node_used_by_its_own_sum_counts_twice():
    assert gradients("a = 3*x; a + a", {"x": 3.0})[1] == {"x": 6.0}
    assert gradients("x + x", {"x": 3.0})[1] == {"x": 2.0}
    assert gradients("x * x", {"x": 3.0})[1] == {"x": 6.0}


def test_mazurs_first_hidden_node():
    value, _ = gradients("sigmoid(i1*w1 + i2*w2 + b1)", {"i1": 0.05, "w1": 0.15, "i2": 0.1, "w2": 0.2, "b1": 0.35})
    assert value == pytest.approx(0.593269992, abs=5e-10)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_term_of_the_videos_ssr_has_the_numbers_of_its_chains(place):
    experiment = MAIN_IDEAS.experiment
    data = experiment.data
    inputs = dict(zip(PARAMETERS, map(float, experiment.start), strict=True))
    inputs |= {"dosage": float(data.inputs[place, 0]), "observed": float(data.observed[place, 0])}
    value, found = gradients(SSR_TERM, inputs)
    for name in PARAMETERS:
        taken = chain(experiment.start, data, name)
        assert found[name] == pytest.approx(taken.terms[place], rel=1e-12)
        assert value == pytest.approx((taken.observed[place] - taken.predicted[place]) ** 2, rel=1e-12)
