"""Opens the storage of the settings: what gives files their addresses, and what answers there."""

from __future__ import annotations

import hmac
import logging
import os
from collections.abc import Mapping

from app.files.addresses import BucketAddresses, FolderAddresses
from app.files.downloads import Downloads
from app.files.tickets import Tickets
from app.settings import Settings
from resolvers.kit.reading.context import Files
from storage import StorageChoice, open_store
from storage.folder import Folder

log = logging.getLogger(__name__)


def storage_of(settings: Settings) -> StorageChoice:
    """The storage of the settings."""
    return StorageChoice(
        settings.storage or str(settings.data_directory / "storage"),
        settings.storage_endpoint,
        settings.storage_region,
        settings.storage_access_key,
        settings.storage_secret_key,
    )


def open_files(settings: Settings) -> tuple[Files | None, Downloads | None]:
    """What gives addresses, and what answers at the gateway's own; null where this gateway has none.

    Raises StorageRefused for a bucket without its keys.
    """
    store = open_store(storage_of(settings))
    if not isinstance(store, Folder):
        return BucketAddresses(store), None
    keys = keys_of(settings)
    if keys is None:
        if settings.storage is not None:
            log.warning("No file is given out, and url is null: set LYCEUM_FILES_KEY")
        return None, None
    tickets = Tickets(keys)
    return FolderAddresses(store, tickets, base_of(settings)), Downloads(store, tickets)


def keys_of(settings: Settings) -> Mapping[str, bytes] | None:
    """The keys that sign addresses. Without any in the settings, null in production.

    In development it is then one that follows from the secret of tokens; without such a secret, a new one.
    """
    if settings.files_key is not None:
        return settings.files_key
    if settings.environment == "production":
        return None
    secret = settings.jwt_secret
    own = hmac.digest(secret.encode(), b"lyceum files", "sha256") if secret else os.urandom(32)
    return {"development": own}


def base_of(settings: Settings) -> str:
    """The gateway's address as clients see it; unless set, that of the machine itself."""
    if settings.public_url is not None:
        return settings.public_url
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - not bound here
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
