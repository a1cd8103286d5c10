"""A map of the SSR as a picture: a colour for each band between two levels, from the sea to the sand."""

import struct
import zlib

import numpy as np

# From the valley (deep water) up to the heights (sand): each lighter than the one before, so they read without colour.
SEA_TO_SAND = np.array([(16, 32, 68), (36, 84, 138), (88, 146, 186), (160, 196, 205), (214, 219, 198), (247, 236, 205)])
TOO_LARGE = 255  # the number of the colour for cells whose SSR a computer cannot hold; they are hatched
LINES = 128  # this much above a band's number is the colour of its contour line


def picture(surface, levels):
    """A map (V, V) as a PNG's bytes: a colour for each band between two levels, and a darker line where they meet.

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
    at = np.linspace(0, len(SEA_TO_SAND) - 1, len(levels) + 1)
    colours = np.column_stack([np.interp(at, range(len(SEA_TO_SAND)), channel) for channel in SEA_TO_SAND.T])
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
