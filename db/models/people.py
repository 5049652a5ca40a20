"""People of a tenant: users, what they may do, who they are to each other, and the groups they form."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from db.models.access import Mask, directory, members, noted, personal, reachable, sensitive
from db.models.base import (
    SOURCED,
    Check,
    Edited,
    Facts,
    Lookup,
    SoftDeleted,
    Sourced,
    TenantRow,
    Unique,
    column,
    document,
    extra,
    flag,
    reference,
    word,
)
from db.models.words import Words


def origin() -> Any:
    """The column `external_id` of a row about a person: it may hold their number elsewhere, and is shown to nobody."""
    return column("Which record of a roster the row was imported from.", exposed=False, order=95)


class UserStatus(Words):
    """Whether a person may sign in."""

    active = "May sign in."
    inactive = "May not sign in; records are kept."
    invited = "Invited, has not signed in yet."


class UserRole(Words):
    """What a person may do in the tenant, or in one organisation of it."""

    student = "Learns."
    teacher = "Teaches at a school."
    instructor = "Teaches course offerings."
    tutor = "Tutors assigned students."
    ta = "Assists in teaching course offerings."
    coach = "Coaches teachers."
    content_creator = "Writes courses and their content."
    assessor = "Assesses learners."
    parent = "Has children in their care who learn here."
    finance = "Keeps the accounts."
    support = "Answers requests."
    supervisor = "Runs a centre or a group of tutors."
    department_admin = "Runs a department."
    school_admin = "Runs a school."
    district_admin = "Runs a district."
    tenant_admin = "Runs the whole tenant."
    platform_admin = "Operates the platform; acts in one tenant at a time."
    analyst = "Reads all rows of the tenant, with sensitive columns masked."


class GuardianRelationship(Words):
    """What a guardian is to a student."""

    parent = "A parent."
    guardian = "Another legal guardian."


class User(TenantRow, Edited, SoftDeleted):
    """A person in one tenant. A human who belongs to two tenants has a user in each."""

    __tablename__ = "users"
    account_id: Mapped[UUID | None] = reference(
        "accounts", "The account that signs in as this person.", schema="identity", exposed=False
    )
    email: Mapped[str | None] = column(
        "Email address, unique in the tenant whatever its case.", mask=reachable()
    )
    full_name: Mapped[str] = column("The name as the person writes it.")
    given_name: Mapped[str | None] = column("Given name.")
    family_name: Mapped[str | None] = column("Family name.")
    phone: Mapped[str | None] = column("Telephone number.", mask=reachable())
    avatar_asset_id: Mapped[UUID | None] = reference("assets", "The person's picture.")
    auth_provider: Mapped[str] = column(
        "How the person signs in: `password`, `google`, `microsoft`, `classlink` or another provider.",
        default="'password'",
        mask=sensitive(),
    )
    external_id: Mapped[str | None] = column(
        "The person's identifier in the system of record, prefixed by its format.",
        mask=sensitive(),
        order=95,
    )
    locale: Mapped[str] = column("BCP 47 language tag of the interface.", default="'en'")
    language_preferences: Mapped[list[str]] = column(
        "BCP 47 tags of the languages the person prefers, best first.", ARRAY(Text()), default="'{}'"
    )
    time_zone: Mapped[str] = column("IANA time zone.", default="'UTC'")
    accessibility_settings: Mapped[dict[str, Any]] = document(
        "How the person needs things to be shown.", mask=sensitive()
    )
    status: Mapped[UserStatus] = word(UserStatus, "Whether the person may sign in.", default="active")
    is_listed: Mapped[bool] = flag(
        "Whether fellow members see the person in the directory; staff always are."
    )
    metadata_: Mapped[dict[str, Any]] = extra(noted())

    facts = Facts(
        directory("roster"),
        [
            SOURCED,
            Unique(("lower(email)",), where="email IS NOT NULL AND deleted_at IS NULL"),
            # A token leads to one account, and an account to one person of the tenant.
            Unique(("account_id",), where="account_id IS NOT NULL AND deleted_at IS NULL"),
            Lookup(("is_listed",)),
            Lookup(("full_name", "id")),
            Check("accessibility_settings_is_object", "jsonb_typeof(accessibility_settings) = 'object'"),
        ],
    )


class UserRoleGrant(TenantRow, Edited):
    """A role that a person holds, in the whole tenant or in one organisation and all below it."""

    __tablename__ = "user_roles"
    user_id: Mapped[UUID] = reference("users", "Who holds the role.", part_of=True)
    role: Mapped[UserRole] = word(UserRole, "The role.")
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "Where the role holds; null for the whole tenant.", part_of=True
    )
    scope: Mapped[dict[str, Any]] = document("Finer limits that an application gives the role.")
    external_id: Mapped[str | None] = origin()

    facts = Facts(
        personal("user_id", scope="roster", organization="organization_id", staff_write=False),
        [
            SOURCED,
            Unique(("user_id", "role", "organization_id"), nulls_distinct=False),
            Lookup(("role",)),
        ],
    )


class StudentProfile(TenantRow, Edited, SoftDeleted):
    """What a school or centre knows of a student beyond the person."""

    __tablename__ = "student_profiles"
    user_id: Mapped[UUID] = reference("users", "The student.", part_of=True)
    organization_id: Mapped[UUID | None] = reference(
        "organizations", "The school or centre the student attends."
    )
    date_of_birth: Mapped[date | None] = column("Date of birth.", mask=sensitive())
    academic_age: Mapped[dict[str, Any]] = document("Academic age in years, by skill.", mask=sensitive())
    special_needs: Mapped[list[str]] = column(
        "Special educational needs.", ARRAY(Text()), default="'{}'", mask=sensitive()
    )
    languages: Mapped[list[str]] = column(
        "BCP 47 tags of the languages the student speaks.", ARRAY(Text()), default="'{}'"
    )
    assigned_tutor_id: Mapped[UUID | None] = reference("users", "The tutor in charge of the student.")
    history: Mapped[list[Any]] = document(
        "Summaries of the last five lessons, newest first.", default="'[]'::jsonb", mask=sensitive()
    )
    external_id: Mapped[str | None] = origin()
    grade_levels: Mapped[list[str]] = column(
        "The school grades the student is in: `K`, `1` to `12`.", ARRAY(Text()), default="'{}'", order=96
    )
    demographics: Mapped[dict[str, Any]] = document(
        "What is stated of the student for official reports, such as `sex` and `country_of_birth`.",
        mask=sensitive(),
        order=97,
    )

    facts = Facts(
        personal(
            "user_id",
            scope="roster",
            organization="organization_id",
            handlers=("assigned_tutor_id",),
            pupil="user_id",
        ),
        [
            SOURCED,
            Unique(("user_id", "organization_id"), where="deleted_at IS NULL", nulls_distinct=False),
            Lookup(("academic_age",), using="gin"),
            Lookup(("special_needs",), using="gin"),
            Check("academic_age_is_object", "jsonb_typeof(academic_age) = 'object'"),
            Check("history_is_array", "jsonb_typeof(history) = 'array'"),
        ],
    )


class TutorProfile(TenantRow, Edited, SoftDeleted):
    """What a centre knows of a tutor."""

    __tablename__ = "tutor_profiles"
    user_id: Mapped[UUID] = reference("users", "The tutor.", part_of=True)
    organization_id: Mapped[UUID | None] = reference("organizations", "The centre the tutor works at.")
    subjects: Mapped[list[str]] = column("The subjects the tutor teaches.", ARRAY(Text()), default="'{}'")
    max_students: Mapped[int | None] = column("How many students the tutor takes at most.")
    availability: Mapped[dict[str, Any]] = document("Hours the tutor is available, by weekday.")

    facts = Facts(
        members("roster"),
        [
            Unique(("user_id", "organization_id"), where="deleted_at IS NULL", nulls_distinct=False),
            Lookup(("subjects",), using="gin"),
            Check("max_students_nonnegative", "max_students >= 0"),
            Check("availability_is_object", "jsonb_typeof(availability) = 'object'"),
        ],
    )


class StaffProfile(TenantRow, Edited, SoftDeleted):
    """What an organisation knows of a member of its staff."""

    __tablename__ = "staff_profiles"
    user_id: Mapped[UUID] = reference("users", "The member of staff.", part_of=True)
    organization_id: Mapped[UUID | None] = reference("organizations", "Where they work.")
    job_title: Mapped[str | None] = column("What they are employed as.")

    facts = Facts(
        members("roster"),
        [Unique(("user_id", "organization_id"), where="deleted_at IS NULL", nulls_distinct=False)],
    )


class Guardianship(TenantRow, Edited, SoftDeleted):
    """That a person is parent or guardian of a student."""

    __tablename__ = "guardianships"
    guardian_id: Mapped[UUID] = reference("users", "The parent or guardian.", part_of=True)
    student_id: Mapped[UUID] = reference("users", "The student in their care.", part_of=True)
    relationship: Mapped[GuardianRelationship] = word(
        GuardianRelationship, "What the guardian is to the student.", default="parent"
    )
    external_id: Mapped[str | None] = origin()

    facts = Facts(
        personal(
            "student_id",
            "guardian_id",
            scope="roster",
            pupil="student_id",
            people="student_id",
            staff_write=False,
        ),
        [
            SOURCED,
            Unique(("guardian_id", "student_id"), where="deleted_at IS NULL"),
            Check("not_oneself", "guardian_id <> student_id"),
        ],
    )


class Group(TenantRow, Edited, SoftDeleted, Sourced):
    """A group of people, such as a cohort."""

    __tablename__ = "groups"
    name: Mapped[str] = column("The group's name.")
    characteristic: Mapped[str | None] = column(
        "What its members have in common; for staff, because it may tell what they need.",
        mask=Mask(("staff",), scope="sensitive"),
    )

    facts = Facts(members("roster"), [SOURCED])


class GroupMember(TenantRow, Edited):
    """That a person belongs to a group."""

    __tablename__ = "group_members"
    group_id: Mapped[UUID] = reference("groups", "The group.", part_of=True)
    user_id: Mapped[UUID] = reference("users", "Who belongs to it.", part_of=True)

    facts = Facts(personal("user_id", scope="roster", people="user_id"), [Unique(("group_id", "user_id"))])


__all__ = [
    "Group", "GroupMember", "GuardianRelationship", "Guardianship", "StaffProfile", "StudentProfile",
    "TutorProfile", "User", "UserRole", "UserRoleGrant", "UserStatus",
]  # fmt: skip
