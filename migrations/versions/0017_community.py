"""Community.

Revision ID: 0017
Revises: 0016
"""

from migrations.run import run

revision = "0017"
down_revision = "0016"
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
