"""The axes of a chart: their titles, their ends, and how far along them anything is drawn."""

import altair as alt
import numpy as np

POINTS_ON_A_CURVE = 121
FAR = 1_000  # pictures away, beyond which nothing is drawn
NONE_BELOW_ZERO = "datum.value < 0 ? '' : datum.label"  # the axis reaches there for the labels; no SSR does


def x_axis(title, **options):
    return alt.X("x:Q", title=title, scale=limits("x"), axis=alt.Axis(tickCount=6, **options))


def y_axis(title, **options):
    return alt.Y("y:Q", title=title, scale=limits("y"), axis=alt.Axis(tickCount=6, **options))


def limits(axis, kind="linear"):
    """A scale whose ends are parameters of the chart, set by `show`: an axis stands still while its data move."""
    zero = {} if kind == "log" else {"zero": False}
    return alt.Scale(
        type=kind, **zero, domainMin=alt.expr(f"{axis}_min"), domainMax=alt.expr(f"{axis}_max"), nice=False, clamp=False
    )


def within_reach(values, ends):
    """Places along an axis with these ends, None for no axis, as a browser can draw them: no line to 1e150."""
    if ends is None:
        return values
    far = FAR * (ends[1] - ends[0])
    return np.clip(values, ends[0] - far, ends[1] + far)


def padded(low, high, by=0.08, least=1e-9):
    """The ends of an axis that shows low … high with a margin."""
    low, high = float(low), float(high)
    margin = max((high - low) * by, least)
    return low - margin, high + margin
