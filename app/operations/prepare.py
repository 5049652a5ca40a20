"""From a document's text to an operation, remembered."""

from __future__ import annotations

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

from app.lru import LRU
from app.operations.limits import Limits, check_limits
from app.operations.operation import Operation, Refused, make_operation, operations_of
from app.operations.validation import check_valid

LONGEST_NAME = 200
"""Characters of an operation's name that is asked for; no document that we have seen has a longer one."""
CHARACTERS_PER_TOKEN = 500
"""What a document's text costs beside its tokens: half a kilobyte is as much as a token."""
TOKENS_PER_ENTRY = 150
"""The cache holds documents of this size on average, larger ones take the place of several: a token costs 0.5 KB."""
LONGEST_REMEMBERED_REFUSAL = 2_000
"""Characters of the messages of a refusal that is kept."""
TOO_DEEP = "The document is nested too deeply."

Key = tuple[bytes, str | None]


class Operations:
    """Prepares operations for one schema, and remembers the latest `cache_size` of them.

    Refusals are remembered too, apart and only their errors, so that they can't push good operations out.
    """

    def __init__(self, schema: GraphQLSchema, limits: Limits, cache_size: int) -> None:
        self._schema = schema
        self._limits = limits
        self._ready: LRU[Key, Operation] = LRU(cache_size, cache_size * TOKENS_PER_ENTRY)
        self._refused: LRU[Key, Refused] = LRU(cache_size)

    def get(self, text: str, name: str | None) -> Operation:
        """The operation of that name, or the only one of the document. Raises Refused with GraphQL's errors."""
        if name is not None and len(name) > LONGEST_NAME:
            message = f"The operationName is longer than {LONGEST_NAME} characters."
            raise Refused("BAD_REQUEST", [GraphQLError(message)])
        digest = hashlib.sha256(text.encode())
        key = (digest.digest(), name)
        ready = self._ready.get(key)
        if ready is not None:
            return ready
        known = self._refused.get(key)
        if known is not None:
            raise _forgetful(known)
        try:
            operation = self._prepare(text, name, digest.hexdigest())
        except Refused as refused:
            if sum(len(error.message) for error in refused.errors) <= LONGEST_REMEMBERED_REFUSAL:
                self._refused.put(key, _forgetful(refused))
            raise
        weight = (operation.document.token_count or 0) + len(text) // CHARACTERS_PER_TOKEN
        self._ready.put(key, operation, weight)
        return operation

    def _prepare(self, text: str, name: str | None, digest: str) -> Operation:
        document = _parse(text, self._limits.tokens)
        node = _choose(document, name)
        try:
            check_limits(document, self._limits)
            _check_kind(self._schema, node)
            check_valid(self._schema, document)
        except Refused as refused:
            refused.kind = node.operation
            raise
        return make_operation(self._schema, digest, document, node)


def _parse(text: str, tokens: int) -> DocumentNode:
    parser = Parser(text, max_lexical_tokens=tokens, max_comments=tokens, allow_empty_selection_sets=False)
    try:
        return parser.parse_document()
    except RecursionError:
        raise Refused("COST_LIMIT_EXCEEDED", [GraphQLError(TOO_DEEP)]) from None
    except GraphQLError as error:
        if error.message.startswith("Syntax Error: Document contains more than"):
            message = (
                f"The document is too large: more than {tokens} tokens; the limit (max_tokens) is {tokens}."
            )
            raise Refused("COST_LIMIT_EXCEEDED", [GraphQLError(message)]) from None
        if error.message.startswith("Syntax Error: Document is nested too deeply"):
            raise Refused("COST_LIMIT_EXCEEDED", [GraphQLError(TOO_DEEP)]) from None
        raise Refused("VALIDATION_FAILED", [error]) from None
    finally:
        _unchain(cast("Any", parser)._lexer.token)  # noqa: SLF001 - the lexer has no public name


def _unchain(last: Token | None) -> None:
    """Takes the tokens of a document apart: each knows the one before and the one after, a circle for each pair.

    Places in the text stay: a node's location says where it begins and ends. last: the one that was read last.
    """
    while last is not None and last.next is not None:
        last = last.next
    while last is not None:
        last.next, last.prev, last = None, None, last.prev


def _choose(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """GetOperation of the specification, section 6.1."""
    operations = operations_of(document)
    if not operations:
        raise Refused("BAD_REQUEST", [GraphQLError("The document holds no operation.")])
    if name is None:
        if len(operations) > 1:
            message = "The document holds several operations; name one in operationName."
            raise Refused("BAD_REQUEST", [GraphQLError(message)])
        return operations[0]
    chosen = [operation for operation in operations if operation.name and operation.name.value == name]
    if not chosen:
        raise Refused("BAD_REQUEST", [GraphQLError(f"The document holds no operation named '{name:.200}'.")])
    return chosen[0]


def _check_kind(schema: GraphQLSchema, node: OperationDefinitionNode) -> None:
    if schema.get_root_type(node.operation) is None:
        message = f"This schema has no {node.operation.value}s."
        raise Refused("VALIDATION_FAILED", [GraphQLError(message, node)])
    if node.operation is OperationType.SUBSCRIPTION:
        raise Refused("BAD_REQUEST", [GraphQLError("Subscriptions are not served by plain requests.", node)])


def _forgetful(refused: Refused) -> Refused:
    """The same refusal, not raised yet, without the document that its errors' nodes and sources hold on to.

    An exception that was raised holds the frames it went through, and with them the request's body.
    """
    errors = [_message_and_place(error) for error in refused.errors]
    return Refused(refused.code, errors, refused.kind)


def _message_and_place(error: GraphQLError) -> GraphQLError:
    copy = GraphQLError(error.message)
    copy.locations = error.locations
    return copy
