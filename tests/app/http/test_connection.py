"""A connection's bounds, over real connections: one too large, slow or many ends, and the others notice nothing."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from app.http.transport.connection import MOST_HEADERS, MOST_PIPELINED, UNSENT, Connection
from app.main import create_app
from resolvers.kit.reading.budget import UNLIMITED
from tests.app.gateway import QUERIES, served, settings

LIMIT = 4_096
SOON = 0.4
"""The deadline of a phase in these tests, in seconds; a patient client waits 20 seconds for the answer."""
BOUNDS = {
    "max_header_bytes": LIMIT, "header_seconds": SOON, "body_seconds": SOON, "stall_seconds": SOON,
    "max_unsent_bytes": 30 << 20, "max_connections": 40,
}  # fmt: skip
QUERY = json.dumps({"query": "{ __typename }"}).encode()
GOOD = (
    b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    % len(QUERY)
) + QUERY
CHUNKED = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
FIRST_CHUNK = b"%x\r\n" % len(QUERY) + QUERY + b"\r\n"

TOO_LARGE = (
    f"The headers are larger than {LIMIT} bytes, the limit (max_header_bytes), or more than {MOST_HEADERS}."
)
LONG_URL = f"The URL is longer than {LIMIT} bytes, the limit (max_header_bytes)."
NOT_HTTP = "This is not HTTP as this server speaks it."
FRAMING = "The body comes with more framing than content."


class Client:
    """One connection, byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, *pieces: bytes, pause: float = 0.0) -> None:
        """Send the pieces, as far as the server takes them."""
        for piece in pieces:
            try:
                self.writer.write(piece)
                await self.writer.drain()
            except ConnectionError:
                return
            if pause:
                await asyncio.sleep(pause)

    async def answer(self) -> tuple[int, dict[str, str], bytes]:
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 20)).decode().split("\r\n")
        headers = {n.lower(): v for n, _, v in (line.partition(": ") for line in head[1:] if line)}
        content = await asyncio.wait_for(self.reader.readexactly(int(headers["content-length"])), 20)
        return int(head[0].split()[1]), headers, content

    async def is_closed(self) -> bool:
        """Whether the server closes the connection without sending more; waits until it does."""
        try:
            return await asyncio.wait_for(self.reader.read(), 20) == b""
        except ConnectionError:
            return True


@asynccontextmanager
async def connected(origin: str, receive_buffer: int | None = None) -> AsyncIterator[Client]:
    made = socket.socket()
    if receive_buffer:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    made.setblocking(False)
    await asyncio.get_running_loop().sock_connect(made, ("127.0.0.1", int(origin.rpartition(":")[2])))
    # A stream buffers at most twice this before it is read, so a client that never reads falls behind.
    reader, writer = await asyncio.open_connection(sock=made, limit=65_536)
    try:
        yield Client(reader, writer)
    finally:
        writer.close()


@pytest.fixture(scope="module")
async def origin() -> AsyncIterator[str]:
    async with served(create_app(settings(), QUERIES), **BOUNDS) as made:
        yield made


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(400):
        if holds():
            return
        await asyncio.sleep(0.05)
    pytest.fail("it never came to that")


def connections() -> list[Connection]:
    """The connections of these tests' only server."""
    return [connection for state in UNSENT for connection in state.connections]


def start(url: bytes = b"/graphql") -> bytes:
    return b"GET " + url + b" HTTP/1.1\r\nHost: x\r\n"


HUGE: dict[str, tuple[bytes, int, str]] = {
    "an endless header line": (start() + b"X-Long: " + b"x" * 1_000_000, 431, TOO_LARGE),
    "an endless header name": (start() + b"x" * 1_000_000, 431, TOO_LARGE),
    "an endless address": (b"GET /" + b"x" * 1_000_000, 414, LONG_URL),
    "headers without end": (start() + b"X-Short: x\r\n" * 100_000, 431, TOO_LARGE),
    "a long line that ends": (start() + b"X-Long: " + b"x" * LIMIT + b"\r\n\r\n", 431, TOO_LARGE),
    "a long address that ends": (start(b"/" + b"x" * LIMIT) + b"\r\n", 414, LONG_URL),
    "a line too many": (start() + b"A: b\r\n" * MOST_HEADERS + b"\r\n", 431, TOO_LARGE),
    "empty values": (start() + b"A:\r\n" * (MOST_HEADERS + 1) + b"\r\n", 431, TOO_LARGE),
    "a folded line": (start() + b"X-Long: x\r\n" + b" x\r\n" * 100_000, 400, NOT_HTTP),
    "the extension of a chunk": (CHUNKED + b"5;" + b"x" * 1_000_000, 400, FRAMING),
    "the extension of a chunk, with a value": (CHUNKED + b'5;a="' + b"x" * 1_000_000, 400, FRAMING),
    "a trailer": (CHUNKED + FIRST_CHUNK + b"0\r\nX-Long: " + b"x" * 1_000_000, 400, FRAMING),
    "trailers without end": (CHUNKED + FIRST_CHUNK + b"0\r\n" + b"X-Short: x\r\n" * 100_000, 400, FRAMING),
    "zeros before a chunk": (CHUNKED + b"0" * 1_000_000, 400, FRAMING),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00", 400, NOT_HTTP),
    "two lengths": (GOOD.replace(b"Host: x", b"Content-Length: 3"), 400, NOT_HTTP),
}  # fmt: skip


