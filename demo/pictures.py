"""Draws the demo's pictures, sheets and logos: small, real files, whose bytes follow from their names."""

import colorsys
import struct
import zlib
from collections.abc import Sequence
from random import Random
from xml.sax.saxutils import escape

from demo.world.storage import SQUARE, WIDE

COLOURS = 16
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(name: str) -> bytes:
    """A mosaic of 16 colours, as PNG (https://www.w3.org/TR/png-3/): square and even for a portrait, else wide."""
    chance = Random(name)
    is_portrait = name.startswith("avatars/")
    columns, rows, width, height = (8, 8, SQUARE, SQUARE) if is_portrait else (16, 9, *WIDE)
    slope, turn = chance.uniform(0.2, 0.8), chance.random()
    cells = [
        [
            int((slope * x / columns + (1 - slope) * y / rows) * 11 + chance.random() * 5)
            for x in range(columns)
        ]
        for y in range(rows)
    ]
    if is_portrait:
        cells = [row[: columns // 2] + row[: columns // 2][::-1] for row in cells]
    header = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    palette = b"".join(_colour(turn, place) for place in range(COLOURS))
    lines = [_line(row, width // columns) * (height // rows) for row in cells]
    parts = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", _kept(b"".join(lines))), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, content) for kind, content in parts)


def _colour(turn: float, place: int) -> bytes:
    share = place / (COLOURS - 1)
    red, green, blue = colorsys.hls_to_rgb((turn + share / 6) % 1, 0.3 + share / 2.2, 0.55)
    return bytes(round(part * 255) for part in (red, green, blue))


def _line(row: Sequence[int], times: int) -> bytes:
    """A line of pixels, two to a byte, after the byte that says that it is not filtered."""
    pixels = [place for place in row for _ in range(times)]
    return b"\0" + bytes(
        left << 4 | right for left, right in zip(pixels[::2], [*pixels[1::2], 0], strict=False)
    )


def _kept(content: bytes) -> bytes:
    """Content in zlib's form, not compressed: every library would compress it in a way of its own."""
    size = len(content)
    return (
        b"\x78\x01\x01"
        + struct.pack("<HH", size, size ^ 0xFFFF)
        + content
        + struct.pack(">I", zlib.adler32(content))
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def svg(name: str) -> bytes:
    """A logo: a coloured field with a letter."""
    letter = escape(name.rsplit("/", 1)[-1][:1].upper())
    hue = Random(name).randrange(360)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 128 128">'
        f'<rect width="128" height="128" rx="24" fill="hsl({hue} 55% 35%)"/>'
        '<text x="64" y="88" font-family="sans-serif" font-size="72" text-anchor="middle" fill="#fff">'
        f"{letter}</text></svg>\n"
    ).encode()


def pdf(name: str) -> bytes:
    """A sheet with the file's name on it (PDF 1.4)."""
    title = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in name.rsplit("/", 1)[-1])
    drawn = f"BT /F1 24 Tf 72 760 Td ({title}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    content, places = b"%PDF-1.4\n", list[int]()
    for number, text in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    begins = len(content)
    count = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, begins)
    )
