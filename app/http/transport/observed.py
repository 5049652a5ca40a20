"""Gives every request its id and its log line."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.transport.headers import headers_of
from app.observability.record import CURRENT, SCOPE_KEY, Record, choose_request_id, fields_of

CLIENT_GONE = 499
"""The status that is logged if the client left before its answer was ready (nginx's convention)."""

QUIET_PATHS = frozenset({"/healthz", "/readyz"})
"""Paths that load balancers probe every few seconds; only failures on them are logged."""

log = logging.getLogger("app.requests")


class Observed:
    """ASGI middleware: reads and sends `X-Request-Id`, makes the record, and writes one log line per request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write its log line once it has been answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        record = Record(choose_request_id(headers_of(scope).get("x-request-id")))
        scope[SCOPE_KEY] = record
        token = CURRENT.set(record.request_id)

        async def observed_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", record.request_id.encode())]
            elif message["type"] == "http.response.body":
                record.bytes += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, observed_send)
        except Exception:
            record.status = 500
            raise
        finally:
            _write(record, scope)
            CURRENT.reset(token)


def _write(record: Record, scope: Scope) -> None:
    record.status = record.status or CLIENT_GONE
    if scope["path"] in QUIET_PATHS and record.status < 400:
        return
    level = logging.WARNING if record.status >= 500 else logging.INFO
    if log.isEnabledFor(level):
        log.log(level, "request", extra={"fields": fields_of(record, scope["method"], scope["path"])})
