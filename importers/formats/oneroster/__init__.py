"""A roster in the CSV files of the 1EdTech standard OneRoster, 1.0 to 1.2: bulk sets and deltas."""

from pathlib import Path

from importers.formats.oneroster.check import check
from importers.formats.oneroster.classes import import_classes, import_courses, read_sessions
from importers.formats.oneroster.enrollments import import_enrollments
from importers.formats.oneroster.orgs import import_orgs
from importers.formats.oneroster.people import import_users
from importers.formats.oneroster.roles import import_roles
from importers.formats.oneroster.sets import open_set
from importers.formats.oneroster.students import import_demographics, import_students
from importers.kit.packages.package import ZIP, open_package
from importers.target import Target


async def load(path: Path, target: Target) -> None:
    """Import the set at `path`: a folder, or a zip archive of the files."""
    with open_package(path, _is_table, target.progress, ZIP) as package:
        found = open_set(package, target)
        check(found, target)
        tables = found.tables
        if "orgs" in tables:
            await import_orgs(tables["orgs"], target)
        if "courses" in tables:
            await import_courses(tables["courses"], target)
        sessions = await read_sessions(found, target)
        if "classes" in tables:
            await import_classes(tables["classes"], sessions, target)
        if "users" in tables:
            await import_users(tables["users"], target)
        await import_roles(found, target)
        if "users" in tables:
            await import_students(found, target)
        if "demographics" in tables:
            await import_demographics(tables["demographics"], target)
        if "enrollments" in tables:
            await import_enrollments(tables["enrollments"], target)


def _is_table(member: str) -> bool:
    return member.endswith(".csv") and "/" not in member
