"""The page Any loss, any activation: its problems, a link to a state of it, and its tables of factors."""

from backprop.activations import ACTIVATIONS, SIGMOID, SOFTPLUS
from backprop.experiment import Experiment
from backprop.losses import HALF_MSE, LOSSES
from backprop.network import Network
from pages.parts.loss import setup

PAGE = "13_Any_Loss_and_Activation.py"
PROBLEMS = list(setup.STARTS)

PAIRS = [(loss, output) for loss in LOSSES for output in ACTIVATIONS if loss.suits(output)]
MAZURS = (setup.OF_MAZUR, setup.HIDDEN, HALF_MSE, SIGMOID, SIGMOID)


def experiment(problem, loss, output, hidden):
    _, nodes, start, _ = setup.STARTS[problem]
    return Experiment(Network(nodes, hidden, output), setup.DATA[problem[0]], start, loss=loss)


def offered():
    """Every combination of data, layers, loss and output that the page does not refuse, with two Activation Functions
    each of the hidden nodes, so that each of these comes up with all others."""
    for problem in PROBLEMS:
        for place, (loss, output) in enumerate(PAIRS):
            some = [ACTIVATIONS[(place + place // len(ACTIVATIONS) + by) % len(ACTIVATIONS)] for by in (0, 4)]
            for hidden in some if problem[1] == setup.HIDDEN else (SOFTPLUS,):
                if not loss.refused(setup.DATA[problem[0]].observed).any() or problem[0] != setup.HEIGHT:
                    yield experiment(problem, loss, output, hidden)


CHANGE, FRONT, SAME, MAZUR_PART = (
    {"any_loss_part": part} for part in ("One change", "Shared front", "Same steps", "Mazur")
)


def link(data=None, layers=None, loss=None, output=None, hidden=None, change=None, **more):
    named = {"data": data, "layers": layers, "change": change}
    named |= {what: each and each.name for what, each in (("loss", loss), ("output", output), ("hidden", hidden))}
    return {f"any_loss_{key}": value for key, value in {**named, **more}.items() if value is not None}


def plain(table):
    """A table without the stars that make a cell bold."""
    return table.map(lambda cell: cell.strip("*"))


def table_with(at, column):
    return next(plain(table.value) for table in at.table if column in table.value.columns)


def tables_of_factors(at):
    found = [plain(table.value) for table in at.table if table.value.columns[0] == "Factor"]
    return [table for table in found if "Predicted, o" in table["Factor"].tolist()]
