"""What the schema shows of the logs, and of figures derived from other rows."""

from db.models import analytics
from resolvers.kit import relations
from resolvers.kit.entity import entity


@entity(analytics.AuditLog, plural="audit_logs", order=("-created_at",))
class AuditLog:
    """One change of one row: who made it, when, and what the row said before and after. For tenant administrators."""

    actor = relations.link(
        "actor_id", to="User", description="Who made the change; null for maintenance, such as an import."
    )


@entity(analytics.Event, plural="events", order=("-occurred_at",))
class Event:
    """Something that happened in an application. For administrators and analysts."""

    user = relations.link("user_id")
    course = relations.link("course_id")
