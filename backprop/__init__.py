"""Backpropagation in plain NumPy: small enough to read in an evening, exact enough to check by hand.

Reading order: activations, losses, data, datasets, network, passes, chain_rule, roads; operations, expression, graph;
optimisers, descent, landscape, curvature, rounding, lowest, trend, reading, reasons, verdict, rates, lessons; and
for the screen: practice, graph_practice, written_out, numerals, stand_alone.
"""

import os

# A layer of some dozen nodes is too little work to be shared: with two threads each waits for the other, and a descent
# takes twice to six times as long. It must be said before NumPy is loaded; whoever has said otherwise is obeyed.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
