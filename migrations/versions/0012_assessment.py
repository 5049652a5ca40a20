"""Assessment.

Revision ID: 0012
Revises: 0011
"""

from migrations.run import run

revision = "0012"
down_revision = "0011"
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
