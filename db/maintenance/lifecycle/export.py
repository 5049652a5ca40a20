"""Exporting everything that is held about a person."""

import asyncio
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import Table

from db.derived.audit import is_log
from db.errors import OperatorError
from db.maintenance import persons
from db.maintenance.identities import in_tenant
from db.maintenance.lifecycle.person import find_person
from db.models import Base
from db.models.base import TENANT
from db.models.names import quoted

ACCOUNT = {
    "identity.accounts": "SELECT to_jsonb(a) - 'password_hash' AS row FROM identity.accounts a WHERE a.id = $1",
    "identity.account_identities": (
        "SELECT to_jsonb(i) AS row FROM identity.account_identities i WHERE i.account_id = $1 ORDER BY i.id"
    ),
    "identity.reset_tokens": (
        "SELECT to_jsonb(r) - 'token_hash' AS row FROM identity.reset_tokens r WHERE r.account_id = $1 ORDER BY r.id"
    ),
}
"""The account, without the hashes of secrets."""

INVITATIONS = """
SELECT to_jsonb(i) - 'token_hash' AS row FROM identity.invitations i WHERE lower(i.email) = lower($1) ORDER BY i.id
"""
AUDIT = """
SELECT to_jsonb(l) AS row FROM audit_logs l
WHERE l.tenant_id = $1 AND (l.actor_id = $2 OR l.row_id = ANY ($3::uuid[])) ORDER BY l.id
"""


class ExportRefused(OperatorError):
    """The export can't be written. The message is one line and names the remedy."""


def export_person(owner_url: str, tenant: str, who: str, folder: Path) -> dict[str, int]:
    """Write everything about a person of the tenant with that code to a new folder; return the rows by table.

    A file for each table holds the rows about the person, with all columns. `named_in.json` holds the keys of rows that
    name the person but are about others, or about the institution. `manifest.json` describes each file, with its number
    of rows and its SHA-256. All files are of one snapshot.
    Raises Unidentified, and ExportRefused if the folder exists or can't be written.
    """
    if folder.exists():
        raise ExportRefused(f"{folder} exists, and an export overwrites nothing: name a new folder")
    person, files = asyncio.run(_collect(owner_url, tenant, who))
    try:
        _write(folder, tenant, person, files)
    except OSError as error:
        raise ExportRefused(f"the export can't be written to {folder}: {error.strerror}") from None
    return {name: len(rows) for name, rows in files.items()}


async def _collect(owner_url: str, tenant: str, who: str) -> tuple[UUID, dict[str, list[Any]]]:
    async with in_tenant(owner_url, tenant, readonly=True) as (connection, tenant_id):
        person = await find_person(connection, tenant_id, who)
        found = await _rows(connection, tenant_id, person)
        found["named_in"] = await _named(connection, tenant_id, person["id"])
    return person["id"], {name: rows for name, rows in found.items() if rows}


async def _rows(
    connection: "asyncpg.Connection[Any]", tenant_id: UUID, person: asyncpg.Record
) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for table in persons.tables():
        about = f"{table.fullname}.{TENANT} = $1 AND ({persons.condition(table, '$2')})"
        statement = f"SELECT to_jsonb({table.name}.*) AS row FROM {table.fullname} WHERE {about} ORDER BY id"
        found[table.fullname] = _read(await connection.fetch(statement, tenant_id, person["id"]))
    if person["account_id"]:
        for name, statement in ACCOUNT.items():
            found[name] = _read(await connection.fetch(statement, person["account_id"]))
    if person["email"]:
        found["identity.invitations"] = _read(await connection.fetch(INVITATIONS, person["email"]))
    ids = [UUID(row["id"]) for rows in found.values() for row in rows]
    found["audit_logs"] = _read(await connection.fetch(AUDIT, tenant_id, person["id"], ids))
    return found


async def _named(connection: "asyncpg.Connection[Any]", tenant_id: UUID, person: UUID) -> list[Any]:
    """The other rows that name the person, and the role in each. Only their keys, because the rest is about others."""
    found: list[Any] = []
    for table in Base.metadata.tables.values():
        if TENANT not in table.columns or is_log(table):
            continue
        for column in persons.named(table):
            statement = (
                f"SELECT id FROM {table.fullname} WHERE {TENANT} = $1 AND {quoted(column)} = $2 ORDER BY id"
            )
            found += [
                {"table": table.fullname, "column": column, "id": str(row["id"])}
                for row in await connection.fetch(statement, tenant_id, person)
            ]
    return found


def _read(rows: list[asyncpg.Record]) -> list[Any]:
    return [orjson.loads(row["row"]) for row in rows]


def _write(folder: Path, tenant: str, person: UUID, files: dict[str, list[Any]]) -> None:
    unfinished = folder.with_name(f"{folder.name}.part")
    unfinished.mkdir(parents=True, mode=0o700)
    listed: list[dict[str, Any]] = []
    for name, rows in files.items():
        text = orjson.dumps(rows, option=orjson.OPT_INDENT_2)
        (unfinished / f"{name}.json").write_bytes(text)
        table = Base.metadata.tables.get(name)
        listed.append(
            {
                "file": f"{name}.json",
                "holds": _meaning(table),
                "rows": len(rows),
                "sha256": hashlib.sha256(text).hexdigest(),
            }
        )
    manifest = {
        "tenant": tenant,
        "person": str(person),
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": listed,
    }
    (unfinished / "manifest.json").write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    unfinished.rename(folder)


def _meaning(table: Table | None) -> str:
    return (
        table.comment or "" if table is not None else "Rows about others that name the person, by their keys."
    )
