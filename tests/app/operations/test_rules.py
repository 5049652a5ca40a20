"""Our way of running validation rules finds what graphql-core's finds: the same errors, in the same order."""

from typing import Any

import pytest
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    Lexer,
    Source,
    TokenKind,
    build_schema,
    parse,
    validate,
)
from graphql.validation import ASTValidationRule
from hypothesis import given
from hypothesis import strategies as st

from app.execution.running.reference import Reference
from app.operations.rules import find_errors
from app.operations.validation import MOST_ERRORS, RULES
from resolvers.schema import build_schema as build_ours
from tests.app.execution.generated import requests
from tests.app.operations.hostile import HOSTILE, SDL
from tests.support.extent import QUICK
from tests.support.steps import count_calls

OURS = Reference(build_ours()).schema
SMALL = build_schema(
    SDL.replace(
        "type Query {",
        "type Query { find(by: Key!, l: [[In!]!] = [], n: Int! = 1): Query many(by: [Key!]): Int",
    )
    + """
    input Key @oneOf { id: ID code: String in: In }
    enum Side { LEFT RIGHT }
    directive @mark(side: Side = LEFT, by: Key) repeatable on FIELD | QUERY | FRAGMENT_SPREAD | VARIABLE_DEFINITION
    directive @once(n: Int!) on FIELD | INLINE_FRAGMENT | FRAGMENT_DEFINITION
    type Mutation { change(by: Key): Int }
    type Subscription { changes: Int leaf: Int }
    """
)

FRAGMENTS = "fragment F on Query { leaf(i: $v) } fragment G on Query { me { ...F } } "
DOCUMENTS = [
    # Variables: undefined, unused, defined twice, of the wrong type, with defaults on either side.
    "query ($a: Int, $b: Int, $b: Int, $c: String) { leaf(i: $a, s: $d) me { leaf(i: $c) } }",
    "query ($a: Int!, $b: [Int], $c: [Int!]!, $d: Int = 1) { leaf(i: $b, l: $a) me { leaf(i: $d, l: [$a, $c, $d]) } }",
    "query ($n: Int, $m: Int = 1, $o: Int = null) { find(by: {id: 1}, n: $n) { find(by: {id: 1}, n: $m) { leaf } } }",
    "query ($n: Float = null, $m: Int!) { find(by: {id: 1}, n: $n) { find(by: {id: 1}, n: $m) { leaf } } }",
    'query ($a: Int = "x", $b: In = {a: "y", z: 1}, $c: Nowhere, $d: Query, $e: [In!] = [{}]) { leaf(i: $a) }',
    "query ($a: Int @mark(side: UP) @nowhere @once(n: 1)) { leaf(i: $a) }",
    # In fragments: used by two operations that define different variables, by fragments, by nobody, in a circle.
    "query A($v: Int) { ...F } query B { ...F } query C($v: String) { ...G } " + FRAGMENTS,
    "query A($v: Int, $w: Int) { ...H @include(if: $v) } fragment H on Query { ...I } fragment I on Query { ...H }",
    "{ leaf } fragment J on Query { leaf(i: $x) ...Nowhere } " + FRAGMENTS,
    "query A($v: Int) { ...F @skip(if: $v) ... @once(n: $v) { me @include(if: $w) { leaf ...G } } } " + FRAGMENTS,
    "fragment F on In { a } fragment G on Nowhere { a } fragment H on Int { a } { ...F ...G ...H }",
    "query A { leaf } query A($v: Int) { leaf(i: $v) } query A($v: Int) { leaf(i: $v) } { leaf } { leaf }",
    # In inputs: nested, in lists, of unknown fields; and of which exactly one is given.
    "query ($a: Int, $i: In, $s: String) { leaf(o: {a: $a, b: {a: $s, b: $i, c: [$i, {a: $a}, $u], z: $a}}) }",
    "query ($k: ID, $c: String!, $i: In) { find(by: {id: $k}) { find(by: {code: $c, id: 1}) { many(by: {in: $i}) } } }",
    "query ($j: In!, $k: Int, $l: ID) { find(by: {in: {b: $j, a: $k}}) { many(by: [{id: $l}, {code: $k}]) } }",
    "query ($k: Key, $l: [Key], $m: [Key!]!) { find(by: $k) { many(by: $l) m: many(by: $m) n: many(by: [$k]) } }",
    "query ($l: [[In]], $i: In!) { find(by: {id: 1}, l: $l) { find(by: {id: 1}, l: [[$i], $i, [null]]) { leaf } } }",
    "query ($s: Side, $k: ID) @mark(side: $s) { leaf @mark(side: $k, by: {id: $k}) @once @once(n: 1) @once(n: 2) }",
    # Names that nobody knows, what may not stand where it does, what can't be merged.
    "query ($v: Int) { leef(i: $v) { a(b: $w) } me { leef ... on Nowhere { a(i: $v) } ... on A { a } } any { id } }",
    '{ leaf(j: 1, i: "x", i: 2) { a } me me { } any { ... on Node { id } ... on Query { leaf } __typename @skip } }',
    "query ($v: Int) { x: leaf x: me { leaf } me { leaf(i: 1) } me { ...F } } " + FRAGMENTS,
    "query ($i: Int, $j: Int) { x: leaf(i: $i) x: leaf(i: $j) node { ... on A { x: id } ... on B { x: b(i: $i) } } }",
    "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
    "mutation ($k: Key) { change(by: $k) nothing } subscription { changes leaf } query { ...F @defer(label: $l) }",
    "type T { a: Int } directive @mark on FIELD query ($v: Int) { leaf(i: $v) } extend type Query { b: Int }",
    # What looks like a variable and is none.
    'query ($s: String = "$y") { leaf(s: "$z", l: [1, "$"]) me { leaf(s: $s) } list { leaf(s: """$u""") } } # $q',
]  # fmt: skip


