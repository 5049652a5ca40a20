"""What people may do: the roles of `users.csv` (1.1) or `roles.csv` (1.2) into grants.

A roster grants roles only within its own organisations, and never a role that governs the whole tenant.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from db.models.people import User, UserRoleGrant
from db.models.tenancy import Organization
from db.writes.upsert import Conflict
from importers.formats.oneroster.cells import day, one, several
from importers.formats.oneroster.lines import PREFIX, Line, is_new, read
from importers.formats.oneroster.lookups import ids_of, named
from importers.formats.oneroster.sets import RosterSet, Spared, Table
from importers.formats.oneroster.statements.institution import home, organization_kinds
from importers.formats.oneroster.statements.sourced import delete_by_external, forget_of, imported
from importers.target import Target, batches

KIND = "role"
START = f"{PREFIX}role/"
KEY = ("user_id", "role", "organization_id")
ADMINISTRATORS = {
    "school": "school_admin", "district": "district_admin", "region": "district_admin",
    "department": "department_admin",
}  # fmt: skip
ROLES = {
    "student": "student", "teacher": "teacher", "aide": "ta", "proctor": "assessor",
    "parent": "parent", "guardian": "parent",
}  # fmt: skip
AT_A_SCHOOL = ("principal", "siteAdministrator")
BY_HAND = "is a role that is given by hand here"
NO_PLACE = "names no org that is here; no role is given in the whole tenant"
NO_PERSON = "is of a person who is not here"
NOT_NAMED = "which the roster no longer names"
KEPT = "a role is kept though the file does not name it, since a record that is left out may"


class Grant(NamedTuple):
    """A record's statement that a person has a role in an organisation."""

    line: Line
    user: str
    word: str
    org: str


async def import_roles(found: RosterSet, target: Target) -> None:
    """Write the grants of roles: those of their own file (1.2), or else of the column in `users.csv` (1.0, 1.1).

    A set that has neither says nothing of roles.
    """
    if "roles" in found.tables:
        await _stated(found.tables["roles"], target)
    elif "users" in found.tables and found.tables["users"].has("role"):
        await _of_users(found.tables["users"], target)


async def _of_users(table: Table, target: Target) -> None:
    """Version 1.1: each person's record states all of their roles."""
    tally = target.report.of(KIND)
    says_where = table.has("orgSourcedIds")
    for batch in batches(line for line in read(table) if not line.is_deleted):
        grants = [grant for line in batch for grant in _grants(line)]
        tally.read += len(grants)
        kept = await _write(grants, table, target)
        users = await ids_of(User.__table__, "user", (line.id for line in batch), target)
        settled = [found for name, found in users.items() if says_where and name not in table.spared.people]
        gone = await forget_of(target.rows_of(UserRoleGrant.__table__), "user_id", settled, START, kept)
        tally.remove(NOT_NAMED, named(gone, START))
        target.progress("roles", tally.read, None)


def _grants(line: Line) -> Iterator[Grant]:
    said = line.record.text("role")
    for org in several(line.record, "orgSourcedIds") or [""]:
        yield Grant(line, line.id, said, org)


async def _stated(table: Table, target: Target) -> None:
    """Version 1.2: a record for each role. A bulk file states all roles."""
    tally = target.report.of(KIND)
    _, today = await home(target.connection, target.tenant_id)
    seen: set[bytes] = set()
    for batch in batches(read(table)):
        tally.read += len(batch)
        grants: list[Grant] = []
        gone: list[Grant] = []
        for line in batch:
            grant = Grant(
                line,
                line.record.text("userSourcedId"),
                line.record.text("role"),
                one(line.record, "orgSourcedId") or "",
            )
            begins, ends = day(line.record, "beginDate"), day(line.record, "endDate")
            if line.is_deleted:
                tally.skip("to be deleted")
                gone.append(grant)
            elif (begins is not None and begins > today) or (ends is not None and ends < today):
                tally.skip("is not in force today")
                gone.append(grant)
            else:
                grants.append(grant)
        kept = await _write(grants, table, target)
        for key in kept:
            is_new(seen, key)
        if table.is_delta:
            taken = await _take_back(gone, set(kept), target)
            tally.remove(
                "which the roster says to delete, or which are not in force today", named(taken, START)
            )
        target.progress("roles", tally.read, None)
    if not table.is_delta:
        async for page in imported(target.connection, UserRoleGrant.__table__, target.tenant_id, START):
            stray = [key for key in page if is_new(seen, key)]
            settled = [key for key in stray if not _is_spared(key, table.spared)]
            taken = await delete_by_external(
                target.connection, UserRoleGrant.__table__, target.tenant_id, settled
            )
            tally.remove(NOT_NAMED, named(taken, START))
            if len(settled) < len(stray):
                target.report.warn(KEPT, times=len(stray) - len(settled))


