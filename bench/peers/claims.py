"""What the peers written in Python share: the token check and how a viewer's transaction begins."""

from __future__ import annotations

import os
from dataclasses import dataclass

import jwt
from starlette.requests import HTTPConnection

BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token said."""

    tenant: str
    issuer: str
    subject: str
    scopes: str


def verified(request: HTTPConnection) -> Claims:
    """The claims of the request's bearer token. Raises PyJWT's errors."""
    token = request.headers["authorization"].removeprefix("Bearer ")
    said = jwt.decode(
        token, os.environ["SECRET"], algorithms=["HS256"],
        issuer=os.environ["ISSUER"], audience=os.environ["AUDIENCE"],
    )  # fmt: skip
    return Claims(said["tenant"], said["iss"], said["sub"], said.get("scope", ""))
