"""What `docs/seed-rules.tsv` says shows a rule is there: a fact of the database's catalogue, a field, or a test."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType

from tests.support.graphql import graphql_schema

ROOT = Path(__file__).parents[2]
RULES = ROOT / "docs" / "seed-rules.tsv"
STATED = ROOT.parent / "shared" / "seeds" / "seed-requirements.tsv"
SEEDS = ("k12", "university", "lms", "crafter", "centre")
CATALOGUE = """
SELECT 'index ' || c.relname FROM pg_class c WHERE c.relkind IN ('i', 'I')
UNION SELECT CASE k.contype WHEN 'c' THEN 'check ' WHEN 'f' THEN 'fk ' ELSE 'unique ' END || k.conname
    FROM pg_constraint k WHERE k.contype IN ('c', 'f', 'u', 'p')
UNION SELECT 'enum ' || t.typname FROM pg_type t WHERE t.typtype = 'e'
UNION SELECT 'trigger ' || g.tgname FROM pg_trigger g
UNION SELECT 'trigger ' || c.relname || '.' || g.tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
UNION SELECT 'comment ' || c.relname FROM pg_class c WHERE obj_description(c.oid, 'pg_class') IS NOT NULL
UNION SELECT 'comment ' || c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE a.attnum > 0 AND col_description(c.oid, a.attnum) IS NOT NULL
"""


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a TSV file, by the names in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_field(name: str) -> bool:
    """Whether the schema has the field `Type.name`."""
    made = graphql_schema().type_map.get(name.partition(".")[0])
    return (
        isinstance(made, GraphQLObjectType | GraphQLInterfaceType) and name.partition(".")[2] in made.fields
    )


def is_test(name: str) -> bool:
    """Whether there is a test `path::name`."""
    path, _, function = name.partition("::")
    file = ROOT / path
    return file.is_file() and re.search(rf"def {function}\(", file.read_text(encoding="utf-8")) is not None


async def test_what_shows_a_rule_is_there(catalogue: Any) -> None:
    facts = {row[0] for row in await catalogue.fetch(CATALOGUE)}
    missing = [
        (row["id"], row["shown"])
        for row in rows(RULES)
        if row["shown"] not in facts
        and not is_test(row["shown"])
        and not (row["shown"].startswith("type ") and is_field(row["shown"].removeprefix("type ")))
    ]
    assert missing == []


def test_each_rule_has_one_line_which_says_where_it_is_met() -> None:
    keys = [(row["seed"], row["id"]) for row in rows(RULES)]
    assert len(keys) == len(set(keys))
    assert [row["id"] for row in rows(RULES) if row["met"].strip() in ("", "different:")] == []


@pytest.mark.skipif(not STATED.exists(), reason="the source specifications (../shared/seeds) are not here")
def test_the_rules_are_those_of_the_sources_in_their_order() -> None:
    stated = [(row["seed"], row["id"]) for row in rows(STATED)]
    place = {key: (SEEDS.index(key[0]), number) for number, key in enumerate(stated)}
    keys = [(row["seed"], row["id"]) for row in rows(RULES)]
    assert set(keys) <= set(stated)
    assert keys == sorted(keys, key=place.__getitem__)
