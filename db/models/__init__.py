"""The tables, a file a domain. Importing this package imports them all and completes them from their facts."""

from db.models import assets, catalogue, curriculum, delivery, identity, people, progress, taxonomy, tenancy
from db.models.assemble import assemble
from db.models.base import Base

assemble()

__all__ = [
    "Base", "assets", "catalogue", "curriculum", "delivery", "identity", "people", "progress", "taxonomy", "tenancy",
]  # fmt: skip
