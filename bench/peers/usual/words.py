"""The enums that the ORM and the schema share."""

from enum import Enum

import strawberry


@strawberry.enum
class CourseLevel(Enum):
    """The academic level of a course."""

    undergraduate = strawberry.enum_value("undergraduate", name="UNDERGRADUATE")
    graduate = strawberry.enum_value("graduate", name="GRADUATE")
    postgraduate = strawberry.enum_value("postgraduate", name="POSTGRADUATE")
    certificate = strawberry.enum_value("certificate", name="CERTIFICATE")
    other = strawberry.enum_value("other", name="OTHER")


@strawberry.enum
class EnrollmentStatus(Enum):
    """Where an enrolment stands."""

    active = strawberry.enum_value("active", name="ACTIVE")
    completed = strawberry.enum_value("completed", name="COMPLETED")
    dropped = strawberry.enum_value("dropped", name="DROPPED")
    pending = strawberry.enum_value("pending", name="PENDING")
    waitlisted = strawberry.enum_value("waitlisted", name="WAITLISTED")


@strawberry.enum
class ContentType(Enum):
    """What kind of content an item is."""

    video = strawberry.enum_value("video", name="VIDEO")
    quiz = strawberry.enum_value("quiz", name="QUIZ")
    text = strawberry.enum_value("text", name="TEXT")
