"""The records that every form of published standards is read into."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.models.taxonomy import AssociationKind

STANDARD, ASSOCIATION = "standard", "association"
"""The report's names for the kinds of record."""


@dataclass(frozen=True, slots=True)
class Framework:
    """The publication itself. `guid` is the publisher's identifier; `metadata` holds the values without a column.

    notes: what is odd about it, each with the value that is.
    """

    place: str
    guid: str
    title: str
    language: str | None
    metadata: dict[str, Any]
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


@dataclass(frozen=True, slots=True)
class Statement:
    """One standard."""

    place: str
    guid: str
    code: str | None
    text: str
    grade_band: str | None
    subject: str | None
    tags: list[str]
    language: str | None
    metadata: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two standards, or a standard and the framework, by their identifiers.

    kind: null for a word that the model does not have. stated: the relation as the source states it.
    """

    place: str
    origin: str
    destination: str
    kind: AssociationKind | None
    sequence: int | None
    stated: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Publication:
    """A framework with its standards and their relations. It can be read more than once.

    parts: by the kind of record, the name of the list that holds them.
    """

    name: str
    framework: Framework
    statements: Callable[[], Iterator[Statement]]
    relations: Callable[[], Iterator[Relation]]
    parts: Mapping[str, str]
