"""Backwards from the SSR: the derivative for b3, for w3 and, with four factors, for w1."""

from backprop.activations import RELU, SIGMOID, SOFTPLUS
from backprop.chains import chain
from backprop.exercises.bends import Slope
from backprop.exercises.formula import Cell, Known, Slip
from backprop.exercises.kinds.columns import cells, given, of_columns, worked_out
from backprop.exercises.kinds.fit import misses
from backprop.exercises.kinds.small_network import MINUS_TWO, SmallNetwork
from backprop.exercises.sheet import Kind, Number
from backprop.exercises.ways import Product, Total
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, THREE_PARAMETERS
from backprop.written.numerals import number

AT_OUTPUT = "dSSR/dPredicted"


def at_output(residual, rows, shows=("output",)):
    """The column of the first factor of each road back, −2 × Residual."""
    return worked_out("back {}", AT_OUTPUT, [Product((MINUS_TWO, each)) for each in cells(residual)], rows, shows)


def products(factors, rows, shows):
    """The column in which the factors of a road are multiplied, for each observation."""
    multiplied = [Product(row) for row in zip(*map(cells, factors), strict=True)]
    return worked_out("product {}", "Product", multiplied, rows, shows)


def derivative(name, terms, rows):
    """The Number below the last column, which adds it up."""
    return Number("derivative", f"dSSR/d{name}", Total(tuple(cells(terms)), rows), shows=("here", "tangent"))


def db3_sheet(small):
    """The Sheet of dSSR/db3, from Observed and Predicted."""
    rows = small.rows
    columns = *_, residual = misses(small)
    back = at_output(residual, rows, ("residual {}",))
    task = (
        "How fast does the SSR move with b3? Each Predicted moves by as much as b3, so dPredicted/db3 is 1, and "
        f"dSSR/db3 is {AT_OUTPUT}, added up over the observations."
    )
    total, scenes = derivative("b3", back, rows), (small.fit_scene, small.slope_scene("b3"))
    return of_columns(task, "Dosage", rows, (*columns, back), total, scenes=scenes)


def dw3_sheet(small):
    """The Sheet of dSSR/dw3, from the Residuals and what comes out of the hidden nodes."""
    rows = small.rows
    residual = given("residual {}", "Residual", small.residuals, rows, ("output",))
    y1, y2 = (given(f"y{node} {{}}", f"y{node}", small.y(node), rows, (f"node {node}",)) for node in (1, 2))
    back = at_output(residual, rows)
    look = "Predicted is y1 × w3 + y2 × w4 + b3: which of these does w3 multiply?"
    other = [(Slip("other_node", "with y2, the other node's, in place of y1", look, each),) for each in cells(y2)]
    weight = Slip("other_derivative", "w3, which is dPredicted/dy1", "Here w3 moves, and y1 stays.", Cell("w3", "w3"))
    shows = ("node 1", "w3")
    factor = worked_out("factor {}", "dPredicted/dw3", cells(y1, other), rows, shows, [(weight,)] * len(rows))
    product = products((back, factor), rows, ("output", "w3"))
    task = (
        "How fast does the SSR move with w3? For each Dosage two factors are multiplied, and dSSR/dw3 adds the "
        "products up."
    )
    total, scenes = derivative("w3", product, rows), (small.network_scene, small.slope_scene("w3"))
    columns = (residual, y1, y2, back, factor, product)
    return of_columns(task, "Dosage", rows, columns, total, small.told("w3"), scenes)


