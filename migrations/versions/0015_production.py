"""Production.

Revision ID: 0015
Revises: 0014
"""

from migrations.run import run

revision = "0015"
down_revision = "0014"
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
