"""Analytics.

Revision ID: 0020
Revises: 0019
"""

from migrations.run import run

revision = "0020"
down_revision = "0019"
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
