"""Backups of an embedded server: base backups, the archive of its log, and checking a backup by its manifest."""
