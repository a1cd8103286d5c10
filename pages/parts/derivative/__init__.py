"""One Derivative, factor by factor."""
