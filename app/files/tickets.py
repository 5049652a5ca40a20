"""Tickets: what the gateway signs into a file's address, so that the address alone opens the file until it expires."""

from __future__ import annotations

import hmac
import re
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from typing import Any, cast

import orjson

from app.errors import FileNotOpen

VERSION = "v1"
TICKET = re.compile(r"([A-Za-z0-9_-]{1,8000})\.([A-Za-z0-9_-]{43})")

FORGED = "This is not an address that this gateway has given out."
EXPIRED = "This address has expired. Ask for the file's url again."


@dataclass(frozen=True, slots=True)
class Ticket:
    """What an address opens. key: the file's in storage. expires: a Unix time. tenant, asset: UUIDs as text."""

    tenant: str
    asset: str
    expires: int
    key: str
    name: str
    media_type: str


class Tickets:
    """Signs tickets with the first of several named keys (HMAC-SHA256), and reads what any of them signed."""

    def __init__(self, keys: Mapping[str, bytes], clock: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._signs = next(iter(keys))
        self.clock = clock

    def write(self, ticket: Ticket) -> str:
        """The ticket as one segment of a path: its content and its signature, both in base64url."""
        content = _encoded(orjson.dumps([VERSION, self._signs, *astuple(ticket)]))
        return f"{content}.{self._signature(content, self._keys[self._signs])}"

    def read(self, text: str) -> Ticket:
        """The ticket. Raises FileNotOpen if none of the keys signed exactly this text, or if it has expired."""
        match = TICKET.fullmatch(text)
        if match is None:
            raise FileNotOpen(FORGED)
        content, signature = match.groups()
        parts = _decoded(content)
        key = self._keys.get(parts[1]) if len(parts) > 1 and isinstance(parts[1], str) else None
        # Compared even if the key is unknown, so that the time tells nobody which names are known.
        is_ours = hmac.compare_digest(self._signature(content, key or bytes(32)), signature)
        if key is None or not is_ours or parts[0] != VERSION:
            raise FileNotOpen(FORGED)
        ticket = Ticket(*parts[2:])
        if ticket.expires <= self.clock():
            raise FileNotOpen(EXPIRED)
        return ticket

    @staticmethod
    def _signature(content: str, key: bytes) -> str:
        return _encoded(hmac.digest(key, content.encode(), "sha256"))


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _decoded(content: str) -> list[Any]:
    """What a ticket that may be forged holds; nothing if it can't be read."""
    try:
        value: object = orjson.loads(urlsafe_b64decode(content + "=" * (-len(content) % 4)))
    except ValueError:
        return []
    return cast("list[Any]", value) if isinstance(value, list) else []
