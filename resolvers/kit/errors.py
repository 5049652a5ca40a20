"""Errors that a field raises, each with one code of the closed list."""

from graphql import GraphQLError


def fault(code: str, message: str) -> GraphQLError:
    """An error with `code` in its extensions; the message tells the client what to do."""
    return GraphQLError(message, extensions={"code": code})


def bad_input(message: str) -> GraphQLError:
    """An argument that can't be right."""
    return fault("BAD_USER_INPUT", message)
