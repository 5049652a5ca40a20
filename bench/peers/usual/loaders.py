"""One loader a relation, made for each request, over the request's one session."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

from aiodataloader import DataLoader
from sqlalchemy import ColumnElement, Select, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bench.peers.usual import models as m

DEALT_WITH = text("SELECT app.dealt_with('pupils people contacts')")
Load = Callable[[list[Any]], Awaitable[list[Any]]]


class Loaders:
    """The loaders of one request. An AsyncSession runs one statement at a time, hence the lock."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._lock = asyncio.Lock()
        self._dealt_with: set[UUID] | None = None
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
        self.progress = DataLoader(self._single(m.CourseProgress, m.CourseProgress.enrollment_id))

    async def entities(self, statement: Select[Any]) -> Sequence[Any]:
        """The entities that a statement selects."""
        async with self._lock:
            return (await self._session.scalars(statement)).all()

    async def dealt_with(self) -> set[UUID]:
        """The people whom the viewer deals with, asked once."""
        async with self._lock:
            if self._dealt_with is None:
                self._dealt_with = set((await self._session.scalars(DEALT_WITH)).all())
            return self._dealt_with

    def _by_id(self, model: Any) -> Load:
        return self._single(model, model.id)

    def _single(self, model: Any, by: Any) -> Load:
        async def load(keys: list[UUID]) -> list[Any]:
            rows = await self.entities(select(model).where(by.in_(keys)))
            found = {getattr(row, by.key): row for row in rows}
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
