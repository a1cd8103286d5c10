"""Texts that somebody might hand to the expression's parser who means it no good, or who typed in the wrong window."""

import random
import string

from backprop.graphs.examples import EXAMPLES
from backprop.graphs.operations import FUNCTIONS

PIECES = [
    *FUNCTIONS, *"xyzab", *"+-*/()=,;.^²³−×÷", "**", "//", "9", "9**9**9", "1e308", "1e-308", "0", " ", "\n", "lambda",
    "if", "for", "__import__", "import os", "[", "]", "{", "}", "'", '"', "\\", ":", ":=", "f'", "#", "@", "!", "~",
    "\x00", "\ufeff", "\u202e", "а", "ｘ", "ℯ", "𝑥", "١", "None", "True", "eval", "exec", "open", "async", "await",
    "yield", "9" * 60, "((((", "))))", "----", "max(", "log(", "x**", "exp(exp(", "+=", "==", "<", ">", "%", "&", "|",
    "0x", "1j", "_",
]  # fmt: skip


def hostile_texts(count):
    """Texts that mean no good, the same ones every time."""
    rng = random.Random(20)
    for _ in range(count):
        yield hostile(rng)


def hostile(rng):
    kind = rng.randrange(6)
    if kind == 0:
        return "".join(rng.choices(PIECES, k=rng.randrange(1, 40)))
    if kind == 1:
        return "".join(map(chr, rng.choices(range(1, 0xD7FF), k=rng.randrange(1, 60))))
    if kind == 2:
        return "".join(rng.choices(string.printable, k=rng.randrange(1, 200)))
    if kind == 3:
        piece = rng.choice([*PIECES, "(-", "-(", "x*(", "max(x,", "log((", "x**-", "1/(", "sin(cos("])
        return (piece * 500)[: rng.randrange(1, 600)] + rng.choice(["", "x", ")", ")" * 100])
    if kind == 4:
        text = rng.choice(EXAMPLES).text
        at = rng.randrange(len(text))
        return text[:at] + rng.choice(PIECES) + text[at + rng.randrange(4) :]
    return "**".join(rng.choices(["9", "99", "x", "1e300", "-2", "0", "0.5", "(x-x)"], k=rng.randrange(1, 12)))
