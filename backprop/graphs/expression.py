"""From a typed expression to its computational graph: every sign, function, name and number becomes a node.

The text is cut into signs, names and numbers, and Python's own `ast` then says what belongs to what; nothing is ever
run as code. What cannot be read is refused in one sentence that points at its place.
"""

import ast
import keyword
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import NamedTuple

from backprop.graphs.operations import ADD, DIVIDE, FUNCTIONS, MULTIPLY, NEGATE, POWER, SUBTRACT, Operation
from backprop.written.numerals import number

MOST_CHARACTERS, MOST_NODES, MOST_IN_A_NAME, MOST_BRACKETS = 500, 100, 20, 40
EVERY_DIGIT = 15  # that a typed number can have and keep
QUOTED = 40  # characters of the text that a sentence repeats
POINTED = 60  # characters either side of the place that `pointer` shows


class Refused(ValueError):
    """Why a text or its graph cannot be computed: one sentence, which ends with the place in the text.

    start, end  the place, in characters of the text
    """

    def __init__(self, sentence, text, start, end):
        self.text, self.start, self.end = text, start, max(end, start + 1)
        here = text[start:end].strip()
        here = here if len(here) <= QUOTED else here[: QUOTED - 1] + "…"
        where = f"at character {start + 1}" if start < len(text) else "at the end"
        super().__init__(f"{sentence} ({where}{f': {printable(here)}' if here else ''}).")

    @property
    def pointer(self):
        """The line of the text in which the place is, cut where it is long, and below it a row of ^ under the place."""
        first = self.text.rfind("\n", 0, self.start) + 1
        line = self.text[first:].split("\n", 1)[0]
        left = max(0, self.start - first - POINTED)
        shown = line[left : self.start - first + POINTED]
        at = self.start - first - left
        marks = max(1, min(self.end - self.start, len(shown) - at))
        return f"{printable(shown)}\n{' ' * at}{'^' * marks}"


def printable(text):
    """The text with every character that cannot be printed as a ?."""
    return "".join(each if each.isprintable() else "?" for each in text)


class Node(NamedTuple):
    """One thing that is computed, or given, on the way to the result.

    name       an input's own, the one that the text gives it, or one made up: n1, n2, …; a number's is the number
    operation  what it does; None for an input and for a number
    operands   the places in the graph of what it is computed from, all before its own
    number     the number that it is; None for all others
    moves      whether it hangs on any input: what cannot move needs no gradient
    where      (start, end) where it stands in the text, in characters
    """

    name: str | None  # None only while the Graph grows
    operation: Operation | None
    operands: tuple[int, ...]
    number: float | None
    moves: bool
    where: tuple[int, int]

    @property
    def is_input(self):
        return self.operation is None and self.number is None


@dataclass(frozen=True)
class Graph:
    """A computational graph: Nodes in topological order, each behind its operands; the last one is the result."""

    text: str
    nodes: tuple[Node, ...]

    @cached_property
    def inputs(self):
        """{name: place} of the inputs, in the order in which they first appear."""
        return {node.name: place for place, node in enumerate(self.nodes) if node.is_input}

    @cached_property
    def edges(self):
        """Every (node, which of its operands, operand) along which a gradient goes back, in the order of the nodes."""
        return tuple(
            (place, which, operand)
            for place, node in enumerate(self.nodes)
            for which, operand in enumerate(node.operands)
            if self.nodes[operand].moves
        )

    @property
    def result(self):
        return self.nodes[-1]

    def formula(self, place):
        """What a node is, by its operands' names: n2 = 3 × x."""
        node = self.nodes[place]
        if node.operation is None:
            return node.name
        names = dict(zip("ab", (self.nodes[operand].name for operand in node.operands), strict=False))
        return f"{node.name} = {node.operation.formula.format(**names)}"

    def __len__(self):
        return len(self.nodes)


def parse(text):
    """The Graph of an expression, or of several parts, `u = x**2; v = 3*x; u * v`, of which the last is the result.

    Signs are + - * / ** and, as typed on paper, − × · ÷ ^ ² ³; functions are those of FUNCTIONS; every other name is
    an input, and is one node however often it is used. A number, and what is typed twice, is a new node each time.

    Raises Refused, a ValueError, for anything else, and beyond 500 characters or 100 nodes.
    """
    if len(text) > MOST_CHARACTERS:
        raise Refused(f"At most {MOST_CHARACTERS} characters can be read, and here are {len(text):,}",
                      text, MOST_CHARACTERS, MOST_CHARACTERS)  # fmt: skip
    building = Building(text)
    for part in parts(text):
        building.take(part)
    return building.graph()


