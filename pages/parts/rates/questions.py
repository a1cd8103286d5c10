"""What to try next with many Learning Rates side by side."""

from dataclasses import replace

import numpy as np

from backprop.lessons import ALL_PARAMETERS, FITTED, MAIN_IDEAS, THREE_PARAMETERS
from backprop.lowest import largest_stable_rate
from backprop.optimisers import GradientDescent
from backprop.rates import GOOD, REGIONS, borders
from backprop.written.numerals import counted, number, rounded
from pages.parts.controls.try_next import Try, ask, bulleted, listed, rises, rounding
from pages.parts.experiment.runs import trace_of
from pages.parts.rates.learning_rates import SUBJECTS, comparison_of
from pages.parts.rates.many_starts import landing_of

STABLE = largest_stable_rate(THREE_PARAMETERS.experiment)
B3, THREE, SEVEN = ({"rates_of": name} for name in ("b3 alone", "w3, w4 and b3", "All seven"))
RATES, STARTS = "Many rates", "Many starts"  # the parts of the page
AT_01, WHERE = {**SEVEN, "rates_seven_rate": 0.1}, "rates_seven_where"


def compared(name, steps, rates=None):
    """The Comparison of a subject's rates, as its page shows it, or of some others."""
    of = SUBJECTS[name]
    experiment = replace(of.lesson.experiment, steps=steps)
    return comparison_of(experiment, np.geomspace(*of.rates) if rates is None else np.array(rates))


def at_rate(lesson, rate, steps):
    return trace_of(replace(lesson.experiment, optimiser=GradientDescent(rate), steps=steps))


@ask(
    "What if the rate were larger?",
    "Of b3's distance each step leaves 1 − 6 × rate. Guess where it arrives in one step, where it begins to step "
    "across, and where it never comes back; then look.",
    *(
        Try(f"At {number(rate)}", {**B3, "rates_b3_rate": rate}, "rates_b3_curves")
        for rate in SUBJECTS["b3 alone"].tries
    ),
    part=RATES,
)
def larger():
    edges = borders(MAIN_IDEAS.experiment)
    return (
        f"1 − {number(edges.curvature)} × rate is what each step leaves of the distance. It is 0 at **"
        f"{number(edges.at_once)}**: there b3 arrives in one step. Above that it is negative, and each step crosses to "
        f"the other side. It is −1 at **{number(edges.never)}**: from there on b3 never comes back."
    )


@ask(
    "Be patient.",
    "Set the steps from 10 to 100: which of the regions grows, which stays where it is, and why?",
    Try("b3 alone, 10 steps", {**B3, "rates_b3_steps": 10}, "regions"),
    Try("b3 alone, 100 steps", {**B3, "rates_b3_steps": 100}, "regions"),
    part=RATES,
)
def patience():
    few, many = (compared("b3 alone", steps) for steps in (10, 100))
    said = {"grows": [], "shrinks": [], "stays": []}
    for place, name in enumerate(REGIONS):
        before, after = ((found.regions == place).sum() for found in (few, many))
        what = "grows" if after > before else "shrinks" if after < before else "stays"
        if before or after:
            said[what].append(f"“{name}” ({counted(before, 'rate')}, then **{after}**)")
    parts = [f"What {what}: {listed(names)}." for what, names in said.items() if names]
    return (
        f"{' '.join(parts)} More steps let slow runs arrive on both sides of {number(borders(few.experiment).at_once)};"
        f" but above {number(borders(few.experiment).never)} the distance is multiplied by more than 1 in each step, "
        "and no patience helps."
    )


