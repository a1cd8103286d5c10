"""From a Derivative to a new value: Step Size = Derivative × Learning Rate, New = Old − Step Size, three steps long."""

from backprop.exercises.chance import ODD
from backprop.exercises.formula import Cell, Slip
from backprop.exercises.kinds.before_step import LAST, at_start, drawn_before_step, goes_with
from backprop.exercises.kinds.update import new_value, old_value, step_size
from backprop.exercises.sheet import Given, Kind, Row, Sheet
from backprop.exercises.ways import Difference
from backprop.lessons import MAIN_IDEAS

STEPS = 3
RATES = (0.05, 0.1, 0.2, 0.3)
# What a step leaves of the way to the minimum, at least and at most: so much is seen of three of them.
LEFT = (0.2 * ODD, 0.8 * ODD)


def steps_sheet(before, name, rate):
    """The Sheet of the first steps of one parameter, w3, w4 or b3, from a BeforeStep."""
    cells = [Given("start", name, before.old(name), "the start", ("here",))]
    rows = [Row("Start", ("", "", "", "start"))]
    new, derivative = before.old(name), before.derivative(name)
    for i in range(1, STEPS + 1):
        of, shows = f"step {i}", ("tangent",) if i == 1 else ()
        cells += [
            Given(f"derivative {i}", "Derivative", derivative, of, shows),
            Given(f"rate {i}", "Learning Rate", rate, of),
        ]
        steep, old = Cell(f"derivative {i}", "Derivative"), old_value(f"new {i - 1}" if i > 1 else "start", name)
        step = Cell(f"step {i}", "Step Size")
        stale = stale_slips(i, old, step, name) if i > 1 else ()
        cells += [
            step_size(f"step {i}", steep, Cell(f"rate {i}", "Learning Rate"), of, shows),
            new_value(f"new {i}", name, old, step, steep, of, shows, stale),
        ]
        rows.append(Row(f"Step {i}", (f"derivative {i}", f"rate {i}", f"step {i}", f"new {i}")))
        new -= derivative * rate
        derivative = before.derivative(name) + before.curvature(name) * (new - before.old(name))
    task = f"Take three steps of Gradient Descent with {name}: how large is each Step Size, and where does it lead?"
    heads = ("", "Derivative", "Learning Rate", "Step Size", name)
    return Sheet(task, heads, tuple(rows), tuple(cells), (before.slope(name),))


def one_step_sheet(name, old, derivative, rate):
    """The Sheet of one step of any parameter, from its value and its Derivative."""
    cells = (
        Given("old", "Old", old, name),
        Given("derivative", "Derivative", derivative, name),
        Given("rate", "Learning Rate", rate, name),
        step_size("step", Cell("derivative", "Derivative"), Cell("rate", "Learning Rate"), name),
        new_value("new", name, old_value("old", name), Cell("step", "Step Size"), Cell("derivative", "Derivative")),
    )
    task = f"How large is the Step Size, and where does the step lead {name}?"
    heads = ("", "Old", "Derivative", "Learning Rate", "Step Size", "New")
    return Sheet(task, heads, (Row(name, tuple(cell.key for cell in cells)),), cells)


def stale_slips(i, old, step, name):
    """The Slips of a learner who takes something of the step before."""
    last = f"step {i - 1}"
    before = Cell("start" if i == 2 else f"new {i - 2}", old.name)
    look = f"This step begins where {last} ended. Which {name} was that?"
    yield Slip("old_value_used", f"with the {name} from before {last}", look, Difference((before, step)))
    look = f"Each step has a Derivative of its own, and so a Step Size of its own. Which is that of step {i}?"
    stale = Difference((old, Cell(last, "Step Size")))
    yield Slip("stale_step_size", f"with the Step Size of {last}", look, stale)


def video():
    return steps_sheet(at_start(MAIN_IDEAS.experiment), "b3", MAIN_IDEAS.experiment.optimiser.learning_rate)


def drawn(chance):
    before, name, rate = drawn_before_step(chance), chance.pick(LAST), chance.pick(RATES)
    left = abs(1 - rate * before.curvature(name))
    if not LEFT[0] < left < LEFT[1] or not goes_with(rate, before.derivative(name)):
        return None
    return steps_sheet(before, name, rate)


STEP = Kind("step", "Step Size and New", "take a step downhill", video, drawn)
