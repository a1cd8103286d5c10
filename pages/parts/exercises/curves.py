"""The charts beside an exercise: how well the squiggle fits, the SSR with its tangent, and how a run went."""

import numpy as np

from backprop.passes import forward
from backprop.written.numerals import counted, number
from pages.parts.charts.colours import GREEN, PURPLE, VERMILLION
from pages.parts.charts.scales import padded
from pages.parts.exercises.axes import Axes, inside
from pages.parts.pictures.extent import across, input_range, line_or_squiggle

POINTS = 81
SEEN_APART = 1 / 150  # of the picture's height: what is nearer is not seen to be apart
REACH = 0.24  # of the picture's width: how far a tangent is drawn to either side
SEEN = 4.0  # times the SSR at the start: what is higher is not in the picture of a run
FEW = 30  # steps, of which each has its dot
READ = 6  # steps whose SSR is told to those who do not see the picture


def fit_drawn(scene):
    """The squiggle, the observations, and each Residual as a line between the two, whose number is asked for."""
    data, network = scene.data, scene.network
    predicted = forward(network, scene.parameters, data.inputs).predicted[:, 0]
    (places, title), observed = across(data), data.observed[:, 0]
    curve_x = np.linspace(*input_range(data), POINTS)
    curve = forward(network, scene.parameters, curve_x).predicted[:, 0] if network.nodes[0] == 1 else predicted
    name = f"The {line_or_squiggle(curve[::8])}" if network.nodes[0] == 1 else "Predicted"
    seen = np.concatenate([curve, observed, predicted])
    y = padded(seen.min(), seen.max(), 0.1)
    apart = np.abs(observed - predicted) > SEEN_APART * (y[1] - y[0])
    where = (np.sign(observed - predicted) * apart).astype(int)
    told = "; ".join(
        f"{title} {number(at)}: Observed {number(o)}, {('on it', 'above it', 'below it')[side]}"
        for at, o, side in zip(places, observed, where, strict=True)
    )
    said = f"{name} and {counted(len(data), 'observation')}, each with its Residual as a line. {told}."
    chart = Axes(said, padded(*input_range(data), 0.1), y, (title, data.names[-1]))
    if network.nodes[0] == 1:
        chart.curve("squiggle", curve_x, curve, colour=GREEN, width=4.0)
    chart.begin("squiggle")
    for i, (at, o, p) in enumerate(zip(places, observed, predicted, strict=True), 1):
        chart.curve(f"residual {i}", (at, at), (o, p), colour=VERMILLION, width=2.0)
        chart.begin(f"residual {i}")
        chart.point("squiggle", at, p, 4.5, colour=GREEN, ring=True)
    for i, (at, o) in enumerate(zip(places, observed, strict=True), 1):
        chart.point(f"observation {i}", at, o, 4.5)
    most = int(np.argmax(np.abs(observed - predicted)))
    at, o, p = float(places[most]), float(observed[most]), float(predicted[most])
    chart.say(f"observation {most + 1}", "Observed", at, o)
    chart.say("squiggle", "Predicted", at, p)
    chart.say(f"residual {most + 1}", "Residual", at, (o + p) / 2, ("right", "left"))
    return chart


