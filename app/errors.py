"""What a client is told when a request fails: a closed list of codes, and refusals of whole requests."""

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

UNAVAILABLE_MESSAGE = "The service is temporarily unavailable; try again later."


class Refusal(Exception):
    """A request that is refused as a whole, whatever media type its answer has.

    status: the HTTP status; code: `errors[0].extensions.code`; headers: what the status obliges us to send.
    """

    def __init__(
        self, status: int, code: Code, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code: Code = code
        self.message = message
        self.headers: Mapping[str, str] = headers or {}

    def body(self) -> dict[str, Any]:
        """The GraphQL response that carries this refusal."""
        return {"errors": [error(self.message, self.code)]}


def error(message: str, code: Code, **extensions: Any) -> dict[str, Any]:
    """One entry of a response's `errors`."""
    return {"message": message, "extensions": {"code": code, **extensions}}


def bad_request(message: str, status: int = 400, headers: Mapping[str, str] | None = None) -> Refusal:
    """The request is not what GraphQL over HTTP defines."""
    return Refusal(status, "BAD_REQUEST", message, headers)


def invalid_token(description: str) -> Refusal:
    """A bearer token that is not accepted (RFC 6750, section 3.1).

    description: printable ASCII without quotes or backslashes, fit for a header.
    """
    challenge = f'Bearer error="invalid_token", error_description="{description}"'
    return Refusal(401, "UNAUTHENTICATED", description, {"WWW-Authenticate": challenge})


def unauthenticated(message: str) -> Refusal:
    """Who asks is not known here, or may not enter (RFC 6750: no token, so no error in the challenge)."""
    return Refusal(401, "UNAUTHENTICATED", message, {"WWW-Authenticate": "Bearer"})


def unavailable(retry_after: int, message: str = UNAVAILABLE_MESSAGE) -> Refusal:
    """The database, or the keys of the token issuer, can't be reached. retry_after: seconds."""
    return Refusal(503, "UNAVAILABLE", message, {"Retry-After": str(max(1, retry_after))})
