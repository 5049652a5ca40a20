"""Audit any name.

Revision ID: 0002
Revises: 0001
"""

from migrations.run import read, run

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
