"""What the schema shows of the logs, and of figures derived from other rows."""

from db.models import analytics
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


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


@entity(analytics.MetricDaily, plural="metrics_daily", order=("-day",))
class MetricDaily:
    """A figure of one day, counted from the events."""


@entity(analytics.UserStatistics, plural="user_statistics")
class UserStatistics:
    """What a person has done in all their courses."""

    user = relations.link("user_id")


@entity(analytics.CourseStatistics, plural="course_statistics")
class CourseStatistics:
    """How a course is taken."""

    course = relations.link("course_id")


@entity(analytics.CourseStudentStatistics, plural="course_student_statistics")
class CourseStudentStatistics:
    """What a person has done in one course."""

    course = relations.link("course_id")
    user = relations.link("user_id")


@entity(analytics.StudentProgressSummary, plural="student_progress_summaries")
class StudentProgressSummary:
    """Where a student of a school or centre stands."""

    user = relations.link("user_id")
    organization = relations.link("organization_id")


@entity(analytics.TutorLoad, plural="tutor_loads")
class TutorLoad:
    """How much a tutor has to do."""

    user = relations.link("user_id")
    organization = relations.link("organization_id")


@entity(analytics.CentreFinancials, plural="centre_financials", order=("-month",))
class CentreFinancials:
    """What a centre took and spent in a month, in one currency; for those who keep the accounts."""

    organization = relations.link("organization_id")
