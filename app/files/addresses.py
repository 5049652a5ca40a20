"""Gives files their addresses: the gateway's own for a folder, the server's for a bucket."""

from __future__ import annotations

import time
from urllib.parse import quote

from app.files.tickets import Ticket, Tickets
from resolvers.kit.reading.context import File
from storage.folder import Folder, is_plain
from storage.presenting import shown
from storage.s3 import Bucket

PATH = "/files"


class FolderAddresses:
    """Addresses of this gateway, whose tickets it signs. base: the gateway's own, such as `https://api.example.org`."""

    def __init__(self, folder: Folder, tickets: Tickets, base: str) -> None:
        self._folder = folder
        self._tickets = tickets
        self._base = f"{base.rstrip('/')}{PATH}"

    def address(self, file: File, tenant_id: str, seconds: int) -> str | None:
        """The address of the tenant's file for that long; null if the file does not lie here."""
        key = own_key(self._folder, file.uri, tenant_id)
        if key is None:
            return None
        begins, lasts = window(self._tickets.clock(), seconds)
        how = shown(file.name, file.media_type)
        ticket = Ticket(tenant_id, file.id, begins + lasts, key, how.name, file.media_type)
        return f"{self._base}/{self._tickets.write(ticket)}/{quote(how.name, safe='')}"


class BucketAddresses:
    """Addresses of the bucket's server, signed with the bucket's keys."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def address(self, file: File, tenant_id: str, seconds: int) -> str | None:
        """The address of the tenant's file for that long; null if the file does not lie here."""
        key = own_key(self._bucket, file.uri, tenant_id)
        if key is None:
            return None
        return self._bucket.address(key, shown(file.name, file.media_type), *window(time.time(), seconds))


def own_key(store: Folder | Bucket, uri: str, tenant_id: str) -> str | None:
    """The key of a file that lies in the store among the files of this tenant; null for any other.

    A row may name any place. Only a place of the row's own tenant is opened, so that no row can give out the files of
    another tenant or of the machine.
    """
    key = store.key_of(uri)
    if key is None or not is_plain(key) or not key.startswith(f"{tenant_id}/"):
        return None
    return key


def window(now: float, seconds: int) -> tuple[int, int]:
    """When an address begins, as a Unix time, and for how many seconds from then on it works.

    From now on it works `seconds` and at most a quarter longer. So a file has the same address for a while, and caches
    can keep it.
    """
    step = max(1, seconds // 4)
    return int(now) // step * step, seconds + step
