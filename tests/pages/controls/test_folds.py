"""Controls in a closed fold: whatever a browser still says of one, it holds what a button gave it."""

import pytest
from screen import button, in_order
from streamlit.testing.v1 import AppTest

from pages.parts.contents import PAGES


def every_kind():
    """A page with each kind of control in a fold."""
    import streamlit as st

    from pages.parts.controls import address, coded, number_field, presets, widgets

    address.begin_page("Folds")
    number_field.begin_page("Folds")
    some = {"a": "Anna", "b": "Ben"}
    with number_field.folded(st.popover, "Fold"):
        found = [
            widgets.number("fold_number", "Number", 1.5),
            widgets.whole_number("fold_whole", "Whole", 2, 0, 9),
            widgets.choice("fold_choice", "Choice", ("one", "two", "three")),
            widgets.selection("fold_selection", "Selection", ("one", "two", "three")),
            widgets.several("fold_several", "Several", ("one", "two", "three"), ("one",)),
            widgets.switch("fold_switch", "Switch", True),
            coded.folded("fold_coded", "Coded", {"a": "Anna", "b": "Ben", "c": "Cleo"}, "a"),
            coded.several("fold_some", "Some", some, ("a",)),
        ]
    other = {"fold_number": 0.25, "fold_whole": 3, "fold_choice": "three", "fold_selection": "three"}
    other |= {"fold_several": ["two"], "fold_switch": False}
    presets.whole_state("Other", other, "fold_other", address={"fold_coded": "c", "fold_some": "b"})
    presets.preset("Own", dict.fromkeys(other))
    widgets.switch("unfolded", "In sight")
    presets.begun()
    st.code(found)


def typed(at):
    """What a learner sets in the fold, and what its browser goes on saying while the fold is closed."""
    at.text_input(key="fold_number").set_value("7")
    at.text_input(key="fold_whole").set_value("8")
    at.segmented_control(key="fold_choice").set_value("two")
    at.selectbox(key="fold_selection").set_value("two")
    at.pills(key="fold_several").set_value(["one", "three"])
    at.toggle(key="fold_switch").set_value(True)
    return at


def shown(at):
    assert not at.exception
    return at.code[0].value


OTHER = "[0.25, 3, 'three', 'three', ('two',), False, 'c', ('b',)]"
OWN = "[1.5, 2, 'one', 'one', ('one',), True, 'a', ('a',)]"


@pytest.mark.parametrize(("label", "given"), [("Other", OTHER), ("Own", OWN)])
def test_what_a_browser_still_says_of_a_closed_fold_changes_no_kind_of_control(label, given):
    at = typed(AppTest.from_function(every_kind).run()).run()
    before = [each.key for each in (*at.selectbox, *at.pills) if "_words" in each.key]
    assert shown(at) == "[7.0, 8, 'two', 'two', ('one', 'three'), True, 'a', ('a',)]"
    button(at, label).click().run()
    assert shown(at) == given
    for _ in range(2):
        typed(at).toggle(key="unfolded").set_value(not at.toggle(key="unfolded").value)
        assert shown(at.run()) == given
    if label == "Other":  # what is not in the address under its own key is another control for the browser
        assert not {each.key for each in (*at.selectbox, *at.pills)} & set(before)
    address = {"fold_number": "7", "fold_whole": "8", "fold_choice": "two", "fold_several": ["one", "three"]}
    at.query_params.update(address | {"fold_selection": "two", "fold_switch": "true"})
    typed(at).run()  # the fold was opened, and the same is set again: so the address says
    assert shown(at).startswith("[7.0, 8, 'two', 'two', ('one', 'three'), True, ")


# What the address keeps by a text of its own has a new key wherever that was changed elsewhere.
RENEWED = ("any_start_", "any_moving_")


@pytest.mark.parametrize("file", [page.file for page in PAGES])
def test_every_control_in_a_fold_is_of_a_kind_that_holds(open_page, file):
    at = open_page(file)
    for fold in (each for each in in_order(at.main) if each.type == "popover"):
        for each in in_order(fold):
            if getattr(each, "key", None) and each.type not in ("button", "download_button") and "value" in dir(each):
                assert each.proto.query_param_key or each.key.startswith(RENEWED), (fold.proto.popover.label, each.key)
