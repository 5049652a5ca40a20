"""What the schema shows of courses."""

from datetime import datetime

from db.models import catalogue
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import computed, entity

UPCOMING = """
SELECT c.id AS k0, part.opens_at FROM courses c CROSS JOIN LATERAL unnest(c.openings) AS part (opens_at)
WHERE c.tenant_id = {tenant} AND c.id = ANY({k0}) AND part.opens_at > statement_timestamp()
ORDER BY c.id, part.opens_at
"""


@entity(catalogue.Course, plural="courses", keys={"code": "code"}, order=("title",))
class Course:
    """A course as the catalogue describes it; it runs as one or more offerings."""

    organization = relations.link("organization_id")
    category = relations.link("category_id")
    primary_subject = relations.link("primary_subject_id")
    author = relations.link("author_id")
    thumbnail = relations.link("thumbnail_asset_id")
    subjects = relations.through(
        "Subject",
        "course_subjects",
        "course_id",
        "subject_id",
        order="{t}name, {t}id",
        description="What it is about.",
    )
    subject_links = relations.children(
        "CourseSubject",
        "course_id",
        order="{t}created_at, {t}id",
        description="Its subjects, as rows of their own.",
    )
    prerequisites = relations.children(
        "CoursePrerequisite", "course_id", order="{t}alternative_group NULLS FIRST, {t}id",
        description="The courses it builds on.",
    )  # fmt: skip
    required_by = relations.connection(
        "CoursePrerequisite", "prerequisite_course_id", description="The courses that build on it."
    )
    modules = relations.children(
        "Module", "course_id", where="{t}parent_id IS NULL", order="{t}sequence_index, {t}id",
        description="The top of its syllabus, in order.",
    )  # fmt: skip
    syllabus = relations.descendants(
        "Module", "course_id", where="{t}parent_id IS NULL",
        description="Its whole syllabus, laid flat: each module is followed by those below it.",
    )  # fmt: skip
    content_items = relations.connection(
        "ContentItem", "course_id", description="All its content, in order of creation."
    )
    upcoming = relations.Computed(
        to="CourseOpening",
        sql=UPCOMING,
        many=True,
        description="When parts of it open that learners don't see yet, soonest first.",
    )
    offerings = relations.connection(
        "CourseOffering", "course_id", order=("-starts_at",), description="When it runs, latest first."
    )
    statistics = relations.only("CourseStatistics", "course_id", description="How it is taken; for staff.")
    student_statistics = relations.connection(
        "CourseStudentStatistics", "course_id", description="What each of those who take it has done."
    )
    events = relations.connection(
        "Event", "course_id", order=("-occurred_at",), description="What happened in it, latest first."
    )
    assets = relations.connection("Asset", "course_id", description="The files that belong to it.")
    assessments = relations.connection(
        "Assessment", "course_id", order=("title",), description="The sets of questions that belong to it."
    )
    rubrics = relations.connection(
        "Rubric", "course_id", order=("title",), description="The rubrics that belong to it."
    )
    context = relations.only(
        "CourseContext",
        "course_id",
        description="What its author said about whom it is for; for staff.",
    )
    documents = relations.children(
        "CourseDocument",
        "course_id",
        order="{t}title, {t}id",
        description="What it is written from; for staff.",
    )
    scorm_packages = relations.connection(
        "ScormPackage", "course_id", order=("package_name",), description="The SCORM packages that it plays."
    )
    shares = relations.connection(
        "Share", "course_id", description="To whom it was opened, and until when; for staff."
    )
    reviews = relations.connection(
        "CourseReview",
        "course_id",
        order=("-created_at",),
        description="What those who took it think of it, newest first.",
    )
    module_count = relations.count(
        "Module", "course_id", description="How many modules of it the viewer may see."
    )
    scripts = relations.connection("Script", "course_id", description="What is said in it; for staff.")
    voice_tracks = relations.connection(
        "VoiceTrack", "course_id", description="Its scripts as speech; for staff."
    )
    brand_profiles = relations.children(
        "BrandProfile", "course_id", order="{t}name, {t}id", description="How it is to look; for staff."
    )
    books = relations.children(
        "Book", "course_id", order="{t}title, {t}id", description="The books made from it; for staff."
    )
    render_jobs = relations.connection(
        "RenderJob",
        "course_id",
        order=("-requested_at",),
        description="What was to be rendered from it, newest first; for staff.",
    )
    ai_calls = relations.connection(
        "AiCall",
        "course_id",
        order=("-created_at",),
        description="The calls of models made for it, newest first; for staff.",
    )


@computed({"opens_at": (datetime, "When it opens.")})
class CourseOpening:
    """That a part of a course opens to learners, who don't see before what it is."""


@entity(catalogue.CourseSubject, plural="course_subjects")
class CourseSubject:
    """That a course is about a subject."""

    course = relations.link("course_id")
    subject = relations.link("subject_id")


@entity(catalogue.CoursePrerequisite, plural="course_prerequisites")
class CoursePrerequisite:
    """That a course builds on another."""

    course = relations.link("course_id")
    prerequisite = relations.link("prerequisite_course_id")


@entity(catalogue.CourseContext, plural="course_contexts")
class CourseContext:
    """What an author said about whom a course is for, before it was written."""

    course = relations.link("course_id")


@entity(catalogue.CourseDocument, plural="course_documents", order=("title",))
class CourseDocument:
    """A document that a course is written from."""

    course = relations.link("course_id")
    asset = relations.link("asset_id")
