"""The demo's people, as the gateway knows them after it has verified their token."""

from db.reads.claims import Claims
from demo import ISSUER, PERSONAS

PEOPLE: dict[str, Claims] = {
    p.key: Claims(p.tenant_code, ISSUER if p.subject else None, p.subject, frozenset(p.scopes))
    for p in PERSONAS
}
"""The claims in the token of each person."""