def dw1_sheet(small):
    """The Sheet of dSSR/dw1, four factors back, from the Residuals and what goes into node 1."""
    rows, hidden = small.rows, small.network.hidden
    w3, w4 = weights = small.told("w3", "w4")
    dosages = given("dosage {}", "Dosage", small.dosages, rows, ("input",))
    residual = given("residual {}", "Residual", small.residuals, rows, ("output",))
    x1 = given("x1 {}", "x1", small.x(1), rows, ("node 1",))
    back = at_output(residual, rows)
    weight = worked_out("weight {}", "dPredicted/dy1", [own_weight()] * len(rows), rows, ("w3",))
    slopes = [Slope((x,), activation=hidden) for x in cells(x1)]
    slope = worked_out("slope {}", "dy1/dx1", slopes, rows, ("node 1",))
    came_in = worked_out(
        "came in {}", "dx1/dw1", cells(dosages), rows, ("input", "w1"), [bias_s_factor(each.value) for each in dosages]
    )
    product = products((back, weight, slope, came_in), rows, ("output", "w3", "node 1", "w1"))
    values = " and ".join(f"{cell.name} = {number(cell.value)}" for cell in weights)
    task = (
        "How fast does the SSR move with w1? For each Dosage four factors are multiplied, and dSSR/dw1 adds the "
        f"products up. The hidden nodes' Activation Function is the {small.bend}; {values}."
    )
    total, scenes = derivative("w1", product, rows), (small.network_scene, small.slope_scene("w1"))
    columns = (residual, x1, back, weight, slope, came_in, product)
    return of_columns(task, "Dosage", rows, columns, total, (*weights, *dosages), scenes)


def products_sheet(small, name):
    """The Sheet of dSSR/d of any of the seven, from the Residuals and the other factors on the road back to it."""
    rows, road = small.rows, chain(small.parameters, small.data, name).factors[1:]
    residual = given("residual {}", "Residual", small.residuals, rows)
    factors = [
        given(f"factor {place} {{}}", each.name, each.value, rows) for place, each in enumerate(road) if not each.is_one
    ]
    multiplied = [Product((MINUS_TWO, *row)) for row in zip(*map(cells, (residual, *factors)), strict=True)]
    product = worked_out("product {}", "Product", multiplied, rows)
    of = " × ".join(["−2 × Residual", *(each.name for each in road if not each.is_one)])
    one = "".join(f", as {each.name} is 1" for each in road if each.is_one)
    task = f"A Product is {of}{one}; those of all Dosages add up to dSSR/d{name}."
    return of_columns(task, "Dosage", rows, (residual, *factors, product), derivative(name, product, rows))


def own_weight():
    """The Cell of w3, for which w4 is taken."""
    look = "What comes out of node 1 goes through w3 on its way to Predicted."
    other = Slip("other_node", "with w4, the other node's, in place of w3", look, Cell("w4", "w4"))
    return Cell("w3", "w3", (other,))


def bias_s_factor(dosage):
    """The Slip of taking dx1/db1, which is 1, where dx1/dw1 is asked for."""
    look = "x1 is Dosage × w1 + b1: what is w1 multiplied by?"
    return (Slip("other_derivative", "1, which is dx1/db1", look, Known(1)),) if dosage != 1 else ()


def db3_video():
    return db3_sheet(SmallNetwork.of(MAIN_IDEAS.experiment))


def db3_drawn(chance):
    return db3_sheet(SmallNetwork.drawn(chance, (SOFTPLUS, RELU)))


def dw3_video():
    return dw3_sheet(SmallNetwork.of(THREE_PARAMETERS.experiment))


def dw3_drawn(chance):
    return dw3_sheet(SmallNetwork.drawn(chance, (SOFTPLUS, RELU, SIGMOID)))


def dw1_video():
    return dw1_sheet(SmallNetwork.of(ALL_PARAMETERS.experiment))


def dw1_drawn(chance):
    return dw1_sheet(SmallNetwork.drawn(chance, (SOFTPLUS, RELU, SIGMOID)))


DB3 = Kind("db3", "dSSR/db3", "work out the derivative of the SSR for b3", db3_video, db3_drawn)
DW3 = Kind("dw3", "dSSR/dw3", "multiply two factors for w3", dw3_video, dw3_drawn)
DW1 = Kind("dw1", "dSSR/dw1", "multiply four factors for w1", dw1_video, dw1_drawn)
