"""Values that a column can hold and GraphQL can't show: days before the year 1 or after 9999, infinity, NaN.

The decoders of a connection mark such a value. They also count it, so that the compiled executor, which shows values
as they come, learns that there was one without looking at each (`app/execution/running/planned.py`).
"""

_seen = [0]


class Unshown(str):
    """The text of a value that GraphQL can't show."""

    __slots__ = ()


def seen() -> int:
    """How many such values this process has read; any request may have."""
    return _seen[0]


def read_moment(text: str) -> str:
    """A UTC time in RFC 3339, from the way PostgreSQL writes it."""
    if text[-3:] == "+00" and text[4] == "-":
        return text.replace(" ", "T") + ":00"
    return _marked(text)


def read_day(text: str) -> str:
    """A day in RFC 3339, from the way PostgreSQL writes it."""
    return text if len(text) == len("2026-09-11") and text[4] == "-" else _marked(text)


def read_decimal(text: str) -> str:
    """A decimal number, from the way PostgreSQL writes it."""
    return text if text[-1].isdigit() else _marked(text)


def _marked(text: str) -> Unshown:
    _seen[0] += 1
    return Unshown(text)
