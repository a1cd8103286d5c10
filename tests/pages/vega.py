"""What a browser makes of a picture's formulas, in Python: Vega's expressions, as far as the pictures use them."""

import math
import re
from functools import lru_cache

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*(?:e-?\d+)?)|(?P<text>'(?:\\.|[^'])*'|"(?:\\.|[^"])*")|(?P<pattern>/\^[^/]*/)"""
    r"""|(?P<name>[A-Za-z_]\w*)|(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:(),.\[\]{}]))"""
)
STRENGTH = {"||": 1, "&&": 2, "==": 3, "===": 3, "!=": 3, "!==": 3, "<": 4, ">": 4, "<=": 4, ">=": 4}
STRENGTH |= {"+": 5, "-": 5, "*": 6, "/": 6, "%": 6}
IN_PYTHON = {"||": "or", "&&": "and", "===": "==", "!==": "!="}


def replace(text, pattern, by):
    if isinstance(pattern, str):
        return text.replace(pattern, by, 1)
    return pattern.sub(lambda found: re.sub(r"\$(\d)", lambda n: found[int(n[1])], by), text, count=1)


FUNCTIONS = {
    "min": min,
    "max": max,
    "abs": abs,
    "sqrt": math.sqrt,
    "atan2": math.atan2,
    "length": len,
    "replace": replace,
    "split": lambda text, at: text.split(at),
    "slice": lambda text, start, end=None: text[int(start) : None if end is None else int(end)],
    "toNumber": float,
    "pattern": re.compile,
    "isValid": lambda value: value is not None and value == value,
    "PI": math.pi,
}


class Reader:
    """An expression, a token at a time, as Python's text."""

    def __init__(self, text):
        self.tokens, at = [], 0
        while at < len(text.rstrip()):
            found = TOKEN.match(text, at)
            assert found, f"not read: {text[at:]}"
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.tokens.append(("end", ""))

    def next(self, *wanted):
        kind, token = self.tokens.pop(0)
        assert not wanted or token in wanted, (token, wanted)
        return kind, token

    @property
    def ahead(self):
        kind, token = self.tokens[0]
        return token if kind == "sign" else ""

    def choice(self):
        asked = self.chain(1)
        if self.ahead != "?":
            return asked
        self.next("?")
        yes = self.choice()
        self.next(":")
        return f"({yes} if {asked} else {self.choice()})"

    def chain(self, least):
        left = self.unary()
        while STRENGTH.get(self.ahead, 0) >= least:
            sign = self.next()[1]
            left = f"({left} {IN_PYTHON.get(sign, sign)} {self.chain(STRENGTH[sign] + 1)})"
        return left

    def unary(self):
        if self.ahead in ("-", "!"):
            return {"-": "-", "!": "not "}[self.next()[1]] + self.unary()
        kind, token = self.next()
        if kind == "pattern":
            found = f"pattern({token[1:-1]!r})"
        elif kind == "sign":
            found = {"(": self.bracket, "{": self.table}[token]()
        else:
            found = token
        while self.ahead in (".", "[", "("):
            sign = self.next()[1]
            if sign == ".":
                found += f"[{self.next()[1]!r}]"
            elif sign == "[":
                found += f"[{self.choice()}]"
                self.next("]")
            else:
                found += f"({', '.join(self.items(')'))})"
        return found

    def bracket(self):
        inside = self.choice()
        self.next(")")
        return f"({inside})"

    def items(self, end):
        found = []
        while self.ahead != end:
            found.append(self.choice())
            self.next(",") if self.ahead != end else None
        self.next(end)
        return found

    def table(self):
        found = []
        while self.ahead != "}":
            key = self.next()[1]
            self.next(":")
            found.append(f"{key}: {self.choice()}")
            self.next(",") if self.ahead != "}" else None
        self.next("}")
        return "{" + ", ".join(found) + "}"


@lru_cache(maxsize=1024)
def read(expression):
    reader = Reader(expression)
    text = reader.choice()
    assert reader.tokens[0][0] == "end", expression
    return compile(text, expression, "eval")


def value(expression, scope, row=None):
    """What an expression is, where the picture's own values are `scope` and a mark's those of `row`."""
    return eval(read(expression), {"__builtins__": {}, **FUNCTIONS, **scope}, {"datum": row})


def given(something, scope, row=None):
    """A mark's property: a constant, or what its expression is."""
    return value(something["expr"], scope, row) if isinstance(something, dict) else something


def signals(spec, wide, high):
    """The picture's own values where its inside is so wide and so high."""
    params = spec.get("params", [])
    scope = {"width": wide, "height": high, "background": "white"}
    scope |= {each["name"]: each["value"] for each in params if "value" in each}
    for each in params:
        if "expr" in each:
            scope[each["name"]] = value(each["expr"], scope)
    return scope
