"""What a name of the schema promises: one word means one thing, wherever it stands."""

import re
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_list_type,
    is_non_null_type,
    print_schema,
)

from resolvers.kit.declaring.names import with_article
from tests.support.graphql import graphql_schema

COMPOSITE = GraphQLObjectType | GraphQLInterfaceType
TYPES = [made for name, made in graphql_schema().type_map.items() if not name.startswith("__")]
OUTPUTS = [made for made in TYPES if isinstance(made, COMPOSITE)]
NUMBERS = {"Int", "Float", "BigInt", "Decimal"}
MEASURES = {"Box"}
"""Types whose description says in which unit all their numbers are."""


def current() -> Iterator[tuple[str, str, GraphQLField]]:
    """Every field that is not deprecated, with its type's name and its own."""
    for made in OUTPUTS:
        for name, field in made.fields.items():
            if field.deprecation_reason is None:
                yield made.name, name, field


def is_number(field: GraphQLField) -> bool:
    return not is_list(field) and get_named_type(field.type).name in NUMBERS


def is_list(field: GraphQLField) -> bool:
    kind = field.type.of_type if is_non_null_type(field.type) else field.type
    return is_list_type(kind) or get_named_type(kind).name.endswith("Connection")


def test_what_is_called_id_is_global() -> None:
    """A client's cache keeps an object by its `id`, so an id that is unique only somewhere mixes objects up."""
    nodes = {
        made.name for made in OUTPUTS if "Node" in (made.name, *(above.name for above in made.interfaces))
    }
    assert len(nodes) > 100
    for made in OUTPUTS:
        assert ("id" in made.fields) == (made.name in nodes), made.name
        if made.name in nodes:
            assert str(made.fields["id"].type) == "ID!", made.name


def test_an_id_that_is_taken_is_global_too() -> None:
    for made in OUTPUTS:
        for field in made.fields.values():
            for name, argument in field.args.items():
                if name in ("id", "ids") or name.endswith("Id"):
                    assert str(argument.type).strip("[]!") == "ID", f"{made.name} {name}"
    for made in TYPES:
        if isinstance(made, GraphQLInputObjectType):
            assert "id" not in made.fields, made.name


def test_one_word_says_percent() -> None:
    said, named = set[str](), set[str]()
    for owner, name, field in current():
        if owner not in MEASURES and is_number(field):
            if re.search(r"\bpercent\b|\b0 to 100\b|%", field.description or ""):
                said.add(f"{owner}.{name}")
            if re.search(r"percent$", name, re.IGNORECASE):
                named.add(f"{owner}.{name}")
    assert said == named
    assert {"CourseProgress.percent", "ModuleProgress.percent", "ContentItem.thresholdPercent"} < said


def test_one_word_says_money_in_minor_units() -> None:
    said = {
        f"{owner}.{name}" for owner, name, field in current() if "minor unit" in (field.description or "")
    }
    named = {f"{owner}.{name}" for owner, name, _ in current() if name.endswith("Minor")}
    assert said <= named
    assert {"Course.priceMinor", "FinanceRecord.amountMinor", "CallOutcome.costMinor"} < named
    assert [name for _, name, _ in current() if re.search(r"(^c|C)ents?([A-Z]|$)", name)] == []
    priced = {owner for owner, name, _ in current() if re.search("currency$", name, re.IGNORECASE)}
    for owner, name, field in current():
        if name.endswith("Minor"):
            assert is_number(field), f"{owner}.{name}"
            assert owner in priced, f"{owner}.{name} has no currency beside it"


def test_no_number_has_the_name_of_a_list() -> None:
    lists = {name for _, name, field in current() if is_list(field)}
    assert len(lists) > 100
    assert {
        f"{owner}.{name}" for owner, name, field in current() if name in lists and is_number(field)
    } == set()


def test_only_relays_connections_are_called_connections() -> None:
    for word, needed in {"Connection": {"edges", "pageInfo"}, "Edge": {"cursor", "node"}}.items():
        found = [made for made in TYPES if made.name.endswith(word)]
        assert len(found) > 50
        for made in found:
            assert isinstance(made, GraphQLObjectType), made.name
            assert needed <= made.fields.keys(), made.name
            assert not made.name.removesuffix(word).endswith(("Connection", "Edge")), made.name


# Articles go by the sound. Words that begin with a vowel's letter and a consonant's sound, or the other way round:
CONSONANT = re.compile(r"(?:uni(?!n|m)|us(?:e|u)|utili|eu|one\b|once\b|ubiq|url|utc|uuid|u\b)", re.IGNORECASE)
VOWEL = re.compile(
    r"hour|honest|heir|(?:LTI|RFC|HTML|HTTP|MIME|MP3|MP4|SQL|XML|XLS|SHA|SSML|LMS|ISO|IEP|IRT|S3)\b"
)


def begins_with_vowel(word: str) -> bool:
    """Whether the word sounds as if it begins with a vowel."""
    if VOWEL.match(word):
        return True
    return word[0].lower() in "aeiou" and not CONSONANT.match(word)


def wrong_articles(text: str) -> list[str]:
    found = re.findall(r"(?<![\w`'-])([Aa]n?) [`\"]?(\w[\w-]*)", text)
    return [f"{article} {word}" for article, word in found if (article[1:] == "n") != begins_with_vowel(word)]


def test_every_article_fits_its_word() -> None:
    text = print_schema(graphql_schema())
    assert len(re.findall(r"\b[Aa]n? ", text)) > 500
    assert wrong_articles(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A Enrollment in a list", ["A Enrollment"]),
        ("An course, an URL, a hour", ["An course", "an URL", "a hour"]),
        ("An Asset, a university, a URL, an RFC, a used one, an uninteresting hour", []),
    ],
)
def test_a_wrong_article_is_found(text: str, wrong: list[str]) -> None:
    assert wrong_articles(text) == wrong


@pytest.mark.parametrize(
    ("name", "said"),
    [("Enrollment", "An"), ("User", "A"), ("University", "A"), ("Upload", "An"), ("Course", "A")],
)
def test_a_type_gets_its_article(name: str, said: str) -> None:
    assert with_article(name) == f"{said} {name}"
