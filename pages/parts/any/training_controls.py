"""How any network is trained: by which rule, in which batches, on which loss."""

from dataclasses import dataclass

import streamlit as st

from backprop.losses import CATEGORICAL, CLASS_LOSSES, LOSSES, SSR
from backprop.optimisers import OPTIMISERS, Adam
from backprop.written.numerals import number
from pages.parts.controls import number_field, widgets
from pages.parts.experiment import bends, observations

AT_ONCE, ONE, SOME = "all at once", "one at a time", "so many"
IN_ORDER, SHUFFLED = "in their order", "shuffled"
MOST_BATCH = 5_000
LARGEST_PART = 0.999999  # of a setting that stays below 1

WHY_BATCHES = (
    "From how many observations a step has its derivatives. An epoch is as many steps as it takes to see each "
    "observation once."
)


WHY_DECAY = "So much of a weight is added to its Derivative, which draws it towards 0; nothing is to a bias's."


@dataclass(frozen=True, eq=False)
class Rules:
    """How a network is trained: what an Experiment is told beside network, data and start, all of it in words, and the
    container of the controls that are folded away."""

    options: dict
    said: str
    folds: object


def rules(prefix, data):
    """The controls of a training, those that matter most in sight: returns the Rules."""
    rate = widgets.number(f"{prefix}_learning_rate", "Learning Rate", 0.01, *widgets.RATES, step=0.01, width=92)
    steps = widgets.whole_number(f"{prefix}_steps", "Steps", 500, 0, widgets.MOST_STEPS, width=80)
    folds = st.container(horizontal=True, gap="xsmall", width=152)  # two by two
    with folds:
        rule, settings, loss, decay, (batch, shuffled, batches) = folded_away(prefix, data)
    own = rule.settings()
    changed = [
        f"{own[name].label} {number(value, 6)}" for name, value in settings.items() if value != own[name].default
    ]
    said = [" ".join([rule.name, *changed]), loss.name, *([f"decay {number(decay)}"] if decay else []), *batches]
    options = {"loss": loss, "optimiser": rule(rate, **settings), "steps": steps}
    options |= {"batch": batch, "shuffled": shuffled, "weight_decay": decay}
    return Rules(options, ", ".join(said), folds)


def folded_away(prefix, data):
    """A fold for each subject: (the rule, its settings, the loss, the weight decay, the batches)."""
    with number_field.folded(st.popover, "Rule"):
        rule, settings = chosen_rule(prefix)
    with number_field.folded(st.popover, "Loss"):
        loss = chosen_loss(prefix, data)
        decay = widgets.number(f"{prefix}_decay", "Weight decay", 0.0, 0.0, 10.0, 0.001, 130, WHY_DECAY)
    with number_field.folded(st.popover, "Batch"):
        batches = chosen_batches(prefix, len(data))
    return rule, settings, loss, decay, batches


def setting_key(prefix, rule, name):
    return f"{prefix}_{rule.__name__.lower()}_{name}"


def chosen_rule(prefix):
    """The rule, and what its settings are, {name: value}."""
    by_name = {rule.name: rule for rule in OPTIMISERS}
    rule = by_name[widgets.selection(f"{prefix}_optimiser", "Optimiser", list(by_name), Adam.name, width=175)]
    settings = {}
    with st.container(horizontal=True, gap="small"):
        for name, setting in rule.settings().items():
            least, most = (setting.least, LARGEST_PART) if setting.below == 1 else (1e-15, 1e3)
            key = setting_key(prefix, rule, name)
            settings[name] = widgets.number(key, setting.label, setting.default, least, most, step=0.01, width=104)
    st.caption(f"{rule.formula}.")
    return rule, settings


def loss_key(prefix, data):
    return bends.key_of_kind(f"{prefix}_loss", data)


def chosen_loss(prefix, data):
    """The loss: of several outputs those of classes can be chosen as well."""
    by_name = {loss.name: loss for loss in (*LOSSES, *(CLASS_LOSSES if data.observed.shape[1] > 1 else ()))}
    own = CATEGORICAL if data.classes else SSR
    return by_name[widgets.renewed_selection(loss_key(prefix, data), "Loss", list(by_name), own.name, 260)]


def chosen_batches(prefix, count):
    """(observations in a batch, None for all; the seed of their order, None for their own; both in words, a list)."""
    how = widgets.choice(f"{prefix}_batch", "A step sees", (AT_ONCE, ONE, SOME), help=WHY_BATCHES)
    if how == AT_ONCE:
        return None, None, []
    batch = 1
    if how == SOME:
        batch = widgets.whole_number(f"{prefix}_batch_size", "So many observations", 16, 1, MOST_BATCH, width=170)
    order = widgets.choice(f"{prefix}_order", "Their order in each epoch", (IN_ORDER, SHUFFLED))
    seed = None
    if order == SHUFFLED:
        seed = widgets.whole_number(
            f"{prefix}_order_seed", "Seed of the order", 0, 0, observations.MOST_SEED, width=150
        )
    if batch >= count:
        return None, None, [f"all {count} at once"]
    said = [ONE if batch == 1 else f"batches of {batch}"]
    return batch, seed, said if seed is None else [f"{said[0]}, shuffled by seed {seed}"]


def keys_of(prefix, experiment):
    """The controls' values, {key: value}, that train as an Experiment does."""
    rule, batch = experiment.optimiser, experiment.batch
    values = {
        f"{prefix}_learning_rate": rule.learning_rate,
        f"{prefix}_steps": experiment.steps,
        f"{prefix}_optimiser": rule.name,
        loss_key(prefix, experiment.data): experiment.loss.name,
        f"{prefix}_decay": experiment.weight_decay,
        f"{prefix}_batch": AT_ONCE if batch is None else ONE if batch == 1 else SOME,
        f"{prefix}_order": IN_ORDER if experiment.shuffled is None else SHUFFLED,
    }
    values |= {setting_key(prefix, type(rule), each): getattr(rule, each) for each in type(rule).settings()}
    if batch is not None and batch > 1:
        values[f"{prefix}_batch_size"] = batch
    if experiment.shuffled is not None:
        values[f"{prefix}_order_seed"] = experiment.shuffled
    return values
