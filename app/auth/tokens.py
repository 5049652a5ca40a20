"""Turns a bearer token's text into claims, or refuses the token and says why."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt

from app.auth.keys import Key
from app.auth.payload import BadClaims, read_claims
from app.auth.sources import Keys
from app.auth.terms import TokenTerms
from app.errors import InvalidToken
from app.lru import LRU
from db.reads.claims import Claims

LONGEST_TOKEN = 8192
REMEMBERED_TOKENS = 4096

REASONS: Mapping[type[Exception], str] = {
    jwt.ExpiredSignatureError: "the token has expired",
    jwt.ImmatureSignatureError: "the token is not valid yet",
    jwt.InvalidAudienceError: "the token is for another audience",
    jwt.InvalidIssuerError: "the token is from another issuer",
    jwt.InvalidSignatureError: "the signature does not match",
    jwt.InvalidAlgorithmError: "the algorithm is not the one of the key",
}
"""The client's message for each error of PyJWT. MissingRequiredClaimError names its claim; the rest are malformed."""


class Tokens:
    """Verifies tokens of one issuer for one audience, and remembers the accepted ones until they expire."""

    def __init__(
        self,
        keys: Keys,
        terms: TokenTerms,
        leeway_seconds: float = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._keys = keys
        self._terms = terms
        self._leeway = leeway_seconds
        self._clock = clock
        self._verified: LRU[bytes, tuple[Claims, float]] = LRU(REMEMBERED_TOKENS)
        self._generation = keys.generation

    async def verify(self, token: str) -> Claims:
        """The claims of a token (JWS compact form). Raises InvalidToken, or KeysUnavailable."""
        if len(token) > LONGEST_TOKEN:
            raise InvalidToken(f"the token is longer than {LONGEST_TOKEN} characters")
        digest = hashlib.sha256(token.encode()).digest()
        claims = self._remembered(digest)
        if claims is None:
            key = await self._key(token)
            claims, expires = self._decode(token, key)
            self._verified.put(digest, (claims, expires))
        return claims

    def _remembered(self, digest: bytes) -> Claims | None:
        if self._generation != self._keys.generation:
            self._generation = self._keys.generation
            self._verified.clear()
        found = self._verified.get(digest)
        if found is None:
            return None
        if found[1] > self._clock():
            return found[0]
        self._verified.discard(digest)
        return None

    async def _key(self, token: str) -> Key:
        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
            raise InvalidToken("the token is malformed") from None
        if "crit" in header:
            raise InvalidToken("the token demands an extension (crit) that is not supported")
        key = await self._keys.find(header.get("kid"))
        if key is None:
            raise InvalidToken("the token names no key (kid) of the issuer")
        return key

    def _decode(self, token: str, key: Key) -> tuple[Claims, float]:
        try:
            payload: dict[str, Any] = jwt.decode(
                token,
                key.material,
                algorithms=[key.algorithm],
                audience=self._terms.audience,
                issuer=self._terms.issuer,
                leeway=self._leeway,
                options={"require": ["iss", "aud", "exp"], "verify_sub": False},
            )
            return read_claims(payload, self._terms.names), _expiry(payload) + self._leeway
        except jwt.MissingRequiredClaimError as missing:
            raise InvalidToken(f"the claim {missing.claim} is missing") from None
        except BadClaims as reason:
            raise InvalidToken(_printable(str(reason))) from None
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as reason:
            raise InvalidToken(REASONS.get(type(reason), "the token is malformed")) from None


def _expiry(payload: Mapping[str, Any]) -> float:
    expires = payload["exp"]
    if isinstance(expires, bool) or not isinstance(expires, int | float):
        raise BadClaims("the claim exp must be a number")
    return float(expires)


def _printable(text: str) -> str:
    """The text, made fit for a quoted string in a header."""
    return "".join(c if " " <= c <= "~" and c not in '"\\' else "?" for c in text)
