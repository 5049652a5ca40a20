"""Changes of the closed tables are in the audit log: which row, when and by whom, and nothing of what it holds.

Revision ID: 0032
Revises: 0031
"""

from migrations.run import run

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

UP = [
    """CREATE OR REPLACE FUNCTION app.audit(relation text, omitted text[], masks jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    event text;
    tables text;
BEGIN
    FOR event, tables IN VALUES
        ('insert', 'NEW TABLE AS new_rows'),
        ('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'),
        ('delete', 'OLD TABLE AS old_rows')
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER audit_%1$s AFTER %1$s ON %2$s REFERENCING %3$s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION app.audit_%1$s(%4$L, %5$L, %6$L)',
            event, relation::regclass, tables, relation, omitted, masks);
    END LOOP;
END
$$""",
    """SELECT app.audit('gateway.share_tokens', '{tenant_id,id,created_at,updated_at}', '{"token_hash":"(masked)"}')""",
    """SELECT app.audit('gateway.lms_credentials', '{tenant_id,id,created_at,updated_at}', '{"sealed_oauth":"(masked)","expires_at":"(masked)"}')""",
    """SELECT app.audit('gateway.clients', '{tenant_id,id,created_at,updated_at}', '{"issuer":"(masked)","subject":"(masked)","name":"(masked)","scopes":"(masked)","is_active":"(masked)"}')""",
]

DOWN = [
    "DROP TRIGGER audit_delete ON gateway.clients",
    "DROP TRIGGER audit_update ON gateway.clients",
    "DROP TRIGGER audit_insert ON gateway.clients",
    "DROP TRIGGER audit_delete ON gateway.lms_credentials",
    "DROP TRIGGER audit_update ON gateway.lms_credentials",
    "DROP TRIGGER audit_insert ON gateway.lms_credentials",
    "DROP TRIGGER audit_delete ON gateway.share_tokens",
    "DROP TRIGGER audit_update ON gateway.share_tokens",
    "DROP TRIGGER audit_insert ON gateway.share_tokens",
    """CREATE OR REPLACE FUNCTION app.audit(relation text, omitted text[], masks jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    event text;
    tables text;
BEGIN
    FOR event, tables IN VALUES
        ('insert', 'NEW TABLE AS new_rows'),
        ('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'),
        ('delete', 'OLD TABLE AS old_rows')
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER audit_%1$s AFTER %1$s ON %2$I REFERENCING %3$s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION app.audit_%1$s(%2$L, %4$L, %5$L)',
            event, relation, tables, omitted, masks);
    END LOOP;
END
$$""",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
