"""The people of the demo data, for the bar "Sign in as". Development only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.auth.issue import Bearer, issue_token
from app.auth.terms import terms_of
from app.settings import Settings

LIFETIME_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to sign in as: a click on the page sends these headers.

    role: in words. name: of the person, or of the tenant for its visitor. description: what there is to see.
    query: one worth sending. headers: Authorization, or X-Tenant.
    """

    role: str
    name: str
    tenant: str
    description: str
    query: str
    headers: dict[str, str]


People = Callable[[], Sequence[Person]]


def people_of(settings: Settings) -> People | None:
    """The personas with their headers; None in production and with a JWKS, where the gateway can't sign tokens.

    Tokens are made anew for every page, so that an open page is good for a working day.
    """
    if settings.environment != "development" or not settings.jwt_secret or settings.jwt_jwks:
        return None
    secret, terms = settings.jwt_secret, terms_of(settings)

    def headers(tenant: str, subject: str | None, scopes: Sequence[str]) -> dict[str, str]:
        if subject is None:
            return {"X-Tenant": tenant}
        token = issue_token(secret, terms, Bearer(tenant, subject, scopes), LIFETIME_SECONDS)
        return {"Authorization": f"Bearer {token}"}

    def people() -> Sequence[Person]:
        # Production never loads the demo.
        from demo import PERSONAS

        return [
            Person(
                role=persona.label,
                name=persona.name,
                tenant=persona.tenant_code,
                description=persona.description,
                query=persona.query,
                headers=headers(persona.tenant_code, persona.subject, persona.scopes),
            )
            for persona in PERSONAS
        ]

    return people
