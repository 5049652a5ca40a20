"""Connects learning management systems: seals their OAuth tokens when they come, and again when the keys rotate."""

import json
from dataclasses import dataclass
from typing import Any, Literal, cast

from app.secrets import CannotOpen, SealingKeys, connection_place, is_stale, seal, sealing_key, unseal
from db.maintenance import lms
from db.maintenance.identities import Unidentified, in_tenant
from db.maintenance.migrate import Progress, silent

LONGEST_SECONDS = 10 * 366 * 86_400
WANTED = "pipe in the answer of the other system's token endpoint, a JSON object, as it came"


class TokensRefused(ValueError):
    """The input is not an answer with tokens. The message says what is expected, and does not repeat the input."""


@dataclass(frozen=True, slots=True)
class LmsTokens:
    """Tokens as a system issued them. seconds: the access token's lifetime, if stated. scopes: those granted."""

    text: str
    seconds: int | None
    scopes: list[str] | None


@dataclass(frozen=True, slots=True)
class System:
    """A tenant's other system. name: its name, or a connection's UUID. organization: whose it is; else the tenant's."""

    tenant: str
    name: str
    organization: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to a connection's tokens."""

    connection: lms.Connected
    change: Literal["connected", "replaced", "resealed", "kept", "forgotten", "absent"]


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many tokens are stored, how many were sealed again, and which can't be opened and why."""

    done: int
    total: int
    closed: tuple[str, ...]


def read_tokens(given: bytes) -> LmsTokens:
    """Reads the answer of a token endpoint (RFC 6749, section 5.1). Raises TokensRefused."""
    if not given.strip():
        raise TokensRefused(f"standard input is empty: {WANTED}")
    try:
        text = given.decode().strip()
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise TokensRefused(f"standard input is no JSON: {WANTED}") from None
    if not isinstance(found, dict) or not found:
        raise TokensRefused(f"standard input is no JSON object with tokens: {WANTED}")
    answer = cast("dict[str, Any]", found)
    seconds, scope = answer.get("expires_in"), answer.get("scope")
    if seconds is not None and not (type(seconds) is int and 0 < seconds <= LONGEST_SECONDS):
        raise TokensRefused(
            f"standard input: expires_in must be a whole number of seconds, at most {LONGEST_SECONDS}"
        )
    return LmsTokens(text, seconds, scope.split() if isinstance(scope, str) else None)


async def connect(owner_url: str, keys: SealingKeys, system: System, tokens: LmsTokens) -> Done:
    """Stores the tokens for the tenant's connection to a system, sealed with the first key.

    If there is no connection to that system, one is made. A repeated call changes nothing. Raises Unidentified.
    """
    async with in_tenant(owner_url, system.tenant) as (connection, tenant_id):
        await lms.lock(connection, tenant_id)
        found = await lms.find(connection, tenant_id, system.name, system.organization)
        if found is None:
            found = await lms.add(connection, tenant_id, system.name, system.organization)
        if tokens.scopes is not None:
            await lms.grant(connection, tenant_id, found.id, tokens.scopes)
        place = connection_place(str(tenant_id), str(found.id))
        is_same = _opened(keys, found.sealed, place) == tokens.text
        if is_same and found.sealed is not None and not is_stale(keys, found.sealed):
            return Done(found, "kept")
        sealed = seal(keys, tokens.text, place)
        if is_same:
            await lms.reseal(connection, tenant_id, found.id, sealed)
            return Done(found, "resealed")
        await lms.keep(connection, tenant_id, found.id, sealed, tokens.seconds)
        return Done(found, "connected" if found.sealed is None else "replaced")


async def forget(owner_url: str, system: System) -> Done:
    """Removes the tokens of the tenant's connection to a system. Raises Unidentified."""
    async with in_tenant(owner_url, system.tenant) as (connection, tenant_id):
        await lms.lock(connection, tenant_id)
        found = await lms.find(connection, tenant_id, system.name, system.organization, with_deleted=True)
        if found is None:
            raise Unidentified(
                f"{system.tenant} has no connection to {system.name} there; "
                "that of an organisation is named with --organization"
            )
        await lms.forget(connection, tenant_id, found.id)
        return Done(found, "forgotten" if found.sealed is not None else "absent")


async def reseal(
    owner_url: str, keys: SealingKeys, tenant: str | None, progress: Progress = silent
) -> Resealed:
    """Seals with the first key whatever another key sealed, in one tenant or in all, with a transaction per tenant.

    Tokens that can't be opened stay as they are and are reported. Raises Unidentified, and ValueError without a key.
    """
    sealing_key(keys)
    codes = await lms.tenants(owner_url) if tenant is None else [tenant]
    done = total = 0
    closed: list[str] = []
    for number, code in enumerate(codes, 1):
        async with in_tenant(owner_url, code) as (connection, tenant_id):
            await lms.lock(connection, tenant_id)
            found = await lms.sealed(connection, tenant_id)
            for each in found:
                place = connection_place(str(tenant_id), str(each.id))
                if each.sealed is None or not is_stale(keys, each.sealed):
                    continue
                try:
                    anew = seal(keys, unseal(keys, each.sealed, place), place)
                except CannotOpen as error:
                    closed.append(f"the tokens of {code}'s {each.provider} connection {each.id}: {error}")
                    continue
                await lms.reseal(connection, tenant_id, each.id, anew)
                done += 1
            total += len(found)
        progress(code, number, len(codes))
    return Resealed(done, total, tuple(closed))


def _opened(keys: SealingKeys, sealed: str | None, place: str) -> str | None:
    """The tokens; null if there are none, or if they can't be opened: connecting again then replaces them."""
    if sealed is None:
        return None
    try:
        return unseal(keys, sealed, place)
    except CannotOpen:
        return None
