"""Compressed answers: by what the client accepts (RFC 9110, section 12.5.3), above a size that is worth it."""

from __future__ import annotations

import asyncio
import gzip
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast

import brotli  # pyright: ignore[reportMissingTypeStubs]

from app.http.accept import read_quality

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEAST_BYTES = 1_400
"""What fits into one packet as it is gains nothing."""
ASIDE_BYTES = 131_072
"""Compressing this much takes some milliseconds, so a thread does it while others are served."""
LONGEST = 1_000
"""Characters of an Accept-Encoding header that are read."""


def _brotli(content: bytes) -> bytes:
    return cast("bytes", cast("Any", brotli).compress(content, quality=4))


ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": lambda content: zstd.compress(content, 3),
    "br": _brotli,
    "gzip": lambda content: gzip.compress(content, compresslevel=5, mtime=0),
}
"""How each is made, the one that is quickest to make first: of those that a client wants equally, it is taken."""


@lru_cache(64)
def choose_encoding(accept: str) -> str | None:
    """The encoding to answer in; None for the answer as it is, which is what a client gets that names nothing."""
    wanted: dict[str, float] = {}
    for item in accept[:LONGEST].lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weights = [
            value.strip() for key, _, value in (p.partition("=") for p in parameters) if key.strip() == "q"
        ]
        wanted[{"x-gzip": "gzip"}.get(name, name)] = read_quality(weights[0]) if weights else 1.0
    others = wanted.get("*", 0.0)
    best = max(ENCODINGS, key=lambda name: wanted.get(name, others))
    quality = wanted.get(best, others)
    return best if quality > 0 and quality >= wanted.get("identity", 0.0) else None


class Kept:
    """Content that is answered again and again, and each encoding of it that was asked for."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._encoded: dict[str, bytes] = {}

    async def encoded(self, encoding: str) -> bytes:
        """The content in an encoding, made once."""
        if encoding not in self._encoded:
            self._encoded[encoding] = await compress(self.content, encoding)
        return self._encoded[encoding]


async def compress(content: bytes, encoding: str) -> bytes:
    """The content in one of the encodings."""
    make = ENCODINGS[encoding]
    return await asyncio.to_thread(make, content) if len(content) >= ASIDE_BYTES else make(content)
