"""What the schema shows of progress."""

import datetime

from db.models import progress
from resolvers.kit import relations
from resolvers.kit.entity import computed, entity


@entity(progress.ModuleProgress, plural="module_progress")
class ModuleProgress:
    """How far a learner has come in a module."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")
    module = relations.link("module_id")


@entity(progress.ContentProgress, plural="content_progress")
class ContentProgress:
    """How far a learner has come in a content item."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")
    content_item = relations.link("content_item_id")


@computed(
    {
        "percent": (float, "The mean of the progress in the modules at the top of the syllabus, 0 to 100."),
        "modules": (int, "How many modules stand at the top of the syllabus."),
        "completed_modules": (int, "How many of them are completed."),
        "last_interacted_at": (datetime.datetime | None, "When the person last did something in the course."),
    }
)
class CourseProgress:
    """How far a person has come in a course, and where they were last."""

    enrollment = relations.link(
        "enrollment_id", to="Enrollment", description="The enrolment that this is about."
    )
    last_content_item = relations.link(
        "last_content_item_id", to="ContentItem", description="The content item that the person was in last."
    )


@computed({"is_started": (bool, "Whether the person has begun it.")})
class NextStep:
    """What a person has not finished yet in a course."""

    content_item = relations.link(
        "content_item_id", to="ContentItem", description="The content item to go on with."
    )
