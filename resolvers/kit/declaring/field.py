"""Fields with a resolver of their own: each declares the columns of its row that its resolver reads.

Both executors select these columns and hand them to the resolver. A resolver that touches another column fails with an
error that names that column, whichever executor runs.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from inspect import getdoc, iscoroutinefunction, signature
from typing import Any

import strawberry

REQUIRES = "requires"
"""The key of a field's metadata that holds the required columns."""


class ColumnNotRequired(LookupError):
    """A resolver touched a column that its field doesn't require."""


class RequiredColumns(dict[str, Any]):
    """What a resolver sees of its row: the columns that its field requires, masked, and `__typename`."""

    def __init__(self, field: str, values: dict[str, Any]) -> None:
        super().__init__(values)
        self._field = field

    def __missing__(self, column: str) -> Any:
        raise ColumnNotRequired(
            f'`{self._field}` reads the column "{column}" without requiring it:'
            f' add "{column}" to `requires` of its @field'
        )

    def get(self, key: str, default: Any = None, /) -> Any:
        """The column's value. Raises ColumnNotRequired; there is no default, because a required column is there."""
        return self[key]


def field(*, requires: Sequence[str], **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Declares a function in the class of an entity as a field with a resolver of its own, sync or async.

    requires: the columns of the row that the resolver reads, by the names of the model; `self` is a dict of these, as
    the viewer sees them, and of `__typename`. options: as for `strawberry.field`; the description is the function's
    docstring unless given.

        @field(requires=("title", "code"))
        def label(self: Any) -> str:
            \"\"\"Code and title, as the catalogue prints them.\"\"\"
            return f"{self['code']}: {self['title']}"
    """
    if isinstance(requires, str):
        raise TypeError(f'`requires` is a list of columns: ("{requires}",)')
    columns = tuple(dict.fromkeys(requires))

    def declare(resolver: Callable[..., Any]) -> Any:
        if "self" not in signature(resolver).parameters:
            raise TypeError(f"`{resolver.__qualname__}` takes no row: its first parameter must be `self`")
        options.setdefault("description", getdoc(resolver))
        return strawberry.field(
            resolver=_narrowed(resolver, columns), metadata={REQUIRES: columns}, **options
        )

    return declare


def _narrowed(resolver: Callable[..., Any], columns: tuple[str, ...]) -> Callable[..., Any]:
    """The resolver, called with the required columns of the row."""
    shown = (*columns, "__typename")

    def narrow(row: dict[str, Any]) -> RequiredColumns:
        # A row that another resolver returned may lack a column. Reading that column then fails like any other.
        return RequiredColumns(resolver.__qualname__, {name: row[name] for name in shown if name in row})

    @wraps(resolver)
    def call(self: Any, *arguments: Any, **named: Any) -> Any:
        return resolver(narrow(self), *arguments, **named)

    @wraps(resolver)
    async def call_async(self: Any, *arguments: Any, **named: Any) -> Any:
        return await resolver(narrow(self), *arguments, **named)

    # Strawberry asks the function itself whether it is async.
    return call_async if iscoroutinefunction(resolver) else call


def check_required(name: str, columns: Sequence[str] | None, known: Sequence[str]) -> None:
    """Raises TypeError unless the field `name` says which columns it requires, and all of them are `known`."""
    if columns is None:
        raise TypeError(
            f"{name} has a resolver but doesn't say which columns it reads:"
            " declare it with @field(requires=(...)) of resolvers/kit/declaring/field.py"
        )
    unknown = [column for column in columns if column not in known]
    if unknown:
        raise TypeError(f"{name} requires {', '.join(unknown)}: known columns are {', '.join(known)}")
