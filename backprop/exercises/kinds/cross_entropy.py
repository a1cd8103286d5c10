"""How surprising is what each flower is? −log of one share, the one of its own species, and their total."""

import math
from dataclasses import dataclass, replace

from backprop.exercises.bends import NATURAL, Applied
from backprop.exercises.formula import Formula, Slip
from backprop.exercises.kinds.columns import cells, given, of_columns, worked_out
from backprop.exercises.sheet import Kind, Number
from backprop.exercises.ways import Total
from backprop.passes import forward
from backprop.series import PART_6

VIDEO = PART_6.experiment
CLASSES = VIDEO.data.classes
HELD = "A network holds three flowers for these species, each with its share p."


@dataclass(frozen=True)
class Surprise(Formula):
    """−log of a share, with the natural logarithm."""

    parts: tuple[Formula]

    def value(self, at):
        return -math.log(self.parts[0].value(at))

    def written(self, at):
        return f"−log({self.parts[0].written(at)})"

    @property
    def worded(self):
        return f"−log({self.parts[0].worded})"

    def smaller(self, at):
        return f"log({self.parts[0].written(at)})"

    def own_slips(self, at):
        (p,) = self.parts
        ten = Applied(self.parts, text="−log₁₀({})", function=lambda share: -math.log10(share))
        yield Slip("log_to_base_10", "the logarithm to base 10", NATURAL, ten)
        look = "The logarithm of a share is negative; the minus before it makes a Cross Entropy of it."
        plain = Applied(self.parts, text="log({})", function=math.log)
        yield Slip("minus_forgotten", f"log({p.worded}), without the minus", look, plain)
        if abs(round(p.value(at), 2) - p.value(at)) > 1e-6:
            look = "Keep all digits of the share until the end. The video rounds it first, and is a little off."
            first = Applied(self.parts, text="−log({})", function=lambda share: -math.log(round(share, 2)))
            yield Slip("rounded_first", "with the share rounded to two digits first", look, first)
        look = f"It is {self.worded}: the logarithm, not what is missing to 1."
        rest = Applied(self.parts, text="1 − {}", function=lambda share: 1 - share)
        yield Slip("rest_for_logarithm", f"1 − {p.worded}", look, rest)


@dataclass(frozen=True)
class OfRows(Total):
    """The Cross Entropies of all rows added up."""

    def own_slips(self, at):
        for slip in super().own_slips(at):
            if slip.code == "mean_for_sum":
                yield replace(slip, look="The video adds the rows up. Their mean is what PyTorch takes.")
            else:
                yield slip


def cross_entropy_sheet(shares, told=HELD):
    """The Sheet of each flower's Cross Entropy and their total.

    shares  (3, 3) of each flower, in the order of the video's: what it is held for, in the order of the species
    told    what the shares are of, a sentence
    """
    place = VIDEO.data.observed.argmax(axis=1)
    rows = tuple(f"the {CLASSES[of]}" for of in place)
    columns = [given(f"p{k} {{}}", f"p {name}", [row[k] for row in shares], rows) for k, name in enumerate(CLASSES)]
    read = [cells(column) for column in columns]
    own = [Surprise((read[of][i],)) for i, of in enumerate(place)]
    slips = [tuple(of_another_species(read, i, of)) for i, of in enumerate(place)]
    each = worked_out("cross entropy {}", "Cross Entropy", own, rows, slips=slips)
    total = Number("total", "Total", OfRows(tuple(cells(each)), rows))
    task = (
        f"{told} What is the Cross Entropy of each flower, which is what its row says, and what is their total? log is "
        "the natural logarithm."
    )
    return of_columns(task, "Flower", rows, (*columns, each), total)


def of_another_species(read, row, own):
    """The Slips of a flower for which another species' share is taken."""
    look = f"The flower is a {CLASSES[own]}: only the share of what it is counts, however large the others are."
    for k, name in enumerate(CLASSES):
        if k != own:
            yield Slip("another_species", "with the share of another species", look, Surprise((read[k][row],)))


def video():
    shares = forward(VIDEO.network, VIDEO.start, VIDEO.data.inputs).predicted
    return cross_entropy_sheet(shares.tolist())


def drawn_shares(chance):
    """Three flowers' shares (3, 3) of three species, in hundredths."""
    shares = []
    for _ in VIDEO.data.inputs:
        first = chance.whole(5, 85)
        second = chance.whole(5, 90 - first)
        shares.append([first / 100, second / 100, (100 - first - second) / 100])
    return shares


def drawn(chance):
    return cross_entropy_sheet(drawn_shares(chance))


CROSS_ENTROPY = Kind(
    "cross_entropy", "Cross Entropy", "say how badly a network holds flowers for what they are", video, drawn
)
