"""The tables, a file a domain. Importing this package imports them all and completes them from their facts."""

from db.models import (
    administration,
    analytics,
    assessment,
    assets,
    catalogue,
    community,
    curriculum,
    delivery,
    distribution,
    grading,
    identity,
    mentoring,
    people,
    planning,
    production,
    progress,
    recognition,
    taxonomy,
    tenancy,
)
from db.models.assemble import assemble
from db.models.base import Base

assemble()

__all__ = [
    "Base",
    "administration",
    "analytics",
    "assessment",
    "assets",
    "catalogue",
    "community",
    "curriculum",
    "delivery",
    "distribution",
    "grading",
    "identity",
    "mentoring",
    "people",
    "planning",
    "production",
    "progress",
    "recognition",
    "taxonomy",
    "tenancy",
]
