"""Which keys of a JWKS are used, and which documents are none."""

import base64
import json
import logging
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from app.auth.keys import BadKeySet, read_key_set
from tests.app.auth.issuer import ec_key, ed_key, jwk, key_set, rsa_key


def test_the_algorithm_is_that_of_the_kind_of_key() -> None:
    keys = read_key_set(key_set(jwk(rsa_key(), "a"), jwk(ec_key(), "b"), jwk(ed_key(), "c")))
    found = {kid: key.algorithm for kid in "abc" for key in keys.find(kid)}
    assert found == {"a": "RS256", "b": "ES256", "c": "EdDSA"}
    assert keys.find("d") == []
    assert [key.algorithm for key in keys.find(None)] == ["RS256", "ES256", "EdDSA"]


def private(entry: str) -> dict[str, Any]:
    return {"kid": "x", **json.loads(entry)}


UNUSABLE: dict[str, dict[str, Any]] = {
    "a secret": {"kty": "oct", "kid": "x", "k": base64.urlsafe_b64encode(b"x" * 32).decode()},
    "an RSA key with an HMAC's name": jwk(rsa_key(), "x", alg="HS256"),
    "an RSA key for another hash": jwk(rsa_key(), "x", alg="RS512"),
    "a key for encryption": jwk(rsa_key(), "x", use="enc"),
    "a short RSA key": jwk(rsa_key(bits=1024), "x"),
    "another curve": {
        "kid": "x",
        **ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP384R1()).public_key(), True),
    },
    "another Edwards curve": {
        "kid": "x",
        **OKPAlgorithm.to_jwk(ed448.Ed448PrivateKey.generate().public_key(), True),
    },
    "a private RSA key": private(RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 2048))),
    "a private EC key": private(ECAlgorithm.to_jwk(ec_key())),
    "a private Ed25519 key": private(OKPAlgorithm.to_jwk(ed_key())),
    "an RSA key without modulus": {"kty": "RSA", "kid": "x", "e": "AQAB"},
    "a point off the curve": {"kty": "EC", "crv": "P-256", "kid": "x", "x": "AAAA", "y": "AAAA"},
    "no kind": {"kid": "x"},
    "kinds that are no text": {"kty": ["RSA"], "crv": {}, "kid": "x"},
}


@pytest.mark.parametrize("entry", UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_key_is_left_out(entry: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        keys = read_key_set(key_set(entry, jwk(ec_key(), "good")))
    assert keys.find("x") == []
    assert len(keys.find("good")) == 1
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    "document",
    [b"", b"nonsense", b"[]", b"{}", b'{"keys": {}}', b'{"keys": []}', b'{"keys": [7]}', b"\xff", b"[" * 5000,
     key_set(UNUSABLE["a secret"]), key_set(*[{}] * 101)],
)  # fmt: skip
def test_what_is_no_usable_key_set(document: bytes) -> None:
    with pytest.raises(BadKeySet):
        read_key_set(document)
