"""Answers, and how they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from starlette.types import Scope, Send

from app.compressed import Kept, compress
from app.http.accept import GRAPHQL_RESPONSE, JSON
from app.http.encoding import LEAST_BYTES, choose_encoding
from app.http.transport.headers import headers_of

NOT_STORED = (b"cache-control", b"no-store")
COMMON_HEADERS = (
    (b"vary", b"Accept, Accept-Encoding, Authorization, X-Tenant"),
    (b"x-content-type-options", b"nosniff"),
)

PIECE_BYTES = 262_144
"""How much a connection buffers before it waits for its reader. Most answers are a single piece."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete response. kept: the content with its encodings, if it is sent again and again."""

    status: int
    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    kept: Kept | None = None


def status_of(body: Mapping[str, object], media_type: str) -> int:
    """The HTTP status of a GraphQL response whose body says how the operation went.

    `application/json` gets 200 however the operation went. `application/graphql-response+json` gets 400 if the
    operation was not run, so that there is no `data`, and 200 if it was run, even if fields failed.
    """
    return 400 if media_type == GRAPHQL_RESPONSE and "data" not in body else 200


@cache
def charset(media_type: str) -> str:
    """The media type as a Content-Type header spells it."""
    return f"{media_type}; charset=utf-8" if media_type in (GRAPHQL_RESPONSE, JSON) else media_type


async def send_answer(answer: Answer, scope: Scope, send: Send) -> None:
    """Send the answer in pieces: each follows once the client has taken most of the one before."""
    content, encoding = answer.content, _encoding(answer, scope)
    if encoding is not None:
        kept = answer.kept
        content = await (compress(content, encoding) if kept is None else kept.encoded(encoding))
    headers = [
        (b"content-type", charset(answer.media_type).encode()),
        (b"content-length", b"%d" % len(content)),
        *COMMON_HEADERS,
    ]
    if encoding is not None:
        headers.append((b"content-encoding", encoding.encode()))
    if "Cache-Control" not in answer.headers:
        headers.append(NOT_STORED)
    for name, value in answer.headers.items():
        headers.append((name.lower().encode(), value.encode("latin-1", "replace")))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    size = len(content)
    if size <= PIECE_BYTES:
        await send({"type": "http.response.body", "body": content})
        return
    scope["lyceum.unsent"] = size
    pieces = memoryview(content)
    for begin in range(0, size, PIECE_BYTES):
        end = begin + PIECE_BYTES
        await send({"type": "http.response.body", "body": bytes(pieces[begin:end]), "more_body": end < size})
    scope["lyceum.unsent"] = 0


def _encoding(answer: Answer, scope: Scope) -> str | None:
    """The encoding to send the answer in; None to send it as it is."""
    if len(answer.content) < LEAST_BYTES:
        return None
    accept = headers_of(scope).getlist("accept-encoding")
    return choose_encoding(",".join(accept)) if accept else None
