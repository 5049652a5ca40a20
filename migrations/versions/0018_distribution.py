"""Distribution.

Revision ID: 0018
Revises: 0017
"""

from migrations.run import run

revision = "0018"
down_revision = "0017"
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
