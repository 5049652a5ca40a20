"""The errors that a field raises for its own arguments."""

from graphql import GraphQLError

from db.errors import GatewayError


class BadInput(GatewayError):
    """An argument is invalid; the message tells the client what to do."""

    code = "BAD_USER_INPUT"
    status = 400
    ends_request = False


def bad_input(message: str) -> GraphQLError:
    """The GraphQL error of an invalid argument: a plan that meets one gives up (decision 10)."""
    return GraphQLError(message, original_error=BadInput(message))
