"""What the schema shows of discussions and reviews."""

from db.models import community
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(community.DiscussionThread, plural="discussion_threads", order=("-created_at",))
class DiscussionThread:
    """A discussion among those who take and teach an offering: about all of it, a module or a piece of content."""

    offering = relations.link("offering_id")
    module = relations.link("module_id")
    content_item = relations.link("content_item_id")
    author = relations.link("author_id")
    posts = relations.connection("DiscussionPost", "thread_id", description="What is said, in order of time.")
    post_tree = relations.descendants(
        "DiscussionPost", "thread_id", where="{t}parent_id IS NULL", sibling=("id",),
        description="What is said, laid flat: each post is followed by its answers, and they by theirs.",
    )  # fmt: skip
    post_count = relations.count(
        "DiscussionPost",
        "thread_id",
        description="How many posts it has; null unless the viewer reads all of them.",
    )


@entity(community.DiscussionPost, plural="discussion_posts")
class DiscussionPost:
    """What somebody says in a discussion, or in answer to another post of it."""

    thread = relations.link("thread_id")
    parent = relations.link("parent_id")
    author = relations.link("author_id")
    replies = relations.connection(
        "DiscussionPost", "parent_id", description="What answers it directly, in order of time."
    )
    reply_count = relations.count(
        "DiscussionPost",
        "parent_id",
        description="How many direct answers it has; null unless the viewer reads all of them.",
    )
    ancestors = relations.ancestors("DiscussionPost", description="The posts above, from the top down.")
    descendants = relations.descendants(
        "DiscussionPost", sibling=("id",),
        description="All that follows from it, laid flat: each post is followed by its answers.",
    )  # fmt: skip


@entity(community.CourseReview, plural="course_reviews", order=("-created_at",))
class CourseReview:
    """What somebody who takes an offering thinks of it, for everyone who may find it."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")
    course = relations.link("course_id")
