"""Who may see and change what: roles as words, and access classes as row-level policies.

Read `ROLES` as a table: a role, the words it reaches in the whole tenant, and the words it reaches when it is held in
one organisation only. A policy asks for a word, never for a role, so a new role is one line here. A word that ends in a
colon is a desk: it is reached only in that organisation and in those below it, and opens only the rows that belong to
one of them. Words are decision 3, desks are decision 27.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import Table

from db.models.access import Access
from db.models.availability import is_open
from db.models.base import TENANT, Base
from db.models.names import quoted
from db.roles import GATEWAY, OWNER, WRITER

# staff: drafts and the directory · everything: all personal rows · sensitive: everyone's masked personal data
# authors: answer keys and whatever else stands behind content
# content: writing the content · administers: writing whatever people may write
# teaches, tutors, guardian: the viewer reaches whomever they teach, tutor or care for, as `app.enter` looks up
# finance, support: the desks, which work with the tables that name them
TEACHES = "staff teaches"
MANAGES = "staff everything sensitive authors content"
RUNS = "staff sensitive: authors: content"
ROLES: dict[str, tuple[str, str]] = {
    "student": ("", ""),
    "teacher": (TEACHES, TEACHES),
    "instructor": (TEACHES, TEACHES),
    "tutor": (f"{TEACHES} tutors", f"{TEACHES} tutors"),
    "ta": (TEACHES, TEACHES),
    "coach": (TEACHES, TEACHES),
    "content_creator": ("staff authors content", "staff authors: content"),
    "assessor": (TEACHES, TEACHES),
    "parent": ("guardian", "guardian"),
    "finance": ("staff finance", "staff finance:"),
    "support": ("staff support", "staff support:"),
    "supervisor": (MANAGES, RUNS),
    "department_admin": (MANAGES, RUNS),
    "school_admin": (MANAGES, RUNS),
    "district_admin": (MANAGES, RUNS),
    "tenant_admin": (f"{MANAGES} administers finance support", RUNS),
    "platform_admin": (f"{MANAGES} administers finance support", RUNS),
    "analyst": ("staff everything", "staff"),
}
# Whoever holds one of these in an organisation reads the personal rows of it and of all organisations below it.
ORGANIZATIONAL = (
    "supervisor", "department_admin", "school_admin", "district_admin", "tenant_admin", "platform_admin", "analyst",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Policy:
    """One row-level policy: for `command` by `roles`, the rows that meet `using` (and `check`, when written)."""

    name: str
    command: str
    roles: str
    using: str | None
    check: str | None = None


def role_functions() -> list[str]:
    """The functions through which `app.enter` reads `ROLES` and `ORGANIZATIONAL`."""
    cases = "\n".join(
        f"    WHEN '{role}' THEN CASE WHEN scoped THEN '{scoped}' ELSE '{whole}' END"
        for role, (whole, scoped) in ROLES.items()
    )
    organizational = ", ".join(f"'{role}'" for role in ORGANIZATIONAL)
    words = (
        "CREATE FUNCTION app.role_words(role user_role, scoped boolean) RETURNS text LANGUAGE sql IMMUTABLE"
    )
    heads = "CREATE FUNCTION app.is_organizational(role user_role) RETURNS boolean LANGUAGE sql IMMUTABLE"
    return [f"{words}\nRETURN CASE role\n{cases}\nEND", f"{heads}\nRETURN role IN ({organizational})"]


def scope_functions() -> list[str]:
    """The function through which `app.enter` reads a scope: it adds the scopes that have replaced that scope."""
    cases = "\n".join(
        f"    WHEN '{old}:{way}' THEN '{' '.join(f'{word}:{way}' for word in (old, *new))}'"
        for old, new in DEPRECATED_SCOPES.items()
        for way in ("read", "write")
    )
    head = "CREATE FUNCTION app.scope_words(scope text) RETURNS text LANGUAGE sql IMMUTABLE"
    return [f"{head}\nRETURN CASE scope\n{cases}\n    ELSE scope\nEND"]


@cache
def access_of(table: Table) -> Access:
    """The access class that the table's model states."""
    for mapper in Base.registry.mappers:
        if mapper.local_table is table:
            return mapper.class_.facts.access
    raise LookupError(f"{table.fullname} has no model")


