"""Addresses.

Revision ID: 0009
Revises: 0008
"""

from migrations.run import read, run

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
