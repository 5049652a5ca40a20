"""The second reading of a catalogue: its rows."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from db.models.catalogue import Course, CoursePrerequisite
from db.models.delivery import CourseOffering, OfferingInstructor
from db.models.people import User
from db.models.tenancy import Organization
from db.writes.lookups import foreign_codes
from db.writes.retire import absent
from importers.formats.catalogue.records import KINDS, Catalogue, CatalogueCourse, Section
from importers.formats.catalogue.statements import (
    departments_by_code,
    forget_pairs,
    names_of,
    only_university,
    subjects_by_code,
)
from importers.formats.catalogue.survey import COURSE, INSTRUCTOR, OFFERING, Survey
from importers.refusal import refused
from importers.target import Target, batches

PREFIX = "catalogue:"
NOT_NAMED = "which the catalogue no longer names"
DEPARTMENT, TEACHING = "department", "offering instructor"


async def write(catalogue: Catalogue, found: Survey, target: Target) -> None:
    """Write departments, courses, their requirements, sections and instructors."""
    await _refuse_foreign(catalogue.name, found, target)
    departments = await _departments(found, target)
    subjects = await subjects_by_code(target.connection, list(found.subjects))
    instructors = await _instructors(found, target)
    courses: dict[str, UUID] = {}
    sections: set[str] = set()
    done = 0
    for batch in batches(catalogue.read(None)):
        fresh: dict[str, CatalogueCourse] = {}
        for course in batch:
            if course.code not in courses:
                fresh.setdefault(course.code, course)
        rows = [_course(course, departments, subjects) for course in fresh.values()]
        written = await target.write(Course.__table__, rows, COURSE, once=("status", "visibility"))
        courses |= {code: written[PREFIX + code] for code in fresh}
        await _sections(batch, courses, instructors, sections, target)
        done += len(batch)
        target.progress("courses", done, target.report.of(COURSE).read)
    if catalogue.states_needs:
        await _needs(found, courses, target)
    tally = target.report.of(COURSE)
    tally.absent = await absent(target.rows_of(Course.__table__), PREFIX, len(courses))


async def _refuse_foreign(name: str, found: Survey, target: Target) -> None:
    """Refuse a catalogue with the code of a course that did not come from this import."""
    for codes in batches(found.courses):
        taken = await foreign_codes(
            target.connection, target.tenant_id, {code: PREFIX + code for code in codes}
        )
        if taken:
            reason = "a course of the tenant that did not come from a catalogue has this code; change one of the codes"
            raise refused(name, taken[0], reason)


async def _departments(found: Survey, target: Target) -> dict[str, UUID]:
    """The departments by code: those that the tenant has already, whoever made them, and new ones."""
    target.report.of(DEPARTMENT).read = len(found.departments)
    known = await departments_by_code(target.connection, target.tenant_id, list(found.departments), PREFIX)
    target.report.of(DEPARTMENT).unchanged = len(known)
    parent = await only_university(target.connection, target.tenant_id)
    new = {code: name for code, name in found.departments.items() if code not in known}
    named = [_department(code, name, parent) for code, name in new.items() if name is not None]
    # A department without a name in the catalogue is called by its code, until someone gives it a name.
    unnamed = [_department(code, code, parent) for code, name in new.items() if name is None]
    written = await target.write(Organization.__table__, named, DEPARTMENT, once=("parent_id",))
    written |= await target.write(Organization.__table__, unnamed, DEPARTMENT, once=("parent_id", "name"))
    return known | {code: written[f"{PREFIX}department/{code}"] for code in new}


def _department(code: str, name: str, parent: UUID | None) -> dict[str, Any]:
    return {
        "external_id": f"{PREFIX}department/{code}",
        "kind": "department",
        "code": code,
        "name": name,
        "parent_id": _text(parent),
    }


async def _instructors(found: Survey, target: Target) -> dict[str, UUID]:
    """Write the people who teach. They are listed, but can't sign in until someone gives them an account."""
    names = list(found.instructors)
    rows = [
        {
            "external_id": f"{PREFIX}instructor/{name}",
            "full_name": name,
            "status": "inactive",
            "is_listed": True,
        }
        for name in names
    ]
    ids: dict[str, UUID] = {}
    for batch in batches(rows):
        ids |= await target.write(User.__table__, batch, INSTRUCTOR, once=("status", "is_listed"))
    return {name: ids[f"{PREFIX}instructor/{name}"] for name in names}


