"""Declares the SQL that a resolver brings itself, so that no statement bypasses the masks unnoticed.

`tests/security/test_own_sql.py` checks every text in `OWN_SQL`, and fails if `resolvers/` has SQL that is not declared.
"""

from collections.abc import Sequence

from db.statements.declared import as_seen, declared
from db.statements.parameters import Statement

OWN_SQL: list[str] = []
"""Every declared text, in the order of declaration."""


def own_sql(sql: str, **tables: Sequence[str]) -> Statement:
    """A statement of a resolver's own SQL, for `Context.run`. Declare it at the top of a module.

    sql: names tables as `{table}`, the tenant's UUID as `{tenant}`, the arrays of keys (UUIDs) as `{k0}`, `{k1}` …, and
    texts, which a run passes as `marks`, as `{v0}`, `{v1}` … Double any other brace.

    tables: the columns of each table that the SQL reads. Each table stands for what the viewer sees of it: the tenant's
    rows that the policies show, with masked columns masked.

        LEARNERS = own_sql(
            "SELECT o.course_id AS k0, count(*) AS learners"
            " FROM {enrollments} e JOIN {course_offerings} o ON o.id = e.offering_id"
            " WHERE o.course_id = ANY({k0}) AND e.status = 'active' GROUP BY o.course_id",
            enrollments=("offering_id", "status"),
            course_offerings=("id", "course_id"),
        )

    Raises ValueError for a table or column that does not exist.
    """
    text = as_seen(sql, **tables)
    OWN_SQL.append(text)
    return declared(text)


__all__ = ["OWN_SQL", "as_seen", "own_sql"]
