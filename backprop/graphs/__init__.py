"""The Chain Rule on any graph: roads, and the walk back through a graph that somebody types."""
