"""Accounts: the humans behind users, across tenants. No GraphQL type reads this schema; `app.enter` does, on entry."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import PRIVATE
from db.models.base import (
    Check,
    Facts,
    GlobalRow,
    Lookup,
    TenantRow,
    Timed,
    Unique,
    column,
    flag,
    nonnegative,
    reference,
    word,
)
from db.models.words import Words

HASHED = Check("hashed", "token_hash ~ '^[0-9a-f]{64}$'")
"""What opens something is kept as its SHA-256 in hexadecimal, never in clear."""


class AccountStatus(Words):
    """Whether a human may sign in anywhere."""

    active = "May sign in."
    locked = "May not sign in for now."
    closed = "Has closed the account."


class Account(GlobalRow, Timed):
    """A human who signs in. Personal data stays in each tenant's `users`; only what signing in takes is here."""

    __tablename__ = "accounts"
    __table_args__ = {"schema": "identity"}
    email: Mapped[str | None] = column("The address the human signs in with, unique whatever its case.")
    password_hash: Mapped[str | None] = column("Argon2id hash of the password; null for sign-in elsewhere.")
    status: Mapped[AccountStatus] = word(AccountStatus, "Whether the human may sign in.", default="active")

    facts = Facts(PRIVATE, [Unique(("lower(email)",), where="email IS NOT NULL")])


class AccountIdentity(GlobalRow, Timed):
    """How an identity provider names an account: a token's `iss` and `sub` find the human here."""

    __tablename__ = "account_identities"
    __table_args__ = {"schema": "identity"}
    account_id: Mapped[UUID] = reference("accounts", "The account.", part_of=True, schema="identity")
    issuer: Mapped[str] = column("The token's `iss`.")
    subject: Mapped[str] = column("The token's `sub`.")

    facts = Facts(PRIVATE, [Unique(("issuer", "subject"))])


class ResetToken(GlobalRow, Timed):
    """A password reset that was asked for."""

    __tablename__ = "reset_tokens"
    __table_args__ = {"schema": "identity"}
    account_id: Mapped[UUID] = reference(
        "accounts", "Whose password is reset.", part_of=True, schema="identity"
    )
    token_hash: Mapped[str] = column("SHA-256 of the token that was sent; the token itself is not stored.")
    expires_at: Mapped[datetime] = column("When the token stops working.")
    used_at: Mapped[datetime | None] = column("When it was used; null while it may be.")

    facts = Facts(PRIVATE, [Unique(("token_hash",)), HASHED])


class Invitation(GlobalRow, Timed):
    """An invitation to create an account."""

    __tablename__ = "invitations"
    __table_args__ = {"schema": "identity"}
    email: Mapped[str] = column("Who is invited.")
    token_hash: Mapped[str] = column("SHA-256 of the token that was sent; the token itself is not stored.")
    expires_at: Mapped[datetime] = column("When the invitation lapses.")
    used_at: Mapped[datetime | None] = column("When it was taken up; null while it is open.")
    reminder_count: Mapped[int] = column("How many reminders were sent.", default="0")

    facts = Facts(
        PRIVATE, [Unique(("token_hash",)), HASHED, Lookup(("lower(email)",)), nonnegative("reminder_count")]
    )


class Client(TenantRow, Timed):
    """A partner's system that reads a tenant's data. It is no person: its scopes say what it reaches."""

    __tablename__ = "clients"
    __table_args__ = {"schema": "gateway"}
    issuer: Mapped[str] = column("The `iss` of the client's tokens.")
    subject: Mapped[str] = column("The `sub` of the client's tokens.")
    name: Mapped[str] = column("What the partner's system is called.")
    scopes: Mapped[str] = column(
        "The most the client may reach, space separated, such as `catalogue:read roster:read`."
    )
    is_active: Mapped[bool] = flag("Whether the client is served.", default=True)

    facts = Facts(
        PRIVATE,
        [
            Unique(("issuer", "subject")),
            Check("scopes_form", "scopes ~ '^([a-z_]+:(read|write)( [a-z_]+:(read|write))*)?$'"),
        ],
    )
