"""Answers, and how they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import Scope, Send

from app.compressed import Kept, compress
from app.http.accept import GRAPHQL_RESPONSE, JSON
from app.http.encoding import LEAST_BYTES, choose_encoding

NOT_STORED = (b"cache-control", b"no-store")
COMMON_HEADERS = (
    (b"vary", b"Accept, Accept-Encoding, Authorization, X-Tenant"),
    (b"x-content-type-options", b"nosniff"),
)

PIECE_BYTES = 65_536
"""How much a connection buffers before it waits for its reader."""


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


def charset(media_type: str) -> str:
    """The media type as a Content-Type header spells it."""
    return f"{media_type}; charset=utf-8" if media_type in (GRAPHQL_RESPONSE, JSON) else media_type


async def send_answer(answer: Answer, scope: Scope, send: Send) -> None:
    """Send the answer in pieces: each follows once the client has taken most of the one before."""
    content, encoding = await _encoded(answer, scope)
    headers = [
        (b"content-type", charset(answer.media_type).encode()),
        (b"content-length", str(len(content)).encode()),
        *((b"content-encoding", name.encode()) for name in (encoding,) if name is not None),
        *(() if "Cache-Control" in answer.headers else (NOT_STORED,)),
        *COMMON_HEADERS,
        *(
            (name.lower().encode(), value.encode("latin-1", "replace"))
            for name, value in answer.headers.items()
        ),
    ]
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


async def _encoded(answer: Answer, scope: Scope) -> tuple[bytes, str | None]:
    """The content to send, and the name of its encoding."""
    accept = ",".join(Headers(scope=scope).getlist("accept-encoding"))
    encoding = choose_encoding(accept) if accept and len(answer.content) >= LEAST_BYTES else None
    if encoding is None:
        return answer.content, None
    if answer.kept is not None:
        return await answer.kept.encoded(encoding), encoding
    return await compress(answer.content, encoding), encoding
