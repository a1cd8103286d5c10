"""Backpropagation in plain NumPy: its first ten files are read in an evening, and every number can be checked by hand.

Reading order: activation, activations, after_relu, softmax, loss, losses, data, datasets, iris, penguins, network,
passes, held_out, confusion, chain_rule, chains, any_chains, class_chains, multiplications; optimiser, optimisers,
experiment, descent and its tuned loop in calls and in_place, in_turn, sweep; landscape, corners, curvature, rounding,
bowl, logistic, lowest, goal, trend, reading, reasons, epochs, verdict, endings, rates, lessons, series, published.
graphs: operation, operations, words, expression, graph, roads, examples. exercises: formula, ways, bends, sheet,
reading, judging, gradient, one_step, next_ssr; chance, exercise, scenes, kinds, catalogue. written: numerals, typed,
arithmetic, shares, script, batches, one_bit.
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
