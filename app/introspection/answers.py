"""Answers an operation's introspection from bytes that are kept (decision 35)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from graphql import GraphQLError, GraphQLSchema
from graphql.execution.values import VariableValues

from app.compressed import Kept
from app.introspection.split import data_of
from app.introspection.writer import TooLarge, Writer
from app.introspection.written import Written
from app.lru import LRU
from app.operations.operation import INTROSPECTION_FIELDS, InvalidValues, Operation, OperationTooLarge

MOST_KEPT = 200
KEPT_BYTES = 16 << 20
"""The most bytes of kept answers: about eight whole schemas. Their compressed copies add a tenth."""
LONGEST_VARIABLES = 4_096
"""The most bytes of variables in an operation that introspects: they are part of the key of a kept answer."""


@dataclass(frozen=True, slots=True)
class Introspected:
    """The answer to an operation's introspection.

    order: the operation's response keys. fields: the values of those keys that introspect. data: the operation without
    them. body: the whole answer, if the operation asks for nothing else.
    """

    order: Sequence[str]
    fields: Mapping[str, Written]
    data: Operation
    body: Kept | None

    def beside(self, data: Mapping[str, object]) -> dict[str, object]:
        """The answer's data in order: the introspection, and the data that was read beside it."""
        return {key: self.fields[key] if key in self.fields else data[key] for key in self.order}


class Introspection:
    """Answers introspection of one schema. most: the bytes that all of an operation's introspection may have."""

    def __init__(self, schema: GraphQLSchema, most: int) -> None:
        self._schema = schema
        self._most = most
        self._kept: LRU[tuple[str, str | None, bytes], Introspected | str] = LRU(MOST_KEPT, KEPT_BYTES)
        self._turn = asyncio.Lock()

    async def answer(self, operation: Operation, variables: VariableValues) -> Introspected:
        """The operation's introspection. Raises OperationTooLarge, or InvalidValues for an invalid argument.

        Answers are written one at a time: however many clients introspect at once, others wait for one slice at most.
        """
        said = orjson.dumps(variables.coerced, default=str) if operation.variables else b""
        if len(said) > LONGEST_VARIABLES:
            raise self._too_large(operation)
        key = (operation.digest, operation.name, said)
        found = self._kept.get(key)
        if found is None:
            async with self._turn:
                found = self._kept.get(key)
                if found is None:
                    found = await self._write(operation, variables)
                    self._kept.put(key, found, 1 if isinstance(found, str) else _weight(found))
        if isinstance(found, str):
            raise OperationTooLarge([GraphQLError(found)], operation.kind)
        return found

    async def _write(self, operation: Operation, variables: VariableValues) -> Introspected | str:
        writer = Writer(self._schema, operation, variables, self._most)
        written: dict[str, bytes] = {}
        try:
            roots = writer.roots()
            for key, details in roots.items():
                if details[0].node.name.value in INTROSPECTION_FIELDS:
                    written[key] = await writer.write(details)
        except TooLarge:
            return self._refusal
        except GraphQLError as error:
            raise InvalidValues([error], operation.kind) from None
        fields = {key: Written(text) for key, text in written.items()}
        name = self._schema.query_type.name if self._schema.query_type is not None else None
        whole = {key: fields.get(key, name) for key in roots}
        body = None
        if not operation.needs_database:
            body = Kept(orjson.dumps({"data": whole}, default=Written.fragment))
            fields = {}
        return Introspected(tuple(roots), fields, data_of(operation), body)

    def _too_large(self, operation: Operation) -> OperationTooLarge:
        return OperationTooLarge([GraphQLError(self._refusal)], operation.kind)

    @property
    def _refusal(self) -> str:
        return (
            f"What is asked of the schema is larger than {self._most} bytes, the limit (max_introspection_bytes); "
            "ask for it once, or for less of it."
        )


def _weight(answer: Introspected) -> int:
    size = sum(len(field.text) for field in answer.fields.values())
    return size + (len(answer.body.content) if answer.body is not None else 0)
