"""Taxonomy: domains and subjects that all tenants share, a tenant's own categories, and published standards."""

from typing import Any
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped

from db.models.access import REFERENCE, members
from db.models.base import (
    Check,
    Edited,
    Facts,
    GlobalRow,
    Lookup,
    Settled,
    SoftDeleted,
    TenantRow,
    Timed,
    Tree,
    Unique,
    column,
    extra,
    reference,
    word,
)
from db.models.words import Words


class AssociationKind(Words):
    """How one standard relates to another, in the terms of 1EdTech CASE."""

    is_child_of = "The first lies below the second."
    is_part_of = "The first is a part of the second."
    is_peer_of = "The two stand side by side."
    exact_match_of = "Both say the same."
    precedes = "The first is learnt before the second."
    is_related_to = "The two are related."
    replaced_by = "The second replaces the first."
    has_skill_level = "The second is the skill level of the first."
    is_translation_of = "The first translates the second."
    exemplar = "The second is an example of the first."


class Domain(GlobalRow, Timed):
    """A broad field of knowledge, such as mathematics."""

    __tablename__ = "domains"
    code: Mapped[str] = column("A short unique code, such as `MATH`.")
    name: Mapped[str] = column("The domain's name.")
    description: Mapped[str | None] = column("What the domain covers.")

    facts = Facts(REFERENCE, [Unique(("code",))])


class Subject(GlobalRow, Timed):
    """A subject of study, in a tree that all tenants share."""

    __tablename__ = "subjects"
    parent_id: Mapped[UUID | None] = reference("subjects", "The broader subject.")
    domain_id: Mapped[UUID | None] = reference("domains", "The domain that the subject belongs to.")
    name: Mapped[str] = column("The subject's name.")
    code: Mapped[str] = column("A unique code, such as `MECH_THERMO`.")
    description: Mapped[str | None] = column("What the subject covers.")
    depth: Mapped[int] = column("How many broader subjects stand above it.", default="0")

    facts = Facts(REFERENCE, [Tree(depth="depth"), Unique(("code",))])


class Category(TenantRow, Edited, SoftDeleted):
    """A heading of the tenant's own catalogue."""

    __tablename__ = "categories"
    name: Mapped[str] = column("The heading.")
    description: Mapped[str | None] = column("What is found under it.")
    sequence_index: Mapped[int] = column("Its place among the headings, from 1.", default="1")

    facts = Facts(
        members("catalogue", visitors=True),
        [Unique(("name",), where="deleted_at IS NULL"), Lookup(("sequence_index",))],
    )


class StandardsFramework(GlobalRow, Timed):
    """A published set of learning standards."""

    __tablename__ = "standards_frameworks"
    code: Mapped[str] = column("A short code, such as `CCSS`, `NGSS` or `TEKS`.")
    name: Mapped[str] = column("The framework's title.")
    jurisdiction: Mapped[str | None] = column("Where it holds, such as `US` or `CA-QC`.")
    language: Mapped[str] = column("BCP 47 tag of the language it is written in.", default="'en'")
    source_guid: Mapped[str | None] = column("The publisher's identifier of the framework.")
    metadata_: Mapped[dict[str, Any]] = extra()

    facts = Facts(
        REFERENCE,
        [
            Unique(("code", "jurisdiction", "language"), nulls_distinct=False),
            Unique(("source_guid",), where="source_guid IS NOT NULL"),
            Settled(
                ("code", "jurisdiction", "language", "source_guid"),
                "A framework keeps its code, jurisdiction, language and source: add the other one as a new framework.",
            ),
        ],
    )


class Standard(GlobalRow, Timed):
    """One statement of a framework: what a learner should know or be able to do."""

    __tablename__ = "standards"
    framework_id: Mapped[UUID] = reference("standards_frameworks", "The framework.", part_of=True)
    code: Mapped[str] = column("The statement's code, such as `5-LS2-1`.")
    grade_band: Mapped[str | None] = column("The grades it is for, such as `K-2` or `9-12`.")
    subject: Mapped[str | None] = column("The subject, in the framework's words.")
    description: Mapped[str] = column("The statement.")
    tags: Mapped[list[str]] = column("Free tags.", ARRAY(Text()), default="'{}'")
    source_guid: Mapped[str | None] = column("The publisher's identifier of the statement.")
    metadata_: Mapped[dict[str, Any]] = extra()
    sequence_index: Mapped[int] = column(
        "Its place in the framework, read from top to bottom, from 1.", default="1", order=96
    )

    facts = Facts(
        REFERENCE,
        [
            Unique(("framework_id", "code")),
            Lookup(("framework_id", "subject", "grade_band")),
            Unique(("source_guid",), where="source_guid IS NOT NULL"),
            Lookup(("tags",), using="gin"),
            Lookup(("to_tsvector('english', description)",), using="gin"),
            Settled(
                ("framework_id", "code", "source_guid"),
                "A standard keeps its framework, code and source: add the other one as a new standard.",
            ),
        ],
    )


class StandardAssociation(GlobalRow, Timed):
    """A relation between two standards; a standard may have several parents."""

    __tablename__ = "standard_associations"
    from_id: Mapped[UUID] = reference(
        "standards", "The standard that the relation starts from.", part_of=True
    )
    to_id: Mapped[UUID] = reference("standards", "The standard that it leads to.", part_of=True)
    kind: Mapped[AssociationKind] = word(AssociationKind, "How the first relates to the second.")
    sequence_index: Mapped[int] = column("Its place among relations of its kind, from 1.", default="1")
    framework_id: Mapped[UUID | None] = reference(
        "standards_frameworks", "The framework whose publication states the relation.", part_of=True, order=96
    )

    facts = Facts(
        REFERENCE,
        [Unique(("from_id", "kind", "to_id")), Check("not_itself", "from_id <> to_id")],
    )


__all__ = [
    "AssociationKind", "Category", "Domain", "Standard", "StandardAssociation",
    "StandardsFramework", "Subject",
]  # fmt: skip
