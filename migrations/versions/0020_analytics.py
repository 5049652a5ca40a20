"""Analytics.

Revision ID: 0020
Revises: 0019
"""

from migrations.run import run

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE audit_action AS ENUM ('insert', 'update', 'delete')",
    "COMMENT ON TYPE audit_action IS 'What was done to a row.'",
    """CREATE TABLE audit_logs (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    actor_id UUID,
    table_name TEXT NOT NULL,
    row_id UUID NOT NULL,
    action audit_action NOT NULL,
    before JSONB,
    after JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_audit_logs PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_audit_logs_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT ck_audit_logs_id_is_time_ordered CHECK (uuid_extract_version(id) = 7)
)
 PARTITION BY RANGE (id)""",
    "COMMENT ON TABLE audit_logs IS 'One change of one row: who made it, when, and what the row said before and after. Written by triggers alone.'",
    "COMMENT ON COLUMN audit_logs.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN audit_logs.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN audit_logs.actor_id IS 'The key of the person who made the change; null for maintenance, such as an import.'",
    "COMMENT ON COLUMN audit_logs.table_name IS 'The table of the row that was changed, such as `courses`.'",
    "COMMENT ON COLUMN audit_logs.row_id IS 'The key of the row that was changed.'",
    "COMMENT ON COLUMN audit_logs.action IS 'What was done.'",
    "COMMENT ON COLUMN audit_logs.before IS 'What the row said before, by column; of a change, the columns that changed. Sensitive values are masked.'",
    "COMMENT ON COLUMN audit_logs.after IS 'What the row said afterwards, by column; of a change, the columns that changed. Sensitive values are masked.'",
    "COMMENT ON COLUMN audit_logs.created_at IS 'When the change was made.'",
    "SELECT app.distribute('audit_logs', 'tenant_id')",
    """CREATE TABLE events (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    name TEXT NOT NULL,
    user_id UUID,
    course_id UUID,
    subject_table TEXT,
    subject_id UUID,
    properties JSONB DEFAULT '{}'::jsonb NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_events_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_events_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_events_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id),
    CONSTRAINT ck_events_id_is_time_ordered CHECK (uuid_extract_version(id) = 7),
    CONSTRAINT ck_events_subject_is_whole CHECK ((subject_table IS NULL) = (subject_id IS NULL))
)
 PARTITION BY RANGE (id)""",
    "COMMENT ON TABLE events IS 'Something that happened in an application, such as an export or a render that was started. Never changed.'",
    "COMMENT ON COLUMN events.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN events.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN events.name IS 'What happened, such as `lesson_generate`, `lms_push` or `render_started`.'",
    "COMMENT ON COLUMN events.user_id IS 'Who did it; null for what a system does by itself.'",
    "COMMENT ON COLUMN events.course_id IS 'The course or project that it concerns, if any.'",
    "COMMENT ON COLUMN events.subject_table IS 'The table of the row that it is about, such as `modules`.'",
    "COMMENT ON COLUMN events.subject_id IS 'The key of the row that it is about, if any.'",
    "COMMENT ON COLUMN events.properties IS 'What else is known of it.'",
    "COMMENT ON COLUMN events.occurred_at IS 'When it happened.'",
    "COMMENT ON COLUMN events.created_at IS 'When it was recorded: later than it happened, where a device was offline.'",
    "SELECT app.distribute('events', 'tenant_id')",
    "CREATE INDEX ix_audit_logs_actor_id ON audit_logs (tenant_id, actor_id) WHERE actor_id IS NOT NULL",
    "CREATE INDEX ix_audit_logs_created_at_id ON audit_logs (tenant_id, created_at, id)",
    "CREATE INDEX ix_audit_logs_row_id ON audit_logs (tenant_id, row_id)",
    "CREATE INDEX ix_events_course_id ON events (tenant_id, course_id)",
    "CREATE INDEX ix_events_created_at ON events (tenant_id, created_at)",
    "CREATE INDEX ix_events_name_occurred_at ON events (tenant_id, name, occurred_at)",
    "CREATE INDEX ix_events_occurred_at_id ON events (tenant_id, occurred_at, id)",
    "CREATE INDEX ix_events_subject_id ON events (tenant_id, subject_id)",
    "CREATE INDEX ix_events_user_id ON events (tenant_id, user_id)",
    "GRANT SELECT ON audit_logs TO lyceum_gateway, lyceum_writer",
    "ALTER TABLE audit_logs ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE audit_logs FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON audit_logs FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers')))",
    "CREATE POLICY maintain ON audit_logs FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON events TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT ON events TO lyceum_writer",
    "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE events FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON events FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything')))",
    "CREATE POLICY write ON events FOR INSERT TO lyceum_writer WITH CHECK (tenant_id = app.tenant_id() AND user_id = app.user_id())",
    "CREATE POLICY maintain ON events FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TABLE events",
    "DROP TABLE audit_logs",
    "DROP TYPE audit_action",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
