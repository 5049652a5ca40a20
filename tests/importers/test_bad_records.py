"""Lists of many records: the good ones are taken, the bad ones are named all at once, up to a share."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import commands
from importers.faults import Faults, Tolerance
from importers.kit.text.csvrows import rows
from importers.kit.text.jsonstream import elements
from importers.refusal import BadRecord, ImportRefused
from importers.report import Report
from tests.importers.conftest import Tenant

GUID = "00000000-0000-4000-8000-{:012}"
COUNT = 40


def university(number: int) -> dict[str, Any]:
    return {
        "name": f"University {number}",
        "domains": [f"u{number}.example"],
        "web_pages": [],
        "country": "Norway",
        "alpha_two_code": "NO",
        "state-province": "Oslo",
    }


def universities(tenant: Tenant, bad: bool) -> Path:
    listed = [university(number) for number in range(COUNT)]
    if bad:
        listed[3]["name"] = ""
        listed[7]["alpha_two_code"] = "Norway"
    return tenant.file("list.json", "[\n" + ",\n".join(json.dumps(one) for one in listed) + "\n]")


def courses_csv(tenant: Tenant, bad: bool) -> Path:
    lines = [f"C{number},Course {number},3" for number in range(COUNT)]
    if bad:
        lines[3] = "C3,Course 3,many"
        lines[7] = "C7,Course 7"
    return tenant.file("courses.csv", "\n".join(["code,title,credit_hours", *lines]))


def courses_json(tenant: Tenant, bad: bool) -> Path:
    listed: list[Any] = [{"code": f"C{number}", "title": f"Course {number}"} for number in range(COUNT)]
    if bad:
        listed[3]["titel"] = "Course"
        listed[7] = 7
    return tenant.file("courses.json", "[\n" + ",\n".join(json.dumps(one) for one in listed) + "\n]")


def schedule(tenant: Tenant, bad: bool) -> Path:
    listed: list[Any] = [
        {"course_id": f"AB{number}", "name": f"Course {number}", "dept_id": "AB"} for number in range(COUNT)
    ]
    if bad:
        listed[3]["dept_id"] = None
        listed[7]["sections"] = [7]
    return tenant.file("umd.json", "[\n" + ",\n".join(json.dumps(one) for one in listed) + "\n]")


def catalog(tenant: Tenant, bad: bool) -> Path:
    listed = {
        f"CS-{number}": {"subj": "CS", "crse": "1", "name": f"Course {number}"} for number in range(COUNT)
    }
    if bad:
        listed["CS-3"]["name"] = ""
        listed["CS-7"]["crse"] = ""
    text = "{\n" + ",\n".join(f"{json.dumps(key)}: {json.dumps(one)}" for key, one in listed.items()) + "\n}"
    return tenant.folder("rpi", {"catalog.json": text}) / "catalog.json"


def standards(tenant: Tenant, bad: bool) -> Path:
    items = [
        {"identifier": GUID.format(number), "fullStatement": f"Number {number}"} for number in range(COUNT)
    ]
    if bad:
        items[3]["fullStatement"] = ""
        items[7]["identifier"] = "seven"
    document = json.dumps({"identifier": GUID.format(99), "title": "Numbers", "language": "en"})
    listed = ",\n".join(json.dumps(one) for one in items)
    return tenant.file("case.json", f'{{"CFDocument": {document}, "CFItems": [\n{listed}\n]}}')


LISTS: dict[str, tuple[str, str, Callable[[Tenant, bool], Path], tuple[str, str]]] = {
    "universities": (
        "universities",
        "organizations",
        universities,
        (
            'line 5, column 1, element 4: "name" is missing or empty',
            (
                'line 9, column 1, element 8: "alpha_two_code" must be two capital letters (ISO 3166-1), '
                'found "Norway"'
            ),
        ),
    ),
    "CSV": (
        "catalogue",
        "courses",
        courses_csv,
        (
            'line 5: "credit_hours" must be a number from 0 to 99.99, found "many"',
            "line 9: 2 cells where the header has 3 columns",
        ),
    ),
    "JSON": (
        "catalogue",
        "courses",
        courses_json,
        (
            (
                'line 5, column 1, element 4: unknown field "titel" (is "title" meant?); known are code, title, '
                "description, level, credit_hours, department, subject, prerequisites, corequisites"
            ),
            "line 9, column 1, element 8: expected an object, found a number",
        ),
    ),
    "schedule": (
        "catalogue",
        "courses",
        schedule,
        (
            'line 5, column 1, element 4: "dept_id" is missing or empty',
            "line 9, column 1, element 8, section 1: expected an object, found a number",
        ),
    ),
    "folder": (
        "catalogue",
        "courses",
        catalog,
        (
            'line 5, column 9, key "CS-3": "name" is missing or empty',
            'line 9, column 9, key "CS-7": "crse" is missing or empty',
        ),
    ),
    "standards": (
        "standards",
        "standards",
        standards,
        (
            'line 5, column 1, CFItems 4: "fullStatement" is missing or empty',
            'line 9, column 1, CFItems 8: "identifier" must be a UUID, found "seven"',
        ),
    ),
}
"""By name: the format, the table, a file of 40 records with or without two bad ones, and what is said of these."""


@pytest.mark.parametrize("name", LISTS)
async def test_the_good_records_are_taken_and_the_bad_ones_are_named(tenant: Tenant, name: str) -> None:
    kind, table, write, said = LISTS[name]
    path = write(tenant, True)
    report = await tenant.load(kind, path)
    assert report.left_out == [f"{path.name}: 2 of 40 records can't be imported:\n  {said[0]}\n  {said[1]}"]
    assert (
        f"  left out: {path.name}: 2 of 40 records can't be imported:\n    {said[0]}\n    {said[1]}"
        in str(report)
    )
    assert await tenant.value(f"SELECT count(*) FROM {table}") == 38
    assert sum(tally.skipped["bad, as named below"] for tally in report.kinds.values()) == 2


@pytest.mark.parametrize("name", LISTS)
async def test_too_many_bad_records_are_named_all_at_once(tenant: Tenant, name: str) -> None:
    kind, _, write, said = LISTS[name]
    path = write(tenant, True)
    assert await tenant.refused_whole(kind, path, most_bad=4) == (
        f"{path.name}: 2 of 40 records can't be imported, more than --most-bad 4% allows:\n  {said[0]}\n  {said[1]}"
    )
    assert await tenant.refused_whole(kind, path, is_strict=True) == (
        f"{path.name}: 2 of 40 records can't be imported, more than --strict allows:\n  {said[0]}\n  {said[1]}"
    )


@pytest.mark.parametrize("name", LISTS)
async def test_what_is_mended_comes_with_the_next_run(tenant: Tenant, name: str) -> None:
    kind, table, write, _ = LISTS[name]
    await tenant.load(kind, write(tenant, True))
    report = await tenant.load(kind, write(tenant, False), is_strict=True)
    assert report.left_out == []
    assert await tenant.value(f"SELECT count(*) FROM {table}") == 40


@pytest.mark.parametrize(
    ("content", "faults", "values"),
    [
        (b'[1, {"a": 1, "a": 2}, 3]', ['line 1, column 5: key "a" occurs twice in one object'], [1, 3]),
        (b"[NaN, 2,\n 1e999, 4]", ["line 1, column 2: NaN is no JSON value", "line 2, column 2: a number is too large"],
         [2, 4]),
        (b'["\\u0000", 2]', ["line 1, column 2: a text holds U+0000 or half of a surrogate pair"], [2]),
        (b'["a",\n"\xc3\xa9\xe9", "b"]', ["line 2, byte 4: byte 0xE9 is not valid UTF-8; save the file as UTF-8"],
         ["a", "b"]),
        (b'{"a": 1, "b": 2, "a": 3}', ['line 1, column 18: key "a" occurs twice in one object'], [1, 2]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("chunk", [3, 1 << 16])
def test_json_goes_on_after_a_bad_element(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    faults: list[str],
    values: list[Any],
    chunk: int,
) -> None:
    monkeypatch.setattr("importers.kit.text.decoding.CHUNK", chunk)
    path = tmp_path / "x.json"
    path.write_bytes(content)
    found: list[BadRecord] = []
    assert [element.value for element in elements(path, bad=found.append)] == values
    assert [fault.fault for fault in found] == faults


def test_csv_goes_on_after_a_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b'a,b\n1\n2,3\n4,\xfc\n5,"6"7\n8,"9\n10",11"\n12,13\n')
    found: list[BadRecord] = []
    assert [row.cells for row in rows(path, None, ("a",), found.append)] == [
        {"a": "2", "b": "3"},
        {"a": "12", "b": "13"},
    ]
    assert [fault.fault for fault in found] == [
        "line 2: 1 cells where the header has 2 columns",
        "line 4, byte 3: byte 0xFC is not valid UTF-8; save the file as UTF-8",
        "line 5: not valid CSV: ',' expected after '\"'",
        "line 6: 3 cells where the header has 2 columns",
    ]


def test_reading_ends_where_nearly_all_is_bad() -> None:
    faults = Faults(Tolerance(), Report("x", "x", "x"))
    for number in range(10_000):
        faults.note(BadRecord("a.csv", f"line {number}", "is bad"))
        faults.note(BadRecord("a.csv", f"line {number}", "is bad"))
    with pytest.raises(ImportRefused) as refusal:
        faults.note(BadRecord("a.csv", "line 10000", "is bad"))
    lines = str(refusal.value).splitlines()
    assert lines[0] == "a.csv: more than 10,000 records can't be imported:"
    assert (len(lines), lines[-1]) == (1_002, "  … and 9,001 more")


@pytest.mark.parametrize(
    ("share", "expected"),
    [("5%", 5), ("0", 0), ("12.5%", 12.5), ("100%", 100), ("101%", None), ("5 %", None), ("-1", None)],
)  # fmt: skip
def test_the_share_is_read_from_the_command_line(share: str, expected: float | None) -> None:
    asked = ["import", "universities", "list.json", "--tenant", "elm", f"--most-bad={share}"]
    if expected is None:
        with pytest.raises(SystemExit):
            commands.parser().parse_args(asked)
    else:
        assert commands.parser().parse_args(asked).most_bad == expected
