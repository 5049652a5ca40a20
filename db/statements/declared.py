"""SQL that is declared by hand: how it names tables, and how it becomes a statement.

SQL that names a table itself reads the columns in clear, because masks are part of statements and not of tables.
`as_seen` inserts the table as the viewer sees it, so that the SQL around it can't reach a masked value.
"""

import re
from collections.abc import Sequence

from db.derived import masks
from db.models import Base
from db.statements.parameters import Mark, Parameters, Statement, tenant_column
from db.statements.shapes import keys_array

_KEY = re.compile(r"\{k(\d+)\}")
_VALUE = re.compile(r"\{v(\d+)\}")


def as_seen(sql: str, **tables: Sequence[str]) -> str:
    """The SQL with a subquery in place of each `{table}`: the tenant's rows with the given columns, masked.

    tables: the columns of each table that the SQL reads. Other placeholders, such as `{k0}`, stay. Raises ValueError
    for a table or column that does not exist, and for a table that the SQL does not name.

        as_seen("SELECT count(*) FROM {enrollments} e WHERE e.status = 'active'", enrollments=("status",))
    """
    for name, columns in tables.items():
        if f"{{{name}}}" not in sql:
            raise ValueError(f"the SQL does not name {{{name}}}")
        sql = sql.replace(f"{{{name}}}", _subquery(name, columns))
    return sql


def _subquery(name: str, columns: Sequence[str]) -> str:
    table = Base.metadata.tables.get(name)
    if table is None:
        raise ValueError(f"there is no table {name}")
    unknown = [column for column in columns if column not in table.columns]
    if unknown:
        raise ValueError(f"{name} has no column {', '.join(unknown)}")
    shown = [f'{_escaped(masks.seen(table.columns[column], "t."))} AS "{column}"' for column in columns]
    whose = tenant_column(table)
    where = f" WHERE t.{whose} = {{tenant}}" if whose else ""
    return f"(SELECT {', '.join(shown)} FROM {table.fullname} t{where})"


def _escaped(sql: str) -> str:
    """The SQL with its braces doubled, so that `str.format` returns it unchanged."""
    return sql.replace("{", "{{").replace("}", "}}")


def declared(sql: str) -> Statement:
    """The statement of declared SQL.

    `{tenant}` is the tenant's UUID, `{k0}`, `{k1}` … the arrays of keys (UUIDs), and `{v0}`, `{v1}` … texts.
    """
    # Any table that belongs to a tenant will do: it makes the tenant the first parameter.
    parameters = Parameters(Base.metadata.tables["users"])
    keys = {f"k{place}": keys_array(parameters, place) for place in _places(_KEY, sql)}
    texts = {f"v{place}": parameters.text(Mark(place), "text") for place in _places(_VALUE, sql)}
    return parameters.statement(sql.format(tenant=parameters.tenant, **keys, **texts))


def _places(placeholder: re.Pattern[str], sql: str) -> list[int]:
    return sorted({int(place) for place in placeholder.findall(sql)})
