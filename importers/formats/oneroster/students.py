"""Students: their school and grades, who cares for them, and their demographics for official reports."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from db.models.people import Guardianship, StudentProfile, User
from db.models.tenancy import Organization
from importers.formats.oneroster.cells import day, one, several, yes
from importers.formats.oneroster.lines import PREFIX, Line, is_new, read, rest
from importers.formats.oneroster.lookups import ids_of, named, text
from importers.formats.oneroster.sets import RosterSet, Spared, Table
from importers.formats.oneroster.shapes import FLAGS
from importers.formats.oneroster.statements.people import care_by_hand, granted, profiles_by_hand
from importers.formats.oneroster.statements.sourced import delete_by_external, forget_of, imported
from importers.kit.grades import grades
from importers.target import Target, batches

PROFILE, CARE, DEMOGRAPHICS = "student profile", "guardianship", "demographics"
STUDENT_START, CARE_START = f"{PREFIX}student/", f"{PREFIX}guardianship/"
NOT_NAMED = "which the roster no longer names"
KEPT = "care is kept though the file does not name it, since a record that is left out may"


@dataclass(frozen=True, slots=True)
class People:
    """The people of a batch.

    users: their ids, by identifier. students and parents: an organisation in which they hold that role (null for none),
    by id. guardians: the identifiers of the people who are called guardians, and so are not taken for parents.
    """

    users: Mapping[str, UUID]
    students: Mapping[UUID, UUID | None]
    parents: Mapping[UUID, UUID | None]
    guardians: set[str]


async def import_students(found: RosterSet, target: Target) -> None:
    """Write a profile for each student, and who cares for whom. Roles must have been written before."""
    table = found.tables["users"]
    guardians = _guardians(found)
    seen: set[bytes] = set()
    for batch in batches(line for line in read(table) if not line.is_deleted):
        agents = {line.id: several(line.record, "agentSourcedIds") for line in batch}
        names = [name for line in batch for name in (line.id, *agents[line.id])]
        users = await ids_of(User.__table__, "user", names, target)
        _miss(batch, agents, users, table, target)
        students = await granted(target.connection, target.tenant_id, "student", users.values())
        await _profiles([line for line in batch if users.get(line.id) in students], users, students, target)
        parents = await granted(target.connection, target.tenant_id, "parent", users.values())
        kept = await _guardianships(batch, agents, People(users, students, parents, guardians), seen, target)
        if table.is_delta:
            # The record of a student that names people who care for the student names all of them.
            stating = [
                users[line.id]
                for line in batch
                if agents[line.id] and users.get(line.id) in students and line.id not in table.spared.people
            ]
            gone = await forget_of(
                target.rows_of(Guardianship.__table__), "student_id", stating, CARE_START, kept
            )
            target.report.of(CARE).remove(NOT_NAMED, named(gone, CARE_START))
        target.progress("students", target.report.of(PROFILE).read, None)
    if not table.is_delta and table.has("agentSourcedIds"):
        await _take_back(seen, table.spared, target)


async def _take_back(seen: set[bytes], spared: Spared, target: Target) -> None:
    """Delete the pairs that a bulk file does not state, unless a record that is left out may be what states them."""
    async for page in imported(target.connection, Guardianship.__table__, target.tenant_id, CARE_START):
        stray = [key for key in page if is_new(seen, key)]
        settled = [
            key
            for key in stray
            if not spared.is_all and not set(key.removeprefix(CARE_START).split("/")) & spared.people
        ]
        gone = await delete_by_external(target.connection, Guardianship.__table__, target.tenant_id, settled)
        target.report.of(CARE).remove(NOT_NAMED, named(gone, CARE_START))
        if len(settled) < len(stray):
            target.report.warn(KEPT, times=len(stray) - len(settled))


def _miss(
    batch: Sequence[Line],
    agents: Mapping[str, Sequence[str]],
    users: Mapping[str, UUID],
    table: Table,
    target: Target,
) -> None:
    """Note the agents who are not here. The records that name them take nothing away."""
    for line in batch:
        for agent in agents[line.id]:
            if agent not in users:
                target.faults.missed("an agent who is not here is left out", f"{line.where}: {agent}")
                table.spared.spare(line.record)


def _guardians(found: RosterSet) -> set[str]:
    """The people whom the roster calls guardians, so that they are not taken for parents."""
    called = {line.id for line in read(found.tables["users"]) if line.record.fields.get("role") == "guardian"}
    if "roles" in found.tables:
        called |= {
            line.record.text("userSourcedId")
            for line in read(found.tables["roles"])
            if not line.is_deleted and line.record.fields.get("role") == "guardian"
        }
    return called


async def _profiles(
    lines: Sequence[Line], users: Mapping[str, UUID], students: Mapping[UUID, UUID | None], target: Target
) -> None:
    tally = target.report.of(PROFILE)
    tally.read += len(lines)
    named = {
        line.id: [
            *filter(None, [one(line.record, "primaryOrgSourcedId")]),
            *several(line.record, "orgSourcedIds"),
        ]
        for line in lines
    }
    orgs = await ids_of(
        Organization.__table__, "org", (name for names in named.values() for name in names), target
    )
    by_hand = await profiles_by_hand(
        target.connection, target.tenant_id, [users[line.id] for line in lines], STUDENT_START
    )
    rows: list[dict[str, Any]] = []
    for line in lines:
        user = users[line.id]
        school = next((orgs[name] for name in named[line.id] if name in orgs), students[user])
        if (user, school) in by_hand:
            tally.skip("has a profile there that did not come from a roster")
            continue
        rows.append(
            {
                "external_id": STUDENT_START + line.id,
                "user_id": str(user),
                "organization_id": text(school),
                "grade_levels": grades(several(line.record, "grades")),
            }
        )
    await target.write(StudentProfile.__table__, rows, PROFILE)


async def _guardianships(
    batch: Sequence[Line],
    agents: Mapping[str, Sequence[str]],
    people: People,
    seen: set[bytes],
    target: Target,
) -> list[str]:
    """Write the pairs that the batch states; return the external ids of all of them, even if written before."""
    tally = target.report.of(CARE)
    rows: list[dict[str, Any]] = []
    stated: list[str] = []
    for line in batch:
        for agent in agents[line.id]:
            tally.read += 1
            ends = people.users.get(agent), people.users.get(line.id)
            names = (agent, line.id)
            if ends[0] in people.students and ends[1] in people.parents:
                ends, names = ends[::-1], names[::-1]
            if ends[0] is None or ends[1] is None:
                tally.skip("names a person who is not here")
            elif ends[0] not in people.parents or ends[1] not in people.students or ends[0] == ends[1]:
                tally.skip("is not between a parent or guardian and a student")
            else:
                key = f"{CARE_START}{names[0]}/{names[1]}"
                stated.append(key)
                if not is_new(seen, key):
                    tally.skip("is stated on both sides")
                    continue
                rows.append(
                    {
                        "external_id": key,
                        "guardian_id": str(ends[0]),
                        "student_id": str(ends[1]),
                        "relationship": "guardian" if names[0] in people.guardians else "parent",
                    }
                )
    pairs = [(UUID(row["guardian_id"]), UUID(row["student_id"])) for row in rows]
    by_hand = await care_by_hand(target.connection, target.tenant_id, pairs, CARE_START)
    ours = [row for row, pair in zip(rows, pairs, strict=True) if pair not in by_hand]
    if by_hand:
        tally.skip("exists already, entered by hand", len(by_hand))
    await target.write(Guardianship.__table__, ours, CARE, once=("relationship",))
    return stated


async def import_demographics(table: Table, target: Target) -> None:
    """Write dates of birth, and the facts for official reports, into the profiles of students."""
    tally = target.report.of(DEMOGRAPHICS)
    for batch in batches(read(table)):
        tally.read += len(batch)
        ids = await ids_of(User.__table__, "user", (line.id for line in batch), target)
        there = await ids_of(StudentProfile.__table__, "student", (line.id for line in batch), target)
        rows: list[dict[str, Any]] = []
        for line in batch:
            stated = _stated(line)
            if line.id not in ids or line.id not in there:
                tally.skip("is about a person who is not a student here")
                if line.id not in ids:
                    target.faults.missed(
                        "demographics of a person who is not here are left out", f"{line.where}: {line.id}"
                    )
                continue
            rows.append({"external_id": STUDENT_START + line.id, "user_id": str(ids[line.id])} | stated)
        await target.write(StudentProfile.__table__, rows, DEMOGRAPHICS)
        target.progress("demographics", tally.read, None)


def _stated(line: Line) -> dict[str, Any]:
    if line.is_deleted:
        return {"date_of_birth": None, "demographics": {}}
    born = day(line.record, "birthDate")
    said = rest(line.record, ("birthDate", *FLAGS))
    said |= {name: flag for name in FLAGS if (flag := yes(line.record, name)) is not None}
    return {
        "date_of_birth": None if born is None else born.isoformat(),
        "demographics": {_snake(name): value for name, value in said.items()},
    }


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda letter: f"_{letter[1].lower()}", name)
