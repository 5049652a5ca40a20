"""Compresses content, and keeps the result for content that is sent again and again (decision 38)."""

from __future__ import annotations

import asyncio
import gzip
import sys
from collections.abc import Callable, Mapping
from typing import Any, cast

import brotli  # pyright: ignore[reportMissingTypeStubs]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ASIDE_BYTES = 131_072
"""Compressing this many bytes takes some milliseconds, so a thread does it while others are served."""


def _brotli(content: bytes) -> bytes:
    return cast("bytes", cast("Any", brotli).compress(content, quality=4))


ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": lambda content: zstd.compress(content, 3),
    "br": _brotli,
    "gzip": lambda content: gzip.compress(content, compresslevel=5, mtime=0),
}
"""How to make each encoding, the quickest first: if a client wants several equally, the first of them is taken."""


class Kept:
    """Content that is sent again and again, and each of its encodings that a client has asked for."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._encoded: dict[str, bytes] = {}

    async def encoded(self, encoding: str) -> bytes:
        """The content in that encoding, which is made once."""
        if encoding not in self._encoded:
            self._encoded[encoding] = await compress(self.content, encoding)
        return self._encoded[encoding]


async def compress(content: bytes, encoding: str) -> bytes:
    """The content in one of the encodings."""
    make = ENCODINGS[encoding]
    return await asyncio.to_thread(make, content) if len(content) >= ASIDE_BYTES else make(content)
