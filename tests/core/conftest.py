"""How the core's tests draw their random problems: the same ones every time, so that a failure can be repeated."""

from hypothesis import settings

settings.register_profile("core", deadline=None, derandomize=True, database=None, max_examples=100)
settings.load_profile("core")
