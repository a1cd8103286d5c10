"""What the learner sets on the landscape's page: a network and its run, and what its map shows."""

from dataclasses import dataclass

import streamlit as st

from backprop.experiment import Experiment
from backprop.lessons import ALL_PARAMETERS, MAIN_IDEAS, PT_1, STEP_BY_STEP_BOTH, THREE_PARAMETERS, Lesson
from backprop.network import random_start
from backprop.optimisers import OPTIMISERS
from backprop.written.numerals import counted, number
from pages.parts.controls import number_field, widgets
from pages.parts.experiment import chooser, control_strip, observations, runs, verdicts
from pages.parts.surface.maps import CELLS, MOST_WORK, work
from pages.parts.surface.window import OTHERS, around_path, framed

LESSONS = {
    "All seven": ALL_PARAMETERS,
    "Three parameters": THREE_PARAMETERS,
    "b3 alone": MAIN_IDEAS,
    "Pt. 1's network": PT_1,
    "The line": STEP_BY_STEP_BOTH,
}

ANY = "Any network, your data"
FOLLOWS, TYPED = "follows the path", "typed"
WIDEST = 1e6  # either side of 0, for a typed range
MOST_STEPS = 2000
MOST_RUN = 1e9  # steps × observations × parameters and their like: a second or two
MOST_BYTES = 32 * 2**20  # of a run's record


def landscape(prefix):
    """The control strip of a map and the verdict; gives the View that it asks for, None where that cannot be drawn."""
    strip = strip_of_controls()
    what = chosen(prefix, strip)
    if what is None:
        return None
    trace, _ = runs.trace_of(what.experiment)
    own = f"{prefix}_{what.slug}"
    with strip:
        one, other, others, how = view(trace, own)
    x, y = (around_path(trace, name) for name in (one, other))
    if how == TYPED:
        x, y = typed_range((one, other), own, (x, y))
    judged_run(what)
    return framed(trace, (one, other), others, x, y) if may_be_drawn(what.experiment, one, other) else None


def run(prefix):
    """The control strip of a network and its run, and the verdict; gives its Trace, None where it cannot be run."""
    what = chosen(prefix, strip_of_controls())
    return None if what is None else judged_run(what)


def judged_run(what):
    """The Trace of what was Chosen, with the verdict on it."""
    trace, judged = runs.trace_of(what.experiment)
    if what.lesson is None:
        verdicts.verdict_badge(judged)
    else:
        verdicts.verdict_line(what.lesson, trace, judged)
    return trace


@dataclass(frozen=True, eq=False)
class Chosen:
    """What the map is of: a name for the address, the Lesson if it is one's, and the learner's Experiment."""

    slug: str
    lesson: Lesson | None
    experiment: Experiment


def strip_of_controls():
    return st.container(horizontal=True, vertical_alignment="bottom", gap="small")


def chosen(prefix, strip):
    """Which network and run the map is of, as Chosen; None, and why, where it cannot be run."""
    with strip:
        name = widgets.selection(f"{prefix}_network", "Network and data", [*LESSONS, ANY], width=210)
        if name in LESSONS:
            lesson = LESSONS[name]
            with number_field.folded(
                st.popover, "The run", icon=":material/tune:", help="Start values, Learning Rate, steps."
            ):
                return Chosen(lesson.slug, lesson, control_strip.experiment(lesson, f"{prefix}_{lesson.slug}"))
    own = any_experiment(prefix)
    return None if own is None else Chosen("any", None, own)


def any_experiment(prefix):
    """The Experiment of a network and data of the learner's choice; None, and why, where it cannot be run."""
    columns = chooser.groups()
    network, data, _ = chooser.network_and_data(columns, prefix, "XOR", hidden=(2,), nodes=2)
    with chooser.group(columns[2], "Training") as say:
        rate = widgets.number(f"{prefix}_any_learning_rate", "Learning Rate", 0.1, *widgets.RATES, 0.01, width=110)
        steps = widgets.whole_number(f"{prefix}_any_steps", "Steps", 500, 0, MOST_STEPS, width=90)
        with number_field.folded(st.popover, "Rule, start"):
            rules = {rule.name: rule for rule in OPTIMISERS}
            rule = rules[widgets.selection(f"{prefix}_any_optimiser", "Optimiser", list(rules), width=175)]
            seeds = 0, observations.MOST_SEED
            seed = widgets.whole_number(f"{prefix}_any_seed", "Seed of the start", 1, *seeds, width=140)
        say(f"{rule.name}, from seed {seed}")
    count, n = network.parameter_count, len(data)
    row = 24 * count + 16 * data.observed.size  # bytes
    most = int(min(MOST_RUN / (n * (count + 20 * sum(network.nodes))), MOST_BYTES / row))
    if steps > most:
        st.error(
            f"With this network and {counted(n, 'observation')} a map shows at most {counted(most, 'step')}.",
            icon=":material/block:",
        )
        return None
    try:
        return Experiment(network, data, random_start(network, seed), optimiser=rule(rate), steps=steps)
    except ValueError as refused:
        st.error(str(refused), icon=":material/block:")
        return None


def view(trace, prefix):
    """The controls of a map: (across, up, where the others stand, whether the range is typed)."""
    names, moved = trace.experiment.network.parameter_names, trace.experiment.optimised
    # the two that are looked at first: of those that move the last weight but one, and the last bias
    first, second = (moved[-3], moved[-1]) if len(moved) > 2 else (names[-2], names[-1])
    return (
        widgets.selection(f"{prefix}_across", "Across", names, first, width=85),
        widgets.selection(f"{prefix}_up", "Up", names, second, width=85),
        widgets.selection(f"{prefix}_others", "The others stand", list(OTHERS), width=160),
        widgets.selection(f"{prefix}_range", "The range", (FOLLOWS, TYPED), width=165),
    )


def typed_range(names, prefix, instead):
    """The ends of both axes as the learner types them; where they are the wrong way round, what stands instead."""
    ends = []
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for axis, name in zip("xy", names, strict=True):
            for end, value in (("from", -4.0), ("to", 4.0)):
                key, label = f"{prefix}_{axis}_{end}", f"{name} {end}"
                ends.append(widgets.number(key, label, value, -WIDEST, WIDEST, step=0.5, width=120))
    pairs = [(ends[0], ends[1]), (ends[2], ends[3])]
    for place, (name, (low, high)) in enumerate(zip(names, pairs, strict=True)):
        if not high - low > 1e-9 * max(1.0, abs(low), abs(high)):
            st.warning(
                f"The range of {name} must go from a smaller to a larger number, not from {number(low)} to "
                f"{number(high)}. The range that follows the path stands instead.",
                icon=":material/swap_horiz:",
            )
            pairs[place] = instead[place]
    return pairs


def may_be_drawn(experiment, one, other):
    """Whether there can be a map of these two; if not, it is said why."""
    if one == other:
        st.warning(
            f"{one} is chosen twice. A map needs two different parameters: choose another one across or up.",
            icon=":material/map:",
        )
        return False
    network, data = experiment.network, experiment.data
    much = work(network, data, (one, other), CELLS[-1]) / MOST_WORK
    if much > 1:
        st.warning(
            f"A map of {one} and {other} would take too long with {counted(len(data), 'observation')}: "
            f"{int(len(data) / much):,} can be had with this network, or more with parameters of its last layers.",
            icon=":material/hourglass_disabled:",
        )
    return much <= 1
