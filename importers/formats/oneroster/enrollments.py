"""Who takes and who teaches a class: `enrollments.csv` into enrolments and instructors.

A roster may enrol a person in a class several times, such as once a term. Here the person takes it once, and the
metadata of that enrolment keeps all the records.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from db.models.delivery import CourseOffering, Enrollment, OfferingInstructor
from db.models.people import User
from db.writes.upsert import Conflict
from importers.formats.oneroster.cells import day
from importers.formats.oneroster.lines import PREFIX, Line, digest, is_new, read, rest
from importers.formats.oneroster.lookups import ids_of, named
from importers.formats.oneroster.sets import Spared, Table
from importers.formats.oneroster.statements.institution import home
from importers.formats.oneroster.statements.offerings import (
    drop_enrollments,
    enrollments_of,
    offering_ends,
    stating,
    stop_teaching,
    teaching,
)
from importers.formats.oneroster.statements.sourced import imported
from importers.target import Target, batches

ENROLLMENT, TEACHING = "enrollment", "offering instructor"
START, CLASS_START, USER_START = f"{PREFIX}enrollment/", f"{PREFIX}class/", f"{PREFIX}user/"
NOT_NAMED = "which the roster no longer names"
KEPT = "a place in a class is kept though the file does not name it, since a record that is left out may"
COLUMNS = ("classSourcedId", "userSourcedId", "role", "beginDate", "endDate")
TAKES, TEACHES = ("student",), ("teacher", "aide")
AT_ONCE = 50_000  # pairs of person and class whose records are held in memory
Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Place:
    """A record, with the identifiers of the person and the class that it names."""

    line: Line
    user: str
    class_: str
    role: str

    @property
    def mark(self) -> bytes:
        """A digest of person and class: the same for all records of the person in the class."""
        return digest(self.user, self.class_)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The date and the time zone of the tenant."""

    today: date
    zone: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of a file.

    taking: digests of the enrolments that the file states. taught: digests of its pairs of class and teacher.
    """

    table: Table
    calendar: Calendar
    taking: set[bytes]
    taught: set[bytes]


async def import_enrollments(table: Table, target: Target) -> None:
    """Write who takes and who teaches which class. Whoever a bulk file no longer names has left the class."""
    zone, today = await home(target.connection, target.tenant_id)
    reading = Reading(table, Calendar(today, zone, datetime.now(UTC)), set(), set())
    repeated = _survey(table, target)
    for batch in batches(place for place in _places(table) if place.mark not in repeated):
        await _write([[place] for place in batch], reading, target)
        target.progress("enrollments", target.report.of(ENROLLMENT).read, None)
    for groups in batches(_groups(table, repeated)):
        await _write(groups, reading, target)
        target.progress("enrollments", target.report.of(ENROLLMENT).read, None)
    if not table.is_delta:
        await _leave(reading, target)


def _places(table: Table) -> Iterable[Place]:
    for line in read(table):
        text = line.record.text
        yield Place(line, text("userSourcedId"), text("classSourcedId"), text("role"))


def _survey(table: Table, target: Target) -> set[bytes]:
    """Read the file once; return the marks of the people who have several records in a class."""
    met: set[bytes] = set()
    repeated: set[bytes] = set()
    for count, place in enumerate(_places(table), 1):
        if not is_new(met, place.user, place.class_):
            repeated.add(place.mark)
        if count % 500 == 0:
            target.progress("reading enrollments", count, None)
    return repeated


def _groups(table: Table, repeated: set[bytes]) -> Iterator[list[Place]]:
    """Yield the records of each person who has several in a class, together.

    To bound the memory, the file is read once for each `AT_ONCE` of such people.
    """
    rounds = -(-len(repeated) // AT_ONCE)
    for part in range(rounds):
        groups: dict[bytes, list[Place]] = {}
        for place in _places(table):
            if place.mark in repeated and int.from_bytes(place.mark[:4]) % rounds == part:
                groups.setdefault(place.mark, []).append(place)
        yield from groups.values()


async def _write(groups: Sequence[Sequence[Place]], reading: Reading, target: Target) -> None:
    """Write groups of records, each of one person in one class."""
    every = [place for group in groups for place in group]
    users = await ids_of(User.__table__, "user", (place.user for place in every), target)
    classes = await ids_of(CourseOffering.__table__, "class", (place.class_ for place in every), target)
    zone = reading.calendar.zone
    ends = await offering_ends(target.connection, target.tenant_id, list(classes.values()), zone)
    learners: dict[Pair, list[Place]] = {}
    teachers: dict[Pair, list[Place]] = {}
    for group in groups:
        for place in group:
            if not _is_known(place, users, classes, reading.table, target):
                continue
            pair = (users[place.user], classes[place.class_])
            (learners if place.role in TAKES else teachers).setdefault(pair, []).append(place)
    await _enroll(learners, ends, reading, target)
    await _teach(teachers, ends, reading, target)


def _is_known(
    place: Place, users: Mapping[str, UUID], classes: Mapping[str, UUID], table: Table, target: Target
) -> bool:
    kind = TEACHING if place.role in TEACHES else ENROLLMENT
    tally = target.report.of(kind)
    tally.read += 1
    for what, name, known in (("person", place.user, users), ("class", place.class_, classes)):
        if name not in known:
            tally.skip(
                f"names a {what} who is not here" if what == "person" else "names a class that is not here"
            )
            target.faults.missed(
                f"an enrollment names a {what} that is not here", f"{place.line.where}: {name}"
            )
            table.spared.spare(place.line.record)
            return False
    if place.role not in (*TAKES, *TEACHES):
        tally.skip(f"as {place.role}, a role that a class does not have here")
        return False
    return True


async def _enroll(
    learners: Mapping[Pair, Sequence[Place]], ends: Mapping[UUID, date], reading: Reading, target: Target
) -> None:
    tally = target.report.of(ENROLLMENT)
    there = await enrollments_of(target.connection, target.tenant_id, list(learners))
    rows: list[dict[str, Any]] = []
    extra = 0
    for pair, places in learners.items():
        now = there.get(pair)
        records = _kept(now) if reading.table.is_delta else {}
        for place in places:
            records.pop(place.line.id, None)
            if not place.line.is_deleted:
                records[place.line.id] = _record(place)
        if now is None and not records:
            tally.skip("to be deleted", len(places))
            continue
        extra += len(places) - 1
        stays = any(
            not _has_left(record.get("endDate"), ends.get(pair[1]), reading.calendar)
            for record in records.values()
        )
        key = f"{START}{places[0].class_}/{places[0].user}"
        is_new(reading.taking, key)
        rows.append(
            {
                "external_id": key,
                "user_id": str(pair[0]),
                "offering_id": str(pair[1]),
                "status": _status(stays, now),
                "enrolled_at": _enrolled_at(records.values(), now, reading.calendar),
                "metadata": {"oneroster": list(records.values())},
            }
        )
    written = await target.upsert(Enrollment.__table__, rows,
        Conflict(("user_id", "offering_id"), once=("external_id",), origin=START),
    )  # fmt: skip
    tally.created += len(written.created)
    tally.updated += len(written.updated)
    tally.unchanged += len(rows) - len(written.created) - len(written.updated)
    if extra:
        tally.skip("of a person who stands in the class more than once; kept with the first", extra)


def _kept(now: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    """The records that an enrolment's metadata holds, by identifier."""
    stated: list[dict[str, Any]] = json.loads(now["stated"]) if now is not None and now["stated"] else []
    return {record["sourcedId"]: record for record in stated}


