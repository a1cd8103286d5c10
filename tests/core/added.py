"""What one would add to the course, as one would type it in, each in the one file that README's table names."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]

GELU = """
# --- GELU: after Hendrycks and Gimpel (2016), by their sigmoid -------------------------------------------------------


def gelu(x):
    return x * sigmoid(1.702 * x)


def gelu_derivative(x, y):
    s = sigmoid(1.702 * x)
    return s + 1.702 * x * s * (1.0 - s)


def gelu_in_place(x, y, dy_dx):
    return [lambda: np.copyto(y, gelu(x)), lambda: np.copyto(dy_dx, gelu_derivative(x, y))]


GELU = Activation(
    "GELU",
    "x / (1 + e^(−1.702 × x))",
    gelu,
    gelu_derivative,
    gelu_in_place,
    dy_dx="s + 1.702 × x × s × (1 − s), s = sigmoid(1.702 × x)",
    dy_dx_of="x",
    reach=(-0.1701, np.inf),
    largest_start=he,
    typed="{0} / (1 + e^(−1.702 × {0}))",
    code=(
        "x / (1 + np.exp(-1.702 * x))",
        "(1 + 1.702 * x / (1 + np.exp(1.702 * x))) / (1 + np.exp(-1.702 * x))",
    ),
    operation=Operation(
        "gelu",
        "gelu({a})",
        lambda a: a * sigmoid_of_number(1.702 * a),
        (("s + 1.702 × {a} × s × (1 − s)", lambda a, y: float(gelu_derivative(a, y))),),
    ),
)

"""

RMSPROP = '''
# --- RMSprop: after Tieleman and Hinton (2012) -----------------------------------------------------------------------


@dataclass(frozen=True)
class RMSprop(Optimiser):
    """Step Size = Learning Rate × Derivative / (√ average Derivative² + 0.1)."""

    learning_rate: float = 0.01
    decay: float = 0.9

    name: ClassVar[str] = "RMSprop"
    formula: ClassVar[str] = "Step Size = Learning Rate × Derivative / (√ average Derivative² + 0.1)"
    memory: ClassVar[object] = 0.0
    largest_derivative: ClassVar[float] = 1e150
    code: ClassVar[tuple[str, str]] = (
        "decay = {0.decay!r}\\naverage_square = np.zeros_like(parameters)\\n",
        "    average_square[:] = decay * average_square + (1 - decay) * derivatives**2\\n"
        "    return learning_rate * derivatives / (np.sqrt(average_square) + 0.1)\\n",
    )

    def step(self, derivatives, average_square):
        average_square = self.decay * average_square + (1 - self.decay) * derivatives**2
        return self.learning_rate * derivatives / (np.sqrt(average_square) + 0.1), average_square

    def in_place(self, derivatives, multiple, step_sizes, learning_rates):
        average_square = np.zeros_like(derivatives)

        def step():
            true = derivatives * multiple
            average_square[...] = self.decay * average_square + (1 - self.decay) * true**2
            step_sizes[...] = learning_rates * true / (np.sqrt(average_square) + 0.1)

        return [step]


'''

QUARTIC = """
# --- fourth powers: a large miss counts still more -------------------------------------------------------------------


def quartic(observed, predicted):
    return (residuals(observed, predicted) ** 4).sum(axis=(-2, -1))


def quartic_derivative(observed, predicted):
    return -4.0 * residuals(observed, predicted) ** 3


QUARTIC = Loss(
    "fourth powers",
    "Σ (Observed − Predicted)⁴",
    quartic,
    quartic_derivative,
    dloss_dpredicted="−4 × (Observed − Predicted)³",
    typed="−4 × ({0} − {1}) × ({0} − {1}) × ({0} − {1})",
    code=("np.sum((observed - y) ** 4)", "-4 * (observed - y) ** 3"),
)

"""

CUBE = """CUBE = Operation("cube", "cube({a})", lambda a: a * a * a, (("3 × {a}²", lambda a, y: 3.0 * a * a),))
"""

ADDED = {  # the file: (the list's line, the same line longer, what stands before it)
    "activations.py": ("ACTIVATIONS = (SOFTPLUS, SIGMOID, TANH, RELU, IDENTITY)", "RELU, GELU, IDENTITY)", GELU),
    "optimisers.py": ("OPTIMISERS = (GradientDescent, Momentum, Adam)", "Adam, RMSprop)", RMSPROP),
    "losses.py": ("LOSSES = (SSR, HALF_MSE, CROSS_ENTROPY)", "CROSS_ENTROPY, QUARTIC)", QUARTIC),
    "graphs/operations.py": ("(EXP, LOG, SQRT, SIN, COS, *BENT, MAX)}", "*BENT, MAX, CUBE)}", CUBE),
}


def longer(line, end):
    """The list's line with one entry more: what it ends with now replaces what the first word of that begins."""
    return line[: line.rindex(end.split(",")[0])] + end


def course_with_more(folder):
    """A copy of the whole course in a folder, with a GELU, an RMSprop, a loss and an operation added, and no more."""
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    for name in ("backprop", "pages", "tests", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, (line, end, text) in ADDED.items():
        file = folder / "backprop" / name
        source = file.read_text(encoding="utf-8")
        assert source.count(line) == 1, f"{name} no longer has the line {line}"
        start = source.rindex("\n", 0, source.index(line)) + 1
        source = source[:start] + text.lstrip("\n") + source[start:]
        file.write_text(source.replace(line, longer(line, end)), encoding="utf-8")
    return folder
