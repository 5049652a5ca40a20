"""What the schema shows of countries, tenants and organisations."""

from db.models import tenancy
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity, variant


@entity(tenancy.Country, plural="countries", keys={"iso_code": "iso_code"}, order=("name",))
class Country:
    """A country, by ISO 3166-1."""


@entity(tenancy.Tenant, plural=None)
class Tenant:
    """The institution whose data this is. A viewer sees one tenant: their own."""

    country = relations.link("country_id")
    logo = relations.link("logo_asset_id")
    metrics = relations.connection(
        "MetricDaily", "tenant_id", order=("-day",),
        description="What happened, day by day; for administrators and analysts.",
    )  # fmt: skip


@entity(
    tenancy.Organization, plural="organizations", kind="kind", unknown="UnknownOrganization", order=("name",)
)
class Organization:
    """A part of a tenant: a university, department, district, school, centre, region or company, in one tree."""

    parent = relations.link("parent_id")
    country = relations.link("country_id")
    children = relations.children(
        "Organization", "parent_id", order="{t}name, {t}id", description="The organisations directly below."
    )
    ancestors = relations.ancestors("Organization", description="The organisations above, from the top down.")
    descendants = relations.descendants(
        "Organization",
        sibling=("name", "id"),
        description="All organisations below, laid flat: each is followed by those below it.",
    )
    courses = relations.connection(
        "Course", "organization_id", order=("title",), description="The courses it owns."
    )
    student_progress = relations.connection(
        "StudentProgressSummary", "organization_id", description="Where its students stand."
    )
    tutor_loads = relations.connection(
        "TutorLoad", "organization_id", description="How much its tutors have to do."
    )
    students = relations.connection(
        "StudentProfile", "organization_id", description="The students who attend it."
    )
    tutors = relations.connection("TutorProfile", "organization_id", description="The tutors who work at it.")
    staff = relations.connection("StaffProfile", "organization_id", description="The staff who work at it.")
    role_grants = relations.connection(
        "UserRoleGrant", "organization_id", description="The roles that people hold in it."
    )
    class_sessions = relations.connection(
        "ClassSession", "organization_id", order=("starts_at",), description="The classes that it holds."
    )
    finance_records = relations.connection(
        "FinanceRecord",
        "organization_id",
        order=("-occurred_at",),
        description="Its money, latest first; for those who keep the accounts.",
    )
    financials = relations.connection(
        "CentreFinancials",
        "organization_id",
        order=("-month",),
        description="What it took and spent, by month, latest first; for those who keep the accounts.",
    )
    service_requests = relations.connection(
        "ServiceRequest", "organization_id", description="What is asked of it, as far as the viewer may see."
    )
    inventory_items = relations.connection(
        "InventoryItem", "organization_id", order=("name",), description="What it has; for support."
    )
    lms_connections = relations.connection(
        "LmsLink", "organization_id", description="The systems that its lessons are sent to; for staff."
    )
    skill_assessments = relations.connection(
        "SkillAssessment",
        "organization_id",
        order=("-created_at",),
        description="How its tutors assessed students, newest first.",
    )
    achievements = relations.connection(
        "Achievement",
        "organization_id",
        order=("-created_at",),
        description="The points and badges it gave, newest first.",
    )
    course_count = relations.count(
        "Course",
        "organization_id",
        description="How many of its courses the viewer may see; null for a system that sees no courses.",
    )


@variant(Organization, "university")
class University:
    """A university."""

    departments = relations.connection(
        "Department",
        "parent_id",
        order=("name",),
        where="{t}kind = 'department'",
        description="Its departments.",
    )


@variant(Organization, "department")
class Department:
    """A department of a university."""


@variant(Organization, "district")
class District:
    """A school district."""

    schools = relations.connection(
        "School", "parent_id", order=("name",), where="{t}kind = 'school'", description="Its schools."
    )


@variant(Organization, "school")
class School:
    """A school."""


@variant(Organization, "centre")
class Centre:
    """A tutoring centre."""


@variant(Organization, "region")
class Region:
    """A region that groups centres or schools."""


@variant(Organization, "company")
class Company:
    """A company, or a division of one."""


University.plural, University.keys = "universities", {"short_code": "code"}
Department.plural = "departments"
District.plural, School.plural, Centre.plural = "districts", "schools", "centres"