@pytest.mark.parametrize("before", [b"", GOOD], ids=["first", "after another"])
@pytest.mark.parametrize(("sent", "status", "message"), HUGE.values(), ids=HUGE)
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "in pieces"])
async def test_a_request_without_end_is_refused_by_its_size(
    origin: str, before: bytes, sent: bytes, status: int, message: str, at_once: bool
) -> None:
    async with connected(origin) as client:
        if before:
            await client.send(before)
            assert (await client.answer())[0] == 200
        pieces = [sent] if at_once else [sent[i : i + 1_400] for i in range(0, len(sent), 1_400)]
        sending = asyncio.create_task(client.send(*pieces))
        told, headers, content = await client.answer()
        assert told == status
        error: dict[str, Any] = json.loads(content)["errors"][0]
        assert error["extensions"] == {"code": "BAD_REQUEST"}
        assert error["message"] == message
        assert headers["connection"] == "close"
        await sending
        assert await client.is_closed()


@pytest.mark.parametrize("allowed", [65_536, 200_000])
@pytest.mark.parametrize("length", [65_537, 67_584, 150_000])
async def test_a_url_that_the_parser_can_not_take_is_414(allowed: int, length: int) -> None:
    bounds = {**BOUNDS, "max_header_bytes": allowed}
    async with served(create_app(settings(), QUERIES), **bounds) as made, connected(made) as client:
        sending = asyncio.create_task(client.send(start(b"/" + b"x" * (length - 1)) + b"\r\n"))
        status, headers, content = await client.answer()
        await sending
    assert (status, headers["content-type"]) == (414, "application/json; charset=utf-8")
    assert json.loads(content)["errors"][0]["message"].startswith("The URL is longer than 6553")


async def test_headers_of_the_limit_are_read(origin: str) -> None:
    async with connected(origin) as client:
        request = start(b"/healthz") + b"X-Long: " + b"x" * (LIMIT - 100) + b"\r\n\r\n"
        await client.send(request, request)
        assert [(await client.answer())[0] for _ in range(2)] == [200, 200]


async def test_a_body_in_chunks_of_one_byte_with_trailers_is_read(origin: str) -> None:
    async with connected(origin) as client:
        chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in QUERY)
        await client.send(CHUNKED + chunks + b"0\r\nX-Tenant: north\r\nX-Sum: 1\r\n\r\n")
        status, _, content = await client.answer()
        assert (status, json.loads(content)) == (200, {"data": {"__typename": "Query"}})
        await client.send(GOOD)
        assert (await client.answer())[0] == 200


async def test_requests_that_wait_for_the_one_before_are_answered_in_order(origin: str) -> None:
    async with connected(origin) as client:
        await client.send(GOOD * 10)
        assert [(await client.answer())[0] for _ in range(10)] == [200] * 10
        await client.send(GOOD * (MOST_PIPELINED + 20))
        answered = [(await client.answer())[0] for _ in range(MOST_PIPELINED + 1)]
        assert answered == [200] * (MOST_PIPELINED + 1)
        assert await client.is_closed()


@pytest.mark.parametrize("before", [b"", GOOD], ids=["first", "after another"])
@pytest.mark.parametrize("length", [1, 3, 10, 20, 60, 80, GOOD.index(QUERY) - 1])
async def test_headers_that_never_end_are_waited_for_so_long(origin: str, before: bytes, length: int) -> None:
    for pause in (0.0, SOON / 10):
        async with connected(origin) as client:
            if before:
                await client.send(before)
                assert (await client.answer())[0] == 200
            part = GOOD[:length]
            drip = [part] if not pause else [part[i : i + 1] for i in range(min(len(part), 5))] + [part[5:]]
            await client.send(*drip, pause=pause)
            status, _, content = await client.answer()
            assert (status, json.loads(content)["errors"][0]["message"]) == (
                408,
                "The request's headers did not come in time.",
            )
            assert await client.is_closed()


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"\r\n\r\n\r\n"])
@pytest.mark.parametrize("before", [b"", GOOD], ids=["first", "after another"])
async def test_a_connection_that_asks_nothing_is_closed(origin: str, before: bytes, sent: bytes) -> None:
    async with connected(origin) as client:
        if before:
            await client.send(before)
            assert (await client.answer())[0] == 200
        sending = asyncio.create_task(client.send(*[sent] * 200, pause=0.05))
        assert await client.is_closed()
        sending.cancel()


PARTS = {
    "nothing of it": GOOD[: GOOD.index(QUERY)],
    "part of it": GOOD[:-3],
    "a chunk": CHUNKED + FIRST_CHUNK,
    "part of a chunk": CHUNKED + FIRST_CHUNK[:-9],
    "no end of the trailers": CHUNKED + FIRST_CHUNK + b"0\r\nX: y\r\n",
}


