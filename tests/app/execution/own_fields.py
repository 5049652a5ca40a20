"""Fields with a resolver of their own, for tests: the schema itself has none yet."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import strawberry

import resolvers.schema as schema_module
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.field import field
from resolvers.kit.declaring.own_sql import own_sql
from resolvers.kit.reading import loading
from resolvers.kit.reading.batched import batched
from resolvers.kit.reading.context import Context
from resolvers.kit.reading.loading import Info
from resolvers.kit.types import build, connections
from resolvers.kit.types.relation_fields import returning
from resolvers.schema import build_schema

LEARNERS = own_sql(
    "SELECT o.course_id AS k0, count(*) AS learners"
    " FROM {enrollments} e JOIN {course_offerings} o ON o.id = e.offering_id"
    " WHERE o.course_id = ANY({k0}) GROUP BY o.course_id",
    enrollments=("offering_id",),
    course_offerings=("id", "course_id"),
)
EMAILS = own_sql("SELECT u.id, u.email FROM {users} u WHERE u.id = ANY({k0})", users=("id", "email"))


@strawberry.input
class Style:
    ending: str = "!"
    times: int = 1


@strawberry.type
class Weather:
    degrees: int


async def label(self: Any, info: Info) -> str:
    return f"{self['__typename']} {self['name']} {info._raw_info.parent_type.name}"


def shout(self: Any, style: Style | None = None, word: str = "Read") -> str:
    ending = (style or Style()).ending * (style or Style()).times
    return f"{word} {self['title']}{ending}"


async def words(self: Any, info: Info, most: int = 2) -> list[str | None]:
    await info.context.session.fetch("SELECT 1")
    return [*self["title"].split()[:most], None]


def described(self: Any, info: Info) -> strawberry.scalars.JSON:
    raw = info._raw_info
    return {
        "field": info.field_name, "parent": info.schema.get_type_by_name("Course").name, "nodes": len(raw.field_nodes),
        "operation": info.operation.name.value, "variables": info.variable_values, "returns": str(raw.return_type),
        "selected": len(info.selected_fields), "request": info.context.request_id,
        "columns": sorted(self),
    }  # fmt: skip


async def home(self: Any, info: Info) -> Any:
    return await loading.load_one(info.context, ENTITIES["Organization"], self["organization_id"])


async def homes(self: Any, info: Info, depth: int = 2) -> Any:
    found = await loading.load_one(info.context, ENTITIES["Organization"], self["organization_id"])
    return [found, None, found][:depth]


def itself(self: Any) -> Any:
    return self


def touches(self: Any) -> str | None:
    return self.get("description") or self["description"]


@batched
async def learners(context: Context, courses: Sequence[str]) -> Mapping[str, int]:
    return {row["k0"]: row["learners"] for row in await context.run(LEARNERS, [courses])}


async def taken(self: Any, info: Info) -> int:
    return await learners(info.context, self["id"]) or 0


async def nobody(self: Any, info: Info) -> int | None:
    return await learners(info.context, None)


def contact(self: Any) -> str | None:
    return self["email"]


async def reached(self: Any, info: Info) -> str | None:
    return await emails(info.context, self["id"])


@batched
async def emails(context: Context, users: Sequence[str]) -> Mapping[str, str]:
    return {row["id"]: row["email"] for row in await context.run(EMAILS, [users])}


def bare(self: Any) -> Any:
    return {"id": self["id"], "title": "Made by hand", "created_at": 7}


def never(self: Any) -> str:
    return None  # type: ignore[return-value]


def fails(self: Any) -> str | None:
    raise ValueError(self["title"])


def weather(self: Any) -> Weather:
    return Weather(degrees=21)


def motto(info: Info, of: str = "us") -> str:
    return f"{info.field_name} of {of}, {info.path.key}"


async def best(info: Info, code: str) -> Any:
    return await loading.load_by(info.context, ENTITIES["Course"], "code", code)


REQUIRED: dict[str, dict[Any, tuple[str, ...]]] = {
    "Course": {
        shout: ("title",),
        words: ("title",),
        described: ("code",),
        never: (),
        fails: ("title",),
        weather: (),
        touches: ("title",),
        taken: ("id",),
        nobody: (),
        home: ("organization_id",),
        homes: ("organization_id",),
        itself: ENTITIES["Course"].selected,
        bare: ("id",),
    },
    "Organization": {label: ("name",)},
    "User": {contact: ("email",), reached: ("id",)},
}
"""The resolvers of these tests by entity, each with the columns that it requires."""


def fields_of(name: str, known: dict[str, Any]) -> dict[str, Any]:
    """The hand-written fields of an entity, as its declaration would hold them."""
    course, organization = known["Course"], known["Organization"]
    rows = {home: organization | None, homes: list[organization | None], itself: course, bare: course}
    return {
        resolver.__name__: field(requires=requires)(
            returning(resolver, rows[resolver]) if resolver in rows else resolver
        )
        for resolver, requires in REQUIRED.get(name, {}).items()
    }


def extended_schema() -> strawberry.Schema:
    """The schema with these fields."""
    complete, root_fields = build._complete, schema_module.root_fields
    with pytest.MonkeyPatch.context() as patch:

        def complete_with_fields(entity: Entity, types: dict[str, Any]) -> None:
            patch.setattr(entity, "resolvers", fields_of(entity.name, types))
            complete(entity, types)

        def more_roots(types: dict[str, Any], *taken: Any) -> dict[str, Any]:
            found = returning(best, types["Course"] | None)
            mine = {"motto": strawberry.field(resolver=motto), "best": strawberry.field(resolver=found)}
            return {**root_fields(types, *taken), **mine}

        patch.setattr(connections, "_MADE", {})
        patch.setattr(schema_module, "_built", None)
        patch.setattr(build, "_complete", complete_with_fields)
        patch.setattr(schema_module, "root_fields", more_roots)
        return build_schema()
