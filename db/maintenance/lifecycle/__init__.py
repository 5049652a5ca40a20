"""The end of data: people who are erased, what is held about them, and what is deleted for good when its time is up."""

from db.maintenance.lifecycle.erase import Erased, erase_person
from db.maintenance.lifecycle.export import ExportRefused, export_person
from db.maintenance.lifecycle.retention import Purged, purge

__all__ = ["Erased", "ExportRefused", "Purged", "erase_person", "export_person", "purge"]
