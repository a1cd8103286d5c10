"""Cross Entropy: how surprising what was observed is."""
