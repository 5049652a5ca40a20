"""The tables as the application's ORM sees them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Enum
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bench.peers.usual.words import ContentType, CourseLevel, EnrollmentStatus


class Base(DeclarativeBase):
    """The root of the models. Every table has this key."""

    type_annotation_map = {
        dict[str, Any]: JSONB,
        datetime: DateTime(timezone=True),
        ContentType: Enum(ContentType, name="content_type"),
        CourseLevel: Enum(CourseLevel, name="course_level"),
        EnrollmentStatus: Enum(EnrollmentStatus, name="enrollment_status"),
    }
    id: Mapped[UUID] = mapped_column(primary_key=True)


class Organization(Base):
    __tablename__ = "organizations"
    name: Mapped[str]


class Subject(Base):
    __tablename__ = "subjects"
    name: Mapped[str]


class User(Base):
    __tablename__ = "users"
    full_name: Mapped[str]
    email: Mapped[str | None]


class Course(Base):
    __tablename__ = "courses"
    code: Mapped[str]
    title: Mapped[str]
    description: Mapped[str | None]
    level: Mapped[CourseLevel]
    credit_hours: Mapped[Decimal | None]
    organization_id: Mapped[UUID | None]
    primary_subject_id: Mapped[UUID | None]
    deleted_at: Mapped[datetime | None]


class Module(Base):
    __tablename__ = "modules"
    course_id: Mapped[UUID]
    parent_id: Mapped[UUID | None]
    title: Mapped[str]
    objective: Mapped[str | None]
    sequence_index: Mapped[int]
    is_published: Mapped[bool]


class ContentItem(Base):
    __tablename__ = "content_items"
    module_id: Mapped[UUID]
    title: Mapped[str]
    content_type: Mapped[ContentType]
    sequence_index: Mapped[int]
    estimated_duration_seconds: Mapped[int | None]
    data: Mapped[dict[str, Any]]


class CourseOffering(Base):
    __tablename__ = "course_offerings"
    course_id: Mapped[UUID]
    term_name: Mapped[str | None]
    starts_at: Mapped[datetime | None]


class OfferingInstructor(Base):
    __tablename__ = "offering_instructors"
    offering_id: Mapped[UUID]
    user_id: Mapped[UUID]
    created_at: Mapped[datetime]


class Enrollment(Base):
    __tablename__ = "enrollments"
    user_id: Mapped[UUID]
    offering_id: Mapped[UUID]
    status: Mapped[EnrollmentStatus]
    enrolled_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    external_id: Mapped[str | None]


class CourseProgress(Base):
    __tablename__ = "course_progress"
    enrollment_id: Mapped[UUID]
    percent: Mapped[Decimal]
    modules: Mapped[int]
    completed_modules: Mapped[int]
    last_interacted_at: Mapped[datetime | None]
    last_content_item_id: Mapped[UUID | None]
