"""The squiggle fitted by eye."""
