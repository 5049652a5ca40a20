"""The error that an import raises if it can't go on."""

from db.errors import OperatorError


class ImportRefused(OperatorError):
    """The input can't be imported; the message names the file, the place in it and the reason. Nothing was changed."""


def refused(file: str, place: str, reason: str) -> ImportRefused:
    """Return the refusal of `file` at `place` (a line, an element, an archive's member; may be empty)."""
    return ImportRefused(printable(": ".join(part for part in (file, place, reason) if part)))


def printable(text: str) -> str:
    """The text on one line, with control characters, which could upset a terminal, written as escapes."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
