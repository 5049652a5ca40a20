"""GraphQL's validation rules, bounded in time and in the number of errors they tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, SelectionSetNode, specified_rules, validate
from graphql.validation import OverlappingFieldsCanBeMergedRule
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from app.operations.operation import Refused

MOST_ERRORS = 10
"""Each error may cost a search for names that resemble the wrong one."""

MOST_COMPARISONS = 50_000
"""Comparing fields that share a response name grows with the square of their number: 5,000 would take seconds."""


class FieldsCanBeMerged(OverlappingFieldsCanBeMergedRule):
    """graphql-core's rule with a smaller budget, and a message that says what to do."""

    def __init__(self, context: Any) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = MOST_COMPARISONS

    def enter_selection_set(
        self, selection_set: SelectionSetNode, _key: Any, parent: Any, *_args: Any
    ) -> None:
        """Compare what the selection set selects."""
        try:
            super().enter_selection_set(selection_set, _key, parent, *_args)
        except ValidationAbortedError:
            raise ValidationAbortedError(
                "The document is too large: it selects the same response names too often "
                f"(more than {MOST_COMPARISONS} comparisons); merge its selections."
            ) from None


RULES = (
    *(rule for rule in specified_rules if rule is not OverlappingFieldsCanBeMergedRule),
    FieldsCanBeMerged,
    MaybeNullValidationRule,
    OneOfInputValidationRule,
)


def check_valid(schema: GraphQLSchema, document: DocumentNode) -> None:
    """Raises Refused with the document's errors, at most MOST_ERRORS and one that says there are more."""
    errors = validate(schema, document, RULES, max_errors=MOST_ERRORS)
    if errors:
        raise Refused("COST_LIMIT_EXCEEDED" if _is_too_large(errors) else "VALIDATION_FAILED", errors)


def _is_too_large(errors: Sequence[GraphQLError]) -> bool:
    """Whether validation stopped because of the document's size, not because of the number of its errors."""
    return len(errors) <= MOST_ERRORS and any(isinstance(error, ValidationAbortedError) for error in errors)
