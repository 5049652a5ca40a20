"""Asked when needed.

Revision ID: 0005
Revises: 0004
"""

from migrations.run import read, run

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
