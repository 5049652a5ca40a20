"""The limit on a request's body, over a real connection."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from app.main import create_app
from tests.app.gateway import QUERIES, served, settings

LIMIT = 1024
TOO_LARGE = {
    "errors": [
        {
            "message": "The request is larger than 1024 bytes, the limit (max_body_bytes).",
            "extensions": {"code": "BAD_REQUEST"},
        }
    ]
}


def body(size: int) -> bytes:
    text = json.dumps({"query": "{ __typename }", "extensions": {"padding": ""}})
    return text.replace('""', '"' + "x" * (size - len(text)) + '"').encode()


async def exchange(origin: str, *pieces: bytes, pause: float = 0.05) -> tuple[int, dict[str, str], bytes]:
    """Send the pieces as they are; return the status, headers and body of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(origin.rpartition(":")[2]))
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)).decode().split("\r\n")
        headers = {n.lower(): v for n, _, v in (line.partition(": ") for line in head[1:] if line)}
        content = await asyncio.wait_for(reader.readexactly(int(headers["content-length"])), 10)
        return int(head[0].split()[1]), headers, content
    finally:
        writer.close()


def head(*lines: str) -> bytes:
    return "\r\n".join(
        ["POST /graphql HTTP/1.1", "Host: x", "Content-Type: application/json", *lines, "", ""]
    ).encode()


def chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


@pytest.fixture(scope="module")
async def origin() -> Any:
    async with served(create_app(settings(max_body_bytes=LIMIT), QUERIES)) as made:
        yield made


async def test_a_body_of_the_limit_is_read_and_one_byte_more_is_413(origin: str) -> None:
    async with httpx.AsyncClient() as client:
        headers = {"content-type": "application/json"}
        fits = await client.post(f"{origin}/graphql", content=body(LIMIT), headers=headers)
        assert (fits.status_code, fits.json()) == (200, {"data": {"__typename": "Query"}})
        exceeds = await client.post(f"{origin}/graphql", content=body(LIMIT + 1), headers=headers)
        assert (exceeds.status_code, exceeds.json()) == (413, TOO_LARGE)
        assert exceeds.headers["connection"] == "close"


async def test_a_large_content_length_is_refused_before_the_body_comes(origin: str) -> None:
    for length in ("1025", "999999999999", "9" * 18):
        status, _, content = await exchange(origin, head(f"Content-Length: {length}"))
        assert (status, json.loads(content)) == (413, TOO_LARGE)


async def test_a_body_without_length_is_refused_as_soon_as_it_is_too_large(origin: str) -> None:
    pieces = [chunk(b'{"query":"' + b"x" * 500), chunk(b"x" * 600)]  # the last chunk never comes
    status, _, content = await exchange(origin, head("Transfer-Encoding: chunked"), *pieces)
    assert (status, json.loads(content)) == (413, TOO_LARGE)


async def test_a_body_in_chunks(origin: str) -> None:
    text = body(200)
    pieces = [chunk(text[:50]), chunk(text[50:]), b"0\r\n\r\n"]
    status, _, content = await exchange(origin, head("Transfer-Encoding: chunked"), *pieces)
    assert (status, json.loads(content)) == (200, {"data": {"__typename": "Query"}})


async def test_a_client_that_leaves_in_the_middle_of_its_body_does_no_harm(origin: str) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", int(origin.rpartition(":")[2]))
    writer.write(head("Content-Length: 100") + b'{"query"')
    await writer.drain()
    writer.close()
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{origin}/healthz")).status_code == 200


async def test_a_content_length_that_lies_low_cuts_the_body(origin: str) -> None:
    status, _, _ = await exchange(origin, head("Content-Length: 10"), b'{"query":"{ __typename }"}')
    assert status == 400
