"""What the schema shows of money, requests, inventory and messages."""

from db.models import administration
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(administration.FinanceRecord, plural="finance_records", order=("-occurred_at",))
class FinanceRecord:
    """Money that an organisation took or spent; for those who keep the accounts."""

    organization = relations.link("organization_id")
    student = relations.link("student_id")
    tutor = relations.link("tutor_id")


@entity(administration.ServiceRequest, plural="service_requests", order=("-created_at",))
class ServiceRequest:
    """Something that somebody asks of the organisation; for who asks, who sees to it, and support."""

    organization = relations.link("organization_id")
    requester = relations.link("requester_id")
    assigned_to = relations.link("assigned_to_id")


@entity(administration.InventoryItem, plural="inventory_items", order=("name",))
class InventoryItem:
    """A thing, or a number of like things, that an organisation has; for support."""

    organization = relations.link("organization_id")


@entity(administration.Notification, plural="notifications", order=("-created_at",))
class Notification:
    """A message that was sent to a person, or is to be."""

    user = relations.link("user_id")
