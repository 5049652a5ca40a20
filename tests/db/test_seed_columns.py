"""Every column of the source specifications has one home in the model, or is derived from one, and says which."""

import csv
from pathlib import Path
from typing import Any

import pytest

from db.models.curriculum import ContentType
from db.payloads import PAYLOADS

ROOT = Path(__file__).parents[2]
MAP = ROOT / "docs" / "seed-map.tsv"
SEEDS = ROOT.parent / "shared" / "seeds" / "seed-columns.tsv"
PAYLOAD = "content_items.data."


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a TSV file, by the names in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


async def test_every_home_is_in_the_database(catalogue: Any) -> None:
    columns = {
        row[0].removeprefix("public.")
        for row in await catalogue.fetch(
            "SELECT table_schema || '.' || table_name || '.' || column_name FROM information_schema.columns"
        )
    }
    fields = {PAYLOAD + name for kind in ContentType for name in PAYLOADS[kind.name].model_fields}
    missing = (
        {
            home
            for row in rows(MAP)
            if not row["home"].startswith(("derived: ", "dropped: "))
            for home in row["home"].split(", ")
        }
        - columns
        - fields
    )
    assert missing == set()


def test_nothing_is_dropped_and_what_is_derived_says_how() -> None:
    assert [row for row in rows(MAP) if row["home"].startswith("dropped: ")] == []
    assert [row for row in rows(MAP) if row["home"].strip() in ("", "derived:")] == []
    keys = [(row["seed"], row["table"], row["column"]) for row in rows(MAP)]
    assert len(keys) == len(set(keys)), "each column has one line"


@pytest.mark.skipif(not SEEDS.exists(), reason="the source specifications (../shared/seeds) are not here")
def test_no_column_of_a_mapped_table_is_missing() -> None:
    mapped = {(row["seed"], row["table"], row["column"]) for row in rows(MAP)}
    tables = {(seed, table) for seed, table, _ in mapped}
    stated = {(row["seed"], row["table"], row["column"]) for row in rows(SEEDS)}
    assert mapped == {key for key in stated if key[:2] in tables}
    assert len(tables) >= 62
