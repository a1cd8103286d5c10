"""Gradient Descent with one parameter, the main walk."""
