"""How many tests run at a time, and how they draw what they draw at random: the same every time, to be repeated."""

import gc
import os

from hypothesis import settings

settings.register_profile("repeated", deadline=None, derandomize=True, database=None, max_examples=100)
settings.load_profile("repeated")


def pytest_xdist_auto_num_workers(config):
    """One more than there are cores, for a browser test waits more than it works."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish():
    """What has been collected stays to the end: Python looks for what it can throw away elsewhere, and less often.

    With ten thousand tests to go through each time, that was a sixth of a test's work.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
