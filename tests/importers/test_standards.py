"""CASE packages: what becomes of them, what a newer one changes, and what is refused."""

import asyncio
import copy
import json
from pathlib import Path
from typing import Any

import pytest

import importers
from importers.formats.standards.case import KINDS
from importers.kit.grades import band, grades
from tests.importers.conftest import Tenant

FRAMEWORK = "d0000000-0000-4000-8000-000000000000"


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def item(number: int, code: str | None = None, **fields: Any) -> dict[str, Any]:
    named = {"humanCodingScheme": code} if code else {}
    return {"identifier": guid(number), "fullStatement": f"Statement {number}", **named, **fields}


def node(identifier: str) -> dict[str, str]:
    return {"title": "It", "identifier": identifier, "uri": f"https://case.example/{identifier}"}


def link(origin: int, kind: str, destination: int | str, sequence: int | None = None) -> dict[str, Any]:
    end = guid(destination) if isinstance(destination, int) else destination
    return {
        "identifier": guid(900_000 + 1_000 * origin + (sequence or 0)),
        "originNodeURI": node(guid(origin)),
        "associationType": kind,
        "destinationNodeURI": node(end),
    } | ({} if sequence is None else {"sequenceNumber": sequence})


def package(items: list[Any], links: list[Any], **fields: Any) -> dict[str, Any]:
    document = {"identifier": FRAMEWORK, "title": "Science for All", "language": "en-US"}
    return {"CFDocument": document, "CFItems": items, "CFAssociations": links, **fields}


SCIENCE = package(
    [
        item(3, "S.2", educationLevel=["02", "KG", "01"], conceptKeywords=["light"], subject=["Science"]),
        item(1, "S", educationLevel=["HS"], notes="To begin with."),
        item(2, "S.1", abbreviatedStatement="One"),
        item(4, CFItemType="Cluster"),
    ],
    [
        link(1, "isChildOf", FRAMEWORK, 1),
        link(3, "isChildOf", 1, 20),
        link(2, "isChildOf", 1, 10),
        link(2, "precedes", 3),
        link(2, "isChildOf", 4),
        link(3, "exactMatchOf", guid(77)),
        link(3, "ext:inspiredBy", 1),
    ],
    CFDefinitions={"CFItemTypes": [{"title": "Cluster"}], "CFSubjects": []},
)


def write(tenant: Tenant, content: Any, name: str = "science.json") -> Path:
    return tenant.file(name, json.dumps(content))


async def standards(tenant: Tenant) -> list[dict[str, Any]]:
    return await tenant.rows("SELECT * FROM standards ORDER BY framework_id, sequence_index")


async def associations(tenant: Tenant) -> list[tuple[Any, ...]]:
    rows = await tenant.rows(
        "SELECT a.code AS origin, k.kind::text, b.code AS destination, k.sequence_index FROM standard_associations k "
        "JOIN standards a ON a.id = k.from_id JOIN standards b ON b.id = k.to_id ORDER BY 2, 3, 4, 1"
    )
    return [tuple(row.values()) for row in rows]


async def test_a_package_becomes_a_framework(tenant: Tenant) -> None:
    report = await tenant.load("standards", write(tenant, SCIENCE))
    (framework,) = await tenant.rows("SELECT * FROM standards_frameworks")
    assert {
        name: framework[name] for name in ("code", "name", "jurisdiction", "language", "source_guid")
    } == {
        "code": "Science for All",
        "name": "Science for All",
        "jurisdiction": None,
        "language": "en-US",
        "source_guid": FRAMEWORK,
    }
    assert framework["metadata"] == {"case": {"CFDefinitions": SCIENCE["CFDefinitions"]}}
    assert [
        (
            row["code"],
            row["grade_band"],
            row["subject"],
            row["tags"],
            row["sequence_index"],
            row["description"],
        )
        for row in await standards(tenant)
    ] == [
        ("S", "9-12", None, [], 1, "Statement 1"),
        ("S.1", None, None, [], 2, "Statement 2"),
        ("S.2", "K-2", "Science", ["light"], 3, "Statement 3"),
        (guid(4), None, None, [], 4, "Statement 4"),
    ]
    assert await associations(tenant) == [
        ("S.1", "is_child_of", guid(4), 1),
        ("S.1", "is_child_of", "S", 1),
        ("S.2", "is_child_of", "S", 2),
        ("S.1", "precedes", "S.2", 1),
    ]
    assert str(report) == (
        "standards: science.json into what all tenants share\n"
        "  standard     read 4, created 4, updated 0, unchanged 0\n"
        "  association  read 7, created 4, updated 0, unchanged 0\n"
        "               skipped 1: says that a standard stands at the top; its place is kept\n"
        "               skipped 1: a kind of the publisher's own, kept in the metadata of where it starts\n"
        "               skipped 1: leads to what is not here, kept in the metadata of where it starts\n"
        "  framework    read 1, created 1, updated 0, unchanged 0\n"
        f"  warning: a standard without a code goes by its identifier (1): {guid(4)}\n"
        "  warning: a standard stands below several others; all places are kept (1): S.1"
    )


