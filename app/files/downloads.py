"""`/files/…`: gives out the files of a folder to whoever has their address."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

from app.errors import FileMissing, FileNotOpen, response
from app.files.addresses import PATH
from app.files.ranges import understood
from app.files.tickets import FORGED, Ticket, Tickets
from app.http.accept import JSON
from app.http.answer import Answer, send_answer
from app.http.json import dumps
from app.http.transport.headers import headers_of
from app.observability.record import record_of
from db.errors import GatewayError
from storage.folder import Folder, Found
from storage.presenting import shown

MISSING = "The file is not there any more."
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
"""What a browser may do in a file that it opens as a page: show it. Scripts, forms, frames and requests it may not."""


class Downloads:
    """An ASGI application. It knows nobody: the address says which file it opens, and until when."""

    def __init__(self, folder: Folder, tickets: Tickets) -> None:
        self._folder = folder
        self._tickets = tickets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, the part that was asked for, or why not."""
        record_of(scope).path = f"{PATH}/…"  # the address is a key, and logs are read by many
        try:
            ticket = self._ticket(scope["path"])
            record_of(scope).tenant = ticket.tenant
            found = await asyncio.to_thread(self._folder.find, ticket.key)
            if found is None:
                raise FileMissing(MISSING)
        except GatewayError as error:
            await send_answer(Answer(error.status, dumps(response(error)), JSON, error.headers), scope, send)
            return
        await self._send(ticket, found, scope, receive, send)

    def _ticket(self, path: str) -> Ticket:
        written, _, name = path.removeprefix(f"{PATH}/").partition("/")
        ticket = self._tickets.read(written)
        is_own = ticket.key.partition("/")[0] == ticket.tenant
        if name != ticket.name or not is_own:
            raise FileNotOpen(FORGED)
        return ticket

    async def _send(self, ticket: Ticket, found: Found, scope: Scope, receive: Receive, send: Send) -> None:
        how = shown(ticket.name, ticket.media_type)
        left = max(0, ticket.expires - int(self._tickets.clock()))
        headers = {
            "cache-control": f"private, max-age={left}, immutable",
            "content-disposition": how.disposition,
            "content-security-policy": SANDBOX,
            "cross-origin-resource-policy": "cross-origin",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
        }
        file = FileResponse(found.path, headers=headers, media_type=how.media_type, stat_result=found.facts)
        asked = headers_of(scope)
        if is_known(asked.getlist("if-none-match"), file.headers["etag"]):
            kept = {"ETag": file.headers["etag"], "Cache-Control": headers["cache-control"]}
            await send_answer(Answer(304, b"", how.media_type, kept), scope, send)
            return
        scope["lyceum.unsent"] = file.chunk_size
        await file({**scope, "headers": _with_range(scope, asked, found)}, receive, send)


def _with_range(scope: Scope, asked: Headers, found: Found) -> list[tuple[bytes, bytes]]:
    """The request's headers, with the ranges that can be given; without, if the header is to be ignored."""
    ranges = understood(asked.getlist("range"), found.facts.st_size)
    others = [(name, value) for name, value in scope["headers"] if name != b"range"]
    return others if ranges is None else [*others, (b"range", ranges.encode())]


def is_known(given: list[str], etag: str) -> bool:
    """Whether If-None-Match names the file's tag, or any."""
    named = {tag.strip().removeprefix("W/") for tag in ",".join(given).split(",")}
    return etag in named or "*" in named
