"""Every field that a number is typed into, on every page: what is typed is taken as typed, or stays with a sentence."""

import json
import re

import films
import pytest
from screen import ROOT, in_order, number_field, number_fields, number_in, type_number

from backprop.written.typed import spelled
from pages.parts.contents import PAGES

# Where some fields stand only once something else is chosen.
FURTHER = [
    ("6_The_Derivative.py", {"derivative_part": "Check it"}),
    ("3_Gradient_Descent_Step_by_Step.py", {"step_by_step_part": "Intercept and slope"}),
    ("10_All_Parameters.py", {"all_parameters_part": "A first step up"}),
    ("11_Learning_Rates.py", {"rates_of": "All seven"}),
    ("11_Learning_Rates.py", {"rates_of": "All seven", "rates_part": "Many starts"}),
    ("12_Loss_Surface.py", {"surface_network": "Three parameters", "surface_three_parameters_range": "typed"}),
    ("12_Loss_Surface.py", {"surface_network": "Any network, your data"}),
    ("12_Loss_Surface.py", {"surface_part": "Around a perfect fit"}),
    ("13_Any_Loss_and_Activation.py", {"any_loss_part": "One change"}),
    ("13_Any_Loss_and_Activation.py", {"any_loss_part": "Same steps"}),
    ("14_Any_Network.py", {"any_data": "spiral", "any_layers": "3"}),
]
STATES = [*((page.file, {}) for page in PAGES), *FURTHER]
MUST_HAVE = {
    "7_Gradient_Descent.py": {f"main_ideas_{name}" for name in ("b3", "learning_rate", "steps")},
    "Check it": {"difference_h"},
    "A first step up": {"all_parameters_first_rate"},
    "Many starts": {"rates_seven_starts_seed"},
    "15_Any_Graph.py": {"any_graph_value_x"},
    "14_Any_Network.py": {"any_layers", "any_seed", "any_steps"},
}


def sentences(at):
    """What stands below the fields that were not taken."""
    return [each.value for each in at.markdown if each.value.startswith(":material/error:")]


def marks(at):
    """What says of which numbers the results are."""
    return [each.value for each in at.markdown if each.value.startswith(":material/history:")]


def results(at):
    return [table.value.to_csv() for table in at.table], [code.value for code in at.code]


def of_the_page(at):
    """The fields that a page's results follow at once: those of a form wait for its button."""
    return [field for field in number_fields(at) if not field.proto.form_id]


def folds(at):
    """The name of each part of a page that is folded away and has fields in it: of folds in folds the outer ones."""
    keys, within = {field.key for field in of_the_page(at)}, set()
    for block in in_order(at.main):
        if id(block) in within:
            continue
        shut = block.type == "popover" or (block.type == "expander" and not block.proto.expanded)
        if shut and keys & {getattr(each, "key", None) for each in in_order(block)}:
            label = block.label if block.type == "expander" else block.proto.popover.label
            within |= {id(each) for each in in_order(block)}
            yield label.partition(":")[0]


def type_all(at, text_for):
    """Type into every field of a page at once; returns {key: what was typed}."""
    typed = {field.key: text_for(field) for field in of_the_page(at)}
    for key, text in typed.items():
        type_number(at, key, text)
    at.run()
    assert not at.exception
    return typed


def test_most_fields_that_are_folded_away_are_known_to_be(open_page):
    assert list(folds(open_page("5_Residuals_and_SSR.py"))) == ["The other six"]
    assert list(folds(open_page("7_Gradient_Descent.py"))) == ["Others as given"]


def test_no_number_is_typed_into_a_field_that_would_change_it():
    for script in (ROOT / "pages").rglob("*.py"):
        assert "number_input" not in script.read_text(encoding="utf-8"), script.name


@pytest.mark.parametrize(("file", "query"), STATES, ids=lambda each: each if isinstance(each, str) else "")
def test_every_field_of_a_page_takes_what_it_can_read_and_says_what_it_cannot(open_page, file, query):
    at = open_page(file, **query)
    part = next((value for key, value in query.items() if key.endswith("_part")), file)
    assert {field.key for field in number_fields(at)} >= MUST_HAVE.get(part, set())
    before, held = results(at), {field.key: number_in(at, field.key) for field in of_the_page(at)}

    def texts():
        return {key: number_field(at, key).value for key in held}

    assert type_all(at, lambda field: "1,x*`") == texts()  # it stays
    assert len(sentences(at)) == len(held)
    assert all("`` 1,x*` `` is not a number: a" in sentence for sentence in sentences(at))
    assert len(marks(at)) == bool(held)
    assert all(f"**{field.label} = " in marks(at)[0] for field in of_the_page(at))
    assert all(f"(folded away under *{name}*)" in marks(at)[0] for name in folds(at))
    assert "".join(marks(at)).count("(folded") == len(list(folds(at)))
    assert results(at) == before

    assert type_all(at, lambda field: "-1e299") == texts()
    assert len(sentences(at)) == len(held)
    assert all("`−1e299` is out of range: a" in sentence for sentence in sentences(at))
    assert len(marks(at)) == bool(held)
    assert results(at) == before

    def with_a_comma(field):
        text = spelled(held[field.key])
        return f" {text.replace('.', ',')} " if re.fullmatch(r"-?[0-9]+\.([0-9]{1,2}|[0-9]{4,})", text) else text

    assert type_all(at, with_a_comma) == texts()
    assert {key: number_in(at, key) for key in held} == held
    assert not sentences(at)
    assert not marks(at)
    assert results(at) == before


