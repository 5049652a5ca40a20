"""How a viewer enters: the call of `app.enter` that lays their claims, by itself or along with the first statement."""

from functools import lru_cache

from db.claims import Claims
from db.errors import UnknownViewer

NOBODY = "The token names nobody who may use this tenant."


class Entry:
    """A viewer who enters a tenant.

    tenant_id: the tenant's UUID as text. wanted: the lists of claims to work out; null for all. values: the arguments
    of `app.enter`. Raises UnknownViewer for a name that no row can hold, and so is nobody's.
    """

    __slots__ = ("tenant_id", "values")

    def __init__(self, tenant_id: str, claims: Claims, wanted: frozenset[str] | None = None) -> None:
        narrowed = None if claims.roles is None else " ".join(sorted(claims.roles))
        asked = None if wanted is None else " ".join(sorted(wanted))
        scopes = " ".join(sorted(claims.scopes))
        self.tenant_id = tenant_id
        self.values = (tenant_id, claims.issuer, claims.subject, scopes, narrowed, asked)
        if any(value and "\0" in value for value in self.values):
            raise UnknownViewer(NOBODY)

    @property
    def statement(self) -> str:
        """The statement that lays the claims, for a message that holds several and so can have no parameters."""
        return f"SELECT app.enter({', '.join(map(literal, self.values))})"

    def along(self, sql: str, count: int) -> tuple[str, tuple[str | None, ...]]:
        """A statement of `count` parameters, made to lay the claims before it reads a row, and its further values."""
        return _along(sql, count, len(self.values)), self.values


@lru_cache(maxsize=1_024)
def _along(sql: str, count: int, more: int) -> str:
    # The rows hang on `entered`, so that PostgreSQL has to finish it before it looks at the first of them, and policies
    # meet the claims. OFFSET keeps the two apart: a query that has one is not merged with another.
    enter = ", ".join(f"${place}" for place in range(count + 1, count + more + 1))
    return (
        f"WITH entered AS MATERIALIZED (SELECT app.enter({enter})::text IS NOT NULL AS is_done) "
        f"SELECT r.* FROM entered CROSS JOIN LATERAL (SELECT r.* FROM ({sql}) r WHERE entered.is_done OFFSET 0) r"
    )


def literal(value: str | None) -> str:
    """A value as an SQL literal: quotes doubled; standard strings, which connections insist on, escape nothing."""
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"
