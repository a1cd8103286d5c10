"""The kit of what is drawn: charts that are built once, and where words stand in them."""
