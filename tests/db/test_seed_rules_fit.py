"""What `docs/seed-rules.tsv` says shows a rule is a fact about what the rule is about, not just any fact."""

import re
from typing import Any

from resolvers.kit.declaring.names import camel
from tests.support.seeds import COLUMNS, RULES, STATED, homes, key, named, rows, with_sources

pytestmark = with_sources

INDEXES = """
SELECT coalesce(k.conname, c.relname) AS name, t.relname AS table, i.indisunique AS is_unique,
    array(SELECT pg_get_indexdef(i.indexrelid, n, true) FROM generate_series(1, i.indnkeyatts) n) AS keys
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u')
"""
WORDS = """
SELECT t.typname AS name, array(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid) AS words,
    array(SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.atttypid = t.oid) AS columns
FROM pg_type t WHERE t.typtype = 'e'
"""
DEFAULTS = """
SELECT d.adrelid::regclass::text AS table, a.attname AS column, pg_get_expr(d.adbin, d.adrelid) AS made
FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
"""
CONSTRAINTS = (
    "SELECT conname, conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS said FROM pg_constraint"
)
UNSAID = {"deleted_at", "kind"}
"""What a unique key of ours has beside the columns of the rule: a deleted row yields its place, a table holds kinds."""

HOMES = homes()


def stated(*kinds: str) -> list[tuple[dict[str, str], str, str]]:
    """The rules of these kinds: the line that says where each is met, what the rule says, and its kind."""
    said = {key(row): (row["requirement"], row["kind"]) for row in rows(STATED)} if STATED.exists() else {}
    return [(row, *said[key(row)]) for row in rows(RULES) if said.get(key(row), ("", ""))[1] in kinds]


def tables_of(seed: str, table: str) -> set[str]:
    """The tables of ours that hold a table of the sources."""
    return {place for (s, t, _), found in HOMES.items() if (s, t) == (seed, table) for place, _ in found}


def indexed(requirement: str) -> tuple[str, list[str]] | None:
    """The table and columns that an index or a key is over, where the rule spells them out."""
    found = re.search(r"\bON (\w+) ?(?:USING GIN )?\((.*)\)", requirement) or re.match(
        r"(\w+): (?:UNIQUE|PRIMARY KEY) ?\((.*?)\)", requirement
    )
    if found is None:
        found = re.match(r"(\w+)\.(\w+): (?:UNIQUE|unique)", requirement)
    if found is None:
        return None
    listed = re.sub(r"COALESCE\((\w+), 0\)|to_tsvector\('\w+', (\w+)\)", r"\1\2", found[2])
    return found[1], [re.sub(r".*?(\w+)( DESC|\))*$", r"\1", part.strip()) for part in listed.split(",")]


async def test_an_index_is_over_the_columns_of_the_rule(catalogue: Any) -> None:
    ours = {row["name"]: row for row in await catalogue.fetch(INDEXES)}
    looked_at = 0
    for row, requirement, kind in stated(
        "index", "unique-index", "partial-index", "gin-index", "unique-constraint", "primary-key"
    ):
        over = indexed(requirement)
        names = list(named(row, "index", "unique"))
        if over is None or not names:
            assert over is None or not kind.endswith("index") or "different:" in row["met"], row
            continue
        table, columns = over
        assert {ours[name]["table"] for name in names} <= tables_of(row["seed"], table), row
        if "different:" in row["met"]:
            continue
        lives = [HOMES[row["seed"], table, name] for name in columns if name != "tenant_id"]
        for name in names:
            index = ours[name]
            keys = [re.sub(r"\W*(?:\w+\()*(?:'\w+'::\w+, )?(\w+)\)*$", r"\1", one) for one in index["keys"]]
            keys = [one for one in keys if one not in ("tenant_id", *(UNSAID if index["is_unique"] else ()))]
            here = {column for found in lives for place, column in found if place == index["table"]} - {"id"}
            led = set(keys) if "unique" in kind or kind == "primary-key" else set(keys[: len(here)])
            assert led - UNSAID == here - UNSAID if here else "the tenant leads" in row["met"], (
                row,
                keys,
                here,
            )
            assert index["is_unique"] or not ("unique" in kind or kind == "primary-key"), row
            looked_at += 1
    assert looked_at > 60


