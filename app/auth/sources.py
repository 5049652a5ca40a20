"""Reads the keys that verify tokens, and decides when to read them again."""

from __future__ import annotations

import asyncio
import logging
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

from app.auth.keys import BadKeySet, Key, KeySet, read_key_set
from db.errors import GatewayError

MAXIMUM_BYTES = 512 * 1024
TIMEOUT_SECONDS = 5.0
REFRESH_SECONDS = 600.0
"""Keys older than this are read again, so that a withdrawn key stops being accepted."""
MINIMUM_INTERVAL_SECONDS = 15.0
"""The shortest time between two reads, however many tokens name unknown keys."""

log = logging.getLogger(__name__)


class KeysUnavailable(GatewayError):
    """The token issuer's keys could not be read yet, so no token can be verified."""

    code = "UNAVAILABLE"
    status = 503
    retry_after = 5
    message = "The token can't be verified now: the issuer's keys can't be read."


class Keys(Protocol):
    """Finds the keys that may verify a token."""

    @property
    def generation(self) -> int:
        """Grows whenever the keys may have changed."""
        ...

    async def find(self, kid: str | None) -> Sequence[Key]:
        """The keys with that id, or all for a token that names none. Raises KeysUnavailable."""
        ...

    async def renew(self) -> bool:
        """Reads the keys again, because none of those found verifies a token. Tells whether others may be there now."""
        ...


class FixedKeys:
    """Keys that never change."""

    generation = 0

    def __init__(self, keys: KeySet) -> None:
        self._keys = keys

    async def find(self, kid: str | None) -> Sequence[Key]:
        """The keys with that id, or all for a token that names none."""
        return self._keys.find(kid)

    async def renew(self) -> bool:
        """Never: they are what they are."""
        return False


class RefreshedKeys:
    """Keys of a JWKS, read when first needed, when they are old, and when a token names a key that we don't have.

    read: returns the document's bytes; it runs in a thread. If it fails, we keep the keys that we have.
    clock: seconds, for tests.
    """

    def __init__(self, read: Callable[[], bytes], clock: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._clock = clock
        self._keys: KeySet | None = None
        self._attempted: float | None = None
        self._lock = asyncio.Lock()
        self._renewal: asyncio.Future[None] | None = None
        self.generation = 0

    async def find(self, kid: str | None) -> Sequence[Key]:
        """The keys with that id, or all for a token that names none; they are read again if that may help."""
        if self._keys is None:
            await self._refresh()
        elif self._age() > REFRESH_SECONDS:
            self._refresh_meanwhile()
        found = self._keys.find(kid) if self._keys else ()
        if not found:
            await self._refresh()
            found = self._keys.find(kid) if self._keys else ()
        if self._keys is None:
            raise KeysUnavailable
        return found

    async def renew(self) -> bool:
        """Reads the keys again, unless that was done just now: an issuer may change a key and keep its id."""
        before = self.generation
        await self._refresh()
        return self.generation != before

    def _refresh_meanwhile(self) -> None:
        """Read the keys in the background: the keys that we have may verify the token, so it need not wait."""
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.ensure_future(self._refresh())

    def _age(self) -> float:
        return float("inf") if self._attempted is None else self._clock() - self._attempted

    async def _refresh(self) -> None:
        async with self._lock:
            if self._age() < MINIMUM_INTERVAL_SECONDS:
                return
            self._attempted = self._clock()
            try:
                self._keys = read_key_set(await asyncio.to_thread(self._read))
                self.generation += 1
            except (OSError, HTTPException, BadKeySet) as reason:
                log.warning("The token issuer's keys could not be read: %s", reason)


def key_source(place: str) -> RefreshedKeys:
    """Keys of a JWKS file or https URL. Raises ValueError if the place is neither; reads nothing yet."""
    if "://" not in place:
        return RefreshedKeys(lambda: _read_file(Path(place)))
    url = urlsplit(place)
    local = url.scheme == "http" and url.hostname in {"localhost", "127.0.0.1", "::1"}
    if not (url.scheme == "https" or local) or not url.hostname:
        raise ValueError("a JWKS is a file or an https URL")
    return RefreshedKeys(lambda: _fetch(place))


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return _bounded(file.read(MAXIMUM_BYTES + 1))


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0913 - urllib's signature
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        raise urllib.error.URLError("the JWKS URL answers with a redirect; give its final address")


def _fetch(url: str) -> bytes:
    """The document, within TIMEOUT_SECONDS and MAXIMUM_BYTES, however slowly the server sends it."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    opener = urllib.request.build_opener(_NoRedirects)
    # key_source has checked that the URL is https.
    request = urllib.request.Request(url, headers={"Accept": "application/json"})  # noqa: S310
    received = bytearray()
    with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
        while chunk := answer.read1(65_536):
            received += chunk
            if time.monotonic() > deadline:
                raise TimeoutError("the JWKS took too long")
            _bounded(received)
    return bytes(received)


def _bounded(document: bytes | bytearray) -> bytes:
    if len(document) > MAXIMUM_BYTES:
        raise BadKeySet(f"the JWKS is larger than {MAXIMUM_BYTES} bytes")
    return bytes(document)
