"""What is said of shares: that they are a record, and open nothing.

Revision ID: 0034
Revises: 0033
"""

from migrations.run import run

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

UP = [
    "COMMENT ON TABLE shares IS 'That somebody opened a lesson or a unit to others: to whom, and until when. The link itself is not kept. It is a record: what others may read follows from the lesson or the course alone, whether the share stands or not.'",
    "COMMENT ON COLUMN shares.expires_at IS 'Until when; null for as long as it stands. One that has ended stays on record.'",
]

DOWN = [
    "COMMENT ON COLUMN shares.expires_at IS 'Until when; null for as long as it stands.'",
    "COMMENT ON TABLE shares IS 'That somebody opened a lesson or a unit to others: to whom, and until when. The link itself is not kept.'",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
