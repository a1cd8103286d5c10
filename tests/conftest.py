"""How many tests run at a time: one more than there are cores, for a browser test waits more than it works."""

import os


def pytest_xdist_auto_num_workers(config):
    return (os.cpu_count() or 1) + 1
