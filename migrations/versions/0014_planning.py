"""Planning.

Revision ID: 0014
Revises: 0013
"""

from migrations.run import run

revision = "0014"
down_revision = "0013"
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
