"""What stands on the screen is spelled in one way: a count agrees with its noun, and a number looks like itself.

So does one number that a page writes twice. More digits than four stand only where the digits are what is spoken of;
where there are fewer, test_fewer_digits.py knows why. And Cross Entropy is written as the videos write it, a term like
Residual and Derivative, wherever a sentence is written by hand; in small letters, with a hyphen, it is a loss's own
name, as menus and addresses have it: cross-entropy, categorical cross-entropy, and mean or binary before it.
"""

import json
import re
import tokenize
from io import BytesIO

import pytest
from screen import ROOT
from seen import nodes_of, numbers_in, value_of, visible

from backprop.losses import CLASS_LOSSES, LOSSES
from backprop.written.numerals import number
from pages.parts import contents

PAGES = [
    "0_Home.py",
    "1_Neural_Networks.py",
    "2_The_Chain_Rule.py",
    "3_Gradient_Descent_Step_by_Step.py",
    "4_Fitting_the_Network.py",
    "5_Residuals_and_SSR.py",
    "6_The_Derivative.py",
    "7_Gradient_Descent.py",
    "8_Summary.py",
    "9_Three_Parameters.py",
    "10_All_Parameters.py",
    "11_Learning_Rates.py",
    "12_Loss_Surface.py",
    "13_Any_Loss_and_Activation.py",
    "14_Any_Network.py",
    "15_Any_Graph.py",
    "18_ArgMax_and_SoftMax.py",
    "19_Cross_Entropy.py",
    "21_Practice.py",
]
ONE_ROW = {"any_data": "your own", "any_rows": "1_x~y_0.5~1"}
STATES = [
    *((page, {}) for page in PAGES),
    # one step, one observation, one of anything else that is counted
    ("3_Gradient_Descent_Step_by_Step.py", {"step_by_step_steps": "1", "step_by_step_log": "true"}),
    ("6_The_Derivative.py", {"derivative_part": "Check it", "difference_h": "0.000001"}),
    ("6_The_Derivative.py", {"derivative_part": "The road back"}),
    ("7_Gradient_Descent.py", {"main_ideas_steps": "1", "main_ideas_every_step": "true"}),
    ("8_Summary.py", {"main_ideas_steps": "1"}),
    ("9_Three_Parameters.py", {"three_parameters_steps": "1"}),
    ("10_All_Parameters.py", {"all_parameters_steps": "1"}),
    ("11_Learning_Rates.py", {"rates_b3_steps": "1"}),
    (
        "11_Learning_Rates.py",
        {"rates_part": "Many starts", "rates_b3_starts_count": "1", "rates_b3_starts_table": "true"},
    ),
    ("11_Learning_Rates.py", {"rates_of": "All seven", "rates_seven_steps": "1", "rates_seven_count": "2"}),
    ("12_Loss_Surface.py", {"surface_all_parameters_steps": "1", "surface_all_parameters_optimised": "b3"}),
    ("13_Any_Loss_and_Activation.py", {"any_loss_data": "Mazur 2-2-2"}),
    *(
        ("13_Any_Loss_and_Activation.py", {"any_loss_part": part, "any_loss_data": "Mazur 2-2-2"})
        for part in ("One change", "Shared front", "Same steps")
    ),
    ("13_Any_Loss_and_Activation.py", {"any_loss_part": "Mazur"}),
    *(
        ("18_ArgMax_and_SoftMax.py", {"softmax_part": part})
        for part in ("Why not ArgMax", "The whole table", "Another start")
    ),
    ("14_Any_Network.py", ONE_ROW | {"any_steps": "1", "any_layers": "1", "any_nodes1": "1"}),
    ("14_Any_Network.py", ONE_ROW | {"any_steps": "0", "any_layers": "0"}),
    ("15_Any_Graph.py", {"any_graph_expression": "a + 1", "any_graph_step": "1"}),
    ("19_Cross_Entropy.py", {"cross_entropy_largest": "Setosa"}),
    ("19_Cross_Entropy.py", {"cross_entropy_part": "Why not Residual²", "cross_entropy_p": "0.01"}),
    ("19_Cross_Entropy.py", {"cross_entropy_part": "All the classes"}),
    # numbers far from 1
    ("19_Cross_Entropy.py", {"cross_entropy_b3": "-1000", "cross_entropy_largest": "Setosa"}),
    ("15_Any_Graph.py", {"any_graph_expression": "a * 0.00001 + 2e-7 * 1e15", "any_graph_step": "1"}),
    ("7_Gradient_Descent.py", {"main_ideas_learning_rate": "0.00001", "main_ideas_steps": "100"}),
    ("7_Gradient_Descent.py", {"main_ideas_learning_rate": "0.5", "main_ideas_steps": "300"}),
    ("10_All_Parameters.py", {"all_parameters_learning_rate": "0.000001", "all_parameters_steps": "100"}),
    ("11_Learning_Rates.py", {"rates_b3_from": "0.000001", "rates_b3_to": "0.0001", "rates_b3_log": "true"}),
    ("14_Any_Network.py", {"any_optimiser": "Gradient Descent", "any_learning_rate": "0.000001", "any_steps": "50"}),
    (
        "14_Any_Network.py",
        {"any_data": "your own", "any_rows": "1_x~y_1000000~0.00001_2000000~0.00002_3000000~0.00004"}
        | {"any_layers": "0", "any_optimiser": "Adam", "any_learning_rate": "0.00001", "any_steps": "20"},
    ),
]
PREFIXES = {"12_Loss_Surface.py": "surface", "14_Any_Network.py": "any", "15_Any_Graph.py": "any_graph"}
OF_A_FIT = {"Around a perfect fit", "Along the valley"}  # which know nothing of the run
PARTS = {page.file: [*page.parts][1:] for page in contents.PAGES}
STATES += [
    (page, query | {f"{PREFIXES[page]}_part": part})
    for page, query in STATES
    if page in PREFIXES
    for part in PARTS[page]
    if not (query and part in OF_A_FIT)
]
UNBOUND = {"any_rows", "any_graph_step"}  # what an address holds besides the values of bound fields
NOT_NOUNS = {
    "is",
    "was",
    "has",
    "as",
    "its",
    "this",
    "does",
    "gets",
    "ends",
    "less",
    "always",
    "us",
    "across",
    "diverges",
    "oscillates",
}
EXACT = {  # heads of columns that show more digits on purpose
    "Finite difference", "Chain Rule", "Gradient, from the walk back", "Computed here", "He prints",
}  # fmt: skip

