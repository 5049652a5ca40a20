"""The tables, a file a domain. Importing this package imports them all and completes them from their facts."""

from importlib import import_module

from db.models.assemble import assemble
from db.models.base import Base

DOMAINS = (
    "tenancy",
    "identity",
    "people",
    "taxonomy",
    "catalogue",
    "curriculum",
    "delivery",
    "progress",
    "assets",
    "assessment",
    "grading",
    "recognition",
    "planning",
    "production",
    "mentoring",
    "community",
    "distribution",
    "administration",
    "analytics",
)
"""The domains, in the order in which their tables are made. A new domain goes last.

Each is a file of its name here. The DDL, the GraphQL types and the proofs find a domain's files by that name too.
"""

for _domain in DOMAINS:
    import_module(f"db.models.{_domain}")
assemble()

__all__ = ["DOMAINS", "Base"]
