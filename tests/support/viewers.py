"""Viewers for tests: who asks, as their token says, and what a proof has to know of them."""

from dataclasses import dataclass

from db.reads.claims import Claims

ISSUER = "https://issuer.test"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks something of a tenant.

    kind: person, client, visitor, or refused (whom the database turns away). asked: the scopes of a client's token;
    scopes: those that it really has. narrowed: the roles that a person's token names, where it names any.
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
        """What a verified token would say."""
        return Claims(
            self.tenant, self.issuer if self.subject else None, self.subject, self.asked, self.narrowed
        )

    def __str__(self) -> str:
        return self.key
