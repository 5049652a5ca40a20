"""Mentoring.

Revision ID: 0016
Revises: 0015
"""

from migrations.run import run

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE mentor_role AS ENUM ('user', 'assistant', 'system')",
    "COMMENT ON TYPE mentor_role IS 'Who speaks in a conversation.'",
    """CREATE TABLE mentor_settings (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    content_item_id UUID NOT NULL,
    course_id UUID,
    prompt TEXT,
    learning_objectives TEXT,
    difficulty_level TEXT,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_mentor_settings PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_mentor_settings_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_settings_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_settings_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id),
    CONSTRAINT uq_mentor_settings_content_item_id UNIQUE (tenant_id, content_item_id)
)""",
    "COMMENT ON TABLE mentor_settings IS 'How the mentor helps with a content item: what it is told, what learners are to reach, how hard it is.'",
    "COMMENT ON COLUMN mentor_settings.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN mentor_settings.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN mentor_settings.content_item_id IS 'The content item that the mentor helps with.'",
    "COMMENT ON COLUMN mentor_settings.course_id IS 'The course of the item; kept by trigger.'",
    "COMMENT ON COLUMN mentor_settings.prompt IS 'What the mentor is told before the conversation begins; for staff who see answer keys.'",
    "COMMENT ON COLUMN mentor_settings.learning_objectives IS 'What the learner is to reach.'",
    "COMMENT ON COLUMN mentor_settings.difficulty_level IS 'How hard it is, such as `beginner` or `advanced`.'",
    "COMMENT ON COLUMN mentor_settings.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN mentor_settings.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN mentor_settings.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN mentor_settings.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN mentor_settings.updated_by IS 'Who last changed the row; null for an import.'",
    "SELECT app.distribute('mentor_settings', 'tenant_id')",
    """CREATE TABLE mentor_threads (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    content_item_id UUID NOT NULL,
    title TEXT,
    is_active BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_mentor_threads PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_mentor_threads_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_threads_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_threads_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_threads_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_mentor_threads_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE
)""",
    "COMMENT ON TABLE mentor_threads IS 'A conversation of a learner with the mentor about a content item.'",
    "COMMENT ON COLUMN mentor_threads.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN mentor_threads.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN mentor_threads.user_id IS 'The learner.'",
    "COMMENT ON COLUMN mentor_threads.offering_id IS 'The offering they take.'",
    "COMMENT ON COLUMN mentor_threads.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN mentor_threads.content_item_id IS 'What it is about.'",
    "COMMENT ON COLUMN mentor_threads.title IS 'What the conversation is called.'",
    "COMMENT ON COLUMN mentor_threads.is_active IS 'Whether the learner can go on with it.'",
    "COMMENT ON COLUMN mentor_threads.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN mentor_threads.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('mentor_threads', 'tenant_id')",
    """CREATE TABLE mentor_messages (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    thread_id UUID NOT NULL,
    user_id UUID,
    offering_id UUID,
    organization_id UUID,
    role mentor_role NOT NULL,
    content TEXT NOT NULL,
    tokens_used INTEGER,
    model_version TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_mentor_messages PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_mentor_messages_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_messages_thread FOREIGN KEY(tenant_id, thread_id) REFERENCES mentor_threads (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_messages_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_mentor_messages_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_mentor_messages_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_mentor_messages_tokens_used_nonnegative CHECK (tokens_used >= 0)
)""",
    "COMMENT ON TABLE mentor_messages IS 'What the learner or the mentor said in a conversation.'",
    "COMMENT ON COLUMN mentor_messages.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN mentor_messages.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN mentor_messages.thread_id IS 'The conversation.'",
    "COMMENT ON COLUMN mentor_messages.user_id IS 'The learner whose conversation it is; kept by trigger.'",
    "COMMENT ON COLUMN mentor_messages.offering_id IS 'The offering of the conversation; kept by trigger.'",
    "COMMENT ON COLUMN mentor_messages.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN mentor_messages.role IS 'Who speaks.'",
    "COMMENT ON COLUMN mentor_messages.content IS 'What was said: untrusted.'",
    "COMMENT ON COLUMN mentor_messages.tokens_used IS 'How many tokens the message took.'",
    "COMMENT ON COLUMN mentor_messages.model_version IS 'The model that answered, with its version.'",
    "COMMENT ON COLUMN mentor_messages.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN mentor_messages.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('mentor_messages', 'tenant_id')",
    """CREATE TABLE mentor_insights (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    content_item_id UUID NOT NULL,
    understanding_level INTEGER,
    engagement_score INTEGER,
    learning_insights TEXT,
    recommended_actions TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_mentor_insights PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_mentor_insights_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_insights_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_insights_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_insights_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_mentor_insights_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_mentor_insights_understanding_level_range CHECK (understanding_level BETWEEN 1 AND 10),
    CONSTRAINT ck_mentor_insights_engagement_score_nonnegative CHECK (engagement_score >= 0)
)""",
    "COMMENT ON TABLE mentor_insights IS 'What the mentor makes of a learner''s work with a content item, by machine: a hint, not a grade.'",
    "COMMENT ON COLUMN mentor_insights.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN mentor_insights.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN mentor_insights.user_id IS 'The learner.'",
    "COMMENT ON COLUMN mentor_insights.offering_id IS 'The offering they take.'",
    "COMMENT ON COLUMN mentor_insights.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN mentor_insights.content_item_id IS 'What they worked with.'",
    "COMMENT ON COLUMN mentor_insights.understanding_level IS 'How well the learner understands it, 1 to 10.'",
    "COMMENT ON COLUMN mentor_insights.engagement_score IS 'How engaged the learner was; higher is more.'",
    "COMMENT ON COLUMN mentor_insights.learning_insights IS 'What stands out in the conversations.'",
    "COMMENT ON COLUMN mentor_insights.recommended_actions IS 'What to do next.'",
    "COMMENT ON COLUMN mentor_insights.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN mentor_insights.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('mentor_insights', 'tenant_id')",
    "CREATE INDEX ix_mentor_settings_audience ON mentor_settings (tenant_id, audience)",
    "CREATE INDEX ix_mentor_settings_course_id ON mentor_settings (tenant_id, course_id)",
    "CREATE INDEX ix_mentor_threads_content_item_id ON mentor_threads (tenant_id, content_item_id)",
    "CREATE INDEX ix_mentor_threads_created_at_id ON mentor_threads (tenant_id, created_at, id)",
    "CREATE INDEX ix_mentor_threads_offering_id ON mentor_threads (tenant_id, offering_id)",
    "CREATE INDEX ix_mentor_threads_organization_id ON mentor_threads (tenant_id, organization_id)",
    "CREATE INDEX ix_mentor_threads_user_id_content_item_id ON mentor_threads (tenant_id, user_id, content_item_id)",
    "CREATE INDEX ix_mentor_messages_offering_id ON mentor_messages (tenant_id, offering_id)",
    "CREATE INDEX ix_mentor_messages_organization_id ON mentor_messages (tenant_id, organization_id)",
    "CREATE INDEX ix_mentor_messages_thread_id_created_at_id ON mentor_messages (tenant_id, thread_id, created_at, id)",
    "CREATE INDEX ix_mentor_messages_user_id ON mentor_messages (tenant_id, user_id)",
    "CREATE INDEX ix_mentor_insights_content_item_id ON mentor_insights (tenant_id, content_item_id)",
    "CREATE INDEX ix_mentor_insights_offering_id ON mentor_insights (tenant_id, offering_id)",
    "CREATE INDEX ix_mentor_insights_organization_id ON mentor_insights (tenant_id, organization_id)",
    "CREATE INDEX ix_mentor_insights_user_id_content_item_id_created ON mentor_insights (tenant_id, user_id, content_item_id, created_at)",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON mentor_settings FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_mentor_settings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.audience FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    NEW.course_id := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.course_id FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, content_item_id, course_id ON mentor_settings FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_settings()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON mentor_threads FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_mentor_threads() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON mentor_threads FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_threads()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON mentor_messages FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_mentor_messages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.user_id := CASE
        WHEN NEW.thread_id IS NOT NULL THEN (SELECT p.user_id FROM public.mentor_threads p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.thread_id FOR SHARE)
    END;
    NEW.offering_id := CASE
        WHEN NEW.thread_id IS NOT NULL THEN (SELECT p.offering_id FROM public.mentor_threads p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.thread_id FOR SHARE)
    END;
    NEW.organization_id := CASE
        WHEN NEW.thread_id IS NOT NULL THEN (SELECT p.organization_id FROM public.mentor_threads p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.thread_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id, thread_id, user_id ON mentor_messages FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_messages()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON mentor_insights FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_mentor_insights() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON mentor_insights FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_insights()",
    """CREATE OR REPLACE FUNCTION app.pass_on_content_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
        UPDATE public.mentor_settings SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.mentor_settings SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER pass_on ON content_items",
    """CREATE TRIGGER pass_on AFTER UPDATE ON content_items FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id) EXECUTE FUNCTION app.pass_on_content_items()""",
    """CREATE OR REPLACE FUNCTION app.pass_on_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.offering_instructors SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.assignment_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.certificates SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.content_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.course_grades SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.enrollments SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.lab_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.mentor_insights SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.mentor_threads SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.module_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.quiz_attempts SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE FUNCTION app.pass_on_mentor_threads() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.offering_id IS DISTINCT FROM OLD.offering_id THEN
        UPDATE public.mentor_messages SET offering_id = offering_id WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.mentor_messages SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id;
    END IF;
    IF NEW.user_id IS DISTINCT FROM OLD.user_id THEN
        UPDATE public.mentor_messages SET user_id = user_id WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON mentor_threads FOR EACH ROW
    WHEN (OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id OR OLD.user_id IS DISTINCT FROM NEW.user_id) EXECUTE FUNCTION app.pass_on_mentor_threads()""",
    "GRANT SELECT ON mentor_settings TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON mentor_settings TO lyceum_writer",
    "ALTER TABLE mentor_settings ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE mentor_settings FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON mentor_settings FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON mentor_settings FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON mentor_settings FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON mentor_threads TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON mentor_threads TO lyceum_writer",
    "ALTER TABLE mentor_threads ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE mentor_threads FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON mentor_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON mentor_threads FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id())) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id()))",
    "CREATE POLICY maintain ON mentor_threads FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON mentor_messages TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON mentor_messages TO lyceum_writer",
    "ALTER TABLE mentor_messages ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE mentor_messages FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON mentor_messages FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON mentor_messages FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id())) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id()))",
    "CREATE POLICY maintain ON mentor_messages FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON mentor_insights TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON mentor_insights TO lyceum_writer",
    "ALTER TABLE mentor_insights ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE mentor_insights FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON mentor_insights FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('progress:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON mentor_insights FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON mentor_insights FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TRIGGER pass_on ON mentor_threads",
    "DROP FUNCTION app.pass_on_mentor_threads()",
    """CREATE OR REPLACE FUNCTION app.pass_on_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.offering_instructors SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.assignment_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.certificates SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.content_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.course_grades SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.enrollments SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.lab_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.module_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.quiz_attempts SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER pass_on ON content_items",
    """CREATE TRIGGER pass_on AFTER UPDATE ON content_items FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION app.pass_on_content_items()""",
    """CREATE OR REPLACE FUNCTION app.pass_on_content_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER inherit ON mentor_insights",
    "DROP FUNCTION app.inherit_mentor_insights()",
    "DROP TRIGGER keep_times ON mentor_insights",
    "DROP TRIGGER inherit ON mentor_messages",
    "DROP FUNCTION app.inherit_mentor_messages()",
    "DROP TRIGGER keep_times ON mentor_messages",
    "DROP TRIGGER inherit ON mentor_threads",
    "DROP FUNCTION app.inherit_mentor_threads()",
    "DROP TRIGGER keep_times ON mentor_threads",
    "DROP TRIGGER inherit ON mentor_settings",
    "DROP FUNCTION app.inherit_mentor_settings()",
    "DROP TRIGGER keep_editor ON mentor_settings",
    "DROP TABLE mentor_insights",
    "DROP TABLE mentor_messages",
    "DROP TABLE mentor_threads",
    "DROP TABLE mentor_settings",
    "DROP TYPE mentor_role",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
