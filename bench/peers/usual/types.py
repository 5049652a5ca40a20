"""The schema: types over ORM entities, each relation through its loader."""

from __future__ import annotations

import uuid as uuids
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

import strawberry
from sqlalchemy import func

from bench.peers.usual import models as m
from bench.peers.usual.words import ContentType, CourseLevel, EnrollmentStatus

Info = strawberry.Info[Any, None]


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Organization:
    uuid: uuids.UUID
    name: str

    @classmethod
    def of(cls, row: Any) -> Self:
        """From an entity."""
        return cls(uuid=row.id, name=row.name)


@strawberry.type
class Subject:
    uuid: uuids.UUID
    name: str

    @classmethod
    def of(cls, row: m.Subject) -> Self:
        """From an entity."""
        return cls(uuid=row.id, name=row.name)


@strawberry.type
class User:
    uuid: uuids.UUID
    full_name: str
    row: strawberry.Private[m.User]

    @classmethod
    def of(cls, row: m.User) -> Self:
        """From an entity."""
        return cls(uuid=row.id, full_name=row.full_name, row=row)

    @strawberry.field
    async def email(self, info: Info) -> str | None:
        return self.row.email if await info.context["sees_email"](self.row.id) else None

    @strawberry.field
    async def enrollments(self, info: Info, first: int = 20) -> EnrollmentConnection:
        rows = await info.context["loaders"].taken.load(self.uuid)
        return EnrollmentConnection.of(rows, first)


@strawberry.type
class OfferingInstructor:
    row: strawberry.Private[m.OfferingInstructor]

    @strawberry.field
    async def user(self, info: Info) -> User:
        return User.of(await info.context["loaders"].user.load(self.row.user_id))


@strawberry.type
class CourseOffering:
    uuid: uuids.UUID
    term_name: str | None
    row: strawberry.Private[m.CourseOffering]

    @classmethod
    def of(cls, row: m.CourseOffering) -> Self:
        """From an entity."""
        return cls(uuid=row.id, term_name=row.term_name, row=row)

    @strawberry.field
    async def course(self, info: Info) -> Course:
        return Course.of(await info.context["loaders"].course.load(self.row.course_id))

    @strawberry.field
    async def offering_instructors(self, info: Info) -> list[OfferingInstructor]:
        rows = await info.context["loaders"].instructors.load(self.uuid)
        return [OfferingInstructor(row=row) for row in rows]

    @strawberry.field
    async def enrollments(self, info: Info, first: int = 20) -> EnrollmentConnection:
        rows = await info.context["loaders"].enrollments.load(self.uuid)
        return EnrollmentConnection.of(rows, first)


@strawberry.type
class OfferingConnection:
    nodes: list[CourseOffering]


@strawberry.type
class Course:
    uuid: uuids.UUID
    code: str
    title: str
    description: str | None
    level: CourseLevel
    credit_hours: Decimal | None
    row: strawberry.Private[m.Course]

    @classmethod
    def of(cls, row: m.Course) -> Self:
        """From an entity."""
        return cls(
            uuid=row.id, code=row.code, title=row.title, description=row.description, level=row.level,
            credit_hours=row.credit_hours, row=row,
        )  # fmt: skip

    @strawberry.field
    async def organization(self, info: Info) -> Organization | None:
        if self.row.organization_id is None:
            return None
        return Organization.of(await info.context["loaders"].organization.load(self.row.organization_id))

    @strawberry.field
    async def primary_subject(self, info: Info) -> Subject | None:
        if self.row.primary_subject_id is None:
            return None
        return Subject.of(await info.context["loaders"].subject.load(self.row.primary_subject_id))

    @strawberry.field
    async def offerings(self, info: Info, first: int = 20) -> OfferingConnection:
        rows = await info.context["loaders"].offerings.load(self.uuid)
        return OfferingConnection(nodes=[CourseOffering.of(row) for row in rows[:first]])

    @strawberry.field
    async def modules(self, info: Info) -> list[Module]:
        return [Module.of(row) for row in await info.context["loaders"].modules.load(self.uuid)]


