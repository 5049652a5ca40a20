"""Answers and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import Send

from app.http.accept import GRAPHQL_RESPONSE, JSON

COMMON_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"vary", b"Accept, Authorization, X-Tenant"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response, all of it."""

    status: int
    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def status_of(body: Mapping[str, object], media_type: str) -> int:
    """The HTTP status of a GraphQL response that says itself how the operation went.

    `application/json` is 200 whatever the operation came to; `application/graphql-response+json` is 400 where it was
    not run, so that there is no data, and 200 where it was, even if fields failed.
    """
    return 400 if media_type == GRAPHQL_RESPONSE and "data" not in body else 200


def charset(media_type: str) -> str:
    """The media type as a Content-Type header says it."""
    return f"{media_type}; charset=utf-8" if media_type in (GRAPHQL_RESPONSE, JSON) else media_type


async def send_answer(answer: Answer, send: Send) -> None:
    """Write the answer."""
    headers = [
        (b"content-type", charset(answer.media_type).encode()),
        (b"content-length", str(len(answer.content)).encode()),
        *COMMON_HEADERS,
        *(
            (name.lower().encode(), value.encode("latin-1", "replace"))
            for name, value in answer.headers.items()
        ),
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})