def words_of(requirement: str) -> list[str]:
    """The words that an enumeration states; none where the list is open."""
    if re.search(r"open list|as above|no (other )?values stated|^\w+\.\w+: e\.g\.", requirement):
        return []
    said = requirement.partition("DEFAULT")[0]
    quoted = re.findall(r"""['"]([\w-]+)['"]""", said)
    listed = re.split(r" ?[|,] ?", re.split(r" \(|;", said.partition(": ")[2])[0])
    return quoted or [word for word in listed if word]


async def test_an_enum_has_the_words_of_the_rule_and_is_the_type_of_its_column(catalogue: Any) -> None:
    ours = {row["name"]: row for row in await catalogue.fetch(WORDS)}
    typed = [(row["seed"], row["type"], HOMES[row["seed"], row["table"], row["column"]]) for row in rows(COLUMNS)
             if (row["seed"], row["table"], row["column"]) in HOMES]  # fmt: skip
    defaults = {(row["table"], row["column"]): row["made"] for row in await catalogue.fetch(DEFAULTS)}
    looked_at = 0
    for row, requirement, _ in stated("enum", "enum-comment"):
        for name in named(row, "enum"):
            for word in words_of(requirement) if not row["met"].startswith("different:") else ():
                meant = re.search(rf"\b{re.escape(word)} is (\w+(?: or \w+)*)", row["met"])
                means = meant[1].split(" or ") if meant else [word.lower().replace("-", "_")]
                assert set(means) <= set(ours[name]["words"]), (row["id"], word)
            made = re.match(r"CREATE TYPE (\w+)", requirement)
            column = re.match(r"(\w+)\.(\w+)", requirement)
            lives: set[tuple[str, str]] = set()
            if made:
                lives = {
                    place
                    for seed, kind, found in typed
                    if (seed, kind) == (row["seed"], made[1])
                    for place in found
                }
            elif column:
                lives = HOMES[row["seed"], column[1], column[2]]
            assert {".".join(place) for place in lives} & set(ours[name]["columns"]), (row, lives)
            default = re.search(r"DEFAULT '(\w+)'", requirement)
            if default and "different:" not in row["met"]:
                assert f"'{default[1]}'::{name}" in {defaults.get(place) for place in lives}, row
            looked_at += 1
    assert looked_at > 30


async def test_a_check_or_foreign_key_is_of_the_column_of_the_rule(catalogue: Any) -> None:
    ours = {row["conname"]: row for row in await catalogue.fetch(CONSTRAINTS)}
    for row, requirement, _ in stated("check", "foreign-key"):
        column = re.match(r"ALTER TABLE (\w+) .*FOREIGN KEY \((\w+)\)", requirement) or re.match(
            r"(\w+)\.(\w+): CHECK", requirement
        )
        assert column or "different:" in row["met"], row
        for name in named(row, "check", "fk"):
            assert column is not None
            assert any(
                ours[name]["table"] == table and re.search(rf"\b{field}\b", ours[name]["said"])
                for table, field in HOMES[row["seed"], column[1], column[2]]
            ), row
            for bound in re.findall(r"\b\d+\b", requirement.partition("CHECK")[2]):
                assert re.search(rf"\b{bound}\b", ours[name]["said"]), row


def test_a_table_is_shown_by_a_table_that_holds_it() -> None:
    for row, requirement, _ in stated("table-comment", "table-purpose"):
        table = re.split(r"\W", requirement)[0]
        for name in named(row, "comment"):
            assert name.partition(".")[0] in tables_of(row["seed"], table), row


def test_a_key_of_a_document_is_shown_by_the_field_of_its_name() -> None:
    looked_at = 0
    for row, requirement, _ in stated("jsonb-key"):
        path = re.match(r"\w+\.\w+(?: \[\w+\])?(?:\[\])?\.([\w.\[\]=]+)", requirement)
        fields = [name.partition(".")[2] for name in named(row, "type")]
        if not fields or path is None:
            continue
        last = re.findall(r"\w+", re.sub(r"\[.*?\]", "", path[1]))[-1]
        assert (
            camel(last) in fields
            or any(f"shown as {field}" in row["met"] for field in fields)
            or ("different:" in row["met"])
        ), (row, last)
        looked_at += 1
    assert looked_at > 60