def told(errors: list[GraphQLError]) -> list[tuple[Any, ...]]:
    """What of errors can be seen."""
    return [(type(error), error.message, error.nodes, error.formatted) for error in errors]


def check(schema: GraphQLSchema, document: DocumentNode, most: int = MOST_ERRORS) -> list[GraphQLError]:
    """The errors that both find."""
    found = find_errors(schema, document, RULES, most)
    assert told(found) == told(validate(schema, document, RULES, max_errors=most))
    return found


@pytest.mark.parametrize("text", DOCUMENTS)
def test_documents_that_are_wrong(text: str) -> None:
    document = parse(text)
    assert check(SMALL, document, 100)
    check(SMALL, document, 1)


@pytest.mark.parametrize("attack", [attack for attack in HOSTILE if attack != "open brackets"])
def test_documents_made_to_keep_a_server_busy(attack: str) -> None:
    check(SMALL, parse(HOSTILE[attack](40)))


NAMES = ("nowhere", "id", "a", "cursor0", "Course", "String", "first", "filter", "if", "null", "on")
VALUES = {TokenKind.INT: '"x"', TokenKind.STRING: "7", TokenKind.BRACKET_L: "[$v, ", TokenKind.FLOAT: "{}"}


def tokens_of(text: str) -> list[tuple[TokenKind, str]]:
    """The tokens of a document."""
    lexer, found = Lexer(Source(text)), list[tuple[TokenKind, str]]()
    while (token := lexer.advance()).kind is not TokenKind.EOF:
        found.append((token.kind, text[token.start : token.end]))
    return found


@QUICK
@given(st.data())
def test_generated_documents_with_mistakes(data: st.DataObject) -> None:
    tokens = tokens_of(data.draw(requests(OURS)).document.replace("«", "").replace("»", ""))
    names = [word for kind, word in tokens if kind is TokenKind.NAME] + list(NAMES)
    places = [n for n, (kind, _) in enumerate(tokens) if kind is TokenKind.NAME or kind in VALUES]
    words = [word for _, word in tokens]
    for place in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=4)):
        kind, word = tokens[place]
        words[place] = data.draw(st.sampled_from(names)) if kind is TokenKind.NAME else VALUES.get(kind, word)
    try:
        document = parse(" ".join(words), allow_empty_selection_sets=False)
    except GraphQLError:
        return
    check(OURS, document)


class Bottomless(ASTValidationRule):
    def enter_field(self, *_args: Any) -> None:
        raise RecursionError


def test_a_rule_that_goes_too_deep_ends_the_validation() -> None:
    document = parse("{ leaf }")
    (error,) = find_errors(SMALL, document, (Bottomless,), MOST_ERRORS)
    assert told([error]) == told(validate(SMALL, document, (Bottomless,)))
    assert (error.message, error.__traceback__) == ("Validation aborted.", None)


def test_a_document_costs_less_than_half_of_the_calls() -> None:
    document = parse(
        "query ($code: String!) { course(code: $code) { title modules { title ...M children { ...M } } } "
        "courses(first: 2) { nodes { id title organization { name } } } } "
        "fragment M on Module { contentItems { __typename title ... on VideoContent { durationSeconds } } }"
    )
    find_errors(OURS, document, RULES, MOST_ERRORS)
    ours = count_calls(lambda: find_errors(OURS, document, RULES, MOST_ERRORS))
    assert ours < count_calls(lambda: validate(OURS, document, RULES, max_errors=MOST_ERRORS)) / 2
