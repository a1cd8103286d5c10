"""What does each flower do to b3? p − 1 where it is b3's own species, p where it is another, and all of it added up."""

from dataclasses import dataclass

from backprop.exercises.bends import Applied
from backprop.exercises.formula import Formula, Slip
from backprop.exercises.kinds.columns import cells, given, of_columns, worked_out
from backprop.exercises.kinds.cross_entropy import CLASSES, HELD, VIDEO, OfRows, drawn_shares
from backprop.exercises.sheet import Kind, Number
from backprop.passes import forward
from backprop.series import PART_7

B3 = CLASSES[0]  # the species to whose raw output b3 is added


@dataclass(frozen=True)
class OwnFlower(Formula):
    """What a flower of a bias's own species does to it: −1 / p × p × (1 − p) = p − 1, of one part, its share."""

    parts: tuple[Formula]

    def value(self, at):
        return self.parts[0].value(at) - 1

    def written(self, at):
        p = self.parts[0].written(at)
        return f"−1 / {p} × {p} × (1 − {p})"

    @property
    def worded(self):
        return f"{self.parts[0].worded} − 1"

    def smaller(self, at):
        p = self.parts[0].written(at)
        return f"{p} × (1 − {p})"

    def own_slips(self, at):
        (p,) = self.parts
        look = f"−1 / p × p × (1 − p) × 1, with {p.worded} for p: what is left of it when p is cancelled?"
        yield Slip("minus_1_forgotten", f"{p.worded} itself, without the −1", look, p)
        rest = Applied(self.parts, text="1 − {}", function=lambda share: 1 - share)
        yield Slip("turned", f"1 − {p.worded}, the sign turned", look, rest)
        look = "That is SoftMax's factor. The slope of −log(p) is still to be multiplied by it: −1 / p."
        bend = Applied(self.parts, text="{0} × (1 − {0})", function=lambda share: share * (1 - share))
        yield Slip("factor_left_out", f"{p.worded} × (1 − {p.worded}), without the slope of −log(p)", look, bend)


@dataclass(frozen=True)
class AnothersFlower(Formula):
    """What a flower of another species does to a bias: −1 / p × (−p × p of the bias's species), of two parts, the share
    of what the flower is and that of the bias's species, which is left."""

    parts: tuple[Formula, Formula]

    def value(self, at):
        return self.parts[1].value(at)

    def written(self, at):
        own, mine = (part.written(at) for part in self.parts)
        return f"−1 / {own} × (−{own} × {mine})"

    @property
    def worded(self):
        return self.parts[1].worded

    def smaller(self, at):
        own, mine = (part.written(at) for part in self.parts)
        return f"−{own} × {mine}"

    def own_slips(self, at):
        own, mine = self.parts
        look = f"−1 / p × (−p × {mine.worded}) × 1, with {own.worded} for p: what is left of it when p is cancelled?"
        yield Slip("another_species", f"{own.worded}, the share of what the flower is", look, own)
        yield Slip("another_species", f"{own.worded} − 1, of what the flower is", look, OwnFlower((own,)))
        less = f"Only a flower that is a {B3} has the −1: this one's Cross Entropy rises with b3."
        yield Slip("minus_1_of_another", f"{mine.worded} − 1, as for a {B3}", less, OwnFlower((mine,)))
        turned = Applied((mine,), text="−{}", function=lambda share: -share)
        yield Slip("turned", f"−{mine.worded}, the sign turned", look, turned)


def entropy_backwards_sheet(shares, told=HELD):
    """The Sheet of what each flower does to b3, dCE/db3 row by row, and their sum.

    shares  (3, 3) of each flower, in the order of the video's: what it is held for, in the order of the species
    told    what the shares are of, a sentence
    """
    place = VIDEO.data.observed.argmax(axis=1)
    rows = tuple(f"the {CLASSES[of]}" for of in place)
    columns = [given(f"p{k} {{}}", f"p {name}", [row[k] for row in shares], rows) for k, name in enumerate(CLASSES)]
    read = [cells(column) for column in columns]
    own = [
        OwnFlower((read[0][i],)) if of == 0 else AnothersFlower((read[of][i], read[0][i])) for i, of in enumerate(place)
    ]
    each = worked_out("product {}", "dCE/db3", own, rows)
    total = Number("derivative", "Derivative", OfRows(tuple(cells(each)), rows))
    task = (
        f"{told} b3 is added to the raw output for {B3}. What is dCE/db3 of each flower, which is what its row says, "
        "and what is the Derivative, their sum?"
    )
    return of_columns(task, "Flower", rows, (*columns, each), total)


def video():
    own = PART_7.experiment
    return entropy_backwards_sheet(forward(own.network, own.start, own.data.inputs).predicted.tolist())


def drawn(chance):
    return entropy_backwards_sheet(drawn_shares(chance))


ENTROPY_BACKWARDS = Kind("entropy_backwards", "dCE/db3", "go back from the Cross Entropy to a bias", video, drawn)
