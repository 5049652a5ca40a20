"""A catalogue in our own columns, as CSV or as a JSON array of objects."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from db.models.catalogue import CourseLevel, PrerequisiteKind
from importers.formats.catalogue.records import Catalogue, CatalogueCourse, Need
from importers.formats.catalogue.requirements import needs_of
from importers.kit.fields import Record
from importers.kit.lists import good
from importers.kit.text.csvrows import rows
from importers.kit.text.jsonstream import elements
from importers.refusal import Bad
from importers.report import Report

COLUMNS = (
    "code", "title", "description", "level", "credit_hours", "department", "subject", "prerequisites", "corequisites",
)  # fmt: skip
REQUIRED = ("code", "title")
NEED = re.compile(r"([^;|<>=]+)(?:>=([^;|<>=]+))?")
GRAMMAR = "must be courses such as `CS101; MA1|MA2; PH1>=C` (all of them, one of two, with at least a grade)"


def open_csv(path: Path, bad: Bad) -> Catalogue:
    """Open a CSV file with a header. bad: called with each row that is no course."""

    def read(_: Report | None) -> Iterator[CatalogueCourse]:
        found = rows(path, COLUMNS, REQUIRED, bad)
        return good(found, lambda row: _course(Record(path.name, row.place, row.cells)), bad)

    return Catalogue(path.name, read, states_needs=True)


def open_json(path: Path, bad: Bad) -> Catalogue:
    """Open a JSON array of objects. In it, requirements may be lists. bad: called with each that is no course."""

    def read(_: Report | None) -> Iterator[CatalogueCourse]:
        found = elements(path, bad=bad)
        return good(found, lambda item: _course(Record.of(path.name, item.place, item.value, COLUMNS)), bad)

    return Catalogue(path.name, read, states_needs=True)


def _course(record: Record) -> CatalogueCourse:
    level = record.optional("level") or "undergraduate"
    if level not in CourseLevel.__members__:
        raise record.refuse(
            "level", f'must be one of {", ".join(CourseLevel.__members__)}, found "{level[:40]}"'
        )
    trees = {name: _tree(record, name) for name in ("prerequisites", "corequisites")}
    together = [
        Need(need.code, PrerequisiteKind.co_requisite, None, need.grade)
        for need in needs_of(trees["corequisites"])[0]
    ]
    return CatalogueCourse(
        record.place,
        record.text("code"),
        record.text("title"),
        record.optional("description"),
        level=level,
        credit_hours=_hours(record),
        department=record.key("department"),
        subject=record.key("subject"),
        needs=[*needs_of(trees["prerequisites"])[0], *together],
        metadata={name: tree for name, tree in trees.items() if tree},
    )


def _hours(record: Record) -> Decimal | None:
    value = record.fields.get("credit_hours")
    text = str(value).strip() if isinstance(value, int | float) and not isinstance(value, bool) else None
    text = record.optional("credit_hours") if text is None else text
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,2}(\.\d{1,2})?", text, re.ASCII):
        raise record.refuse("credit_hours", f'must be a number from 0 to 99.99, found "{text[:40]}"')
    return Decimal(text)


def _tree(record: Record, name: str) -> dict[str, Any] | None:
    """The requirement as a tree: an `and` of courses, or an `or` of courses."""
    value = record.fields.get(name)
    parts = record.texts(name) if isinstance(value, list) else (record.optional(name) or "").split(";")
    nested = [_alternatives(record, name, part) for part in parts if part.strip()]
    return {"type": "and", "nested": nested} if nested else None


def _alternatives(record: Record, name: str, text: str) -> dict[str, Any]:
    nested: list[dict[str, Any]] = []
    for part in text.split("|"):
        found = NEED.fullmatch(part.strip())
        if found is None:
            raise record.refuse(name, f'{GRAMMAR}, found "{part.strip()[:40]}"')
        code, grade = found[1].strip(), found[2]
        nested.append({"type": "course", "course": code} | ({"min_grade": grade.strip()} if grade else {}))
    return nested[0] if len(nested) == 1 else {"type": "or", "nested": nested}
