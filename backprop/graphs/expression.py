"""From a typed expression to its computational graph: every sign, function, name and number becomes a node.

The words of the text are handed to Python's own `ast`, which says what belongs to what; nothing is ever run as code.
"""

import ast
import math
import re
from itertools import count

from backprop.graphs.graph import Graph, Node, backward, forward
from backprop.graphs.operations import ADD, DIVIDE, FUNCTIONS, MULTIPLY, NEGATE, POWER, SUBTRACT
from backprop.graphs.words import AS_PYTHON, Refused, parts
from backprop.written.numerals import number

MOST_CHARACTERS, MOST_NODES = 500, 100
EVERY_DIGIT = 15  # that a typed number can have and keep
SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
TOO_MANY = f"The graph has at most {MOST_NODES} nodes, and this needs more"
SIGNS = {ast.Add: ADD, ast.Sub: SUBTRACT, ast.Mult: MULTIPLY, ast.Div: DIVIDE, ast.Pow: POWER}


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


def gradients(text, inputs):
    """The value of an expression, and {name: gradient} for its inputs: gradients("x**2 * (3*x)", {"x": 2.0})."""
    graph = parse(text)
    passed = backward(graph, forward(graph, inputs))
    return passed.values[-1], {name: passed.gradients[place] for name, place in graph.inputs.items()}


class Building:
    """A Graph while it grows, part by part: `take` each part's Words, then ask for the `graph`. Both raise Refused."""

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
