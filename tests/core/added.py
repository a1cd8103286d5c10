"""What one would add to the course, as one would type it in: for each row of README's table, in the places it names."""

import re
import shutil
from pathlib import Path

from added_exercises import OF_EXERCISES
from edits import Edit

ROOT = Path(__file__).parents[2]

MISH = """
# --- Mish: after Misra (2019) ----------------------------------------------------------------------------------------


def mish(x):
    return x * np.tanh(softplus(x))


def mish_derivative(x, y):
    t = np.tanh(softplus(x))
    return t + x * (1.0 - t * t) * sigmoid(x)


def mish_in_place(x, y, dy_dx):
    return [lambda: np.copyto(y, mish(x)), lambda: np.copyto(dy_dx, mish_derivative(x, y))]


MISH = Activation(
    "Mish",
    "x × tanh(log(1 + eˣ))",
    mish,
    mish_derivative,
    mish_in_place,
    dy_dx="t + x × (1 − t²) × sigmoid(x), t = tanh(log(1 + eˣ))",
    dy_dx_of="x",
    reach=(-0.3089, np.inf),
    largest_start=he,
    typed="{0} × tanh(log(1 + e^{0}))",
    code=(
        "x * np.tanh(np.logaddexp(x, 0))",
        "np.tanh(np.logaddexp(x, 0)) + x * (1 - np.tanh(np.logaddexp(x, 0)) ** 2) / (1 + np.exp(-x))",
    ),
    operation=Operation(
        "mish",
        "mish({a})",
        lambda a: a * math.tanh(softplus_of_number(a)),
        (("the slope of mish at {a}", lambda a, y: float(mish_derivative(a, y))),),
    ),
)

"""

ADAGRAD = '''
# --- Adagrad: after Duchi, Hazan and Singer (2011) -------------------------------------------------------------------


@dataclass(frozen=True)
class Adagrad(Optimiser):
    """Step Size = Learning Rate × Derivative / (√ Σ Derivative² + softer)."""

    learning_rate: float = 0.01
    softer: float = 0.1

    name: ClassVar[str] = "Adagrad"
    formula: ClassVar[str] = "Step Size = Learning Rate × Derivative / (√ Σ Derivative² + softer)"
    memory: ClassVar[object] = 0.0
    largest_derivative: ClassVar[float] = 1e150
    code: ClassVar[tuple[str, str]] = (
        "softer = {0.softer!r}\\nsquares = np.zeros_like(parameters)\\n",
        "    squares[:] = squares + derivatives**2\\n"
        "    return learning_rate * derivatives / (np.sqrt(squares) + softer)\\n",
    )

    def step(self, derivatives, squares):
        squares = squares + derivatives**2
        return self.learning_rate * derivatives / (np.sqrt(squares) + self.softer), squares

    def in_place(self, derivatives, multiple, step_sizes, learning_rates):
        squares = np.zeros_like(derivatives)

        def step():
            true = derivatives * multiple
            squares[...] += true**2
            step_sizes[...] = learning_rates * true / (np.sqrt(squares) + self.softer)

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

BITS = """
def three_bits(n=8, seed=0):
    \"\"\"Whether more than half of three bits are 1: n rows of them, drawn by chance.\"\"\"
    n, random = drawing(n, seed)
    bits = random.integers(2, size=(n, 3))
    return Data(bits, bits.sum(axis=1) > 1, ("First", "Second", "Third", "Most"))


"""

TWO_INPUTS = """
TWO_INPUTS = Lesson(
    "two_inputs",
    "A lesson with two inputs",
    "IN2XmBhILt4",
    Experiment(
        Network((2, 3, 1), hidden=SIGMOID),
        Data([[0.0, 0.2], [0.5, 1.0], [1.0, 0.4]], [0.0, 1.0, 0.5], ("Dosage", "Age", "Effectiveness")),
        np.linspace(-1.0, 1.0, 13),
        optimised=("w1", "w8", "b4"),
    ),
    {"updates": {0: {"b4": (6.21, 0.621, 0.379)}}},
)
"""

PAGE = """    Page(
        "16_Two_Inputs.py",
        "Two inputs",
        AFTER,
        "What changes where there are two inputs?",
        ("Weight", "Epoch"),
        (TWO_INPUTS, 0),
        parts={"The walk": WALK, "How far": ()},
    ),
"""

SCRIPT = '''"""Two inputs: the walk of a lesson that somebody has added."""

from backprop.lessons import TWO_INPUTS
from pages.parts import player, shell
from pages.parts.experiment import control_strip, descent_walk, runs

shell.guard()
shell.heading(__file__)
experiment = control_strip.experiment(TWO_INPUTS)
trace, _ = runs.trace_of(experiment)
part = shell.part(__file__, "two_inputs")
if part == "The walk":
    descent_walk.walk(TWO_INPUTS, trace, "two_inputs")
if part == "How far":
    with player.walk("two_inputs", trace.steps) as film:
        film.line(f"By now the SSR has come down by {film.say(trace.ssr[0] - trace.ssr[film.rows])}.")
shell.footing(__file__)
'''

PICTURE = '''"""The Residuals at the start of a run, side by side."""