def slope_drawn(scene):
    """The SSR along one parameter, with its tangent where the parameter is now, and perhaps the step from there."""
    ssr = float(np.interp(scene.here, scene.places, scene.ssr))
    low, high = float(min(scene.places.min(), scene.here)), float(max(scene.places.max(), scene.here))
    x, top = padded(low, high, 0.03), float(scene.ssr.max())
    way = "is level" if scene.derivative == 0 else "rises" if scene.derivative > 0 else "falls"
    said = f"The SSR along {scene.name}, and its tangent where {scene.name} is now: to the right it {way}."
    if scene.step:
        side, there = "left" if scene.step > 0 else "right", scene.here - scene.step
        far = "is as long as the Step Size" if x[0] <= there <= x[1] else "leads out of the picture"
        said += f" An arrow to the {side} {far}."
    chart = Axes(said, x, (-0.06 * top, 1.06 * top), (scene.name, "SSR"), floor=0.0)
    chart.curve("curve", scene.places, scene.ssr, width=2.0)
    reach = REACH * (x[1] - x[0])
    ends = np.clip([scene.here - reach, scene.here + reach], *x)
    tangent = ssr + scene.derivative * (ends - scene.here)
    chart.curve("tangent", ends, tangent, colour=PURPLE, width=2.5, dash="7 4")
    chart.begin("tangent", "here")
    if scene.step:
        put_step(chart, scene, ssr)
    chart.point("here", scene.here, ssr, 5.5, colour=PURPLE)
    chart.say("here", f"{scene.name} now", scene.here, ssr, bold=True)
    for line in inside(ends, tangent, *chart.y):
        chart.say("tangent", "tangent", *max(line, key=lambda end: abs(end[1] - ssr)))
    return chart


def put_step(chart, scene, ssr):
    """The arrow from here against the slope, as long as the step, and where it ends on the curve."""
    there = scene.here - scene.step
    end = float(np.clip(there, *chart.x))
    chart.curve("step", (scene.here, end), (ssr, ssr), colour=PURPLE, width=2.0)
    chart.head("step", chart.place(end, ssr), chart.place(scene.here, ssr), colour=PURPLE)
    if scene.places.min() <= there <= scene.places.max():
        new = float(np.interp(there, scene.places, scene.ssr))
        chart.curve("step", (there, there), (ssr, new), colour=PURPLE, width=1.5, dash="2 3")
        chart.point("step", there, new, 5.0, colour=PURPLE, ring=True)
        chart.say("step", f"new {scene.name}", there, new)


def run_drawn(scene):
    """The SSR after each step; what has grown out of the picture is cut at its top, and said to be."""
    ssr, steps = np.where(np.isfinite(scene.ssr), scene.ssr, np.inf), scene.steps
    out = ssr > SEEN * ssr[0] if np.isfinite(ssr[0]) and ssr[0] > 0 else ~np.isfinite(ssr)
    top = SEEN * float(ssr[0]) if out.any() else 1.06 * float(max(ssr.max(), 1e-9))
    at = [int(place) for place in np.flatnonzero(~out)]
    at = at if len(at) <= READ else [at[round(i * (len(at) - 1) / (READ - 1))] for i in range(READ)]
    read = ", ".join(f"at step {int(steps[place]):,} it is {number(ssr[place], 3)}" for place in at)
    said = f"The SSR after each step: {read}.{higher(steps, out)}"
    first, last = float(steps[0]), float(steps[-1])
    chart = Axes(said, (first, max(last, first + 1)), (0.0, top), ("Step", "SSR"))
    drawn = np.minimum(ssr, 1e6 * top)  # a line to infinity has no end
    chart.curve("run", steps, drawn, width=2.0)
    chart.begin("run")
    if len(steps) <= FEW:
        for step, value in zip(steps[~out], ssr[~out], strict=True):
            chart.dot("run", *chart.place(step, value), 2.5)
    if out.any():
        left = next((line[-1][0] for line in inside(steps, drawn, 0.0, top) if line[-1][1] >= top * 0.999), first)
        x, y = chart.place(left, top)
        chart.head("run", (x, y - 9), (x, y))
        chart.say("run", "higher than the picture", left, top, ("low right", "low left", "lower right", "lower left"))
    return chart


def higher(steps, out):
    """Where the SSR is above the picture, a sentence; "" where it never is."""
    if not out.any():
        return ""
    since = len(out) - int(np.argmin(out[::-1])) if not out.all() else 0
    when = f"from step {int(steps[since]):,} on" if since < len(out) else ""
    before = int(out[:since].sum())
    earlier = f"at {counted(before, 'step')}" if before else ""
    return f" It is higher than the picture {' and '.join(filter(None, (earlier, when)))}."
