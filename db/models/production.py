"""Production: scripts, voices, brands and books, the jobs that render and generate, and their calls of models."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric
from sqlalchemy.orm import Mapped

from db.models.access import Mask, staff
from db.models.base import (
    Check,
    Edited,
    Facts,
    Lookup,
    TenantRow,
    Timed,
    Unique,
    column,
    document,
    extra,
    nonnegative,
    reference,
    word,
)
from db.models.words import Words

# One of the seed's words is a keyword of Python, so this set is made by a call.
Engine: Any = Words(
    "Engine",
    {
        "e1": "Makes narrated videos from slides.",
        "e2": "Makes videos with generated scenes.",
        "e3": "Writes books and manuals.",
        "e4": "Makes interactive packages.",
        "global": "None in particular: what serves all of them.",
    },
    module=__name__,
)
Engine.__doc__ = "The engines that a course is produced with."


class ScriptStatus(Words):
    """Where a script stands."""

    draft = "Being written."
    review = "Waiting for approval."
    approved = "Approved."


class VoiceStatus(Words):
    """Where a recording stands."""

    generated = "Made, not yet heard by anyone."
    approved = "Approved."
    rejected = "Refused: to be made again."


class BookStatus(Words):
    """Where a book stands."""

    draft = "Being written."
    in_edit = "Being edited."
    ready = "Ready to be rendered."


class SectionMapping(Words):
    """What part of the course a section of a book goes back to."""

    learning_unit = "A learning unit."
    module = "A module."
    lesson = "A lesson."
    custom = "None: it was written for the book."


class RenderKind(Words):
    """What a render job makes."""

    video = "A video of a lesson."
    book = "A book of the course."
    scorm = "A SCORM package."


class JobState(Words):
    """Where a job stands."""

    queued = "Waits for its turn."
    in_progress = "Is running."
    succeeded = "Has made what it was to make."
    failed = "Has failed."
    cancelled = "Was called off."


class CallType(Words):
    """What a model was asked for."""

    llm_script = "A script."
    llm_outline = "An outline."
    tts = "Speech."
    image = "A picture."
    video = "A video."
    parse = "To read a document."


class CallStatus(Words):
    """How a call ended."""

    success = "Answered."
    failed = "Failed."


OURS = staff("staff", "catalogue")
OVER = "state IN ('succeeded', 'failed', 'cancelled')"
JOB_CHECKS = (
    Check("error_means_failed", "error_message IS NULL OR state = 'failed'"),
    Check("ended_when_over", f"(completed_at IS NOT NULL) = ({OVER})"),
    Check("completed_after_requested", "completed_at >= requested_at"),
    Check("started_after_requested", "started_at >= requested_at"),
    Check("completed_after_started", "completed_at >= started_at"),
)


class Script(TenantRow, Edited):
    """What is said in a segment or scene of a course in production: a machine's draft and the approved text."""

    __tablename__ = "scripts"
    course_id: Mapped[UUID] = reference("courses", "The course in production.", part_of=True)
    module_id: Mapped[UUID | None] = reference(
        "modules", "The lesson or scene it belongs to.", part_of=True, within="course_id"
    )
    content_item_id: Mapped[UUID | None] = reference(
        "content_items", "The segment it is spoken in; null for a whole scene.", part_of=True
    )
    engine: Mapped[Words] = word(Engine, "The engine it was written by.", default="e1")
    draft_text: Mapped[str | None] = column("The first draft, made by machine.")
    final_text: Mapped[str | None] = column("The approved text.")
    status: Mapped[ScriptStatus] = word(ScriptStatus, "Where the script stands.", default="draft")

    facts = Facts(
        OURS,
        [
            Lookup(("course_id", "module_id", "content_item_id")),
            Lookup(("status",)),
            Check("engine_writes", "engine IN ('e1', 'e2', 'e3')"),
            Check("approved_has_text", "status <> 'approved' OR final_text IS NOT NULL"),
        ],
    )


class VoiceTrack(TenantRow, Edited):
    """A script as speech, made by machine."""

    __tablename__ = "voice_tracks"
    course_id: Mapped[UUID] = reference("courses", "The course in production.", part_of=True)
    module_id: Mapped[UUID | None] = reference(
        "modules", "The lesson or scene it belongs to.", part_of=True, within="course_id"
    )
    content_item_id: Mapped[UUID | None] = reference(
        "content_items", "The segment it is heard in; null for a whole scene.", part_of=True
    )
    script_id: Mapped[UUID] = reference("scripts", "The script that is spoken.", part_of=True)
    asset_id: Mapped[UUID | None] = reference("assets", "The file.")
    voice_profile: Mapped[str] = column("The voice, such as `en_male_neutral_1`.")
    duration_seconds: Mapped[Decimal | None] = column("How long it takes, in seconds.", Numeric(10, 3))
    tts_provider: Mapped[str | None] = column("Whose speech it is, such as `azure`, `gcp` or `openai`.")
    status: Mapped[VoiceStatus] = word(VoiceStatus, "Where the recording stands.", default="generated")

    facts = Facts(
        OURS,
        [
            Lookup(("course_id", "module_id", "content_item_id")),
            nonnegative("duration_seconds"),
        ],
    )


