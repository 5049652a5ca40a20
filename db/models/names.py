"""Names as SQL writes them: in quotes where they are words of SQL."""

import re

from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql.base import RESERVED_WORDS

UNKNOWN_TO_SQLALCHEMY = frozenset({"collation", "concurrently", "lateral", "system_user", "tablesample"})


NAME = re.compile(r"(?!(?:[ck]\d+|path)$)[a-z][a-z0-9_]*")
"""A column's name: any but those under which statements give values of their own, beside columns."""


def _dialect() -> Dialect:
    made = postgresql.dialect()
    made.identifier_preparer.reserved_words = {*RESERVED_WORDS, *UNKNOWN_TO_SQLALCHEMY}
    return made


DIALECT = _dialect()
"""PostgreSQL's, with all of its words."""


def quoted(name: str) -> str:
    """The name, which may then stand anywhere in a statement."""
    return DIALECT.identifier_preparer.quote(name)
