"""Numbers that a picture writes itself, at its axes and under the pointer, spelled as `number` spells them.

Vega's own formats know no ×10⁻⁷, and without one a value that travelled as float32 shows all its noise.
"""

import json

DIGITS = 4
RAISED = json.dumps(list("⁰¹²³⁴⁵⁶⁷⁸⁹"), ensure_ascii=False)
COUNTS = "Step"  # the title of what is counted, and gets its thousands apart: 1,000


def spelled(value):
    """A Vega expression for the text of a number, given the expression of the number."""
    power = f"toNumber(split(format({value}, '.{DIGITS - 1}e'), 'e')[1])"  # of the rounded number
    raised = "".join(
        f" + ({size} <= abs({power}) || {size} == 1 ? {RAISED}[floor(abs({power}) / {size}) % 10] : '')"
        for size in (100, 10, 1)
    )
    powers_of_ten = f"split(format({value}, '.{DIGITS - 1}~e'), 'e')[0] + '×10' + ({power} < 0 ? '⁻' : ''){raised}"
    return (
        f"(!isValid({value}) || !isFinite({value}) ? '' : {power} >= -4 && {power} < 6 "
        f"? format({value}, '.{DIGITS}~r') : {powers_of_ten})"
    )


def tick(label="datum.label"):
    """The label of a tick: spelled, where so many digits say it exactly; else with all that Vega gives it."""
    rounded = f"toNumber(replace(format(datum.value, '.{DIGITS - 1}e'), '−', '-'))"
    return (
        f"{label} == '' ? '' : abs({rounded} - datum.value) <= 1e-9 * abs(datum.value) ? {spelled('datum.value')} "
        f": {label}"
    )


def tooltip(fields):
    """What is shown under the pointer, from the fields of an encoding's tooltip: one expression, {title: text}."""
    said = []
    for each in fields:
        value, title = f"datum[{json.dumps(each['field'])}]", each.get("title", each["field"])
        if each.get("type") == "quantitative":
            value = f"format({value}, ',')" if title == COUNTS else spelled(value)
        said.append(f"{json.dumps(title, ensure_ascii=False)}: {value}")
    return {"value": {"expr": f"{{{', '.join(said)}}}"}}


def in_one_spelling(spec):
    """A chart's dictionary in which every axis, legend and tooltip spells its numbers as the pages do."""
    if isinstance(spec, list):
        return [in_one_spelling(each) for each in spec]
    if not isinstance(spec, dict):
        return spec
    found = {}
    for name, part in spec.items():
        if name == "tooltip" and isinstance(part, list):
            found[name] = tooltip(part)
        elif name in ("x", "y", "color") and isinstance(part, dict) and part.get("type") == "quantitative":
            found[name] = with_ticks(part)
        else:
            found[name] = in_one_spelling(part)
    return found


def with_ticks(channel):
    """An encoding's x, y or colour whose axis or legend has spelled ticks: not where whole numbers are counted."""
    guide = "legend" if "legend" in channel else "axis"
    options = channel.get(guide, {})
    if options is None or options.get("format") == ",d" or "tickMinStep" in options:
        return channel
    label = tick()
    if "labelExpr" in options:  # which says what to do with the label that it is given
        label = options["labelExpr"].replace("datum.label", f"({label})")
    rest = {name: option for name, option in options.items() if name != "format"}
    return {**channel, guide: {**rest, "labelExpr": label}}
