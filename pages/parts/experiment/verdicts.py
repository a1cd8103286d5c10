"""The verdict on a run in a sentence, with a badge before it."""

import streamlit as st

from backprop.lessons import is_the_videos


def verdict_line(lesson, trace, judged):
    """The verdict in a sentence, and whether the run is the video's."""
    own = is_the_videos(lesson, trace.experiment)
    verdict_badge(judged, ":green-badge[The video's own run]" if own else ":gray-badge[Your own run]")


VERDICTS = {  # kind: the badge's symbol, its colour, what it says
    "converged": (":material/flag:", "green", "Converged at step {:,}"),
    "converging alternately": (":material/swap_horiz:", "blue", "Converging alternately"),
    "falling": (":material/trending_down:", "blue", "Still falling"),
    "flat": (":material/horizontal_rule:", "orange", "Flat here"),
    "rolling on": (":material/moving:", "orange", "Rolling on"),
    "at rest": (":material/pause:", "orange", "At rest from step {:,}"),
    "oscillating": (":material/waves:", "orange", "Oscillating"),
    "rising": (":material/trending_up:", "red", "Rising"),
    "diverged": (":material/warning:", "red", "Diverged at step {:,}"),
    "at the start": (":material/start:", "gray", "At the start"),
    "nothing optimised": (":material/lock:", "gray", "Nothing is optimised"),
}


def verdict_badge(judged, whose="", more=""):
    """The verdict in a sentence, a badge before it that says whose run it is, and perhaps more after it."""
    symbol, colour, said = VERDICTS[judged.kind]
    with st.container(key="verdict"):
        st.markdown(f":{colour}-badge[{symbol} {said.format(judged.step)}] {whose} {judged.reason} {more}")
