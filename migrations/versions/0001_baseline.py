"""Baseline.

Revision ID: 0001
Revises: nothing
"""

from migrations.run import read, run

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
