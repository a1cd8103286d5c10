"""Backpropagation in plain NumPy: its first ten files are read in an evening, and every number can be checked by hand.

Reading order: activations, losses, data, datasets, network, passes, chain_rule, chains, any_chains, multiplications;
optimisers, experiment, descent and its tuned loop in_place, in_turn, sweep; landscape, curvature, rounding, bowl,
logistic, lowest, trend, reading, reasons, verdict, endings, rates, lessons. graphs: operation, operations, words,
expression, graph, roads, examples. exercises: formula, ways, bends, sheet, reading, judging, gradient, one_step,
next_ssr; chance, exercise, scenes, kinds, catalogue. written: numerals, typed, arithmetic, script, one_bit.
"""

import os

# A layer of some dozen nodes is too little work to be shared: with two threads each waits for the other, and a descent
# takes twice to six times as long. It must be said before NumPy is loaded; whoever has said otherwise is obeyed.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from backprop.data import Data
from backprop.descent import Experiment, gradient_descent
from backprop.network import Network
from backprop.passes import backward, forward

__all__ = ["Data", "Experiment", "Network", "backward", "forward", "gradient_descent"]
