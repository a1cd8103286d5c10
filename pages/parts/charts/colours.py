"""The colours of the course, after the Okabe-Ito palette: each means one thing, and never says it without another cue.

- blue is hidden node 1, solid; orange is hidden node 2, dashed
- green is the squiggle, thick; vermillion are the Residuals, thin, from each dot to it
- purple is the optimised parameter, its tangent and its step, with a diamond or dashes
- sky blue, in the lab, is what is set apart; ink is what was observed, and all that needs no colour

Where outputs are classes there is no squiggle, no Residual and nothing set apart: there these three stand for the first
class (solid, ●), the second (long dashes, ◆) and the third (dots, ▲). Where there can be more, purple (■) is the fourth
and orange (▼) the fifth; several outputs that are no classes have their colours in the same way.
"""

import altair as alt

# Each stands out by 3 : 1 from a white ground and from the dark one, or a line in it could not be followed.
BLUE, ORANGE, GREEN, VERMILLION, PURPLE = "#0072B2", "#C78500", "#009E73", "#D55E00", "#CC79A7"
SKY = "#2F97D0"
NODE_COLOURS, DASHES = (BLUE, ORANGE), ([1, 0], [6, 4])
# Of three classes, in the order of the outputs: their colours, dashes of a line, shapes of a dot, signs in a text.
CLASS_COLOURS, CLASS_DASHES = (GREEN, SKY, VERMILLION), ([1, 0], [12, 4], [2, 3])
CLASS_SHAPES, CLASS_SIGNS = ("circle", "diamond", "triangle-up"), ("●", "◆", "▲")
# Of up to five outputs or classes, the first three as above.
OUTPUT_COLOURS, OUTPUT_DASHES = (*CLASS_COLOURS, PURPLE, ORANGE), (*CLASS_DASHES, [8, 3, 2, 3], [6, 4])
OUTPUT_SHAPES, OUTPUT_SIGNS = (*CLASS_SHAPES, "square", "triangle-down"), (*CLASS_SIGNS, "■", "▼")
# A label without a colour of its own takes the first categorical colour, which .streamlit/config.toml makes the text's.
INK = alt.Color("ink:N", legend=None)
