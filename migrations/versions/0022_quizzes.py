"""Quizzes draw on assessments: their index leads the foreign key, for every row.

Revision ID: 0022
Revises: 0021
"""

from migrations.run import run

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

UP = [
    "DROP INDEX ix_content_items_assessment_id",
    "CREATE INDEX ix_content_items_assessment_id ON content_items (tenant_id, assessment_id)",
]

DOWN = [
    "DROP INDEX ix_content_items_assessment_id",
    """CREATE INDEX ix_content_items_assessment_id ON content_items (tenant_id, assessment_id)
    WHERE assessment_id IS NOT NULL""",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
