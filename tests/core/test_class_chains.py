"""The Chain Rule by hand for classes: its products are what backpropagation finds, and Part 7's numbers come out."""

import numpy as np
import pytest
from problems import close

from backprop.activations import RELU, TANH
from backprop.any_chains import chain_of
from backprop.class_chains import class_chain
from backprop.data import Data, of_classes
from backprop.descent import gradient_descent
from backprop.exercises.next_ssr import judged_ssr
from backprop.landscape import finite_difference
from backprop.losses import CATEGORICAL, MEAN_CATEGORICAL, SSR
from backprop.network import Network, random_start
from backprop.passes import backward
from backprop.series import PART_7, THREE_FLOWERS
from backprop.softmax import SOFTMAX

pytestmark = pytest.mark.filterwarnings("error")

OWN = PART_7.experiment
FIFTEEN = {
    "w1": -0.752820, "w2": -0.541035, "b1": -1.467814, "w3": 1.431271, "w4": 0.410492, "b2": 1.333966,
    "w5": -1.464322, "w6": -0.682091, "b3": -0.773201, "w7": 0.496522, "w8": 0.286465, "b4": 0.309422,
    "w9": 0.967800, "w10": 0.395627, "b5": 0.463779,
}  # fmt: skip


def case(nodes, hidden, seed):
    random = np.random.default_rng(seed)
    classes = [f"class {k}" for k in range(nodes[-1])]
    labels = random.choice(classes, size=6)
    names = [f"Input {i + 1}" for i in range(nodes[0])]
    data = of_classes(random.normal(size=(6, nodes[0])), labels, names, classes)
    network = Network(nodes, hidden=hidden, output=SOFTMAX)
    return network, random_start(network, seed) + 0.3 * random.normal(size=network.parameter_count), data


@pytest.mark.parametrize("loss", [CATEGORICAL, MEAN_CATEGORICAL], ids=repr)
@pytest.mark.parametrize("nodes", [(2, 2), (1, 4), (2, 3, 3), (3, 1, 2)])
@pytest.mark.parametrize("hidden", [TANH, RELU], ids=repr)
def test_the_products_are_what_backpropagation_and_finite_differences_find(nodes, hidden, loss):
    network, parameters, data = case(nodes, hidden, seed=3)
    found = backward(network, parameters, data, loss)
    rows = np.stack([parameters, parameters + 0.1])
    for name, derivative in zip(network.parameter_names, found.derivatives, strict=True):
        chain = class_chain(network, parameters, data, name, loss)
        close(chain.derivative, derivative, 1e-12)
        close(chain.terms, np.prod([factor.value for factor in chain.factors], axis=0), 1e-12)
        close(finite_difference(network, data, parameters, name, 1e-5, loss), derivative, 1e-7)
        close(class_chain(network, rows, data, name, loss).terms[0], chain.terms, 1e-13)


@pytest.mark.parametrize(("name", "derivative"), FIFTEEN.items())
def test_part_7s_fifteen_derivatives_to_six_digits(name, derivative):
    assert round(class_chain(OWN.network, OWN.start, OWN.data, name, CATEGORICAL).derivative, 6) == derivative


def test_dce_db3_has_the_factors_of_the_video_and_only_its_own_flower_the_minus_1():
    chain = class_chain(OWN.network, OWN.start, THREE_FLOWERS, "b3", CATEGORICAL)
    assert [factor.name for factor in chain.factors] == ["dCE/dp", "dp/dRaw Setosa", "dRaw Setosa/db3"]
    p = backward(OWN.network, OWN.start, THREE_FLOWERS, CATEGORICAL).forward.predicted
    own = p[[0, 1, 2], [0, 2, 1]]
    close(chain.factors[0].value, -1 / own, 1e-14)
    close(chain.factors[1].value, [own[0] * (1 - own[0]), -own[1] * p[1, 0], -own[2] * p[2, 0]], 1e-14)
    close(chain.terms, p[:, 0] - [1, 0, 0], 1e-14)
    assert [round(term, 4) for term in chain.terms] == [-0.8491, 0.0351, 0.0408]


def test_where_a_share_is_rounded_to_0_the_product_is_still_right():
    far = OWN.start.copy()
    far[OWN.network.place("b3")] = -1000.0
    chain = class_chain(OWN.network, far, OWN.data, "b3", CATEGORICAL)
    assert chain.terms.tolist() == [-1.0, 0.0, 0.0]
    assert np.isfinite(class_chain(OWN.network, far, OWN.data, "w1", CATEGORICAL).derivative)


def test_other_networks_losses_and_rows_are_refused():
    network = OWN.network
    deep = Network((2, 2, 2, 3), output=SOFTMAX)
    shares = Data(THREE_FLOWERS.inputs, [[0.5, 0.5, 0.0], [1, 0, 0], [0, 0, 1]])
    for wrong in (
        (Network((2, 2, 3)), OWN.start, OWN.data, "b3", CATEGORICAL),
        (network, OWN.start, OWN.data, "b3", SSR),
        (deep, random_start(deep, 0), OWN.data, "b3", CATEGORICAL),
        (network, OWN.start, shares, "b3", CATEGORICAL),
        (network, OWN.start, OWN.data, "b9", CATEGORICAL),
    ):
        with pytest.raises(ValueError, match=r"network must|observed must|'b9' is not a parameter"):
            class_chain(*wrong)
    assert chain_of(network, CATEGORICAL, shares.classes) is None
    assert chain_of(network, CATEGORICAL, OWN.data.classes)(OWN.start, OWN.data, "b3").derivative < 0


def test_of_classes_it_is_asked_whether_the_total_cross_entropy_rises():
    trace = gradient_descent(OWN)
    assert judged_ssr(trace, 0, False).sentence == "Yes, the total Cross Entropy falls: 2.666 → 2.142."