async def test_what_has_no_column_is_kept_as_it_is(tenant: Tenant) -> None:
    await tenant.load("standards", write(tenant, SCIENCE))
    kept = {row["code"]: row["metadata"] for row in await standards(tenant)}
    assert kept["S"] == {"case": {"educationLevel": ["HS"], "notes": "To begin with."}}
    assert kept[guid(4)] == {"case": {"CFItemType": "Cluster"}}
    assert [stated["associationType"] for stated in kept["S.2"]["associations"]] == [
        "ext:inspiredBy",
        "exactMatchOf",
    ]
    assert kept["S.2"]["associations"][1]["destinationNodeURI"] == node(guid(77))


async def test_a_standard_at_the_top_and_below_others_keeps_all_places(tenant: Tenant) -> None:
    top = link(2, "isChildOf", FRAMEWORK, 1)
    links = [top, link(1, "isChildOf", FRAMEWORK, 2), link(2, "isChildOf", 1), link(2, "isChildOf", 3)]
    path = write(tenant, package([item(1, "A"), item(2, "B"), item(3, "C")], links))
    report = await tenant.load("standards", path)
    assert report.warnings == [
        "a standard stands at the top and below another; both places are kept (1): B",
        "a standard stands below several others; all places are kept (1): B",
    ]
    assert await associations(tenant) == [("B", "is_child_of", "A", 1), ("B", "is_child_of", "C", 1)]
    found = {row["code"]: row for row in await standards(tenant)}
    assert [found[code]["sequence_index"] for code in "BAC"] == [1, 2, 3]
    assert found["B"]["metadata"]["associations"] == [
        {name: value for name, value in top.items() if name != "originNodeURI"}
    ]
    before = await tenant.snapshot()
    await tenant.load("standards", path)
    assert await tenant.snapshot() == before


async def test_an_unknown_version_and_a_missing_title_are_warned_of(tenant: Tenant) -> None:
    odd = package([item(1, "A")], [])
    odd["CFDocument"] = {"identifier": FRAMEWORK, "language": "en", "caseVersion": "9.9"}
    report = await tenant.load("standards", write(tenant, odd))
    assert report.warnings == [
        f"the document has no title, and goes by its identifier (1): {FRAMEWORK}",
        "the version of CASE is not known; read as 1.1 (1): 9.9",
    ]
    assert await tenant.value("SELECT name FROM standards_frameworks") == FRAMEWORK


async def test_the_same_package_changes_nothing(tenant: Tenant) -> None:
    path = write(tenant, SCIENCE)
    await tenant.load("standards", path)
    before = await tenant.snapshot()
    again = await tenant.load("standards", path)
    assert {name: (tally.created, tally.updated, tally.removed) for name, tally in again.kinds.items()} == {
        "standard": (0, 0, 0),
        "association": (0, 0, 0),
        "framework": (0, 0, 0),
    }
    assert await tenant.snapshot() == before


