"""The error that an import raises if it can't go on."""

from collections.abc import Callable

from db.errors import OperatorError, printable


class ImportRefused(OperatorError):
    """The input can't be imported; the message names the file, the place in it and the reason. Nothing was changed."""


class BadRecord(ImportRefused):
    """One record of a list can't be imported; the records around it may be good.

    file: the list. place: where in it the record is.
    """

    def __init__(self, file: str, place: str, reason: str) -> None:
        super().__init__(_said(file, place, reason))
        self.file = file
        self.place = place
        self._reason = reason

    @property
    def fault(self) -> str:
        """The message without the name of the file."""
        return _said(self.place, self._reason)

    def within(self, place: str) -> "BadRecord":
        """The same with a closer place."""
        return BadRecord(self.file, f"{self.place}, {place}", self._reason)


Bad = Callable[[BadRecord], None]
"""What is done with each bad record of a list; reading goes on after it."""


def stop(fault: BadRecord) -> None:
    """Refuse the whole list for a bad record."""
    raise fault


def refused(file: str, place: str, reason: str) -> ImportRefused:
    """Return the refusal of `file` at `place` (a line, an element, an archive's member; may be empty)."""
    return ImportRefused(_said(file, place, reason))


def _said(*parts: str) -> str:
    """The parts that say something, each once: a file that is imported alone is also the place in itself."""
    said = dict.fromkeys(part for part in parts if part)
    return printable(": ".join(said))
