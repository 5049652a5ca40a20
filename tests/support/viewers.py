"""Viewers for tests: what their tokens say, and what a proof must know about them."""

from dataclasses import dataclass

from db.reads.claims import Claims

ISSUER = "https://issuer.test"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks a tenant for data.

    kind: person, client, visitor, or refused (for somebody whom the database turns away). asked: the scopes in a
    client's token. scopes: the scopes that the client really has. narrowed: the roles that a person's token names, if
    any.
    """

    key: str
    tenant: str
    kind: str
    subject: str | None = None
    user_id: str | None = None
    asked: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    narrowed: frozenset[str] | None = None
    issuer: str = ISSUER

    @property
    def claims(self) -> Claims:
        """The claims that a verified token would hold."""
        return Claims(
            self.tenant, self.issuer if self.subject else None, self.subject, self.asked, self.narrowed
        )

    def __str__(self) -> str:
        return self.key
