"""Chooses an answer's encoding by what the client accepts (RFC 9110, section 12.5.3); small answers stay as is."""

from __future__ import annotations

from functools import lru_cache

from app.compressed import ENCODINGS
from app.http.accept import read_quality

LEAST_BYTES = 1_400
"""The smallest answer that is compressed: one that fits into a packet as it is gains nothing."""
LONGEST = 1_000
"""How many characters of an Accept-Encoding header are read."""


@lru_cache(64)
def choose_encoding(accept: str) -> str | None:
    """The encoding to answer in; None for no encoding, as for a client that names none."""
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
