"""On paper: which exercises, how much of them is left blank, and in how many forms; all of it in the address."""

import streamlit as st

from backprop.exercises.catalogue import KINDS
from backprop.exercises.exercise import LEVELS, MOST_SEEDS
from backprop.written.numerals import counted
from pages.parts.controls import coded, widgets
from pages.parts.practice.worksheet import Worksheets, as_image, exercise_written, style, through, written

MOST_FORMS = 30
PREVIEW = 'class="paper preview" role="group" aria-label="What will be printed" tabindex="0"'
OWN_LEVEL, OWN_SEED, OWN_FORMS = 3, 1, 2


def on_paper(prefix):
    """The controls, what they make, the first of it to be seen, and the two files."""
    worksheets = chosen_worksheets(f"{prefix}_paper")
    if not worksheets.kinds:
        st.info("No kind of exercise is chosen, so there is nothing to print yet.", icon=":material/print:")
        return
    st.markdown(in_words(worksheets))
    with st.container(horizontal=True, gap="small"):
        widgets.download("The worksheets", lambda: written(worksheets), "worksheets.html")
        widgets.download("The key", lambda: written(worksheets, is_key=True), "worksheets_key.html")
    st.header("**What will be printed**: the first exercise of form A", anchor=False)
    first = exercise_written(worksheets.exercises(0)[0], "A1", False, as_image)
    st.html(f"<style>{style()}</style><div {PREVIEW}>{first}</div>")


def chosen_worksheets(prefix):
    titles = {kind.slug: kind.title for kind in KINDS}
    levels = {str(level): words for level, words in enumerate(LEVELS)}
    slugs = coded.several(f"{prefix}_kinds", "Kinds of exercises", titles, (KINDS[0].slug,))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        level = coded.side_by_side(f"{prefix}_level", "Left blank", levels, str(OWN_LEVEL))
        seed = widgets.whole_number(
            f"{prefix}_seed",
            "Seed of form A",
            OWN_SEED,
            0,
            MOST_SEEDS - MOST_FORMS + 1,
            help="Each further form has the next seed. The same seed brings the same numbers; 0 has the video's.",
        )
        forms = widgets.whole_number(f"{prefix}_forms", "Forms", OWN_FORMS, 1, MOST_FORMS)
    query = {
        "practice_part": "On paper",
        f"{prefix}_kinds": coded.together(slugs),
        f"{prefix}_level": level,
        f"{prefix}_seed": str(seed),
        f"{prefix}_forms": str(forms),
    }
    kinds = tuple(kind for kind in KINDS if kind.slug in slugs)
    return Worksheets(kinds, int(level), seed, forms, query)


def in_words(worksheets):
    """What the files hold, and how they are printed."""
    forms, exercises = worksheets.forms, counted(len(worksheets.kinds), "exercise")
    return (
        f"{through(forms)}{', each' * (forms > 1)} with {exercises}. Form A has the numbers of seed {worksheets.seed}"
        f"{', and each further form those of the next seed' * (forms > 1)}. Both files are made on the click and fetch "
        "nothing: open one in a browser and print it. The page's address makes the same ones again."
    )
