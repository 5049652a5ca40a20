"""The whole of one tenant, drafted in parts that are written one after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from demo.world.accounts import Accounts
from demo.world.administration import administration
from demo.world.availability import availability
from demo.world.care import care
from demo.world.classes import classes
from demo.world.community import community
from demo.world.courses import courses, sources
from demo.world.curriculum import curricula
from demo.world.distribution import connections, packages, shares
from demo.world.draft import Draft
from demo.world.enrollments import takings
from demo.world.events import events
from demo.world.files import files
from demo.world.generations import generations
from demo.world.lessons import lessons
from demo.world.mentoring import mentoring
from demo.world.offerings import offerings
from demo.world.people import people
from demo.world.production import production
from demo.world.progress import progress
from demo.world.tenancy import tenancy
from demo.world.work import care_work, work

PARTS = (
    "organisations and people",
    "profiles",
    "courses",
    "lessons",
    "syllabi",
    "files",
    "offerings",
    "enrolments and progress",
    "work and grades",
    "classes",
    "events",
    "packages and connections",
    "production",
    "mentoring",
    "discussions and reviews",
    "administration",
)


@dataclass(frozen=True, slots=True)
class Shared:
    """The data that tenants share: the ids of countries, subjects and standards by code, and the accounts."""

    countries: Mapping[str, str]
    subjects: Mapping[str, str]
    standards: Mapping[str, str]
    accounts: Accounts


@dataclass(slots=True)
class Later:
    """References to rows that are written after the row that refers to them. They are set when all rows are written."""

    editor: str = ""
    """The person who wrote the part that is ready."""
    logo: str | None = None
    heroes: Mapping[str, str] = field(default_factory=dict[str, str])
    """The id of each course's picture, by the course's id."""
    published: Mapping[str, str] = field(default_factory=dict[str, str])
    """The time when each version of a lesson was published, by the version's id."""
    current: Mapping[str, str] = field(default_factory=dict[str, str])
    """The current version of each lesson, by the lesson's id."""


def tell(draft: Draft, plan: dict[str, Any], shared: Shared, issuer: str, later: Later) -> Iterator[str]:
    """Draft a tenant part by part; yield the name of each of `PARTS` when its rows are ready to be taken."""
    told = iter(PARTS)
    places = tenancy(draft, plan, shared.countries, issuer)
    cast = people(draft, plan, places, shared.accounts)
    later.editor = cast.staff[0].id
    yield next(told)
    care(draft, plan, places, cast)
    yield next(told)
    later.editor = author = next(person.id for person in cast.staff if person.has("content_creator"))
    catalogue = courses(draft, places, cast, shared.subjects)
    sources(draft, catalogue, cast)
    later.heroes = {course.id: course.hero_id for course in catalogue}
    yield next(told)
    planned = lessons(draft, cast, shared.standards)
    later.published, later.current = planned.published, planned.current
    yield next(told)
    syllabi = curricula(draft, catalogue, planned.places)
    yield next(told)
    later.logo = files(draft, syllabi, cast)
    yield next(told)
    later.editor = cast.staff[0].id
    # Not along with the files: rows of a table that are written together state the same columns.
    availability(draft, syllabi)
    offered = offerings(draft, plan, syllabi, cast)
    yield next(told)
    taken = takings(draft, plan, offered, cast)
    touched = progress(draft, taken)
    yield next(told)
    work(draft, taken, touched)
    care_work(draft, cast)
    yield next(told)
    classes(draft, plan, cast, taken)
    yield next(told)
    events(draft, cast, catalogue, taken)
    yield next(told)
    packages(draft, syllabi)
    connections(draft, places)
    shares(draft, syllabi, planned, cast)
    yield next(told)
    later.editor = author
    production(draft, syllabi, cast)
    generations(draft, cast, planned.written)
    yield next(told)
    mentoring(draft, syllabi, taken)
    yield next(told)
    later.editor = cast.staff[0].id
    community(draft, offered, taken)
    yield next(told)
    administration(draft, plan, places, cast)
    yield next(told)
