"""The root of every error that the gateway reports to a client, the closed list of codes, and the database's errors.

It stands here because imports run one way (`app` → `resolvers` → `db`), and every room must be able to raise one. The
other kinds are in `app/errors.py` (HTTP), `app/operations/operation.py` (documents and variables),
`app/auth/sources.py` (keys of tokens) and `resolvers/kit/errors.py` (arguments). Which of them end a whole request is
decision 14.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Code = Literal[
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "BAD_REQUEST",
    "VALIDATION_FAILED",
    "BAD_USER_INPUT",
    "PERSISTED_QUERY_NOT_FOUND",
    "PERSISTED_QUERY_REQUIRED",
    "COST_LIMIT_EXCEEDED",
    "RATE_LIMITED",
    "TIMEOUT",
    "UNAVAILABLE",
    "INTERNAL",
]


class GatewayError(Exception):
    """An error that is reported to a client. The class attributes of each kind say all that the client is told.

    code: `extensions.code` of the error in the answer.
    status: the HTTP status, if the error is the whole answer.
    ends_request: true if the error is the whole answer, even if a single field raised it; false if it is that field's
    error, beside the data of the others.
    retry_after: the seconds after which the client may send the request again; null if that would not help.
    challenge: the `WWW-Authenticate` header, which says how to authenticate; null if authentication is not the problem.
    message: what the client reads. A kind may have one message for all its errors.
    """

    code: Code
    status: int
    ends_request: bool = True
    retry_after: int | None = None
    challenge: str | None = None
    message: str = ""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(self.message if message is None else message)
        self.message = str(self.args[0])

    @property
    def extensions(self) -> dict[str, Any]:
        """The `extensions` of the error in the answer. graphql-core copies them from the exception that a resolver
        raises.
        """
        return {"code": self.code}

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers that the status requires."""
        headers: dict[str, str] = {}
        if self.retry_after is not None:
            headers["Retry-After"] = str(max(1, self.retry_after))
        if self.challenge is not None:
            headers["WWW-Authenticate"] = self.challenge
        return headers


NO_TENANT = "Say which tenant you mean: send a token, or the header X-Tenant."


def ends_request(error: BaseException | None) -> bool:
    """Whether the error is the whole answer, whichever field raised it."""
    return isinstance(error, GatewayError) and error.ends_request


class DatabaseUnavailable(GatewayError):
    """No connection could be had, or the one in use was lost."""

    code = "UNAVAILABLE"
    status = 503
    retry_after = 2
    message = "The service is temporarily unavailable; try again later."

    def __init__(self, retry_after: int | None = None) -> None:
        super().__init__()
        if retry_after is not None:
            self.retry_after = retry_after


class UnsafeRole(DatabaseUnavailable):
    """The gateway's database role may do more than read, so it is not used to read. `reason` is for the operator."""

    retry_after = 60

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class ReadInterrupted(DatabaseUnavailable):
    """A read lost its connection or its snapshot. The client may try again, from the beginning."""


class UnknownViewer(GatewayError):
    """The claims name nobody who may use the tenant. The challenge names no error: no token was refused (RFC 6750)."""

    code = "UNAUTHENTICATED"
    status = 401
    challenge = "Bearer"


class WrongRegion(GatewayError):
    """The tenant's row lies in the database of a region that is not the tenant's. Sending it again does not help."""

    code = "FORBIDDEN"
    status = 421


class StatementTimeout(GatewayError):
    """A statement ran longer than it may. Its transaction has ended, so nothing that came after it can be trusted."""

    code = "TIMEOUT"
    status = 504
    message = "The request took the database too long; ask for less at once."


class OutOfTime(GatewayError):
    """An operation took longer than it may, including the wait for a connection."""

    code = "TIMEOUT"
    status = 504
    message = "The request took too long; ask for less at once, or again later."


class BadValue(GatewayError):
    """PostgreSQL can't read a value that the client sent. The transaction has ended with the statement."""

    code = "BAD_USER_INPUT"
    status = 400


class ResultTooLarge(GatewayError):
    """A list without pages has more rows than the gateway holds in memory."""

    code = "COST_LIMIT_EXCEEDED"
    status = 400
    ends_request = False


def printable(text: str) -> str:
    """The text on one line, with control characters, which could upset a terminal, written as escapes."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


class OperatorError(Exception):
    """A command can't do what it was asked to do. The message is one line for whoever runs it, and names the remedy."""
