"""A catalogue as an array of courses with the sections of one term, in the layout of umd.io."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from importers.formats.catalogue.records import Catalogue, CatalogueCourse, Section
from importers.kit.fields import Record
from importers.kit.lists import good
from importers.kit.text.jsonstream import Element, elements
from importers.refusal import Bad
from importers.report import Report

COURSE = (
    "course_id", "semester", "name", "dept_id", "department", "credits", "description", "grading_method", "gen_ed",
    "core", "relationships", "sections",
)  # fmt: skip
RELATIONSHIPS = (
    "coreqs", "prereqs", "formerly", "restrictions", "additional_info", "also_offered_as", "credit_granted_for",
)  # fmt: skip
SECTION = (
    "course", "section_id", "semester", "number", "seats", "meetings", "open_seats", "waitlist", "instructors",
)  # fmt: skip
MEETING = ("days", "room", "building", "classtype", "start_time", "end_time")
TERMS = {"01": ("Spring", 0), "05": ("Summer", 0), "08": ("Fall", 0), "12": ("Winter", 1)}


def open_umd(path: Path, bad: Bad) -> Catalogue:
    """Open the file at `path`. Its prerequisites are prose, and are kept as prose. bad: called with each bad course."""

    def read(report: Report | None) -> Iterator[CatalogueCourse]:
        return good(elements(path, bad=bad), lambda element: _course(path.name, element, report), bad)

    return Catalogue(path.name, read, states_needs=False)


def _course(file: str, element: Element, report: Report | None) -> CatalogueCourse:
    record = Record.of(file, element.place, element.value, COURSE)
    code = record.text("course_id")
    prose = Record.of(
        file, f"{element.place}, relationships", record.fields.get("relationships") or {}, RELATIONSHIPS
    )
    stated = {name: text for name in RELATIONSHIPS if (text := prose.optional(name))}
    credit = record.optional("credits")
    hours = Decimal(credit) if credit is not None and re.fullmatch(r"\d{1,2}(\.\d{1,2})?", credit) else None
    if report is not None and "prereqs" in stated:
        report.warn("prerequisites in prose are kept in the course's metadata", code)
    if report is not None and credit is not None and hours is None:
        report.warn(
            "credits that are not a number are kept in the course's metadata", f"{code}: {credit[:40]}"
        )
    number = re.sub(r"^[A-Z]*", "", code)
    return CatalogueCourse(
        element.place,
        code,
        record.text("name"),
        record.optional("description"),
        level="graduate" if number[:1] in tuple("6789") else "undergraduate",
        credit_hours=hours,
        department=record.text("dept_id"),
        department_name=record.optional("department"),
        metadata={
            "credits": credit,
            "grading_method": record.items("grading_method"),
            "gen_ed": record.items("gen_ed"),
            "core": record.items("core"),
            "relationships": stated,
        },
        sections=[
            _section(record, code, place, value) for place, value in enumerate(record.items("sections"), 1)
        ],
    )


def _section(course: Record, code: str, place: int, value: Any) -> Section:
    record = Record.of(course.file, f"{course.place}, section {place}", value, SECTION)
    if record.text("course") != code:
        raise record.refuse("course", f"must be {code}, the course that the section stands in")
    key, semester = record.text("section_id"), record.text("semester")
    return Section(
        f"{key}@{semester}",
        _term(record, semester),
        list(dict.fromkeys(record.texts("instructors"))),
        {
            "section": key,
            "number": record.optional("number"),
            "semester": semester,
            "seats": record.number("seats"),
            "open_seats": record.number("open_seats"),
            "waitlist": record.number("waitlist"),
            "meetings": [
                _meeting(record, place, item) for place, item in enumerate(record.items("meetings"), 1)
            ],
        },
    )


def _meeting(section: Record, place: int, value: Any) -> dict[str, str]:
    record = Record.of(section.file, f"{section.place}, meeting {place}", value, MEETING)
    return {name: text for name in MEETING if (text := record.optional(name))}


def _term(record: Record, semester: str) -> str:
    """The name of a term: `201912`, the winter term that begins in December 2019, is called Winter 2020."""
    year, month = semester[:4], semester[4:]
    if not (semester.isascii() and semester.isdigit() and month in TERMS):
        raise record.refuse("semester", f'must be a year and 01, 05, 08 or 12, found "{semester[:20]}"')
    season, later = TERMS[month]
    return f"{season} {int(year) + later}"
