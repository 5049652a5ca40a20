"""Compressed answers: by what the client accepts (RFC 9110, section 12.5.3), above a size that is worth it."""

from __future__ import annotations

from functools import lru_cache

from app.compressed import ENCODINGS
from app.http.accept import read_quality

LEAST_BYTES = 1_400
"""What fits into one packet as it is gains nothing."""
LONGEST = 1_000
"""Characters of an Accept-Encoding header that are read."""


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
