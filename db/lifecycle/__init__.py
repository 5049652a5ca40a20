"""The end of data: people who are erased, what is held about them, and what is deleted for good when its time is up."""

from db.lifecycle.erase import Erased, erase_person
from db.lifecycle.export import ExportRefused, export_person
from db.lifecycle.retention import Purged, purge

__all__ = ["Erased", "ExportRefused", "Purged", "erase_person", "export_person", "purge"]
