"""From a document to an operation: which one, whether it is valid, and what is remembered."""

import gc

import pytest
from graphql import OperationType, build_schema

from app.operations.limits import Limits
from app.operations.operation import Operation, RequestErrors
from app.operations.prepare import Operations
from tests.app.operations.hostile import HOSTILE, SDL

QUERIES = build_schema(SDL)
EVERYTHING = build_schema(SDL + "type Mutation { change: Int } type Subscription { changes: Int }")


def operations(size: int = 100, limits: Limits | None = None) -> Operations:
    return Operations(QUERIES, limits or Limits(), size)


def refusal(document: str, name: str | None = None, made: Operations | None = None) -> tuple[str, list[str]]:
    with pytest.raises(RequestErrors) as refused:
        (made or operations()).get(document, name)
    return refused.value.code, [error.message for error in refused.value.errors]


def test_the_only_operation_needs_no_name() -> None:
    operation = operations().get("query Q { leaf }", None)
    assert (operation.name, operation.kind, operation.needs_database) == ("Q", OperationType.QUERY, True)
    assert operations().get("{ leaf }", None).name is None


def test_one_of_several_is_chosen_by_name() -> None:
    document = "query A { leaf } query B { me { leaf } }"
    assert operations().get(document, "B").name == "B"
    assert refusal(document) == (
        "BAD_REQUEST",
        ["The document holds several operations; name one in operationName."],
    )
    assert refusal(document, "C") == ("BAD_REQUEST", ["The document holds no operation named 'C'."])
    assert refusal("{ leaf }", "A") == ("BAD_REQUEST", ["The document holds no operation named 'A'."])
    assert refusal("{ leaf }", "A" * 201) == (
        "BAD_REQUEST",
        ["The operationName is longer than 200 characters."],
    )
    assert refusal("fragment F on Query { leaf }") == ("BAD_REQUEST", ["The document holds no operation."])


@pytest.mark.parametrize(
    ("document", "needed"),
    [
        ("{ __typename }", False),
        ("{ __schema { queryType { name } } t: __type(name: \"Query\") { name } }", False),
        ("{ ...F } fragment F on Query { ... { __typename } ...G } fragment G on Query { __typename }", False),
        ("{ ...F } fragment F on Query { ... { __typename } ...G } fragment G on Query { leaf }", True),
        ("{ __typename ... @include(if: false) { leaf } }", True),
        ("{ __typename: leaf }", True),
        ("query A { leaf } query B { __typename }", False),
    ],
)  # fmt: skip
def test_whether_the_database_is_needed(document: str, needed: bool) -> None:
    assert operations().get(document, "B" if "query B" in document else None).needs_database is needed


def test_validation_errors_are_told_with_suggestions() -> None:
    assert refusal("{ leef }") == (
        "VALIDATION_FAILED",
        ["Cannot query field 'leef' on type 'Query'. Did you mean 'leaf'?"],
    )


def test_a_syntax_error_is_told_with_its_place() -> None:
    with pytest.raises(RequestErrors) as refused:
        operations().get("{ leaf", None)
    assert refused.value.code == "VALIDATION_FAILED"
    assert [error.formatted for error in refused.value.errors] == [
        {"message": "Syntax Error: Expected Name, found <EOF>.", "locations": [{"line": 1, "column": 7}]}
    ]
    assert refusal("{ me { } }") == ("VALIDATION_FAILED", ["Syntax Error: Expected Name, found '}'."])


def test_the_token_limit_counts_to_the_unit() -> None:
    limits = Limits(tokens=4)
    operations(limits=limits).get("{leaf}", None)
    assert refusal("{leaf leaf leaf}", made=operations(limits=limits)) == (
        "COST_LIMIT_EXCEEDED",
        ["The document is too large: more than 4 tokens; the limit (max_tokens) is 4."],
    )
    assert refusal("{leaf}" + "\n#" * 5, made=operations(limits=limits)) == (
        "COST_LIMIT_EXCEEDED",
        ["The document is too large: more than 4 tokens; the limit (max_tokens) is 4."],
    )


