"""A token issuer for tests: keys, the JWKS that publishes them, and tokens good and bad."""

import base64
import json
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ISSUER = "https://issuer.example"
AUDIENCE = "lyceum"
SECRET = "a secret of more than thirty-two bytes"
OTHER_SECRET = "another secret of more than thirty-two bytes"


@cache
def rsa_key(bits: int = 2048, number: int = 0) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


@cache
def ec_key(number: int = 0) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def ed_key(number: int = 0) -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def public_pem() -> bytes:
    return rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def jwk(key: Any, kid: str | None, **members: Any) -> dict[str, Any]:
    """The public JWK of a private key."""
    algorithms = {
        rsa.RSAPrivateKey: jwt.algorithms.RSAAlgorithm,
        ec.EllipticCurvePrivateKey: jwt.algorithms.ECAlgorithm,
        ed25519.Ed25519PrivateKey: jwt.algorithms.OKPAlgorithm,
    }
    kind = next(kind for private, kind in algorithms.items() if isinstance(key, private))
    entry = {k: v for k, v in kind.to_jwk(key.public_key(), as_dict=True).items() if k != "key_ops"}
    return {**entry, **({"kid": kid} if kid else {}), **members}


def key_set(*entries: Any) -> bytes:
    return json.dumps({"keys": list(entries)}).encode()


def payload(**changes: Any) -> dict[str, Any]:
    """A good payload; a change to None takes the claim away."""
    good = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "exp": int(time.time()) + 600,
        "sub": "maya",
        "tenant": "NORTH",
        "scope": "read write",
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def token(changes: dict[str, Any] | None = None, *, secret: str = SECRET, **header: Any) -> str:
    """An HS256 token."""
    return jwt.encode(payload(**(changes or {})), secret, "HS256", headers=header or None)


def signed(key: Any, algorithm: str, kid: str | None = None, **changes: Any) -> str:
    """A token signed by a private key."""
    return jwt.encode(payload(**changes), key, algorithm, headers={"kid": kid} if kid else None)


def raw(header: dict[str, Any], body: Any, signature: bytes = b"") -> str:
    """A token put together by hand."""
    parts = [
        json.dumps(header).encode(),
        body if isinstance(body, bytes) else json.dumps(body).encode(),
        signature,
    ]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


@dataclass
class Published:
    """A JWKS document that can change or fail, and how often it was read."""

    document: bytes
    failure: Exception | None = None
    reads: int = 0
    now: float = field(default=1000.0)

    def read(self) -> bytes:
        self.reads += 1
        if self.failure:
            raise self.failure
        return self.document
