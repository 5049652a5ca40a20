"""The keys that verify tokens, read from a JSON Web Key Set (RFC 7517).

A key's algorithm follows from the key itself. A token that names another algorithm is refused, so neither `none`
nor an HS256 signature made with a public key's text can pass.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import jwt
import orjson

ALGORITHMS: Mapping[tuple[str, str | None], str] = {
    ("RSA", None): "RS256",
    ("EC", "P-256"): "ES256",
    ("OKP", "Ed25519"): "EdDSA",
}
"""(kty, crv) of a JWK → the one algorithm we verify with it."""

MINIMUM_RSA_BITS = 2048
MAXIMUM_KEYS = 100

log = logging.getLogger(__name__)


class BadKeySet(Exception):
    """The document is not a JSON Web Key Set, or holds no key that we can use. The message says which."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its algorithm."""

    algorithm: str
    material: Any


class KeySet:
    """Keys, each with its `kid`, if it has one. Several may share a `kid` (RFC 7517, section 4.5)."""

    def __init__(self, keys: Sequence[tuple[str | None, Key]]) -> None:
        self._keys = tuple(keys)

    def find(self, kid: str | None) -> Sequence[Key]:
        """The keys that may verify a token: those with that id, or all keys for a token that names none."""
        return [key for known, key in self._keys if kid is None or known == kid]


def secret_keys(secret: str) -> KeySet:
    """The key set of one shared secret: HS256, whichever `kid` a token names."""
    return _AnyId(Key("HS256", secret.encode()))


class _AnyId(KeySet):
    def __init__(self, key: Key) -> None:
        super().__init__([(None, key)])

    def find(self, kid: str | None) -> Sequence[Key]:
        return super().find(None)


def read_key_set(document: bytes) -> KeySet:
    """The usable keys of a JWKS document; the others are left out with a warning.

    Raises BadKeySet if the document is not a key set, or has no usable key.
    """
    keys: list[tuple[str | None, Key]] = []
    for entry in _entries(document):
        kid = entry.get("kid")
        try:
            keys.append((kid if isinstance(kid, str) else None, _read_key(entry)))
        except BadKeySet as reason:
            log.warning("A key of the JWKS is left out: %s (kid %.100r)", reason, kid)
    if not keys:
        raise BadKeySet(
            "the JWKS holds no usable key: RSA of 2048 bits or more, EC P-256 and Ed25519 are supported"
        )
    return KeySet(keys)


def _entries(document: bytes) -> list[dict[str, Any]]:
    try:
        parsed: object = orjson.loads(document)
    except orjson.JSONDecodeError:
        raise BadKeySet("the JWKS is not JSON") from None
    entries = cast("dict[str, object]", parsed).get("keys") if isinstance(parsed, dict) else None
    if not isinstance(entries, list):
        raise BadKeySet('the JWKS has no list "keys"')
    listed = cast("list[object]", entries)
    if len(listed) > MAXIMUM_KEYS:
        raise BadKeySet(f"the JWKS holds {len(listed)} keys; {MAXIMUM_KEYS} are allowed")
    return [cast("dict[str, Any]", entry) for entry in listed if isinstance(entry, dict)]


def _read_key(entry: dict[str, Any]) -> Key:
    kind, curve = entry.get("kty"), entry.get("crv")
    algorithm = ALGORITHMS.get((str(kind), str(curve) if curve is not None else None))
    if algorithm is None:
        raise BadKeySet(f"kty {str(kind)[:20]!r} with crv {str(curve)[:20]!r} is not supported")
    if entry.get("use", "sig") != "sig":
        raise BadKeySet("it is not for signatures")
    if entry.get("alg", algorithm) != algorithm:
        raise BadKeySet(f"its alg is not {algorithm}, the one supported for this kind of key")
    try:
        material = jwt.PyJWK(entry, algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError):
        raise BadKeySet("it can't be read") from None
    if kind == "RSA" and material.key_size < MINIMUM_RSA_BITS:
        raise BadKeySet(f"RSA keys need {MINIMUM_RSA_BITS} bits")
    if hasattr(material, "private_numbers") or hasattr(material, "private_bytes"):
        raise BadKeySet("it is a private key, which belongs to the issuer alone")
    return Key(algorithm, material)
