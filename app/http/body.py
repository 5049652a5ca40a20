"""Reads a request's body, up to the size that we are willing to keep."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Receive

from app.errors import BodyTooLarge, UnsupportedMediaType


class ClientGone(Exception):
    """The client closed the connection before it got its answer."""


async def read_body(headers: Headers, receive: Receive, limit: int) -> bytes:
    """The whole body. Raises BodyTooLarge as soon as it is, or its header says it is, longer than `limit` bytes."""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > 18 or int(declared) > limit):
        raise _too_large(limit)
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body += message.get("body", b"")
        if len(body) > limit:
            raise _too_large(limit)
        if not message.get("more_body", False):
            return bytes(body)


def check_content_type(headers: Headers) -> None:
    """Raises UnsupportedMediaType for anything but JSON in UTF-8.

    A browser lets another site's page send us `text/plain` or a form without asking us first, so we refuse these.
    """
    media_type, *parameters = headers.get("content-type", "").lower().split(";")
    if media_type.strip() != "application/json":
        raise _unsupported("send the request as application/json")
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name == "charset" and value.strip().strip('"') not in ("utf-8", "utf8"):
            raise _unsupported("send the request in UTF-8")
    if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise _unsupported("send the request without a content encoding")


def _unsupported(remedy: str) -> UnsupportedMediaType:
    return UnsupportedMediaType(f"The content type is not supported: {remedy}.")


def _too_large(limit: int) -> BodyTooLarge:
    return BodyTooLarge(f"The request is larger than {limit} bytes, the limit (max_body_bytes).")
