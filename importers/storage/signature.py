"""Signing a request to an S3-compatible server (AWS Signature Version 4, with the signature in a header).

https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
"""

import hashlib
import hmac
from collections.abc import Mapping
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
    canonical = "\n".join(
        [
            method,
            path,
            "",
            *(f"{name}:{' '.join(headers[name].split())}" for name in sorted(headers)),
            "",
            names,
            headers["x-amz-content-sha256"],
        ]
    )
    scope = f"{moment:%Y%m%d}/{signer.region}/s3/aws4_request"
    text = "\n".join([ALGORITHM, stamp(moment), scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{signer.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    return f"{ALGORITHM} Credential={signer.access_key}/{scope},SignedHeaders={names},Signature={signature}"


def stamp(moment: datetime) -> str:
    """Return a moment in UTC as the header `x-amz-date` states it."""
    return f"{moment:%Y%m%dT%H%M%SZ}"
