"""Reads the header Range strictly (RFC 9110, section 14): Starlette answers it, but takes more for ranges."""

import re

MOST = 16
"""How many ranges a request may have. Whoever asks for more gets the whole file."""

RANGE = re.compile(r"([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18})")


def understood(given: list[str], size: int) -> str | None:
    """The header to answer: its ranges that lie in a file of `size` bytes; if none does, one that begins at its end.

    Null if it is to be ignored: another unit than bytes, no valid ranges, or too many.
    """
    if len(given) != 1:
        return None
    unit, equals, text = given[0].partition("=")
    parts = [part.strip(" \t") for part in text.split(",")]
    matches = [RANGE.fullmatch(part) for part in parts if part]
    if unit.strip().lower() != "bytes" or not equals or not matches or len(matches) > MOST:
        return None
    kept: list[str] = []
    for match in matches:
        if match is None:
            return None
        first, last, suffix = match.groups()
        if first is not None and last and int(last) < int(first):
            return None
        if int(first) < size if first is not None else int(suffix) > 0 and size > 0:
            kept.append(match[0])
    if not kept:
        return f"bytes={size}-"
    return f"bytes={','.join(kept)}"
