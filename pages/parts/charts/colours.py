"""The colours of the course: each means the same in every picture, and has a second cue beside it."""

import altair as alt

# Each stands out by 3 : 1 from a white ground and from the dark one, or a line in it could not be followed.
BLUE, ORANGE, GREEN, VERMILLION, PURPLE = "#0072B2", "#C78500", "#009E73", "#D55E00", "#CC79A7"

SKY = "#2F97D0"

NODE_COLOURS = (BLUE, ORANGE)

DASHES = ([1, 0], [6, 4])

# A label without a colour of its own takes the first categorical colour, which .streamlit/config.toml makes the text's.
INK = alt.Color("ink:N", legend=None)
