"""What a client is told of the errors that come up while an operation runs."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from graphql import GraphQLError

from app.errors import Code, Refusal, unauthenticated, unavailable
from db.errors import (
    BadValue,
    DatabaseUnavailable,
    OutOfTime,
    ResultTooLarge,
    StatementTimeout,
    UnknownViewer,
    WrongRegion,
)

CODES: frozenset[str] = frozenset(get_args(Code))
LONGEST_MESSAGE = 1_000
INTERNAL_MESSAGE = "Something went wrong on our side. Tell us the requestId and we can look it up."
OUT_OF_TIME_MESSAGE = "The request took too long; ask for less at once, or again later."
TIMEOUT_MESSAGE = "The request took the database too long; ask for less at once."

OUR_OWN_MISTAKES = ("Abstract type ", "Expected Iterable")
"""How graphql-core's messages begin that say a resolver is wrong, not the client."""

log = logging.getLogger(__name__)


def refusal_of(failure: BaseException) -> Refusal | None:
    """The refusal of the whole request that a failure of the database means, or None where it means none.

    A statement that timed out has ended its transaction, so nothing that came after it can be trusted either.
    """
    if isinstance(failure, DatabaseUnavailable):
        return unavailable(failure.retry_after)
    if isinstance(failure, UnknownViewer):
        return unauthenticated(str(failure))
    if isinstance(failure, WrongRegion):
        return Refusal(421, "FORBIDDEN", str(failure))
    if isinstance(failure, StatementTimeout):
        return Refusal(504, "TIMEOUT", TIMEOUT_MESSAGE)
    if isinstance(failure, OutOfTime):
        return Refusal(504, "TIMEOUT", OUT_OF_TIME_MESSAGE)
    if isinstance(failure, BadValue):
        return Refusal(400, "BAD_USER_INPUT", str(failure))
    if isinstance(failure, ResultTooLarge):
        return Refusal(400, "COST_LIMIT_EXCEEDED", str(failure))
    return None


def raise_outage(errors: Iterable[GraphQLError]) -> None:
    """Raises what any field failed with because the database was gone, or gave up."""
    for error in errors:
        cause = cause_of(error)
        if isinstance(cause, BadValue | DatabaseUnavailable | OutOfTime | StatementTimeout | UnknownViewer):
            raise cause


def cause_of(error: GraphQLError) -> BaseException | None:
    """What was raised first: the exception that is no GraphQL error, if there is one."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def present(errors: Sequence[GraphQLError], default: Code | None, request_id: str) -> list[dict[str, Any]]:
    """The entries of `errors` in an answer.

    default: the code of errors that carry none; None where the fields were running, so that each is judged.
    What is unexpected is masked, and logged with its traceback under the request's id.
    """
    return [_present(error, default, request_id) for error in errors]


def internal_error(request_id: str) -> dict[str, Any]:
    """The entry for a failure that no one foresaw."""
    return {"message": INTERNAL_MESSAGE, "extensions": {"code": "INTERNAL", "requestId": request_id}}


def _present(error: GraphQLError, default: Code | None, request_id: str) -> dict[str, Any]:
    formatted: dict[str, Any] = dict(error.formatted)
    extensions = error.extensions or {}
    if extensions.get("code") in CODES:
        shown = dict(extensions)
    else:
        code = default or _judge(error)
        if code == "INTERNAL":
            log.error("A field failed: %s", error.path, exc_info=cause_of(error) or error)
            formatted |= internal_error(request_id)
            return formatted
        shown = {"code": code}
    message: str = error.message
    formatted["message"] = message if len(message) <= LONGEST_MESSAGE else message[:LONGEST_MESSAGE] + "…"
    formatted["extensions"] = shown
    return formatted


def _judge(error: GraphQLError) -> Code:
    """The code of an error that names none itself, raised by a running field."""
    cause = cause_of(error)
    if isinstance(cause, ResultTooLarge):
        return "COST_LIMIT_EXCEEDED"
    if isinstance(cause, BadValue):
        return "BAD_USER_INPUT"
    # graphql-core raises GraphQL errors for arguments that don't fit; all else is a failure of ours.
    if cause is None and not error.message.startswith(OUR_OWN_MISTAKES):
        return "BAD_USER_INPUT"
    return "INTERNAL"
