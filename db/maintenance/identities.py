"""The person or partner client that a token of our own issuer names, found or, the first time, registered.

A token identifies a person only by issuer and subject (decision 11).
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from db.derived.policies import scopes as known_scopes
from db.errors import OperatorError


class Unidentified(OperatorError):
    """The tenant, person, client or connection that was asked for can't be found or used. The message is one line."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The part of a token by which `app.enter` finds its bearer."""

    subject: str
    scopes: tuple[str, ...] = ()


PERSON = (
    "SELECT id, account_id, status FROM users"
    " WHERE tenant_id = $1 AND lower(email) = lower($2) AND deleted_at IS NULL"
)
ACCOUNT = "SELECT id FROM identity.accounts WHERE lower(email) = lower($1)"
NEW_ACCOUNT = "INSERT INTO identity.accounts (email) VALUES ($1) RETURNING id"
SIGN_IN = "UPDATE users SET account_id = $3 WHERE tenant_id = $1 AND id = $2"
SUBJECT = "SELECT min(subject) FROM identity.account_identities WHERE account_id = $1 AND issuer = $2"
NEW_SUBJECT = "INSERT INTO identity.account_identities (account_id, issuer, subject) VALUES ($1, $2, $3)"
CLIENT = (
    "SELECT subject, scopes, issuer, is_active FROM gateway.clients"
    " WHERE tenant_id = $1 AND name = $2 ORDER BY id LIMIT 1"
)
NEW_CLIENT = (
    "INSERT INTO gateway.clients (tenant_id, issuer, subject, name, scopes)"
    " VALUES ($1, $2, 'client:' || uuidv7(), $3, $4) RETURNING subject"
)


async def identify_person(owner_url: str, tenant: str, email: str, issuer: str) -> Identity:
    """Return how `issuer` names the person with that e-mail address in the tenant with that code.

    A person without an account gets one, and so does an account without an identity of this issuer.
    Raises Unidentified if the tenant or the person is unknown, or the person is not active.
    """
    async with in_tenant(owner_url, tenant) as (connection, tenant_id):
        person = await connection.fetchrow(PERSON, tenant_id, email)
        if person is None:
            raise Unidentified(f"no person in {tenant} has the e-mail address {email}")
        if person["status"] != "active":
            raise Unidentified(f"{email} is {person['status']} in {tenant} and may not sign in")
        account = person["account_id"]
        if account is None:
            account = await connection.fetchval(ACCOUNT, email) or await connection.fetchval(
                NEW_ACCOUNT, email
            )
            await connection.execute(SIGN_IN, tenant_id, person["id"], account)
        subject = await connection.fetchval(SUBJECT, account, issuer)
        if subject is None:
            subject = str(account)
            await connection.execute(NEW_SUBJECT, account, issuer, subject)
        return Identity(subject)


async def identify_client(
    owner_url: str, tenant: str, name: str, issuer: str, scopes: tuple[str, ...]
) -> Identity:
    """Return how `issuer` names the partner client with that name. An unknown client is registered with `scopes`.

    Raises Unidentified if the tenant is unknown, if the client belongs to another issuer or is not active, if the
    client doesn't have one of the scopes, or if a new client is given no scopes.
    """
    async with in_tenant(owner_url, tenant) as (connection, tenant_id):
        client = await connection.fetchrow(CLIENT, tenant_id, name)
        if client is None:
            odd = [scope for scope in scopes if scope not in known_scopes()]
            if odd:
                raise Unidentified(f"there is no scope {odd[0]}; there are: {', '.join(known_scopes())}")
            if not scopes:
                raise Unidentified(
                    f"{tenant} has no client {name}; to register it, say its scopes with --scope"
                )
            subject = await connection.fetchval(NEW_CLIENT, tenant_id, issuer, name, " ".join(scopes))
            return Identity(subject, scopes)
    ceiling = tuple(client["scopes"].split())
    if client["issuer"] != issuer:
        raise Unidentified(f"the tokens of {name} come from {client['issuer']}, not from here")
    if not client["is_active"]:
        raise Unidentified(f"the client {name} of {tenant} is not active")
    beyond = [scope for scope in scopes if scope not in ceiling]
    if beyond:
        raise Unidentified(f"{name} may not have the scope {beyond[0]}; it has: {' '.join(ceiling)}")
    return Identity(client["subject"], scopes or ceiling)


async def has_tenants(owner_url: str) -> bool:
    """Return whether the database has any tenants yet."""
    connection = await asyncpg.connect(owner_url)
    try:
        return bool(await connection.fetchval("SELECT EXISTS (SELECT FROM tenants)"))
    finally:
        await connection.close()


@asynccontextmanager
async def in_tenant(
    owner_url: str, code: str, *, readonly: bool = False
) -> AsyncGenerator[tuple["asyncpg.Connection[asyncpg.Record]", UUID]]:
    """A transaction of the owner in the tenant with that code: yields the connection and the tenant's id.

    readonly: whether to read one snapshot, without writing. Raises Unidentified if there is no such tenant.
    """
    connection = await asyncpg.connect(owner_url)
    try:
        isolation = "repeatable_read" if readonly else None
        async with connection.transaction(isolation=isolation, readonly=readonly):
            tenant_id: Any = await connection.fetchval("SELECT app.tenant_of($1)", code)
            if tenant_id is None:
                raise Unidentified(f"there is no tenant with the code {code}")
            await connection.execute("SELECT app.enter_tenant($1)", tenant_id)
            yield connection, tenant_id
    finally:
        await connection.close()
