"""Chooses the media type of an answer by the Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.errors import NotAcceptable

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"

LONGEST = 4_096
"""How many characters of an Accept header are read."""

REMEMBERED = 64
"""How many Accept headers are remembered once read. Clients send few different ones, again and again."""


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an Accept header."""

    type: str
    subtype: str
    quality: float

    def matches(self, media_type: str) -> bool:
        """Whether the media type lies within the range."""
        type_, _, subtype = media_type.partition("/")
        return self.type in ("*", type_) and self.subtype in ("*", subtype)

    def precision(self) -> int:
        """How specific the range is: if two ranges match, the more specific one decides."""
        return (self.type != "*") + (self.subtype != "*")


@lru_cache(REMEMBERED)
def choose_media_type(accept: str) -> str:
    """The media type to answer in.

    If the client states no preference (`*/*`, or no header), it is `application/json`, which old clients expect. If the
    client wants both equally, it is `application/graphql-response+json`. Raises NotAcceptable if it accepts neither.
    """
    ranges = read_ranges(accept)
    modern, legacy = quality(ranges, GRAPHQL_RESPONSE), quality(ranges, JSON)
    named = any((r.type, r.subtype) == ("application", "graphql-response+json") for r in ranges)
    if modern > 0 and (modern > legacy or (modern == legacy and named)):
        return GRAPHQL_RESPONSE
    if legacy > 0:
        return JSON
    raise NotAcceptable(f"The answer can only be {GRAPHQL_RESPONSE} or {JSON}; accept one of them.")


@lru_cache(REMEMBERED)
def prefers_html(accept: str) -> bool:
    """Whether a browser asks for a page: the header names HTML, and prefers it to our own media types."""
    ranges = read_ranges(accept)
    named = any((r.type, r.subtype) == ("text", "html") for r in ranges)
    return named and quality(ranges, HTML) > max(quality(ranges, GRAPHQL_RESPONSE), quality(ranges, JSON))


def quality(ranges: list[Range], media_type: str) -> float:
    """How much the client wants the media type; 0 means not at all."""
    matching = [r for r in ranges if r.matches(media_type)]
    if not matching:
        return 0.0
    most = max(r.precision() for r in matching)
    return max(r.quality for r in matching if r.precision() == most)


def read_ranges(accept: str) -> list[Range]:
    """The media ranges of a header, without those that can't be read or ask for a charset other than UTF-8."""
    if not accept.strip():
        return [Range("*", "*", 1.0)]
    return [found for item in accept[:LONGEST].split(",") if (found := _read_range(item))]


def _read_range(item: str) -> Range | None:
    name, *parameters = item.split(";")
    type_, slash, subtype = name.strip().lower().partition("/")
    if not slash or not type_ or not subtype:
        return None
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.strip().lower().partition("=")
        value = value.strip().strip('"')
        if key == "q":
            weight = read_quality(value)
        elif key == "charset" and value not in ("utf-8", "utf8"):
            return None
    return Range(type_, subtype, weight)


def read_quality(value: str) -> float:
    """A weight from 0 to 1; 0 if it can't be read."""
    if not value.replace(".", "", 1).isdecimal() or not value.isascii():
        return 0.0
    return min(float(value), 1.0)
