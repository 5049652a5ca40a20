"""Decides what a client is told of the errors that occur while an operation runs."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from graphql import GraphQLError

from app.errors import Unforeseen, error_entry
from db.errors import Code, ends_request
from resolvers.kit.errors import BadInput

CODES: frozenset[str] = frozenset(get_args(Code))
LONGEST_MESSAGE = 1_000

OUR_OWN_MISTAKES = ("Abstract type ", "Expected Iterable")
"""How those messages of graphql-core begin that blame a resolver, not the client."""

log = logging.getLogger(__name__)


def raise_ending(errors: Iterable[GraphQLError]) -> None:
    """Raises the first error that ends the whole request, if a field met one."""
    for error in errors:
        cause = cause_of(error)
        if cause is not None and ends_request(cause):
            raise cause


def cause_of(error: GraphQLError) -> BaseException | None:
    """The original exception beneath the GraphQL errors, if there is one."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def present(errors: Sequence[GraphQLError], default: Code | None, request_id: str) -> list[dict[str, Any]]:
    """The entries of `errors` in an answer.

    default: the code of errors that carry none; None if fields were already running, so that each error is judged.
    Unexpected errors are masked, and logged with their traceback under the request's id.
    """
    return [_present(error, default, request_id) for error in errors]


def _present(error: GraphQLError, default: Code | None, request_id: str) -> dict[str, Any]:
    formatted: dict[str, Any] = dict(error.formatted)
    extensions = error.extensions or {}
    if extensions.get("code") in CODES:
        shown = dict(extensions)
    else:
        code = default or _judge(error)
        if code is None:
            log.error("A field failed: %s", error.path, exc_info=cause_of(error) or error)
            return formatted | error_entry(Unforeseen(request_id))
        shown = {"code": code}
    # graphql-core calls JSON's null "None", as Python does.
    message: str = error.message.replace(" to be None", " to be null")
    formatted["message"] = message if len(message) <= LONGEST_MESSAGE else message[:LONGEST_MESSAGE] + "…"
    formatted["extensions"] = shown
    return formatted


def _judge(error: GraphQLError) -> Code | None:
    """The code of an error that a running field met and that carries no code; None if nobody foresaw the error."""
    # graphql-core raises GraphQL errors for invalid arguments; any other error is a failure of ours.
    if cause_of(error) is None and not error.message.startswith(OUR_OWN_MISTAKES):
        return BadInput.code
    return None
