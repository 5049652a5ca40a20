"""What the schema shows of mentoring."""

from db.models import mentoring
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(mentoring.MentorSetting, plural="mentor_settings")
class MentorSetting:
    """How the mentor helps with a content item: what it is told, what learners are to reach, how hard it is."""

    content_item = relations.link("content_item_id")


@entity(mentoring.MentorThread, plural="mentor_threads", order=("-created_at",))
class MentorThread:
    """A conversation of a learner with the mentor, for the learner and who teaches them; not for guardians."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")
    content_item = relations.link("content_item_id")
    messages = relations.connection(
        "MentorMessage", "thread_id", order=("created_at",), description="What was said, in order."
    )
    message_count = relations.count("MentorMessage", "thread_id", description="How many messages it has.")


@entity(mentoring.MentorMessage, plural="mentor_messages")
class MentorMessage:
    """What the learner or the mentor said in a conversation."""

    thread = relations.link("thread_id")


@entity(mentoring.MentorInsight, plural="mentor_insights")
class MentorInsight:
    """What the mentor makes of a learner's work with a content item, by machine: a hint, not a grade."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")
    content_item = relations.link("content_item_id")
