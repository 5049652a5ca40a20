"""The headers that say who asks."""

import pytest
from starlette.datastructures import Headers

from app.auth.keys import secret_keys
from app.auth.sources import FixedKeys
from app.auth.terms import TokenTerms
from app.auth.tokens import Tokens
from app.auth.viewer import authenticate
from db.errors import GatewayError
from db.reads.claims import Claims
from tests.app.auth.issuer import AUDIENCE, ISSUER, SECRET, token

TOKENS = Tokens(FixedKeys(secret_keys(SECRET)), TokenTerms(ISSUER, AUDIENCE))


def headers(*pairs: tuple[str, str]) -> Headers:
    return Headers(raw=[(name.encode(), value.encode("latin-1")) for name, value in pairs])


async def test_without_a_token_the_viewer_is_anonymous() -> None:
    assert await authenticate(headers(), TOKENS) == Claims(tenant=None)
    assert await authenticate(headers(("x-tenant", "NORTH")), TOKENS) == Claims(tenant="NORTH")


async def test_the_scheme_is_in_any_case() -> None:
    claims = await authenticate(headers(("authorization", f"bEARER  {token()} ")), TOKENS)
    assert (claims.tenant, claims.subject) == ("NORTH", "maya")


BAD_HEADERS: dict[str, tuple[tuple[str, str], ...]] = {
    "another scheme": (("authorization", "Basic bWF5YTpzZWNyZXQ="),),
    "a scheme alone": (("authorization", "Bearer"),),
    "a scheme and a space": (("authorization", "Bearer "),),
    "nothing": (("authorization", ""),),
    "a token alone": (("authorization", token()),),
    "two tokens": (("authorization", f"Bearer {token()} {token()}"),),
    "two headers": (("authorization", f"Bearer {token()}"), ("authorization", f"Bearer {token()}")),
    "a good one and an empty one": (("authorization", f"Bearer {token()}"), ("authorization", "")),
    "a letter from elsewhere": (("authorization", f"Bearer {token()}ä"),),
    "a list": (("authorization", f"Bearer {token()}, Bearer {token()}"),),
}


@pytest.mark.parametrize("pairs", BAD_HEADERS.values(), ids=BAD_HEADERS)
async def test_a_malformed_authorization_is_no_visitor(pairs: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(GatewayError) as refusal:
        await authenticate(headers(*pairs, ("x-tenant", "NORTH")), TOKENS)
    assert (refusal.value.status, refusal.value.code) == (401, "UNAUTHENTICATED")
    assert refusal.value.headers["WWW-Authenticate"].startswith(
        'Bearer error="invalid_token", error_description="'
    )


async def test_a_tenant_beside_a_token_must_be_the_same() -> None:
    bearer = ("authorization", f"Bearer {token()}")
    assert (await authenticate(headers(bearer, ("x-tenant", "north")), TOKENS)).tenant == "NORTH"
    with pytest.raises(GatewayError) as refusal:
        await authenticate(headers(bearer, ("x-tenant", "SOUTH")), TOKENS)
    assert (refusal.value.status, refusal.value.code) == (400, "BAD_REQUEST")
    assert refusal.value.message == (
        "X-Tenant names another tenant than the token; leave the header out, the token is enough."
    )


@pytest.mark.parametrize("name", ["", " ", "a b", "a'b", "ä", "x" * 101, "-north", "a,b", "a\x00b"])
async def test_what_names_no_tenant(name: str) -> None:
    with pytest.raises(GatewayError) as refusal:
        await authenticate(headers(("x-tenant", name)), TOKENS)
    assert (refusal.value.status, refusal.value.code) == (400, "BAD_REQUEST")
    assert refusal.value.message == "X-Tenant must be one tenant's short code or uuid."


async def test_two_tenants_are_refused() -> None:
    with pytest.raises(GatewayError, match="one tenant"):
        await authenticate(headers(("x-tenant", "NORTH"), ("x-tenant", "SOUTH")), TOKENS)
