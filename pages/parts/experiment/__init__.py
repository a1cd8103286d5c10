"""What several topics share of a run: its controls, its Trace, the walk through it, its verdict."""
