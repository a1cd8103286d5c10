"""The pictures that several topics share: a network, its squiggle, its SSR and a run."""
