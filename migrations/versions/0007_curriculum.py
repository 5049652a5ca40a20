"""Curriculum.

Revision ID: 0007
Revises: 0006
"""

from migrations.run import run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE module_type AS ENUM ('course_root', 'unit', 'learning_unit', 'chapter', 'module', 'lesson', 'scene', 'topic', 'section', 'lab', 'quiz', 'resource', 'other')",
    "COMMENT ON TYPE module_type IS 'What a part of a syllabus is.'",
    "CREATE TYPE module_status AS ENUM ('draft', 'in_design', 'rendering', 'ready', 'archived')",
    "COMMENT ON TYPE module_status IS 'Where a module stands in production.'",
    "CREATE TYPE content_type AS ENUM ('video', 'quiz', 'engineering_lab', 'text', 'assignment', 'resource', 'scorm', 'external', 'interaction', 'segment')",
    "COMMENT ON TYPE content_type IS 'What kind of content an item is; each kind is a GraphQL type with fields of its own.'",
    """CREATE TABLE module_templates (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    template_type module_type NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    default_data JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_module_templates PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_module_templates_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
)""",
    "COMMENT ON TABLE module_templates IS 'A pattern that modules are made from.'",
    "COMMENT ON COLUMN module_templates.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN module_templates.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN module_templates.template_type IS 'What a module made from it is.'",
    "COMMENT ON COLUMN module_templates.title IS 'The template''s title.'",
    "COMMENT ON COLUMN module_templates.description IS 'What it is for.'",
    "COMMENT ON COLUMN module_templates.default_data IS 'The layout and metadata that a new module starts with.'",
    "COMMENT ON COLUMN module_templates.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN module_templates.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN module_templates.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN module_templates.updated_by IS 'Who last changed the row; null for an import.'",
    "SELECT app.distribute('module_templates', 'tenant_id')",
    """CREATE TABLE modules (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    parent_id UUID,
    module_type module_type NOT NULL,
    template_id UUID,
    lesson_id UUID,
    title TEXT NOT NULL,
    code TEXT,
    objective TEXT,
    description TEXT,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    depth INTEGER DEFAULT 0 NOT NULL,
    status module_status DEFAULT 'ready' NOT NULL,
    engine_flags JSONB DEFAULT '{}'::jsonb NOT NULL,
    resource_ref JSONB,
    is_published BOOLEAN DEFAULT false NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_modules PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_modules_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_modules_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_modules_parent FOREIGN KEY(tenant_id, course_id, parent_id) REFERENCES modules (tenant_id, course_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_modules_template FOREIGN KEY(tenant_id, template_id) REFERENCES module_templates (tenant_id, id),
    CONSTRAINT uq_modules_parent_id_course_id_sequence_index_dele UNIQUE NULLS NOT DISTINCT (tenant_id, parent_id, course_id, sequence_index, deleted_at) DEFERRABLE,
    CONSTRAINT uq_modules_course_id_id UNIQUE (tenant_id, course_id, id),
    CONSTRAINT ck_modules_sequence_index_from_one CHECK (sequence_index >= 1),
    CONSTRAINT ck_modules_not_its_own_parent CHECK (parent_id <> id)
)""",
    "COMMENT ON TABLE modules IS 'A part of a course''s syllabus, which may hold parts of its own to any depth, and content.'",
    "COMMENT ON COLUMN modules.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN modules.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN modules.course_id IS 'The course.'",
    "COMMENT ON COLUMN modules.parent_id IS 'The module that this one is part of; null at the top.'",
    "COMMENT ON COLUMN modules.module_type IS 'What part of the syllabus it is.'",
    "COMMENT ON COLUMN modules.template_id IS 'The template it was made from.'",
    "COMMENT ON COLUMN modules.lesson_id IS 'The reusable lesson that is placed here.'",
    "COMMENT ON COLUMN modules.title IS 'The module''s title.'",
    "COMMENT ON COLUMN modules.code IS 'A short code, such as `L1.1`.'",
    "COMMENT ON COLUMN modules.objective IS 'What a learner can do afterwards.'",
    "COMMENT ON COLUMN modules.description IS 'What the module is about.'",
    "COMMENT ON COLUMN modules.sequence_index IS 'Its place among its siblings, from 1.'",
    "COMMENT ON COLUMN modules.depth IS 'How many modules stand above it; kept by trigger.'",
    "COMMENT ON COLUMN modules.status IS 'Where it stands in production.'",
    """COMMENT ON COLUMN modules.engine_flags IS 'Which engines have processed it, such as `{"e1": true}`.'""",
    "COMMENT ON COLUMN modules.resource_ref IS 'Pointer to a resource outside the model, where the module is one.'",
    "COMMENT ON COLUMN modules.is_published IS 'Whether the module itself is published.'",
    "COMMENT ON COLUMN modules.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN modules.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN modules.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN modules.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN modules.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN modules.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN modules.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('modules', 'tenant_id')",
    """CREATE TABLE content_items (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    module_id UUID NOT NULL,
    course_id UUID NOT NULL,
    content_type content_type NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    estimated_duration_seconds INTEGER,
    asset_id UUID,
    assessment_id UUID,
    threshold_score NUMERIC(5, 2),
    attempts_limit INTEGER,
    cooldown_hours INTEGER,
    is_active BOOLEAN DEFAULT true NOT NULL,
    data JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_content_items PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_content_items_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_content_items_module FOREIGN KEY(tenant_id, course_id, module_id) REFERENCES modules (tenant_id, course_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_content_items_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_content_items_module_id_sequence_index_deleted_ UNIQUE NULLS NOT DISTINCT (tenant_id, module_id, sequence_index, deleted_at) DEFERRABLE,
    CONSTRAINT ck_content_items_estimated_duration_seconds_nonnegative CHECK (estimated_duration_seconds >= 0),
    CONSTRAINT ck_content_items_attempts_limit_nonnegative CHECK (attempts_limit >= 0),
    CONSTRAINT ck_content_items_cooldown_hours_nonnegative CHECK (cooldown_hours >= 0),
    CONSTRAINT ck_content_items_threshold_score_range CHECK (threshold_score BETWEEN 0 AND 100),
    CONSTRAINT ck_content_items_sequence_index_from_one CHECK (sequence_index >= 1),
    CONSTRAINT ck_content_items_data_is_object CHECK (jsonb_typeof(data) = 'object')
)""",
    "COMMENT ON TABLE content_items IS 'A piece of content in a module. Its kind decides the shape of its payload (`db/payloads`).'",
    "COMMENT ON COLUMN content_items.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN content_items.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN content_items.module_id IS 'The module it hangs on.'",
    "COMMENT ON COLUMN content_items.course_id IS 'The course.'",
    "COMMENT ON COLUMN content_items.content_type IS 'What kind of content it is.'",
    "COMMENT ON COLUMN content_items.title IS 'The item''s title.'",
    "COMMENT ON COLUMN content_items.description IS 'What it is about.'",
    "COMMENT ON COLUMN content_items.sequence_index IS 'Its place in the module, from 1.'",
    "COMMENT ON COLUMN content_items.estimated_duration_seconds IS 'About how long it takes, in seconds.'",
    "COMMENT ON COLUMN content_items.asset_id IS 'The file it shows.'",
    "COMMENT ON COLUMN content_items.assessment_id IS 'The pool of questions that a quiz draws from.'",
    "COMMENT ON COLUMN content_items.threshold_score IS 'The score that passes, in percent.'",
    "COMMENT ON COLUMN content_items.attempts_limit IS 'How many attempts are allowed; null for any number.'",
    "COMMENT ON COLUMN content_items.cooldown_hours IS 'Hours to wait between attempts.'",
    "COMMENT ON COLUMN content_items.is_active IS 'Whether the item is in use.'",
    "COMMENT ON COLUMN content_items.data IS 'The payload, in the shape that the content type prescribes.'",
    "COMMENT ON COLUMN content_items.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN content_items.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN content_items.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN content_items.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN content_items.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN content_items.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN content_items.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('content_items', 'tenant_id')",
    "CREATE INDEX ix_module_templates_template_type_title ON module_templates (tenant_id, template_type, title)",
    "CREATE INDEX ix_modules_audience ON modules (tenant_id, audience)",
    "CREATE INDEX ix_modules_deleted_at ON modules (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_modules_lesson_id ON modules (tenant_id, lesson_id) WHERE lesson_id IS NOT NULL",
    "CREATE INDEX ix_modules_template_id ON modules (tenant_id, template_id)",
    "CREATE UNIQUE INDEX uq_modules_external_id ON modules (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_content_items_assessment_id ON content_items (tenant_id, assessment_id) WHERE assessment_id IS NOT NULL",
    "CREATE INDEX ix_content_items_asset_id ON content_items (tenant_id, asset_id)",
    "CREATE INDEX ix_content_items_audience ON content_items (tenant_id, audience)",
    "CREATE INDEX ix_content_items_content_type ON content_items (tenant_id, content_type)",
    "CREATE INDEX ix_content_items_course_id ON content_items (tenant_id, course_id)",
    "CREATE INDEX ix_content_items_deleted_at ON content_items (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE UNIQUE INDEX uq_content_items_external_id ON content_items (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON module_templates FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON modules FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.tree_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id
    THEN
        PERFORM pg_advisory_xact_lock(hashtext('modules ' || NEW.tenant_id));
        IF EXISTS (
            WITH RECURSIVE above (id, path) AS (
                SELECT NEW.parent_id, ARRAY[NEW.parent_id]
                UNION ALL
                SELECT t.parent_id, a.path || t.parent_id
                FROM above a JOIN public.modules t ON t.tenant_id = NEW.tenant_id AND t.id = a.id
                WHERE t.parent_id IS NOT NULL AND t.parent_id <> ALL (a.path)
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A row of modules can not lie below itself.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.depth := coalesce(
        (SELECT t.depth + 1 FROM public.modules t WHERE t.tenant_id = NEW.tenant_id AND t.id = NEW.parent_id), 0);
    IF NEW.depth > 100 THEN
        RAISE EXCEPTION 'Rows of modules nest at most 100 deep.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF parent_id, depth ON modules FOR EACH ROW EXECUTE FUNCTION app.tree_modules()",
    """CREATE FUNCTION app.deepen_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.modules t SET depth = NEW.depth + 1
    WHERE t.tenant_id = NEW.tenant_id AND t.parent_id = NEW.id;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER deepen AFTER UPDATE ON modules FOR EACH ROW
    WHEN (OLD.depth IS DISTINCT FROM NEW.depth) EXECUTE FUNCTION app.deepen_modules()""",
    """CREATE FUNCTION app.inherit_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.parent_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.parent_id FOR SHARE)
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_published OR NEW.status = 'archived' THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, is_published, parent_id, status ON modules FOR EACH ROW EXECUTE FUNCTION app.inherit_modules()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON content_items FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_content_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_active THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, deleted_at, is_active, module_id ON content_items FOR EACH ROW EXECUTE FUNCTION app.inherit_content_items()",
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
    """CREATE FUNCTION app.pass_on_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.content_items SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND parent_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON modules FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION app.pass_on_modules()""",
    "GRANT SELECT ON module_templates TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON module_templates TO lyceum_writer",
    "ALTER TABLE module_templates ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE module_templates FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON module_templates FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))",
    "CREATE POLICY write ON module_templates FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON module_templates FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON modules TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON modules TO lyceum_writer",
    "ALTER TABLE modules ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE modules FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON modules FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON modules FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON modules FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON content_items TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON content_items TO lyceum_writer",
    "ALTER TABLE content_items ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE content_items FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON content_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON content_items FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON content_items FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TRIGGER pass_on ON modules",
    "DROP FUNCTION app.pass_on_modules()",
    """CREATE OR REPLACE FUNCTION app.pass_on_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.course_prerequisites SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_subjects SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER inherit ON content_items",
    "DROP FUNCTION app.inherit_content_items()",
    "DROP TRIGGER keep_editor ON content_items",
    "DROP TRIGGER inherit ON modules",
    "DROP FUNCTION app.inherit_modules()",
    "DROP TRIGGER deepen ON modules",
    "DROP FUNCTION app.deepen_modules()",
    "DROP TRIGGER tree ON modules",
    "DROP FUNCTION app.tree_modules()",
    "DROP TRIGGER keep_editor ON modules",
    "DROP TRIGGER keep_editor ON module_templates",
    "DROP TABLE content_items",
    "DROP TABLE modules",
    "DROP TABLE module_templates",
    "DROP TYPE content_type",
    "DROP TYPE module_status",
    "DROP TYPE module_type",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