DEPRECATED_SCOPES = {"administration": ("finance", "inventory", "notifications", "requests")}
"""Deprecated scopes, and the scopes that replaced them. A deprecated scope still opens the same rows."""
UNSCOPED = "unscoped"
"""Marks what no scope opens: a token that lists scopes doesn't reach it, whoever holds the token (decision 48)."""


def scopes() -> list[str]:
    """The scopes that a partner client can be given: those that a policy or mask asks for, to read or to write."""
    stated = [mapper.class_.facts.access for mapper in Base.registry.mappers]
    named = {access.scope for access in stated if is_shared(access)} - {None}
    ways = {f"{scope}:{way}" for scope in {*named, *DEPRECATED_SCOPES} for way in ("read", "write")}
    return sorted(ways | {"sensitive:read"})


def is_shared(access: Access) -> bool:
    """Whether the scope that the class names opens its rows."""
    return access.kind != "staff" or access.partners


def permitted(scope: str | None, way: str = "read") -> str:
    """The condition that the token names the scope, or names no scopes at all."""
    return f"app.permits('{_scope(scope, way)}')"


def _scope(scope: str | None, way: str) -> str:
    return f"{scope}:{way}" if scope else UNSCOPED


def _mine(scope: str | None, way: str = "read") -> str:
    """The condition that the row is the tenant's and that the token names the scope, asked once for a scan.

    PostgreSQL asks `app.permits` of each row when it stands by itself, but an equality with the tenant's column only
    once, because the statement names the tenant as well (decision 50).
    """
    return f"{TENANT} = app.permitted_tenant('{_scope(scope, way)}')"


def policies_of(table: Table) -> list[Policy]:
    """The row-level policies of a table; none if the table belongs to no tenant."""
    access = as_written(access_of(table))
    if access.kind == "tenant":
        mine = "id = app.tenant_id()"
        return [
            Policy("read", "SELECT", f"{GATEWAY}, {WRITER}", mine),
            Policy("maintain", "ALL", OWNER, "true", "true"),
        ]
    if TENANT not in table.columns:
        return []
    mine = f"{TENANT} = app.tenant_id()"
    found = [Policy("maintain", "ALL", OWNER, mine, mine)]
    if access.kind == "private":
        return found
    alive = " AND deleted_at IS NULL" if "deleted_at" in table.columns and access.kind != "catalogue" else ""
    scope = access.scope if is_shared(access) else None
    reads = READS[access.kind](access)
    return [
        Policy(
            "read",
            "SELECT",
            f"{GATEWAY}, {WRITER}",
            f"{_mine(scope)}{alive} AND ({reads})",
        ),
        *_written(access, _mine(scope, "write"), "" if is_undone(access) else alive),
        *found,
    ]


def is_undone(access: Access) -> bool:
    """Whether those who write the rows can undo a deletion, because they still see a deleted row."""
    return access.kind in ("catalogue", "questions")


def as_written(access: Access) -> Access:
    """The access class with its columns quoted for SQL."""

    def name(column: str | None) -> str | None:
        return None if column is None else quoted(column)

    return replace(
        access,
        holds=name(access.holds),
        persons=tuple(map(quoted, access.persons)),
        handlers=tuple(map(quoted, access.handlers)),
        offering=name(access.offering),
        organization=name(access.organization),
        place=name(access.place),
        pupil=name(access.pupil),
        own_work=name(access.own_work),
        people=name(access.people),
        contact=name(access.contact),
        attempted=access.attempted and (quoted(access.attempted[0]), quoted(access.attempted[1])),
    )


def _written(access: Access, mine: str, alive: str) -> list[Policy]:
    if access.writing == "none":
        return []
    if access.writing == "append":
        return [Policy("write", "INSERT", WRITER, None, f"{mine} AND {access.own_work} = app.user_id()")]
    writes = WRITES[access.kind](access)
    return [Policy("write", "ALL", WRITER, f"{mine}{alive} AND ({writes})", f"{mine} AND ({writes})")]


def reach(*words: str) -> list[str]:
    """For each word, the condition that the viewer reaches it."""
    return [f"app.reaches('{word}')" for word in words]


def reach_in(access: Access, *words: str, prefix: str = "") -> list[str]:
    """For each word, the condition that the viewer reaches it where the row belongs, if the row says where that is."""
    place = access.organization
    return [f"app.reaches_in('{word}', {prefix}{place})" for word in words if place]


