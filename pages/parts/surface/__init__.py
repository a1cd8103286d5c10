"""The SSR as a landscape."""
