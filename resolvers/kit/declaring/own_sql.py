"""SQL of a resolver's own: declared here, so that no statement of the schema reads past the masks unseen.

`tests/security/test_own_sql.py` looks at every text in `OWN_SQL`, and refuses SQL in `resolvers/` that is not declared.
"""

from collections.abc import Sequence

from db.statements.declared import as_seen, declared
from db.statements.parameters import Statement

OWN_SQL: list[str] = []
"""Every declared text, in the order of declaration."""


def own_sql(sql: str, **tables: Sequence[str]) -> Statement:
    """The statement of SQL of one's own, for `Context.run`. Declare it at the top of a module.

    sql: names tables as `{table}`, the tenant's UUID as `{tenant}`, the arrays of keys (UUIDs) as `{k0}`, `{k1}` …, and
    texts, which a run gives as `marks`, as `{v0}`, `{v1}` … Braces of its own are doubled.

    tables: the columns that it reads of each table. A table is put in as the viewer sees it: the tenant's rows that the
    policies show, with masked columns masked.

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
