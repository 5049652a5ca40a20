"""Accounts of the small world's people, with the secrets that nobody may ever read, and its partners."""

from typing import Any

import asyncpg

from tests.support.rows import Draft
from tests.support.viewers import ISSUER
from tests.support.world.facts import PEOPLE
from tests.support.world.viewers import viewers

AFTERWARDS = """
UPDATE identity.accounts SET password_hash = '$argon2id$v=19$m=65536,t=3,p=4$' || md5(email) || '$' || md5(id::text);
INSERT INTO identity.reset_tokens (account_id, token_hash, expires_at)
    SELECT id, encode(sha256(id::text::bytea), 'hex'), now() FROM identity.accounts;
INSERT INTO identity.invitations (email, token_hash, expires_at)
    SELECT email, encode(sha256(email::bytea), 'hex'), now() FROM identity.accounts;
"""


async def begin(connection: "asyncpg.Connection[Any]", code: str) -> None:
    """Inserts an account for everyone who may ask, and for somebody of another tenant."""
    for name in (*PEOPLE, "elsewhere"):
        account = await connection.fetchval(
            "INSERT INTO identity.accounts (email, status) VALUES ($1, $2) RETURNING id",
            f"{name}@{code}.test".replace(" ", "."),
            "locked" if name == "locked" else "active",
        )
        await connection.execute(
            "INSERT INTO identity.account_identities (account_id, issuer, subject) VALUES ($1, $2, $3)",
            account,
            ISSUER,
            f"{code}/{name}",
        )


def rows(draft: Draft) -> None:
    """Drafts the partners' registrations."""
    for viewer in viewers(draft.code):
        if viewer.subject is None or not viewer.subject.startswith(f"{draft.code}/partner"):
            continue
        scopes = " ".join(sorted(viewer.scopes or viewer.asked))
        draft.add(
            "gateway.clients",
            viewer.key,
            issuer=ISSUER,
            subject=viewer.subject,
            name=viewer.key,
            scopes="catalogue:read" if viewer.key == "words as scopes" else scopes,
            is_active=viewer.kind == "client",
        )
