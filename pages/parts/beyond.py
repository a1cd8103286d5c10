"""What lies beyond a picture is not drawn at its edge as if it were there: an arrow says which way it is."""

import altair as alt
import numpy as np

INSIDE = 0.035  # how far from the edge an arrow stands, in parts of the picture


def arrows(frame, x, y):
    """The columns of the layer `arrow` for points (n,) beyond a Frame: where each arrow stands, and how it is turned,
    in degrees clockwise from up."""
    parts = np.reshape(frame.parts(x, y), (-1, 2))
    over = (parts > 1).astype(float) - (parts < 0)
    at = frame.values(np.clip(np.nan_to_num(parts, posinf=1.0, neginf=0.0), INSIDE, 1 - INSIDE))
    return {"x": at[:, 0], "y": at[:, 1], "value": np.degrees(np.arctan2(over[:, 0], over[:, 1]))}


def arrow(layer, x, y, colour):
    """How a chart draws the arrows of `arrows`."""
    mark = layer.mark_point(shape="triangle", filled=True, color=colour, size=150, opacity=1)
    return mark.encode(x=x, y=y, angle=alt.Angle("value:Q", scale=None))
