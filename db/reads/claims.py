"""What a verified token, or the want of one, says of who asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claims:
    """Who asks, as the token said; the database decides what they may do.

    tenant: the tenant's UUID or short code, null where the request names none. issuer and subject: the token's `iss`
    and `sub`; a null subject is the anonymous viewer. scopes: what a partner client's token asks for. roles: where the
    token lists roles, it narrows what the database grants to these, and never widens it.
    """

    tenant: str | None
    issuer: str | None = None
    subject: str | None = None
    scopes: frozenset[str] = frozenset()
    roles: frozenset[str] | None = None
