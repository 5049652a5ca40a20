"""The tables that are imported: their columns in OneRoster 1.0, 1.1 and 1.2, and what each cell must be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from importers.formats.oneroster.cells import day, one, several, word, yes
from importers.kit.fields import Record

Check = Callable[[Record, str], object]
ORG_TYPES = ("district", "school", "department", "local", "state", "national")
SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
ROLES = (
    "student", "teacher", "aide", "proctor", "parent", "guardian", "administrator", "principal",
    "siteAdministrator", "districtAdministrator", "systemAdministrator", "relative", "counselor",
)  # fmt: skip
FLAGS = (
    "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican", "nativeHawaiianOrOtherPacificIslander",
    "white", "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity",
)  # fmt: skip
STEERING = ("sourcedId", "status", "dateLastModified")
"""Columns that identify a record or state what to do with it; they are not stored."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table. kind: the report's name of its records. required: the columns that must be there.

    checks: what the cells of a column must be. texts: the other columns. former: columns that 1.0 called otherwise, by
    their names there. is_checked_when_deleted: whether a record that is to be deleted must state what it
    stands for. whole: what must hold of several cells of a record.
    """

    kind: str
    required: tuple[str, ...]
    checks: Mapping[str, Check]
    texts: tuple[str, ...]
    former: Mapping[str, str] = field(default_factory=dict[str, str])
    is_checked_when_deleted: bool = False
    whole: Callable[[Record], None] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the table."""
        return (*STEERING, *self.checks, *self.texts)


def _text(record: Record, name: str) -> object:
    return record.text(name)


def _key(record: Record, name: str) -> object:
    return record.key(name)


def _any(record: Record, name: str) -> object:
    return record.optional(name)


def _named(record: Record, name: str) -> object:
    found = one(record, name)
    return found if found is not None else record.text(name)


def _role(record: Record, name: str) -> object:
    """The role in `users`, which 1.2 states elsewhere."""
    return word(record, name, ROLES) if name in record.fields else None


def _in_order(record: Record) -> None:
    starts, ends = day(record, "startDate"), day(record, "endDate")
    if starts is not None and ends is not None and ends < starts:
        raise record.refuse("endDate", f"must not be before the startDate, found {ends} before {starts}")


def _day(record: Record, name: str) -> object:
    record.text(name)
    return day(record, name)


SHAPES: Mapping[str, Shape] = MappingProxyType({
    "orgs": Shape(
        "org", ("name", "type"),
        {
            "name": _text, "type": lambda record, name: word(record, name, ORG_TYPES), "identifier": _key,
            "parentSourcedId": one,
        },
        (),
    ),
    "academicSessions": Shape(
        "academic session", ("title", "type", "startDate", "endDate"),
        {
            "title": _text, "type": lambda record, name: word(record, name, SESSION_TYPES, own=True),
            "startDate": _day, "endDate": _day, "parentSourcedId": one,
        },
        ("schoolYear",),
        whole=_in_order,
    ),
    "courses": Shape(
        "course", ("title",),
        {"title": _text, "courseCode": _key, "orgSourcedId": one, "grades": several, "subjects": _any},
        ("schoolYearSourcedId", "subjectCodes"),
        {"schoolYearId": "schoolYearSourcedId", "grade": "grades"},
    ),
    "classes": Shape(
        "class", ("title", "courseSourcedId"),
        {"title": _text, "courseSourcedId": _named, "termSourcedIds": several},
        ("grades", "classCode", "classType", "location", "schoolSourcedId", "subjects", "subjectCodes", "periods"),
        {"grade": "grades", "termSourcedId": "termSourcedIds"},
    ),
    "users": Shape(
        "user", ("givenName", "familyName"),
        {
            "givenName": _text, "familyName": _text, "enabledUser": yes, "orgSourcedIds": several,
            "primaryOrgSourcedId": one, "agentSourcedIds": several, "grades": several, "email": _key,
            "role": _role,
        },
        (
            "username", "userIds", "middleName", "identifier", "sms", "phone", "password",
            "userMasterIdentifier",
            "preferredGivenName", "preferredMiddleName", "preferredFamilyName", "resourceSourcedIds", "pronouns",
        ),
        {"userId": "userIds", "agents": "agentSourcedIds", "grade": "grades"},
    ),
    "roles": Shape(
        "role", ("userSourcedId", "role", "orgSourcedId"),
        {
            "userSourcedId": _named, "role": lambda record, name: word(record, name, ROLES, own=True),
            "orgSourcedId": one, "beginDate": day, "endDate": day,
        },
        ("roleType", "userProfileSourcedId"),
        is_checked_when_deleted=True,
    ),
    "demographics": Shape(
        "demographics", (),
        {"birthDate": day, **dict.fromkeys(FLAGS, yes)},
        ("sex", "countryOfBirthCode", "stateOfBirthAbbreviation", "cityOfBirth", "publicSchoolResidenceStatus"),
        {"userSourcedId": "sourcedId", "birthdate": "birthDate"},
    ),
    "enrollments": Shape(
        "enrollment", ("classSourcedId", "userSourcedId", "role"),
        {
            "classSourcedId": _named, "userSourcedId": _named,
            "role": lambda record, name: word(record, name, ROLES, own=True), "beginDate": day, "endDate": day,
        },
        ("schoolSourcedId", "primary"),
        is_checked_when_deleted=True,
    ),
})  # fmt: skip
"""The tables by name, in the order in which they are imported: a table refers only to those before it."""
