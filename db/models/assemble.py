"""Turns each table's facts into SQLAlchemy constraints and indexes, once all models are known."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapper

from db.models.addresses import condition
from db.models.base import TENANT, Base, Check, Lookup, Tree, Unique
from db.models.emptying import check_emptied
from db.models.names import NAME, quoted

PLAIN = str.isidentifier


def assemble() -> None:
    """Adds comments, foreign keys, unique constraints, checks and indexes to every table of `Base.metadata`."""
    by_name = {table.name: table for table in Base.metadata.tables.values()}
    for table, mapper in _tables():
        table.comment = " ".join((mapper.class_.__doc__ or "").split())
        for column in list(table.columns):
            check_name(column)
            check_emptied(column)
            if column.info.get("is_address"):
                form = condition(quoted(column.name))
                table.append_constraint(CheckConstraint(text(form), name=f"{column.name}_followed"))
            _refer(table, column, by_name)
        rules = mapper.class_.facts.rules
        for rule in rules:
            if isinstance(rule, Unique):
                _unique(table, rule)
            elif isinstance(rule, Check):
                table.append_constraint(CheckConstraint(rule.condition, name=rule.name))
            elif isinstance(rule, Lookup):
                _index(table, rule.columns, where=rule.where, using=rule.using)
        _cover_references(table)
        if "deleted_at" in table.columns:
            _index(table, ("deleted_at",), where="deleted_at IS NOT NULL")
        for rule in rules:
            if isinstance(rule, Tree):
                table.append_constraint(
                    CheckConstraint(f"{quoted(rule.parent)} <> id", name="not_its_own_parent")
                )


def _tables() -> Iterable[tuple[Table, Mapper[Base]]]:
    for mapper in Base.registry.mappers:
        table: Any = mapper.local_table
        yield table, mapper


def check_name(column: Column[object]) -> None:
    """Raises ValueError where a column bears a name that statements keep for themselves."""
    if NAME.fullmatch(column.name) is None:
        raise ValueError(
            f"{column}: a column's name is small letters, digits and _, and none that statements give to values of "
            "their own (`path`, `k0`, `c0` …): choose another"
        )


def _refer(table: Table, column: Column[object], by_name: dict[str, Table]) -> None:
    """One foreign key. Between tenant tables it is composite, so that no row can point across tenants."""
    found = column.info.get("reference")
    if column.name == TENANT:
        target, part_of, within = by_name["tenants"], True, None
        here, there = [TENANT], ["id"]
    elif found is None:
        return
    else:
        target, part_of, within = by_name[found[0]], found[1], found[2]
        here, there = [column.name], ["id"]
        if table.name == "tenants" and TENANT in target.columns:
            here, there = ["id", column.name], [TENANT, "id"]
        elif TENANT in target.columns:
            shared = (within, within) if isinstance(within, str) else within
            here = [TENANT, *([shared[0]] if shared else []), column.name]
            there = [TENANT, *([shared[1]] if shared else []), "id"]
    name = column.name.removesuffix("_id") or column.name
    table.append_constraint(
        ForeignKeyConstraint(
            here,
            [f"{target.fullname}.{key}" for key in there],
            name=f"fk_{table.name}_{name}",
            ondelete="CASCADE" if part_of else None,
            deferrable=column.info.get("deferred") or None,
            initially="DEFERRED" if column.info.get("deferred") else None,
        )
    )


def _led(table: Table, columns: tuple[str, ...]) -> list[str]:
    return [TENANT, *columns] if TENANT in table.columns else list(columns)


def _unique(table: Table, rule: Unique) -> None:
    columns = _led(table, rule.columns)
    if rule.where is None and all(map(PLAIN, rule.columns)):
        table.append_constraint(
            UniqueConstraint(
                *columns,
                name=_name("uq", table, rule.columns),
                deferrable=rule.deferrable or None,
                postgresql_nulls_not_distinct=not rule.nulls_distinct or None,
            )
        )
        return
    index = Index(
        _name("uq", table, rule.columns),
        *[table.columns[key] if key in table.columns else text(key) for key in columns],
        unique=True,
        postgresql_where=None if rule.where is None else text(rule.where),
        postgresql_nulls_not_distinct=not rule.nulls_distinct or None,
        _table=table,
    )
    assert index.table is table


def _index(
    table: Table, columns: tuple[str, ...], *, where: str | None = None, using: str | None = None
) -> None:
    led = list(columns) if using == "gin" else _led(table, columns)
    Index(
        _name("ix", table, columns),
        *[table.columns[key] if key in table.columns else text(key) for key in led],
        postgresql_where=None if where is None else text(where),
        postgresql_using=using,
        _table=table,
    )


def _name(prefix: str, table: Table, columns: tuple[str, ...]) -> str:
    plain = [
        key if PLAIN(key) else "".join(c if c.isalnum() else "_" for c in key).strip("_") for key in columns
    ]
    return f"{prefix}_{table.name}_{'_'.join(plain)}"[:50]


def _cover_references(table: Table) -> None:
    """Gives each foreign key an index that leads with it, unless another index already does."""
    for column in table.columns:
        if column.info.get("reference") is None:
            continue
        wanted = _led(table, (column.name,))
        if not any(list(keys[: len(wanted)]) == wanted for keys in _plain_keys(table)):
            _index(table, (column.name,))


def _plain_keys(table: Table) -> Iterable[list[str]]:
    yield [column.name for column in table.primary_key.columns]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield [column.name for column in constraint.columns]
    for index in table.indexes:
        if index.dialect_options["postgresql"]["where"] is None and index.dialect_options["postgresql"][
            "using"
        ] in (None, False, ""):
            yield [getattr(part, "name", "") or "" for part in index.expressions]