def _is_spared(key: str, spared: Spared) -> bool:
    """Whether a record that was left out may be what names the grant."""
    user, _, rest = key.removeprefix(START).partition("/")
    return spared.is_all or user in spared.people or rest.partition("/")[2] in spared.places


async def _take_back(gone: Sequence[Grant], kept: set[str], target: Target) -> list[str]:
    orgs = await _orgs(gone, target)
    keys = [key for grant in gone if (key := _key(grant, _role(grant.word, orgs.get(grant.org)))) not in kept]
    return await delete_by_external(target.connection, UserRoleGrant.__table__, target.tenant_id, keys)


async def _write(grants: Sequence[Grant], table: Table, target: Target) -> list[str]:
    """Write the grants that a roster may give, and count the others; return the external ids of those it may give."""
    tally = target.report.of(KIND)
    users = await ids_of(User.__table__, "user", (grant.user for grant in grants), target)
    orgs = await _orgs(grants, target)
    rows: dict[str, dict[str, Any]] = {}
    for grant in grants:
        org = orgs.get(grant.org)
        role = _role(grant.word, org)
        if grant.user not in users:
            _miss(grant, NO_PERSON, table, target)
        elif org is None:
            _miss(grant, NO_PLACE, table, target)
        elif role is None:
            _skip(grant, BY_HAND, target)
        elif _key(grant, role) in rows:
            tally.skip("repeats an earlier one")
        else:
            rows[_key(grant, role)] = {
                "user_id": str(users[grant.user]),
                "role": role,
                "organization_id": str(org[0]),
                "external_id": _key(grant, role),
            }
    written = await target.upsert(UserRoleGrant.__table__, list(rows.values()),
        Conflict(KEY, once=("external_id",)),
    )  # fmt: skip
    tally.created += len(written.created)
    tally.unchanged += len(rows) - len(written.created)
    return list(rows)


async def _orgs(grants: Sequence[Grant], target: Target) -> dict[str, tuple[UUID, str]]:
    """The organisations that the grants name: id and kind, by identifier."""
    ids = await ids_of(Organization.__table__, "org", (grant.org for grant in grants), target)
    kinds = await organization_kinds(target.connection, target.tenant_id, list(ids.values()))
    return {name: (org, kinds[org]) for name, org in ids.items()}


def _role(said: str, org: tuple[UUID, str] | None) -> str | None:
    """The model's role for a roster's word; null for a role that rosters may not give."""
    kind = org[1] if org else ""
    if said == "administrator":
        return ADMINISTRATORS.get(kind)
    if said in AT_A_SCHOOL:
        return "school_admin" if kind == "school" else None
    if said == "districtAdministrator":
        return "district_admin" if kind in ("district", "region") else None
    return ROLES.get(said)


def _key(grant: Grant, role: str | None) -> str:
    return f"{START}{grant.user}/{role}/{grant.org}"


def _miss(grant: Grant, reason: str, table: Table, target: Target) -> None:
    """Leave out a grant that names what is not here. It takes nothing away."""
    target.report.of(KIND).skip(reason)
    missing = grant.user if reason == NO_PERSON else grant.org
    target.faults.missed(f"a role {reason}", f"{grant.line.where}: {missing or 'none'}")
    if missing:
        table.spared.spare(grant.line.record)


def _skip(grant: Grant, reason: str, target: Target) -> None:
    target.report.of(KIND).skip(reason)
    target.report.warn(f"a role {reason}", f"{grant.line.where}: {grant.word}")
