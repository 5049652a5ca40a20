"""The key of a log's row tells its time: one of no known variant, which tells none, is refused too.

Revision ID: 0036
Revises: 0035
"""

from migrations.run import run

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

UP = [
    "ALTER TABLE audit_logs DROP CONSTRAINT ck_audit_logs_id_is_time_ordered",
    "ALTER TABLE events DROP CONSTRAINT ck_events_id_is_time_ordered",
    "ALTER TABLE audit_logs ADD CONSTRAINT ck_audit_logs_id_is_time_ordered CHECK (uuid_extract_version(id) IS NOT DISTINCT FROM 7)",
    "ALTER TABLE events ADD CONSTRAINT ck_events_id_is_time_ordered CHECK (uuid_extract_version(id) IS NOT DISTINCT FROM 7)",
]

DOWN = [
    "ALTER TABLE audit_logs DROP CONSTRAINT ck_audit_logs_id_is_time_ordered",
    "ALTER TABLE events DROP CONSTRAINT ck_events_id_is_time_ordered",
    "ALTER TABLE audit_logs ADD CONSTRAINT ck_audit_logs_id_is_time_ordered CHECK (uuid_extract_version(id) = 7)",
    "ALTER TABLE events ADD CONSTRAINT ck_events_id_is_time_ordered CHECK (uuid_extract_version(id) = 7)",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