FINER = {  # what a text says in which more digits than four are the point of it, and why
    r"\) / \(2 × |/ 0\.0002 = ": "a finite difference: what the two SSRs differ by is in their last digits",
    r"digits?\*\* agree": "how far the finite difference and the Chain Rule agree",
    r"[Ee]ach step multiplies|A step multiplies": "how far a factor is from 1",
    r"to compare with another program": "six decimals, as other programs print them",
    r"With all its digits": "where the video's rounding comes from",
    r"from all the digits it is|an output, and they add": "beside the nine decimals that Mazur prints",
}

QUOTED = {"He prints", "In the video"}  # heads of columns that quote others


def of_one(text):
    """Where a plural follows a 1."""
    for match in re.finditer(r"(?<![\w.,×^−/:-])1(?: more)?\*{0,2} ([a-z]+s)\b", text):
        if match[1] not in NOT_NOUNS:
            yield text[max(match.start() - 30, 0) : match.end() + 20]


def as_computers_write(text):
    """Where a number stands as in a program: 1e-05, or with more zeros behind its point than it has digits to say."""
    for match in re.finditer(r"(?<![\w#])[−-]?\d+(?:\.\d+)?[eE][-−+]?\d+\b", text):
        yield text[max(match.start() - 30, 0) : match.end() + 20]


def cells_of(table):
    """(head, cell) of a table's cells that are numbers and nothing else."""
    for head in table.columns:
        for cell in table[head]:
            if re.fullmatch(r"−?[\d.]+(×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", str(cell)):
                yield head, str(cell)


def digits_in(text):
    """How many significant digits a number is written with."""
    return len(re.sub(r"[^\d]", "", text.partition("×")[0]).lstrip("0"))


