"""Turns a document's text into an operation, and remembers it. Why Strawberry's view doesn't do this: decision 8."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any, cast

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    Token,
)
from graphql.language.parser import Parser

from app.collector import note_document
from app.lru import LRU
from app.operations.limits import Limits, check_limits
from app.operations.operation import (
    InvalidDocument,
    NoOperation,
    Operation,
    OperationTooLarge,
    RequestErrors,
    make_operation,
    operations_of,
)
from app.operations.validation import check_valid

LONGEST_NAME = 200
"""The most characters of `operationName`; no document that we have seen has a longer name."""
ASIDE_CHARACTERS = 2_000
"""A document of this many characters takes some milliseconds to read."""
CHARACTERS_PER_TOKEN = 500
"""How many characters of a document's text weigh as much as one token: half a kilobyte of memory."""
TOKENS_PER_ENTRY = 150
"""The tokens of an average document in the cache; a larger one takes the place of several. A token costs 0.5 KB."""
LONGEST_REMEMBERED_MESSAGES = 2_000
"""The most characters of error messages that are remembered for a document that can't be run."""
TOO_DEEP = "The document is nested too deeply."

Key = tuple[bytes, str | None]


class Operations:
    """Prepares operations for one schema, and remembers the latest `cache_size` of them.

    For documents that can't be run, it remembers only the errors, in a separate store, so that they can't push good
    operations out.
    """

    def __init__(self, schema: GraphQLSchema, limits: Limits, cache_size: int) -> None:
        self._schema = schema
        self._limits = limits
        self._ready: LRU[Key, Operation] = LRU(cache_size, cache_size * TOKENS_PER_ENTRY)
        self._failed: LRU[Key, RequestErrors] = LRU(cache_size)
        self._short = asyncio.Lock()
        self._long = asyncio.Lock()

    def get(self, text: str, name: str | None) -> Operation:
        """The operation with that name, or the document's only operation. Raises RequestErrors."""
        found = self.find(text, name)
        return found if found is not None else self._keep(text, name, self._attempt(text, name))

    def find(self, text: str, name: str | None) -> Operation | None:
        """As `get` if it is remembered; None if the document would have to be read. Raises RequestErrors too."""
        if name is not None and len(name) > LONGEST_NAME:
            message = f"The operationName is longer than {LONGEST_NAME} characters."
            raise NoOperation([GraphQLError(message)])
        key = _key(text, name)
        known = self._failed.get(key)
        if known is not None:
            raise _forgetful(known)
        return self._ready.get(key)

    def ready(self, text: str, name: str | None) -> Operation | None:
        """The operation, if it is remembered as one that can run."""
        return self._ready.get(_key(text, name))

    async def prepare(self, text: str, name: str | None) -> Operation:
        """As `get`. New documents are read one at a time, so that others are served in between; large ones in a
        thread.
        """
        found = self.find(text, name)
        if found is not None:
            return found
        if len(text) < ASIDE_CHARACTERS:
            async with self._short:
                await asyncio.sleep(0)
                return self.get(text, name)
        async with self._long:
            found = self.find(text, name)
            if found is None:
                found = self._keep(text, name, await asyncio.to_thread(self._attempt, text, name))
            return found

    def _attempt(self, text: str, name: str | None) -> Operation | RequestErrors:
        try:
            return self._prepare(text, name, hashlib.sha256(text.encode()).hexdigest())
        except RequestErrors as failure:
            return failure

    def _keep(self, text: str, name: str | None, made: Operation | RequestErrors) -> Operation:
        key = _key(text, name)
        if isinstance(made, RequestErrors):
            if sum(len(error.message) for error in made.errors) <= LONGEST_REMEMBERED_MESSAGES:
                self._failed.put(key, _forgetful(made))
            try:
                raise made
            finally:
                # The failure's traceback holds this frame, so the frame must not hold the failure.
                del made
        weight = (made.document.token_count or 0) + len(text) // CHARACTERS_PER_TOKEN
        self._ready.put(key, made, weight)
        note_document(weight)
        return made

    def _prepare(self, text: str, name: str | None, digest: str) -> Operation:
        document = _parse(text, self._limits.tokens)
        node = _choose(document, name)
        try:
            check_limits(document, self._limits)
            _check_kind(self._schema, node)
            check_valid(self._schema, document)
        except RequestErrors as failure:
            failure.kind = node.operation
            raise
        return make_operation(self._schema, digest, document, node)


def _key(text: str, name: str | None) -> Key:
    return hashlib.sha256(text.encode()).digest(), name


def _parse(text: str, tokens: int) -> DocumentNode:
    parser = Parser(text, max_lexical_tokens=tokens, max_comments=tokens, allow_empty_selection_sets=False)
    try:
        return parser.parse_document()
    except RecursionError:
        raise OperationTooLarge([GraphQLError(TOO_DEEP)]) from None
    except GraphQLError as error:
        if error.message.startswith("Syntax Error: Document contains more than"):
            message = (
                f"The document is too large: more than {tokens} tokens; the limit (max_tokens) is {tokens}."
            )
            raise OperationTooLarge([GraphQLError(message)]) from None
        if error.message.startswith("Syntax Error: Document is nested too deeply"):
            raise OperationTooLarge([GraphQLError(TOO_DEEP)]) from None
        raise InvalidDocument([error]) from None
    finally:
        _unchain(cast("Any", parser)._lexer.token)  # noqa: SLF001 - the lexer has no public name


def _unchain(last: Token | None) -> None:
    """Unlinks a document's tokens: each refers to the one before and the one after, so each pair forms a cycle.

    Places in the text stay: a node's location says where it begins and ends. last: the token that was read last.
    """
    while last is not None and last.next is not None:
        last = last.next
    while last is not None:
        last.next, last.prev, last = None, None, last.prev


def _choose(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """GetOperation of the specification, section 6.1."""
    operations = operations_of(document)
    if not operations:
        raise NoOperation([GraphQLError("The document holds no operation.")])
    if name is None:
        if len(operations) > 1:
            message = "The document holds several operations; name one in operationName."
            raise NoOperation([GraphQLError(message)])
        return operations[0]
    chosen = [operation for operation in operations if operation.name and operation.name.value == name]
    if not chosen:
        raise NoOperation([GraphQLError(f"The document holds no operation named '{name:.200}'.")])
    return chosen[0]


def _check_kind(schema: GraphQLSchema, node: OperationDefinitionNode) -> None:
    if schema.get_root_type(node.operation) is None:
        message = f"This schema has no {node.operation.value}s."
        raise InvalidDocument([GraphQLError(message, node)])
    if node.operation is OperationType.SUBSCRIPTION:
        raise NoOperation([GraphQLError("Subscriptions are not served by plain requests.", node)])


def _forgetful(failure: RequestErrors) -> RequestErrors:
    """A copy of the errors, not yet raised, that no longer holds the document through its errors' nodes and sources.

    An exception that was raised holds the frames that it went through, and through them the request's body.
    """
    errors = [_message_and_place(error) for error in failure.errors]
    return type(failure)(errors, failure.kind)


def _message_and_place(error: GraphQLError) -> GraphQLError:
    copy = GraphQLError(error.message)
    copy.locations = error.locations
    return copy