def _course(
    course: CatalogueCourse, departments: Mapping[str, UUID], subjects: Mapping[str, UUID]
) -> dict[str, Any]:
    return {
        "external_id": PREFIX + course.code,
        "code": course.code,
        "title": course.title,
        "description": course.description,
        "level": course.level,
        "credit_hours": None if course.credit_hours is None else str(course.credit_hours),
        "organization_id": _text(departments.get(course.department or "")),
        "subject_label": course.subject,
        "primary_subject_id": _text(subjects.get(course.subject or "")),
        "status": "published",
        "visibility": "org",
        "metadata": {"catalogue": course.metadata},
    }


async def _sections(
    batch: Sequence[CatalogueCourse],
    courses: Mapping[str, UUID],
    instructors: Mapping[str, UUID],
    seen: set[str],
    target: Target,
) -> None:
    fresh: dict[str, tuple[str, Section]] = {}
    for course in batch:
        for section in course.sections:
            if section.key not in seen:
                seen.add(section.key)
                fresh[section.key] = (course.code, section)
    rows = [_offering(section, courses[code]) for code, section in fresh.values()]
    ids = await target.write(CourseOffering.__table__, rows, OFFERING, once=("visibility",))
    pairs = [
        (ids[PREFIX + key], instructors[name])
        for key, (_, section) in fresh.items()
        for name in section.instructors
    ]
    tally = target.report.of(TEACHING)
    tally.read += len(pairs)
    gone = await forget_pairs(
        target.rows_of(OfferingInstructor.__table__),
        ("offering_id", "user_id"),
        ids.values(),
        pairs,
    )
    if gone:
        keys = {found: key.removeprefix(PREFIX) for key, found in ids.items()}
        names = await names_of(target.rows_of(User.__table__), "full_name", [user for _, user in gone])
        tally.remove(NOT_NAMED, [f"{names[user]} in {keys[offering]}" for offering, user in gone])
    teaching = [{"offering_id": str(offering), "user_id": str(user)} for offering, user in pairs]
    await target.write_pairs(
        OfferingInstructor.__table__, teaching, lambda _: TEACHING, ("offering_id", "user_id")
    )


def _offering(section: Section, course_id: UUID) -> dict[str, Any]:
    return {
        "external_id": PREFIX + section.key,
        "course_id": str(course_id),
        "term_name": section.term,
        "visibility": "org",
        "metadata": section.metadata,
    }


async def _needs(found: Survey, courses: Mapping[str, UUID], target: Target) -> None:
    """Give the catalogue's courses exactly the requirements that the catalogue states."""
    pair = ("course_id", "prerequisite_course_id")
    stale: list[tuple[UUID, UUID]] = []
    for codes in batches(courses):
        kept = [(courses[code], courses[need.code]) for code in codes for need in found.needs.get(code, [])]
        owners = [courses[code] for code in codes]
        stale += await forget_pairs(target.rows_of(CoursePrerequisite.__table__), pair, owners, kept)
    if stale:
        named = await names_of(
            target.rows_of(Course.__table__), "code", {end for pair in stale for end in pair}
        )
        target.report.of(KINDS["strict"]).remove(
            NOT_NAMED, [f"{named[course]} needs {named[needed]}" for course, needed in stale]
        )
    rows = [
        {
            "course_id": str(courses[code]),
            "prerequisite_course_id": str(courses[need.code]),
            "kind": need.kind.name,
            "alternative_group": need.group,
            "minimum_grade": need.grade,
        }
        for code, needs in found.needs.items()
        for need in needs
    ]
    done = 0
    for batch in batches(rows):
        await target.write_pairs(CoursePrerequisite.__table__, batch, lambda row: KINDS[row["kind"]], pair)
        done += len(batch)
        target.progress("requirements", done, len(rows))


def _text(found: UUID | None) -> str | None:
    return None if found is None else str(found)
