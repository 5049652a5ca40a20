"""What the proofs need of every table and masked column. Each thing that is missing is one line: what, where, and how.

A line names the table or column, the file in which something has to be written, and what to write.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import Table

from db.maintenance import persons
from db.models import DOMAINS, Base
from tests.support.selections import table_entities
from tests.support.world.facts import OPEN, OTHER

MATRIX = "tests/security/matrix"
WORLD = "tests/support/world"
ROLES = "db/maintenance/persons.py"
MODELS = Path(__file__).parents[3] / "db" / "models"
STATED = ("READS", "WRITES", "UNREACHABLE", "FROZEN", "KEPT_FOR_UNDOING", "UNWRITTEN", "APPENDED")
"""What a domain's file of the matrix states of tables."""


def tables_of(domain: str) -> list[Table]:
    """The tables that the domain's models make."""
    made = {
        mapper.local_table
        for mapper in Base.registry.mappers
        if mapper.class_.__module__ == f"db.models.{domain}"
    }
    return [table for table in Base.metadata.tables.values() if table in made]


def domain_of(table: str) -> str:
    """The domain whose models make the table of that name."""
    return next(domain for domain in DOMAINS if any(made.name == table for made in tables_of(domain)))


def masked_columns(table: Table) -> list[str]:
    """The columns of the table that have a mask."""
    return [column.name for column in table.columns if column.info.get("mask") is not None]


def has_tenant(table: Table) -> bool:
    """Whether each row of the table belongs to a tenant, or is one."""
    return table.name == "tenants" or "tenant_id" in table.columns


def unregistered_domains(folder: Path = MODELS) -> Iterator[str]:
    """Files that make tables and are not named in `DOMAINS`."""
    for path in sorted(folder.glob("*.py")):
        if path.stem not in DOMAINS and re.search(r"^    __tablename__ = ", path.read_text(), re.MULTILINE):
            yield f'db/models/{path.name} makes tables: add "{path.stem}" to DOMAINS in db/models/__init__.py'


def missing_in_the_roles(said: Mapping[str, str] = persons.NAMED) -> Iterator[str]:
    """The columns that name a person whom the row is not about, of which nobody says who that is, or says in vain."""
    found = {
        f"{table.fullname}.{column}"
        for table in filter(has_tenant, Base.metadata.tables.values())
        for column in persons.named(table)
    }
    for column in sorted(found - said.keys()):
        yield (
            f'column {column} names a person whom the row is not about: add "{column}" to NAMED in {ROLES}, with who '
            "that is; or, if the row is about that person too, name the column in the table's access class"
        )
    for column in sorted(said.keys() - found):
        yield f"NAMED in {ROLES} says {column}, which names nobody, or whom the row is about: remove it"


def keys_that_erasing_breaks(tables: Iterable[Table]) -> Iterator[str]:
    """The unique keys by which the rows of a person could not be emptied."""
    for table in tables:
        for key, column in persons.unlike_no_more(table):
            yield (
                f"unique key {key} of {table.fullname} holds {column.name}, the same in each row of a person once they "
                f"are erased: let {column.name} be null, or a record (`record=True` in db/models), or leave it out"
            )


def missing_in_the_matrix(parts: Mapping[str, Any]) -> Iterator[str]:
    """What the access matrix does not say, or says in vain. parts: the file of each domain."""
    for domain in DOMAINS:
        file = f"{MATRIX}/{domain}.py"
        if domain not in parts:
            yield f"domain {domain} has no {file}: write READS and WRITES of {_names(domain)}"
            continue
        part = parts[domain]
        for table in filter(has_tenant, tables_of(domain)):
            yield from _missing_of(table.name, part, file)
        masked = {(table.name, column) for table in tables_of(domain) for column in masked_columns(table)}
        stated: Mapping[tuple[str, str], str] = getattr(part, "MASKED", {})
        for table, column in sorted(masked - stated.keys()):
            key = f'("{table}", "{column}")'
            yield f"column {table}.{column} has a mask: add {key} to MASKED in {file}, with who sees the value"
        for table, column in sorted(stated.keys() - masked):
            yield f"MASKED in {file} names {table}.{column}, which has no mask in db/models/{domain}.py: remove it"
        known = {table.name for table in tables_of(domain)}
        for name in STATED:
            for table in sorted(set(getattr(part, name, ())) - known):
                yield f"{name} in {file} names {table}, which db/models/{domain}.py does not make: move or remove it"


def _names(domain: str) -> str:
    return ", ".join(table.name for table in tables_of(domain) if has_tenant(table))


def _missing_of(table: str, part: Any, file: str) -> Iterator[str]:
    is_shown, is_closed = table in table_entities(), table in getattr(part, "UNREACHABLE", {})
    if not is_shown and not is_closed:
        types = f"resolvers/{Path(file).stem}/types.py"
        yield f"table {table} has no type in {types}: declare one, or add the table to UNREACHABLE in {file}"
    elif is_shown and is_closed:
        yield f"table {table} has a GraphQL type: remove it from UNREACHABLE in {file}"
    if not is_closed and table not in getattr(part, "READS", {}):
        yield f'table {table} has no reads in {file}: add "{table}" to READS, with who reads which rows'
    if table not in getattr(part, "WRITES", {}):
        yield f'table {table} has no writes in {file}: add "{table}" to WRITES, with who writes which rows'


async def missing_in_the_world(connection: "asyncpg.Connection[Any]", parts: Mapping[str, Any]) -> list[str]:
    """What the small world has no rows or values of. parts: the file of each domain."""
    found = [
        f"domain {domain} has no {WORLD}/{domain}.py: draft rows of its tables there"
        for domain in DOMAINS
        if domain not in parts
    ]
    for domain in DOMAINS:
        file = f"{WORLD}/{domain}.py"
        for table in tables_of(domain):
            key = "id" if table.name == "tenants" else "tenant_id"
            mine = (
                f"JOIN tenants t ON t.id = r.{key} WHERE t.short_code"
                if has_tenant(table)
                else "WHERE true OR ''"
            )
            rows = f"SELECT count(*) FROM {table.fullname} r {mine}"
            counts = [await connection.fetchval(f"{rows} = '{code}'") for code in (OPEN, OTHER)]
            if not all(counts):
                found.append(f"table {table.name} has no rows in the small world: draft some in {file}")
                continue
            found += [
                f"column {table.name}.{column} has a mask and no value in the small world: fill it in {file}"
                for column in masked_columns(table)
                if not await connection.fetchval(f"{rows} = '{OPEN}' AND r.{column} IS NOT NULL")
            ]
    return found
