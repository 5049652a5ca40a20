"""Recognition: what learners are given for what they have done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import noted, personal
from db.models.base import (
    SOURCED,
    Check,
    Edited,
    Facts,
    Inherited,
    Lookup,
    SoftDeleted,
    Sourced,
    TenantRow,
    Unique,
    column,
    extra,
    nonnegative,
    reference,
)


class Certificate(TenantRow, Edited, Sourced):
    """That a person has completed an offering, under a code that others can check."""

    __tablename__ = "certificates"
    user_id: Mapped[UUID] = reference("users", "Whom it was issued to.")
    offering_id: Mapped[UUID] = reference("course_offerings", "What was completed.")
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The organisation that owns the course; kept by trigger.", exposed=False
    )
    code: Mapped[str] = column("The code printed on it, unique in the tenant.", record=True)
    issued_at: Mapped[datetime] = column("When it was issued.", default="now()")
    expires_at: Mapped[datetime | None] = column("When it ends; null for never.")
    metadata_: Mapped[dict[str, Any]] = extra(noted())

    facts = Facts(
        personal("user_id", scope="grades", offering="offering_id", organization="organization_id"),
        [
            Inherited("organization_id", (("offering_id", "course_offerings"),)),
            SOURCED,
            Unique(("code",)),
            Lookup(("issued_at",)),
            Check("expires_after_issued", "expires_at > issued_at"),
        ],
    )


class Achievement(TenantRow, Edited, SoftDeleted):
    """Points or a badge that a student has earned."""

    __tablename__ = "achievements"
    student_id: Mapped[UUID] = reference("users", "The student.")
    organization_id: Mapped[UUID | None] = reference("organizations", "The centre or school that gave it.")
    points: Mapped[int] = column("The points earned.", default="0")
    badge: Mapped[str | None] = column("The badge, such as `Bookworm`; null for points alone.", record=True)
    metadata_: Mapped[dict[str, Any]] = extra(noted())

    facts = Facts(
        personal("student_id", scope="grades", organization="organization_id", pupil="student_id"),
        [Lookup(("created_at",)), nonnegative("points")],
    )
