"""What a reader sees of a page on an AppTest: all its texts, wherever they stand, and the numbers in them."""

import re

import films

SHOWN = {"body", "label", "help", "alt", "text", "title", "options", "placeholder", "content"}  # fields of a message


def texts_of(message):
    """The texts of one of Streamlit's messages that reach a reader."""
    for field, value in message.ListFields():
        for each in value if field.is_repeated else [value]:
            if hasattr(each, "ListFields"):
                yield from texts_of(each)
            elif isinstance(each, str) and field.name in SHOWN:
                yield each


def nodes_of(node, answers=True):
    """A node and all below it; without answers, all but what answers a question."""
    yield node
    for child in getattr(node, "children", {}).values():
        if answers or not (child.type == "popover" and child.proto.popover.label == "The answer"):
            yield from nodes_of(child, answers)


def visible(at, charts, without=()):
    """All that a page shows in words: texts, labels, alt texts, cells and heads of tables, labels of charts.

    An answer to a question is folded away, and may write a number with more digits than the page.

    without  heads of columns whose cells are left out
    """
    found = []
    for node in nodes_of(at._tree, answers=False):
        message = getattr(node, "proto", None)
        if message is None or node.type == "html":
            continue
        found += texts_of(message)
        if node.type == "code" and message.language != "python":
            found.append(message.code_text)
    for table in at.table:
        found += map(str, table.value.columns)
        for head in table.value.columns.difference([*without], sort=False):
            found += map(str, table.value[head])
    for film in films.on(at):
        found += film.sentences(film.step)
        for picture in film.head["pictures"]:
            found += [film.alt(picture["key"], film.step), *film.labels(picture["key"], film.step)]
        for heads, *rows in film.tables(film.step):
            found += heads
            for head, *cells in zip(heads, *rows, strict=True):
                found += [] if head in without else cells
    for table in charts:
        found += [text for text in table.get("label", []) if text]
    return found


def value_of(text):
    mantissa, _, exponent = text.replace("−", "-").replace(",", "").partition("×10")
    return float(f"{mantissa}e{exponent.translate(str.maketrans('⁻⁰¹²³⁴⁵⁶⁷⁸⁹', '-0123456789')) or 0}")


WRITTEN = re.compile(  # a number, but no part of a name, of a time 3:01 or of a heading's own 2.
    r"(?<![\w.,:/^#⁻⁰¹²³⁴⁵⁶⁷⁸⁹`])[−-]?\d+(?:,\d{3})*(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?(?![\w:⁻⁰¹²³⁴⁵⁶⁷⁸⁹`]|[.,]\d)"
)


def numbers_in(text):
    """The numbers that a text writes; a typeset formula brings its own minus."""
    text = re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL)
    return [found for found in WRITTEN.findall(text) if not re.fullmatch(r"0\d+", found)]