class BrandProfile(TenantRow, Edited):
    """How what is produced looks: of the whole tenant, or of one course."""

    __tablename__ = "brand_profiles"
    course_id: Mapped[UUID | None] = reference(
        "courses", "The course it is for; null for all of the tenant's.", part_of=True
    )
    name: Mapped[str] = column("What the brand is called.")
    primary_color: Mapped[str | None] = column("The first colour, as CSS writes it, such as `#0B3D91`.")
    secondary_color: Mapped[str | None] = column("The second colour.")
    logo_asset_id: Mapped[UUID | None] = reference("assets", "The logo.")
    typography: Mapped[dict[str, Any]] = document("Fonts and sizes.")
    style_preferences: Mapped[dict[str, Any]] = document("Tone and usual layout.")

    facts = Facts(
        OURS,
        [
            Lookup(("name",)),
            Check("typography_is_object", "jsonb_typeof(typography) = 'object'"),
            Check("style_preferences_is_object", "jsonb_typeof(style_preferences) = 'object'"),
        ],
    )


class BrandTemplate(TenantRow, Edited):
    """A layout in a brand's style, such as of a scene, a slide or a page."""

    __tablename__ = "brand_templates"
    brand_profile_id: Mapped[UUID] = reference("brand_profiles", "The brand.", part_of=True)
    name: Mapped[str] = column("What the template is called.")
    description: Mapped[str | None] = column("What it is for.")
    template_type: Mapped[str] = column(
        "What it lays out, such as `video_scene`, `slide` or `ebook_page`.", shown_as="type"
    )
    layout_config: Mapped[dict[str, Any]] = document("Where text, picture and logo stand.")
    preview_asset_id: Mapped[UUID | None] = reference("assets", "A picture of it.")

    facts = Facts(
        OURS,
        [
            Lookup(("template_type", "name")),
            Check("layout_config_is_object", "jsonb_typeof(layout_config) = 'object'"),
        ],
    )


class Book(TenantRow, Edited):
    """A book or manual that is made from a course."""

    __tablename__ = "books"
    course_id: Mapped[UUID] = reference("courses", "The course it is made from.", part_of=True)
    title: Mapped[str] = column("The book's title.")
    subtitle: Mapped[str | None] = column("Its subtitle.")
    status: Mapped[BookStatus] = word(BookStatus, "Where the book stands.", default="draft")

    facts = Facts(OURS, [Lookup(("title",))])


class BookSection(TenantRow, Edited):
    """A chapter of a book, or a section at any level below: a book is a flat list of them, in order."""

    __tablename__ = "book_sections"
    book_id: Mapped[UUID] = reference("books", "The book.", part_of=True)
    level: Mapped[int] = column("1 for a chapter, 2 for a section of one, and so on.", default="1")
    title: Mapped[str] = column("The section's title.")
    content_markdown: Mapped[str | None] = column("Its text, in Markdown: untrusted.")
    mapping_type: Mapped[SectionMapping] = word(
        SectionMapping, "What part of the course it goes back to.", default="custom", shown_as="mapping"
    )
    module_id: Mapped[UUID | None] = reference(
        "modules", "That part; null where it was written for the book."
    )
    sequence_index: Mapped[int] = column("Its place in the book, from 1.", default="1")

    facts = Facts(
        OURS,
        [
            Unique(("book_id", "sequence_index"), deferrable=True, nulls_distinct=False),
            Check("level_from_one", "level >= 1"),
            Check("sequence_index_from_one", "sequence_index >= 1"),
            Check("mapped_to_module", "(mapping_type = 'custom') = (module_id IS NULL)"),
        ],
    )


