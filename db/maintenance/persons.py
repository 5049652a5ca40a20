"""What the database holds about a person, derived from the models, so that it covers tables that are added later.

Decision 24 says why. A row is about the people whom its access class names (`persons`, or the author of `own_work`).
If the access class names nobody, it is about the people with whom it is deleted. A part that names nobody itself is
about the people whom its whole is about. In such a row every column whose type can tell something
(`db/models/emptying.py`) is personal, except those marked as a `record`: a grade stays when its learner is erased.
"""

from collections.abc import Iterator

from sqlalchemy import Column, Table, UniqueConstraint

from db.derived.policies import access_of
from db.models import Base
from db.models.base import TENANT
from db.models.emptying import empty

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
"""The columns that name a person on a row that is not about that person, and in which role. They name nobody any more
once the person is erased."""


def tables() -> list[Table]:
    """The tenants' tables with rows about people, `users` first."""
    found = [table for table in Base.metadata.tables.values() if TENANT in table.columns and is_about(table)]
    return sorted(found, key=lambda table: (table.name != "users", table.fullname))


def is_about(table: Table) -> bool:
    """Whether rows of the table are about a person."""
    return bool(subjects(table)) or any(True for _ in _wholes(table))


def subjects(table: Table) -> tuple[str, ...]:
    """The columns that name the people whom a row is about."""
    if table.name == "users":
        return ("id",)
    access = access_of(table)
    if access.persons:
        return access.persons
    parts = [name for name, (target, is_part) in _references(table) if target == "users" and is_part]
    found = [access.own_work] if access.own_work else parts
    return tuple(name for name in found if f"{table.fullname}.{name}" not in NAMED)


def named(table: Table) -> list[str]:
    """The columns that name people whom the row is not about."""
    return [
        name for name, (target, _) in _references(table) if target == "users" and name not in subjects(table)
    ]


def condition(table: Table, person: str) -> str:
    """The SQL condition that a row of the tenant `$1` is about the person. person: SQL for the person's id."""
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
    """The columns that are emptied when the person whom the row is about is erased."""
    return [column for column in table.columns if empty(column) and not column.info.get("record")]


def emptied(column: "Column[object]") -> str:
    """The SQL value of an emptied column: null if it may be, else its default, else what its type is emptied to."""
    if column.nullable:
        return "NULL"
    return "DEFAULT" if column.server_default is not None else str(empty(column))


def unlike_no_more(table: Table) -> "list[tuple[str, Column[object]]]":
    """The unique keys that two rows of one person could break once they are emptied, each with a column that all rows
    would then hold alike.
    """
    alike = {column for column in personal(table) if is_about(table) and not column.nullable}
    keys = [
        *(each for each in table.constraints if isinstance(each, UniqueConstraint)),
        *(each for each in table.indexes if each.unique),
    ]
    return [(str(key.name), column) for key in keys for column in key.columns if column in alike]


def _wholes(table: Table) -> Iterator[tuple[str, Table]]:
    """The tables about people whose rows have this table's rows as parts; each after the column that refers to it."""
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
