"""A network of ReLUs, the derivative at a bend, and a last bias that is found."""
