"""The root of the schema."""

from __future__ import annotations

import uuid as uuids
from datetime import datetime

import strawberry
from sqlalchemy import select, tuple_
from strawberry.extensions import ParserCache, ValidationCache

from bench.peers.usual import models as m
from bench.peers.usual.types import (
    VIEWER,
    Course,
    CourseConnection,
    CourseOffering,
    EnrollmentConnection,
    Info,
    PageInfo,
    QuizContent,
    TextContent,
    User,
    VideoContent,
)


@strawberry.type
class Viewer:
    @strawberry.field
    async def user(self, info: Info) -> User | None:
        found = await info.context["loaders"].entities(select(m.User).where(m.User.id == VIEWER))
        return User.of(found[0]) if found else None


@strawberry.type
class Query:
    @strawberry.field
    async def viewer(self) -> Viewer:
        return Viewer()

    @strawberry.field
    async def course(self, info: Info, code: str) -> Course | None:
        statement = select(m.Course).where(m.Course.code == code, m.Course.deleted_at.is_(None))
        found = await info.context["loaders"].entities(statement)
        return Course.of(found[0]) if found else None

    @strawberry.field
    async def offering(self, info: Info, id: strawberry.ID) -> CourseOffering | None:
        key = uuids.UUID(id.removeprefix("CourseOffering_"))
        found = await info.context["loaders"].offering.load(key)
        return CourseOffering.of(found) if found else None

    @strawberry.field
    async def courses(self, info: Info, first: int = 20, after: str | None = None) -> CourseConnection:
        statement = select(m.Course).order_by(m.Course.title, m.Course.id).limit(first + 1)
        if after is not None:
            title, _, key = after.rpartition("/")
            statement = statement.where(tuple_(m.Course.title, m.Course.id) > (title, uuids.UUID(key)))
        rows = await info.context["loaders"].entities(statement)
        shown = rows[:first]
        end = f"{shown[-1].title}/{shown[-1].id}" if shown else None
        return CourseConnection(
            nodes=[Course.of(row) for row in shown],
            page_info=PageInfo(has_next_page=len(rows) > first, end_cursor=end),
        )

    @strawberry.field
    async def enrollments(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> EnrollmentConnection:
        statement = select(m.Enrollment).order_by(m.Enrollment.enrolled_at, m.Enrollment.id).limit(first + 1)
        if after is not None:
            time, _, key = after.rpartition("/")
            mark = (datetime.fromisoformat(time), uuids.UUID(key))
            statement = statement.where(tuple_(m.Enrollment.enrolled_at, m.Enrollment.id) > mark)
        rows = await info.context["loaders"].entities(statement)
        return EnrollmentConnection.of(list(rows), first)


schema = strawberry.Schema(
    query=Query,
    types=[VideoContent, QuizContent, TextContent],
    extensions=[lambda: ParserCache(maxsize=100), lambda: ValidationCache(maxsize=100)],
)
