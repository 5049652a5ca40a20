"""When keys are read again, and what happens when they can't be."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.auth import sources
from app.auth.keys import BadKeySet
from app.auth.sources import KeysUnavailable, RefreshedKeys, key_source
from app.auth.terms import TokenTerms
from app.auth.tokens import Tokens
from db.errors import GatewayError
from tests.app.auth.issuer import AUDIENCE, ISSUER, Published, ec_key, jwk, key_set, signed

FIRST = key_set(jwk(ec_key(1), "1"))
BOTH = key_set(jwk(ec_key(1), "1"), jwk(ec_key(2), "2"))


def refreshed(published: Published) -> RefreshedKeys:
    return RefreshedKeys(published.read, clock=lambda: published.now)


async def test_keys_are_read_once_for_many_tokens() -> None:
    published = Published(FIRST)
    keys = refreshed(published)
    assert await keys.find("1")
    assert await keys.find("1")
    assert published.reads == 1


async def test_an_unknown_kid_makes_us_read_again() -> None:
    published = Published(FIRST)
    keys = refreshed(published)
    await keys.find("1")
    published.document, published.now = BOTH, published.now + 60
    assert await keys.find("2")
    assert published.reads == 2


async def test_unknown_kids_do_not_hammer_the_issuer() -> None:
    published = Published(FIRST)
    keys = refreshed(published)
    found = await asyncio.gather(*(keys.find(f"unknown {i}") for i in range(200)))
    assert found == [[]] * 200
    assert published.reads == 1
    published.now += sources.MINIMUM_INTERVAL_SECONDS
    await asyncio.gather(*(keys.find(f"unknown {i}") for i in range(200)))
    assert published.reads == 2


async def test_a_failing_read_keeps_the_keys() -> None:
    published = Published(FIRST)
    keys = refreshed(published)
    await keys.find("1")
    for failure in (OSError("down"), TimeoutError(), BadKeySet("no keys")):
        published.failure = failure
        published.now += sources.REFRESH_SECONDS + 1
        assert await keys.find("2") == []
        assert await keys.find("1")
    assert published.reads == 4
    assert keys.generation == 1


async def test_a_withdrawn_key_stops_counting_and_its_tokens_are_forgotten() -> None:
    published = Published(BOTH)
    keys = refreshed(published)
    tokens = Tokens(keys, TokenTerms(ISSUER, AUDIENCE))
    text = signed(ec_key(2), "ES256", "2")
    assert (await tokens.verify(text)).subject == "maya"
    published.document, published.now = FIRST, published.now + sources.REFRESH_SECONDS + 1
    assert (await tokens.verify(signed(ec_key(1), "ES256", "1"))).subject == "maya"
    assert keys._renewal
    await keys._renewal
    with pytest.raises(GatewayError, match="names no key"):
        await tokens.verify(text)


@pytest.mark.parametrize("kid", [None, "1"])
async def test_a_key_that_changes_and_keeps_its_id_is_read_again(kid: str | None) -> None:
    published = Published(key_set(jwk(ec_key(1), kid)))
    tokens = Tokens(refreshed(published), TokenTerms(ISSUER, AUDIENCE))
    assert (await tokens.verify(signed(ec_key(1), "ES256", kid))).subject == "maya"
    published.document, published.now = key_set(jwk(ec_key(2), kid)), published.now + 60
    assert (await tokens.verify(signed(ec_key(2), "ES256", kid))).subject == "maya"
    assert published.reads == 2
    for _ in range(3):
        with pytest.raises(GatewayError, match="the signature does not match"):
            await tokens.verify(signed(ec_key(1), "ES256", kid))
    assert published.reads == 2


async def test_without_any_keys_the_answer_is_503() -> None:
    published = Published(FIRST, failure=OSError("down"))
    keys = refreshed(published)
    with pytest.raises(KeysUnavailable):
        await keys.find("1")
    with pytest.raises(GatewayError) as refusal:
        await Tokens(keys, TokenTerms(ISSUER, AUDIENCE)).verify(signed(ec_key(1), "ES256", "1"))
    assert (refusal.value.status, refusal.value.code) == (503, "UNAVAILABLE")
    assert refusal.value.headers == {"Retry-After": "5"}
    assert published.reads == 1
    published.failure, published.now = None, published.now + 60
    assert await keys.find("1")


async def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    keys = key_source(str(file))
    with pytest.raises(KeysUnavailable):
        await keys.find("1")
    file.write_bytes(FIRST)
    assert await key_source(str(file)).find("1")
    file.write_bytes(b" " * (sources.MAXIMUM_BYTES + 1))
    with pytest.raises(KeysUnavailable):
        await key_source(str(file)).find("1")


@pytest.mark.parametrize(
    "place", ["http://issuer.example/keys", "ftp://issuer.example/keys", "file:///etc/passwd", "https://", "http://127.0.0.1.example/"]
)  # fmt: skip
def test_places_that_keys_are_not_read_from(place: str) -> None:
    with pytest.raises(ValueError, match="a file or an https URL"):
        key_source(place)


class Issuer(BaseHTTPRequestHandler):
    stop = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/keys")
            self.end_headers()
            return
        self.send_response(200 if self.path != "/broken" else 500)
        self.end_headers()
        if self.path == "/keys":
            self.wfile.write(FIRST)
        elif self.path == "/huge":
            self.wfile.write(b" " * (2 * sources.MAXIMUM_BYTES))
        elif self.path == "/drip":
            while not self.stop.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def issuer() -> Iterator[str]:
    Issuer.stop.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        Issuer.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


async def test_a_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "TIMEOUT_SECONDS", 0.3)
    with issuer() as origin:
        assert await key_source(f"{origin}/keys").find("1")
        for path in ("moved", "broken", "huge", "drip"):
            with pytest.raises(KeysUnavailable):
                await key_source(f"{origin}/{path}").find("1")
    with pytest.raises(KeysUnavailable):
        await key_source(f"{origin}/keys").find("1")
