"""Where an exercise's numbers come from: the same kind and seed draw the same ones on every machine, for good."""

import random
import zlib

# A border times this is met by no number of few decimals: on which side of it one lies hangs on no last bit.
ODD = 1.00000137


class Chance:
    """A stream of draws that hangs on nothing but a kind and a seed.

    Of Python's own generator only `random()` is promised to stay what it is, so everything is made of that.
    """

    def __init__(self, kind, seed):
        self.next = random.Random(zlib.crc32(kind.encode()) * 2**32 + seed).random

    def whole(self, least, most):
        """A whole number from least to most, both included."""
        return least + int(self.next() * (most - least + 1))

    def pick(self, options):
        """One of some options."""
        return options[self.whole(0, len(options) - 1)]

    def some(self, options, count):
        """So many different ones of some options, in the options' own order."""
        left = list(range(len(options)))
        taken = [left.pop(self.whole(0, len(left) - 1)) for _ in range(count)]
        return [options[place] for place in sorted(taken)]

    def tenths(self, least, most, step=1):
        """A number of one decimal, from least to most in steps of so many tenths, but not 0: one that a calculator
        likes."""
        steps = round((most - least) * 10) // step
        while not (tenths := round(least * 10) + step * self.whole(0, steps)):
            pass
        return tenths / 10
