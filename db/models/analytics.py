"""Analytics: the audit log, the event log, and figures derived from the other tables."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped

from db.models.access import Access, appended, kept
from db.models.base import Check, Facts, Lookup, TenantRow, column, document, reference, word
from db.models.words import Words

BY_MONTH = {"postgresql_partition_by": "RANGE (id)"}
TIME_ORDERED = Check("id_is_time_ordered", "uuid_extract_version(id) = 7")
"""A log is divided into months by its ids, so an id must tell its time."""


class AuditAction(Words):
    """What was done to a row."""

    insert = "It was made."
    update = "It was changed; a soft deletion is a change of `deleted_at`."
    delete = "It was removed for good."


class AuditLog(TenantRow):
    """One change of one row: who made it, when, and what the row said before and after. Written by triggers alone."""

    __tablename__ = "audit_logs"
    __table_args__ = BY_MONTH
    actor_id: Mapped[UUID | None] = column(
        "The key of the person who made the change; null for maintenance, such as an import.", Uuid()
    )
    table_name: Mapped[str] = column("The table of the row that was changed, such as `courses`.")
    row_id: Mapped[UUID] = column("The key of the row that was changed.", Uuid())
    action: Mapped[AuditAction] = word(AuditAction, "What was done.")
    before: Mapped[dict[str, Any] | None] = document(
        "What the row said before, by column; of a change, the columns that changed. Sensitive values are masked.",
        default=None,
    )
    after: Mapped[dict[str, Any] | None] = document(
        "What the row said afterwards, by column; of a change, the columns that changed. Sensitive values are masked.",
        default=None,
    )
    created_at: Mapped[datetime] = column("When the change was made.", default="now()")

    facts = Facts(
        kept(Access("staff", word="administers")),
        [
            TIME_ORDERED,
            Lookup(("row_id",)),
            Lookup(("actor_id",), where="actor_id IS NOT NULL"),
            Lookup(("created_at", "id")),
        ],
    )


class Event(TenantRow):
    """Something that happened in an application, such as an export or a render that was started. Never changed."""

    __tablename__ = "events"
    __table_args__ = BY_MONTH
    name: Mapped[str] = column("What happened, such as `lesson_generate`, `lms_push` or `render_started`.")
    user_id: Mapped[UUID | None] = reference("users", "Who did it; null for what a system does by itself.")
    course_id: Mapped[UUID | None] = reference("courses", "The course or project that it concerns, if any.")
    subject_table: Mapped[str | None] = column("The table of the row that it is about, such as `modules`.")
    subject_id: Mapped[UUID | None] = column("The key of the row that it is about, if any.", Uuid())
    properties: Mapped[dict[str, Any]] = document("What else is known of it.")
    occurred_at: Mapped[datetime] = column("When it happened.", default="now()")
    created_at: Mapped[datetime] = column(
        "When it was recorded: later than it happened, where a device was offline.", default="now()"
    )

    facts = Facts(
        appended(Access("staff", word="everything"), by="user_id"),
        [
            TIME_ORDERED,
            Check("subject_is_whole", "(subject_table IS NULL) = (subject_id IS NULL)"),
            Lookup(("name", "occurred_at")),
            Lookup(("occurred_at", "id")),
            Lookup(("created_at",)),
            Lookup(("subject_id",)),
        ],
    )


__all__ = ["AuditAction", "AuditLog", "Event"]
