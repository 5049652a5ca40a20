"""The errors of HTTP: requests that are refused before there is an operation, and failures that nobody foresaw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.errors import GatewayError


class BadRequest(GatewayError):
    """The request is not what GraphQL over HTTP defines."""

    code = "BAD_REQUEST"
    status = 400


class MethodNotAllowed(BadRequest):
    """The request's method is not allowed. allow: the methods that are."""

    status = 405

    def __init__(self, message: str, allow: str) -> None:
        super().__init__(message)
        self._allow = allow

    @property
    def headers(self) -> Mapping[str, str]:
        """The header `Allow` with these methods, as RFC 9110 demands."""
        return {**super().headers, "Allow": self._allow}


class NotAcceptable(BadRequest):
    """The client accepts none of our media types."""

    status = 406


class BodyTooLarge(BadRequest):
    """The body is over the limit. We don't read the rest of it, so the connection can't serve another request."""

    status = 413

    @property
    def headers(self) -> Mapping[str, str]:
        """The header that says that the connection ends."""
        return {**super().headers, "Connection": "close"}


class UrlTooLong(BadRequest):
    """The URL is over the limit."""

    status = 414


class HeadersTooLarge(BadRequest):
    """The headers are over a limit. We don't read the rest of them, so the connection ends."""

    status = 431


class RequestTooSlow(BadRequest):
    """The request did not come in time. We don't read the rest of it, so the connection ends."""

    status = 408


class UnsupportedMediaType(BadRequest):
    """The body is not JSON in UTF-8."""

    status = 415


class InvalidToken(GatewayError):
    """A bearer token is not accepted (RFC 6750, section 3.1).

    message: printable ASCII without quotes or backslashes, since the challenge repeats it.
    """

    code = "UNAUTHENTICATED"
    status = 401

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.challenge = f'Bearer error="invalid_token", error_description="{message}"'


class SchemaNotShown(GatewayError):
    """This gateway shows the text of its schema to nobody."""

    code = "FORBIDDEN"
    status = 403


class FileNotOpen(GatewayError):
    """The address of a file is not one that this gateway gave out, or has expired."""

    code = "FORBIDDEN"
    status = 403


class FileMissing(BadRequest):
    """The address of a file is good, but the file is not there any more."""

    status = 404


class TooManyConnections(GatewayError):
    """The process holds as many connections as it may, and is answering a request on each of them."""

    code = "UNAVAILABLE"
    status = 503
    retry_after = 1
    message = "Too many connections are open; try again later."


class Unforeseen(GatewayError):
    """Something failed that nobody foresaw. The client gets the request's id; the log has the traceback."""

    code = "INTERNAL"
    status = 500
    ends_request = False
    message = "Something went wrong on our side. Tell us the requestId and we can look it up."

    def __init__(self, request_id: str) -> None:
        super().__init__()
        self._request_id = request_id

    @property
    def extensions(self) -> dict[str, Any]:
        """The code, and the id that finds the failure in the log."""
        return {**super().extensions, "requestId": self._request_id}


def error_entry(error: GatewayError) -> dict[str, Any]:
    """The error as an entry of a response's `errors`, without a path and locations."""
    return {"message": error.message, "extensions": error.extensions}


def response(error: GatewayError) -> dict[str, Any]:
    """The GraphQL response whose only error this is."""
    return {"errors": [error_entry(error)]}
