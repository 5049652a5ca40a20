"""Reads the viewer's claims from a verified token's payload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from db.reads.claims import Claims

LONGEST_NAME = 320
"""The most characters of a tenant, a subject, a scope or a role: as many as an e-mail address may have."""
MOST_NAMES = 200
"""The most scopes, and the most roles, that one token may name."""


class BadClaims(Exception):
    """The claims of a verified token can't be used. The message names the claim."""


@dataclass(frozen=True, slots=True)
class ClaimNames:
    """Where the payload keeps each claim that we need.

    Each name is a dotted path (`resource_access.lyceum.roles`); a key spelled exactly like the name
    (`https://example.org/tenant`) is tried first.
    """

    tenant: str = "tenant"
    subject: str = "sub"
    scopes: str = "scope"
    roles: str = "roles"


def read_claims(payload: Mapping[str, Any], names: ClaimNames) -> Claims:
    """The claims of a verified payload. Tenant and subject are required. Raises BadClaims."""
    return Claims(
        tenant=_name(payload, names.tenant),
        issuer=payload["iss"],
        subject=_name(payload, names.subject),
        scopes=_names(payload, names.scopes) or frozenset(),
        roles=_roles(payload, names.roles),
    )


def _roles(payload: Mapping[str, Any], path: str) -> frozenset[str] | None:
    """The roles as the database spells them: an issuer may write `Teacher` or `STUDENT`."""
    roles = _names(payload, path)
    return None if roles is None else frozenset(role.lower() for role in roles)


def find(payload: Mapping[str, Any], path: str) -> object:
    """The value at the literal key, else at the dotted path, else None."""
    if path in payload:
        return payload[path]
    value: object = payload
    for step in path.split("."):
        if not isinstance(value, dict):
            return None
        value = cast("dict[str, object]", value).get(step)
    return value


def usable(name: str) -> bool:
    """Whether PostgreSQL and our logs can take the text: it is not empty, not too long, and printable throughout."""
    return 0 < len(name) <= LONGEST_NAME and name.isprintable()


def _name(payload: Mapping[str, Any], path: str) -> str:
    value = find(payload, path)
    if value is None:
        raise BadClaims(f"the claim {path} is missing")
    if not isinstance(value, str) or not usable(value):
        raise BadClaims(f"the claim {path} must be a short text")
    return value


def _names(payload: Mapping[str, Any], path: str) -> frozenset[str] | None:
    value = find(payload, path)
    if value is None:
        return None
    listed: list[object] = list(value.split()) if isinstance(value, str) else cast("list[object]", value)
    if not isinstance(value, str | list) or len(listed) > MOST_NAMES:
        raise BadClaims(f"the claim {path} must be a list of at most {MOST_NAMES} short texts")
    names = [name for name in listed if isinstance(name, str) and usable(name)]
    if len(names) < len(listed):
        raise BadClaims(f"the claim {path} must be a list of at most {MOST_NAMES} short texts")
    return frozenset(names)
