"""Courses and classes: `courses.csv`, `classes.csv` and `academicSessions.csv` into courses and their offerings."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from db.models.catalogue import Course
from db.models.delivery import CourseOffering
from db.models.tenancy import Organization
from db.writes.retire import absent
from importers.formats.oneroster.cells import day, one, several
from importers.formats.oneroster.lines import PREFIX, Line, is_new, places, read, rest
from importers.formats.oneroster.lookups import delete, ids_of, text
from importers.formats.oneroster.sets import RosterSet, Table
from importers.formats.oneroster.statements.institution import home
from importers.formats.oneroster.statements.offerings import known_terms
from importers.formats.oneroster.statements.sourced import holders, release
from importers.kit.grades import grades
from importers.target import Target, batches

COURSE, CLASS, SESSION = "course", "class", "academic session"
COURSE_COLUMNS = ("title", "courseCode", "orgSourcedId", "grades", "subjects")
CLASS_COLUMNS = ("title", "courseSourcedId", "termSourcedIds")
ONCE = ("status", "visibility", "level")
TERM_COLUMNS = ("term_name", "starts_at", "ends_at", "metadata")
COURSE_START, CLASS_START = f"{PREFIX}course/", f"{PREFIX}class/"


async def import_courses(table: Table, target: Target) -> None:
    """Write the courses. New ones are published, and visible to members."""
    codes = await _codes(table, target)
    tally = target.report.of(COURSE)
    seen = 0
    for batch in batches(line for line in read(table) if not line.is_deleted):
        orgs = await ids_of(Organization.__table__, "org", (_org(line) or "" for line in batch), target)
        strays = {line.id for line in batch if _org(line) is not None and _org(line) not in orgs}
        for once, some in (
            ((*ONCE, "organization_id"), strays),
            (ONCE, {line.id for line in batch} - strays),
        ):
            rows = [_course(line, codes[line.id], orgs) for line in batch if line.id in some]
            await target.write(Course.__table__, rows, COURSE, once=once, places=places(COURSE_START, batch))
        for line in batch:
            if line.id in strays:
                reason = "a course names an org that is not here; it stays where it is, or belongs to none"
                target.faults.missed(reason, f"{line.where}: {_org(line)}")
        seen += len(batch)
        target.progress("courses", seen, len(codes))
    if not table.is_delta:
        tally.absent = await absent(target.rows_of(Course.__table__), COURSE_START, seen)


async def _codes(table: Table, target: Target) -> dict[str, str | None]:
    """The codes of the courses, unique in the tenant: a second course with a code gets its identifier added to it."""
    tally = target.report.of(COURSE)
    stated: dict[str, str | None] = {}
    for batch in batches(read(table)):
        tally.read += len(batch)
        await delete(Course.__table__, COURSE, batch, target)
        stated |= {line.id: line.record.key("courseCode") for line in batch if not line.is_deleted}
    foreign: set[str] = set()
    for codes in batches({code.lower() for code in stated.values() if code}):
        held = await holders(target.connection, Course.__table__, target.tenant_id, "code", codes)
        # A code that a course of this file holds in the database is settled by this file: it is not foreign.
        foreign |= {
            code for code, key in held.items() if (key or "").removeprefix(COURSE_START) not in stated
        }
    taken: set[str] = set()
    for name, code in stated.items():
        if code is None:
            continue
        if code.lower() in foreign or code.lower() in taken:
            target.report.warn(
                "several courses have the same code; later ones get their identifier added", code
            )
            stated[name] = f"{code} ({name})"
        taken.add(code.lower())
    for batch in batches(stated.items()):
        values = {COURSE_START + name: code for name, code in batch}
        await release(target.connection, Course.__table__, target.tenant_id, "code", values)
    return stated


def _org(line: Line) -> str | None:
    return one(line.record, "orgSourcedId")


def _course(line: Line, code: str | None, orgs: Mapping[str, UUID]) -> dict[str, Any]:
    levels = grades(several(line.record, "grades"))
    stated = rest(line.record, COURSE_COLUMNS) | ({"grades": levels} if len(levels) > 1 else {})
    if code != line.record.key("courseCode"):
        stated["courseCode"] = line.record.key("courseCode")
    return {
        "external_id": COURSE_START + line.id,
        "title": line.record.text("title"),
        "code": code,
        "organization_id": text(orgs.get(_org(line) or "")),
        "subject_label": line.record.optional("subjects"),
        "grade_level": levels[0] if len(levels) == 1 else None,
        "level": "other",
        "status": "published",
        "visibility": "org",
        "metadata": {"oneroster": stated},
    }


async def read_sessions(found: RosterSet, target: Target) -> dict[str, dict[str, Any]]:
    """Return the academic sessions by identifier: those of the set, and if it is a delta those of earlier sets too."""
    sessions: dict[str, dict[str, Any]] = {}
    classes = found.tables.get("classes")
    if classes is not None and classes.is_delta:
        known = await known_terms(target.connection, target.tenant_id, CLASS_START)
        sessions = {term["sourcedId"]: term for term in known}
    if "academicSessions" not in found.tables:
        return sessions
    tally = target.report.of(SESSION)
    for line in read(found.tables["academicSessions"]):
        tally.read += 1
        tally.used += not line.is_deleted
        if line.is_deleted:
            tally.skip("to be deleted")
            sessions.pop(line.id, None)
            continue
        starts, ends = day(line.record, "startDate"), day(line.record, "endDate")
        assert starts is not None
        assert ends is not None
        sessions[line.id] = {
            "sourcedId": line.id,
            "title": line.record.text("title"),
            "type": line.record.text("type"),
            "startDate": starts.isoformat(),
            "endDate": ends.isoformat(),
        } | rest(line.record, ("title", "type", "startDate", "endDate"))
    return sessions


async def import_classes(table: Table, sessions: Mapping[str, Mapping[str, Any]], target: Target) -> None:
    """Write the classes as offerings. Until someone opens a class to others, only people in it see it."""
    tally = target.report.of(CLASS)
    zone, _ = await home(target.connection, target.tenant_id)
    seen: set[bytes] = set()
    for batch in batches(read(table)):
        tally.read += len(batch)
        await delete(CourseOffering.__table__, CLASS, batch, target)
        live = [line for line in batch if not line.is_deleted]
        named = {line.id: line.record.text("courseSourcedId") for line in live}
        courses = await ids_of(Course.__table__, "course", named.values(), target)
        rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
        for line in live:
            if named[line.id] in courses:
                is_whole = _has_its_terms(line, sessions, target)
                rows[is_whole].append(_offering(line, courses[named[line.id]], sessions, zone))
                is_new(seen, line.id)
            else:
                tally.skip("names a course that is not here")
                reason = "a class names a course that is not here, and is left out"
                target.faults.missed(reason, f"{line.where}: {named[line.id]}")
        where = places(CLASS_START, live)
        for is_whole, kept in ((True, ("visibility",)), (False, ("visibility", *TERM_COLUMNS))):
            await target.write(CourseOffering.__table__, rows[is_whole], CLASS, once=kept, places=where)
        target.progress("classes", tally.read, None)
    if not table.is_delta:
        tally.absent = await absent(target.rows_of(CourseOffering.__table__), CLASS_START, len(seen))


def _has_its_terms(line: Line, sessions: Mapping[str, Mapping[str, Any]], target: Target) -> bool:
    missing = [name for name in several(line.record, "termSourcedIds") if name not in sessions]
    for name in missing:
        reason = "a class names an academic session that is not here; it keeps the terms it has"
        target.faults.missed(reason, f"{line.where}: {name}")
    return not missing


def _offering(
    line: Line, course: UUID, sessions: Mapping[str, Mapping[str, Any]], zone: str
) -> dict[str, Any]:
    named = several(line.record, "termSourcedIds")
    terms = [sessions[name] for name in named if name in sessions]
    return {
        "external_id": CLASS_START + line.id,
        "course_id": str(course),
        "title": line.record.text("title"),
        "term_name": ", ".join(dict.fromkeys(str(term["title"]) for term in terms)) or None,
        "starts_at": f"{min(t['startDate'] for t in terms)} 00:00:00 {zone}" if terms else None,
        "ends_at": f"{max(t['endDate'] for t in terms)} 23:59:59 {zone}" if terms else None,
        "visibility": "private",
        "metadata": {"oneroster": rest(line.record, CLASS_COLUMNS) | {"terms": terms}},
    }
