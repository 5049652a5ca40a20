"""Each Accept-Encoding header gets the right encoding, and the content really has that encoding."""

import gzip
from collections.abc import Callable

import brotli
import httpx
import pytest

from app.compressed import ENCODINGS, Kept, zstd
from app.http.encoding import LEAST_BYTES, choose_encoding
from tests.app.gateway import gateway
from tests.support.databases import Database

DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress,
}  # fmt: skip


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", None),
        ("identity", None),
        ("deflate, compress", None),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip; q=0.4 , br ;q = 0.5", "br"),
        ("gzip;q=0", None),
        ("gzip;q=0, *", "zstd"),
        ("zstd;q=0, br;q=0, *", "gzip"),
        ("*", "zstd"),
        ("*;q=0", None),
        ("*;q=0, gzip;q=0.1", "gzip"),
        ("identity;q=0.9, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.9", "gzip"),
        ("identity;q=0", None),
        ("gzip;q=nonsense", None),
        ("gzip;q=-1", None),
        (";;;,,,q=1", None),
        ("x" * 100_000 + ", gzip", None),
    ],
)
def test_the_encoding_of_the_answer(accept: str, chosen: str | None) -> None:
    assert choose_encoding(accept) == chosen


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_an_answer_in_each_encoding_is_the_answer(tenants: Database, encoding: str) -> None:
    query = {"query": "{ long(megabytes: 1) }"}
    async with gateway(tenants.gateway_url) as client:
        for document, is_large in ((query, True), ({"query": "{ hello }"}, False)):
            headers = {"x-tenant": "north", "accept-encoding": encoding}
            request = client.build_request("POST", "/graphql", json=document, headers=headers)
            answer = await client.send(request, stream=True)
            raw = b"".join([piece async for piece in answer.aiter_raw()])
            assert answer.headers.get("content-encoding") == (encoding if is_large else None)
            assert int(answer.headers["content-length"]) == len(raw)
            assert "Accept-Encoding" in answer.headers["vary"]
            plain = await client.post(
                "/graphql", json=document, headers={"x-tenant": "north", "accept-encoding": "identity"}
            )
            assert "content-encoding" not in plain.headers
            assert (DECODERS[encoding](raw) if is_large else raw) == plain.content
            assert not is_large or len(raw) < len(plain.content) / 100


async def test_what_is_kept_is_compressed_once() -> None:
    kept = Kept(b"x" * LEAST_BYTES)
    for encoding, decode in DECODERS.items():
        once = await kept.encoded(encoding)
        assert decode(once) == kept.content
        assert await kept.encoded(encoding) is once


async def test_tokens_are_never_compressed() -> None:
    """The list of people holds tokens beside texts: its size must not reveal the tokens (the BREACH attack)."""
    async with gateway("postgresql://localhost:1/nowhere") as client:
        answer: httpx.Response = await client.get(
            "/graphql/people", headers={"accept-encoding": "gzip, br, zstd"}
        )
        assert len(answer.content) > LEAST_BYTES
        assert "content-encoding" not in answer.headers
