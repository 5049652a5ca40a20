"""The DDL of the models, as PostgreSQL text, in an order that both one server and a sharded cluster accept.

Migrations lead to what this module says; a test checks that both make the same database. The order: schemas and types,
tables with the foreign keys between tenant tables, distribution, foreign keys to reference tables and to later tables,
indexes, functions and triggers, grants, row-level security.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Table
from sqlalchemy.dialects.postgresql import ENUM
from sqlalchemy.schema import (
    AddConstraint,
    CreateIndex,
    CreateTable,
    SetColumnComment,
    SetTableComment,
    sort_tables_and_constraints,  # pyright: ignore[reportUnknownVariableType]
)
from sqlalchemy.sql.ddl import ExecutableDDLElement

from db.derived import policies, triggers
from db.derived.audit import log_statements
from db.models import Base
from db.models.audience import Audience
from db.models.base import TENANT
from db.models.names import DIALECT
from db.models.people import UserRole
from db.models.words import Words, sql_name
from db.roles import GATEWAY, WRITER

OWN_SQL = {"quiz_attempts": "review"}
"""Files of `db/derived/sql` with functions and triggers that don't follow from a table's facts, each by the table that
it comes with.
"""
WRITE_RIGHTS = {"all": "INSERT, UPDATE, DELETE", "append": "INSERT", "none": None}
RESERVED = (
    "app.enter_client(uuid, text, text, text)",
    "app.enter_tenant(uuid)",
    "app.tell_workers()",
    "app.make_partition(text, timestamptz)",
    "app.keep_partitions(integer)",
    "app.forget(text, uuid, timestamptz)",
    "app.drop_empty_partitions()",
    "app.redact(uuid, uuid[])",
    "app.audit(text, text[], jsonb)",
)
"""The functions that only the owner may call."""
MONTHS_AHEAD = 3


def statements() -> list[str]:
    """All statements that make the whole database from nothing, except for the roles."""
    tables = _ordered()
    return [
        *_schemas(),
        *_types(tables),
        *_spreading(),
        *_tables(tables),
        *_indexes(tables),
        *_functions(tables),
        *(statement for table in tables for statement in _rights(table)),
        f"SELECT app.keep_partitions({MONTHS_AHEAD})",
    ]


def _ordered() -> list[Table]:
    """All tables, each after the tables that it refers to, except where tables refer to each other."""
    ordered: Any = sort_tables_and_constraints(Base.metadata.tables.values())
    return [table for table, _ in ordered if table is not None]


def _schemas() -> list[str]:
    return [
        "CREATE SCHEMA app",
        "CREATE SCHEMA identity",
        "CREATE SCHEMA gateway",
        "CREATE SCHEMA logs",
        "COMMENT ON SCHEMA app IS 'Functions: the claims of the viewer, and what triggers do.'",
        "COMMENT ON SCHEMA identity IS 'Accounts and secrets; nothing here is read through GraphQL.'",
        "COMMENT ON SCHEMA gateway IS 'The gateway''s own records; nothing here is read through GraphQL.'",
        "COMMENT ON SCHEMA logs IS 'The months of the logs; they are reached through the logs alone.'",
        f"GRANT USAGE ON SCHEMA public, app TO {GATEWAY}, {WRITER}",
    ]


def _types(tables: Sequence[Table]) -> list[str]:
    # Functions take the first two as arguments.
    every = dict.fromkeys([Audience, UserRole, *(words for table in tables for words in _enums(table))])
    return [make(words) for words in every for make in (_create_enum, _comment_enum)]


def _spreading() -> list[str]:
    """The functions that tell a cluster where a table's rows lie."""
    return [
        *triggers.read_sql("cluster"),
        *_reserved("app.distribute(text, text)", "app.replicate(text)"),
    ]


def _tables(tables: Sequence[Table]) -> list[str]:
    """The tables, their distribution over a cluster, and the foreign keys that the tables can't be created with."""
    known: set[Table] = set()
    later: list[ForeignKeyConstraint] = []
    found: list[str] = []
    for table in tables:
        known.add(table)
        inline, postponed = _split(table, known)
        later += postponed
        found += [
            _text(CreateTable(table, include_foreign_key_constraints=inline)),
            *_comments(table),
            _spread(table),
        ]
    return found + [_text(AddConstraint(key)) for key in later]


