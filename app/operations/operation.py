"""An operation that can run, and the errors that say why one can't."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableDefinitionNode,
)
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature

from db.errors import GatewayError

INTROSPECTION_FIELDS = frozenset({"__schema", "__type"})
INTROSPECTION = INTROSPECTION_FIELDS | {"__typename"}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a valid document.

    digest: SHA-256 of the document's text, hexadecimal. fragments: the document's fragments by name. variables: those
    that the operation declares. needs_database: false if the root selects only introspection. introspects: whether it
    selects `__schema` or `__type`.
    """

    digest: str
    name: str | None
    kind: OperationType
    node: OperationDefinitionNode
    document: DocumentNode
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Sequence[GraphQLVariableSignature]
    needs_database: bool
    introspects: bool


class RequestErrors(GatewayError):
    """GraphQL's request errors: the operation will not be run. Each code has a subclass, which says why.

    kind: query, mutation or subscription, if that could be read. status: the HTTP status of an answer in
    `application/graphql-response+json`; one in `application/json` has 200 (`app/http/answer.py`).
    """

    status = 400

    def __init__(self, errors: Sequence[GraphQLError], kind: OperationType | None = None) -> None:
        super().__init__(errors[0].message)
        self.errors = errors
        self.kind = kind


class NoOperation(RequestErrors):
    """The request does not name an operation that the document has and that we can serve."""

    code = "BAD_REQUEST"


class InvalidDocument(RequestErrors):
    """The document does not parse, or does not fit the schema."""

    code = "VALIDATION_FAILED"


class InvalidValues(RequestErrors):
    """A value of a variable, or a value in the document, is invalid."""

    code = "BAD_USER_INPUT"


class OperationTooLarge(RequestErrors):
    """The document or its variables are over a limit."""

    code = "COST_LIMIT_EXCEEDED"


class IntrospectionClosed(RequestErrors):
    """The document asks for the schema, which this gateway shows to nobody."""

    code = "FORBIDDEN"


def make_operation(
    schema: GraphQLSchema, digest: str, document: DocumentNode, node: OperationDefinitionNode
) -> Operation:
    """The operation of that node. The node must be part of that document, and the document valid for the schema."""
    fragments = fragments_of(document)
    return Operation(
        digest=digest,
        name=node.name.value if node.name else None,
        kind=node.operation,
        node=node,
        document=document,
        fragments=fragments,
        variables=[_signature(schema, variable) for variable in node.variable_definitions or ()],
        needs_database=needs_database(node, fragments),
        introspects=any(name in INTROSPECTION_FIELDS for name in _root_fields(node.selection_set, fragments)),
    )


def _signature(schema: GraphQLSchema, variable: VariableDefinitionNode) -> GraphQLVariableSignature:
    found = get_variable_signature(schema, variable)
    assert not isinstance(found, GraphQLError), "a valid document declares variables of input types"
    return found


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """The fragments of a document by name."""
    return {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}


def operations_of(document: DocumentNode) -> list[OperationDefinitionNode]:
    """The operations of a document, in its order."""
    return [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]


def needs_database(node: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]) -> bool:
    """Whether the root selects anything but `__typename`, `__schema` and `__type`."""
    return any(name not in INTROSPECTION for name in _root_fields(node.selection_set, fragments))


def _root_fields(root: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[str]:
    pending, seen = [root], set[str]()
    while pending:
        for selection in pending.pop().selections:
            if isinstance(selection, FieldNode):
                yield selection.name.value
            elif isinstance(selection, InlineFragmentNode):
                pending.append(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                fragment = fragments.get(selection.name.value)
                if fragment:
                    pending.append(fragment.selection_set)
