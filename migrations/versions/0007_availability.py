"""Availability.

Revision ID: 0007
Revises: 0006
"""

from migrations.run import read, run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
