"""What stands on the screen is spelled in one way: a count agrees with its noun, and a number looks like itself."""

import json
import re

import pytest

from backprop.numerals import number

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
]
ONE_ROW = {"any_data": "your own", "any_rows": "1_x~y_0.5~1"}
STATES = [
    *((page, {}) for page in PAGES),
    # one step, one observation, one of anything else that is counted
    ("3_Gradient_Descent_Step_by_Step.py", {"step_by_step_steps": "1", "step_by_step_log": "true"}),
    ("6_The_Derivative.py", {"difference_h": "0.000001"}),
    ("7_Gradient_Descent.py", {"main_ideas_steps": "1", "main_ideas_every_step": "true"}),
    ("8_Summary.py", {"main_ideas_steps": "1"}),
    ("9_Three_Parameters.py", {"three_parameters_steps": "1"}),
    ("10_All_Parameters.py", {"all_parameters_steps": "1"}),
    ("11_Learning_Rates.py", {"rates_b3_steps": "1", "rates_b3_starts_count": "1", "rates_b3_starts_table": "true"}),
    ("11_Learning_Rates.py", {"rates_of": "All seven", "rates_seven_steps": "1", "rates_seven_count": "2"}),
    ("12_Loss_Surface.py", {"surface_all_parameters_steps": "1", "surface_all_parameters_optimised": "b3"}),
    ("13_Any_Loss_and_Activation.py", {"any_loss_data": "Mazur 2-2-2", "any_loss_loss": "half mean squared error"}),
    ("14_Any_Network.py", ONE_ROW | {"any_steps": "1", "any_layers": "1", "any_nodes1": "1"}),
    ("14_Any_Network.py", ONE_ROW | {"any_steps": "0", "any_layers": "0"}),
    ("15_Any_Graph.py", {"any_graph_expression": "a + 1", "any_graph_step": "1"}),
    # numbers far from 1
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
UNBOUND = {"any_rows", "any_graph_step"}  # what an address holds besides the values of bound fields
SHOWN = {"body", "label", "help", "alt", "text", "title", "options", "placeholder", "content"}  # fields of a message
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


def texts_of(message):
    """The texts of one of Streamlit's messages that reach a reader."""
    for field, value in message.ListFields():
        for each in value if field.is_repeated else [value]:
            if hasattr(each, "ListFields"):
                yield from texts_of(each)
            elif isinstance(each, str) and field.name in SHOWN:
                yield each


def nodes_of(node):
    yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes_of(child)


def visible(at, charts):
    """All that a page shows in words: texts, labels, alt texts, cells and heads of tables, labels of charts."""
    found = []
    for node in nodes_of(at._tree):
        message = getattr(node, "proto", None)
        if message is None or node.type == "html":
            continue
        found += texts_of(message)
        if node.type == "code" and message.language != "python":
            found.append(message.code_text)
    for table in at.table:
        found += [*map(str, table.value.columns), *(str(cell) for cell in table.value.to_numpy().ravel())]
    for table in charts:
        found += [text for text in table.get("label", []) if text]
    return found


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


def value_of(text):
    mantissa, _, exponent = text.replace("−", "-").partition("×10")
    return float(f"{mantissa}e{exponent.translate(str.maketrans('⁻⁰¹²³⁴⁵⁶⁷⁸⁹', '-0123456789')) or 0}")


@pytest.mark.parametrize(("page", "query"), STATES, ids=lambda part: json.dumps(part) if part else "")
def test_a_page_spells_its_numbers_and_counts_in_one_way(open_page, chart_tables, page, query):
    at = open_page(page, **query)
    bound = {getattr(getattr(node, "proto", None), "query_param_key", "") for node in nodes_of(at._tree)}
    assert set(query) <= bound | UNBOUND, "the address means nothing to this page"
    for text in visible(at, chart_tables(at)):
        assert not list(of_one(text))
        assert not list(as_computers_write(text))
    for chart in at.get("vega_lite_chart"):
        assert '~g"' not in chart.proto.spec, "a format of Vega's own, which writes 1.2e+5"
    for table in at.table:
        for head, cell in cells_of(table.value):
            assert head in EXACT or cell == number(value_of(cell)), f"{cell} under {head}"
