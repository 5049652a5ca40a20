"""GraphQL's validation rules, with bounds on their time and on how many errors they report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from graphql import (
    SKIP,
    ArgumentNode,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NonNullTypeNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableDefinitionNode,
    VisitorAction,
    is_input_object_type,
    specified_rules,
    utilities,
)
from graphql.pyutils import print_path_list
from graphql.validation import OverlappingFieldsCanBeMergedRule, ValidationRule, ValuesOfCorrectTypeRule
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule

from app.operations.operation import InvalidDocument, OperationTooLarge
from app.operations.rules import Rules, find_errors

MOST_ERRORS = 10
"""How many errors are reported at most. Each may cost a search for names that resemble the wrong one."""

MOST_COMPARISONS = 50_000
"""The time to compare fields that share a response name grows with the square of their number: 5,000 take seconds."""


class FieldsCanBeMerged(OverlappingFieldsCanBeMergedRule):
    """graphql-core's rule with a smaller budget, and a message that says what to do."""

    def __init__(self, context: Any) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = MOST_COMPARISONS

    def enter_selection_set(
        self, selection_set: SelectionSetNode, _key: Any, parent: Any, *_args: Any
    ) -> None:
        """Compare the fields of the selection set."""
        try:
            super().enter_selection_set(selection_set, _key, parent, *_args)
        except ValidationAbortedError:
            raise ValidationAbortedError(
                "The document is too large: it selects the same response names too often "
                f"(more than {MOST_COMPARISONS} comparisons); merge its selections."
            ) from None


class OneOfVariables(ValidationRule):
    """A variable for a field of a `@oneOf` input must be non-null. graphql-core misses it if the input is non-null."""

    def leave_operation_definition(self, operation: OperationDefinitionNode, *_args: Any) -> None:
        """Check the variables that the operation uses, itself or through fragments."""
        declared = {d.variable.name.value: d for d in operation.variable_definitions or ()}
        for usage in self.context.get_recursive_variable_usages(operation):
            name = usage.node.name.value
            variable = declared.get(name)
            # graphql-core checks this itself if the input may be null.
            parent: Any = getattr(cast("Any", usage).parent_type, "of_type", None)
            is_one_of = is_input_object_type(parent) and parent.is_one_of
            if is_one_of and variable is not None and not isinstance(variable.type, NonNullTypeNode):
                message = (
                    f"Variable '${name}' must be non-nullable to be used for OneOf Input Object '{parent}'."
                )
                self.report_error(GraphQLError(message, [variable, usage.node]))


_validate: Any = cast("Any", utilities).validate_input_literal
"""graphql-core's check of a value in a document; its type annotations are incomplete."""


class NamedValues(ValuesOfCorrectTypeRule):
    """graphql-core's rule, with messages that name the argument or variable and the place in its value."""

    def __init__(self, context: Any) -> None:
        super().__init__(context)
        self._within = ""

    def enter_argument(self, node: ArgumentNode, *_args: Any) -> None:
        """Remember the argument."""
        self._within = f"Argument '{node.name.value}' has invalid value"

    def enter_variable_definition(self, node: VariableDefinitionNode, *_args: Any) -> None:
        """Remember the variable, whose default value may follow."""
        self._within = f"Variable '${node.variable.name.value}' has invalid default value"

    def is_valid_value_node(self, node: ValueNode, input_type: Any) -> VisitorAction:
        """Check a whole value."""

        def on_error(error: GraphQLError, path: list[str | int]) -> None:
            message = f"{self._within}{print_path_list(path)}: {error.message}"
            self.report_error(GraphQLError(message, error.nodes, original_error=error.original_error))

        if input_type:
            _validate(node, input_type, on_error, hide_suggestions=self.context.hide_suggestions)
        return SKIP


OURS = (OverlappingFieldsCanBeMergedRule, ValuesOfCorrectTypeRule)
"""The rules of graphql-core that ours take the place of."""

RULES: Rules = (
    *(rule for rule in specified_rules if rule not in OURS),
    FieldsCanBeMerged,
    NamedValues,
    MaybeNullValidationRule,
    OneOfVariables,
)


def check_valid(schema: GraphQLSchema, document: DocumentNode) -> None:
    """Raises InvalidDocument or OperationTooLarge.

    The exception holds the document's errors: at most MOST_ERRORS, and one more that says that there are others.
    """
    errors = find_errors(schema, document, RULES, MOST_ERRORS)
    if errors:
        raise OperationTooLarge(errors) if _is_too_large(errors) else InvalidDocument(errors)


def _is_too_large(errors: Sequence[GraphQLError]) -> bool:
    """Whether the document's size stopped validation, rather than the number of its errors."""
    return len(errors) <= MOST_ERRORS and any(isinstance(error, ValidationAbortedError) for error in errors)
