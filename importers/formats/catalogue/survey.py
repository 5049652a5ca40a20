"""The first reading of a catalogue: it collects what must be known before the first write, and checks the whole."""

import hashlib
from dataclasses import dataclass, field

from db.models.catalogue import PrerequisiteKind
from importers.formats.catalogue.records import KINDS, Catalogue, CatalogueCourse, Need
from importers.kit.graph import cycle
from importers.refusal import refused
from importers.report import BAD
from importers.target import Target

COURSE, OFFERING, INSTRUCTOR = "course", "offering", "instructor"


@dataclass(slots=True)
class Survey:
    """What a catalogue names, without its texts: the digests of courses by code, needs, departments, instructors."""

    courses: dict[str, bytes] = field(default_factory=dict[str, bytes])
    needs: dict[str, list[Need]] = field(default_factory=dict[str, list[Need]])
    departments: dict[str, str | None] = field(default_factory=dict[str, str | None])
    subjects: set[str] = field(default_factory=set[str])
    instructors: dict[str, None] = field(default_factory=dict[str, None])
    sections: set[str] = field(default_factory=set[str])


def survey(catalogue: Catalogue, target: Target) -> Survey:
    """Read the catalogue once, counting the records that are read and those that will not be written.

    Raises `ImportRefused` for too many bad records, and for prerequisites that lead a course back to itself.
    """
    found = Survey()
    target.report.of(COURSE)  # the report begins with the courses
    count = 0
    for count, course in enumerate(catalogue.read(target.report), 1):
        _take(found, course, target)
        if count % 500 == 0:
            target.progress("reading", count, None)
    bad = target.faults.of(catalogue.name)
    target.report.of(COURSE).read = count + bad
    target.faults.settle({catalogue.name: count + bad, **catalogue.beside})
    if bad:
        target.report.of(COURSE).skip(BAD, bad)
    for code in found.needs:
        found.needs[code] = _known_needs(found, code, target)
    strict = {
        code: [need.code for need in needs if need.kind is not PrerequisiteKind.co_requisite]
        for code, needs in found.needs.items()
    }
    circle = cycle(strict)
    if circle is not None:
        file = catalogue.needs_file or catalogue.name
        raise refused(file, "prerequisites", f"lead back to where they began: {' → '.join(circle)}")
    return found


def digest(course: CatalogueCourse) -> bytes:
    """The digest of a course without its sections: two records with the same digest are repeats of each other."""
    parts = (
        course.title,
        course.description,
        course.level,
        course.credit_hours,
        course.needs,
        course.metadata,
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).digest()


def _take(found: Survey, course: CatalogueCourse, target: Target) -> None:
    report = target.report
    for section in course.sections:
        report.of(OFFERING).read += 1
        if section.key in found.sections:
            report.of(OFFERING).skip("repeats an earlier section")
            continue
        found.sections.add(section.key)
        for name in section.instructors:
            report.of(INSTRUCTOR).read += name not in found.instructors
            found.instructors[name] = None
    mark = digest(course)
    if course.code in found.courses:
        if found.courses[course.code] == mark:
            report.of(COURSE).skip("repeats an earlier record")
        else:
            report.of(COURSE).skip("a second, different record of a course; the first is kept")
            report.warn(
                "two different records of one course; the first is kept", f"{course.code} ({course.place})"
            )
        return
    found.courses[course.code] = mark
    if course.needs:
        found.needs[course.code] = course.needs
    if course.department is not None:
        name = course.department_name
        if found.departments.setdefault(course.department, name) != name:
            report.warn("a second name of a department; the first is kept", f"{course.department}: {name}")
    if course.subject is not None:
        found.subjects.add(course.subject)


def _known_needs(found: Survey, code: str, target: Target) -> list[Need]:
    """The needs that become edges: each once, and only if the course that it names is in the catalogue."""
    kept: dict[str, Need] = {}
    for need in found.needs[code]:
        tally = target.report.of(KINDS[need.kind.name])
        tally.read += 1
        if need.code not in found.courses:
            tally.skip("the course that it names is not in the catalogue")
            target.report.warn(
                "a requirement names a course that is not in the catalogue", f"{code} needs {need.code}"
            )
        elif need.code in kept:
            tally.skip("names a course that the same requirement names before")
        elif need.code == code and need.kind is PrerequisiteKind.co_requisite:
            tally.skip("a course names itself")
        else:
            kept[need.code] = need
    return list(kept.values())