def of_persons(access: Access) -> str:
    """The function that tells whether a column names the viewer or somebody in their care.

    The class says whether a tutor's students count.
    """
    return "app.is_person" if access.tutors else "app.is_family"


def any_of(*conditions: str) -> str:
    """The condition that one of the conditions holds."""
    return " OR ".join(conditions)


def _read_catalogue(access: Access) -> str:
    """A viewer whose token has scopes, such as a partner, sees no more than every member may find."""
    found = f"audience >= app.audience() OR (audience = 'enrolled' AND app.holds({access.holds}))"
    admitted = f"({found}) AND (audience >= 'members' OR {permitted(None)})"
    if not access.opens:
        return admitted
    # Most rows have no time of their own, so that is asked first.
    always, exempt = (
        "visible_from IS NULL AND visible_until IS NULL",
        f"app.audience() = 'staff' AND {permitted(None)}",
    )
    return f"{admitted} AND (({always}) OR ({is_open()}) OR ({exempt}))"


def _read_questions(access: Access) -> str:
    """Those who write or teach see drafts too; a learner sees only what is live."""
    assert access.attempted
    written = any_of(*reach("everything", "authors"), *(f"app.has_keys({name})" for name in access.attempted))
    attempted = f"audience >= 'enrolled' AND app.attempts({access.attempted[1]})"
    return f"(audience > 'nobody' AND ({written})) OR ({attempted})"


def _read_personal(access: Access) -> str:
    """PostgreSQL checks in this order, for each row: first what is true for viewers who read the most rows at once."""
    return any_of(
        *reach("everything"),
        *([f"app.teaches({access.offering})"] if access.offering else []),
        *(f"{of_persons(access)}({column})" for column in access.persons),
        *(f"{column} = app.user_id()" for column in access.handlers),
        *([f"app.is_pupil({access.pupil})"] if access.pupil else []),
        *([f"app.manages({access.organization})"] if access.organization else []),
        *([f"app.belongs({access.people})"] if access.people else []),
        *([f"app.holds({access.place})"] if access.place else []),
        *(
            [f"(audience >= app.audience() AND ({any_of(*reach('member', 'visitor'))}))"]
            if access.shown
            else []
        ),
        *reach(*([f"{access.scope}:read"] if access.scope else [])),
    )


def _read_members(access: Access) -> str:
    return any_of(*reach("member", f"{access.scope}:read", *(["visitor"] if access.visitors else [])))


def _read_directory(access: Access) -> str:
    return any_of(
        *reach("staff", f"{access.scope}:read"), "app.is_person(id)", "(is_listed AND app.reaches('member'))"
    )


def _read_staff(access: Access) -> str:
    word = access.word or "staff"
    return any_of(
        *reach(word, *([f"{access.scope}:read"] if access.partners else [])),
        *(f"{column} = app.user_id()" for column in access.handlers),
        *reach_in(access, word),
    )


def _write_personal(access: Access) -> str:
    return any_of(
        *reach("administers"),
        *([_own(access.own_work, access.place)] if access.own_work else []),
        *([f"app.teaches({access.offering})"] if access.offering and access.staff_write else []),
        *([f"app.manages({access.organization})"] if access.organization and access.staff_write else []),
    )


def _own(author: str, place: str | None) -> str:
    """The viewer's own work. If it names a place, the viewer must attend that place: a guardian may only read there."""
    mine = f"{author} = app.user_id()"
    return f"({mine} AND app.takes({place}))" if place else mine


def _write_staff(access: Access) -> str:
    words = access.writers or ("content" if access.word == "staff" else str(access.word),)
    return any_of(
        *reach(*words, "administers"),
        *([f"{access.own_work} = app.user_id()"] if access.own_work else []),
        *reach_in(access, *words),
    )


READS: dict[str, Callable[[Access], str]] = {
    "catalogue": _read_catalogue,
    "questions": _read_questions,
    "personal": _read_personal,
    "members": _read_members,
    "directory": _read_directory,
    "staff": _read_staff,
}
WRITES: dict[str, Callable[[Access], str]] = {
    "catalogue": lambda access: any_of(*reach("content", "administers")),
    "questions": lambda access: any_of(*reach("content", "administers")),
    "personal": _write_personal,
    "members": lambda access: any_of(*reach("administers")),
    "directory": lambda access: any_of(*reach("administers")),
    "staff": _write_staff,
}
