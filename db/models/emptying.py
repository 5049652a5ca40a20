"""What a column of each type holds once the person is erased whom its row is about.

`db/maintenance/persons.py` says which columns are emptied. A column that may be null becomes null, and one that has a
default takes it; the others take the value that stands here.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Time,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, ENUM
from sqlalchemy.types import TypeEngine

ERASED = "(erased)"
"""Replaces a text that can't be null."""

EMPTY: Mapping[type[TypeEngine[Any]], str] = {
    String: f"'{ERASED}'",
    JSON: "'{}'",
    ARRAY: "'{}'",
    Date: "'1970-01-01'",
    LargeBinary: "''",
}
"""The types that can tell something of a person, and the SQL of the value that replaces one that can't be null."""

KEPT = (Boolean, DateTime, ENUM, Enum, Integer, Numeric, Time, Uuid)
"""The types that tell nothing without the person's name: keys, numbers, words of a closed set, and when it happened."""


def check_emptied(column: "Column[object]") -> None:
    """Raises TypeError for a column of a type of which nothing says what becomes of it when its person is erased."""
    if empty(column) is None and not isinstance(column.type, KEPT):
        raise TypeError(
            f"{column}: nothing says what a column of the type {type(column.type).__name__} holds once its person is "
            "erased: add the type to EMPTY or to KEPT in db/models/emptying.py"
        )


def empty(column: "Column[object]") -> str | None:
    """The SQL value of the column's type that tells nothing; null for a type that is kept."""
    if isinstance(column.type, KEPT):
        return None
    return next((value for kind, value in EMPTY.items() if isinstance(column.type, kind)), None)
