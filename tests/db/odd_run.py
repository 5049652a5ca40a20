"""Writes and reads the tables with odd names: run in a copy of the project, with the URL of the owner's database."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from db.derived import ddl
from db.maintenance.lifecycle.erase import erase
from db.maintenance.lifecycle.export import export_person
from db.models import Base
from db.models.odd_names import OWN, REFERENCES, SETTLED, WORDS  # pyright: ignore
from db.statements import filters, keyset, shapes
from db.statements.parameters import Mark, Statement
from db.statements.selection import Join, Selection, Subset
from db.writes.insert import insert
from db.writes.tenant_table import TenantTable, Whole
from db.writes.upsert import upsert
from importers.formats.catalogue.statements import forget_pairs
from importers.formats.scorm.statements import forget_others, unlink_others

TENANT = UUID("00000000-0000-7000-8000-000000000001")
EMAIL = "odd@example.org"
TABLE = Base.metadata.tables["odds"]
WHOLES = Base.metadata.tables["odd_wholes"]
TEXTS = sorted({*WORDS} - OWN - {*REFERENCES} - {"group", "all"})
ALL = tuple(column.name for column in TABLE.columns)


def number(n: int) -> str:
    """An id."""
    return f"00000000-0000-7000-8000-{n:012}"


def row(n: int, text: str) -> dict[str, Any]:
    """A row of `odds`, whose texts are all the same."""
    return {
        "tenant_id": str(TENANT),
        "id": number(n),
        "external_id": f"odd:{n}",
        "to": number(7),
        **dict.fromkeys(TEXTS, text),
        **dict.fromkeys(SETTLED, "settled"),
    }


def statements() -> list[tuple[str, Statement, list[list[str]]]]:
    """Each shape over every column, with the keys to run it with."""
    order = keyset.Order.of(TABLE, [keyset.Term(name) for name in TEXTS[:3]]).sql()
    one = [[number(2)]]
    found: list[tuple[str, Statement, list[list[str]]]] = []
    everything = Subset(TABLE, Selection(ALL))
    joined = Selection((*ALL, *(f"j0.{name}" for name in ALL)), (Join("j0", TABLE, (("id", "t.end"),)),))
    plain = {
        "by id": (shapes.by_keys(everything, ["id"]), one),
        "with its row": (shapes.by_keys(Subset(TABLE, joined), ["id"]), one),
        "children": (shapes.children(everything, ["to"], order), [[number(7)]]),
        "children with rows": (shapes.children(Subset(TABLE, joined), ["to"], order), [[number(7)]]),
        "children below": (shapes.children_below(everything, "to", "{t}id", "end", 3), [[number(7)]]),
        "a page": (shapes.page(everything, ["to"], order, 5), [[number(7)]]),
        "a page of all": (shapes.page(everything, [], order, 5), []),
        "a page with rows": (shapes.page(Subset(TABLE, joined), [], order, 5), []),
        "a long page with rows": (shapes.page(Subset(TABLE, joined), [], order, 500), []),
        "a count": (shapes.count(everything, ["to"]), [[number(7)]]),
        "ancestors": (shapes.ancestors(everything, "end"), one),
        "through": (shapes.through(everything, TABLE, "to", "end", order), [[number(7)]]),
        "together": (
            shapes.together(
                shapes.by_keys(everything, ["id"]), ALL, shapes.children(everything, ["to"], order), ["to"]
            ),
            one,
        ),
        "in parts": (
            shapes.in_parts(
                shapes.page(everything, [], order, 5),
                5,
                [shapes.Listed(1, shapes.children(everything, ["end"], order), 0, "end")],
            ),
            [],
        ),
    }
    found += [(name, statement, keys) for name, (statement, keys) in plain.items()]
    for name in TEXTS:
        terms = keyset.Order.of(TABLE, [keyset.Term(name)])
        later = terms.after([Mark(0), Mark(1)])
        rows = Subset(TABLE, Selection((name,)), conditions=(later,), extra=terms.marks())
        found.append((f"by {name}", shapes.page(rows, ["to"], terms.sql(), 5), [[number(7)]]))
        met = filters.condition(TABLE, ("is", name, "eq", "a"))
        found.append(
            (f"where {name}", shapes.count(Subset(TABLE, Selection((name,)), conditions=(met,)), []), [])
        )
        tree = shapes.TreeShape("end", "to", (name,), f'{{t}}"{name}" IS NOT NULL')
        walked = shapes.descendants(Subset(TABLE, Selection((name, "id"))), tree, 5, shapes.Span(5))
        found.append((f"tree of {name}", walked, [[number(7)]]))
    for name in REFERENCES:
        found.append((f"children of {name}", shapes.children(everything, [name], order), one))
        found.append((f"page of {name}", shapes.page(everything, [name], order, 5), one))
    return found


async def read(connection: Any) -> list[str]:
    """Run every statement; return what is wrong."""
    wrong: list[str] = []
    for name, statement, keys in statements():
        try:
            async with connection.transaction():
                prepared = await connection.prepare(statement.sql)
                await prepared.fetch(*statement.bind(str(TENANT), keys, ["", number(1)]))
        except asyncpg.PostgresError as error:
            wrong.append(f"{name}: {error}")
            continue
        names = [attribute.name for attribute in prepared.get_attributes()]
        # What is read in parts is told apart by its place.
        if len(names) != len(set(names)) and name != "in parts":
            wrong.append(f"{name}: twice {sorted({key for key in names if names.count(key) > 1})}")
    return wrong


async def write(connection: Any) -> list[str]:
    """Run every writer; return what is wrong."""
    await insert(connection, WHOLES, [{"tenant_id": str(TENANT), "id": number(7), "when": None}])
    await insert(connection, TABLE, [row(1, "a"), row(2, "b")])
    values = {name: value for name, value in row(2, "c").items() if name not in ("tenant_id", "id")}
    written = await upsert(connection, TABLE, TENANT, [{**values, "end": number(1)}])
    assert len(written.updated) == 1, written
    for name in TEXTS:
        pair = [{"external_id": "odd:2", name: "d"}]
        if name not in SETTLED:
            assert len((await upsert(connection, TABLE, TENANT, pair)).updated) == 1, name
    rows = TenantTable(connection, TABLE, TENANT)
    for name in TEXTS:
        await forget_others(rows, Whole("to", UUID(number(7))), name, ["a", "d", "settled"])
        await unlink_others(rows, Whole("to", UUID(number(7))), (name, "order"), {})
    for name in REFERENCES:
        await forget_pairs(rows, (name, "id"), [], [])
        await unlink_others(rows, Whole(name, UUID(number(7))), ("id", "order"), {})
    logged = await connection.fetch(
        "SELECT action, after FROM audit_logs WHERE table_name = 'odds' ORDER BY id"
    )
    wrong: list[str] = []
    for action, after in [tuple(entry) for entry in logged][:2]:
        shown = orjson.loads(after) if after else None
        if not isinstance(shown, dict) or {*shown} < {*TEXTS} or shown["case"] != "(masked)":
            wrong.append(f"audit log of {action}: {str(after)[:80]}")
    return wrong


def export(url: str, folder: Path) -> list[str]:
    """Export the person; return what is wrong."""
    rows = export_person(url, "odd", EMAIL, folder)
    (held,) = orjson.loads((folder / "odds.json").read_bytes())
    wrong = {name for name in TEXTS if held[name] not in ("a", "settled")}
    return [f"exported: {rows}, {sorted(wrong)}"] if wrong or rows["odds"] != 1 else []


async def empty(connection: Any) -> list[str]:
    """Erase the person; return what is left of them."""
    erased = await erase(connection, TENANT, UUID(number(5)), None, EMAIL)
    held = await connection.fetchrow("SELECT * FROM odds WHERE id = $1", UUID(number(1)))
    left = [name for name in TEXTS if name not in SETTLED and held[name] is not None]
    return [f"left: {left}, {erased.rows}"] if left or erased.rows.get("odds") != 1 else []


async def main(url: str) -> None:
    """Make the database, write and read."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            for statement in ddl.statements():
                await connection.execute(statement)
        async with connection.transaction():
            await connection.execute(
                "INSERT INTO tenants (id, short_code, name, kind) VALUES ($1, 'odd', 'Odd', 'university')",
                TENANT,
            )
            await connection.execute("SELECT app.enter_tenant($1)", TENANT)
            await connection.execute(
                "INSERT INTO users (tenant_id, id, full_name, email) VALUES ($1, $2, 'Odd', $3)",
                TENANT,
                UUID(number(5)),
                EMAIL,
            )
            wrong = await write(connection)
            await connection.execute(
                'UPDATE odds SET "user" = $1 WHERE id = $2', UUID(number(5)), UUID(number(1))
            )
            wrong += await read(connection)
        with TemporaryDirectory() as folder:
            wrong += await asyncio.to_thread(export, url, Path(folder, "person"))
        async with connection.transaction():
            await connection.execute("SELECT app.enter_tenant($1)", TENANT)
            wrong += await empty(connection)
        sys.stdout.write("\n".join(wrong))
    finally:
        await connection.close()


asyncio.run(main(sys.argv[1]))
