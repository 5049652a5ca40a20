"""Real packages of standards: what the reports count is what the files hold, counted here without the importer."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from importers.formats.standards.case import KINDS
from tests.importers.conftest import Tenant
from tests.importers.reports import assert_all_accounted, assert_second_run_changes_nothing, read


@pytest.mark.parametrize("name", ["what-standards-could-be", "smart-level", "sequence-number"])
async def test_a_case_package(tenant: Tenant, data: Path, name: str) -> None:
    path = data / "standards-case" / f"{name}.json"
    package: dict[str, Any] = json.loads(path.read_text())
    report = await tenant.load("standards", path)

    document, items, links = (package[key] for key in ("CFDocument", "CFItems", "CFAssociations"))
    named = {item["identifier"] for item in items}
    ends = [
        (
            link["originNodeURI"]["identifier"],
            link["associationType"],
            link["destinationNodeURI"]["identifier"],
        )
        for link in links
    ]
    inside = [end for end in ends if end[0] in named and end[2] in named]
    tops = {end[0] for end in ends if end[1:] == ("isChildOf", document["identifier"])}
    assert read(report) == {"standard": len(items), "association": len(links), "framework": 1}
    assert report.kinds["standard"].created == len(items)
    assert report.kinds["association"].created == len(inside)
    skipped = report.kinds["association"].skipped
    assert skipped["says that a standard stands at the top; its place is kept"] == len(tops)
    assert skipped.total() == len(links) - len(inside)
    assert_all_accounted(report)

    stored = await tenant.rows("SELECT source_guid, code, description, metadata FROM standards")
    assert {(row["source_guid"], row["code"], row["description"]) for row in stored} == {
        (item["identifier"], item.get("humanCodingScheme", item["identifier"]), item["fullStatement"])
        for item in items
    }
    pairs = await tenant.rows(
        "SELECT a.source_guid, k.kind::text, b.source_guid AS other FROM standard_associations k "
        "JOIN standards a ON a.id = k.from_id JOIN standards b ON b.id = k.to_id"
    )
    assert {tuple(row.values()) for row in pairs} == {(a, KINDS[kind].name, b) for a, kind, b in inside}
    loose = [
        (row["source_guid"], stated["associationType"], stated["destinationNodeURI"]["identifier"])
        for row in stored
        for stated in row["metadata"].get("associations", ())
    ]
    outside = [end for end in ends if end not in inside and end[2] != document["identifier"]]
    assert Counter(loose) == Counter(outside), "nothing that is said gets lost"
    await assert_second_run_changes_nothing(tenant, "standards", path, report)


async def test_the_numbers_give_the_order(tenant: Tenant, data: Path) -> None:
    await tenant.load("standards", data / "standards-case" / "sequence-number.json")
    rows = await tenant.rows("SELECT code, description FROM standards ORDER BY sequence_index")
    assert [tuple(row.values()) for row in rows] == [
        ("SNT.2", "Second added item, but should be first"),
        ("SNT.1", "First Added Item"),
    ]
