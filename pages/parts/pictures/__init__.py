"""The pictures that several topics share: a network, its squiggle, its SSR along a parameter, a run over its steps.

They stand above the kits and below experiment/: each computes from a network and its data the curves that it draws.
What one topic alone draws is in that topic's folder.
"""
