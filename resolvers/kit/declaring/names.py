"""Names and global ids."""

import re
from typing import Any
from uuid import UUID

from sqlalchemy import Column

from resolvers.kit.errors import bad_input


def camel(name: str) -> str:
    """`sequence_index` as GraphQL spells it: `sequenceIndex`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def field_of(column: Column[Any]) -> str:
    """The Python name of the field that shows the column: the column's name, unless the model gives another."""
    return column.info.get("shown_as") or column.name


def former_of(column: Column[Any]) -> tuple[str, str] | None:
    """The deprecated field that also shows the column: its Python name, and why it is deprecated; null for most."""
    formerly = column.info.get("formerly")
    if formerly is None:
        return None
    name, date = formerly
    return name, f"Renamed to `{camel(field_of(column))}`. Deprecated on {date}."


def with_article(name: str) -> str:
    """The name of a type with its article, as a sentence begins: `A User`, `An Enrollment`."""
    return f"{'An' if re.match('[AEIO]|U(?!ni|se)', name) else 'A'} {name}"


def global_id(entity: str, key: str) -> str:
    """The opaque id of a row: its entity and its key. Why it is not encoded: decision 6."""
    return f"{entity}_{key}"


def key_within(value: str, entity: str, argument: str) -> str:
    """The key in a global id of the entity. argument: what takes the id.

    Raises BAD_USER_INPUT, which names the argument, for an id of another entity and for any other text.
    """
    found = read_global_id(value)
    if found is None or found[0] != entity:
        other = f"; this one is of type {found[0]}" if found is not None and found[0].isalpha() else ""
        raise bad_input(f"`{argument}` must be an id of type {entity}{other}.")
    return found[1]


def read_global_id(value: str) -> tuple[str, str] | None:
    """The entity and the key that an id names; null if the text is not an id of this graph."""
    entity, _, key = value.partition("_")
    try:
        return entity, str(UUID(key))
    except ValueError:
        return None
