"""What a forged link says is refused in one sentence, whatever its key and whatever its junk, and the page is its own.

Every key that any page asks the address for is found as the pages run, and given some kinds of junk in turn; so that
each page's keys together meet every kind, whoever reads them.
"""

import re

import pytest
from screen import acting
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy

from pages.parts.contents import PAGES
from pages.parts.controls.number_field import quoted
from pages.parts.rates.strip import SUBJECTS
from pages.parts.surface.strip import ANY, LESSONS

JUNK = {
    "nothing": "",
    "no number": "nan",
    "without end": "-inf",
    "beyond what a computer holds": "1e999",
    "out of range": "-1e9",
    "very long": "9" * 3_000,
    "digits of another script": "١",
    "digits with a line between": "1_0",
    "what could act": "<script>alert(1)</script> ``** [1](javascript:x)** $x$ :red[x] 🙂 \x00\x07\n\u202e\u200b",
    "two things at once": ["1", "2"],
}
TAKEN = {  # what of it means something to a key, by the end of the key: a name, no values, two values, none of them
    "any_graph_expression": {"no number", "without end", "out of range"},
    "any_graph_values": {"nothing"},
    "practice_cells": {"digits with a line between", "beyond what a computer holds"},  # _0 or e999 is typed there
    "residuals_tried": {"nothing", "digits with a line between"},
    "optimised": {"nothing"},
}
# What a page must be set to, beside its part, before it asks for all of its keys. Where that brings more of the same,
# of another lesson or a longer network, each key takes one kind of junk, so that the page is run once.
OWN_ROWS = {"any_data": "your own", "any_steps": "3"}
CHECKS = {
    "4_Fitting_the_Network.py": "fitting",
    "5_Residuals_and_SSR.py": "residuals",
    "6_The_Derivative.py": "derivative",
    "7_Gradient_Descent.py": "main_ideas",
    "8_Summary.py": "summary",
}
CHECKED = {file: {f"{prefix}_check": "true"} for file, prefix in CHECKS.items()}  # and so it is from the first
SET = {
    "3_Gradient_Descent_Step_by_Step.py": [{"step_by_step_part": "Intercept and slope"}],
    "11_Learning_Rates.py": [
        {"rates_of": name, "rates_part": part} for name in SUBJECTS for part in ("Many rates", "Many starts")
    ],
    "18_ArgMax_and_SoftMax.py": [
        {"softmax_part": "The whole table", "softmax_check": "true"},
        {"softmax_part": "From raw to shares", "softmax_from": "true"},
    ],
    "12_Loss_Surface.py": [
        *({"surface_network": name, f"surface_{of.slug}_range": "typed"} for name, of in LESSONS.items()),
        {"surface_network": ANY, "surface_any_range": "typed", "surface_layers": "4", "surface_any_steps": "3"},
        {"surface_network": ANY, "surface_data": "noisy sine", "surface_any_steps": "3"},
    ],
    "13_Any_Loss_and_Activation.py": [
        {"any_loss_part": "One change", "any_loss_data": data, "any_loss_layers": layers}
        for data in ("dosage", "height", "passed", "Mazur 2-2-2")
        for layers in ("one layer", "a hidden layer")
    ],
    "14_Any_Network.py": [
        OWN_ROWS,
        {"any_data": "spiral", "any_layers": "4", "any_steps": "3"},
    ],
}


@pytest.fixture
def asked(monkeypatch):
    """The keys that the pages ask the address for from now on, a set that grows."""
    keys, own = set(), QueryParamsProxy.get_all
    monkeypatch.setattr(QueryParamsProxy, "get_all", lambda self, key: keys.add(key) or own(self, key))
    return keys


def part_key(at, page):
    """The key of the control that opens the page's parts; None where it has none."""
    found = [each.key for each in at.segmented_control if list(each.options) == list(page.parts)]
    return found[0] if found else None


def states(open_page, page):
    """Addresses that show, one after another, all that a page has, and whether a key there takes several kinds."""
    part = part_key(open_page(page.file, guess=True), page)
    yield CHECKED.get(page.file, {}), True
    yield from (({part: name}, True) for name in page.parts if part)
    for query in SET.get(page.file, ()):
        yield query, query is OWN_ROWS


TURNS = 2  # kinds of junk that a key takes, one after another


def junk_for(keys, whole):
    """What the links say: {key: kind of junk} of each; next to one another in the alphabet keys take other kinds."""
    kinds = list(JUNK)
    for turn in range(TURNS if whole else 1) if keys else ():
        yield {key: kinds[(3 * i + turn) % len(kinds)] for i, key in enumerate(keys)}


def bound(at):
    """The keys that the controls of a page write into the address."""
    return {proto.query_param_key for each in at.main if (proto := getattr(each, "proto", None)) is not None
            and getattr(proto, "query_param_key", "")}  # fmt: skip


def shown(at, said):
    """What a page shows: what its controls are set to, and all that it says."""
    kinds = ("text_input", "selectbox", "segmented_control", "slider", "toggle", "pills")
    return {each.key: each.value for kind in kinds for each in at.get(kind)}, said(at)


def takes(key, kind):
    return any(kind in kinds for end, kinds in TAKEN.items() if key.endswith(end))


def text_of(junk):
    return " and ".join(quoted(text) if text else "nothing" for text in ([junk] if isinstance(junk, str) else junk))


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.title)
def test_every_key_of_a_page_refuses_all_junk_in_one_sentence_and_the_page_is_its_own(open_page, said, asked, page):
    looked_at = set()
    for query, whole in states(open_page, page):
        asked.clear()
        own = open_page(page.file, guess=True, **query)
        assert bound(own) <= asked
        keys = sorted(asked - looked_at - query.keys())
        looked_at |= set(keys)
        for kinds in junk_for(keys, whole):
            forged = {key: JUNK[kind] for key, kind in kinds.items() if not takes(key, kind)}
            at = open_page(page.file, guess=True, **query, **forged)
            told = {warning.value for warning in at.warning} - {warning.value for warning in own.warning}
            assert len(at.warning) - len(own.warning) == len(told) == len(forged), kinds
            for key, junk in forged.items():
                (sentence,) = (each for each in told if f"**{key}**" in each)
                answers(sentence, key, junk)
                assert at.query_params.get(key) == own.query_params.get(key), (key, junk)
            assert shown(at, said) == shown(own, said), kinds
    assert looked_at


def answers(sentence, key, junk):
    """A sentence quotes the junk whole, so that nothing of it acts, and says what is allowed."""
    told = re.escape(f"This link's **{key}** says {text_of(junk)}, which cannot be used: it must be ")
    found = re.fullmatch(told + r"(.+)\. The page began with its own value instead\.", sentence)
    assert found, sentence[:300]
    allowed = found[1].removesuffix(", and stand there once")
    assert len(allowed) >= len("one of x"), sentence
    assert not set(acting(sentence)) & set("<>$[`"), sentence[:300]
    for text in [junk] if isinstance(junk, str) else junk:
        assert text not in acting(sentence) or len(text) < 2, sentence[:300]


def test_a_key_that_is_not_refused_would_be_found():
    with pytest.raises(AssertionError):
        answers("This link's **b3** says nan.", "b3", "nan")


def test_of_what_is_longer_than_anybody_types_the_beginning_is_quoted_with_its_length(open_page):
    (warning,) = open_page("8_Summary.py", main_ideas_b3="x" * 65_536).warning
    assert f"says `{'x' * 1_000}` and so on, 65,536 characters in all, which cannot be used" in warning.value
