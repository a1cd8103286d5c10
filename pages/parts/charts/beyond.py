"""What lies beyond a picture is not drawn at its edge as if it were there: an arrow says which way it is."""

import altair as alt
import numpy as np

INSIDE = 0.035  # how far from the edge an arrow stands, in parts of the picture


def inside_and_arrows(x, y, x_ends, y_ends):
    """Points (F, k) of a walk as a picture shows them: those inside, NaN where there is none, and the layer `arrow`, a
    place at the edge for each that is outside; None where none ever is."""
    x, y = np.broadcast_arrays(x, y)
    parts = [(at - low) / (high - low) for at, (low, high) in ((x, x_ends), (y, y_ends))]
    over = [(part > 1 + 1e-9).astype(float) - (part < -1e-9) for part in parts]
    outside = (over[0] != 0) | (over[1] != 0)
    inside = [np.where(outside, np.nan, at) for at in (x, y)]
    if not outside.any():
        return *inside, None
    at = [
        np.where(outside, low + np.clip(np.nan_to_num(part), INSIDE, 1 - INSIDE) * (high - low), np.nan)
        for part, (low, high) in zip(parts, (x_ends, y_ends), strict=True)
    ]
    return *inside, {"x": at[0], "y": at[1], "value": np.degrees(np.arctan2(*over))}


def arrows(frame, x, y):
    """The columns of the layer `arrow` for points (n,) beyond a Frame: where each arrow stands, and how it is turned,
    in degrees clockwise from up."""
    parts = np.reshape(frame.parts(x, y), (-1, 2))
    over = (parts > 1).astype(float) - (parts < 0)
    at = frame.values(np.clip(np.nan_to_num(parts, posinf=1.0, neginf=0.0), INSIDE, 1 - INSIDE))
    return {"x": at[:, 0], "y": at[:, 1], "value": np.degrees(np.arctan2(over[:, 0], over[:, 1]))}


def arrow(layer, x, y, colour, size=150):
    """How a chart draws the arrows of `arrows`."""
    mark = layer.mark_point(shape="triangle", filled=True, color=colour, size=size, opacity=1)
    return mark.encode(x=x, y=y, angle=alt.Angle("value:Q", scale=None))
