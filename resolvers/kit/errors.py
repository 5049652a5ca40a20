"""The errors that a field raises for its own arguments."""

from graphql import GraphQLError

from db.errors import GatewayError
from db.unshown import Unshown


class BadInput(GatewayError):
    """An argument is invalid; the message tells the client what to do."""

    code = "BAD_USER_INPUT"
    status = 400
    ends_request = False


class Unshowable(GatewayError):
    """A row holds a value that GraphQL can't show. Its place is null, and the other places keep their values."""

    code = "INTERNAL"
    status = 500
    ends_request = False


def shown(value: str) -> str:
    """The value of a row, as text. Raises Unshowable for one that was marked when it was read."""
    if isinstance(value, Unshown):
        raise Unshowable(f"The row holds {value} here, which GraphQL can't show.")
    return value


def bad_input(message: str) -> GraphQLError:
    """The GraphQL error of an invalid argument: a plan that meets one gives up (decision 10)."""
    return GraphQLError(message, original_error=BadInput(message))
