"""A map as a picture: a colour for each band between two levels, from the sea to the sand."""

import struct
import zlib
from base64 import b64encode

import numpy as np

# From the valley (deep water) up to the heights (sand): each lighter than the one before, so they read without colour.
SEA_TO_SAND = np.array([(16, 32, 68), (36, 84, 138), (88, 146, 186), (160, 196, 205), (214, 219, 198), (247, 236, 205)])
TOO_LARGE = 255  # the number of the colour for cells whose number a computer cannot hold; they are hatched
LINES = 128  # this much above a band's number is the colour of its contour line


def address(surface, levels, ramp=SEA_TO_SAND):
    """The `picture` of a map as a data: address."""
    return "data:image/png;base64," + b64encode(picture(surface, levels, ramp)).decode()


def picture(surface, levels, ramp=SEA_TO_SAND):
    """A map (V, V) as a PNG's bytes: a colour for each band between two levels, and a darker line where they meet.

    ramp  (C, 3) the colours from the lowest band to the highest, those between them mixed

    The rows of the surface go up, those of a picture down. Neighbouring cells have one colour nearly always, so 90,000
    of them are a few thousand bytes.
    """
    bands = np.searchsorted(levels, surface, side="right").astype(np.uint8)
    edge = np.zeros(surface.shape, dtype=bool)
    edge[:-1] |= bands[:-1] != bands[1:]
    edge[:, :-1] |= bands[:, :-1] != bands[:, 1:]
    cells = bands + np.uint8(LINES) * edge
    rows, columns = np.indices(surface.shape, sparse=True)
    cells[~np.isfinite(surface)] = TOO_LARGE - 1
    cells[~np.isfinite(surface) & ((rows + columns) % 12 < 4)] = TOO_LARGE
    at = np.linspace(0, len(ramp) - 1, len(levels) + 1)
    colours = np.column_stack([np.interp(at, range(len(ramp)), channel) for channel in ramp.T])
    palette = np.zeros((256, 3), dtype=np.uint8)
    palette[: len(colours)] = colours
    palette[LINES : LINES + len(colours)] = 0.62 * colours
    palette[TOO_LARGE - 1 :] = (225, 225, 225), (120, 120, 120)
    lines = np.column_stack([np.zeros(len(cells), dtype=np.uint8), cells[::-1]])  # each begins with 0: not filtered
    head = struct.pack(">IIBBBBB", surface.shape[1], surface.shape[0], 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", head),
            (b"PLTE", palette.tobytes()),
            (b"IDAT", zlib.compress(lines.tobytes(), 6)),
            (b"IEND", b""),
        )
    )


def places_for_labels(surface, levels):
    """Where on its line each level can be written with the most room: (L, 2), in parts of the map; NaN for nowhere."""
    taken, found = np.empty((0, 2)), np.full((len(levels), 2), np.nan)
    # A twelfth is left free on each side, and of a fine map's cells every second is enough.
    edge, every = len(surface) // 12, 1 + (len(surface) > 200)
    inner = surface[edge:-edge:every, edge:-edge:every]
    for place, level in enumerate(levels):
        below = inner < level
        on_line = np.argwhere(below[:-1] != below[1:])[:, ::-1] + (0.5, 1.0)
        if not len(on_line):
            on_line = np.argwhere(below[:, :-1] != below[:, 1:])[:, ::-1] + (1.0, 0.5)
        on_line = (edge + every * on_line[:: 1 + len(on_line) // 300]) / len(surface)
        if not len(on_line):
            continue
        # A label is wider than high. Of the places with room enough take the one farthest from all others, and a corner
        # rather than the middle, where the path is.
        apart = np.hypot(*((on_line[:, None] - taken) * (1.0, 1.6)).transpose(2, 0, 1)).min(axis=1, initial=0.5)
        from_middle = 0.3 * np.abs(on_line - 0.5).max(axis=1)
        best = int((np.minimum(apart, 0.25) + from_middle).argmax())
        if apart[best] > 0.08:
            found[place] = on_line[best]
            taken = np.concatenate([taken, on_line[best : best + 1]])
    return found
