"""The end of data: erasing people, exporting what is held about them, and deleting for good what is old enough."""

from db.maintenance.lifecycle.erase import Erased, erase_person
from db.maintenance.lifecycle.export import ExportRefused, export_person
from db.maintenance.lifecycle.retention import Purged, purge

__all__ = ["Erased", "ExportRefused", "Purged", "erase_person", "export_person", "purge"]
