"""Alembic migrations: a frozen baseline, and the changes since. A revision is never edited."""