def test_an_expectation_that_cannot_be_read_stays_and_is_not_judged(open_page):
    at = open_page("15_Any_Graph.py")
    (key,) = [field.key for field in number_fields(at) if field.label == "dL/d…"]
    type_number(at, key, "36..")
    next(button for button in at.button if button.label == "Check").click().run()
    assert number_field(at, key).value == "36.."
    (sentence,) = sentences(at)
    assert "`36..` " in sentence
    assert not at.info
    assert not at.success
    assert not marks(at)


def test_both_decimal_signs_a_fraction_and_the_pages_own_minus_are_one_number(open_page):
    page = "7_Gradient_Descent.py"
    one = results(type_number(open_page(page), "main_ideas_b3", "-0.25").run())
    for text in ("-0,25", "−0.25", "−1/4", "-25e-2", "−2.5×10⁻¹"):
        assert results(type_number(open_page(page), "main_ideas_b3", text).run()) == one


def test_an_exponent_in_a_field_of_whole_numbers_is_meant(open_page):
    at = open_page("7_Gradient_Descent.py")
    assert films.of(type_number(at, "main_ideas_steps", "1e2").run(), "main_ideas").steps[-1] == 100
    at = type_number(at, "main_ideas_steps", "2.5").run()
    (sentence,) = sentences(at)
    assert "`2.5` is not a whole number: a whole number from 0 to 20,000 is wanted" in sentence
    assert sentence.endswith("; what is shown is for 100.")
    assert "Steps = 100**, the last number that could be read" in marks(at)[0]
    assert films.of(at, "main_ideas").steps[-1] == 100


def test_a_button_takes_the_place_of_what_could_not_be_read(open_page):
    at = type_number(open_page("7_Gradient_Descent.py"), "main_ideas_b3", "77777").run()
    assert len(sentences(at)) == 1
    next(button for button in at.button if button.label == "Fitted").click().run()
    assert number_in(at, "main_ideas_b3") == 2.61
    assert not sentences(at)
    type_number(at, "main_ideas_b3", "x").run()
    next(button for button in at.button if button.label == "As in the video").click().run()
    assert number_in(at, "main_ideas_b3") == 0
    assert not marks(at)


def test_a_number_for_a_name_of_an_expression_waits_until_it_can_be_read(open_page):
    at = type_number(open_page("15_Any_Graph.py"), "any_graph_value_x", "3,5").run()
    assert at.query_params["any_graph_values"] == "x~3.5"  # and the others as they were
    at = type_number(at, "any_graph_value_x", "3,5,").run()
    assert number_field(at, "any_graph_value_x").value == "3,5,"
    assert at.query_params["any_graph_values"] == "x~3.5"
    assert "x = 3.5" in marks(at)[0]
    at.slider(key="any_graph_slid_x").set_value(1.5).run()
    assert number_in(at, "any_graph_value_x") == 1.5
    assert not marks(at)


@pytest.mark.parametrize("text", ["-1.43", "−1.43", "-1,43", "-1.43e0"])
def test_a_link_may_spell_a_number_in_any_way(open_page, text):
    at = open_page("7_Gradient_Descent.py", main_ideas_b3=text)
    assert not at.warning
    assert number_in(at, "main_ideas_b3") == -1.43


@pytest.mark.parametrize("text", ["1,234", "1.5.", "2000", "1e309", "nan", "", "1/0"])
def test_a_link_with_what_a_field_would_not_take_is_refused(open_page, text):
    at = open_page("7_Gradient_Descent.py", main_ideas_b3=text)
    assert "main_ideas_b3" in at.warning[0].value
    assert "a number from −1000 to 1000" in at.warning[0].value
    assert number_in(at, "main_ideas_b3") == 0


def test_the_browser_is_told_the_step_and_range_of_each_field(open_page):
    at = open_page("10_All_Parameters.py", all_parameters_part="A first step up")
    sent = [json.loads(each.proto.json or "null") for each in at.get("bidi_component")]
    (told,) = [each["fields"]["all_parameters_first_rate"] for each in sent if each and "fields" in each]
    assert (told["step"], told["least"], told["most"], told["value"]) == (0.01, 1e-6, 10, 0.1)