def _record(place: Place) -> dict[str, Any]:
    """A record as the enrolment's metadata keeps it."""
    begins, ends = day(place.line.record, "beginDate"), day(place.line.record, "endDate")
    dates = {"beginDate": begins and begins.isoformat(), "endDate": ends and ends.isoformat()}
    return (
        {"sourcedId": place.line.id}
        | {name: value for name, value in dates.items() if value}
        | rest(place.line.record, COLUMNS)
    )


def _has_left(ends: str | None, class_ends: date | None, calendar: Calendar) -> bool:
    """Whether a record ended before today, and also before the class did."""
    if ends is None:
        return False
    last = date.fromisoformat(ends)
    return last < calendar.today and (class_ends is None or last < class_ends)


def _status(stays: bool, now: Mapping[str, Any] | None) -> str:
    """The status of an enrolment. One that people set stays, unless the roster ends the enrolment or resumes it."""
    was = "active" if now is None else str(now["status"])
    if stays:
        return "active" if was == "dropped" else was
    return was if was == "completed" else "dropped"


def _enrolled_at(
    records: Iterable[Mapping[str, Any]], now: Mapping[str, Any] | None, calendar: Calendar
) -> str:
    begins = min((record["beginDate"] for record in records if "beginDate" in record), default=None)
    before = None if now is None else now["enrolled_at"]
    if begins is not None and (now is None or now["completed_at"] is None):
        return f"{begins} 00:00:00 {calendar.zone}"
    return (before or calendar.now).isoformat()


