"""A picture that stands still: a film of one frame, drawn at once, its labels placed here and not by the browser."""

from dataclasses import replace
from itertools import compress

import numpy as np

from pages.parts.charts import labels, one_table, scales
from pages.parts.player.film import Film


class Still(Film):
    """A Film of one moment: what draws for a walk draws with it for a page without one.

    Its texts have no holes, so nothing is kept in it: one serves all pictures.
    """

    points = scales.POINTS_ON_A_CURVE
    walks = False

    def asked(self, kinds, template, instead=""):
        """A text: nobody is asked anything."""
        return template

    def picture(self, spec, key, layers, alt, x, y, said=(), logarithmic=""):
        """A picture as `Film.picture` draws it.

        layers       {layer: {column: values}}: (k,), or (1, k) of what moves elsewhere; NaN is nowhere
        logarithmic  the axes that are, as "y" or "xy"
        """
        drawn, there, ends = {}, {}, {"x": x, "y": y, "x2": x, "y2": y}
        for name, columns in layers.items():
            now = np.broadcast_arrays(*(np.ravel(each[0] if np.ndim(each) == 2 else each) for each in columns.values()))
            now = dict(zip(columns, now, strict=True))
            there[name] = np.all([np.isfinite(now[axis]) for axis in "xy" if axis in now], axis=0)
            if there[name].any():
                drawn[name] = {of: scales.within_reach(each[there[name]], ends.get(of)) for of, each in now.items()}
        said = [replace(each, texts=[*compress(each.texts, there[each.of])]) for each in said if each.of in drawn]
        frame = labels.Frame(x, y, spec["height"], logarithmic)
        one_table.show(spec, one_table.marks(**drawn, **labels.beside(frame, drawn, said)), key, alt, x, y)


STILL = Still("", np.zeros(1, dtype=int), np.zeros(1, dtype=int), 0)