class RenderJob(TenantRow, Timed):
    """A request to make a video, a book or a package from a course in production, and what became of it."""

    __tablename__ = "render_jobs"
    course_id: Mapped[UUID] = reference("courses", "The course in production.", part_of=True)
    module_id: Mapped[UUID | None] = reference(
        "modules", "The lesson that is rendered; null for the whole course.", part_of=True, within="course_id"
    )
    kind: Mapped[RenderKind] = word(RenderKind, "What it makes.")
    engine: Mapped[Words] = word(Engine, "The engine that renders.")
    version_label: Mapped[str | None] = column("The version that it makes, such as `v2_cinematic`.")
    state: Mapped[JobState] = word(JobState, "Where the job stands.", default="queued")
    requested_by: Mapped[UUID | None] = reference("users", "Who asked for it.")
    requested_at: Mapped[datetime] = column("When it was asked for.", default="now()")
    started_at: Mapped[datetime | None] = column("When it began.")
    completed_at: Mapped[datetime | None] = column("When it ended, well or not.")
    result_asset_id: Mapped[UUID | None] = reference("assets", "What it has made.")
    error_message: Mapped[str | None] = column("What went wrong.")
    metadata_: Mapped[dict[str, Any]] = extra()

    facts = Facts(
        OURS,
        [
            Lookup(("course_id", "state")),
            Lookup(("module_id", "state")),
            Lookup(("requested_at", "id")),
            Check(
                "engine_fits_kind",
                "CASE WHEN kind = 'video' THEN engine IN ('e1', 'e2') WHEN kind = 'book' THEN engine = 'e3'"
                " ELSE engine = 'e4' END",
            ),
            Check("book_is_of_course", "kind <> 'book' OR module_id IS NULL"),
            Check("result_means_succeeded", "result_asset_id IS NULL OR state = 'succeeded'"),
            *JOB_CHECKS,
        ],
    )


class GenerationJob(TenantRow, Timed):
    """A request to have a lesson written by a model, and what became of it."""

    __tablename__ = "generation_jobs"
    user_id: Mapped[UUID | None] = reference("users", "Who asked for it.")
    input: Mapped[dict[str, Any]] = document("What the lesson was to be.", default=None)
    state: Mapped[JobState] = word(JobState, "Where the job stands.", default="queued")
    model: Mapped[str] = column("The model that writes.")
    temperature: Mapped[Decimal | None] = column(
        "How freely it writes: 0 is always the same.", Numeric(3, 2), default="0.2"
    )
    top_p: Mapped[Decimal | None] = column(
        "From how much of the likely words it chooses, 0 to 1.", Numeric(3, 2), default="1.0"
    )
    max_tokens: Mapped[int | None] = column("How long the answer may be, in tokens.")
    lesson_version_id: Mapped[UUID | None] = reference("lesson_versions", "The version it has written.")
    error: Mapped[str | None] = column("What went wrong.")

    facts = Facts(
        staff("staff", "catalogue", own_work="user_id"),
        [
            Lookup(("created_at", "id")),
            Lookup(("state",)),
            Check("input_is_object", "jsonb_typeof(input) = 'object'"),
            Check("temperature_range", "temperature BETWEEN 0 AND 2"),
            Check("top_p_range", "top_p BETWEEN 0 AND 1"),
            Check("max_tokens_positive", "max_tokens > 0"),
            Check("result_means_succeeded", "lesson_version_id IS NULL OR state = 'succeeded'"),
            Check("error_means_failed", "error IS NULL OR state = 'failed'"),
        ],
    )


class AiCall(TenantRow, Timed):
    """A call of a model: what it was for, what it cost, and how it ended. Requests are kept shortened or hashed."""

    __tablename__ = "ai_calls"
    course_id: Mapped[UUID | None] = reference(
        "courses", "The course it was made for; null where it was for none.", part_of=True
    )
    module_id: Mapped[UUID | None] = reference(
        "modules", "The lesson it was made for.", part_of=True, within="course_id"
    )
    engine: Mapped[Words] = word(Engine, "The engine that called.", default="global")
    call_type: Mapped[CallType] = word(CallType, "What was asked for.", shown_as="type")
    provider: Mapped[str | None] = column("Who runs the model.")
    model_name: Mapped[str | None] = column("The model's name and version.")
    input_tokens: Mapped[int | None] = column("About how many tokens were sent.")
    output_tokens: Mapped[int | None] = column("About how many tokens came back.")
    request_payload: Mapped[dict[str, Any]] = document(
        "What was sent, shortened or hashed for privacy: at most 4,000 bytes.",
        mask=Mask(("authors",), where="app.writes_course({t}course_id)"),
    )
    response_meta: Mapped[dict[str, Any]] = document("What the provider said of the call: cost, time.")
    status: Mapped[CallStatus] = word(CallStatus, "How the call ended.")
    error_message: Mapped[str | None] = column("What went wrong.")

    facts = Facts(
        OURS,
        [
            Lookup(("created_at", "id")),
            nonnegative("input_tokens"),
            nonnegative("output_tokens"),
            Check("module_has_course", "module_id IS NULL OR course_id IS NOT NULL"),
            Check("request_payload_is_short", "octet_length(request_payload::text) <= 4000"),
            Check("response_meta_is_object", "jsonb_typeof(response_meta) = 'object'"),
            Check("error_means_failed", "error_message IS NULL OR status = 'failed'"),
        ],
    )