def spelled_twice(texts):
    """Pairs of texts for one number: it reads back as the same, or as one with more digits than `number` writes."""
    of_value, finer = {}, {}
    for text in texts:
        for written in numbers_in(text):
            of_value.setdefault(value_of(written), {}).setdefault(written, text)
            if digits_in(written) > 4 and "," not in written and "." in written:
                finer.setdefault(written, text)
    for spellings in of_value.values():
        if len(spellings) > 1:
            yield spellings
    for written, text in finer.items():
        shown = number(value_of(written))
        if any(re.search(of, text) for of in FINER):
            continue
        if shown in of_value.get(value_of(shown), ()):
            yield {written: text, shown: of_value[value_of(shown)][shown]}


OTHERWISE = re.compile(
    r"(?<!mean |nary |ical )\b(?:cross-entrop|Cross-[Ee]ntrop|[Cc]ross entrop)(?:y|ies)\b(?! [\d{])"
)  # not so the names of an exercise's cells
FSTRING = getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)  # since Python 3.12 an f-string is not one token
NAMED = {loss.name for loss in (*LOSSES, *CLASS_LOSSES)}
ELSEWHERE = "cross-entropy, log loss, BCE;"  # what others call it, in the glossary


def written_by_hand():
    """(where, text) of all texts of the pages, of the mathematics and of the README, remarks among them."""
    yield "README.md", (ROOT / "README.md").read_text("utf-8")
    for path in sorted([*(ROOT / "pages").rglob("*.py"), *(ROOT / "backprop").rglob("*.py")]):
        for token in tokenize.tokenize(BytesIO(path.read_bytes()).readline):
            if token.type in (tokenize.STRING, tokenize.COMMENT, FSTRING):
                yield f"{path.relative_to(ROOT)}:{token.start[0]}", re.sub(r"\s+", " ", token.string)


def test_cross_entropy_is_written_as_in_the_videos_and_lower_case_only_as_the_name_of_a_loss():
    said = ("cross-entropy asks", "The cross entropy", "Cross-entropy", "two cross-entropies")
    assert all(map(OTHERWISE.search, said))
    assert not any(map(OTHERWISE.search, ("Cross Entropy", "mean cross-entropy", "categorical cross-entropy")))
    texts = [*written_by_hand()]
    assert "Cross Entropy" in dict(texts)["README.md"]
    wrong = [each for each in texts if OTHERWISE.search(each[1].replace(ELSEWHERE, ""))]
    assert [(where, text) for where, text in wrong if text.strip("\"'") not in NAMED] == []


def test_one_number_spelled_twice_is_found():
    assert list(spelled_twice(["dSSR/dw1 = 0.7609", "w1 0.760944"]))
    assert list(spelled_twice(["the SSR is 6.3×10⁻⁶.", "(0.0000063)"]))
    assert list(spelled_twice(["−6", "x = -6"]))
    assert list(spelled_twice(["100.0%", "(100%)"]))
    assert list(spelled_twice(["1,000 steps", "step 1000"]))
    assert not list(spelled_twice(["0.7609, 0.761 and 0.7608", "The video at 7:60", "[w1](w100#1.0)", "1. At 1"]))


@pytest.mark.parametrize(("page", "query"), STATES, ids=lambda part: json.dumps(part) if part else "")
def test_a_page_spells_its_numbers_and_counts_in_one_way(open_page, chart_tables, page, query):
    at = open_page(page, **query)
    bound = {getattr(getattr(node, "proto", None), "query_param_key", "") for node in nodes_of(at._tree)}
    assert set(query) <= bound | UNBOUND, "the address means nothing to this page"
    texts = visible(at, chart_tables(at), (*EXACT, *QUOTED))
    for text in texts:
        assert not list(of_one(text))
        assert not list(as_computers_write(text))
    assert not list(spelled_twice(texts))
    assert not [text for text in texts if re.search(r"\d\s%", text)], "written close to it everywhere else"
    for chart in at.get("vega_lite_chart"):
        assert '~g"' not in chart.proto.spec, "a format of Vega's own, which writes 1.2e+5"
    for table in at.table:
        for head, cell in cells_of(table.value):
            assert head in EXACT or cell == number(value_of(cell)), f"{cell} under {head}"
