"""Which tables the audit log covers, and what it shows of their rows. Both are derived from the models, so a table that
is added later is covered without being named. Why triggers write the log by statement: decision 21.
"""

import orjson
from sqlalchemy import Column, Table

from db.derived.policies import access_of
from db.derived.triggers import facts_of
from db.models.base import TENANT

TRACES = ("id", TENANT, "created_at", "updated_at", "created_by", "updated_by")
"""The columns whose values an entry of the log states itself."""
MASKED = "(masked)"
"""What replaces a value that the log must not hold."""


def is_log(table: Table) -> bool:
    """Whether the table is a log: rows are only ever added to it, and it is divided by month."""
    return table.dialect_options["postgresql"]["partition_by"] is not None


def is_audited(table: Table) -> bool:
    """Whether changes of the table's rows are logged: if the rows are a tenant's, and people or commands write them."""
    is_written = access_of(table).writing == "all"
    return TENANT in table.columns and is_written and facts_of(table)[0].facts.is_audited


def left_out(table: Table) -> list[str]:
    """The columns that no entry shows: its own traces, and columns that triggers derive from other columns."""
    _, trees, inherited = facts_of(table)
    derived = {rule.column for rule in inherited} | {tree.depth for tree in trees}
    derived |= {column.name for column in table.columns if column.info.get("derived")}
    return [column.name for column in table.columns if column.name in TRACES or column.name in derived]


def masked(table: Table) -> list[str]:
    """The columns for which an entry shows only that they changed: private ones, and those masked for some reader.

    In a closed table these are all columns but the keys.
    """
    hidden = [str(column.name) for column in table.columns if _is_hidden(column)]
    return [name for name in hidden if name not in left_out(table)]


def _is_hidden(column: Column[object]) -> bool:
    is_key = column.info.get("reference") is not None
    is_shown = column.info.get("exposed", True) and access_of(column.table).kind != "private"
    is_private = not is_shown and not is_key and column.name != "deleted_at"
    return is_private or column.info.get("mask") is not None


def log_statements(table: Table) -> list[str]:
    """The statements that make the audit log cover a table; for a log, those that keep it from being changed."""
    if is_log(table):
        events = "BEFORE UPDATE OR DELETE OR TRUNCATE"
        return [
            f"CREATE TRIGGER keep_log {events} ON {table.fullname} FOR EACH STATEMENT EXECUTE FUNCTION app.keep_log()"
        ]
    if not is_audited(table):
        return []
    columns = "{" + ",".join(left_out(table)) + "}"
    masks = orjson.dumps(dict.fromkeys(masked(table), MASKED)).decode()
    return [f"SELECT app.audit('{table.fullname}', '{columns}', '{masks}')"]
