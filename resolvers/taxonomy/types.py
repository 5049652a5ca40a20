"""What the schema shows of subjects, categories and standards."""

from db.models import taxonomy
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(taxonomy.Domain, plural="domains", keys={"code": "code"}, order=("name",))
class Domain:
    """A broad field of knowledge, such as mathematics."""

    subjects = relations.connection(
        "Subject", "domain_id", order=("name",), description="The subjects of the domain."
    )


@entity(taxonomy.Subject, plural="subjects", keys={"code": "code"}, order=("name",))
class Subject:
    """A subject of study, in a tree that all tenants share."""

    parent = relations.link("parent_id")
    domain = relations.link("domain_id")
    children = relations.children(
        "Subject", "parent_id", order="{t}name, {t}id", description="The narrower subjects."
    )
    ancestors = relations.ancestors("Subject", description="The broader subjects, from the top down.")
    descendants = relations.descendants(
        "Subject", sibling=("name", "id"), description="All narrower subjects, laid flat in preorder."
    )
    courses = relations.connection(
        "Course", "primary_subject_id", order=("title",), description="The courses chiefly about it."
    )
    course_links = relations.connection(
        "CourseSubject", "subject_id", description="The courses about it, chiefly or among other things."
    )


@entity(taxonomy.Category, plural="categories", order=("sequence_index",))
class Category:
    """A heading of the tenant's own catalogue."""

    courses = relations.connection(
        "Course", "category_id", order=("title",), description="The courses under the heading."
    )


@entity(taxonomy.StandardsFramework, plural="standards_frameworks", order=("code",))
class StandardsFramework:
    """A published set of learning standards."""

    standards = relations.connection(
        "Standard",
        "framework_id",
        order=("sequence_index", "code"),
        description="The statements of the framework, from top to bottom.",
    )


@entity(taxonomy.Standard, plural="standards", order=("code",))
class Standard:
    """One statement of a framework: what a learner should know or be able to do."""

    framework = relations.link("framework_id")
    associations = relations.connection(
        "StandardAssociation",
        "from_id",
        order=("kind", "sequence_index"),
        description="What it relates to, and how.",
    )
    parents = relations.through(
        "Standard", "standard_associations", "from_id", "to_id", order="{t}code, {t}id",
        where="j.kind = 'is_child_of'", description="The statements above it; there may be several.",
    )  # fmt: skip
    children = relations.through(
        "Standard", "standard_associations", "to_id", "from_id", order="{t}sequence_index, {t}code, {t}id",
        where="j.kind = 'is_child_of'", description="The statements below it.",
    )  # fmt: skip
    lesson_standards = relations.connection(
        "LessonStandard", "standard_id", description="The versions of lessons that are aligned with it."
    )


@entity(taxonomy.StandardAssociation, plural="standard_associations")
class StandardAssociation:
    """A relation between two standards."""

    origin = relations.link("from_id")
    destination = relations.link("to_id")
    framework = relations.link("framework_id")
