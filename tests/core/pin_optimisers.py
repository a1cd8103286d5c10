"""Pins where PyTorch's optimisers end, by batches and with weight decay: `python tests/core/pin_optimisers.py`."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import in_pytorch
from by_rules import NETWORKS, rows_of_pytorch, trained


def main():
    """[the parameters after the last step] of each network, with the versions."""
    ends = []
    for seed in range(NETWORKS):
        *_, (parameters, _) = rows_of_pytorch(trained(seed))
        ends.append([float(f"{value:.12g}") for value in parameters])
    versions = {name: version(name) for name in ("torch", "numpy")}
    text = json.dumps({"versions": versions, "pins": ends}, separators=(",", ":")).replace("],[", "],\n[")
    path = in_pytorch.PINS / "optimisers.json"
    path.write_text(f"{text}\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size:,} bytes, by {versions}")


if __name__ == "__main__":
    main()