async def test_a_newer_package_changes_what_differs(tenant: Tenant) -> None:
    await tenant.load("standards", write(tenant, SCIENCE))
    await tenant.rows("UPDATE standards_frameworks SET jurisdiction = 'US'")
    first = {row["code"]: row for row in await standards(tenant)}
    newer = copy.deepcopy(SCIENCE)
    newer["CFItems"][1]["fullStatement"] = "Science"
    newer["CFItems"][0]["humanCodingScheme"], newer["CFItems"][2]["humanCodingScheme"] = "S.1", "S.2"
    del newer["CFItems"][3]
    newer["CFAssociations"] = [
        link(1, "isChildOf", FRAMEWORK),
        link(2, "isChildOf", 1),
        link(3, "isChildOf", 1),
    ]
    report = await tenant.load("standards", write(tenant, newer))
    found = {row["code"]: row for row in await standards(tenant)}
    assert found["S"]["description"] == "Science"
    assert {code: row["id"] for code, row in found.items()} == {
        code: row["id"] for code, row in first.items()
    }
    assert report.count("a standard keeps the code that it came with") == 2
    assert found[guid(4)] == first[guid(4)], "what the publisher no longer names may be in use, and is kept"
    assert await associations(tenant) == [
        ("S.1", "is_child_of", "S", 1),
        ("S.2", "is_child_of", "S", 2),
    ]
    assert (report.kinds["standard"].absent, report.kinds["association"].removed) == (1, 2)
    (framework,) = await tenant.rows("SELECT code, jurisdiction FROM standards_frameworks")
    assert framework == {"code": "Science for All", "jurisdiction": "US"}, "what people add stays"


async def test_a_standard_keeps_the_code_that_it_came_with(tenant: Tenant) -> None:
    await tenant.load("standards", write(tenant, package([item(1, "A"), item(2, "B")], [])))
    report = await tenant.load("standards", write(tenant, package([item(2, "A"), item(3, "B")], [])))
    assert {row["source_guid"]: row["code"] for row in await standards(tenant)} == {
        guid(1): "A",
        guid(2): "B",
        guid(3): f"B ({guid(3)})",
    }
    assert report.kinds["standard"].created == 1


async def test_frameworks_relate_once_both_are_here(tenant: Tenant) -> None:
    path = write(tenant, SCIENCE)
    await tenant.load("standards", path)
    other = package([item(77, "X")], [link(77, "isRelatedTo", 1)])
    other["CFDocument"] = {"identifier": guid(5), "title": "Science for All", "language": "en-US"}
    report = await tenant.load("standards", write(tenant, other, "other.json"))
    assert report.warnings == [
        "the title is the code of another framework; the identifier is added (1): Science for All"
    ]
    codes = await tenant.rows("SELECT code FROM standards_frameworks ORDER BY code")
    assert [row["code"] for row in codes] == ["Science for All", f"Science for All ({guid(5)})"]
    await tenant.load("standards", path)
    assert ("S.2", "exact_match_of", "X", 1) in await associations(tenant)
    assert ("X", "is_related_to", "S", 1) in await associations(tenant), "it is the other framework's"
    (kept,) = (row["metadata"] for row in await standards(tenant) if row["code"] == "S.2")
    assert [stated["associationType"] for stated in kept["associations"]] == ["ext:inspiredBy"]


async def test_a_code_of_several_standards_is_told_apart(tenant: Tenant) -> None:
    path = write(tenant, package([item(1, "A"), item(2, "A"), item(1, "B")], []))
    report = await tenant.load("standards", path)
    assert [row["code"] for row in await standards(tenant)] == ["A", f"A ({guid(2)})"]
    assert report.kinds["standard"].skipped == {"repeats the identifier of an earlier one": 1}
    assert report.count("several standards have the same code; later ones get their identifier added") == 1


async def test_associations_that_say_nothing_new_are_counted(tenant: Tenant) -> None:
    links = [link(1, "precedes", 2), link(1, "precedes", 2), link(1, "isPeerOf", 1), link(9, "precedes", 1)]
    report = await tenant.load("standards", write(tenant, package([item(1, "A"), item(2, "B")], links)))
    assert report.kinds["association"].created == 1
    assert report.kinds["association"].skipped == {
        "repeats an earlier association": 1,
        "leads back to where it starts": 1,
        "starts from a standard that is not here": 1,
    }


async def test_the_language_of_all_items_is_that_of_the_framework(tenant: Tenant) -> None:
    spanish = package([item(1, "A", language="es"), item(2, "B", language="es")], [])
    del spanish["CFDocument"]["language"]
    await tenant.load("standards", write(tenant, spanish))
    assert await tenant.value("SELECT language FROM standards_frameworks") == "es"