@pytest.mark.parametrize("sent", PARTS.values(), ids=PARTS)
async def test_a_body_that_never_ends_is_waited_for_so_long(origin: str, sent: bytes) -> None:
    async with connected(origin) as client:
        await client.send(sent)
        status, _, content = await client.answer()
        assert (status, json.loads(content)["errors"][0]["message"]) == (
            408,
            "The request's body did not come in time.",
        )
        assert await client.is_closed()


async def test_a_body_that_drips_is_waited_for_no_longer(origin: str) -> None:
    async with connected(origin) as client:
        sending = asyncio.create_task(client.send(CHUNKED, *[b"1\r\n \r\n"] * 400, pause=0.05))
        assert (await client.answer())[0] == 408
        sending.cancel()


async def test_a_body_that_nobody_asked_for_ends_too(origin: str) -> None:
    async with connected(origin) as client:
        endless = b"GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        sending = asyncio.create_task(client.send(endless, *[b"1\r\n \r\n"] * 400, pause=0.05))
        assert (await client.answer())[0] == 200
        await until(lambda: not connections())
        sending.cancel()


def large(megabytes: int) -> bytes:
    body = json.dumps({"query": f"{{ long(megabytes: {megabytes}) }}"}).encode()
    head = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Tenant: north\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


@pytest.fixture
async def reading(tenants: Any) -> AsyncIterator[str]:
    """A gateway with a database, whose answers can be large."""
    unlimited = settings(tenants.gateway_url, budget_visitor=UNLIMITED)
    async with served(create_app(unlimited, QUERIES), **BOUNDS) as made:
        yield made


@pytest.mark.parametrize("closing", [b"", b"Connection: close\r\n"], ids=["kept", "closed"])
async def test_a_client_that_reads_nothing_is_dropped(reading: str, closing: bytes) -> None:
    async with connected(reading, receive_buffer=4_096) as client:
        await client.send(large(20).replace(b"Host: x\r\n", b"Host: x\r\n" + closing))
        await until(lambda: any(unsent.bytes >= 20 << 20 for unsent in UNSENT.values()))
        await until(lambda: not any(unsent.bytes for unsent in UNSENT.values()) and not connections())


@pytest.mark.parametrize("closing", [b"", b"Connection: close\r\n"], ids=["kept", "closed"])
async def test_a_client_that_leaves_the_rest_of_an_answer_is_dropped(reading: str, closing: bytes) -> None:
    async with connected(reading, receive_buffer=4_096) as client:
        await client.send(large(3).replace(b"Host: x\r\n", b"Host: x\r\n" + closing))
        await until(lambda: not connections())


async def test_clients_that_read_nothing_hold_a_bounded_part_and_one_that_reads_gets_all(
    reading: str,
) -> None:
    async with httpx.AsyncClient(timeout=60) as honest:
        idle = [connected(reading, receive_buffer=4_096) for _ in range(15)]
        clients = [await each.__aenter__() for each in idle]
        for client in clients:
            await client.send(large(10))
        query = {"query": "{ long(megabytes: 10) }"}
        answer = await honest.post(f"{reading}/graphql", json=query, headers={"x-tenant": "north"})
        assert answer.json() == {"data": {"long": "x" * (10 << 20)}}
        await until(lambda: all(unsent.bytes <= BOUNDS["max_unsent_bytes"] for unsent in UNSENT.values()))
        await until(lambda: not any(unsent.bytes for unsent in UNSENT.values()))
        for each in idle:
            await each.__aexit__(None, None, None)


async def test_one_connection_more_takes_the_place_of_one_that_asks_nothing(origin: str) -> None:
    most = int(BOUNDS["max_connections"])
    idle = [connected(origin) for _ in range(most)]
    clients = [await each.__aenter__() for each in idle]
    for client in clients[most // 2 :]:
        await client.send(GOOD[:30])
    await until(lambda: len(connections()) == most)
    async with connected(origin) as client:
        await client.send(GOOD)
        assert (await client.answer())[0] == 200
        assert len(connections()) <= most
    for each in idle:
        await each.__aexit__(None, None, None)


async def test_where_all_are_at_work_one_more_is_told_to_come_back(tenants: Any) -> None:
    bounds = BOUNDS | {"max_connections": 3}
    async with (
        served(create_app(settings(tenants.gateway_url), QUERIES), **bounds) as busy,
        httpx.AsyncClient() as client,
    ):
        query = {"query": "{ wait(milliseconds: 1500) }"}
        headers = {"x-tenant": "north"}
        working = [
            asyncio.create_task(client.post(f"{busy}/graphql", json=query, headers=headers)) for _ in range(3)
        ]
        await until(lambda: len(connections()) == 3 and all(each.cycle for each in connections()))
        async with connected(busy) as more:
            status, told, content = await more.answer()
            assert (status, told["retry-after"]) == (503, "1")
            assert json.loads(content)["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
            assert await more.is_closed()
        assert [(await each).status_code for each in working] == [200] * 3
