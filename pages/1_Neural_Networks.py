"""A page being built."""

from pages.parts import shell

shell.guard()
shell.heading(__file__)
shell.footing(__file__)