def _indexes(tables: Sequence[Table]) -> list[str]:
    return [
        _text(CreateIndex(i)) for t in tables for i in sorted(t.indexes, key=lambda index: str(index.name))
    ]


def _functions(tables: Sequence[Table]) -> list[str]:
    """The functions, and the triggers that call them."""
    return [
        *triggers.read_sql("claims"),
        *policies.role_functions(),
        *policies.scope_functions(),
        *triggers.read_sql("shared_triggers"),
        *(statement for table in tables for statement in triggers.triggers(table)),
        *triggers.passing_on(tables),
        *(s for table in tables if table.name in OWN_SQL for s in triggers.read_sql(OWN_SQL[table.name])),
        *triggers.read_sql("enter"),
        *triggers.read_sql("reached"),
        *triggers.read_sql("certificates_checked"),
        *triggers.read_sql("regions"),
        *triggers.read_sql("logs"),
        *triggers.read_sql("audit"),
        *_reserved(*RESERVED),
        *(statement for table in tables for statement in log_statements(table)),
    ]


def _reserved(*functions: str) -> list[str]:
    """Reserves functions for the owner, and for code that runs with the owner's rights."""
    return [f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC" for name in functions]


def _text(element: ExecutableDDLElement) -> str:
    lines = str(element.compile(dialect=DIALECT)).strip().splitlines()
    return "\n".join(line.replace("\t", "    ").rstrip() for line in lines)


def _quote(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _enums(table: Table) -> list[type[Words]]:
    return [column.info["words"] for column in table.columns if isinstance(column.type, ENUM)]


def _create_enum(words: type[Words]) -> str:
    return f"CREATE TYPE {sql_name(words)} AS ENUM ({', '.join(_quote(member.name) for member in words)})"


def _comment_enum(words: type[Words]) -> str:
    return f"COMMENT ON TYPE {sql_name(words)} IS {_quote(words.__doc__ or '')}"


def _comments(table: Table) -> list[str]:
    return [
        _text(SetTableComment(table)),
        *(_text(SetColumnComment(column)) for column in table.columns if column.comment),
    ]


def _foreign_keys(table: Table) -> list[ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda key: str(key.name))


def _split(table: Table, known: set[Table]) -> tuple[list[ForeignKeyConstraint], list[ForeignKeyConstraint]]:
    """The foreign keys to state inline, and those to add later: to reference tables, and to tables not made yet."""
    sharded = table.name == "tenants" or TENANT in table.columns
    inline: list[ForeignKeyConstraint] = []
    later: list[ForeignKeyConstraint] = []
    for key in _foreign_keys(table):
        target_sharded = key.referred_table.name == "tenants" or TENANT in key.referred_table.columns
        (inline if sharded == target_sharded and key.referred_table in known else later).append(key)
    return inline, later


def _spread(table: Table) -> str:
    """Tells a cluster where the table's rows lie; does nothing on one server."""
    if table.name == "tenants":
        return f"SELECT app.distribute('{table.fullname}', 'id')"
    if TENANT in table.columns:
        return f"SELECT app.distribute('{table.fullname}', '{TENANT}')"
    return f"SELECT app.replicate('{table.fullname}')"


def _rights(table: Table) -> list[str]:
    """Grants and row-level security."""
    name, kind = table.fullname, policies.access_of(table).kind
    found: list[str] = []
    if kind != "private":
        found.append(f"GRANT SELECT ON {name} TO {GATEWAY}, {WRITER}")
        if kind not in ("reference", "tenant") and (
            rights := WRITE_RIGHTS[policies.access_of(table).writing]
        ):
            found.append(f"GRANT {rights} ON {name} TO {WRITER}")
    rules = policies.policies_of(table)
    if rules:
        found += [
            f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        ]
    for rule in rules:
        using = f" USING ({rule.using})" if rule.using else ""
        check = f" WITH CHECK ({rule.check})" if rule.check else ""
        found.append(f"CREATE POLICY {rule.name} ON {name} FOR {rule.command} TO {rule.roles}{using}{check}")
    return found
