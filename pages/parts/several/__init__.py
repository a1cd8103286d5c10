"""Several inputs and outputs: what the nodes of a network make of two measurements of a flower."""
