"""How well does it fit? Residuals, one for each observation, and their squares added up: the SSR."""

from backprop.activations import RELU, SOFTPLUS
from backprop.exercises.kinds.columns import cells, given, of_columns, worked_out
from backprop.exercises.kinds.small_network import SmallNetwork
from backprop.exercises.sheet import Kind, Number
from backprop.exercises.ways import Difference, Squared, Total
from backprop.lessons import MAIN_IDEAS


def misses(small):
    """The columns Observed, Predicted and Residual of a SmallNetwork."""
    rows = small.rows
    observed = given("observed {}", "Observed", small.observed, rows, ("observation {}",))
    predicted = given("predicted {}", "Predicted", small.predicted, rows, ("squiggle",))
    missed = [Difference(both) for both in zip(cells(observed), cells(predicted), strict=True)]
    return observed, predicted, worked_out("residual {}", "Residual", missed, rows, ("residual {}",))


def residuals_sheet(small):
    """The Sheet of Residuals and the SSR."""
    columns = observed, predicted, residual = misses(small)
    squares = [Squared((each,)) for each in cells(residual)]
    square = worked_out("square {}", "Residual²", squares, small.rows, ("residual {}",))
    shows = tuple(f"residual {i}" for i in range(1, len(small.rows) + 1))
    ssr = Number("ssr", "SSR", Total(tuple(cells(square)), small.rows), shows=shows)
    task = "How far does the squiggle miss each observation, and what is the SSR?"
    return of_columns(task, "Dosage", small.rows, (*columns, square), ssr, scenes=(small.fit_scene,))


def video():
    return residuals_sheet(SmallNetwork.of(MAIN_IDEAS.experiment))


def drawn(chance):
    return residuals_sheet(SmallNetwork.drawn(chance, (SOFTPLUS, RELU)))


RESIDUALS = Kind("residuals", "Residuals and the SSR", "say how badly a squiggle fits", video, drawn)
