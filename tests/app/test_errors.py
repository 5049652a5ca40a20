"""What each kind of error tells a client: code, status, whether it ends the request, and when to come back."""

from typing import get_args, get_type_hints

import pytest
from graphql import GraphQLError

from app.auth.sources import KeysUnavailable
from app.errors import (
    BodyTooLarge,
    InvalidToken,
    MethodNotAllowed,
    TooManyConnections,
    Unforeseen,
    response,
)
from app.execution.running.faults import present, raise_ending
from db.errors import (
    Code,
    DatabaseUnavailable,
    GatewayError,
    ResultTooLarge,
    UnknownViewer,
    UnsafeRole,
    ends_request,
)
from resolvers.kit.errors import BadInput, bad_input
from tests.support.errors import kinds

ENDS, OF_A_FIELD = True, False
TABLE = {
    "BadInput": ("BAD_USER_INPUT", 400, OF_A_FIELD, None),
    "BadRequest": ("BAD_REQUEST", 400, ENDS, None),
    "BadValue": ("BAD_USER_INPUT", 400, ENDS, None),
    "BodyTooLarge": ("BAD_REQUEST", 413, ENDS, None),
    "BudgetExceeded": ("COST_LIMIT_EXCEEDED", 400, ENDS, None),
    "DatabaseUnavailable": ("UNAVAILABLE", 503, ENDS, 2),
    "FileMissing": ("BAD_REQUEST", 404, ENDS, None),
    "FileNotOpen": ("FORBIDDEN", 403, ENDS, None),
    "HeadersTooLarge": ("BAD_REQUEST", 431, ENDS, None),
    "IntrospectionClosed": ("FORBIDDEN", 400, ENDS, None),
    "InvalidDocument": ("VALIDATION_FAILED", 400, ENDS, None),
    "InvalidToken": ("UNAUTHENTICATED", 401, ENDS, None),
    "InvalidValues": ("BAD_USER_INPUT", 400, ENDS, None),
    "KeysUnavailable": ("UNAVAILABLE", 503, ENDS, 5),
    "MethodNotAllowed": ("BAD_REQUEST", 405, ENDS, None),
    "NoOperation": ("BAD_REQUEST", 400, ENDS, None),
    "NotAcceptable": ("BAD_REQUEST", 406, ENDS, None),
    "OperationTooLarge": ("COST_LIMIT_EXCEEDED", 400, ENDS, None),
    "OutOfTime": ("TIMEOUT", 504, ENDS, None),
    "ReadInterrupted": ("UNAVAILABLE", 503, ENDS, 2),
    "RequestTooSlow": ("BAD_REQUEST", 408, ENDS, None),
    "ResultTooLarge": ("COST_LIMIT_EXCEEDED", 400, OF_A_FIELD, None),
    "SchemaNotShown": ("FORBIDDEN", 403, ENDS, None),
    "StatementTimeout": ("TIMEOUT", 504, ENDS, None),
    "TooManyConnections": ("UNAVAILABLE", 503, ENDS, 1),
    "Unforeseen": ("INTERNAL", 500, OF_A_FIELD, None),
    "UnknownViewer": ("UNAUTHENTICATED", 401, ENDS, None),
    "UnsafeRole": ("UNAVAILABLE", 503, ENDS, 60),
    "Unshowable": ("INTERNAL", 500, OF_A_FIELD, None),
    "UnsupportedMediaType": ("BAD_REQUEST", 415, ENDS, None),
    "UrlTooLong": ("BAD_REQUEST", 414, ENDS, None),
    "WrongRegion": ("FORBIDDEN", 421, ENDS, None),
    "_NotSigned": ("UNAUTHENTICATED", 401, ENDS, None),
}
HEADERS: list[tuple[GatewayError, dict[str, str]]] = [
    (DatabaseUnavailable(), {"Retry-After": "2"}),
    (DatabaseUnavailable(7), {"Retry-After": "7"}),
    (DatabaseUnavailable(0), {"Retry-After": "1"}),
    (UnsafeRole("the database role login is a superuser"), {"Retry-After": "60"}),
    (TooManyConnections(), {"Retry-After": "1"}),
    (KeysUnavailable(), {"Retry-After": "5"}),
    (UnknownViewer("Who?"), {"WWW-Authenticate": "Bearer"}),
    (
        InvalidToken("the token is malformed"),
        {"WWW-Authenticate": ('Bearer error="invalid_token", error_description="the token is malformed"')},
    ),
    (MethodNotAllowed("Send a POST.", "POST"), {"Allow": "POST"}),
    (BodyTooLarge("Too large."), {"Connection": "close"}),
    (ResultTooLarge("Too many rows."), {}),
]


def test_each_kind_says_what_the_client_is_told() -> None:
    said = {kind.__name__: (kind.code, kind.status, kind.ends_request, kind.retry_after) for kind in kinds()}
    assert said == TABLE


def test_the_codes_are_of_the_closed_list() -> None:
    assert get_type_hints(GatewayError)["code"] == Code
    assert {kind.code for kind in kinds()} <= set(get_args(Code))


@pytest.mark.parametrize(("error", "headers"), HEADERS, ids=lambda value: type(value).__name__)
def test_each_kind_brings_the_headers_of_its_status(error: GatewayError, headers: dict[str, str]) -> None:
    assert error.headers == headers


def test_an_answer_carries_the_message_and_the_code() -> None:
    assert response(DatabaseUnavailable()) == {
        "errors": [
            {
                "message": "The service is temporarily unavailable; try again later.",
                "extensions": {"code": "UNAVAILABLE"},
            }
        ]
    }
    assert response(Unforeseen("a-request"))["errors"][0]["extensions"] == {
        "code": "INTERNAL",
        "requestId": "a-request",
    }


def test_an_error_is_the_whole_answer_where_its_kind_says_so() -> None:
    kept = [GraphQLError("A field failed.", original_error=ResultTooLarge("Too many rows."))]
    raise_ending(kept)
    ending = DatabaseUnavailable()
    with pytest.raises(DatabaseUnavailable) as raised:
        raise_ending([*kept, GraphQLError("A field failed.", original_error=ending)])
    assert raised.value is ending
    assert [ends_request(error) for error in (ending, ResultTooLarge("…"), ValueError(), None)] == [
        True,
        False,
        False,
        False,
    ]


def test_a_fields_error_brings_its_code_along() -> None:
    told = present([bad_input("Give `first`."), _raised(ResultTooLarge("Too many rows."))], None, "a-request")
    assert told == [
        {"message": "Give `first`.", "extensions": {"code": BadInput.code}},
        {"message": "Too many rows.", "extensions": {"code": ResultTooLarge.code}},
    ]


def _raised(error: Exception) -> GraphQLError:
    """The GraphQL error that graphql-core makes of a resolver's exception."""
    return GraphQLError(str(error), original_error=error)
