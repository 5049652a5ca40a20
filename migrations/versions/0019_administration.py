"""Administration.

Revision ID: 0019
Revises: 0018
"""

from migrations.run import run

revision = "0019"
down_revision = "0018"
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
