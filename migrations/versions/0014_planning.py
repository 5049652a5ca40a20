"""Planning.

Revision ID: 0014
Revises: 0013
"""

from migrations.run import run

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE lesson_status AS ENUM ('draft', 'published', 'archived')",
    "COMMENT ON TYPE lesson_status IS 'Where a lesson stands between first draft and archive.'",
    "CREATE TYPE lesson_block_type AS ENUM ('objective', 'engage', 'explore', 'explain', 'elaborate', 'evaluate', 'materials')",
    "COMMENT ON TYPE lesson_block_type IS 'The part that a block plays in a lesson: its objective, its materials, or one of the five Es.'",
    "CREATE TYPE lesson_asset_purpose AS ENUM ('handout', 'slide', 'image', 'worksheet')",
    "COMMENT ON TYPE lesson_asset_purpose IS 'What a file is used for in a lesson.'",
    """CREATE TABLE lessons (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    owner_id UUID NOT NULL,
    title TEXT NOT NULL,
    code TEXT,
    objective TEXT,
    subject TEXT NOT NULL,
    grade_level TEXT NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    status lesson_status DEFAULT 'draft' NOT NULL,
    current_version_id UUID,
    visibility visibility DEFAULT 'private' NOT NULL,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_lessons PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lessons_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lessons_owner FOREIGN KEY(tenant_id, owner_id) REFERENCES users (tenant_id, id)
)""",
    "COMMENT ON TABLE lessons IS 'A lesson that can be planned once and placed in any unit. What it says lies in its versions.'",
    "COMMENT ON COLUMN lessons.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN lessons.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN lessons.owner_id IS 'Who owns it.'",
    "COMMENT ON COLUMN lessons.title IS 'The lesson''s title.'",
    "COMMENT ON COLUMN lessons.code IS 'A short code, unique in the tenant.'",
    "COMMENT ON COLUMN lessons.objective IS 'What the lesson is about, in a sentence.'",
    "COMMENT ON COLUMN lessons.subject IS 'The school subject, such as `Science`.'",
    "COMMENT ON COLUMN lessons.grade_level IS 'The school grade it is for: `K`, `1` to `12`.'",
    "COMMENT ON COLUMN lessons.language IS 'BCP 47 tag of the language it is taught in.'",
    "COMMENT ON COLUMN lessons.status IS 'Where the lesson stands.'",
    "COMMENT ON COLUMN lessons.current_version_id IS 'The version in use; always one of its own.'",
    "COMMENT ON COLUMN lessons.visibility IS 'Who may find it once published.'",
    "COMMENT ON COLUMN lessons.tags IS 'Free tags.'",
    "COMMENT ON COLUMN lessons.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN lessons.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN lessons.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN lessons.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN lessons.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN lessons.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN lessons.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN lessons.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('lessons', 'tenant_id')",
    """CREATE TABLE lesson_versions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_id UUID NOT NULL,
    version_no INTEGER NOT NULL,
    author_id UUID,
    objective TEXT,
    duration_minutes INTEGER,
    differentiation JSONB DEFAULT '[]'::jsonb NOT NULL,
    assessments JSONB DEFAULT '[]'::jsonb NOT NULL,
    accommodations JSONB DEFAULT '[]'::jsonb NOT NULL,
    teacher_script_md TEXT,
    materials JSONB DEFAULT '[]'::jsonb NOT NULL,
    flow JSONB DEFAULT '[]'::jsonb NOT NULL,
    locale TEXT DEFAULT 'en-US' NOT NULL,
    ai_model TEXT,
    source JSONB DEFAULT '{}'::jsonb NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_lesson_versions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lesson_versions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_versions_lesson FOREIGN KEY(tenant_id, lesson_id) REFERENCES lessons (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_versions_author FOREIGN KEY(tenant_id, author_id) REFERENCES users (tenant_id, id),
    CONSTRAINT uq_lesson_versions_lesson_id_version_no UNIQUE (tenant_id, lesson_id, version_no),
    CONSTRAINT uq_lesson_versions_lesson_id_id UNIQUE (tenant_id, lesson_id, id),
    CONSTRAINT ck_lesson_versions_version_no_from_one CHECK (version_no >= 1),
    CONSTRAINT ck_lesson_versions_duration_minutes_nonnegative CHECK (duration_minutes >= 0),
    CONSTRAINT ck_lesson_versions_differentiation_is_array CHECK (jsonb_typeof(differentiation) = 'array'),
    CONSTRAINT ck_lesson_versions_assessments_is_array CHECK (jsonb_typeof(assessments) = 'array'),
    CONSTRAINT ck_lesson_versions_accommodations_is_array CHECK (jsonb_typeof(accommodations) = 'array'),
    CONSTRAINT ck_lesson_versions_materials_is_array CHECK (jsonb_typeof(materials) = 'array'),
    CONSTRAINT ck_lesson_versions_flow_is_array CHECK (jsonb_typeof(flow) = 'array'),
    CONSTRAINT ck_lesson_versions_source_is_object CHECK (jsonb_typeof(source) = 'object')
)""",
    "COMMENT ON TABLE lesson_versions IS 'What a lesson says, as it stood when it was saved. A version is never changed: an edit is the next version.'",
    "COMMENT ON COLUMN lesson_versions.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN lesson_versions.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN lesson_versions.lesson_id IS 'The lesson.'",
    "COMMENT ON COLUMN lesson_versions.version_no IS 'Counts the lesson''s versions, from 1.'",
    "COMMENT ON COLUMN lesson_versions.author_id IS 'Who wrote this version.'",
    "COMMENT ON COLUMN lesson_versions.objective IS 'What learners can do afterwards.'",
    "COMMENT ON COLUMN lesson_versions.duration_minutes IS 'How long the lesson takes, in minutes.'",
    "COMMENT ON COLUMN lesson_versions.differentiation IS 'Strategies for learners of different levels.'",
    "COMMENT ON COLUMN lesson_versions.assessments IS 'How learning is checked: summaries, and references to assessments.'",
    "COMMENT ON COLUMN lesson_versions.accommodations IS 'Accommodations, such as for learners with an IEP or who are learning the language.'",
    "COMMENT ON COLUMN lesson_versions.teacher_script_md IS 'What the teacher says, in Markdown; for staff, because it gives answers away.'",
    "COMMENT ON COLUMN lesson_versions.materials IS 'What is needed.'",
    "COMMENT ON COLUMN lesson_versions.flow IS 'The phases of the lesson, in order.'",
    "COMMENT ON COLUMN lesson_versions.locale IS 'BCP 47 tag of the language and region it is written for.'",
    "COMMENT ON COLUMN lesson_versions.ai_model IS 'The model that drafted it; null where a person did.'",
    "COMMENT ON COLUMN lesson_versions.source IS 'How it came about, such as the prompt and its settings; for staff.'",
    "COMMENT ON COLUMN lesson_versions.published_at IS 'When it was published; from then on nothing of it can change.'",
    "COMMENT ON COLUMN lesson_versions.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN lesson_versions.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN lesson_versions.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('lesson_versions', 'tenant_id')",
    """CREATE TABLE lesson_blocks (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    block_type lesson_block_type NOT NULL,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    content_md TEXT NOT NULL,
    estimated_minutes INTEGER,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_lesson_blocks PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lesson_blocks_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_blocks_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_lesson_blocks_lesson_version_id_sequence_index UNIQUE NULLS NOT DISTINCT (tenant_id, lesson_version_id, sequence_index) DEFERRABLE,
    CONSTRAINT ck_lesson_blocks_sequence_index_from_one CHECK (sequence_index >= 1),
    CONSTRAINT ck_lesson_blocks_estimated_minutes_nonnegative CHECK (estimated_minutes >= 0)
)""",
    "COMMENT ON TABLE lesson_blocks IS 'A block of a lesson''s version, for editing it piece by piece. Frozen once the version is published.'",
    "COMMENT ON COLUMN lesson_blocks.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN lesson_blocks.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN lesson_blocks.lesson_version_id IS 'The version.'",
    "COMMENT ON COLUMN lesson_blocks.block_type IS 'The part it plays.'",
    "COMMENT ON COLUMN lesson_blocks.sequence_index IS 'Its place in the version, from 1.'",
    "COMMENT ON COLUMN lesson_blocks.content_md IS 'What it says, in Markdown.'",
    "COMMENT ON COLUMN lesson_blocks.estimated_minutes IS 'About how long it takes, in minutes.'",
    "COMMENT ON COLUMN lesson_blocks.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN lesson_blocks.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN lesson_blocks.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN lesson_blocks.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN lesson_blocks.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN lesson_blocks.updated_by IS 'Who last changed the row; null for an import.'",
    "SELECT app.distribute('lesson_blocks', 'tenant_id')",
    """CREATE TABLE lesson_standards (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    standard_id UUID NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_lesson_standards PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lesson_standards_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_standards_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_lesson_standards_lesson_version_id_standard_id UNIQUE (tenant_id, lesson_version_id, standard_id)
)""",
    "COMMENT ON TABLE lesson_standards IS 'That a lesson''s version is aligned with a standard. Frozen once the version is published.'",
    "COMMENT ON COLUMN lesson_standards.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN lesson_standards.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN lesson_standards.lesson_version_id IS 'The version.'",
    "COMMENT ON COLUMN lesson_standards.standard_id IS 'The standard.'",
    "COMMENT ON COLUMN lesson_standards.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN lesson_standards.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN lesson_standards.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('lesson_standards', 'tenant_id')",
    """CREATE TABLE lesson_assets (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    asset_id UUID NOT NULL,
    asset_version INTEGER DEFAULT 1 NOT NULL,
    purpose lesson_asset_purpose,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_lesson_assets PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lesson_assets_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_assets_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_assets_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT uq_lesson_assets_lesson_version_id_asset_id UNIQUE (tenant_id, lesson_version_id, asset_id),
    CONSTRAINT ck_lesson_assets_asset_version_from_one CHECK (asset_version >= 1)
)""",
    "COMMENT ON TABLE lesson_assets IS 'That a lesson''s version uses a file. Frozen once the version is published.'",
    "COMMENT ON COLUMN lesson_assets.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN lesson_assets.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN lesson_assets.lesson_version_id IS 'The version.'",
    "COMMENT ON COLUMN lesson_assets.asset_id IS 'The file.'",
    "COMMENT ON COLUMN lesson_assets.asset_version IS 'Which of the file''s versions is meant: a later one does not take its place.'",
    "COMMENT ON COLUMN lesson_assets.purpose IS 'What it is used for.'",
    "COMMENT ON COLUMN lesson_assets.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN lesson_assets.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN lesson_assets.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('lesson_assets', 'tenant_id')",
    """CREATE TABLE editor_sessions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    user_id UUID,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    diff JSONB DEFAULT '[]'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_editor_sessions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_editor_sessions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_editor_sessions_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_editor_sessions_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT ck_editor_sessions_ends_after_start CHECK (ended_at >= started_at),
    CONSTRAINT ck_editor_sessions_diff_is_array CHECK (jsonb_typeof(diff) = 'array')
)""",
    "COMMENT ON TABLE editor_sessions IS 'A time during which somebody edited a lesson''s version.'",
    "COMMENT ON COLUMN editor_sessions.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN editor_sessions.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN editor_sessions.lesson_version_id IS 'The version.'",
    "COMMENT ON COLUMN editor_sessions.user_id IS 'Who edited.'",
    "COMMENT ON COLUMN editor_sessions.started_at IS 'When it began.'",
    "COMMENT ON COLUMN editor_sessions.ended_at IS 'When it ended; null while it lasts.'",
    "COMMENT ON COLUMN editor_sessions.diff IS 'The operations, in the order they were made.'",
    "COMMENT ON COLUMN editor_sessions.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN editor_sessions.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('editor_sessions', 'tenant_id')",
    "ALTER TABLE lessons ADD CONSTRAINT fk_lessons_current_version FOREIGN KEY(tenant_id, id, current_version_id) REFERENCES lesson_versions (tenant_id, lesson_id, id)",
    "ALTER TABLE lesson_standards ADD CONSTRAINT fk_lesson_standards_standard FOREIGN KEY(standard_id) REFERENCES standards (id)",
    "ALTER TABLE modules ADD CONSTRAINT fk_modules_lesson FOREIGN KEY(tenant_id, lesson_id) REFERENCES lessons (tenant_id, id)",
    "CREATE INDEX ix_lessons_audience_title ON lessons (tenant_id, audience, title)",
    "CREATE INDEX ix_lessons_current_version_id ON lessons (tenant_id, current_version_id)",
    "CREATE INDEX ix_lessons_deleted_at ON lessons (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_lessons_owner_id ON lessons (tenant_id, owner_id)",
    "CREATE INDEX ix_lessons_subject_grade_level ON lessons (tenant_id, subject, grade_level)",
    "CREATE INDEX ix_lessons_tags ON lessons USING gin (tags)",
    "CREATE INDEX ix_lessons_title ON lessons (tenant_id, title)",
    "CREATE UNIQUE INDEX uq_lessons_code ON lessons (tenant_id, code) WHERE code IS NOT NULL AND deleted_at IS NULL",
    "CREATE UNIQUE INDEX uq_lessons_external_id ON lessons (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_lesson_versions_audience ON lesson_versions (tenant_id, audience)",
    "CREATE INDEX ix_lesson_versions_author_id ON lesson_versions (tenant_id, author_id)",
    "CREATE INDEX ix_lesson_versions_lesson_id_created_at ON lesson_versions (tenant_id, lesson_id, created_at)",
    "CREATE INDEX ix_lesson_blocks_audience ON lesson_blocks (tenant_id, audience)",
    "CREATE INDEX ix_lesson_standards_audience ON lesson_standards (tenant_id, audience)",
    "CREATE INDEX ix_lesson_standards_standard_id ON lesson_standards (tenant_id, standard_id)",
    "CREATE INDEX ix_lesson_assets_asset_id ON lesson_assets (tenant_id, asset_id)",
    "CREATE INDEX ix_lesson_assets_audience ON lesson_assets (tenant_id, audience)",
    "CREATE INDEX ix_editor_sessions_lesson_version_id ON editor_sessions (tenant_id, lesson_version_id)",
    "CREATE INDEX ix_editor_sessions_user_id ON editor_sessions (tenant_id, user_id)",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON lessons FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_lessons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.status <> 'published' OR NEW.visibility = 'private' THEN 'staff' WHEN NEW.visibility = 'public' THEN 'public' ELSE 'members' END)::audience;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, deleted_at, status, visibility ON lessons FOR EACH ROW EXECUTE FUNCTION app.inherit_lessons()",
    """CREATE FUNCTION app.keep_lessons() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.deleted_at IS NULL
        AND EXISTS (SELECT FROM public.tenants t WHERE t.id = OLD.tenant_id)
        AND EXISTS (SELECT FROM public.lesson_versions p WHERE p.tenant_id = OLD.tenant_id AND p.lesson_id = OLD.id
            AND p.published_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'A row of lessons that was published is deleted by its deleted_at first.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END
$$""",
    "CREATE TRIGGER keep BEFORE DELETE ON lessons FOR EACH ROW EXECUTE FUNCTION app.keep_lessons()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON lesson_versions FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_lesson_versions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.lesson_id IS NOT NULL THEN (SELECT p.audience FROM public.lessons p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_id FOR SHARE)
    END, (CASE WHEN NEW.published_at IS NULL THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, lesson_id, published_at ON lesson_versions FOR EACH ROW EXECUTE FUNCTION app.inherit_lesson_versions()",
    """CREATE FUNCTION app.hold_lesson_versions() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM public.lessons p WHERE p.tenant_id = OLD.tenant_id AND p.id = OLD.lesson_id) THEN
            RAISE EXCEPTION 'Rows of lesson_versions are deleted only with the whole that they are part of.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF ((NEW.tenant_id, NEW.id, NEW.lesson_id, NEW.version_no, NEW.author_id, NEW.objective, NEW.duration_minutes, NEW.differentiation, NEW.assessments, NEW.accommodations, NEW.teacher_script_md, NEW.materials, NEW.flow, NEW.locale, NEW.ai_model, NEW.source)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_id, OLD.version_no, OLD.author_id, OLD.objective, OLD.duration_minutes, OLD.differentiation, OLD.assessments, OLD.accommodations, OLD.teacher_script_md, OLD.materials, OLD.flow, OLD.locale, OLD.ai_model, OLD.source))
        OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
    THEN
        RAISE EXCEPTION 'Rows of lesson_versions never change: save what is new as the next one.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER hold BEFORE UPDATE OR DELETE ON lesson_versions FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_versions()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON lesson_blocks FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_lesson_blocks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.lesson_version_id IS NOT NULL THEN (SELECT p.audience FROM public.lesson_versions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, lesson_version_id ON lesson_blocks FOR EACH ROW EXECUTE FUNCTION app.inherit_lesson_blocks()",
    """CREATE FUNCTION app.hold_lesson_blocks() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ((NEW.tenant_id, NEW.id, NEW.lesson_version_id, NEW.block_type, NEW.sequence_index, NEW.content_md, NEW.estimated_minutes, NEW.metadata)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_version_id, OLD.block_type, OLD.sequence_index, OLD.content_md, OLD.estimated_minutes, OLD.metadata)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = OLD.tenant_id AND p.id = OLD.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    RETURN OLD;
END
$$""",
    "CREATE TRIGGER hold BEFORE UPDATE OR DELETE ON lesson_blocks FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_blocks()",
    "CREATE TRIGGER hold_added AFTER INSERT ON lesson_blocks FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_blocks()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON lesson_standards FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_lesson_standards() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.lesson_version_id IS NOT NULL THEN (SELECT p.audience FROM public.lesson_versions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, lesson_version_id ON lesson_standards FOR EACH ROW EXECUTE FUNCTION app.inherit_lesson_standards()",
    """CREATE FUNCTION app.hold_lesson_standards() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ((NEW.tenant_id, NEW.id, NEW.lesson_version_id, NEW.standard_id)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_version_id, OLD.standard_id)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = OLD.tenant_id AND p.id = OLD.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    RETURN OLD;
END
$$""",
    "CREATE TRIGGER hold BEFORE UPDATE OR DELETE ON lesson_standards FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_standards()",
    "CREATE TRIGGER hold_added AFTER INSERT ON lesson_standards FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_standards()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON lesson_assets FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_lesson_assets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.lesson_version_id IS NOT NULL THEN (SELECT p.audience FROM public.lesson_versions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, lesson_version_id ON lesson_assets FOR EACH ROW EXECUTE FUNCTION app.inherit_lesson_assets()",
    """CREATE FUNCTION app.hold_lesson_assets() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ((NEW.tenant_id, NEW.id, NEW.lesson_version_id, NEW.asset_id, NEW.asset_version, NEW.purpose)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_version_id, OLD.asset_id, OLD.asset_version, OLD.purpose)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = OLD.tenant_id AND p.id = OLD.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    RETURN OLD;
END
$$""",
    "CREATE TRIGGER hold BEFORE UPDATE OR DELETE ON lesson_assets FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_assets()",
    "CREATE TRIGGER hold_added AFTER INSERT ON lesson_assets FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_assets()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON editor_sessions FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.pass_on_lesson_versions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.lesson_assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND lesson_version_id = NEW.id;
        UPDATE public.lesson_blocks SET audience = audience WHERE tenant_id = NEW.tenant_id AND lesson_version_id = NEW.id;
        UPDATE public.lesson_standards SET audience = audience WHERE tenant_id = NEW.tenant_id AND lesson_version_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON lesson_versions FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION app.pass_on_lesson_versions()""",
    """CREATE FUNCTION app.pass_on_lessons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.lesson_versions SET audience = audience WHERE tenant_id = NEW.tenant_id AND lesson_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON lessons FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION app.pass_on_lessons()""",
    "GRANT SELECT ON lessons TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON lessons TO lyceum_writer",
    "ALTER TABLE lessons ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE lessons FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON lessons FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(id))))",
    "CREATE POLICY write ON lessons FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON lessons FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON lesson_versions TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON lesson_versions TO lyceum_writer",
    "ALTER TABLE lesson_versions ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE lesson_versions FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON lesson_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(lesson_id))))",
    "CREATE POLICY write ON lesson_versions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON lesson_versions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON lesson_blocks TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON lesson_blocks TO lyceum_writer",
    "ALTER TABLE lesson_blocks ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE lesson_blocks FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON lesson_blocks FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(lesson_version_id))))",
    "CREATE POLICY write ON lesson_blocks FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON lesson_blocks FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON lesson_standards TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON lesson_standards TO lyceum_writer",
    "ALTER TABLE lesson_standards ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE lesson_standards FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON lesson_standards FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(lesson_version_id))))",
    "CREATE POLICY write ON lesson_standards FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON lesson_standards FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON lesson_assets TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON lesson_assets TO lyceum_writer",
    "ALTER TABLE lesson_assets ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE lesson_assets FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON lesson_assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(lesson_version_id))))",
    "CREATE POLICY write ON lesson_assets FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON lesson_assets FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON editor_sessions TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON editor_sessions TO lyceum_writer",
    "ALTER TABLE editor_sessions ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE editor_sessions FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON editor_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))",
    "CREATE POLICY write ON editor_sessions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON editor_sessions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TRIGGER pass_on ON lessons",
    "DROP FUNCTION app.pass_on_lessons()",
    "DROP TRIGGER pass_on ON lesson_versions",
    "DROP FUNCTION app.pass_on_lesson_versions()",
    "DROP TRIGGER keep_times ON editor_sessions",
    "DROP TRIGGER hold_added ON lesson_assets",
    "DROP TRIGGER hold ON lesson_assets",
    "DROP FUNCTION app.hold_lesson_assets()",
    "DROP TRIGGER inherit ON lesson_assets",
    "DROP FUNCTION app.inherit_lesson_assets()",
    "DROP TRIGGER keep_times ON lesson_assets",
    "DROP TRIGGER hold_added ON lesson_standards",
    "DROP TRIGGER hold ON lesson_standards",
    "DROP FUNCTION app.hold_lesson_standards()",
    "DROP TRIGGER inherit ON lesson_standards",
    "DROP FUNCTION app.inherit_lesson_standards()",
    "DROP TRIGGER keep_times ON lesson_standards",
    "DROP TRIGGER hold_added ON lesson_blocks",
    "DROP TRIGGER hold ON lesson_blocks",
    "DROP FUNCTION app.hold_lesson_blocks()",
    "DROP TRIGGER inherit ON lesson_blocks",
    "DROP FUNCTION app.inherit_lesson_blocks()",
    "DROP TRIGGER keep_editor ON lesson_blocks",
    "DROP TRIGGER hold ON lesson_versions",
    "DROP FUNCTION app.hold_lesson_versions()",
    "DROP TRIGGER inherit ON lesson_versions",
    "DROP FUNCTION app.inherit_lesson_versions()",
    "DROP TRIGGER keep_times ON lesson_versions",
    "DROP TRIGGER keep ON lessons",
    "DROP FUNCTION app.keep_lessons()",
    "DROP TRIGGER inherit ON lessons",
    "DROP FUNCTION app.inherit_lessons()",
    "DROP TRIGGER keep_editor ON lessons",
    "ALTER TABLE modules DROP CONSTRAINT fk_modules_lesson",
    "ALTER TABLE lesson_standards DROP CONSTRAINT fk_lesson_standards_standard",
    "ALTER TABLE lessons DROP CONSTRAINT fk_lessons_current_version",
    "DROP TABLE editor_sessions",
    "DROP TABLE lesson_assets",
    "DROP TABLE lesson_standards",
    "DROP TABLE lesson_blocks",
    "DROP TABLE lesson_versions",
    "DROP TABLE lessons",
    "DROP TYPE lesson_asset_purpose",
    "DROP TYPE lesson_block_type",
    "DROP TYPE lesson_status",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
