"""Turns a bearer token's text into claims, or refuses the token and says why."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
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
            claims, expires = await self._decoded(token)
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

    async def _decoded(self, token: str) -> tuple[Claims, float]:
        kid = _key_id(token)
        keys = await self._keys.find(kid)
        if not keys:
            raise InvalidToken("the token names no key (kid) of the issuer")
        try:
            return self._by_any(token, keys)
        except _NotSigned:
            if not await self._keys.renew():
                raise
            return self._by_any(token, await self._keys.find(kid) or keys)

    def _by_any(self, token: str, keys: Sequence[Key]) -> tuple[Claims, float]:
        """The claims of a token that one of the keys verifies. Raises what the last key of its algorithm says."""
        refused: list[_NotSigned] = []
        for key in keys:
            try:
                return self._decode(token, key)
            except _NotSigned as reason:
                refused.append(reason)
        raise max(refused, key=lambda reason: reason.is_of_algorithm)

    def _decode(self, token: str, key: Key) -> tuple[Claims, float]:
        try:
            payload: dict[str, Any] = jwt.decode(
                token,
                key.material,
                algorithms=[key.algorithm],
                audience=self._terms.audience,
                issuer=self._terms.issuer,
                leeway=self._leeway,
                # When a token was issued says nothing of when it counts: that is `nbf` (RFC 7519, section 4.1.6).
                options={"require": ["iss", "aud", "exp"], "verify_sub": False, "verify_iat": False},
            )
            return read_claims(payload, self._terms.names), _expiry(payload) + self._leeway
        except (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError) as reason:
            raise _NotSigned(reason) from None
        except jwt.MissingRequiredClaimError as missing:
            raise InvalidToken(f"the claim {missing.claim} is missing") from None
        except BadClaims as reason:
            raise InvalidToken(_printable(str(reason))) from None
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as reason:
            raise InvalidToken(REASONS.get(type(reason), "the token is malformed")) from None


def _key_id(token: str) -> str | None:
    """The id of the key that the token names, if it names one."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        raise InvalidToken("the token is malformed") from None
    if "crit" in header:
        raise InvalidToken("the token demands an extension (crit) that is not supported")
    return header.get("kid")


class _NotSigned(InvalidToken):
    """A key does not verify the token. is_of_algorithm: whether its algorithm is the token's."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(REASONS[type(reason)])
        self.is_of_algorithm = isinstance(reason, jwt.InvalidSignatureError)


def _expiry(payload: Mapping[str, Any]) -> float:
    expires = payload["exp"]
    if isinstance(expires, bool) or not isinstance(expires, int | float):
        raise BadClaims("the claim exp must be a number")
    return float(expires)


def _printable(text: str) -> str:
    """The text, made fit for a quoted string in a header."""
    return "".join(c if " " <= c <= "~" and c not in '"\\' else "?" for c in text)
