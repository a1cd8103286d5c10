"""What to try next: every question has an answer, every button is a whole state, and the two say the same."""

import re
from itertools import chain

import films
import pytest
from screen import ROOT, in_order, remembered

from pages.parts import contents
from pages.parts.controls import try_next
from pages.parts.controls.address import Announced

PAGES = [page.file for page in contents.PAGES]


def state_of(at):
    """What the learner sees set: every control that is drawn, and what of the address no control holds."""
    kinds = (
        "text_input",
        "slider",
        "selectbox",
        "toggle",
        "button_group",
        "pills",
        "segmented_control",
    )
    drawn = chain.from_iterable(at.get(kind) for kind in kinds)
    # The slider of the step is a new one, of another key, whenever its reach changes: it is the same control.
    controls_drawn = {re.sub(r"_step_\d+$", "_step", each.key): each.value for each in drawn if each.key}
    own = remembered(at, Announced).own
    alone = {key: text for key, text in at.query_params.items() if key not in own}
    return controls_drawn, alone


def keys_of(at):
    """The keys by which the browser finds what stands on a page: of containers, and of controls."""
    keys = set()
    for each in in_order(at.main):
        identity = getattr(each, "key", None) or getattr(getattr(each, "proto", None), "id", "")
        keys.add(str(identity).rsplit("-", 1)[-1])
    return keys


@pytest.fixture
def asked(monkeypatch):
    """The (prefix, Questions) of the pages that are opened, in their order."""
    found, draw = [], try_next.try_next

    def remember(prefix, questions, part=""):
        found.append((prefix, questions))
        draw(prefix, questions, part)

    monkeypatch.setattr(try_next, "try_next", remember)
    return found


def everything_on(at, said, chart_tables):
    """All that a page shows as text: what it says, and what its charts and long tables bear."""
    labels = [str(text) for table in chart_tables(at) if "label" in table for text in table["label"]]
    alt_texts = [chart.proto.alt for chart in at.get("vega_lite_chart") if hasattr(chart.proto, "alt")]
    long_tables = [frame.value.to_csv() for frame in at.dataframe]
    return "\n".join([said(at), *labels, *alt_texts, *long_tables, *(each.value for each in at.error)])


def in_part(at, prefix, question):
    """The page where a question stands: in its part, if it has one."""
    if question.part and at.session_state[f"{prefix}_part"] != question.part:
        at.session_state[f"{prefix}_part"] = question.part
        at.run()
        assert not at.exception
    return at


def spoiled(at):
    """The page with other values than its own in every control that is easily set, and at another step."""
    for kind, other in (("slider", lambda each: each.max), ("toggle", lambda each: not each.value)):
        for each in at.get(kind):
            if each.key in remembered(at, Announced).own:
                each.set_value(other(each))
    return at.run()


@pytest.mark.parametrize("file", PAGES)
def test_buttons_are_whole_states_and_answers_say_what_they_show(file, open_page, said, chart_tables, asked):
    """Pressed after another button or on a page that was changed all over: the same controls, the same address.

    Every question of a page, and there is no other place to ask one, opens to an answer; each number that the answer
    has in bold stands on the page in one of the question's states.
    """
    at = open_page(file)
    if file == PAGES[0]:
        assert asked == []
        assert "Try next" not in [each.value for each in at.header]
        return
    ((prefix, questions),) = asked
    parts = next(page.parts for page in contents.PAGES if page.file == file)
    assert {each.part for each in questions} <= set(parts or [""]), "a question stands in no part of the page"
    assert 'header("Try next"' not in (ROOT / "pages" / file).read_text(encoding="utf-8")
    for each in questions:
        assert f"**{each.title}** {each.text}" in {text.value for text in in_part(at, prefix, each).markdown}
    assert len(questions) >= 3
    keys = [[f"{prefix}_question_{place}_try_{n}" for n in range(len(q.tries))] for place, q in enumerate(questions)]
    tries = chain.from_iterable(each.tries for each in questions)
    shows = {key: each.shows for key, each in zip(chain.from_iterable(keys), tries, strict=True)}
    first = {each: everything_on(in_part(at, prefix, each), said, chart_tables) for each in questions}
    of = {key: each for each, of_it in zip(questions, keys, strict=True) for key in of_it}
    states, shown = {}, {}
    for key in shows:
        in_part(at, prefix, of[key]).button(key=key).click().run()
        assert not at.exception
        assert keys_of(at) & {shows[key], f"{shows[key]}_picture"}, f"{shows[key]} cannot be brought into view"
        states[key], shown[key] = state_of(at), everything_on(at, said, chart_tables)
    answers = set()
    for each in questions:
        in_part(at, prefix, each)
        answers |= {text.value for text in spoiled(at).markdown}
    for key in reversed(shows):
        in_part(at, prefix, of[key]).button(key=key).click().run()
        assert state_of(at) == states[key], f"{key} after another state"
    for place, each in enumerate(questions):
        assert each.answered in answers
        assert re.search(r"\d", each.answered), f"{each.title} is answered without a number"
        texts = [text.replace(each.answered, "") for text in [shown[key] for key in keys[place]] or [first[each]]]
        for bold in re.findall(r"\*\*(.+?)\*\*", re.sub("`[^`]*`", "", each.answered)):
            assert any(bold in text for text in texts), f"{each.title} says {bold}, and the page does not"


def test_an_answer_is_kept():
    worked_out = []
    asked = try_next.Question("Why?", "", lambda: worked_out.append(1) or "so")
    assert (asked.answered, asked.answered, len(worked_out)) == ("so", "so", 1)


@pytest.mark.parametrize("name", ["b3 alone", "All seven"])
def test_as_it_was_puts_back_every_control_of_the_page(name, open_page):
    """Whatever was pressed or set: the page as it shows this subject at first."""
    page = "11_Learning_Rates.py"
    first = state_of(open_page(page, rates_of=name, rates_part="Many rates"))
    key = {"b3 alone": "rates_b3", "All seven": "rates_seven"}[name]
    at = open_page(
        page,
        rates_of=name,
        rates_part="Many rates",
        **{f"{key}_steps": "7", f"{key}_starts_steps": "3", f"{key}_rate": "0.3"},
    )
    spoiled(at)
    assert state_of(at) != first
    at.button(key=f"{key}_as_it_was").click().run()
    assert state_of(at) == first


def test_pressing_leads_the_walk_to_its_beginning(open_page):
    at = open_page("7_Gradient_Descent.py", main_ideas_step="4")
    before = films.of(at, "main_ideas").head
    at.button(key="main_ideas_question_0_try_0").click().run()
    after = films.of(at, "main_ideas").head
    assert (before["wanted"], after["wanted"]) == (4, 0)
    assert after["led"] > before["led"]
    assert "main_ideas_step" not in at.query_params


def test_a_state_that_is_asked_for_is_asked_for_once(open_page):
    """What is set after a button was pressed stays: the page does not begin afresh at each rerun."""
    at = open_page("4_Fitting_the_Network.py")
    at.button(key="fitting_question_0_try_0").click().run()
    at.slider(key="fitting_dosage").set_value(0.2).run()
    at.run()
    assert at.slider(key="fitting_dosage").value == 0.2
