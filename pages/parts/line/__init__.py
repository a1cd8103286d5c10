"""A line fitted step by step."""
