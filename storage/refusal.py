"""The error that is raised if files can't be kept or found."""

from db.errors import OperatorError, printable


class StorageRefused(OperatorError):
    """The storage can't do what was asked. The message names the place and the reason, and what to do."""


def refused(place: str, reason: str) -> StorageRefused:
    """Return the refusal of a place: a key, a bucket or a server."""
    return StorageRefused(printable(f"storage: {place}: {reason}"))
