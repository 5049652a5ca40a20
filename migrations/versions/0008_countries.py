"""Countries.

Revision ID: 0008
Revises: 0007
"""

from migrations.run import read, run

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UP, DOWN = read(__file__)


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
