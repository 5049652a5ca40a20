"""Whose documents are read: who asks comes before what they ask (decision 36)."""

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
"""Whoever names no tenant may ask what the schema is, and little else: their documents are small, and kept apart."""

SUGGESTION = re.compile(r" Did you mean [^?]*\?")
CLOSED = "The schema is not shown here."
SIGN_IN = "The schema is shown to whoever is signed in: send a token."


class Documents:
    """Reads the documents of whoever is known, and small ones of strangers.

    schema_readers: who is shown the schema.
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
        """The operation that a document holds. Raises RequestErrors, or an error for who asks.

        One that is remembered and will be run by the database is not held up: there who asks is seen first.
        """
        ready = self._operations.ready(text, name)
        if ready is None or not ready.needs_database:
            ready = await self._read(text, name, claims)
        if ready.introspects and not self.shows_schema(claims):
            raise self._closed(ready)
        return ready

    async def admit(self, claims: Claims) -> None:
        """Raises an error unless the schema may be shown to whoever asks, as a text of its own."""
        if self._schema_readers == "everyone":
            return
        if not self.shows_schema(claims):
            raise SchemaNotShown(CLOSED) if self._schema_readers == "nobody" else UnknownViewer(SIGN_IN)
        await self._admission.admit(claims)

    def shows_schema(self, claims: Claims) -> bool:
        """Whether the schema is shown to whoever asks."""
        if self._schema_readers == "signed_in":
            return claims.subject is not None
        return self._schema_readers == "everyone"

    def present(self, errors: Sequence[Mapping[str, Any]], claims: Claims) -> list[Mapping[str, Any]]:
        """The errors as whoever asks may see them: names that resemble a wrong one tell of the schema."""
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
        """What needs no database is answered though nobody can be known; no more is read than of a stranger."""
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
