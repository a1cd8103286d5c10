"""Backpropagation in plain NumPy: small enough to read in an evening, exact enough to check by hand.

Reading order: activations, losses, data, datasets, network, passes, chain_rule, roads, optimisers, descent, landscape,
verdict, rates, lessons; and for the screen: practice, written_out, numerals.
"""
