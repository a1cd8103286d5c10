"""Three parameters at once."""