async def test_no_tenant_is_named(tenant: Tenant) -> None:
    path = write(tenant, SCIENCE)
    for name, code, reason in (
        ("standards", "northfield", 'what "standards" writes is shared by all tenants: leave out --tenant'),
        ("catalogue", None, '"catalogue" is imported into a tenant: say which one, with --tenant CODE'),
    ):
        wanted, url = importers.Import(name, path, code), tenant.database.owner_url
        with pytest.raises(importers.ImportRefused, match=reason):
            await asyncio.to_thread(importers.run, wanted, url, tenant.storage, lambda *_: None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ([], "line 1: expected a CASE package, a JSON object"),
        ({"CFItems": []}, 'is no CASE package: it holds no "CFDocument"'),
        (
            {"CFItems": [item(1)], "CFDocuments": [{}]},
            'is no CASE package: it holds no "CFDocument"; found CFItems, CFDocuments',
        ),
        (package({}, []), 'line 1, column 132, key "CFItems": must be a list'),
        (package([1], []), "line 1, CFItems 1: expected an object, found a number"),
        (package([{"identifier": "7"}], []), 'line 1, CFItems 1: "fullStatement" is missing or empty'),
        (
            package([item(1) | {"identifier": "seven"}], []),
            'line 1, CFItems 1: "identifier" must be a UUID, found "seven"',
        ),
        (
            package([item(1, language="English (US)")], []),
            'line 1, CFItems 1: "language" must be a language tag such as en or es-MX, found "English (US)"',
        ),
        (
            package([item(1, "A" * 501)], []),
            'line 1, CFItems 1: "humanCodingScheme" is longer than 500 characters',
        ),
        (
            package([item(1) | {"fullStatement": "x" * 100_001}], []),
            'line 1, CFItems 1: "fullStatement" is longer than 100,000 characters',
        ),
        (
            package([], [{"associationType": "isChildOf", "originNodeURI": {}}]),
            'line 1, CFAssociations 1, "originNodeURI": "uri" is missing or empty',
        ),
        (
            package([item(1, "A"), item(2, "B")], [link(1, "isChildOf", 2), link(2, "isChildOf", 1)]),
            "association: standards form a circle: A → B → A",
        ),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_named(tenant: Tenant, content: Any, reason: str) -> None:
    assert await tenant.refused("standards", write(tenant, content)) == f"science.json: {reason}"


async def test_a_standard_of_another_framework_is_not_taken_over(tenant: Tenant) -> None:
    await tenant.load("standards", write(tenant, SCIENCE))
    thief = package([item(2, "MINE")], [])
    thief["CFDocument"] = {"identifier": guid(5), "title": "Thief"}
    assert await tenant.refused("standards", write(tenant, thief)) == (
        f"science.json: {guid(2)}: is a standard of another framework, Science for All"
    )


async def test_what_nests_too_deep_is_refused(tenant: Tenant) -> None:
    deep: Any = "x"
    for _ in range(60):
        deep = [deep]
    path = write(tenant, package([item(1, extensions=deep)], []))
    assert await tenant.refused("standards", path) == (
        "science.json: line 1, CFItems 1: nests deeper than 50 levels"
    )


@pytest.mark.parametrize("cut", [40, 400, 900])
async def test_a_package_that_is_cut_off_is_refused(tenant: Tenant, cut: int) -> None:
    assert "not valid JSON" in await tenant.refused(
        "standards", tenant.file("science.json", json.dumps(SCIENCE)[:cut])
    )


def test_kinds_are_those_of_case() -> None:
    assert set(KINDS) == {
        "isChildOf", "isPartOf", "isPeerOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy",
        "hasSkillLevel", "isTranslationOf", "exemplar",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ([], None),
        (["06"], "6"),
        (["KG", "01", "02"], "K-2"),
        (["HS"], "9-12"),
        (["05", "07", "06", "12"], "5-7, 12"),
        (["PK", "KG"], "PK-K"),
        (["Adult", "12", "13"], "12-13, Adult"),
    ],
)
def test_grades_become_bands(words: list[str], shown: str | None) -> None:
    assert band(grades(words)) == shown
