"""What the gateway and the issuer of its tokens have agreed on."""

from __future__ import annotations

from dataclasses import dataclass

from app.auth.payload import ClaimNames
from app.settings import Settings

USUAL_NAMES = ClaimNames()


@dataclass(frozen=True, slots=True)
class TokenTerms:
    """The terms of a token: its `iss`, its `aud`, and where its payload keeps each claim."""

    issuer: str
    audience: str
    names: ClaimNames = USUAL_NAMES


def terms_of(settings: Settings) -> TokenTerms:
    """The terms that the settings state."""
    names = ClaimNames(
        settings.claim_tenant, settings.claim_subject, settings.claim_scopes, settings.claim_roles
    )
    return TokenTerms(settings.jwt_issuer, settings.jwt_audience, names)
