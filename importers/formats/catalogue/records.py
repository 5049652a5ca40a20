"""The records that every layout of a catalogue is read into."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from db.models.catalogue import PrerequisiteKind
from importers.report import Report

KINDS = {"strict": "prerequisite", "co_requisite": "corequisite"}
"""The report's names for the kinds of requirement."""


@dataclass(frozen=True, slots=True)
class Need:
    """The requirement of another course. Those of one course that have the same `group` are alternatives."""

    code: str
    kind: PrerequisiteKind
    group: int | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One run of a course."""

    key: str
    term: str
    instructors: list[str]
    metadata: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CatalogueCourse:
    """A record of a catalogue. `metadata` holds the values that have no column."""

    place: str
    code: str
    title: str
    description: str | None = None
    level: str = "undergraduate"
    credit_hours: Decimal | None = None
    department: str | None = None
    department_name: str | None = None
    subject: str | None = None
    needs: list[Need] = field(default_factory=list[Need])
    metadata: dict[str, Any] = field(default_factory=dict[str, Any])
    sections: list[Section] = field(default_factory=list[Section])


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue that can be read more than once.

    read: yields the courses; if given a report, also notes there what else the file holds.
    states_needs: whether the file states requirements in a form that edges can be made of. beside: how many records
    other files of the catalogue hold, by the name of the file. needs_file: the file that states requirements, if it is
    not the catalogue's own.
    """

    name: str
    read: Callable[[Report | None], Iterator[CatalogueCourse]]
    states_needs: bool
    beside: Mapping[str, int] = field(default_factory=dict[str, int])
    needs_file: str | None = None
