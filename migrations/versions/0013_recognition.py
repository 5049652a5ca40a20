"""Recognition.

Revision ID: 0013
Revises: 0012
"""

from migrations.run import run

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UP = [
    """CREATE TABLE certificates (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    code TEXT NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    external_id TEXT,
    CONSTRAINT pk_certificates PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_certificates_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_certificates_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_certificates_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_certificates_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_certificates_code UNIQUE (tenant_id, code),
    CONSTRAINT ck_certificates_expires_after_issued CHECK (expires_at > issued_at)
)""",
    "COMMENT ON TABLE certificates IS 'That a person has completed an offering, under a code that others can check.'",
    "COMMENT ON COLUMN certificates.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN certificates.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN certificates.user_id IS 'Whom it was issued to.'",
    "COMMENT ON COLUMN certificates.offering_id IS 'What was completed.'",
    "COMMENT ON COLUMN certificates.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN certificates.code IS 'The code printed on it, unique in the tenant.'",
    "COMMENT ON COLUMN certificates.issued_at IS 'When it was issued.'",
    "COMMENT ON COLUMN certificates.expires_at IS 'When it ends; null for never.'",
    "COMMENT ON COLUMN certificates.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN certificates.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN certificates.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN certificates.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN certificates.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN certificates.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('certificates', 'tenant_id')",
    """CREATE TABLE achievements (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    student_id UUID NOT NULL,
    organization_id UUID,
    points INTEGER DEFAULT 0 NOT NULL,
    badge TEXT,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_achievements PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_achievements_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_achievements_student FOREIGN KEY(tenant_id, student_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_achievements_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_achievements_points_nonnegative CHECK (points >= 0)
)""",
    "COMMENT ON TABLE achievements IS 'Points or a badge that a student has earned.'",
    "COMMENT ON COLUMN achievements.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN achievements.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN achievements.student_id IS 'The student.'",
    "COMMENT ON COLUMN achievements.organization_id IS 'The centre or school that gave it.'",
    "COMMENT ON COLUMN achievements.points IS 'The points earned.'",
    "COMMENT ON COLUMN achievements.badge IS 'The badge, such as `Bookworm`; null for points alone.'",
    "COMMENT ON COLUMN achievements.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN achievements.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN achievements.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN achievements.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN achievements.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN achievements.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "SELECT app.distribute('achievements', 'tenant_id')",
    "CREATE INDEX ix_certificates_issued_at ON certificates (tenant_id, issued_at)",
    "CREATE INDEX ix_certificates_offering_id ON certificates (tenant_id, offering_id)",
    "CREATE INDEX ix_certificates_organization_id ON certificates (tenant_id, organization_id)",
    "CREATE INDEX ix_certificates_user_id ON certificates (tenant_id, user_id)",
    "CREATE UNIQUE INDEX uq_certificates_external_id ON certificates (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_achievements_created_at ON achievements (tenant_id, created_at)",
    "CREATE INDEX ix_achievements_deleted_at ON achievements (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_achievements_organization_id ON achievements (tenant_id, organization_id)",
    "CREATE INDEX ix_achievements_student_id ON achievements (tenant_id, student_id)",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON certificates FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_certificates() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON certificates FOR EACH ROW EXECUTE FUNCTION app.inherit_certificates()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON achievements FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
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
    "GRANT SELECT ON certificates TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON certificates TO lyceum_writer",
    "ALTER TABLE certificates ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE certificates FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON certificates FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON certificates FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON certificates FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON achievements TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON achievements TO lyceum_writer",
    "ALTER TABLE achievements ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE achievements FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON achievements FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(student_id) OR app.is_pupil(student_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON achievements FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON achievements FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    """CREATE OR REPLACE FUNCTION app.pass_on_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.offering_instructors SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.assignment_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
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
    "DROP TRIGGER keep_editor ON achievements",
    "DROP TRIGGER inherit ON certificates",
    "DROP FUNCTION app.inherit_certificates()",
    "DROP TRIGGER keep_editor ON certificates",
    "DROP TABLE achievements",
    "DROP TABLE certificates",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
