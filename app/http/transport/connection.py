"""Bounds uvicorn's connection, which by itself lets a client send without end and take as long as it likes.

httptools keeps a header until it ends, however long it grows. uvicorn waits forever for the rest of an unfinished
request, and for a client that doesn't read its answer. So bytes are counted as they come, and each phase has a deadline
(decision 34).
"""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from typing import Any, cast
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from app.errors import BadRequest, HeadersTooLarge, RequestTooSlow, TooManyConnections, UrlTooLong, response
from app.http.json import dumps
from app.http.transport.bounds import Bounds
from app.http.transport.unsent import Unsent
from db.errors import GatewayError

MOST_HEADERS = 200
"""The most header lines of one request; browsers and proxies send about thirty."""
LONGEST_URL = 65_535
"""The longest URL that the parser can take apart, whatever the settings allow."""
MOST_PIPELINED = 64
"""The most requests on one connection that wait for the answer to an earlier one."""
FRAMING = 8
"""How many bytes of framing may come with each byte of a body: chunks of a single byte bring five."""
LINGER_SECONDS = 1.0
"""How long we go on reading after a refusal: closing a connection with unread bytes may lose our last words."""

UNSENT: WeakKeyDictionary[Any, Unsent] = WeakKeyDictionary()
"""The answers that wait for their readers, by the server of this process that sends them."""


class Phase(Enum):
    """Which part of a request is being read."""

    NOTHING = auto()
    HEAD = auto()
    BODY = auto()


