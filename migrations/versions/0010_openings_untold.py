"""Openings untold.

Revision ID: 0010
Revises: 0009
"""

from migrations.run import read, run

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
