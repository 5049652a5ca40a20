"""Tenancy: countries, tenants, and the organisations of a tenant as one recursive tree."""

from typing import Any
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from db.models.access import REFERENCE, TENANT_ITSELF, Mask, members
from db.models.base import (
    SOURCED,
    Check,
    Edited,
    Facts,
    GlobalRow,
    Lookup,
    SoftDeleted,
    Sourced,
    TenantRow,
    Timed,
    Tree,
    Unique,
    address,
    column,
    extra,
    flag,
    reference,
    word,
)
from db.models.words import Words


class TenantKind(Words):
    """What sort of institution a tenant is."""

    university = "A university, or a system of several."
    district = "A school district."
    company = "A company that trains its people."
    centre_network = "A network of tutoring centres."


class RetentionClass(Words):
    """How long a tenant's records are kept after deletion."""

    standard = "Deleted rows are purged after 30 days."
    regulated = "Records are kept for seven years."


class OrganizationKind(Words):
    """What an organisation is within its tenant."""

    university = "A university."
    department = "A department of a university."
    district = "A school district."
    school = "A school."
    centre = "A tutoring centre."
    region = "A region that groups centres or schools."
    company = "A company or one of its divisions."


class Country(GlobalRow):
    """A country, by ISO 3166-1."""

    __tablename__ = "countries"
    iso_code: Mapped[str] = column("ISO 3166-1 alpha-2 country code.")
    name: Mapped[str] = column("The country's short name in English.")
    region_name: Mapped[str | None] = column("The part of the world that the country lies in.")

    facts = Facts(REFERENCE, [Unique(("iso_code",)), Check("iso_code_form", "iso_code ~ '^[A-Z]{2}$'")])


class Tenant(GlobalRow, Timed):
    """A tenant: the institution whose rows are kept apart from everyone else's."""

    __tablename__ = "tenants"
    name: Mapped[str] = column("The institution's name.")
    short_code: Mapped[str] = column(
        "A short unique code, as used in the `X-Tenant` header, such as `northfield`."
    )
    kind: Mapped[TenantKind] = word(TenantKind, "What sort of institution this is.")
    plan: Mapped[str] = column("The commercial plan.", default="'standard'", mask=Mask(("staff",)))
    country_id: Mapped[UUID | None] = reference("countries", "The country the institution is based in.")
    time_zone: Mapped[str] = column("IANA time zone that dates are shown in.", default="'UTC'")
    website_url: Mapped[str | None] = address("The institution's website.")
    data_region: Mapped[str] = column(
        "The region whose database holds the tenant's rows.", default="'default'", mask=Mask(("staff",))
    )
    retention_class: Mapped[RetentionClass] = word(
        RetentionClass, "How long deleted records are kept.", default="standard"
    )
    contact_email: Mapped[str | None] = column("Where to write to the institution.")
    logo_asset_id: Mapped[UUID | None] = reference("assets", "The institution's logo.")
    allows_visitors: Mapped[bool] = flag("Whether the public catalogue may be read without signing in.")
    enforces_sso: Mapped[bool] = flag(
        "Whether people must sign in through the institution's own identity provider."
    )
    is_active: Mapped[bool] = flag("Whether the tenant is served at all.", default=True)
    metadata_: Mapped[dict[str, Any]] = extra(Mask(("staff",)))
    # Why teaching ends: decision 46.
    teaching_reach_days: Mapped[int] = column(
        "For how many days after an offering has ended those who taught it still reach its learners.",
        default="90",
        order=96,
    )

    facts = Facts(
        TENANT_ITSELF,
        [
            Unique(("short_code",)),
            Check("short_code_form", "short_code ~ '^[a-z0-9][a-z0-9-]{0,62}$'"),
            Check("teaching_reach_days_range", "teaching_reach_days BETWEEN 0 AND 100000"),
        ],
    )


class Organization(TenantRow, Edited, SoftDeleted, Sourced):
    """A part of a tenant: a university, department, district, school, centre, region or company, in one tree."""

    __tablename__ = "organizations"
    parent_id: Mapped[UUID | None] = reference("organizations", "The organisation that this one is part of.")
    kind: Mapped[OrganizationKind] = word(OrganizationKind, "What the organisation is.")
    name: Mapped[str] = column("The organisation's name.")
    code: Mapped[str | None] = column("A short code, unique among organisations of the same kind and parent.")
    country_id: Mapped[UUID | None] = reference("countries", "The country the organisation is in.")
    time_zone: Mapped[str | None] = column("IANA time zone, where it differs from the tenant's.")
    website_url: Mapped[str | None] = address("The organisation's website.")
    grade_bands: Mapped[list[str]] = column(
        "The grade bands a school teaches, such as `K-5`.", ARRAY(Text()), default="'{}'"
    )
    depth: Mapped[int] = column("How many organisations stand above it; kept by trigger.", default="0")
    is_active: Mapped[bool] = flag("Whether the organisation is in operation.", default=True)
    metadata_: Mapped[dict[str, Any]] = extra(Mask(("staff",)))

    facts = Facts(
        members("roster", visitors=True),
        [
            Tree(depth="depth"),
            SOURCED,
            Lookup(("name", "id")),
            Unique(
                ("kind", "parent_id", "code"),
                where="code IS NOT NULL AND deleted_at IS NULL",
                nulls_distinct=False,
            ),
        ],
    )