@ask(
    "Look at w3, w4 and b3.",
    "The best rate lies close to the largest stable one. How much does the last percent below it cost, and the "
    "first above?",
    *(
        Try(f"{what}: {number(factor * STABLE)}", {**THREE, "rates_three_rate": rounded(factor * STABLE)}, "verdict")
        for what, factor in (("1% below", 0.99), ("1% above", 1.01))
    ),
    part=RATES,
)
def last_percent():
    found = compared("w3, w4 and b3", 1000)
    stable, best = largest_stable_rate(THREE_PARAMETERS.experiment), found.learning_rates[found.best]
    lines = []
    for what, factor in (("Half of it", 0.5), ("1% below", 0.99), ("1% above", 1.01)):
        trace, judged = at_rate(THREE_PARAMETERS, factor * stable, 1000)
        end = f"the SSR ends at {number(trace.ssr[-1])}{rounding(trace.ssr[-1])}"
        if judged.kind == "converged":
            end = f"arrived at step **{judged.step:,}**"
        lines.append(f"{what}, {number(factor * stable)}: “{judged.kind}”, {end}")
    head = (
        f"The largest stable rate is **{number(stable)}**, the best of the table {number(best)}, "
        f"{number(best / stable)} of it. With 1,000 steps:"
    )
    return bulleted(head, lines)


ASKED = (0.005, 0.01, 0.02, 0.03, 0.1)


@ask(
    "Ask all seven.",
    "With 20,000 steps look at 0.005, 0.01, 0.02, 0.03 and 0.1: which end at the video's values? And with Steps at "
    "1, why does 0.1 stand under “diverges”?",
    Try("All seven, 20,000 steps", {**AT_01, "rates_seven_steps": 20_000}, "rates_seven_curves"),
    Try("All seven, one step at 0.1", {**AT_01, "rates_seven_steps": 1}, "verdict"),
    part=RATES,
)
def ask_all_seven():
    found = compared("All seven", 20_000, ASKED)
    lines = []
    for place, rate in enumerate(ASKED):
        same = np.array_equal(found.ends[place].round(2), FITTED)
        region, end = REGIONS[found.regions[place]], found.ssr[place, -1]
        where = ", at the video's values" if same else ", at others" if found.regions[place] == GOOD else ""
        lines.append(f"{number(rate)}: “{region}”{where}, SSR {number(end)}{rounding(end)}")
    one = compared("All seven", 1, (0.05, 0.1))
    before, after = one.ssr[1, 0], one.ssr[1, -1]
    return bulleted(
        f"After {counted(found.steps[-1], 'step')}:",
        lines,
        f"In one step at 0.1 the SSR {rises(after - before)} from {number(before)} to **{number(after)}**, so of this "
        f"one step it is said: “{REGIONS[one.regions[1]]}”. A region is said of its steps, not of the rate for ever.",
    )


@ask(
    "Draw other starts.",
    "With all seven, change the seed: does the share of perfect fits stay? Does a larger rate raise it?",
    Try("All seven, seed 2", {**SEVEN, "rates_seven_starts_seed": 2}, WHERE),
    Try("All seven, larger rate for the starts", {**SEVEN, "rates_seven_starts_rate": 0.1}, WHERE),
    part=STARTS,
)
def other_starts():
    experiment = replace(ALL_PARAMETERS.experiment, steps=SUBJECTS["All seven"].starts_steps)
    own = experiment.optimiser.learning_rate
    found = {
        (rate, seed): landing_of(replace(experiment, optimiser=GradientDescent(rate)), 200, -2.0, 2.0, seed)
        for rate, seed in ((own, 1), (own, 2), (0.1, 1))
    }
    one, other, faster = (int(landed.reached.sum()) for landed in found.values())
    landed = found[0.1, 1]
    lost, rest = int((landed.diverged_at >= 0).sum()), landed.ssr[~landed.reached & (landed.diverged_at < 0)]
    return (
        f"At {number(own)}, {number(one)} of 200 starts with seed 1 and **{number(other)}** with seed 2 reach a "
        f"perfect fit within {counted(experiment.steps, 'step')}: chance moves the share by "
        f"{number(100 * abs(one - other) / 200, 2)} points in a hundred. At 0.1, from the starts of seed 1, it is "
        f"**{number(faster)}**: the larger rate {'raises' if faster > one else 'does not raise'} it. Of the others, "
        f"{number(lost)} diverge, and half of the rest stand at an SSR above {number(np.median(rest))}, where a step "
        "too far has put them."
    )


LEARNING_RATES = (larger, patience, last_percent, ask_all_seven, other_starts)