import altair as alt
import numpy as np

from pages.parts.charts.colours import VERMILLION
from pages.parts.charts.layered import LOW, constant, layer
from pages.parts.charts.scales import padded, x_axis, y_axis


@constant
def residuals_spec():
    bars = layer("residual").mark_rule(color=VERMILLION, strokeWidth=6)
    return alt.layer(bars.encode(x=x_axis("Observation"), y=y_axis("Residual"), y2="y2:Q")).properties(height=LOW)


def first_residuals(film, trace, key):
    residuals = trace.residuals[0, :, 0]
    places = np.arange(1.0, len(residuals) + 1)
    layers = {"residual": {"x": places, "y": residuals, "y2": 0 * residuals}}
    ends = padded(min(residuals.min(), 0.0), max(residuals.max(), 0.0))
    film.picture(residuals_spec(), key, layers, "The Residuals at the start.", padded(1, len(residuals), 0.2), ends)
'''

QUESTION = """
@ask("Count the steps.", "How many does this run take?", Try("The video's", {}, "main_ideas_over_ssr"))
def steps_counted():
    return f"It takes {number(OWN.steps)}."


"""

CONTENTS, MAIN = "pages/parts/contents.py", "pages/7_Gradient_Descent.py"
ADDED = {  # a row of README's table: what is typed in for it
    "a page": (
        Edit(CONTENTS, PAGE, '    Page(\n        "11_Learning_Rates.py",'),
        Edit(CONTENTS, "", "THREE_PARAMETERS, Lesson", "THREE_PARAMETERS, TWO_INPUTS, Lesson"),
        Edit("pages/16_Two_Inputs.py", SCRIPT),
    ),
    "a part of a page": (
        Edit(CONTENTS, "", 'parts={"Factor by factor": (),', 'parts={"Nothing yet": (), "Factor by factor": (),'),
    ),
    "what the theme cannot say of the looks": (Edit("pages/parts/browser/style.css", ".st-key-added { opacity: 1; }"),),
    "an activation": (
        Edit("backprop/activations.py", MISH, "ACTIVATIONS = (SOFTPLUS, SIGMOID, TANH, RELU, LEAKY_RELU,",
             "ACTIVATIONS = (SOFTPLUS, SIGMOID, TANH, RELU, MISH, LEAKY_RELU,"),
    ),
    "a loss": (
        Edit("backprop/losses.py", QUARTIC, "LOSSES = (SSR, MSE, HALF_MSE, CROSS_ENTROPY, MEAN_CROSS_ENTROPY)",
             "LOSSES = (SSR, MSE, HALF_MSE, CROSS_ENTROPY, MEAN_CROSS_ENTROPY, QUARTIC)"),
    ),
    "an optimiser": (
        Edit("backprop/optimisers.py", ADAGRAD, "OPTIMISERS = (GradientDescent, Momentum, Nesterov, RMSprop, Adam)",
             "OPTIMISERS = (GradientDescent, Momentum, Nesterov, RMSprop, Adam, Adagrad)"),
    ),
    "a data set": (
        Edit("backprop/datasets.py", BITS, "# Name -> Data, or a function"),
        Edit("backprop/datasets.py", '    "three bits": three_bits,\n', '    "noisy sine": noisy_sine,'),
    ),
    "a lesson": (Edit("backprop/lessons.py", TWO_INPUTS),),
    "an operation": (
        Edit("backprop/graphs/operations.py", CUBE, "(EXP, LOG, SQRT, SIN, COS, *BENT, MAX)}",
             "(EXP, LOG, SQRT, SIN, COS, *BENT, MAX, CUBE)}"),
    ),
    "a picture, table or sentence that follows the step": (),  # in the script of the page above
    "a picture that stands still": (
        Edit("pages/parts/descent/pictures.py", PICTURE),
        Edit(MAIN, "", "from pages.parts.descent import questions\n",
             "from pages.parts.descent import pictures, questions\n"),
        Edit(MAIN, "from pages.parts.player.still import STILL\n\n", "shell.guard()"),
        Edit(MAIN, 'pictures.first_residuals(STILL, trace, "added")\n', "try_next.try_next("),
    ),
    "a question to try next": (
        Edit("pages/parts/descent/questions.py", QUESTION, "too_far, all_from_here)",
             "too_far, all_from_here, steps_counted)"),
    ),
    **OF_EXERCISES,
    "a word": (
        Edit("pages/parts/glossary.py", '    "Epoch": "One pass over all observations.",\n', '    "Step Size": "'),
    ),
}  # fmt: skip


def rows_of_readme():
    """{what is added: where, as README's table has it}"""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text[text.index("| To add | Edit |") :].split("\n\n")[0]
    return dict(re.findall(r"^\| (an? .+?|what .+?) \| (.+) \|$", table, re.MULTILINE))


def course_with_more(folder):
    """A copy of the whole course in a folder, with all that is ADDED, and no more."""
    for name in ("app.py", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder)
    for name in ("backprop", "pages", "tests", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for edits in ADDED.values():
        for edit in edits:
            edit.make(folder)
    return folder
