"""Every number that a learner has on paper, for the videos before and after the main one, stands on a page's screen.

Each case is a page, as a learner who follows it has set it, and the numbers that must then be read there: what the
video shows, and what exact arithmetic gives, in the four digits in which the pages write.
"""

import pytest
from screen import number_fields, number_in

LINE, THREE, SEVEN = "3_Gradient_Descent_Step_by_Step.py", "9_Three_Parameters.py", "10_All_Parameters.py"
BOTH = {"step_by_step_part": "Intercept and slope"}
TENTH = {"all_parameters_learning_rate": "0.1", "all_parameters_steps": "1000"}
STOP, ENDED = {"line_part": "When to stop"}, {"three_parameters_verdict": "true"}
WALK, UP, REUSE, FITS = (
    {"all_parameters_part": part} for part in ("The walk", "A first step up", "Reuse", "Perfect fits")
)
TOLD = {**WALK, "all_parameters_verdict": "true"}

CASES = {
    # Neural Networks Pt. 1
    "pt 1, dosage 0": (
        "1_Neural_Networks.py",
        {},
        "−34.4 2.14 −2.52 1.29 −1.3 2.28 −0.58 2.25 −2.93 1.53 3.49 −0.02 −0.011 2.251 −2.927 1.533 3.496",
    ),
    "pt 1, dosage 0.5": ("1_Neural_Networks.py", {"pt_1_dosage": "0.5"}, "−15.06 1.03 1.035"),
    # The Chain Rule
    "chain rule, lines": ("2_The_Chain_Rule.py", {}, "0.25 2 0.5"),
    "chain rule, curves": ("2_The_Chain_Rule.py", {"chain_rule_part": "Two curves"}, "0.8165"),
    "chain rule, Residual": ("2_The_Chain_Rule.py", {"chain_rule_part": "A squared Residual"}, "−2.16"),
    "chain rule, roads": ("2_The_Chain_Rule.py", {"chain_rule_part": "Two roads"}, "6 4 3 24 12 36"),
    # Gradient Descent, Step-by-Step
    "line, start": (LINE, {}, "0.64 3.1 3.156 −5.7 −5.704 −0.57 0.57 −0.5704 0.5704"),
    "line, second step": (LINE, {"step_by_step_step": "1"}, "−2.3 −2.282 0.8 0.7986"),
    "line, third step": (LINE, {"step_by_step_step": "2"}, "−0.9 −0.9126 0.89 0.8898"),
    "line, fourth step": (LINE, {"step_by_step_step": "3"}, "0.92"),
    "line, fifth step": (LINE, {"step_by_step_step": "4"}, "0.94"),
    "line, sixth step": (LINE, {"step_by_step_step": "5"}, "0.95"),
    "line, stop rule": (LINE, STOP, "0.001 1,000 0.4446"),
    "line, both": (LINE, BOTH, "−1.6 −0.8 0.01 0.016 1.008"),
    "line, both stopped": (LINE, {**BOTH, **STOP}, "0.9487 0.641 206 0.8614 0.6782 0.4446"),
    "line, both told": (LINE, {**BOTH, "step_by_step_both_verdict": "true"}, "0.06106"),
    # Details Pt. 1
    "three, start": (
        THREE,
        {},
        "0.36 0.63 1.4 1.398 0.72 0.7187 0.4619 0.7691 2.58 1.26 1.9 2.576 1.257 0.1024 0.5043 −0.19",
    ),
    "three, end": (THREE, ENDED, "−1.216 −2.304 2.607 0.1347 134"),
    # Details Pt. 2
    "seven, start": (
        SEVEN,
        {},
        "0.76 0.760944 0.967286 0.332276 0.732226 7.142314 1.487281 3.459454 0.6862 0.8582 1.185",
    ),
    "seven, the walk": (SEVEN, WALK, "0.76 0.7609 0.9673 0.3323 0.7322 7.142 1.487 3.459 0.6862 0.8582 1.185 1.896"),
    "seven, the first step at 0.1": (
        SEVEN,
        UP,
        "1.896 4.207 2.664 −0.09673 −1.163 −0.07322 −0.3542 0.4813 −0.3459 1.051 0.9162 1.304",
    ),
    "seven, the plateau": (SEVEN, TOLD, "15 0.0009235 16 0.7167 500 0.6873 2,000 0.6562 0.6667 7,513"),
    "seven, the fits": (SEVEN, FITS, "0.005 0.01 0.02 0.03 0.1 3.262 −1.933 −3.347 0.5432 −1.482 −2.245 2.448"),
    "seven, the video's fit": (SEVEN, FITS, "3.34 −1.43 −3.53 0.57 −1.22 −2.3 2.61 6.48×10⁻⁵"),
    "seven, with and without reuse": (SEVEN, REUSE, "12 8 36 24"),
    "seven, at 0.1": (SEVEN, {**TENTH, **UP}, "1.896 4.207 2.664 −0.09673 −1.163 −0.07322 −0.3542 0.4813 −0.3459"),
}


@pytest.fixture(scope="module")
def numbers_on(open_page, said):
    """A function that opens a page and gives all the numbers that stand on it, each page opened once."""
    opened = {}

    def numbers(page, query):
        key = page, *query.items()
        if key not in opened:
            at = open_page(page, **query)
            typed = [str(number_in(at, field.key)) for field in number_fields(at)]
            opened[key] = numbers_in(" ".join([said(at), *typed]))
        return opened[key]

    return numbers


def numbers_in(text):
    """The numbers in a text, as they are written: "step 7,513." holds "7,513", and "17,513" no "7,513"."""
    apart = "".join(letter if letter.isalnum() or letter in "−.,×⁻" else " " for letter in text.replace("-", "−"))
    words = {word.strip(".,") for word in apart.split()}
    return words | {part for word in words for part in word.split(",")}


@pytest.mark.parametrize("case", CASES)
def test_each_published_number_is_on_the_screen(numbers_on, case):
    page, query, published = CASES[case]
    missing = set(published.split()) - numbers_on(page, query)
    assert not missing, f"not on {page}: {missing}"
