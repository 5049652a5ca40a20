"""Tenants deleted.

Revision ID: 0004
Revises: 0003
"""

from migrations.run import read, run

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
