"""Checks the viewer before it reads the viewer's document (decision 36)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from graphql import GraphQLError, GraphQLSchema

from app.auth.admission import Admission
from app.errors import SchemaNotShown
from app.operations.limits import Limits
from app.operations.operation import IntrospectionClosed, Operation, OperationTooLarge
from app.operations.prepare import Operations
from db.errors import NO_TENANT, DatabaseUnavailable, UnknownViewer
from db.reads.claims import Claims

STRANGERS_TOKENS = 1_000
STRANGERS_CACHE = 100
"""A viewer without a tenant may ask for the schema and little else, so such documents are small and cached apart."""

SUGGESTION = re.compile(r" Did you mean [^?]*\?")
CLOSED = "The schema is not shown here."
SIGN_IN = "The schema is shown to whoever is signed in: send a token."


class Documents:
    """Reads the documents of viewers whom the database knows, and small documents of strangers.

    schema_readers: who may see the schema.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits,
        cache_size: int,
        admission: Admission,
        schema_readers: Literal["everyone", "signed_in", "nobody"],
    ) -> None:
        few = replace(limits, tokens=min(limits.tokens, STRANGERS_TOKENS))
        self._operations = Operations(schema, limits, cache_size)
        self._strangers = Operations(schema, few, STRANGERS_CACHE)
        self._admission = admission
        self._schema_readers = schema_readers

    async def prepare(self, text: str, name: str | None, claims: Claims) -> Operation:
        """The operation that a document holds. Raises RequestErrors, or an error about the viewer.

        An operation that is remembered and reads data skips the check: its transaction checks the viewer first anyway.
        """
        ready = self._operations.ready(text, name)
        if ready is None or not ready.needs_database:
            ready = await self._read(text, name, claims)
        if ready.introspects and not self.shows_schema(claims):
            raise self._closed(ready)
        return ready

    async def admit(self, claims: Claims) -> None:
        """Raises an error unless the viewer may see the schema as a text of its own."""
        if self._schema_readers == "everyone":
            return
        if not self.shows_schema(claims):
            raise SchemaNotShown(CLOSED) if self._schema_readers == "nobody" else UnknownViewer(SIGN_IN)
        await self._admission.admit(claims)

    def shows_schema(self, claims: Claims) -> bool:
        """Whether the viewer may see the schema."""
        if self._schema_readers == "signed_in":
            return claims.subject is not None
        return self._schema_readers == "everyone"

    def present(self, errors: Sequence[Mapping[str, Any]], claims: Claims) -> list[Mapping[str, Any]]:
        """The errors as the viewer may see them: suggested names give parts of the schema away."""
        if self.shows_schema(claims):
            return list(errors)
        return [{**error, "message": SUGGESTION.sub("", error["message"])} for error in errors]

    async def _read(self, text: str, name: str | None, claims: Claims) -> Operation:
        if claims.tenant is None:
            return self._without_tenant(await self._strangers.prepare(text, name))
        try:
            await self._admission.admit(claims)
        except DatabaseUnavailable as away:
            return await self._while_away(text, name, away)
        return await self._operations.prepare(text, name)

    def _without_tenant(self, operation: Operation) -> Operation:
        if operation.needs_database:
            raise UnknownViewer(NO_TENANT)
        return operation

    async def _while_away(self, text: str, name: str | None, away: DatabaseUnavailable) -> Operation:
        """While viewers can't be checked, operations without data are still answered, within a stranger's limits."""
        try:
            operation = await self._strangers.prepare(text, name)
        except OperationTooLarge:
            raise away from None
        if operation.introspects and self._schema_readers != "everyone":
            raise away
        return operation

    def _closed(self, operation: Operation) -> UnknownViewer | IntrospectionClosed:
        if self._schema_readers == "signed_in":
            return UnknownViewer(SIGN_IN)
        return IntrospectionClosed([GraphQLError(CLOSED)], operation.kind)
