"""The main ideas, in numbers."""