class Connection(HttpToolsProtocol):
    """One client's connection."""

    def __init__(self, *arguments: Any, bounds: Bounds, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._bounds = bounds
        self._unsent = UNSENT.setdefault(self.server_state, Unsent(bounds.max_unsent_bytes))
        self._phase = Phase.NOTHING
        self._deadline: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None
        self._refusal: GatewayError | None = None
        self._is_over = False
        self._chunk = self._head = self._raw = self._body = 0
        self.since = self.loop.time()
        """Since when the connection has been idle, or its request unfinished."""

    # Reading requests

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept the client. If there are too many, close an idle connection, or else refuse the client."""
        super().connection_made(transport)
        if len(self.connections) > self._bounds.max_connections and not self._make_room():
            self._refuse(TooManyConnections())
            return
        self._deadline = self.loop.call_later(self._bounds.header_seconds, self._is_late)

    def data_received(self, data: bytes) -> None:
        """Pass the bytes to the parser, count them, and set the deadline by which the phase must end."""
        if self._is_over:
            return
        phase, body = self._phase, self._body
        self._chunk = len(data)
        if phase is Phase.HEAD:
            self._head += len(data)
        super().data_received(data)
        if self._is_over or self.transport.is_closing():
            return
        if phase is self._phase and phase is not Phase.NOTHING:
            self._raw += len(data) - (self._body - body)
            allowed = self._bounds.max_header_bytes
            if self._raw > allowed + (FRAMING * self._body if phase is Phase.BODY else 0):
                self._refuse(self._too_large())
                return
        self._set_deadline(phase)

    def on_message_begin(self) -> None:
        """Start to count for a new request."""
        super().on_message_begin()
        self._phase = Phase.HEAD
        # The bytes that the URL and headers have at most: those of the chunks in which they came.
        self._head = self._chunk
        self._raw = self._body = 0

    def on_headers_complete(self) -> None:
        """Begin to answer the request, now that its headers are complete."""
        self._check_head()
        if len(self.pipeline) >= MOST_PIPELINED:
            self._refusal = BadRequest(
                f"More than {MOST_PIPELINED} requests wait for an answer on this connection."
            )
            raise OverflowError
        super().on_headers_complete()
        # The request has its headers; trailers go into a list that nobody reads.
        self.headers = []
        self._phase = Phase.BODY
        self._raw = 0

    def on_body(self, body: bytes) -> None:
        """Count a part of the body."""
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that the request has been read."""
        super().on_message_complete()
        self._phase = Phase.NOTHING

    def _check_head(self) -> None:
        most = self._bounds.max_header_bytes
        if self._head <= min(most, LONGEST_URL) and len(self.headers) <= MOST_HEADERS:
            return
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > most or len(self.headers) > MOST_HEADERS or len(self.url) > LONGEST_URL:
            self._refusal = self._too_large()
            raise OverflowError  # an exception in a callback ends the parsing

    def _too_large(self) -> GatewayError:
        most = self._bounds.max_header_bytes
        if self._phase is Phase.BODY:
            return BadRequest("The body comes with more framing than content.")
        if len(self.url) > min(most, LONGEST_URL):
            limit = (
                f"{most} bytes, the limit (max_header_bytes)"
                if most <= LONGEST_URL
                else f"{LONGEST_URL} bytes"
            )
            return UrlTooLong(f"The URL is longer than {limit}.")
        return HeadersTooLarge(
            f"The headers are larger than {most} bytes, the limit (max_header_bytes), or more than {MOST_HEADERS}."
        )

    # Deadlines, and room for new connections

    def _set_deadline(self, before: Phase) -> None:
        """Set one deadline per phase, counted from its first byte; later bytes do not extend it."""
        if self._phase is before and self._deadline is not None:
            return
        self._drop_deadline()
        if self._phase is Phase.BODY:
            self._deadline = self.loop.call_later(self._bounds.body_seconds, self._is_late)
        elif self._phase is Phase.HEAD or self._is_idle():
            self.since = self.loop.time()
            self._deadline = self.loop.call_later(self._bounds.header_seconds, self._is_late)

    def _drop_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _is_idle(self) -> bool:
        return (self._asked is None or self._asked.response_complete) and not self.pipeline

    def _is_late(self) -> None:
        self._deadline = None
        if self.flow.read_paused or (self._phase is not Phase.BODY and not self._is_idle()):
            # The client waits for us, not we for the client.
            self._deadline = self.loop.call_later(self._bounds.header_seconds, self._is_late)
        elif self._phase is Phase.NOTHING:
            self._end()
        else:
            part = "body" if self._phase is Phase.BODY else "headers"
            self._refuse(RequestTooSlow(f"The request's {part} did not come in time."))

    def _make_room(self) -> bool:
        """Close the connection that has kept us waiting for a request longest, if there is one."""
        others = cast("set[Connection]", self.connections) - {self}
        idle = [connection for connection in others if connection.asks_nothing]
        if not idle:
            return False
        min(idle, key=lambda connection: (connection.has_asked, connection.since)).give_up()
        return True

    @property
    def asks_nothing(self) -> bool:
        """Whether the connection has no request that is being answered, or whose headers are complete."""
        return self._phase is not Phase.BODY and self._is_idle() and not self._is_over

    @property
    def has_asked(self) -> bool:
        """Whether the connection has sent a request before."""
        return self._asked is not None

    @property
    def _asked(self) -> RequestResponseCycle | None:
        """The latest request, or None before the first, which uvicorn's type leaves out."""
        return cast("RequestResponseCycle | None", self.cycle)

    # Writing answers

    def pause_writing(self) -> None:
        """Note that the reader has fallen behind, and set a deadline."""
        super().pause_writing()
        held = cast("dict[str, Any]", self._asked.scope).get("lyceum.unsent", 0) if self._asked else 0
        self._stall = self.loop.call_later(self._bounds.stall_seconds, self.give_up)
        self._unsent.add(self, held)

    def resume_writing(self) -> None:
        """Note that the reader has taken most of what waited."""
        super().resume_writing()
        self._keeps_up()

    def on_response_complete(self) -> None:
        """Note that the whole answer is written, though it may still wait for its reader."""
        self.since = self.loop.time()
        super().on_response_complete()
        if self.transport.is_closing() and self.transport.get_write_buffer_size():
            self._keeps_up()
            self._stall = self.loop.call_later(self._bounds.stall_seconds, self.give_up)

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection if no other request came."""
        if self._phase is Phase.NOTHING:
            self._end()

    def connection_lost(self, exc: Exception | None) -> None:
        """Release everything that the connection held."""
        self._is_over = True
        self._drop_deadline()
        self._keeps_up()
        super().connection_lost(exc)

    def _keeps_up(self) -> None:
        self._unsent.remove(self)
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None

    def give_up(self) -> None:
        """Drop the connection at once, with everything that waits to be sent."""
        self._is_over = True
        self.transport.abort()

    def _end(self) -> None:
        """Close the connection; drop it if its reader has not taken what was sent so far."""
        if self.transport.get_write_buffer_size():
            self.give_up()
        elif not self.transport.is_closing():
            self.transport.close()

    # Refusals

    def send_400_response(self, msg: str) -> None:
        """Say why the request can't be read."""
        self._refuse(self._refusal or BadRequest("This is not HTTP as this server speaks it."))

    def _refuse(self, error: GatewayError) -> None:
        """Send the error and close; if earlier requests still await answers, close after these without the error."""
        cycle = self._asked
        is_over = self._is_over or self.transport.is_closing()
        self._is_over = True
        self._drop_deadline()
        self._unset_keepalive_if_required()
        if cycle is not None and not cycle.response_complete:
            if self._phase is not Phase.BODY and not is_over:
                cycle.keep_alive = False
                return
            # The body that can't be read belongs to this request.
            cycle.disconnected = True
            cycle.message_event.set()
            is_over = is_over or cycle.response_started or bool(self.pipeline)
        if is_over:
            self.give_up()
        else:
            self._say(_written(error), is_last=error.status == 503)

    def _say(self, response: bytes, *, is_last: bool) -> None:
        self.flow.resume_reading()
        self.transport.write(response)
        if is_last or not self.transport.can_write_eof():
            self.transport.close()
            return
        self.transport.write_eof()
        self._deadline = self.loop.call_later(LINGER_SECONDS, self.give_up)


def _written(error: GatewayError) -> bytes:
    body = dumps(response(error))
    headers = [f"{name.lower()}: {value}\r\n".encode() for name, value in error.headers.items()]
    return b"".join(
        (
            STATUS_LINE[error.status],
            b"content-type: application/json; charset=utf-8\r\ncontent-length: %d\r\n" % len(body),
            b"cache-control: no-store\r\nx-content-type-options: nosniff\r\n",
            *headers,
            b"connection: close\r\n\r\n",
            body,
        )
    )
