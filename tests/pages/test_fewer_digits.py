"""Where a number gets fewer digits than four, somebody asked for it, and the reason stands here."""

import ast
import re

from screen import ROOT

SIZE = "only how large it is matters, and nothing else shows it"
FEWER = {  # where the code asks for less than four digits: function, or module where it stands in none: why
    "words": "a count, which has no decimals",
    "table_markup": "the width of a column, which nobody reads",
    "picture": "a place in a picture, which nobody reads",
    "too_flat": SIZE,
    "same_steps": SIZE,
    "nine": "nine decimals, as Mazur prints them",
    "told": "the labels of a picture with many weights, which has no room for more",
    "judgement": SIZE,
    "too_large": SIZE,
    "mixture": "parts of a direction: which of them are the large ones",
    "steps_to_keep": "MiB, whole ones",
    "other_starts": SIZE,
    "along_valley": SIZE,
    "along_the_valley": "rounding: only its power of ten says something",
    "one_step": "read off the axis of a picture",
    "why_it_rounds": "as the video rounds it",
    "finite_difference_table": SIZE,
    "reading_table": SIZE,
    "fooled": SIZE,
    "settled": "nine digits more than are shown, so that no last bit decides",
    "share": "a share in per cent, the same wherever it stands",
    "factor_text": "how far a factor is from 1",
    "flat_reason": SIZE,
    "plain": "a place in a picture, which nobody reads",
    "run_drawn": "read off the axis of a picture",
    "short": "read off a picture: three digits are more than anybody sees",
    "posts": "as its author prints it",
    "beside": SIZE,
    "by_epochs": SIZE,
    "few_digits": "two digits, which are what the question asks about",
}


def asks_for_digits(call):
    """Whether a call of `number`, or a value in an f-string, says how many digits it wants, and wants less than 4."""
    if isinstance(call, ast.FormattedValue) and call.format_spec is not None:
        spec = ast.unparse(call.format_spec)
        return bool(re.search(r"\.\d+[feg%]", spec))
    named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("number", "text_of")
    asked = [*call.args[1:2], *(each.value for each in call.keywords if each.arg == "digits")] if named else []
    return any(isinstance(each, ast.Constant) and each.value in (1, 2, 3) for each in asked)


def test_where_a_number_gets_fewer_digits_than_four_is_known_and_why():
    found = set()
    for path in [*ROOT.glob("pages/**/*.py"), *ROOT.glob("backprop/**/*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
        for call in filter(asks_for_digits, ast.walk(tree)):
            around = [each for each in inside if each.lineno <= call.lineno <= each.end_lineno]
            found.add(max(around, key=lambda each: each.lineno).name if around else path.stem)
    assert found == set(FEWER)
