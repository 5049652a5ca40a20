"""Issues tokens for the demo's people and for the command line, never for users in production."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import jwt

from app.auth.terms import TokenTerms


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token is for. tenant: a code or UUID. roles: they only narrow."""

    tenant: str
    subject: str
    scopes: Sequence[str] = ()
    roles: Sequence[str] | None = None


def issue_token(secret: str, terms: TokenTerms, bearer: Bearer, lifetime_seconds: int) -> str:
    """An HS256 token whose claims stand where the terms say."""
    now, names = int(time.time()), terms.names
    payload: dict[str, Any] = {
        "iss": terms.issuer,
        "aud": terms.audience,
        "iat": now,
        "exp": now + lifetime_seconds,
    }
    _set(payload, names.tenant, bearer.tenant)
    _set(payload, names.subject, bearer.subject)
    if bearer.scopes:
        _set(payload, names.scopes, " ".join(bearer.scopes))
    if bearer.roles is not None:
        _set(payload, names.roles, list(bearer.roles))
    return jwt.encode(payload, secret, algorithm="HS256")


def _set(payload: dict[str, Any], path: str, value: object) -> None:
    """Put the value where `app.auth.payload.find` looks for it."""
    if "/" in path or ":" in path:
        payload[path] = value
        return
    *above, last = path.split(".")
    for step in above:
        payload = cast("dict[str, Any]", payload.setdefault(step, {}))
    payload[last] = value
