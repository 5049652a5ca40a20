"""The list of universities: what is kept, what a newer list changes, and what is refused."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from importers.kit.text.jsonstream import elements
from tests.importers.conftest import Tenant


def university(name: str = "Universität Ulm", **fields: Any) -> dict[str, Any]:
    given = {
        "name": name,
        "domains": ["uni-ulm.de"],
        "web_pages": ["https://www.uni-ulm.de/"],
        "country": "Germany",
        "alpha_two_code": "DE",
        "state-province": None,
    }
    return given | fields


def write(tenant: Tenant, *listed: dict[str, Any], name: str = "list.json") -> Path:
    return tenant.file(name, json.dumps(listed, ensure_ascii=False))


async def test_a_university_becomes_an_organization(tenant: Tenant) -> None:
    await tenant.load("universities", write(tenant, university()))
    (row,) = await tenant.rows(
        "SELECT o.kind::text, o.name, o.website_url, o.metadata, o.external_id, o.is_active, c.iso_code, "
        "c.name AS country, t.short_code FROM organizations o "
        "JOIN countries c ON c.id = o.country_id JOIN tenants t ON t.id = o.tenant_id"
    )
    assert row == {
        "kind": "university",
        "name": "Universität Ulm",
        "website_url": "https://www.uni-ulm.de/",
        "metadata": {
            "domains": ["uni-ulm.de"],
            "web_pages": ["https://www.uni-ulm.de/"],
            "state_province": None,
        },
        "external_id": "universities:DE/Universität Ulm/uni-ulm.de",
        "is_active": True,
        "iso_code": "DE",
        "country": "Germany",
        "short_code": "northfield",
    }


async def test_a_newer_list_changes_only_what_differs(tenant: Tenant) -> None:
    other = university("Universität Konstanz", domains=["uni-konstanz.de"])
    gone = university("Universität Erfurt", domains=["uni-erfurt.de"])
    await tenant.load("universities", write(tenant, university(), other, gone))
    first = {row["name"]: row for row in await tenant.rows("SELECT * FROM organizations")}
    changed = university(web_pages=["https://uni-ulm.de/en"])
    added = university("Technische Universität Berlin", domains=["tu-berlin.de"])

    report = await tenant.load("universities", write(tenant, changed, other, added))
    tally = report.kinds["university"]
    assert (tally.read, tally.created, tally.updated, tally.unchanged, tally.absent) == (3, 1, 1, 1, 1)
    second = {row["name"]: row for row in await tenant.rows("SELECT * FROM organizations")}
    assert second["Universität Ulm"]["website_url"] == "https://uni-ulm.de/en"
    assert second["Universität Ulm"]["id"] == first["Universität Ulm"]["id"]
    assert second["Universität Ulm"]["updated_at"] > first["Universität Ulm"]["updated_at"]
    assert second["Universität Konstanz"] == first["Universität Konstanz"]
    assert second["Universität Erfurt"] == first["Universität Erfurt"], "what a list no longer names is kept"


async def test_what_people_decide_is_kept(tenant: Tenant) -> None:
    path = write(tenant, university())
    await tenant.load("universities", path)
    await tenant.rows("UPDATE organizations SET is_active = false")
    await tenant.load("universities", path)
    assert await tenant.value("SELECT is_active FROM organizations") is False


async def test_a_deleted_university_that_is_listed_again_lives_again(tenant: Tenant) -> None:
    path = write(tenant, university())
    await tenant.load("universities", path)
    await tenant.rows("UPDATE organizations SET deleted_at = now()")
    report = await tenant.load("universities", path)
    assert report.kinds["university"].updated == 1
    assert await tenant.value("SELECT deleted_at FROM organizations") is None


async def test_a_country_that_is_there_is_not_renamed(tenant: Tenant) -> None:
    report = await tenant.load("universities", write(tenant, university(country="Deutschland")))
    assert await tenant.value("SELECT name FROM countries WHERE iso_code = 'DE'") == "Germany"
    assert report.warnings == [
        "no state or province is given (1)",
        "a country keeps the name it has (1): Germany, in the list Deutschland",
    ]


async def test_repeats_are_told_apart_or_counted(tenant: Tenant) -> None:
    same, namesake = university(), university(domains=["ulm.example"])
    report = await tenant.load("universities", write(tenant, university(), same, namesake))
    tally = report.kinds["university"]
    assert (tally.read, tally.created) == (3, 2)
    assert tally.skipped == {"repeats the name, country and first domain of an earlier record": 1}
    assert report.count("same name and country as an earlier university; told apart by domain") == 2


async def test_the_report_is_readable(tenant: Tenant) -> None:
    report = await tenant.load("universities", write(tenant, university(), university()))
    assert str(report).splitlines()[:4] == [
        "universities: list.json into northfield",
        "  university  read 2, created 1, updated 0, unchanged 0",
        "              skipped 1: repeats the name, country and first domain of an earlier record",
        "  country     read 1, created 0, updated 0, unchanged 1",
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": ""}, 'list.json: line 1, element 2: "name" is missing or empty'),
        ({"name": None}, 'list.json: line 1, element 2: "name" is missing or empty'),
        ({"name": 7}, 'list.json: line 1, element 2: "name" must be a text, found a number'),
        ({"name": "x" * 501}, 'list.json: line 1, element 2: "name" is longer than 500 characters'),
        ({"domains": "a.de"}, 'list.json: line 1, element 2: "domains" must be a list, found a text'),
        (
            {"domains": [None]},
            'list.json: line 1, element 2: "domains" must be a list of texts, found null in it',
        ),
        (
            {"alpha_two_code": "Germany"},
            'list.json: line 1, element 2: "alpha_two_code" must be two capital letters (ISO 3166-1), found "Germany"',
        ),
        (
            {"rector": "N. N."},
            (
                'list.json: line 1, element 2: unknown field "rector"; known are name, domains, web_pages, country, '
                "alpha_two_code, state-province"
            ),
        ),
    ],
)
async def test_a_wrong_record_is_refused(tenant: Tenant, change: dict[str, Any], reason: str) -> None:
    assert (
        await tenant.refused("universities", write(tenant, university("First"), university(**change)))
        == reason
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "list.json: line 1, column 1: the file is empty"),
        (b"{}", "list.json: line 1: expected a JSON array of universities, found an object"),
        (b"null", "list.json: line 1, column 1: expected a JSON array or object"),
        (b"[7]", "list.json: line 1, element 1: expected an object, found a number"),
        (b'[\n{"name": "U",\n "name": "V"}]', 'list.json: line 2, column 1: key "name" occurs twice in one object'),
        (b'[\n\n{"name": ]', "list.json: line 3, column 10: not valid JSON: expecting value"),
        (
            '[\n{"name": "Köln"}]'.encode("latin-1"),
            "list.json: line 2, byte 12: byte 0xF6 is not valid UTF-8; save the file as UTF-8",
        ),
        (b'[{"name": "\\u0000"}]', "list.json: line 1, column 2: a text holds U+0000 or half of a surrogate pair"),
        (b"[" * 100_000, "list.json: line 1, column 2: JSON nests too deeply"),
    ],
)  # fmt: skip
async def test_a_file_that_is_no_list_is_refused(tenant: Tenant, content: bytes, reason: str) -> None:
    assert await tenant.refused("universities", tenant.file("list.json", content)) == reason


async def test_utf_16_with_a_byte_order_mark_is_read(tenant: Tenant) -> None:
    path = tenant.file("list.json", json.dumps([university()], ensure_ascii=False).encode("utf-16"))
    await tenant.load("universities", path)
    assert await tenant.value("SELECT name FROM organizations") == "Universität Ulm"


async def test_a_fault_at_the_end_leaves_nothing_behind(tenant: Tenant) -> None:
    listed = [university(f"University {number}", domains=[f"u{number}.edu"]) for number in range(1200)]
    path = write(tenant, *listed)
    path.write_bytes(path.read_bytes()[:-1])
    assert (
        await tenant.refused("universities", path)
        == f"list.json: line 1, column {len(path.read_bytes()) + 1}: expected a comma or ]"
    )


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    record = json.dumps(university("x" * 400))
    with path.open("w") as file:
        file.write("[" + record)
        for _ in range(20_000):
            file.write(",\n" + record)
        file.write("]")
    assert path.stat().st_size > 10_000_000
    tracemalloc.start()
    try:
        assert sum(1 for _ in elements(path)) == 20_001
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000


async def test_a_list_adds_no_country_for_everyone(tenant: Tenant) -> None:
    before = await tenant.rows("SELECT * FROM countries ORDER BY iso_code")
    assert len(before) == 249, "the countries of ISO 3166-1 come with the database"
    narnia = university("Cair Paravel", alpha_two_code="QN", country="Narnia", domains=["cair.example"])
    report = await tenant.load("universities", write(tenant, university(), narnia))
    assert await tenant.rows("SELECT * FROM countries ORDER BY iso_code") == before
    (row,) = await tenant.rows("SELECT country_id, metadata FROM organizations WHERE name = 'Cair Paravel'")
    assert (row["country_id"], row["metadata"]["country"]) == (None, "Narnia")
    assert report.kinds["country"].skipped.total() == 1
    assert any("QN, in the list Narnia" in line for line in report.warnings)
