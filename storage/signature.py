"""Signing a request to an S3-compatible server (AWS Signature Version 4, in a header or in the address).

https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"
NOTHING = hashlib.sha256(b"").hexdigest()


def escaped(path: str) -> str:
    """Return a path escaped as the request and its signature need it."""
    return quote(path, safe="/-_.~")


@dataclass(frozen=True, slots=True)
class Signer:
    """The keys that sign requests, and the region that they are used in."""

    region: str
    access_key: str
    secret_key: str


def authorization(
    method: str, path: str, headers: Mapping[str, str], moment: datetime, signer: Signer
) -> str:
    """Return the header `Authorization` of a request without a query.

    path: escaped, as it is sent. headers: all headers to sign, by lower-case name; they include `host`,
    `x-amz-content-sha256` and `x-amz-date`, which states `moment` (in UTC) in the form of `stamp`.
    """
    names = ";".join(sorted(headers))
    lines = [f"{name}:{' '.join(headers[name].split())}" for name in sorted(headers)]
    signature = _signature(
        [method, path, "", *lines, "", names, headers["x-amz-content-sha256"]], moment, signer
    )
    credential = f"{signer.access_key}/{_scope(moment, signer)}"
    return f"{ALGORITHM} Credential={credential},SignedHeaders={names},Signature={signature}"


def presigned(path: str, host: str, query: Mapping[str, str], moment: datetime, signer: Signer) -> str:
    """Return the query of an address that lets whoever holds it get the object until it expires.

    path: escaped, as it is sent. query: more parameters to sign, among them `X-Amz-Expires`, seconds from `moment`.
    """
    given = {
        "X-Amz-Algorithm": ALGORITHM,
        "X-Amz-Credential": f"{signer.access_key}/{_scope(moment, signer)}",
        "X-Amz-Date": stamp(moment),
        "X-Amz-SignedHeaders": "host",
        **query,
    }
    pairs = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in given.items())
    text = "&".join(f"{name}={value}" for name, value in pairs)
    signature = _signature(
        ["GET", path, text, f"host:{host}", "", "host", "UNSIGNED-PAYLOAD"], moment, signer
    )
    return f"{text}&X-Amz-Signature={signature}"


def _scope(moment: datetime, signer: Signer) -> str:
    return f"{moment:%Y%m%d}/{signer.region}/s3/aws4_request"


def _signature(canonical: Sequence[str], moment: datetime, signer: Signer) -> str:
    """The signature of a canonical request, given by its lines."""
    scope = _scope(moment, signer)
    digest = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
    key = f"AWS4{signer.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, "\n".join([ALGORITHM, stamp(moment), scope, digest]).encode(), "sha256").hex()


def stamp(moment: datetime) -> str:
    """Return a moment in UTC as the header `x-amz-date` states it."""
    return f"{moment:%Y%m%dT%H%M%SZ}"
