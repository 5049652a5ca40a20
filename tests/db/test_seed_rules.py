"""What `docs/seed-rules.tsv` says shows a rule is there: a fact of the database's catalogue, a field, or a test."""

import re
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType

from tests.support.graphql import graphql_schema
from tests.support.seeds import ROOT, RULES, SEEDS, STATED, key, rows, shown, with_sources

CATALOGUE = """
SELECT 'index ' || c.relname FROM pg_class c WHERE c.relkind IN ('i', 'I')
UNION SELECT CASE k.contype WHEN 'c' THEN 'check ' WHEN 'f' THEN 'fk ' ELSE 'unique ' END || k.conname
    FROM pg_constraint k WHERE k.contype IN ('c', 'f', 'u', 'p')
UNION SELECT 'enum ' || t.typname FROM pg_type t WHERE t.typtype = 'e'
UNION SELECT 'trigger ' || c.relname || '.' || g.tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
UNION SELECT 'comment ' || c.relname FROM pg_class c WHERE obj_description(c.oid, 'pg_class') IS NOT NULL
UNION SELECT 'comment ' || t.typname FROM pg_type t
    WHERE t.typtype = 'e' AND obj_description(t.oid, 'pg_type') IS NOT NULL
UNION SELECT 'comment ' || c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE a.attnum > 0 AND col_description(c.oid, a.attnum) IS NOT NULL
"""


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


def is_case(name: str) -> bool:
    """Whether an operation of this name is recorded with its answer."""
    return (ROOT / "tests" / "cases" / name / "case.graphql").is_file()


async def test_what_shows_a_rule_is_there(catalogue: Any) -> None:
    facts = {row[0] for row in await catalogue.fetch(CATALOGUE)}
    missing = [
        (row["id"], one)
        for row in rows(RULES)
        for one in shown(row)
        if one not in facts
        and not is_test(one)
        and not (one.startswith("type ") and is_field(one.removeprefix("type ")))
        and not (one.startswith("case ") and is_case(one.removeprefix("case ")))
    ]
    assert missing == []


def test_each_rule_has_one_line_which_says_where_it_is_met() -> None:
    keys = [key(row) for row in rows(RULES)]
    assert len(keys) == len(set(keys))
    assert [row["id"] for row in rows(RULES) if not row["met"].strip()] == []
    reasons = {
        row["id"]: row["met"].partition("different:")[2] for row in rows(RULES) if "different:" in row["met"]
    }
    assert [rule for rule, reason in reasons.items() if len(reason.split()) < 5] == [], "say why"


def test_a_case_is_named_not_the_test_of_them_all() -> None:
    vague = [row["id"] for row in rows(RULES) if "tests/cases/test_cases.py" in row["shown"]]
    assert vague == [], "say `case NAME`"


@with_sources
def test_the_rules_are_those_of_the_sources_in_their_order() -> None:
    stated = [key(row) for row in rows(STATED)]
    place = {rule: (SEEDS.index(rule[0]), number) for number, rule in enumerate(stated)}
    keys = [key(row) for row in rows(RULES)]
    assert set(keys) <= set(stated)
    assert keys == sorted(keys, key=place.__getitem__)
    whole = {"k12", "university", "lms", "crafter", "centre"}
    assert {rule for rule in stated if rule[0] in whole} <= set(keys), "no rule is missing"
