"""Runs validation rules over a document, as graphql-core's `validate` does, but with less work.

The rules are graphql-core's own and remain as they are; so do the errors and their order. Three things save work. Each
node is passed only to the rules that look at its kind. A definition is not walked again to find its variables where it
contains none. And nodes are looked up by identity: graphql-core hashes them by content, so each look-up goes through
the whole operation again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, cast

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    ValidationContext,
    Visitor,
    VisitorAction,
    assert_valid_schema,
    visit,
)
from graphql.language.ast import QUERY_DOCUMENT_KEYS
from graphql.language.visitor import BREAK, SKIP, EnterLeaveVisitor
from graphql.pyutils import RefMap
from graphql.validation.rules import ASTValidationRule
from graphql.validation.validate import ValidationAbortedError
from graphql.validation.validation_context import VariableUsage, VariableUsageVisitor

Rules = tuple[type[ASTValidationRule], ...]

LOOKED_AT = {
    kind: tuple(key for key in keys if key not in ("alias", "name", "description"))
    for kind, keys in QUERY_DOCUMENT_KEYS.items()
}
"""The parts of each kind of node that are visited: no rule looks at names, which are two fifths of all nodes."""


def find_errors(schema: GraphQLSchema, document: DocumentNode, rules: Rules, most: int) -> list[GraphQLError]:
    """The errors of a document: at most `most`, and one more that says that validation stopped.

    The document must have been parsed with locations, and its depth with fragments expanded must be within
    MAX_NESTING_DEPTH.
    """
    assert_valid_schema(schema)
    errors: list[GraphQLError] = []

    def report(error: GraphQLError) -> None:
        if len(errors) >= most:
            raise ValidationAbortedError(
                "Too many validation errors, error limit reached. Validation aborted."
            )
        errors.append(error)

    type_info = TypeInfo(schema)
    context = RulesContext(schema, document, type_info, report)
    visitor = RulesVisitor(type_info, context, rules)
    try:
        visit(document, visitor, LOOKED_AT)
    except ValidationAbortedError as error:
        # The error outlives this call; its traceback would keep all frames that it was raised through.
        error.__context__ = None
        errors.append(error.with_traceback(None))
    except RecursionError:
        errors.append(ValidationAbortedError("Validation aborted."))
    finally:
        visitor.forget()
    return errors


class RulesVisitor(Visitor):
    """Follows the types of the nodes, and passes each node to the rules that look at its kind.

    Does the work of TypeInfoVisitor and ParallelVisitor, which ask every rule at every node.
    """

    def __init__(self, type_info: TypeInfo, context: ValidationContext, rules: Rules) -> None:
        super().__init__()
        self._type_info = type_info
        self._rules = rules
        self._visitors = [rule(context) for rule in rules]
        self._skipping: list[object] = [None] * len(rules)

    def get_enter_leave_for_kind(self, kind: str) -> EnterLeaveVisitor:
        """What to call when a node of the kind is entered, and when it is left."""
        known = self.enter_leave_map.get(kind)
        if known is None:
            known = self.enter_leave_map[kind] = EnterLeaveVisitor(*self._enter_and_leave(kind))
        return known

    def forget(self) -> None:
        """Breaks the cycles of visitors and their methods, which would otherwise wait for the garbage collector."""
        for each in (self, *self._visitors):
            each.enter_leave_map.clear()

    def _enter_and_leave(self, kind: str) -> tuple[Callable[..., None], Callable[..., None]]:
        methods = [
            (n, *self._visitors[n].get_enter_leave_for_kind(kind)) for n in looking_at(self._rules, kind)
        ]
        entering = [(n, enter) for n, enter, _ in methods if enter is not None]
        leaving = [(n, leave) for n, _, leave in methods]
        follow, unfollow, skipping = self._type_info.enter, self._type_info.leave, self._skipping

        # SKIP: the rule doesn't visit what is inside the node. BREAK: it visits nothing more. No rule changes a node.
        def enter(node: Node, *place: Any) -> None:
            follow(node)
            for n, method in entering:
                if skipping[n] is None:
                    action = method(node, *place)
                    if action is not None:
                        skipping[n] = node if action is SKIP else BREAK

        def leave(node: Node, *place: Any) -> None:
            for n, method in leaving:
                if skipping[n] is node:
                    skipping[n] = None
                elif skipping[n] is None and method is not None and method(node, *place) is BREAK:
                    skipping[n] = BREAK
            unfollow(node)

        return enter, leave


@cache
def looking_at(rules: Rules, kind: str) -> Sequence[int]:
    """The indexes of the rules that have a method for nodes of this kind, or for nodes of any kind."""
    methods = (f"enter_{kind}", f"leave_{kind}", "enter", "leave")
    return [n for n, rule in enumerate(rules) if any(hasattr(rule, method) for method in methods)]


class RulesContext(ValidationContext):
    """Answers what rules ask about the document, with less work than graphql-core's context."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        type_info: TypeInfo,
        report: Callable[[GraphQLError], None],
    ) -> None:
        super().__init__(schema, document, type_info, report)
        self._fragment_spreads = cast("Any", RefMap())
        self._variable_usages = cast("Any", RefMap())
        self._recursive_variable_usages = cast("Any", RefMap())

    def get_variable_usages(
        self, node: OperationDefinitionNode | FragmentDefinitionNode
    ) -> list[VariableUsage]:
        """The variables that the definition itself uses, in order, with the type that is expected at each place."""
        usages = self._variable_usages.get(node)
        if usages is None:
            fragment = node if isinstance(node, FragmentDefinitionNode) else None
            visitor = UsageVisitor(self._type_info, fragment)
            following = TypeInfoVisitor(self._type_info, visitor)
            visit(node, following, LOOKED_AT)
            for each in (visitor, following):
                each.enter_leave_map.clear()
            usages = self._variable_usages[node] = visitor.usages
        return usages


class UsageVisitor(VariableUsageVisitor):
    """Finds the variables of a definition. It skips every selection whose text contains no `$`."""

    def enter_field(self, node: Node, *_args: Any) -> VisitorAction:
        """Visit the field only if it may hold a variable."""
        assert node.loc is not None
        text = node.loc.source.body
        return SKIP if text.find("$", node.loc.start, node.loc.end) < 0 else None

    enter_inline_fragment = enter_fragment_spread = enter_field
