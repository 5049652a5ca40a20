"""Alembic migrations, one topic a revision. Their SQL is frozen: what the models say today is not what they said then."""
