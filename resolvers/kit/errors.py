"""Errors of arguments, which a field raises for itself."""

from graphql import GraphQLError

from db.errors import GatewayError


class BadInput(GatewayError):
    """An argument can't be right; the message tells the client what to do."""

    code = "BAD_USER_INPUT"
    status = 400
    ends_request = False


def bad_input(message: str) -> GraphQLError:
    """The error of an argument, as a GraphQL error: a plan that meets one gives up (decision 10)."""
    return GraphQLError(message, original_error=BadInput(message))
