"""All kinds of exercises, in the order of the course."""

from backprop.exercises.kinds.fit import RESIDUALS
from backprop.exercises.kinds.graph import GRAPH

KINDS = (RESIDUALS, GRAPH)


def kind_of(slug):
    """The Kind of that slug. Raises ValueError where there is none."""
    for kind in KINDS:
        if kind.slug == slug:
            return kind
    raise ValueError(f"the kind is one of {', '.join(kind.slug for kind in KINDS)}; not {slug!r}.")
