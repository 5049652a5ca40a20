"""Alembic migrations, one topic a revision. Their SQL is frozen as it was when each was written."""
