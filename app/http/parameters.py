"""Reads a request's parameters: query, operationName, variables, extensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

from app.errors import BadRequest
from app.http.json import BadJson, loads

NAMES = ("query", "operationName", "variables", "extensions")


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a GraphQL request, with the types that the specification gives them."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]


def from_body(body: bytes) -> Parameters:
    """The parameters of a POST. Raises BadRequest, whose message names the mistake."""
    if not body.strip():
        raise BadRequest('The request has no body; send {"query": "…"} as JSON.')
    try:
        parsed = loads(body)
    except BadJson as reason:
        raise BadRequest(f"The body is not valid JSON: {reason}.") from None
    if isinstance(parsed, list):
        raise BadRequest("The body is a list; send one request at a time, batches are not supported.")
    if not isinstance(parsed, dict):
        raise BadRequest('The body must be a JSON object such as {"query": "…"}.')
    return _check(cast("dict[str, Any]", parsed))


def from_query_string(query_string: bytes) -> Parameters:
    """The parameters of a GET: `variables` and `extensions` are JSON texts. Raises BadRequest."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100
        )
    except ValueError:
        raise BadRequest("The URL's query string can't be read: it must be percent-encoded UTF-8.") from None
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadRequest(f"The URL has the parameter {name:.50} twice.")
        found[name] = value
    for name in ("variables", "extensions"):
        if name in found:
            found[name] = _parse_parameter(name, found[name])
    return _check(found)


def _parse_parameter(name: str, text: str) -> Any:
    if not text:
        return None
    try:
        return loads(text.encode())
    except BadJson as reason:
        raise BadRequest(f"The parameter {name} is not valid JSON: {reason}.") from None


def _check(found: dict[str, Any]) -> Parameters:
    query, name, variables, extensions = (found.get(key) for key in NAMES)
    if query is None or query == "":
        raise BadRequest("The parameter query is missing.")
    if not isinstance(query, str):
        raise BadRequest("The parameter query must be a string.")
    if name is not None and not isinstance(name, str):
        raise BadRequest("The parameter operationName must be a string.")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest("The parameter variables must be an object.")
    if extensions is not None and not isinstance(extensions, dict):
        raise BadRequest("The parameter extensions must be an object.")
    return Parameters(query, name or None, cast("dict[str, Any]", variables or {}))
