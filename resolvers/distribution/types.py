"""What the schema shows of packages that come from other systems, and of the systems that lessons go to."""

from db.models import distribution
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(distribution.LmsConnection, plural="lms_connections", order=("provider",))
class LmsLink:
    """A learning management system that lessons are sent to; for staff. Its tokens are shown to nobody."""

    organization = relations.link("organization_id")
    pushes = relations.connection(
        "LmsPush", "connection_id", order=("-created_at",), description="What was sent over it, newest first."
    )


@entity(distribution.LmsPush, plural="lms_pushes", order=("-created_at",))
class LmsPush:
    """That a version of a lesson was sent to another system; for staff."""

    lesson_version = relations.link("lesson_version_id")
    connection = relations.link("connection_id")


@entity(distribution.Share, plural="shares")
class Share:
    """A record that somebody opened a lesson or a unit; for staff. It opens nothing; its link is shown to nobody."""

    lesson = relations.link("lesson_id")
    course = relations.link("course_id")
    sender = relations.link("shared_by_id")


@entity(distribution.ScormPackage, plural="scorm_packages", order=("package_name",))
class ScormPackage:
    """A SCORM package that belongs to a course: what its manifest says of it."""

    course = relations.link("course_id")
    asset = relations.link("asset_id")
    files = relations.connection(
        "ScormFile", "package_id", order=("file_path",), description="Its files, by path."
    )
    file_count = relations.count(
        "ScormFile", "package_id", description="How many of its files the viewer may see."
    )
    content_items = relations.through(
        "ContentItem", "scorm_files", "package_id", "content_item_id", order="{t}sequence_index, {t}id",
        description="The content that it plays.",
    )  # fmt: skip


@entity(distribution.ScormFile, plural="scorm_files", order=("file_path",))
class ScormFile:
    """A file of a SCORM package."""

    package = relations.link("package_id")
    content_item = relations.link("content_item_id")
    asset = relations.link("asset_id")
