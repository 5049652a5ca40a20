"""What the database holds about a person: derived from the models, so that a table added later is covered.
Decision 24 says why.

A row is about the people whom its access class names (`persons`, or the author of `own_work`), else about whom it is
deleted with; and a part is about whom its whole is about, where it names nobody itself. Of such a row every text,
document, array and date is personal, save what its column calls a `record`: a grade stays when its learner is erased.
"""

from collections.abc import Iterator

from sqlalchemy import Column, Date, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, ENUM, JSONB

from db.derived.policies import access_of
from db.models import Base
from db.models.base import TENANT

ERASED = "(erased)"
"""What stands in the place of a text that may not be null."""

NAMED = {
    "assets.uploaded_by": "who put the file there",
    "assignment_submissions.graded_by": "staff, on a learner's row",
    "class_session_students.tutor_id": "staff, on a learner's row",
    "courses.author_id": "the author of what the institution teaches",
    "editor_sessions.user_id": "who edits what the institution teaches",
    "finance_records.student_id": "whom it is paid for, in the institution's books",
    "finance_records.tutor_id": "whom it is paid to, in the institution's books",
    "generation_jobs.user_id": "who asked for what the institution teaches",
    "lesson_versions.author_id": "the author of what the institution teaches",
    "lessons.owner_id": "the author of what the institution teaches",
    "render_jobs.requested_by": "who asked for what the institution teaches",
    "service_requests.assigned_to_id": "staff, on the row of who asks",
    "shares.shared_by_id": "who opens what the institution teaches",
    "skill_assessments.tutor_id": "staff, on a learner's row",
    "student_profiles.assigned_tutor_id": "staff, on a learner's row",
}
"""Where a person is named on a row that is not about them, and as what. Erased, they have no name there any more."""


def tables() -> list[Table]:
    """The tenants' tables that hold rows about people, `users` first."""
    found = [table for table in Base.metadata.tables.values() if TENANT in table.columns and is_about(table)]
    return sorted(found, key=lambda table: (table.name != "users", table.fullname))


def is_about(table: Table) -> bool:
    """Whether rows of the table are about a person."""
    return bool(subjects(table)) or any(True for _ in _wholes(table))


def subjects(table: Table) -> tuple[str, ...]:
    """The columns that name whom a row is about."""
    if table.name == "users":
        return ("id",)
    access = access_of(table)
    if access.persons:
        return access.persons
    parts = [name for name, (target, is_part) in _references(table) if target == "users" and is_part]
    found = [access.own_work] if access.own_work else parts
    return tuple(name for name in found if f"{table.fullname}.{name}" not in NAMED)


def named(table: Table) -> list[str]:
    """The columns that name a person whom the row is not about."""
    return [
        name for name, (target, _) in _references(table) if target == "users" and name not in subjects(table)
    ]


def condition(table: Table, person: str) -> str:
    """The SQL condition that a row of the tenant `$1` is about the person, given as SQL."""
    own = subjects(table)
    is_theirs = [f"{table.fullname}.{name} = {person}" for name in own]
    nobody = "".join(f" AND {table.fullname}.{name} IS NULL" for name in own)
    is_theirs += [
        f"({table.fullname}.{via} IN (SELECT {whole.fullname}.id FROM {whole.fullname}"
        f" WHERE {whole.fullname}.{TENANT} = $1 AND ({condition(whole, person)})){nobody})"
        for via, whole in _wholes(table)
    ]
    return " OR ".join(is_theirs)


def personal(table: Table) -> "list[Column[object]]":
    """The columns that are emptied when the person is erased whom a row is about."""
    return [column for column in table.columns if _can_tell(column) and not column.info.get("record")]


def emptied(column: "Column[object]") -> str:
    """What an emptied column holds, as SQL: nothing, else its default, else a mark."""
    if column.nullable:
        return "NULL"
    if column.server_default is not None:
        return "DEFAULT"
    return "'{}'" if isinstance(column.type, JSONB | ARRAY) else f"'{ERASED}'"


def _can_tell(column: "Column[object]") -> bool:
    return isinstance(column.type, Text | JSONB | ARRAY | Date) and not isinstance(column.type, ENUM)


def _wholes(table: Table) -> Iterator[tuple[str, Table]]:
    """What the rows are part of and that is itself about a person."""
    for name, (target, is_part) in _references(table):
        if is_part and target not in ("users", table.name):
            whole = Base.metadata.tables.get(target)
            if whole is not None and TENANT in whole.columns and is_about(whole):
                yield name, whole


def _references(table: Table) -> Iterator[tuple[str, tuple[str, bool]]]:
    for column in table.columns:
        reference = column.info.get("reference")
        if reference is not None:
            yield column.name, (reference[0], reference[1])
