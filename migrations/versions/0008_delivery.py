"""Delivery.

Revision ID: 0008
Revises: 0007
"""

from migrations.run import run

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE enrollment_status AS ENUM ('active', 'completed', 'dropped', 'pending', 'waitlisted')",
    "COMMENT ON TYPE enrollment_status IS 'Where an enrolment stands.'",
    "CREATE TYPE class_status AS ENUM ('scheduled', 'completed', 'cancelled')",
    "COMMENT ON TYPE class_status IS 'Where a class session stands.'",
    "CREATE TYPE meeting_provider AS ENUM ('teams', 'zoom', 'chime')",
    "COMMENT ON TYPE meeting_provider IS 'Where a class meets online.'",
    """CREATE TABLE course_offerings (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    organization_id UUID,
    term_name TEXT,
    starts_at TIMESTAMP WITH TIME ZONE,
    ends_at TIMESTAMP WITH TIME ZONE,
    enrollment_start TIMESTAMP WITH TIME ZONE,
    enrollment_end TIMESTAMP WITH TIME ZONE,
    visibility visibility DEFAULT 'private' NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_course_offerings PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_offerings_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_offerings_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_offerings_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_course_offerings_ends_after_start CHECK (ends_at >= starts_at),
    CONSTRAINT ck_course_offerings_enrollment_ends_after_start CHECK (enrollment_end >= enrollment_start)
)""",
    "COMMENT ON TABLE course_offerings IS 'One run of a course, such as a term. A self-paced course has one that is always open.'",
    "COMMENT ON COLUMN course_offerings.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN course_offerings.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN course_offerings.course_id IS 'The course that is run.'",
    "COMMENT ON COLUMN course_offerings.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN course_offerings.term_name IS 'What the run is called, such as `Fall 2026`.'",
    "COMMENT ON COLUMN course_offerings.starts_at IS 'When it starts.'",
    "COMMENT ON COLUMN course_offerings.ends_at IS 'When it ends.'",
    "COMMENT ON COLUMN course_offerings.enrollment_start IS 'From when people may enrol.'",
    "COMMENT ON COLUMN course_offerings.enrollment_end IS 'Until when people may enrol.'",
    "COMMENT ON COLUMN course_offerings.visibility IS 'Who may find it.'",
    "COMMENT ON COLUMN course_offerings.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN course_offerings.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN course_offerings.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN course_offerings.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN course_offerings.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN course_offerings.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN course_offerings.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN course_offerings.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('course_offerings', 'tenant_id')",
    """CREATE TABLE offering_instructors (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    offering_id UUID NOT NULL,
    user_id UUID NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_offering_instructors PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_offering_instructors_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_offering_instructors_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_offering_instructors_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_offering_instructors_offering_id_user_id UNIQUE (tenant_id, offering_id, user_id)
)""",
    "COMMENT ON TABLE offering_instructors IS 'That a person teaches, or helps to teach, an offering.'",
    "COMMENT ON COLUMN offering_instructors.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN offering_instructors.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN offering_instructors.offering_id IS 'The offering.'",
    "COMMENT ON COLUMN offering_instructors.user_id IS 'Who teaches it.'",
    "COMMENT ON COLUMN offering_instructors.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN offering_instructors.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN offering_instructors.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('offering_instructors', 'tenant_id')",
    """CREATE TABLE enrollments (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    status enrollment_status DEFAULT 'active' NOT NULL,
    enrolled_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    external_id TEXT,
    CONSTRAINT pk_enrollments PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_enrollments_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_enrollments_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_enrollments_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_enrollments_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_enrollments_user_id_offering_id UNIQUE (tenant_id, user_id, offering_id),
    CONSTRAINT ck_enrollments_completed_after_enrolled CHECK (completed_at >= enrolled_at)
)""",
    "COMMENT ON TABLE enrollments IS 'That a person takes an offering.'",
    "COMMENT ON COLUMN enrollments.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN enrollments.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN enrollments.user_id IS 'Who takes it.'",
    "COMMENT ON COLUMN enrollments.offering_id IS 'What they take.'",
    "COMMENT ON COLUMN enrollments.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN enrollments.status IS 'Where the enrolment stands.'",
    "COMMENT ON COLUMN enrollments.enrolled_at IS 'When the person enrolled.'",
    "COMMENT ON COLUMN enrollments.completed_at IS 'When they completed it.'",
    "COMMENT ON COLUMN enrollments.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN enrollments.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN enrollments.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN enrollments.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN enrollments.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN enrollments.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('enrollments', 'tenant_id')",
    """CREATE TABLE class_sessions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    tutor_id UUID NOT NULL,
    organization_id UUID,
    offering_id UUID,
    title TEXT,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recurrence JSONB,
    status class_status DEFAULT 'scheduled' NOT NULL,
    meeting_provider meeting_provider,
    meeting_url TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_class_sessions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_class_sessions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_class_sessions_tutor FOREIGN KEY(tenant_id, tutor_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_class_sessions_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_class_sessions_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT ck_class_sessions_ends_after_start CHECK (ends_at > starts_at)
)""",
    "COMMENT ON TABLE class_sessions IS 'A class that a tutor or instructor holds at a stated time.'",
    "COMMENT ON COLUMN class_sessions.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN class_sessions.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN class_sessions.tutor_id IS 'Who holds it.'",
    "COMMENT ON COLUMN class_sessions.organization_id IS 'The centre or school it is held by.'",
    "COMMENT ON COLUMN class_sessions.offering_id IS 'The offering it belongs to, if any.'",
    "COMMENT ON COLUMN class_sessions.title IS 'What the class is called.'",
    "COMMENT ON COLUMN class_sessions.starts_at IS 'When it starts.'",
    "COMMENT ON COLUMN class_sessions.ends_at IS 'When it ends.'",
    "COMMENT ON COLUMN class_sessions.recurrence IS 'How it recurs, as the parts of an RFC 5545 rule: `freq`, `interval`, `byday`, `until`.'",
    "COMMENT ON COLUMN class_sessions.status IS 'Where it stands.'",
    "COMMENT ON COLUMN class_sessions.meeting_provider IS 'Where it meets online.'",
    "COMMENT ON COLUMN class_sessions.meeting_url IS 'The address of the meeting.'",
    "COMMENT ON COLUMN class_sessions.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN class_sessions.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN class_sessions.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN class_sessions.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN class_sessions.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "SELECT app.distribute('class_sessions', 'tenant_id')",
    """CREATE TABLE class_session_students (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    class_session_id UUID NOT NULL,
    student_id UUID NOT NULL,
    tutor_id UUID,
    offering_id UUID,
    organization_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_class_session_students PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_class_session_students_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_class_session_students_class_session FOREIGN KEY(tenant_id, class_session_id) REFERENCES class_sessions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_class_session_students_student FOREIGN KEY(tenant_id, student_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_class_session_students_tutor FOREIGN KEY(tenant_id, tutor_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_class_session_students_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_class_session_students_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_class_session_students_class_session_id_student UNIQUE (tenant_id, class_session_id, student_id)
)""",
    "COMMENT ON TABLE class_session_students IS 'That a student attends a class session.'",
    "COMMENT ON COLUMN class_session_students.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN class_session_students.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN class_session_students.class_session_id IS 'The class.'",
    "COMMENT ON COLUMN class_session_students.student_id IS 'Who attends it.'",
    "COMMENT ON COLUMN class_session_students.tutor_id IS 'Who holds the class; kept by trigger.'",
    "COMMENT ON COLUMN class_session_students.offering_id IS 'The offering of the class; kept by trigger.'",
    "COMMENT ON COLUMN class_session_students.organization_id IS 'The organisation of the class; kept by trigger.'",
    "COMMENT ON COLUMN class_session_students.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN class_session_students.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('class_session_students', 'tenant_id')",
    "CREATE INDEX ix_course_offerings_audience ON course_offerings (tenant_id, audience)",
    "CREATE INDEX ix_course_offerings_course_id ON course_offerings (tenant_id, course_id)",
    "CREATE INDEX ix_course_offerings_deleted_at ON course_offerings (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_course_offerings_organization_id ON course_offerings (tenant_id, organization_id)",
    "CREATE INDEX ix_course_offerings_starts_at ON course_offerings (tenant_id, starts_at)",
    "CREATE UNIQUE INDEX uq_course_offerings_external_id ON course_offerings (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_offering_instructors_audience ON offering_instructors (tenant_id, audience)",
    "CREATE INDEX ix_offering_instructors_user_id ON offering_instructors (tenant_id, user_id)",
    "CREATE INDEX ix_enrollments_enrolled_at_id ON enrollments (tenant_id, enrolled_at, id)",
    "CREATE INDEX ix_enrollments_offering_id_enrolled_at_id ON enrollments (tenant_id, offering_id, enrolled_at, id)",
    "CREATE INDEX ix_enrollments_organization_id ON enrollments (tenant_id, organization_id)",
    "CREATE INDEX ix_enrollments_status ON enrollments (tenant_id, status)",
    "CREATE UNIQUE INDEX uq_enrollments_external_id ON enrollments (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_class_sessions_deleted_at ON class_sessions (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_class_sessions_offering_id ON class_sessions (tenant_id, offering_id)",
    "CREATE INDEX ix_class_sessions_organization_id ON class_sessions (tenant_id, organization_id)",
    "CREATE INDEX ix_class_sessions_starts_at ON class_sessions (tenant_id, starts_at)",
    "CREATE INDEX ix_class_sessions_tutor_id ON class_sessions (tenant_id, tutor_id)",
    "CREATE INDEX ix_class_session_students_offering_id ON class_session_students (tenant_id, offering_id)",
    "CREATE INDEX ix_class_session_students_organization_id ON class_session_students (tenant_id, organization_id)",
    "CREATE INDEX ix_class_session_students_student_id ON class_session_students (tenant_id, student_id)",
    "CREATE INDEX ix_class_session_students_tutor_id ON class_session_students (tenant_id, tutor_id)",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON course_offerings FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.visibility = 'private' THEN 'enrolled' WHEN NEW.visibility = 'public' THEN 'public' ELSE 'members' END)::audience);
    NEW.organization_id := CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.organization_id FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, organization_id, visibility ON course_offerings FOR EACH ROW EXECUTE FUNCTION app.inherit_course_offerings()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON offering_instructors FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_offering_instructors() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.audience FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, offering_id ON offering_instructors FOR EACH ROW EXECUTE FUNCTION app.inherit_offering_instructors()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON enrollments FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_enrollments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON enrollments FOR EACH ROW EXECUTE FUNCTION app.inherit_enrollments()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON class_sessions FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON class_session_students FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_class_session_students() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.tutor_id := CASE
        WHEN NEW.class_session_id IS NOT NULL THEN (SELECT p.tutor_id FROM public.class_sessions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.class_session_id FOR SHARE)
    END;
    NEW.offering_id := CASE
        WHEN NEW.class_session_id IS NOT NULL THEN (SELECT p.offering_id FROM public.class_sessions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.class_session_id FOR SHARE)
    END;
    NEW.organization_id := CASE
        WHEN NEW.class_session_id IS NOT NULL THEN (SELECT p.organization_id FROM public.class_sessions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.class_session_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF class_session_id, offering_id, organization_id, tutor_id ON class_session_students FOR EACH ROW EXECUTE FUNCTION app.inherit_class_session_students()",
    """CREATE FUNCTION app.pass_on_class_sessions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.offering_id IS DISTINCT FROM OLD.offering_id THEN
        UPDATE public.class_session_students SET offering_id = offering_id WHERE tenant_id = NEW.tenant_id AND class_session_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.class_session_students SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND class_session_id = NEW.id;
    END IF;
    IF NEW.tutor_id IS DISTINCT FROM OLD.tutor_id THEN
        UPDATE public.class_session_students SET tutor_id = tutor_id WHERE tenant_id = NEW.tenant_id AND class_session_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON class_sessions FOR EACH ROW
    WHEN (OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id OR OLD.tutor_id IS DISTINCT FROM NEW.tutor_id) EXECUTE FUNCTION app.pass_on_class_sessions()""",
    """CREATE FUNCTION app.pass_on_course_offerings() RETURNS trigger
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
    """CREATE TRIGGER pass_on AFTER UPDATE ON course_offerings FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.organization_id IS DISTINCT FROM NEW.organization_id) EXECUTE FUNCTION app.pass_on_course_offerings()""",
    """CREATE OR REPLACE FUNCTION app.pass_on_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.course_offerings SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_prerequisites SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_subjects SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND parent_id IS NULL;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.course_offerings SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER pass_on ON courses",
    """CREATE TRIGGER pass_on AFTER UPDATE ON courses FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.organization_id IS DISTINCT FROM NEW.organization_id) EXECUTE FUNCTION app.pass_on_courses()""",
    "GRANT SELECT ON course_offerings TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON course_offerings TO lyceum_writer",
    "ALTER TABLE course_offerings ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE course_offerings FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON course_offerings FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(id))))",
    "CREATE POLICY write ON course_offerings FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON course_offerings FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON offering_instructors TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON offering_instructors TO lyceum_writer",
    "ALTER TABLE offering_instructors ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE offering_instructors FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON offering_instructors FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(offering_id))))",
    "CREATE POLICY write ON offering_instructors FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON offering_instructors FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON enrollments TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON enrollments TO lyceum_writer",
    "ALTER TABLE enrollments ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE enrollments FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON enrollments FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON enrollments FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON enrollments FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON class_sessions TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON class_sessions TO lyceum_writer",
    "ALTER TABLE class_sessions ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE class_sessions FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON class_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(tutor_id) OR app.teaches(offering_id) OR app.manages(organization_id) OR app.holds(id)))",
    "CREATE POLICY write ON class_sessions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON class_sessions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON class_session_students TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON class_session_students TO lyceum_writer",
    "ALTER TABLE class_session_students ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE class_session_students FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON class_session_students FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(student_id) OR tutor_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON class_session_students FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON class_session_students FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TRIGGER pass_on ON courses",
    """CREATE TRIGGER pass_on AFTER UPDATE ON courses FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION app.pass_on_courses()""",
    """CREATE OR REPLACE FUNCTION app.pass_on_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.course_prerequisites SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_subjects SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND parent_id IS NULL;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER pass_on ON course_offerings",
    "DROP FUNCTION app.pass_on_course_offerings()",
    "DROP TRIGGER pass_on ON class_sessions",
    "DROP FUNCTION app.pass_on_class_sessions()",
    "DROP TRIGGER inherit ON class_session_students",
    "DROP FUNCTION app.inherit_class_session_students()",
    "DROP TRIGGER keep_times ON class_session_students",
    "DROP TRIGGER keep_editor ON class_sessions",
    "DROP TRIGGER inherit ON enrollments",
    "DROP FUNCTION app.inherit_enrollments()",
    "DROP TRIGGER keep_editor ON enrollments",
    "DROP TRIGGER inherit ON offering_instructors",
    "DROP FUNCTION app.inherit_offering_instructors()",
    "DROP TRIGGER keep_times ON offering_instructors",
    "DROP TRIGGER inherit ON course_offerings",
    "DROP FUNCTION app.inherit_course_offerings()",
    "DROP TRIGGER keep_editor ON course_offerings",
    "DROP TABLE class_session_students",
    "DROP TABLE class_sessions",
    "DROP TABLE enrollments",
    "DROP TABLE offering_instructors",
    "DROP TABLE course_offerings",
    "DROP TYPE meeting_provider",
    "DROP TYPE class_status",
    "DROP TYPE enrollment_status",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
