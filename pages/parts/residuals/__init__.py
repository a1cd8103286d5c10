"""Residuals and their SSR."""
