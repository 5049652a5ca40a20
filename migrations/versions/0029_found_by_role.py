"""Who holds a role, and what was completed when, are found by an index.

Revision ID: 0029
Revises: 0028
"""

from migrations.run import run

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

UP = [
    "CREATE INDEX ix_user_roles_role ON user_roles (tenant_id, role)",
    "CREATE INDEX ix_content_progress_completed_at ON content_progress (tenant_id, completed_at) WHERE completed_at IS NOT NULL",
]

DOWN = [
    "DROP INDEX ix_content_progress_completed_at",
    "DROP INDEX ix_user_roles_role",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
