"""What the schema shows of production; all of it is for staff."""

from db.models import production
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(production.Script, plural="scripts")
class Script:
    """What is said in a segment or scene of a course in production: a machine's draft and the approved text."""

    course = relations.link("course_id")
    module = relations.link("module_id")
    content_item = relations.link("content_item_id")
    voice_tracks = relations.children(
        "VoiceTrack",
        "script_id",
        order="{t}created_at, {t}id",
        description="The script as speech, oldest first.",
    )


@entity(production.VoiceTrack, plural="voice_tracks")
class VoiceTrack:
    """A script as speech, made by machine."""

    course = relations.link("course_id")
    module = relations.link("module_id")
    content_item = relations.link("content_item_id")
    script = relations.link("script_id")
    asset = relations.link("asset_id")


@entity(production.BrandProfile, plural="brand_profiles", order=("name",))
class BrandProfile:
    """How what is produced looks: of the whole tenant, or of one course."""

    course = relations.link("course_id")
    logo = relations.link("logo_asset_id")
    templates = relations.children(
        "BrandTemplate",
        "brand_profile_id",
        order="{t}template_type, {t}name, {t}id",
        description="Its layouts, by what they lay out.",
    )


@entity(production.BrandTemplate, plural="brand_templates", order=("template_type", "name"))
class BrandTemplate:
    """A layout in a brand's style, such as of a scene, a slide or a page."""

    brand_profile = relations.link("brand_profile_id")
    preview = relations.link("preview_asset_id")


@entity(production.Book, plural="books", order=("title",))
class Book:
    """A book or manual that is made from a course."""

    course = relations.link("course_id")
    sections = relations.connection(
        "BookSection",
        "book_id",
        order=("sequence_index",),
        description="Its chapters and sections, in order.",
    )
    section_count = relations.count("BookSection", "book_id", description="How many sections it has.")


@entity(production.BookSection, plural="book_sections")
class BookSection:
    """A chapter of a book, or a section at any level below: a book is a flat list of them, in order."""

    book = relations.link("book_id")
    module = relations.link("module_id")


@entity(production.RenderJob, plural="render_jobs", order=("-requested_at",))
class RenderJob:
    """A request to make a video, a book or a package from a course in production, and what became of it."""

    course = relations.link("course_id")
    module = relations.link("module_id")
    requester = relations.link("requested_by")
    result = relations.link("result_asset_id")


@entity(production.GenerationJob, plural="generation_jobs", order=("-created_at",))
class GenerationJob:
    """A request to have a lesson written by a model, and what became of it."""

    user = relations.link("user_id")
    lesson_version = relations.link("lesson_version_id")


@entity(production.AiCall, plural="ai_calls", order=("-created_at",))
class AiCall:
    """A call of a model: what it was for, what it cost, and how it ended."""

    course = relations.link("course_id")
    module = relations.link("module_id")