# --- from characters to words ----------------------------------------------------------------------------------------

WORD = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z]\w*)|(?P<sign>[-+*/]=|\*\*|[-+*/(),=−–×·⋅÷^²³])"
    r"|(?P<end>[;\n])|(?P<space>[ \t\r]+)",
    re.ASCII,
)
AS_PYTHON = {"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "^": "**", "²": "** 2", "³": "** 3"}


@dataclass(frozen=True)
class Word:
    """A number, a name or a sign of the text, and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def ends_a_value(self):
        return self.kind in ("number", "name") or self.text in (")", "²", "³")

    @property
    def begins_a_value(self):
        return self.kind in ("number", "name") or self.text == "("


def parts(text):
    """The Words of each part of the text, between one ; or line end and the next; empty parts are left out."""
    words, open_brackets, at = [], [], 0
    ended = text + "\n"  # the text's own end ends a part too
    while at < len(ended):
        found = WORD.match(ended, at)
        if found is None:
            name = unicodedata.name(text[at], "a character without a name")
            said = (
                f"{printable(text[at])}, {name}, cannot be read here: there are only letters a to z, digits and signs"
            )
            raise Refused(said, text, at, at + 1)
        word = Word(found.lastgroup, found.group(), at, found.end())
        at = word.end
        if word.kind == "space":
            continue
        if word.kind == "end":
            if open_brackets:
                raise Refused("This bracket is never closed", text, open_brackets[-1], open_brackets[-1] + 1)
            if words:
                yield words
            words = []
            continue
        check(text, words[-1] if words else None, word)
        if word.text == "(":
            open_brackets.append(word.start)
            if len(open_brackets) > MOST_BRACKETS:
                raise Refused(f"More than {MOST_BRACKETS} brackets are open here", text, word.start, word.end)
        elif word.text == ")":
            if not open_brackets:
                raise Refused("This bracket was never opened", text, word.start, word.end)
            open_brackets.pop()
        words.append(word)


def check(text, before, word):
    """Refuse a Word that cannot stand here, whatever comes after it."""
    if word.kind == "name":
        if keyword.iskeyword(word.text):
            raise Refused("This is a word of a programming language, not a name", text, word.start, word.end)
        if len(word.text) > MOST_IN_A_NAME:
            raise Refused(f"A name has at most {MOST_IN_A_NAME} characters", text, word.start, word.end)
    if before is None or not before.ends_a_value:
        return
    if word.text in ("²", "³") and before.text in ("²", "³"):  # x²³ is x to the 23rd on paper, and not (x)**2**3
        said = "A power of more than one digit needs its **, as in x**12"
        raise Refused(said, text, before.start, word.end)
    is_call = word.text == "(" and before.kind == "name"
    if is_call and before.text not in FUNCTIONS:
        said = f"{before.text} is no function here; there are {', '.join(FUNCTIONS)}, and a product needs its *"
        raise Refused(said, text, before.start, word.end)
    if word.begins_a_value and not is_call:
        raise Refused("A sign is missing between these two; a product needs its *", text, before.start, word.end)


# --- from words to nodes ---------------------------------------------------------------------------------------------

SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
TOO_MANY = f"The graph has at most {MOST_NODES} nodes, and this needs more"
SIGNS = {ast.Add: ADD, ast.Sub: SUBTRACT, ast.Mult: MULTIPLY, ast.Div: DIVIDE, ast.Pow: POWER}


class Building:
    """A Graph while it grows, part by part."""

    def __init__(self, text):
        self.text = text
        self.nodes = []
        self.named = {}  # name -> place
        self.unused = {}  # a name that the text gave and has not used yet -> where it was given
        self.given = {}  # how often the text gave a name: c, then c₂ and c₃
        self.last = None  # the place of what the part before this one computes
        self.loose = None  # the place in the text of a part without a name: only the last may be one

    def refuse(self, sentence, place):
        raise Refused(sentence, self.text, *place)

    def take(self, words):
        """Add one part to the graph."""
        if self.loose:
            self.refuse("Nothing uses this part: give it a name, as in u = …, or leave it out", self.loose)
        source, self.starts, self.ends = "", [], []
        for word in words:
            python = AS_PYTHON.get(word.text, word.text) + " "
            if word.text.isdigit():
                python = python.lstrip("0") if word.text.strip("0") else "0 "  # Python will have no 007
            source += python
            self.starts += [word.start] * len(python)
            self.ends += [word.end] * len(python)
        whole = words[0].start, words[-1].end
        try:
            (statement,) = ast.parse(source).body
        except SyntaxError as error:
            at = min((error.offset or 1) - 1, len(source) - 1)
            broken = at >= len(source.rstrip())
            place = (whole[1], whole[1]) if broken else (self.starts[at], self.ends[at])
            self.refuse("Something is missing here" if broken else "Something is missing or out of place here", place)
        except (ValueError, RecursionError, MemoryError):
            self.refuse("This is too long or too deep to be read", whole)
        match statement:
            case ast.Expr(value=value):
                self.last, self.loose = self.add(value), whole
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value):
                self.give(name, target, self.add(value))
            case ast.AugAssign(target=ast.Name(id=name) as target, op=sign, value=value) if type(sign) in SIGNS:
                old = self.add(target)
                self.give(name, target, self.put(SIGNS[type(sign)], (old, self.add(value)), whole))
            case _:
                self.refuse("This can be no part of a graph: write a name, =, and what it is", whole)

    def give(self, name, target, place):
        """Let a name stand for a node from now on."""
        where = self.place_of(target)
        if name in FUNCTIONS:
            self.refuse(f"{name} is a function and cannot be a name", where)
        if name in self.named and name not in self.given:
            self.refuse(f"{name} is an input already: it was used before", where)
        if name in self.unused:
            self.refuse(f"{name} gets another value later and nothing uses this one", self.unused[name])
        times = self.given[name] = self.given.get(name, 0) + 1
        self.named[name], self.unused[name], self.last = place, where, place
        if self.nodes[place].name is None:
            self.rename(place, name if times == 1 else name + str(times).translate(SUBSCRIPT))

    def rename(self, place, name):
        self.nodes[place] = self.nodes[place]._replace(name=name)

    def add(self, tree, depth=0):
        """Add what a tree of Python's ast computes; returns its place among the nodes."""
        while isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.UAdd):
            tree = tree.operand
        where = self.place_of(tree)
        if depth >= MOST_NODES:  # one node for each step down, and this one
            self.refuse(TOO_MANY, where)
        match tree:
            case ast.Constant(value=int() | float() as value):
                return self.put_number(value, where)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                return self.put_number(-value, where)
            case ast.Name(id=name):
                return self.place_of_name(name, where)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return self.put(NEGATE, (self.add(inner, depth + 1),), where)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
                operands = self.add(left, depth + 1), self.add(right, depth + 1)
                return self.put(SIGNS[type(sign)], operands, where)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                wanted = len(FUNCTIONS[name].derivatives)
                if len(args) != wanted:
                    self.refuse(f"{name} takes {'one value' if wanted == 1 else 'two values'}, not {len(args)}", where)
                return self.put(FUNCTIONS[name], tuple(self.add(arg, depth + 1) for arg in args), where)
        self.refuse("This is not arithmetic of + − × ÷ ** and the functions", where)

    def place_of_name(self, name, where):
        if name in FUNCTIONS:
            self.refuse(f"{name} is a function: write {name}(…)", where)
        self.unused.pop(name, None)
        if name not in self.named:
            self.named[name] = self.put(None, (), where, name=name)
        return self.named[name]

    def put_number(self, value, where):
        try:
            value = float(value)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            self.refuse("This number is too large to compute with", where)
        return self.put(None, (), where, value=value, name=number(value, EVERY_DIGIT))

    def put(self, operation, operands, where, value=None, name=None):
        if len(self.nodes) >= MOST_NODES:
            self.refuse(TOO_MANY, where)
        moves = any(self.nodes[operand].moves for operand in operands) if operation else value is None
        self.nodes.append(Node(name, operation, operands, value, moves, where))
        return len(self.nodes) - 1

    def place_of(self, tree):
        """Where a tree of Python's ast stands in the text."""
        return self.starts[tree.col_offset], self.ends[tree.end_col_offset - 1]

    def graph(self):
        """The Graph, every node with a name."""
        if not self.nodes:
            said = "There is nothing to compute yet: type an expression, such as x**2 * (3*x)"
            self.refuse(said, (0, len(self.text)))
        unused = [name for name, place in self.named.items() if name in self.unused and place != self.last]
        if unused:
            self.refuse(f"{unused[0]} is given here and nothing uses it", self.unused[unused[0]])
        taken = set(self.named)
        made_up = "n"
        while any(re.fullmatch(rf"{made_up}\d+", name) for name in taken):
            made_up += "_"
        if self.nodes[-1].name is None:
            self.rename(-1, "L" if "L" not in taken else f"{made_up}0")
        numbers = count(1)
        for place, node in enumerate(self.nodes):
            if node.name is None:
                self.rename(place, f"{made_up}{next(numbers)}")
        return Graph(self.text, tuple(self.nodes))
