"""One loader a relation, made for each request, over the request's one session."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

from aiodataloader import DataLoader
from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bench.peers.usual import models as m

Load = Callable[[list[Any]], Awaitable[list[Any]]]


class Loaders:
    """The loaders of one request. An AsyncSession runs one statement at a time, hence the lock."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._lock = asyncio.Lock()
        self.organization = DataLoader(self._by_id(m.Organization))
        self.subject = DataLoader(self._by_id(m.Subject))
        self.user = DataLoader(self._by_id(m.User))
        self.course = DataLoader(self._by_id(m.Course))
        self.offering = DataLoader(self._by_id(m.CourseOffering))
        self.content_item = DataLoader(self._by_id(m.ContentItem))
        self.modules = DataLoader(
            self._children(
                m.Module, m.Module.course_id, m.Module.sequence_index, m.Module.parent_id.is_(None)
            )
        )
        self.children = DataLoader(self._children(m.Module, m.Module.parent_id, m.Module.sequence_index))
        self.content_items = DataLoader(
            self._children(m.ContentItem, m.ContentItem.module_id, m.ContentItem.sequence_index)
        )
        self.offerings = DataLoader(
            self._children(m.CourseOffering, m.CourseOffering.course_id, m.CourseOffering.starts_at.desc())
        )
        self.instructors = DataLoader(
            self._children(
                m.OfferingInstructor, m.OfferingInstructor.offering_id, m.OfferingInstructor.created_at
            )
        )
        self.enrollments = DataLoader(
            self._children(m.Enrollment, m.Enrollment.offering_id, m.Enrollment.enrolled_at)
        )
        self.taken = DataLoader(
            self._children(m.Enrollment, m.Enrollment.user_id, m.Enrollment.enrolled_at.desc())
        )
        self.module_count = DataLoader(self._module_counts)
        self.module_progress = DataLoader(self._module_progress)
        self.last_content = DataLoader(self._last_content)

    async def rows(self, statement: Select[Any]) -> Sequence[Any]:
        """The rows of a statement."""
        async with self._lock:
            return (await self._session.execute(statement)).all()

    async def entities(self, statement: Select[Any]) -> Sequence[Any]:
        """The entities that a statement selects."""
        async with self._lock:
            return (await self._session.scalars(statement)).all()

    def _by_id(self, model: Any) -> Load:
        async def load(keys: list[UUID]) -> list[Any]:
            found = {row.id: row for row in await self.entities(select(model).where(model.id.in_(keys)))}
            return [found.get(key) for key in keys]

        return load

    def _children(self, model: Any, by: Any, order: Any, where: ColumnElement[bool] | None = None) -> Load:
        async def load(keys: list[UUID]) -> list[list[Any]]:
            statement = select(model).where(by.in_(keys)).order_by(order, model.id)
            if where is not None:
                statement = statement.where(where)
            groups: dict[UUID, list[Any]] = defaultdict(list)
            for row in await self.entities(statement):
                groups[getattr(row, by.key)].append(row)
            return [groups[key] for key in keys]

        return load

    async def _module_counts(self, keys: list[UUID]) -> list[int]:
        """How many published modules stand at the top of each offering's course."""
        rows = await self.rows(
            select(m.CourseOffering.id, func.count())
            .join(m.Module, m.Module.course_id == m.CourseOffering.course_id)
            .where(m.CourseOffering.id.in_(keys), m.Module.parent_id.is_(None), m.Module.is_published)
            .group_by(m.CourseOffering.id)
        )
        found = dict(rows)
        return [found.get(key, 0) for key in keys]

    async def _module_progress(self, keys: list[tuple[UUID, UUID]]) -> list[tuple[Any, int]]:
        """The sum of the progress in top modules, and how many are completed, of each person in an offering."""
        progress = m.ModuleProgress
        rows = await self.rows(
            select(
                progress.user_id,
                progress.offering_id,
                func.sum(progress.progress_percent),
                func.count(progress.completed_at),
            )
            .join(m.Module, m.Module.id == progress.module_id)
            .where(tuple_(progress.user_id, progress.offering_id).in_(keys), m.Module.parent_id.is_(None))
            .group_by(progress.user_id, progress.offering_id)
        )
        found = {(user, offering): (total, completed) for user, offering, total, completed in rows}
        return [found.get(key, (0, 0)) for key in keys]

    async def _last_content(self, keys: list[tuple[UUID, UUID]]) -> list[Any]:
        """What each person did last in an offering."""
        progress = m.ContentProgress
        found = await self.entities(
            select(progress)
            .where(tuple_(progress.user_id, progress.offering_id).in_(keys))
            .distinct(progress.user_id, progress.offering_id)
            .order_by(
                progress.user_id,
                progress.offering_id,
                progress.last_interacted_at.desc().nulls_last(),
                progress.id.desc(),
            )
        )
        known = {(row.user_id, row.offering_id): row for row in found}
        return [known.get(key) for key in keys]
