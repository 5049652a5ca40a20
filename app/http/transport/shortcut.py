"""Leads requests for one path straight to their application, past Starlette's router, which costs some microseconds."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class Shortcut:
    """ASGI middleware: `to` answers what comes for exactly `path`, and has to handle its own errors."""

    def __init__(self, app: ASGIApp, path: str, to: ASGIApp) -> None:
        self._app = app
        self._path = path
        self._to = to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        is_mine = scope["type"] == "http" and scope["path"] == self._path
        await (self._to if is_mine else self._app)(scope, receive, send)
