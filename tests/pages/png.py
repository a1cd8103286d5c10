"""A painted picture, read as the standard of PNG says."""

import base64
import struct
import zlib

import numpy as np


def pixels(address):
    """The colour numbers of a PNG's pixels, its rows going up, and its palette: read as the standard says."""
    kind, data = address.split(",")
    assert kind == "data:image/png;base64"
    raw, found, at = base64.b64decode(data), {}, 8
    while at < len(raw):
        (length,), name = struct.unpack(">I", raw[at : at + 4]), raw[at + 4 : at + 8]
        found[name] = raw[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", raw[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(name + found[name])
        at += 12 + length
    width, height = struct.unpack(">II", found[b"IHDR"][:8])
    lines = np.frombuffer(zlib.decompress(found[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert not lines[:, 0].any()
    return lines[::-1, 1:], np.frombuffer(found[b"PLTE"], np.uint8).reshape(-1, 3)
