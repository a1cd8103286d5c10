"""One number's way through a network."""
