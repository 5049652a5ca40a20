"""Recognition.

Revision ID: 0013
Revises: 0012
"""

from migrations.run import run

revision = "0013"
down_revision = "0012"
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
