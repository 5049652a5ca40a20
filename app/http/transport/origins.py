"""Which pages of other origins may call the gateway: cross-origin resource sharing (CORS, of the Fetch standard)."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.transport.headers import headers_of
from app.setting_kinds import is_loopback

EXPOSED = (
    *("X-Request-Id", "Retry-After", "WWW-Authenticate"),
    *("Accept-Ranges", "Content-Disposition", "Content-Range", "ETag"),  # of files
)
LONGEST_REQUEST = 4_096
"""How many characters a preflight may take to name the headers that its page will send."""
MOST_TOLD = 100
"""How many refused origins a process names in its log: whoever makes up origins can't fill a disk."""
LONGEST_TOLD = 200

FIELD_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
VARY = (b"vary", b"Origin")

log = logging.getLogger("app.origins")


class CrossOrigin(CORSMiddleware):
    """ASGI middleware: lets the pages of allowed origins call, with whatever headers they send.

    origins: those of LYCEUM_CORS_ORIGINS; `*` for all. loopback: whether pages that this machine serves are allowed
    too, on any port. Nothing but `Authorization` says who the viewer is, and no page sends that unless its script knows
    the token. So there is no header that an allowed page must not send, and cookies are never allowed.

    A refused page gets no header of CORS. Each refused origin is one line of the log, which names the setting.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str], *, loopback: bool) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=("*",),
            expose_headers=EXPOSED,
            max_age=600,
        )
        self._loopback = loopback
        self._allows_some = bool(origins) or loopback
        self._told: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight, or pass the request on and say in its answer which page may read it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = headers_of(scope)
        origin = headers.get("origin")
        if origin is None:
            await self.app(scope, receive, _varied(send) if self._allows_some else send)
        elif self.is_allowed_origin(origin):
            await super().__call__(scope, receive, send)
        elif scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            self._tell(origin)
            await _refusal("LYCEUM_CORS_ORIGINS does not list this origin.")(scope, receive, send)
        else:
            if not _is_own(headers, origin):
                self._tell(origin)
            await self.app(scope, receive, _varied(send))

    def is_allowed_origin(self, origin: str) -> bool:
        """Whether pages of the origin may call."""
        return super().is_allowed_origin(origin) or (self._loopback and is_loopback_origin(origin))

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to an allowed origin's preflight: it may send the headers that it names."""
        asked = ",".join(request_headers.getlist("access-control-request-headers"))
        names = [name.strip() for name in asked.split(",") if name.strip()]
        if len(asked) > LONGEST_REQUEST or not all(map(FIELD_NAME.fullmatch, names)):
            return _refusal(
                f"Access-Control-Request-Headers must be names of headers, in at most {LONGEST_REQUEST} characters."
            )
        answer = super().preflight_response(request_headers)
        if names:
            answer.headers["Access-Control-Allow-Headers"] = ", ".join(names)
        return answer

    def _tell(self, origin: str) -> None:
        origin = origin[:LONGEST_TOLD]
        if origin in self._told or len(self._told) >= MOST_TOLD:
            return
        self._told.add(origin)
        log.warning("A page of %s may not call the gateway: LYCEUM_CORS_ORIGINS does not list it.", origin)
        if len(self._told) == MOST_TOLD:
            log.warning("Further pages that LYCEUM_CORS_ORIGINS does not list are refused without a line.")


def is_loopback_origin(origin: str) -> bool:
    """Whether only this machine serves pages of the origin: `localhost`, a name below it (RFC 6761), or an address."""
    if not re.fullmatch(r"https?://[^/\s?#@\\]+", origin):
        return False
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        return False
    return is_loopback(host) or host.endswith(".localhost")


def _is_own(headers: Headers, origin: str) -> bool:
    """Whether the page is the gateway's own: a browser names the origin of each POST, GraphiQL's among them."""
    is_same = headers.get("sec-fetch-site") == "same-origin"
    return is_same or origin.partition("://")[2] == headers.get("host")


def _varied(send: Send) -> Send:
    """Sends the answer with the word that it depends on the origin, so that no cache gives it to another page."""

    async def varied(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], VARY]
        await send(message)

    return varied


def _refusal(reason: str) -> Response:
    return PlainTextResponse(reason, 400, {"Vary": "Origin, Access-Control-Request-Headers"})
