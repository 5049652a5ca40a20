"""What the schema shows of progress."""

from db.models import progress
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import computed, entity


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


@entity(progress.CourseProgress, plural="course_progress")
class CourseProgress:
    """How far a person has come in a course, and where they were last."""

    enrollment = relations.link("enrollment_id")
    user = relations.link("user_id")
    offering = relations.link("offering_id")
    last_content_item = relations.link(
        "last_content_item_id", to="ContentItem", description="The content item that the person was in last."
    )


@computed({"is_started": (bool, "Whether the person has begun it.")})
class NextStep:
    """What a person has not finished yet in a course."""

    content_item = relations.link(
        "content_item_id", to="ContentItem", description="The content item to go on with."
    )