@strawberry.type
class Module:
    uuid: uuids.UUID
    title: str
    objective: str | None
    sequence_index: int

    @classmethod
    def of(cls, row: m.Module) -> Self:
        """From an entity."""
        return cls(uuid=row.id, title=row.title, objective=row.objective, sequence_index=row.sequence_index)

    @strawberry.field
    async def children(self, info: Info) -> list[Module]:
        return [Module.of(row) for row in await info.context["loaders"].children.load(self.uuid)]

    @strawberry.field
    async def content_items(self, info: Info) -> list[ContentItem]:
        rows = await info.context["loaders"].content_items.load(self.uuid)
        return [content_item(row) for row in rows]


@strawberry.interface
class ContentItem:
    uuid: uuids.UUID
    title: str
    content_type: ContentType
    sequence_index: int
    estimated_duration_seconds: int | None


@strawberry.type
class VideoContent(ContentItem):
    video_id: str | None
    duration_seconds: float | None
    is_downloadable: bool | None


@strawberry.type
class QuizContent(ContentItem):
    time_limit_seconds: int | None
    max_points: float | None


@strawberry.type
class TextContent(ContentItem):
    layout: str | None


KINDS: dict[ContentType, tuple[Any, tuple[str, ...]]] = {
    ContentType.video: (VideoContent, ("video_id", "duration_seconds", "is_downloadable")),
    ContentType.quiz: (QuizContent, ("time_limit_seconds", "max_points")),
    ContentType.text: (TextContent, ("layout",)),
}


def content_item(row: m.ContentItem) -> Any:
    """The object of a content item, by its kind."""
    kind, fields = KINDS[row.content_type]
    return kind(
        uuid=row.id, title=row.title, content_type=row.content_type, sequence_index=row.sequence_index,
        estimated_duration_seconds=row.estimated_duration_seconds,
        **{name: row.data.get(name) for name in fields},
    )  # fmt: skip


@strawberry.type
class CourseProgress:
    percent: float
    modules: int
    completed_modules: int
    last_interacted_at: datetime | None
    row: strawberry.Private[m.CourseProgress]

    @classmethod
    def of(cls, row: m.CourseProgress) -> Self:
        """From an entity."""
        return cls(
            percent=float(row.percent), modules=row.modules, completed_modules=row.completed_modules,
            last_interacted_at=row.last_interacted_at, row=row,
        )  # fmt: skip

    @strawberry.field
    async def last_content_item(self, info: Info) -> ContentItem | None:
        if self.row.last_content_item_id is None:
            return None
        return content_item(await info.context["loaders"].content_item.load(self.row.last_content_item_id))


@strawberry.type
class Enrollment:
    uuid: uuids.UUID
    status: EnrollmentStatus
    enrolled_at: datetime
    completed_at: datetime | None
    external_id: str | None
    row: strawberry.Private[m.Enrollment]

    @classmethod
    def of(cls, row: m.Enrollment) -> Self:
        """From an entity."""
        return cls(
            uuid=row.id, status=row.status, enrolled_at=row.enrolled_at, completed_at=row.completed_at,
            external_id=row.external_id, row=row,
        )  # fmt: skip

    @strawberry.field
    async def user(self, info: Info) -> User:
        return User.of(await info.context["loaders"].user.load(self.row.user_id))

    @strawberry.field
    async def offering(self, info: Info) -> CourseOffering:
        return CourseOffering.of(await info.context["loaders"].offering.load(self.row.offering_id))

    @strawberry.field
    async def progress(self, info: Info) -> CourseProgress | None:
        found = await info.context["loaders"].progress.load(self.uuid)
        return CourseProgress.of(found) if found else None


@strawberry.type
class EnrollmentConnection:
    nodes: list[Enrollment]
    page_info: PageInfo

    @classmethod
    def of(cls, rows: list[m.Enrollment], first: int) -> Self:
        """The first page of a list; its cursor is what the last row is ordered by."""
        shown = rows[:first]
        end = f"{shown[-1].enrolled_at.isoformat()}/{shown[-1].id}" if shown else None
        return cls(
            nodes=[Enrollment.of(row) for row in shown],
            page_info=PageInfo(has_next_page=len(rows) > first, end_cursor=end),
        )


@strawberry.type
class CourseConnection:
    nodes: list[Course]
    page_info: PageInfo


VIEWER = func.app.user_id(type_=m.User.id.type)
