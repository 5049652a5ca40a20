"""`GET /schema.graphql`: the schema as a text, for tools that generate types from it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable

from starlette.types import Receive, Scope, Send

from app.auth.tokens import Tokens
from app.auth.viewer import authenticate
from app.compressed import Kept
from app.errors import response
from app.http.accept import JSON
from app.http.answer import Answer, send_answer
from app.http.documents import Documents
from app.http.json import dumps
from app.http.transport.headers import headers_of
from db.errors import GatewayError

MEDIA_TYPE = "text/plain; charset=utf-8"


class SchemaText:
    """An ASGI application. make: prints the schema; since that takes a second, it is called once, in a thread."""

    def __init__(self, make: Callable[[], str], tokens: Tokens, documents: Documents) -> None:
        self._make = make
        self._tokens = tokens
        self._documents = documents
        self._turn = asyncio.Lock()
        self._kept: Kept | None = None
        self._etag = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the text, or 304 to a client that already has it."""
        headers = headers_of(scope)
        try:
            await self._documents.admit(await authenticate(headers, self._tokens))
            answer = await self._answer(headers.get("if-none-match", ""))
        except GatewayError as error:
            answer = Answer(error.status, dumps(response(error)), JSON, error.headers)
        await send_answer(answer, scope, send)

    async def _answer(self, known: str) -> Answer:
        async with self._turn:
            if self._kept is None:
                self._kept = Kept((await asyncio.to_thread(self._make)).encode())
                self._etag = f'W/"{hashlib.sha256(self._kept.content).hexdigest()[:32]}"'
        named = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        headers = {"ETag": self._etag, "Cache-Control": "private, no-cache"}
        if self._etag.removeprefix("W/") in named or "*" in named:
            return Answer(304, b"", MEDIA_TYPE, headers)
        return Answer(200, self._kept.content, MEDIA_TYPE, headers, self._kept)
