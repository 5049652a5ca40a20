"""What a verified token, or the absence of one, says about the viewer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claims:
    """The viewer, as the token describes them; the database decides what they may do.

    tenant: the tenant's UUID or short code, null if the request names none. issuer and subject: the token's `iss` and
    `sub`; a null subject is the anonymous viewer. scopes: what a partner client's token asks for. roles: the roles that
    the token lists, if it lists any; they narrow what the database grants, and never widen it.
    """

    tenant: str | None
    issuer: str | None = None
    subject: str | None = None
    scopes: frozenset[str] = frozenset()
    roles: frozenset[str] | None = None
