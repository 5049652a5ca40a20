"""Administration: money, requests, inventory and messages of an organisation, most of all of a tutoring centre."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped

from db.models.access import personal, sensitive, staff
from db.models.base import (
    Check,
    Edited,
    Facts,
    Lookup,
    SoftDeleted,
    TenantRow,
    big,
    column,
    extra,
    nonnegative,
    reference,
    word,
)
from db.models.words import Words


class FinanceRecordType(Words):
    """What money moved for."""

    payment = "Paid to the organisation, such as a fee."
    salary = "Paid to somebody who works there."
    expense = "Spent on something."
    reimbursement = "Paid back to somebody."


class PaymentMethod(Words):
    """How money moved."""

    card = "By card."
    cash = "In cash."
    transfer = "By bank transfer."


class RequestType(Words):
    """What a request is about."""

    it = "Computers, accounts and networks."
    inventory = "Something that is missing or used up."
    complaint = "A complaint."
    reschedule = "Another time for a class."
    maintenance = "Repairs of rooms and furniture."


class RequestPriority(Words):
    """How much a request presses."""

    low = "It can wait."
    medium = "This week."
    high = "Today."


class RequestStatus(Words):
    """Where a request stands."""

    open = "Nobody has taken it up yet."
    in_progress = "Somebody is at it."
    resolved = "Done, to be confirmed by who asked."
    closed = "Settled."


class InventoryCategory(Words):
    """What kind of thing an item is."""

    laptop = "Laptops and tablets."
    furniture = "Furniture."
    stationery = "Paper, pens and books."
    network = "Network equipment."
    misc = "Anything else."


class InventoryCondition(Words):
    """What state an item is in."""

    good = "In order."
    needs_repair = "Usable, to be repaired."
    broken = "Not usable."


class NotificationChannel(Words):
    """How a message is sent."""

    email = "By e-mail."
    sms = "By text message."
    push = "To the person's device."


class NotificationStatus(Words):
    """What became of a message."""

    pending = "Not sent yet."
    sent = "Sent."
    failed = "Could not be sent."


class FinanceRecord(TenantRow, Edited, SoftDeleted):
    """Money that an organisation took or spent; for those who keep the accounts."""

    __tablename__ = "finance_records"
    organization_id: Mapped[UUID] = reference(
        "organizations", "The centre or other organisation whose money it is."
    )
    student_id: Mapped[UUID | None] = reference("users", "The student whom it is paid for.")
    tutor_id: Mapped[UUID | None] = reference("users", "The tutor or other staff whom it is paid to.")
    type: Mapped[FinanceRecordType] = word(FinanceRecordType, "What the money moved for.")
    method: Mapped[PaymentMethod | None] = word(PaymentMethod, "How it moved.")
    amount_minor: Mapped[int] = big(
        "How much, in the currency's minor unit, such as cents: never negative, for the type says which way it went."
    )
    currency: Mapped[str] = column("ISO 4217 code of the currency, such as `CAD`.")
    occurred_at: Mapped[datetime] = column("When the money moved.", default="now()")
    reference_number: Mapped[str | None] = column("The number of the invoice, payslip or receipt.")

    facts = Facts(
        staff("finance", "finance", organization="organization_id", partners=True),
        [
            Lookup(("organization_id", "occurred_at")),
            Lookup(("occurred_at", "id")),
            nonnegative("amount_minor"),
            Check("currency_iso_4217", "currency ~ '^[A-Z]{3}$'"),
        ],
    )


class ServiceRequest(TenantRow, Edited, SoftDeleted):
    """Something that somebody asks of the organisation: help, a repair, another time, or an ear for a complaint."""

    __tablename__ = "service_requests"
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The centre or other organisation it is made at."
    )
    requester_id: Mapped[UUID] = reference("users", "Who asks.")
    assigned_to_id: Mapped[UUID | None] = reference("users", "Who sees to it.")
    type: Mapped[RequestType] = word(RequestType, "What it is about.")
    details: Mapped[str | None] = column("What is asked, in words.")
    priority: Mapped[RequestPriority] = word(RequestPriority, "How much it presses.", default="medium")
    status: Mapped[RequestStatus] = word(RequestStatus, "Where it stands.", default="open")

    facts = Facts(
        staff(
            "support",
            "requests",
            organization="organization_id",
            handlers=("requester_id", "assigned_to_id"),
            own_work="requester_id",
            partners=True,
        ),
        [Lookup(("status", "priority")), Lookup(("created_at", "id"))],
    )


class InventoryItem(TenantRow, Edited, SoftDeleted):
    """A thing, or a number of like things, that an organisation has; for those who see to them."""

    __tablename__ = "inventory_items"
    organization_id: Mapped[UUID] = reference(
        "organizations", "The centre or other organisation that has it."
    )
    name: Mapped[str] = column("What it is.")
    category: Mapped[InventoryCategory] = word(InventoryCategory, "What kind of thing it is.", default="misc")
    quantity: Mapped[int] = column("How many there are.", default="1")
    condition: Mapped[InventoryCondition] = word(InventoryCondition, "What state it is in.", default="good")
    metadata_: Mapped[dict[str, Any]] = extra()

    facts = Facts(
        staff("support", "inventory", organization="organization_id", partners=True),
        [Lookup(("name", "id")), nonnegative("quantity")],
    )


class Notification(TenantRow, Edited, SoftDeleted):
    """A message that was sent to a person, or is to be."""

    __tablename__ = "notifications"
    user_id: Mapped[UUID] = reference("users", "Whom it is for.", part_of=True)
    channel: Mapped[NotificationChannel] = word(NotificationChannel, "How it is sent.")
    subject: Mapped[str | None] = column("Its subject line.", mask=sensitive("persons", "people"))
    message: Mapped[str | None] = column("What it says.", mask=sensitive("persons", "people"))
    status: Mapped[NotificationStatus] = word(NotificationStatus, "What became of it.", default="pending")
    sent_at: Mapped[datetime | None] = column("When it was sent.")

    facts = Facts(
        personal("user_id", scope="notifications", people="user_id", tutors=False, staff_write=False),
        [
            Lookup(("user_id", "created_at", "id")),
            Check("sent_says_when", "(status = 'sent') = (sent_at IS NOT NULL)"),
        ],
    )
