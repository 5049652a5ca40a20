"""Mentoring.

Revision ID: 0016
Revises: 0015
"""

from migrations.run import run

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

UP: list[str] = []

DOWN: list[str] = []


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
