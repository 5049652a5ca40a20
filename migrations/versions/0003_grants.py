"""Grants.

Revision ID: 0003
Revises: 0002
"""

from migrations.run import read, run

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