def test_deep_nesting_is_a_clear_refusal() -> None:
    for attack in (
        "nested fields",
        "a nested object",
        "a nested list",
        "a nested type",
        "nested inline fragments",
    ):
        assert refusal(HOSTILE[attack](3000)) == (
            "COST_LIMIT_EXCEEDED",
            ["The document is nested too deeply."],
        )


def test_many_errors_stop_at_ten() -> None:
    code, messages = refusal(HOSTILE["many unknown fields"](500))
    assert (code, len(messages)) == ("VALIDATION_FAILED", 11)
    assert messages[-1] == "Too many validation errors, error limit reached. Validation aborted."


def test_too_many_equal_fields_say_so() -> None:
    assert refusal(HOSTILE["one field many times"](450)) == (
        "COST_LIMIT_EXCEEDED",
        [
            (
                "The document is too large: it selects the same response names too often "
                "(more than 50000 comparisons); merge its selections."
            )
        ],
    )


def test_what_the_schema_does_not_have() -> None:
    assert refusal("mutation { leaf }") == ("VALIDATION_FAILED", ["This schema has no mutations."])
    assert refusal("subscription { leaf }") == ("VALIDATION_FAILED", ["This schema has no subscriptions."])


def test_mutations_where_there_are_some_and_subscriptions() -> None:
    made = Operations(EVERYTHING, Limits(), 10)
    assert made.get("mutation { change }", None).kind is OperationType.MUTATION
    assert refusal("subscription { changes }", made=made) == (
        "BAD_REQUEST",
        ["Subscriptions are not served by plain requests."],
    )


def test_the_kind_is_known_of_an_invalid_operation() -> None:
    with pytest.raises(RequestErrors) as refused:
        operations().get("mutation { nothing }", None)
    assert refused.value.kind is OperationType.MUTATION


def test_an_operation_is_remembered_by_document_and_name() -> None:
    made = operations()
    document = "query A { leaf } query B { leaf }"
    first = made.get(document, "A")
    assert made.get(document, "A") is first
    assert made.get(document, "B") is not first
    assert made.get(document + " ", "A") is not first


def test_a_refusal_is_remembered_without_its_document() -> None:
    made = operations()
    before = refusal("{ leef }", made=made)
    with pytest.raises(RequestErrors) as remembered:
        made.get("{ leef }", None)
    (error,) = remembered.value.errors
    assert (remembered.value.code, [error.message]) == before
    assert error.formatted["locations"] == [{"line": 1, "column": 3}]
    assert (error.nodes, error.source) == (None, None)
    (kept_refusal,) = (value for value, _ in made._failed._values.values())
    assert (kept_refusal.__traceback__, kept_refusal.__context__) == (None, None)


def kept(made: Operations) -> tuple[int, int]:
    return len(made._ready), len(made._failed)


def test_refused_documents_do_not_push_good_ones_out() -> None:
    made = operations(10)
    good: list[Operation] = [made.get(f"query Q{i} {{ leaf }}", None) for i in range(10)]
    for i in range(100):
        refusal(f"{{ leef{i} }}", made=made)
    assert kept(made) == (10, 10)
    assert all(made.get(f"query Q{i} {{ leaf }}", None) is good[i] for i in range(10))


def test_large_documents_take_the_place_of_several() -> None:
    made = operations(10)
    for i in range(10):
        made.get(f"query Q{i} {{ leaf }}", None)
    made.get("query Large { " + "".join(f"a{i}: leaf " for i in range(490)) + "}", None)
    assert made._ready.weight <= 10 * 150
    made.get("{ leaf } #" + "x" * 100_000, None)
    assert made._ready.weight <= 10 * 150
    assert kept(made)[0] < 10


def test_ten_thousand_documents_do_not_grow_the_process() -> None:
    made = operations(50)

    def send(numbers: range) -> None:
        for i in numbers:
            made.get(f"query Q{i} {{ a{i}: leaf }}", None)
            with pytest.raises(RequestErrors):
                made.get(f"{{ leef{i} }}", None)

    send(range(100))
    gc.collect()
    before = len(gc.get_objects())
    send(range(100, 5_100))
    gc.collect()
    assert kept(made) == (50, 50)
    assert len(gc.get_objects()) < before + 500
