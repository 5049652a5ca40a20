"""A token is accepted for what it says, or refused with 401 and the reason."""

import hashlib
import hmac
import time
from typing import Any

import pytest

from app.auth.keys import read_key_set, secret_keys
from app.auth.payload import ClaimNames
from app.auth.sources import FixedKeys
from app.auth.terms import TokenTerms
from app.auth.tokens import Tokens
from db.errors import GatewayError
from db.reads.claims import Claims
from tests.app.auth.issuer import (
    AUDIENCE,
    ISSUER,
    OTHER_SECRET,
    SECRET,
    ec_key,
    ed_key,
    jwk,
    key_set,
    payload,
    public_pem,
    raw,
    rsa_key,
    signed,
    token,
)

KEYS = key_set(jwk(rsa_key(), "rsa"), jwk(ec_key(), "ec"), jwk(ed_key(), "ed"))


TERMS = TokenTerms(ISSUER, AUDIENCE)


def by_secret(terms: TokenTerms = TERMS, leeway: float = 0) -> Tokens:
    return Tokens(FixedKeys(secret_keys(SECRET)), terms, leeway)


def by_keys(document: bytes = KEYS) -> Tokens:
    return Tokens(FixedKeys(read_key_set(document)), TERMS)


def confused() -> str:
    """HS256 "signed" with the text of the RSA public key, which everyone knows."""
    head, body, _ = raw({"alg": "HS256", "kid": "rsa", "typ": "JWT"}, payload()).split(".")
    signature = hmac.new(public_pem(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return raw({"alg": "HS256", "kid": "rsa", "typ": "JWT"}, payload(), signature)


REFUSED_BY_SECRET: dict[str, tuple[str, str]] = {
    "no algorithm": (
        raw({"alg": "none", "typ": "JWT"}, payload()),
        "the algorithm is not the one of the key",
    ),
    "no algorithm, other case": (raw({"alg": "nOnE"}, payload()), "the algorithm is not the one of the key"),
    "another secret": (token(secret=OTHER_SECRET), "the signature does not match"),
    "no signature": (token().rpartition(".")[0] + ".", "the signature does not match"),
    "another HMAC": (raw({"alg": "HS512"}, payload(), b"x" * 64), "the algorithm is not the one of the key"),
    "no exp": (token({"exp": None}), "the claim exp is missing"),
    "no iss": (token({"iss": None}), "the claim iss is missing"),
    "no aud": (token({"aud": None}), "the claim aud is missing"),
    "no tenant": (token({"tenant": None}), "the claim tenant is missing"),
    "no subject": (token({"sub": None}), "the claim sub is missing"),
    "expired": (token({"exp": int(time.time()) - 1}), "the token has expired"),
    "not valid yet": (token({"nbf": int(time.time()) + 600}), "the token is not valid yet"),
    "another audience": (token({"aud": "other"}), "the token is for another audience"),
    "an audience that begins alike": (token({"aud": "lyceum2"}), "the token is for another audience"),
    "an audience that is no text": (token({"aud": {"lyceum": 1}}), "the token is for another audience"),
    "another issuer": (token({"iss": "https://issuer.example.evil"}), "the token is from another issuer"),
    "exp is a text": (token({"exp": str(int(time.time()) + 600)}), "the claim exp must be a number"),
    "exp is no number": (token({"exp": "soon"}), "the token is malformed"),
    "exp is infinite": (
        raw({"alg": "HS256"}, b'{"exp":1e999}', b"x" * 32),
        "the signature does not match",
    ),
    "tenant is a number": (token({"tenant": 7}), "the claim tenant must be a short text"),
    "tenant is a list": (token({"tenant": ["NORTH"]}), "the claim tenant must be a short text"),
    "tenant is empty": (token({"tenant": ""}), "the claim tenant must be a short text"),
    "tenant has a zero": (token({"tenant": "NOR\0TH"}), "the claim tenant must be a short text"),
    "tenant is half a character": (token({"tenant": "\ud800"}), "the claim tenant must be a short text"),
    "subject is long": (token({"sub": "x" * 321}), "the claim sub must be a short text"),
    "subject is a number": (token({"sub": 42}), "the claim sub must be a short text"),
    "scope is a number": (
        token({"scope": 1}),
        "the claim scope must be a list of at most 200 short texts",
    ),
    "scope has a number": (
        token({"scope": ["read", 1]}),
        "the claim scope must be a list of at most 200 short texts",
    ),
    "scopes without end": (
        token({"scope": " ".join(f"s{i}" for i in range(201))}),
        "the claim scope must be a list of at most 200 short texts",
    ),
    "roles is an object": (
        token({"roles": {"student": True}}),
        "the claim roles must be a list of at most 200 short texts",
    ),
    "crit": (token(crit=["exp"]), "the token is malformed"),
    "crit of b64": (
        raw({"alg": "HS256", "crit": ["b64"], "b64": True}, payload(), b"x" * 32),
        "the token demands an extension (crit) that is not supported",
    ),
    "kid is a number": (raw({"alg": "HS256", "kid": 1}, payload(), b"x" * 32), "the token is malformed"),
    "garbage": ("garbage", "the token is malformed"),
    "two parts": ("a.b", "the token is malformed"),
    "five parts": ("a.b.c.d.e", "the token is malformed"),
    "dots": ("..", "the token is malformed"),
    "header is no JSON": ("AAAA.AAAA.AAAA", "the token is malformed"),
    "header is a list": (raw([], payload()), "the token is malformed"),  # type: ignore[arg-type]
    "header without alg": (raw({}, payload()), "the algorithm is not the one of the key"),
    "payload is a list": (
        raw({"alg": "HS256"}, ["NORTH"], b"x" * 32),
        "the signature does not match",
    ),
    "payload is deep": (
        raw({"alg": "HS256"}, b"[" * 5000, b"x" * 32),
        "the signature does not match",
    ),
    "header is deep": ("W1tb" * 1500 + ".e30.AAAA", "the token is malformed"),
    "oversized": (token({"padding": "x" * 8192}), "the token is longer than 8192 characters"),
}


@pytest.mark.parametrize(("bad", "reason"), REFUSED_BY_SECRET.values(), ids=REFUSED_BY_SECRET)
async def test_what_a_secret_does_not_accept(bad: str, reason: str) -> None:
    with pytest.raises(GatewayError) as refusal:
        await by_secret().verify(bad)
    assert (refusal.value.status, refusal.value.code, refusal.value.message) == (
        401,
        "UNAUTHENTICATED",
        reason,
    )
    assert refusal.value.headers == {
        "WWW-Authenticate": f'Bearer error="invalid_token", error_description="{reason}"'
    }


async def test_a_signed_payload_that_is_no_object_or_too_deep_is_malformed() -> None:
    for body in (b'["NORTH"]', b'{"exp":1e999}', b"[" * 5000, b"\xff"):
        head, middle, _ = raw({"alg": "HS256"}, body).split(".")
        signature = hmac.new(SECRET.encode(), f"{head}.{middle}".encode(), hashlib.sha256).digest()
        with pytest.raises(GatewayError) as refusal:
            await by_secret().verify(raw({"alg": "HS256"}, body, signature))
        assert refusal.value.status == 401


REFUSED_BY_KEYS: dict[str, tuple[str, str]] = {
    "confusion of public key and secret": (confused(), "the algorithm is not the one of the key"),
    "no algorithm": (
        raw({"alg": "none", "kid": "rsa"}, payload()),
        "the algorithm is not the one of the key",
    ),
    "another RSA signature": (signed(rsa_key(), "RS512", "rsa"), "the algorithm is not the one of the key"),
    "PSS signature": (signed(rsa_key(), "PS256", "rsa"), "the algorithm is not the one of the key"),
    "a key of the wrong type": (signed(ec_key(), "ES256", "rsa"), "the algorithm is not the one of the key"),
    "another key of that type": (signed(rsa_key(number=1), "RS256", "rsa"), "the signature does not match"),
    "kid unknown": (signed(rsa_key(), "RS256", "old"), "the token names no key (kid) of the issuer"),
    "no kid, and another key": (signed(rsa_key(number=1), "RS256"), "the signature does not match"),
    "no kid, and the algorithm of no key": (token(), "the algorithm is not the one of the key"),
    "key of its own": (
        raw({"alg": "RS256", "kid": "mine", "jwk": jwk(rsa_key(number=1), "mine")}, payload(), b"x" * 256),
        "the token names no key (kid) of the issuer",
    ),
    "HS256 by secret": (token(kid="rsa"), "the algorithm is not the one of the key"),
}


@pytest.mark.parametrize(("bad", "reason"), REFUSED_BY_KEYS.values(), ids=REFUSED_BY_KEYS)
async def test_what_a_key_set_does_not_accept(bad: str, reason: str) -> None:
    with pytest.raises(GatewayError) as refusal:
        await by_keys().verify(bad)
    assert (refusal.value.status, refusal.value.message) == (401, reason)


@pytest.mark.parametrize(
    ("key", "algorithm", "kid"),
    [(rsa_key(), "RS256", "rsa"), (ec_key(), "ES256", "ec"), (ed_key(), "EdDSA", "ed")],
)
async def test_each_kind_of_key_verifies_by_its_algorithm(key: Any, algorithm: str, kid: str) -> None:
    claims = await by_keys().verify(signed(key, algorithm, kid))
    assert claims == Claims("NORTH", ISSUER, "maya", frozenset({"read", "write"}), None)


async def test_a_token_without_kid_is_for_the_only_key() -> None:
    tokens = by_keys(key_set(jwk(ec_key(), "ec")))
    assert (await tokens.verify(signed(ec_key(), "ES256"))).subject == "maya"


@pytest.mark.parametrize("kid", [None, "same"])
@pytest.mark.parametrize("number", range(3))
async def test_keys_that_share_an_id_or_have_none_are_all_tried(kid: str | None, number: int) -> None:
    entries = [jwk(key, kid) for n in range(3) for key in (ec_key(n), rsa_key(number=n))]
    tokens = by_keys(key_set(*entries))
    for text in (signed(ec_key(number), "ES256", kid), signed(rsa_key(number=number), "RS256", kid)):
        assert (await tokens.verify(text)).subject == "maya"
    with pytest.raises(GatewayError, match="the signature does not match"):
        await tokens.verify(signed(ec_key(9), "ES256", kid))


@pytest.mark.parametrize("number", range(3))
async def test_a_token_without_kid_is_tried_with_keys_that_have_one(number: int) -> None:
    tokens = by_keys(key_set(*(jwk(ec_key(n), f"k{n}") for n in range(3))))
    assert (await tokens.verify(signed(ec_key(number), "ES256"))).subject == "maya"


@pytest.mark.parametrize("ahead", [1, 600, 10**9, -(10**9)])
async def test_when_a_token_was_issued_is_no_reason_to_refuse_it(ahead: int) -> None:
    assert (await by_secret().verify(token({"iat": int(time.time()) + ahead}))).subject == "maya"


async def test_roles_are_words_in_any_case() -> None:
    claims = await by_secret().verify(token({"roles": ["Teacher", "STUDENT", "tenant_Admin"]}))
    assert claims.roles == frozenset({"teacher", "student", "tenant_admin"})


async def test_an_audience_among_several_and_scopes_and_roles_as_lists() -> None:
    changes = {"aud": ["other", AUDIENCE], "scope": ["read"], "roles": "student parent"}
    claims = await by_secret().verify(token(changes))
    assert (claims.scopes, claims.roles) == (frozenset({"read"}), frozenset({"student", "parent"}))


async def test_no_roles_differ_from_an_empty_list_of_roles() -> None:
    assert (await by_secret().verify(token({"scope": None}))).roles is None
    assert (await by_secret().verify(token({"roles": []}))).roles == frozenset()


async def test_claims_are_found_nested_and_under_namespaced_keys() -> None:
    names = ClaimNames(
        "https://example.org/tenant", "user.id", "resource.lyceum.scopes", "realm_access.roles"
    )
    changes = {
        "tenant": None,
        "sub": None,
        "scope": None,
        "https://example.org/tenant": "SOUTH",
        "user": {"id": "jun"},
        "resource": {"lyceum": {"scopes": ["read"]}},
        "realm_access": {"roles": ["student"]},
    }
    claims = await by_secret(TokenTerms(ISSUER, AUDIENCE, names)).verify(token(changes))
    assert claims == Claims("SOUTH", ISSUER, "jun", frozenset({"read"}), frozenset({"student"}))


async def test_a_literal_key_comes_before_the_path_it_looks_like() -> None:
    names = ClaimNames(tenant="org.tenant")
    changes = {"org.tenant": "LITERAL", "org": {"tenant": "NESTED"}}
    assert (await by_secret(TokenTerms(ISSUER, AUDIENCE, names)).verify(token(changes))).tenant == "LITERAL"


async def test_leeway_forgives_a_clock() -> None:
    late = token({"exp": int(time.time()) - 20})
    assert (await by_secret(leeway=30).verify(late)).subject == "maya"


class CountingKeys(FixedKeys):
    generation = 0
    asked = 0

    async def find(self, kid: str | None) -> Any:
        self.asked += 1
        return await super().find(kid)


async def test_a_verified_token_is_remembered_until_it_expires_or_the_keys_change() -> None:
    now = time.time()
    keys = CountingKeys(secret_keys(SECRET))
    tokens = Tokens(keys, TERMS, clock=lambda: now)
    text = token({"exp": int(now) + 100})
    for _ in range(3):
        await tokens.verify(text)
    assert keys.asked == 1
    keys.generation += 1
    await tokens.verify(text)
    assert keys.asked == 2
    now += 101
    await tokens.verify(text)  # PyJWT has a clock of its own, for which the token is still good
    assert keys.asked == 3


async def test_a_refused_token_is_not_remembered() -> None:
    keys = CountingKeys(secret_keys(SECRET))
    tokens = Tokens(keys, TERMS)
    for _ in range(2):
        with pytest.raises(GatewayError):
            await tokens.verify(token({"aud": "other"}))
    assert keys.asked == 2
