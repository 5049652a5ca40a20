"""Both executors side by side: the same operation, the same viewer, the same data."""

import re
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

import asyncpg
import orjson
import strawberry

from app.compressed import Kept
from app.execution.running.planned import Planner
from app.execution.running.runner import Executor, Runner
from app.http.json import dumps
from app.observability.record import Record
from app.operations.operation import RequestErrors
from app.operations.prepare import Operations
from db.errors import GatewayError
from db.reads.claims import Claims
from db.reads.database import Database
from db.reads.session import Session
from resolvers.kit.declaring.entity import ENTITIES
from resolvers.kit.reading.budget import UNLIMITED, Meter
from resolvers.kit.reading.context import Context
from tests.support.graphql import LARGE

PLACE = re.compile(r"«(\w+)\.(\w+):(\d+)»")
ROWS_NAMED = 3
"""How many rows of a table a place can name; a higher number names none."""


@dataclass
class Compared:
    """What both answered.

    left: why the plan left the operation to graphql-core, if it did. is_lone: whether the plan said that it asks for a
    single statement. statements: how many it asked for.
    """

    compiled: bytes
    reference: bytes
    left: str | None
    is_lone: bool
    statements: int

    @property
    def body(self) -> dict[str, Any]:
        """What was answered."""
        return orjson.loads(self.reference)

    @property
    def is_equal(self) -> bool:
        """Whether the answers are the same, byte for byte."""
        return self.compiled == self.reference

    def check(self) -> dict[str, Any]:
        """What was answered. Fails unless both answered the same, the plan gave up only where there is an error, and
        one that was to ask for a single statement did.

        Where it did, graphql-core answered twice; of several errors that make the same place null, it tells whichever
        its tasks come to first.
        """
        body = self.body
        if self.left is None or "refused" in body:
            assert self.compiled.decode() == self.reference.decode()
            assert self.statements <= 1 or not self.is_lone
        else:
            assert "errors" in body, f"left to graphql-core: {self.left}"
            assert dumps(orjson.loads(self.compiled)["data"]) == dumps(body["data"])
        return body


class Both:
    """Runs operations through the compiled executor and through graphql-core."""

    def __init__(self, database: Database, schema: strawberry.Schema) -> None:
        self.compiled = Planner(schema)
        self.operations = Operations(self.compiled.schema, LARGE, 100)
        self._database = database
        self._is_lone = False
        self._runner = Runner(self.compiled.schema, self.compiled, self, Context, LARGE)

    def read(
        self, claims: Claims, wanted: frozenset[str] | None = None, *, is_lone: bool = False, **_: object
    ) -> AbstractAsyncContextManager[Session]:
        """As `Database.read`; how is remembered."""
        self._is_lone = is_lone
        return self._database.read(claims, wanted, is_lone=is_lone)

    async def ask(
        self, claims: Claims, document: str, variables: dict[str, Any] | None = None, name: str | None = None
    ) -> Compared:
        """What both answer."""
        left = self.compiled.left.copy()
        compiled, is_lone, statements = await self._ask(
            claims, document, variables or {}, name, self.compiled
        )
        reasons = self.compiled.left - left
        reference, *_ = await self._ask(claims, document, variables or {}, name, self.compiled.reference)
        return Compared(compiled, reference, next(iter(reasons), None), is_lone, statements)

    async def _ask(
        self, claims: Claims, document: str, variables: dict[str, Any], name: str | None, executor: Executor
    ) -> tuple[bytes, bool, int]:
        """The answer's bytes, whether it was to be of a single statement, and of how many it was."""
        self._is_lone, record = False, Record("the-same", meter=Meter(UNLIMITED))
        try:
            operation = self.operations.get(document, name)
            body = await self._runner.run(operation, variables, claims, record, executor)
        except RequestErrors as refused:
            body = {"refused": refused.code, "errors": [error.formatted for error in refused.errors]}
        except GatewayError as refusal:
            body = {"refused": refusal.code, "message": str(refusal), "status": refusal.status}
        text = body.content if isinstance(body, Kept) else dumps(body)
        return text, self._is_lone, record.statements


class Places:
    """Rows of a tenant, by the places that generated operations name."""

    def __init__(self, rows: dict[tuple[str, str, int], str]) -> None:
        self._rows = rows

    @classmethod
    async def read(cls, admin_url: str, tenant: str) -> "Places":
        """The first rows of each table, in the order of their keys."""
        rows: dict[tuple[str, str, int], str] = {}
        connection = await asyncpg.connect(admin_url)
        try:
            for entity in ENTITIES.values():
                if entity.table is None or entity.parent is not None:
                    continue
                owned = "tenant_id" in entity.table.columns
                where = "WHERE tenant_id = (SELECT id FROM tenants WHERE short_code = $1)" if owned else ""
                found = await connection.fetch(
                    f"SELECT * FROM {entity.table.fullname} {where} ORDER BY id LIMIT {ROWS_NAMED}",
                    *([tenant] if owned else []),
                )
                for number, row in enumerate(found):
                    rows[entity.name, "id", number] = f"{entity.name}_{row['id']}"
                    rows[entity.name, "uuid", number] = str(row["id"])
                    for column in entity.keys.values():
                        rows[entity.name, column, number] = row[column] or ""
        finally:
            await connection.close()
        return cls(rows)

    def put(self, value: Any) -> Any:
        """The text, or the texts within the value, with the rows' values in their places."""
        match value:
            case str():
                return PLACE.sub(self._named, value)
            case list():
                return [self.put(part) for part in value]
            case dict():
                return {key: self.put(part) for key, part in value.items()}
            case _:
                return value

    def _named(self, found: re.Match[str]) -> str:
        entity, column, number = found.groups()
        missing = f"{entity}_" if column == "id" else ""
        return self._rows.get((entity, column, int(number)), f"{missing}00000000-0000-7000-8000-000000000000")


def cursors_in(value: Any) -> list[str]:
    """Every cursor in an answer."""
    found: list[str] = []
    pending = [value]
    while pending:
        match pending.pop():
            case list() as parts:
                pending += parts
            case dict() as parts:
                found += [
                    v
                    for k, v in parts.items()
                    if k in ("cursor", "endCursor", "startCursor") and isinstance(v, str)
                ]
                pending += parts.values()
            case _:
                pass
    return found
