"""What can go wrong between the gateway and PostgreSQL, in the few kinds that a caller tells apart."""


class DatabaseUnavailable(Exception):
    """No connection could be had, or the one in use was lost. `retry_after` is in seconds."""

    def __init__(self, retry_after: int = 2) -> None:
        super().__init__("the database can not be reached at the moment")
        self.retry_after = retry_after


class ReadInterrupted(DatabaseUnavailable):
    """A read lost its connection, or its snapshot: whoever asked may ask again, from the beginning."""


class UnknownViewer(Exception):
    """The claims name nobody who may use the tenant; the message is meant for the client."""


class WrongRegion(Exception):
    """The tenant's row lies in a database of another region than the tenant's; the message is meant for the client."""


class StatementTimeout(Exception):
    """A statement ran longer than it may."""


class OutOfTime(Exception):
    """An operation took longer than it may, the waiting for a connection included."""


class ResultTooLarge(Exception):
    """A list without pages has more rows than the gateway holds in memory; the message is meant for the client."""


class BadValue(Exception):
    """A value that the client sent is not one that PostgreSQL can read; the message is meant for the client."""
