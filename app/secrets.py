"""Seals secrets of other systems, such as OAuth tokens, so that the database never holds them in clear.

It uses AES-256-GCM (NIST SP 800-38D) of the `cryptography` library. A sealed text consists of `v1`, the key's name, the
nonce, and the ciphertext with its tag, joined by dots; the last two are base64url without padding. The text opens only
in the place for which it was sealed.
"""

import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = "v1"
NONCE_BYTES = 12
SEALED = re.compile(r"v1\.([a-z0-9-]+)\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})")

SealingKeys = Mapping[str, bytes]
"""Keys of 32 bytes, by name. The first key seals; each key opens what it sealed."""


class CannotOpen(ValueError):
    """A sealed text can't be opened. The message says why and what to do, and does not repeat the text."""


def connection_place(tenant_id: str, connection_id: str) -> str:
    """The place of a connection's OAuth tokens, for `seal` and `unseal`; both ids are UUIDs in lower case."""
    return f"gateway.lms_credentials {tenant_id} {connection_id}"


def seal(keys: SealingKeys, text: str, place: str) -> str:
    """The text, sealed with the first key for a place. The place names the row that will hold the text.

    Raises ValueError if there is no key.
    """
    name = sealing_key(keys)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(keys[name]).encrypt(nonce, text.encode(), _bound(name, place))
    return ".".join((VERSION, name, _written(nonce), _written(sealed)))


def sealing_key(keys: SealingKeys) -> str:
    """The name of the key that seals. Raises ValueError if there is no key."""
    if not keys:
        raise ValueError("set LYCEUM_SECRETS_KEY: without a key nothing can be sealed")
    return next(iter(keys))


def unseal(keys: SealingKeys, sealed: str, place: str) -> str:
    """The text that any of the keys sealed for the place.

    Raises CannotOpen if it isn't sealed, its key isn't among `keys`, or it was changed or sealed for another place.
    """
    match = SEALED.fullmatch(sealed)
    if match is None:
        raise CannotOpen("this was not sealed here: connect the system anew")
    name, nonce, ciphertext = match.groups()
    if name not in keys:
        raise CannotOpen(
            f"this was sealed with the key {name}: add it to LYCEUM_SECRETS_KEY, after the one that seals"
        )
    try:
        opened = AESGCM(keys[name]).decrypt(_read(nonce), _read(ciphertext), _bound(name, place))
    except (InvalidTag, ValueError):
        raise CannotOpen(
            f"this was not sealed with the key {name} of LYCEUM_SECRETS_KEY, or not for this place: restore it from a "
            "backup, or connect the system anew"
        ) from None
    return opened.decode()


def is_stale(keys: SealingKeys, sealed: str) -> bool:
    """Whether a key other than the first sealed the text: if so, seal it again before you remove that key."""
    match = SEALED.fullmatch(sealed)
    return match is None or match[1] != next(iter(keys), None)


def _bound(name: str, place: str) -> bytes:
    return f"{VERSION}.{name} {place}".encode()


def _written(part: bytes) -> str:
    return urlsafe_b64encode(part).decode().rstrip("=")


def _read(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
