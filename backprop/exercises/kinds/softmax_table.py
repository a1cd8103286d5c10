"""How does each share of SoftMax move with each raw output? The whole table, nine cells from three shares."""

from dataclasses import dataclass

from backprop.exercises.formula import Cell, Formula, Slip, bracketed, inside
from backprop.exercises.sheet import Given, Kind, Number, Row, Sheet
from backprop.passes import forward
from backprop.series import PART_5
from backprop.softmax import softmax

SPECIES = PART_5.experiment.data.classes
TENTHS = (-1.5, 2.0)  # the ends of a raw output that is drawn


@dataclass(frozen=True)
class ByItsOwn(Formula):
    """How fast a share moves with its own raw output: p × (1 − p), of one part, the share."""

    parts: tuple[Formula]

    def value(self, at):
        p = self.parts[0].value(at)
        return p * (1 - p)

    def written(self, at):
        p = self.parts[0].written(at)
        return f"{p} × (1 − {p})"

    @property
    def worded(self):
        p = bracketed(self.parts[0])
        return f"{p} × (1 − {p})"

    def smaller(self, at):
        return f"1 − {self.parts[0].written(at)}"

    def own_slips(self, at):
        (p,) = self.parts
        look = f"It is {self.worded}: what {p.worded} gains the others lose, and together they have 1 − {p.worded}."
        yield Slip("factor_left_out", f"{p.worded} itself, without the factor (1 − {p.worded})", look, p)
        yield Slip("turned", f"{p.worded} × ({p.worded} − 1), the sign turned", look, Turned((self,)))
        look = f"−p × p is for the raw output of another; {p.worded} rises with its own."
        yield Slip("as_of_another", f"−{p.worded} × {p.worded}, as if it were another's", look, ByAnothers((p, p)))


@dataclass(frozen=True)
class ByAnothers(Formula):
    """How fast a share moves with the raw output of another: −p × p, of two parts, its share and the other's."""

    parts: tuple[Formula, Formula]

    def value(self, at):
        one, other = self.parts
        return -one.value(at) * other.value(at)

    def written(self, at):
        one, other = self.parts
        return f"−{inside(one, at, True)} × {inside(other, at, False)}"

    @property
    def worded(self):
        one, other = self.parts
        return f"−{bracketed(one)} × {bracketed(other)}"

    def smaller(self, at):
        return self.written(at).removeprefix("−")

    def own_slips(self, at):
        one, other = self.parts
        look = f"What {other.worded} gains, {one.worded} loses some of: is it above 0 or below?"
        yield Slip("sign_of_factor", f"{one.worded} × {other.worded}, without the minus", look, Turned((self,)))
        look = f"p × (1 − p) is for a share's own raw output; here it is another's, and {one.worded} falls."
        yield Slip("as_of_its_own", f"{one.worded} × (1 − {one.worded}), as for its own", look, ByItsOwn((one,)))
        for kept, left in (self.parts, self.parts[::-1]):
            look = f"{left.worded} is one of the factors: where is it in yours?"
            yield Slip("factor_left_out", f"−{kept.worded} without the factor {left.worded}", look, Turned((kept,)))


@dataclass(frozen=True)
class Turned(Formula):
    """A number with its sign turned: of one part."""

    parts: tuple[Formula]

    def value(self, at):
        return -self.parts[0].value(at)

    @property
    def worded(self):
        return f"−{bracketed(self.parts[0])}"


def table_sheet(raw):
    """The Sheet of the nine derivatives of SoftMax, from three raw outputs."""
    names = [f"p({name})" for name in SPECIES]
    shares = softmax(list(map(float, raw))).tolist()
    cells = [Given(f"p {i}", "Share p", share, SPECIES[i]) for i, share in enumerate(shares)]
    p = [Cell(cell.key, name) for cell, name in zip(cells, names, strict=True)]
    for i, name in enumerate(SPECIES):
        for j, by in enumerate(SPECIES):
            way = ByItsOwn((p[i],)) if i == j else ByAnothers((p[i], p[j]))
            cells.append(Number(f"slope {i} {j}", f"by Raw {by}", way, name))
    rows = tuple(
        Row(name, (f"p {i}", *(f"slope {i} {j}" for j in range(len(SPECIES))))) for i, name in enumerate(names)
    )
    task = "How fast does each share move with each of the three raw outputs?"
    return Sheet(task, ("", "Share p", *(f"by Raw {by}" for by in SPECIES)), rows, tuple(cells))


def videos_raw():
    """The three raw outputs of Part 5, without the last bits of a sum."""
    experiment = PART_5.experiment
    return forward(experiment.network, experiment.start, [PART_5.shown["inputs"]]).predicted[0].round(10)


def video():
    return table_sheet(videos_raw())


def drawn(chance):
    return table_sheet([chance.tenths(*TENTHS) for _ in SPECIES])


SOFTMAX_TABLE = Kind("softmax_table", "SoftMax's table", "say how each share moves", video, drawn)
