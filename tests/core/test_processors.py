"""The words for a run are the same on a processor without the newest instructions, whose last bits fall otherwise."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

CORE = Path(__file__).parent
JUDGED = [CORE / name for name in ("test_rates.py", "test_verdict.py", "test_rounding.py")]
WORDS = "single_runs or kind or last_bits"  # of these files what says a word for a run
FOUND = tuple(np.show_config(mode="dicts")["SIMD Extensions"].get("found", []))  # NumPy's own names, rising
AVX512 = tuple(name for name in FOUND if name.startswith(("AVX512", "X86_V4")))
CHILD = """
import sys
import numpy as np, pytest
off = sys.argv[1].split()
still = set(off) & set(np.show_config(mode="dicts")["SIMD Extensions"].get("found", []))
assert not still, f"still on: {still}"
sys.exit(pytest.main(sys.argv[2:]))
"""


@pytest.mark.skipif(not FOUND, reason="this machine's NumPy chooses no instructions at run time: none can be left out")
@pytest.mark.parametrize(
    "off",
    [
        pytest.param(AVX512, marks=pytest.mark.skipif(not AVX512 or AVX512 == FOUND, reason="no AVX-512 to leave out")),
        pytest.param(FOUND),
    ],
    ids=["without AVX-512", "NumPy's baseline"],
)
def test_the_words_are_the_same_without_the_processors_higher_features(off):
    older = {"OPENBLAS_CORETYPE": "Nehalem"} if platform.machine() in ("x86_64", "AMD64") and off == FOUND else {}
    child = subprocess.run(
        [
            sys.executable,
            "-c",
            CHILD,
            " ".join(off),
            "-q",
            "-x",
            "-k",
            WORDS,
            "-p",
            "no:cacheprovider",
            *map(str, JUDGED),
        ],
        cwd=CORE.parents[1],
        env={**os.environ, **older, "NPY_DISABLE_CPU_FEATURES": " ".join(off), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stdout[-3000:] + child.stderr[-2000:]
    assert " passed" in child.stdout
