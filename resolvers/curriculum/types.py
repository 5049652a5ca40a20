"""What the schema shows of the syllabus and its content."""

from db.models import curriculum
from db.payloads import PAYLOADS
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity, variant


@entity(curriculum.Module, plural="modules")
class Module:
    """A part of a course's syllabus, which may hold parts of its own to any depth, and content."""

    course = relations.link("course_id")
    parent = relations.link("parent_id")
    template = relations.link("template_id")
    lesson = relations.link("lesson_id")
    children = relations.children(
        "Module", "parent_id", order="{t}sequence_index, {t}id", description="The modules directly below."
    )
    ancestors = relations.ancestors("Module", description="The modules above, from the top down.")
    descendants = relations.descendants(
        "Module", description="All modules below, laid flat: each is followed by those below it."
    )
    content_items = relations.children(
        "ContentItem", "module_id", order="{t}sequence_index, {t}id", description="Its own content, in order."
    )
    progress = relations.latest(
        "ModuleProgress", "module_id", order="{t}updated_at DESC, {t}id DESC",
        description="How far the viewer has come in it, in the offering they took last.",
    )  # fmt: skip
    discussion_threads = relations.connection(
        "DiscussionThread", "module_id", description="The discussions about it."
    )
    content_count = relations.count(
        "ContentItem", "module_id", description="How many pieces of content hang on it directly."
    )
    scripts = relations.children(
        "Script", "module_id", order="{t}created_at, {t}id", description="What is said in it; for staff."
    )
    voice_tracks = relations.children(
        "VoiceTrack", "module_id", order="{t}created_at, {t}id", description="The same as speech; for staff."
    )
    assets = relations.connection("Asset", "module_id", description="The files that belong to it.")
    render_jobs = relations.connection(
        "RenderJob",
        "module_id",
        order=("-requested_at",),
        description="What was to be rendered from it, newest first; for staff.",
    )
    ai_calls = relations.connection(
        "AiCall",
        "module_id",
        order=("-created_at",),
        description="The calls of models made for it, newest first; for staff.",
    )
    book_sections = relations.connection(
        "BookSection", "module_id", description="The sections of books that go back to it; for staff."
    )


@entity(curriculum.ModuleTemplate, plural="module_templates", order=("title",))
class ModuleTemplate:
    """A pattern that modules are made from; for staff."""

    modules = relations.connection("Module", "template_id", description="The modules made from it.")


@entity(curriculum.ContentItem, plural="content_items", kind="content_type", unknown="UnknownContent")
class ContentItem:
    """A piece of content in a module. Each kind of content is a type with fields of its own."""

    module = relations.link("module_id")
    course = relations.link("course_id")
    asset = relations.link("asset_id")
    progress = relations.latest(
        "ContentProgress", "content_item_id", order="{t}updated_at DESC, {t}id DESC",
        description="How far the viewer has come in it, in the offering they took last.",
    )  # fmt: skip
    scripts = relations.children(
        "Script",
        "content_item_id",
        order="{t}created_at, {t}id",
        description="What is said in it; for staff.",
    )
    voice_tracks = relations.children(
        "VoiceTrack",
        "content_item_id",
        order="{t}created_at, {t}id",
        description="The same as speech; for staff.",
    )
    mentor_setting = relations.only(
        "MentorSetting",
        "content_item_id",
        description="How the mentor helps with it; null where there is no mentor.",
    )
    mentor_threads = relations.connection(
        "MentorThread",
        "content_item_id",
        order=("-created_at",),
        description="The conversations about it that the viewer may read, newest first.",
    )
    mentor_insight = relations.latest(
        "MentorInsight", "content_item_id", order="{t}created_at DESC, {t}id DESC",
        description="What the mentor last made of the viewer's work with it.",
    )  # fmt: skip
    discussion_threads = relations.connection(
        "DiscussionThread", "content_item_id", description="The discussions about it."
    )
    assets = relations.connection(
        "Asset", "content_item_id", description="The files that belong to it, that which it shows included."
    )


@variant(ContentItem, "video", PAYLOADS["video"])
class VideoContent:
    """A video, with its transcript."""


@variant(ContentItem, "quiz", PAYLOADS["quiz"])
class QuizContent:
    """A quiz, as a learner sees it: without its answers."""

    assessment = relations.link("assessment_id")
    attempts = relations.connection(
        "QuizAttempt",
        "content_item_id",
        order=("-started_at",),
        description="The attempts at it that the viewer may see, newest first.",
    )
    attempt = relations.latest(
        "QuizAttempt", "content_item_id", order="{t}started_at DESC, {t}id DESC",
        description="The viewer's own attempt at it, the newest of several.",
    )  # fmt: skip


@variant(ContentItem, "engineering_lab", PAYLOADS["engineering_lab"])
class LabContent:
    """A laboratory exercise in a runtime environment. Learners do not see its hidden tests."""

    submissions = relations.connection(
        "LabSubmission",
        "content_item_id",
        order=("-submitted_at",),
        description="What was handed in for it, as far as the viewer may see, newest first.",
    )


@variant(ContentItem, "text", PAYLOADS["text"])
class TextContent:
    """An article made of blocks."""


@variant(ContentItem, "assignment", PAYLOADS["assignment"])
class AssignmentContent:
    """Work to hand in."""

    submissions = relations.connection(
        "AssignmentSubmission",
        "content_item_id",
        order=("-submitted_at",),
        description="What was handed in for it, as far as the viewer may see, newest first.",
    )


@variant(ContentItem, "resource", PAYLOADS["resource"])
class ResourceContent:
    """Links and files."""


@variant(ContentItem, "scorm", PAYLOADS["scorm"])
class ScormContent:
    """A SCORM package."""

    packages = relations.through(
        "ScormPackage", "scorm_files", "content_item_id", "package_id", order="{t}created_at, {t}id",
        description="The package that plays it, with its files.",
    )  # fmt: skip


@variant(ContentItem, "external", PAYLOADS["external"])
class ExternalContent:
    """Content that another system shows, such as an LTI tool, or a block that an import did not know."""


@variant(ContentItem, "interaction", PAYLOADS["interaction"])
class InteractionContent:
    """An interactive element, such as a timeline or hotspot."""


@variant(ContentItem, "segment", PAYLOADS["segment"])
class SegmentContent:
    """A narrated segment of a scene."""
