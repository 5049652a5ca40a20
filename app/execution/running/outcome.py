"""The outcome of running an operation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graphql import GraphQLError


@dataclass(frozen=True, slots=True)
class Outcome:
    """The data and errors, which executor answered, and why a plan left the operation to graphql-core, if it did."""

    data: dict[str, Any] | None
    errors: Sequence[GraphQLError] | None
    executor: Literal["compiled", "reference"]
    left: str | None = None
