"""What does each flower do to b3? p − 1 where it is b3's own species, p where it is another, and all of it added up."""

from dataclasses import dataclass, replace

from backprop.exercises.formula import Formula, Slip
from backprop.exercises.kinds.columns import cells, given, of_columns, worked_out
from backprop.exercises.kinds.cross_entropy import CLASSES, HELD, VIDEO, OfRows
from backprop.exercises.kinds.cross_entropy import drawn as drawn_shares
from backprop.exercises.sheet import Kind, Number
from backprop.exercises.ways import Product
from backprop.exercises.formula import Known
from backprop.passes import forward
from backprop.series import PART_7
