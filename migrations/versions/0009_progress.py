"""Progress.

Revision ID: 0009
Revises: 0008
"""

from migrations.run import run

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UP = [
    """CREATE TABLE module_progress (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    module_id UUID NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    progress_percent NUMERIC(5, 2) DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_module_progress PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_module_progress_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_module_progress_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_module_progress_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_module_progress_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_module_progress_module FOREIGN KEY(tenant_id, module_id) REFERENCES modules (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_module_progress_user_id_offering_id_module_id UNIQUE (tenant_id, user_id, offering_id, module_id),
    CONSTRAINT ck_module_progress_progress_percent_range CHECK (progress_percent BETWEEN 0 AND 100),
    CONSTRAINT ck_module_progress_completed_after_started CHECK (completed_at >= started_at)
)""",
    "COMMENT ON TABLE module_progress IS 'How far a learner has come in a module: the mean of its content''s progress, weighted by duration.'",
    "COMMENT ON COLUMN module_progress.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN module_progress.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN module_progress.user_id IS 'The learner.'",
    "COMMENT ON COLUMN module_progress.offering_id IS 'The offering they take.'",
    "COMMENT ON COLUMN module_progress.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN module_progress.module_id IS 'The module.'",
    "COMMENT ON COLUMN module_progress.started_at IS 'When the learner began.'",
    "COMMENT ON COLUMN module_progress.completed_at IS 'When the learner finished.'",
    "COMMENT ON COLUMN module_progress.progress_percent IS 'How much of the module is done, 0 to 100.'",
    "COMMENT ON COLUMN module_progress.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN module_progress.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('module_progress', 'tenant_id')",
    """CREATE TABLE content_progress (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    content_item_id UUID NOT NULL,
    first_started_at TIMESTAMP WITH TIME ZONE,
    last_interacted_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    progress_percent NUMERIC(5, 2) DEFAULT 0 NOT NULL,
    attempts_count INTEGER DEFAULT 0 NOT NULL,
    is_passed BOOLEAN,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_content_progress PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_content_progress_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_content_progress_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_content_progress_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_content_progress_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_content_progress_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_content_progress_user_id_offering_id_content_it UNIQUE (tenant_id, user_id, offering_id, content_item_id),
    CONSTRAINT ck_content_progress_progress_percent_range CHECK (progress_percent BETWEEN 0 AND 100),
    CONSTRAINT ck_content_progress_attempts_count_nonnegative CHECK (attempts_count >= 0),
    CONSTRAINT ck_content_progress_completed_after_started CHECK (completed_at >= first_started_at)
)""",
    "COMMENT ON TABLE content_progress IS 'How far a learner has come in a content item.'",
    "COMMENT ON COLUMN content_progress.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN content_progress.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN content_progress.user_id IS 'The learner.'",
    "COMMENT ON COLUMN content_progress.offering_id IS 'The offering they take.'",
    "COMMENT ON COLUMN content_progress.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN content_progress.content_item_id IS 'The content item.'",
    "COMMENT ON COLUMN content_progress.first_started_at IS 'When the learner first opened it.'",
    "COMMENT ON COLUMN content_progress.last_interacted_at IS 'When the learner last did something in it.'",
    "COMMENT ON COLUMN content_progress.completed_at IS 'When the learner finished it.'",
    "COMMENT ON COLUMN content_progress.progress_percent IS 'How much of the item is done, 0 to 100.'",
    "COMMENT ON COLUMN content_progress.attempts_count IS 'How often the learner has tried it.'",
    "COMMENT ON COLUMN content_progress.is_passed IS 'Whether the learner has passed it; null where nothing is to pass.'",
    "COMMENT ON COLUMN content_progress.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN content_progress.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('content_progress', 'tenant_id')",
    "CREATE INDEX ix_module_progress_module_id ON module_progress (tenant_id, module_id)",
    "CREATE INDEX ix_module_progress_offering_id ON module_progress (tenant_id, offering_id)",
    "CREATE INDEX ix_module_progress_organization_id ON module_progress (tenant_id, organization_id)",
    "CREATE INDEX ix_content_progress_content_item_id ON content_progress (tenant_id, content_item_id)",
    "CREATE INDEX ix_content_progress_offering_id ON content_progress (tenant_id, offering_id)",
    "CREATE INDEX ix_content_progress_organization_id ON content_progress (tenant_id, organization_id)",
    "CREATE INDEX ix_content_progress_user_id_offering_id_last_inter ON content_progress (tenant_id, user_id, offering_id, last_interacted_at)",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON module_progress FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_module_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON module_progress FOR EACH ROW EXECUTE FUNCTION app.inherit_module_progress()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON content_progress FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_content_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON content_progress FOR EACH ROW EXECUTE FUNCTION app.inherit_content_progress()",
    """CREATE OR REPLACE FUNCTION app.pass_on_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.offering_instructors SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.content_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.enrollments SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.module_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "GRANT SELECT ON module_progress TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON module_progress TO lyceum_writer",
    "ALTER TABLE module_progress ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE module_progress FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON module_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('progress:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON module_progress FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON module_progress FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON content_progress TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON content_progress TO lyceum_writer",
    "ALTER TABLE content_progress ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE content_progress FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON content_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('progress:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON content_progress FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON content_progress FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    """CREATE OR REPLACE FUNCTION app.pass_on_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.offering_instructors SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.enrollments SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER inherit ON content_progress",
    "DROP FUNCTION app.inherit_content_progress()",
    "DROP TRIGGER keep_times ON content_progress",
    "DROP TRIGGER inherit ON module_progress",
    "DROP FUNCTION app.inherit_module_progress()",
    "DROP TRIGGER keep_times ON module_progress",
    "DROP TABLE content_progress",
    "DROP TABLE module_progress",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
