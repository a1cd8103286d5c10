"""The colours of the course, from the Okabe-Ito palette: each means the same in every picture, and is never its only cue.

blue        hidden node 1, solid              green      the squiggle, thick
orange      hidden node 2, dashed             vermillion the Residuals, thin, from the dot to the squiggle
purple      the optimised parameter, its tangent, the step
sky         another choice to compare with    ink        what was observed, and all that needs no colour
"""

import altair as alt

# Each stands out by 3 : 1 from a white ground and from the dark one, or a line in it could not be followed.
BLUE, ORANGE, GREEN, VERMILLION, PURPLE = "#0072B2", "#C78500", "#009E73", "#D55E00", "#CC79A7"
SKY = "#2F97D0"
NODE_COLOURS, DASHES = (BLUE, ORANGE), ([1, 0], [6, 4])
# A label without a colour of its own takes the first categorical colour, which .streamlit/config.toml makes the text's.
INK = alt.Color("ink:N", legend=None)
