"""What a test reads off a page's pictures, without a browser: their rows, their axes' ends, their words."""

import json
from dataclasses import dataclass

import pandas as pd
import pyarrow


@dataclass(frozen=True)
class Picture:
    """A chart as it is sent: its specification, its table "marks", and its text for those who do not see it."""

    spec: dict
    table: pd.DataFrame
    alt: str

    def layer(self, name):
        """The rows of one layer of the table, those of "end" for instance."""
        return self.table[self.table["is"] == name]

    def ends(self, axis):
        """The ends of an axis, as the picture's parameters set them."""
        given = {each["name"]: each["value"] for each in self.spec["params"]}
        return given[f"{axis}_min"], given[f"{axis}_max"]


def pictures(at):
    """The Pictures of a page, in their order."""
    found = []
    for chart in at.get("vega_lite_chart"):
        (dataset,) = chart.proto.datasets
        table = pyarrow.ipc.open_stream(dataset.data.data).read_pandas()
        found.append(Picture(json.loads(chart.proto.spec), table, chart.proto.alt))
    return found


def picture(at, words):
    """The Picture whose text begins with these words."""
    return next(each for each in pictures(at) if each.alt.startswith(words))
