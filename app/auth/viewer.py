"""Reads who the viewer is from a request's headers (decision 14)."""

from __future__ import annotations

import re

from starlette.datastructures import Headers

from app.auth.tokens import Tokens
from app.errors import BadRequest, InvalidToken
from db.reads.claims import Claims

TOKEN = re.compile(r"[!-~]+")
TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


async def authenticate(headers: Headers, tokens: Tokens) -> Claims:
    """The claims of a request; without a token, those of an anonymous visitor of the tenant in `X-Tenant`.

    A request whose token is not accepted is never answered as a visitor's. With a token, `X-Tenant` is not needed: the
    token names the tenant. If a client sends `X-Tenant` too, it must name the same tenant as the token does (letter
    case aside), so that nobody reads one university's data believing it is another's.
    Raises InvalidToken, BadRequest for `X-Tenant`, and KeysUnavailable while no keys can be read.
    """
    tenant = _tenant(headers)
    token = bearer_token(headers)
    if token is None:
        return Claims(tenant=tenant)
    claims = await tokens.verify(token)
    if tenant is not None and tenant.casefold() != (claims.tenant or "").casefold():
        raise BadRequest(
            "X-Tenant names another tenant than the token; leave the header out, the token is enough."
        )
    return claims


def bearer_token(headers: Headers) -> str | None:
    """The token of the one Authorization header, or None if there is no such header (RFC 6750, section 2.1)."""
    found = headers.getlist("authorization")
    if not found:
        return None
    if len(found) > 1:
        raise InvalidToken("there is more than one Authorization header")
    scheme, _, token = found[0].strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer":
        raise InvalidToken("the Authorization header must be: Bearer and a token")
    if not TOKEN.fullmatch(token):
        raise InvalidToken("the token is malformed")
    return token


def _tenant(headers: Headers) -> str | None:
    found = headers.getlist("x-tenant")
    if not found:
        return None
    if len(found) > 1 or not TENANT.fullmatch(found[0].strip()):
        raise BadRequest("X-Tenant must be one tenant's short code or uuid.")
    return found[0].strip()
