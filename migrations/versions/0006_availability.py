"""Availability.

Revision ID: 0006
Revises: 0005
"""

from migrations.run import read, run

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
