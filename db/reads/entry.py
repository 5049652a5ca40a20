"""How a viewer enters: the call of `app.enter` that lays their claims, by itself or along with the first statement.

Why a single statement brings the call along: decision 30.
"""

from functools import lru_cache

from db.errors import UnknownViewer
from db.reads.claims import Claims

LONGEST_KEPT = 15_000
"""Characters of a statement that is remembered; asyncpg doesn't remember longer ones either."""

NOBODY = "The token names nobody who may use this tenant."


class Entry:
    """A viewer who enters a tenant.

    tenant_id: the tenant's UUID as text. wanted: the lists of claims to work out; null for all. values: the arguments
    of `app.enter`. Raises UnknownViewer for an issuer or a subject with a NUL, which no row's text can hold.
    """

    __slots__ = ("tenant_id", "values")

    def __init__(self, tenant_id: str, claims: Claims, wanted: frozenset[str] | None = None) -> None:
        if any(name and "\0" in name for name in (claims.issuer, claims.subject)):
            raise UnknownViewer(NOBODY)
        narrowed = None if claims.roles is None else _words(claims.roles)
        asked = None if wanted is None else _words(wanted)
        self.tenant_id = tenant_id
        self.values = (tenant_id, claims.issuer, claims.subject, _words(claims.scopes), narrowed, asked)

    @property
    def statement(self) -> str:
        """The statement that lays the claims, for a message that holds several and so can have no parameters."""
        return f"SELECT app.enter({', '.join(map(literal, self.values))})"

    def along(self, sql: str, count: int) -> tuple[str, tuple[str | None, ...]]:
        """A statement of `count` parameters, made to lay the claims before it reads a row, and its further values."""
        make = _along if len(sql) > LONGEST_KEPT else _kept_along
        return make(sql, count, len(self.values)), self.values


def _along(sql: str, count: int, more: int) -> str:
    # The rows hang on `entered`, so that PostgreSQL has to finish it before it looks at the first of them, and policies
    # meet the claims. OFFSET keeps the two apart: a query that has one is not merged with another.
    enter = ", ".join(f"${place}" for place in range(count + 1, count + more + 1))
    return (
        f"WITH entered AS MATERIALIZED (SELECT app.enter({enter})::text IS NOT NULL AS is_done) "
        f"SELECT r.* FROM entered CROSS JOIN LATERAL (SELECT r.* FROM ({sql}) r WHERE entered.is_done OFFSET 0) r"
    )


_kept_along = lru_cache(maxsize=1_024)(_along)


def _words(names: frozenset[str]) -> str:
    """Names as `app.enter` takes them apart, but for those with a NUL: no role, scope or claim has one."""
    return " ".join(sorted(name for name in names if "\0" not in name))


def literal(value: str | None) -> str:
    """A value as an SQL literal: quotes doubled; standard strings, which connections insist on, escape nothing."""
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"