async def _teach(
    teachers: Mapping[Pair, Sequence[Place]], ends: Mapping[UUID, date], reading: Reading, target: Target
) -> None:
    tally = target.report.of(TEACHING)
    rows: list[dict[str, Any]] = []
    gone: list[Pair] = []
    for (user, offering), places in teachers.items():
        stays = [
            place
            for place in places
            if not place.line.is_deleted
            and not _has_left(_record(place).get("endDate"), ends.get(offering), reading.calendar)
        ]
        if stays:
            is_new(reading.taught, str(offering), str(user))
            rows.append({"offering_id": str(offering), "user_id": str(user)})
            if len(places) > 1:
                tally.skip("of a person who stands in the class more than once", len(places) - 1)
        else:
            gone.append((offering, user))
            tally.skip("to be deleted, or over", len(places))
    taken = await stop_teaching(target.connection, target.tenant_id, gone)
    tally.remove("which the roster says to delete, or which are over", _pairs(taken))
    await target.write_pairs(
        OfferingInstructor.__table__, rows, lambda _: TEACHING, ("offering_id", "user_id")
    )
    primary = sum(
        place.line.record.fields.get("primary") == "true" for group in teachers.values() for place in group
    )
    if primary:
        target.report.warn("which teacher is the primary one is not kept", times=primary)


async def _leave(reading: Reading, target: Target) -> None:
    """Remove the people whom a bulk file no longer names from their classes, learners and teachers.

    A record that is left out takes nobody away: whoever it may be about stays.
    """
    spared = reading.table.spared
    records = list(spared.records)
    stated = await stating(target.connection, target.tenant_id, START, records) if records else set[str]()
    kept = 0
    async for page in imported(target.connection, Enrollment.__table__, target.tenant_id, START):
        stray = [key for key in page if is_new(reading.taking, key)]
        settled = [] if spared.is_all else [key for key in stray if key not in stated]
        kept += len(stray) - len(settled)
        gone = await drop_enrollments(target.connection, target.tenant_id, settled)
        target.report.of(ENROLLMENT).remove(NOT_NAMED, named(gone, START))
    there = await teaching(target.connection, target.tenant_id, CLASS_START)
    left = [pair for pair in there if is_new(reading.taught, str(pair[0]), str(pair[1]))]
    settled_pairs = [pair for pair in left if not _may_teach(there[pair], spared)]
    taken = await stop_teaching(target.connection, target.tenant_id, settled_pairs)
    target.report.of(TEACHING).remove(NOT_NAMED, _pairs(taken))
    kept += len(left) - len(settled_pairs)
    if kept:
        target.report.warn(KEPT, times=kept)


def _may_teach(pair: tuple[str, str | None], spared: Spared) -> bool:
    """Whether a record that is left out may be about this class and this teacher, given by their external ids."""
    offering, person = pair[0].removeprefix(CLASS_START), (pair[1] or "").removeprefix(USER_START)
    return spared.is_all or offering in spared.places or person in spared.people


def _pairs(taken: Sequence[tuple[str, str]]) -> list[str]:
    return [
        f"{offering.removeprefix(CLASS_START)}/{person.removeprefix(USER_START)}"
        for offering, person in taken
    ]
