"""Every column of the source specifications has one home in the model, or is derived from one, and says which."""

from typing import Any

from db.models.curriculum import ContentType
from db.payloads import PAYLOADS
from tests.support.seeds import COLUMNS, MAP, homes, rows, with_sources

PAYLOAD = "content_items.data."


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
    bare = {tuple(name.split(".")[-2:]) for name in columns | fields}
    from_nothing = {key: sources - bare for key, sources in homes().items() if sources - bare}
    assert from_nothing == {}, "what a column is derived from is there too"


def test_nothing_is_dropped_and_what_is_derived_says_how() -> None:
    assert [row for row in rows(MAP) if row["home"].startswith("dropped: ")] == []
    assert [row for row in rows(MAP) if row["home"].strip() in ("", "derived:")] == []
    keys = [(row["seed"], row["table"], row["column"]) for row in rows(MAP)]
    assert len(keys) == len(set(keys)), "each column has one line"


@with_sources
def test_no_column_of_the_sources_is_missing() -> None:
    mapped = {(row["seed"], row["table"], row["column"]) for row in rows(MAP)}
    stated = {(row["seed"], row["table"], row["column"]) for row in rows(COLUMNS)}
    assert len(stated) > 1000
    assert mapped == stated
