"""All kinds of exercises, in the order of the course."""

from backprop.exercises.kinds.backwards import DB3, DW1, DW3
from backprop.exercises.kinds.broken_run import BROKEN_RUN
from backprop.exercises.kinds.cross_entropy import CROSS_ENTROPY
from backprop.exercises.kinds.entropy_backwards import ENTROPY_BACKWARDS
from backprop.exercises.kinds.fit import RESIDUALS
from backprop.exercises.kinds.forwards import NODE, PREDICTED
from backprop.exercises.kinds.graph import GRAPH
from backprop.exercises.kinds.rise_or_fall import RISE_OR_FALL
from backprop.exercises.kinds.softmax_table import SOFTMAX_TABLE
from backprop.exercises.kinds.step import STEP
from backprop.exercises.kinds.three import THREE
from backprop.exercises.kinds.two_steps import TWO_STEPS
from backprop.exercises.kinds.which_rate import WHICH_RATE

KINDS = (
    NODE, PREDICTED, RESIDUALS, DB3, DW3, DW1, STEP, THREE, TWO_STEPS, RISE_OR_FALL, WHICH_RATE, BROKEN_RUN, GRAPH,
    SOFTMAX_TABLE, CROSS_ENTROPY, ENTROPY_BACKWARDS,
)  # fmt: skip


def kind_of(slug):
    """The Kind of that slug. Raises ValueError where there is none."""
    for kind in KINDS:
        if kind.slug == slug:
            return kind
    raise ValueError(f"the kind is one of {', '.join(kind.slug for kind in KINDS)}; not {slug!r}.")
