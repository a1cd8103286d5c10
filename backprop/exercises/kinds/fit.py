"""How well does it fit? Residuals, one for each observation, and their squares added up: the SSR."""

from backprop.datasets import DOSAGE_DATA
from backprop.exercises.formula import Cell
from backprop.exercises.sheet import Given, Kind, Number, Row, Sheet
from backprop.exercises.ways import Difference, Squared, Total
from backprop.lessons import MAIN_IDEAS
from backprop.passes import forward
from backprop.written.numerals import number


def residuals_sheet(inputs, observed, predicted, scenes=(), name="Dosage"):
    """The Sheet of Residuals and the SSR: three arrays (n,)."""
    cells, rows, squares = [], [], []
    for i, (x, o, p) in enumerate(zip(inputs, observed, predicted, strict=True), 1):
        of, shows = f"{name} {number(x)}", (f"residual {i}",)
        cells += [
            Given(f"observed {i}", "Observed", float(o), of, (f"observation {i}",)),
            Given(f"predicted {i}", "Predicted", float(p), of, ("squiggle",)),
        ]
        miss = Difference((Cell(f"observed {i}", "Observed"), Cell(f"predicted {i}", "Predicted")))
        cells.append(Number(f"residual {i}", "Residual", miss, of, shows))
        rows.append(Row(of, (f"observed {i}", f"predicted {i}", f"residual {i}", f"square {i}")))
    for i, row in enumerate(rows, 1):
        square = Squared((Cell(f"residual {i}", "Residual"),))
        cells.append(Number(f"square {i}", "Residual²", square, row.name, (f"residual {i}",)))
        squares.append(Cell(f"square {i}", "Residual²"))
    total = Total(tuple(squares), tuple(row.name for row in rows))
    shows = tuple(f"residual {i}" for i in range(1, len(rows) + 1))
    cells.append(Number("ssr", "SSR", total, shows=shows))
    rows.append(Row("SSR", ("", "", "", "ssr")))
    heads = (name, "Observed", "Predicted", "Residual", "Residual²")
    task = "How far does the squiggle miss each observation, and what is the SSR?"
    return Sheet(task, heads, tuple(rows), tuple(cells), scenes)


def video():
    experiment = MAIN_IDEAS.experiment
    predicted = forward(experiment.network, experiment.start, DOSAGE_DATA.inputs).predicted[:, 0]
    return residuals_sheet(DOSAGE_DATA.inputs[:, 0], DOSAGE_DATA.observed[:, 0], predicted)


def drawn(chance):
    inputs = chance.some([0.0, 0.5, 1.0, 1.5, 2.0], 3)
    observed = [chance.tenths(-2, 2) for _ in inputs]
    return residuals_sheet(inputs, observed, [chance.tenths(-3, 3) for _ in inputs])


RESIDUALS = Kind("residuals", "Residuals and the SSR", "say how badly a squiggle fits", video, drawn)
