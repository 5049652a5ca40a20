"""How a viewer enters: a call of `app.enter` sets their claims, by itself or together with the first statement.

Why a single statement includes the call: decision 30.
"""

from functools import lru_cache

from db.errors import UnknownViewer
from db.reads.claims import Claims

LONGEST_KEPT = 15_000
"""Characters of the longest statement that is remembered; asyncpg doesn't remember longer ones either."""

NOBODY = "The token names nobody who may use this tenant."


class Entry:
    """A viewer who enters a tenant.

    tenant_id: the tenant's UUID as text. wanted: the lists of claims to work out; null for all. values: the arguments
    of `app.enter`. Raises UnknownViewer if the issuer or the subject contains NUL, because no stored text can.
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
        """The statement that sets the claims, for a message of several statements, which can't have parameters."""
        return f"SELECT app.enter({', '.join(map(literal, self.values))})"

    def along(self, sql: str, count: int) -> tuple[str, tuple[str | None, ...]]:
        """A statement of `count` parameters, made to set the claims before it reads a row, and its further values."""
        make = _along if len(sql) > LONGEST_KEPT else _kept_along
        return make(sql, count, len(self.values)), self.values


def _along(sql: str, count: int, more: int) -> str:
    # The rows depend on `entered`, so PostgreSQL must finish `entered` before it reads the first of them, and policies
    # find the claims set. OFFSET keeps the two apart: PostgreSQL does not merge a query that has an OFFSET with
    # another.
    enter = ", ".join(f"${place}" for place in range(count + 1, count + more + 1))
    return (
        f"WITH entered AS MATERIALIZED (SELECT app.enter({enter})::text IS NOT NULL AS is_done) "
        f"SELECT r.* FROM entered CROSS JOIN LATERAL (SELECT r.* FROM ({sql}) r WHERE entered.is_done OFFSET 0) r"
    )


_kept_along = lru_cache(maxsize=1_024)(_along)


def _words(names: frozenset[str]) -> str:
    """Names in the form that `app.enter` splits. A name with a NUL is left out: no role, scope or claim has one."""
    return " ".join(sorted(name for name in names if "\0" not in name))


def literal(value: str | None) -> str:
    """A value as an SQL literal. Doubling quotes is enough: connections insist on standard strings, without escapes."""
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"
