"""Issues tokens for the demo's people and for the command line, never for users in production."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, cast

import jwt

from app.auth.payload import ClaimNames


def issue_token(
    secret: str,
    issuer: str,
    audience: str,
    names: ClaimNames,
    *,
    tenant: str,
    subject: str,
    lifetime_seconds: int,
    scopes: Sequence[str] = (),
    roles: Sequence[str] | None = None,
) -> str:
    """An HS256 token whose claims stand where `names` says. tenant: a code or UUID. roles: they only narrow."""
    now = int(time.time())
    payload: dict[str, Any] = {"iss": issuer, "aud": audience, "iat": now, "exp": now + lifetime_seconds}
    _set(payload, names.tenant, tenant)
    _set(payload, names.subject, subject)
    if scopes:
        _set(payload, names.scopes, " ".join(scopes))
    if roles is not None:
        _set(payload, names.roles, list(roles))
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
