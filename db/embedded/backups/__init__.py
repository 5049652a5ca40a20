"""Backups of an embedded server: base backups, the archive of its log, and the manifest that proves a backup whole."""
