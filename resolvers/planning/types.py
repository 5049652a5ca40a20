"""What the schema shows of lessons, their versions, and what a version is made of."""

from db.models import planning
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(planning.Lesson, plural="lessons", keys={"code": "code"}, order=("title",))
class Lesson:
    """A lesson that can be planned once and placed in any unit. What it says lies in its versions."""

    owner = relations.link("owner_id")
    current_version = relations.link("current_version_id")
    versions = relations.connection(
        "LessonVersion", "lesson_id", order=("-version_no",), description="All its versions, newest first."
    )
    version_count = relations.count(
        "LessonVersion", "lesson_id", description="How many versions of it the viewer may see."
    )
    shares = relations.connection(
        "Share", "lesson_id", description="To whom it was opened, and until when; for staff."
    )
    modules = relations.connection(
        "Module",
        "lesson_id",
        order=("title",),
        description="The places in units and courses where it is used.",
    )


@entity(planning.LessonVersion, plural="lesson_versions", order=("-created_at",))
class LessonVersion:
    """What a lesson says, as it stood when it was saved. A version is never changed: an edit is the next version."""

    lesson = relations.link("lesson_id")
    author = relations.link("author_id")
    generation_jobs = relations.children(
        "GenerationJob",
        "lesson_version_id",
        order="{t}created_at, {t}id",
        description="The request that a model wrote it for; none where a person did; for staff.",
    )
    blocks = relations.children(
        "LessonBlock",
        "lesson_version_id",
        order="{t}sequence_index, {t}id",
        description="Its blocks, in order.",
    )
    standards = relations.through(
        "Standard",
        "lesson_standards",
        "lesson_version_id",
        "standard_id",
        order="{t}code, {t}id",
        description="The standards that it is aligned with.",
    )
    lesson_standards = relations.children(
        "LessonStandard",
        "lesson_version_id",
        order="{t}created_at, {t}id",
        description="Its alignments, as rows of their own.",
    )
    assets = relations.through(
        "Asset",
        "lesson_assets",
        "lesson_version_id",
        "asset_id",
        order="{t}filename, {t}id",
        description="The files that it uses.",
    )
    lesson_assets = relations.children(
        "LessonAsset",
        "lesson_version_id",
        order="{t}purpose, {t}id",
        description="The files that it uses, each with what it is used for.",
    )
    pushes = relations.connection(
        "LmsPush", "lesson_version_id", order=("-created_at",),
        description="Where it was sent, newest first; for staff.",
    )  # fmt: skip
    editor_sessions = relations.connection(
        "EditorSession",
        "lesson_version_id",
        order=("-started_at",),
        description="When it was edited, last first; for staff.",
    )


@entity(planning.LessonBlock, plural="lesson_blocks")
class LessonBlock:
    """A block of a lesson's version. Nothing of it changes once the version is published."""

    lesson_version = relations.link("lesson_version_id")


@entity(planning.LessonStandard, plural="lesson_standards")
class LessonStandard:
    """That a lesson's version is aligned with a standard."""

    lesson_version = relations.link("lesson_version_id")
    standard = relations.link("standard_id")


@entity(planning.LessonAsset, plural="lesson_assets")
class LessonAsset:
    """That a lesson's version uses a file."""

    lesson_version = relations.link("lesson_version_id")
    asset = relations.link("asset_id")


@entity(planning.EditorSession, plural="editor_sessions", order=("-started_at",))
class EditorSession:
    """A time during which somebody edited a lesson's version; for staff."""

    lesson_version = relations.link("lesson_version_id")
    user = relations.link("user_id")
