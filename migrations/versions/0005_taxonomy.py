"""Taxonomy.

Revision ID: 0005
Revises: 0004
"""

from migrations.run import run

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE association_kind AS ENUM ('is_child_of', 'is_part_of', 'is_peer_of', 'exact_match_of', 'precedes', 'is_related_to', 'replaced_by', 'has_skill_level', 'is_translation_of', 'exemplar')",
    "COMMENT ON TYPE association_kind IS 'How one standard relates to another, in the terms of 1EdTech CASE.'",
    """CREATE TABLE domains (
    id UUID DEFAULT uuidv7() NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_domains PRIMARY KEY (id),
    CONSTRAINT uq_domains_code UNIQUE (code)
)""",
    "COMMENT ON TABLE domains IS 'A broad field of knowledge, such as mathematics.'",
    "COMMENT ON COLUMN domains.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN domains.code IS 'A short unique code, such as `MATH`.'",
    "COMMENT ON COLUMN domains.name IS 'The domain''s name.'",
    "COMMENT ON COLUMN domains.description IS 'What the domain covers.'",
    "COMMENT ON COLUMN domains.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN domains.updated_at IS 'When the row was last changed.'",
    "SELECT app.replicate('domains')",
    """CREATE TABLE subjects (
    id UUID DEFAULT uuidv7() NOT NULL,
    parent_id UUID,
    domain_id UUID,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    description TEXT,
    depth INTEGER DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_subjects PRIMARY KEY (id),
    CONSTRAINT fk_subjects_parent FOREIGN KEY(parent_id) REFERENCES subjects (id),
    CONSTRAINT fk_subjects_domain FOREIGN KEY(domain_id) REFERENCES domains (id),
    CONSTRAINT uq_subjects_code UNIQUE (code),
    CONSTRAINT ck_subjects_not_its_own_parent CHECK (parent_id <> id)
)""",
    "COMMENT ON TABLE subjects IS 'A subject of study, in a tree that all tenants share.'",
    "COMMENT ON COLUMN subjects.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN subjects.parent_id IS 'The broader subject.'",
    "COMMENT ON COLUMN subjects.domain_id IS 'The domain that the subject belongs to.'",
    "COMMENT ON COLUMN subjects.name IS 'The subject''s name.'",
    "COMMENT ON COLUMN subjects.code IS 'A unique code, such as `MECH_THERMO`.'",
    "COMMENT ON COLUMN subjects.description IS 'What the subject covers.'",
    "COMMENT ON COLUMN subjects.depth IS 'How many broader subjects stand above it.'",
    "COMMENT ON COLUMN subjects.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN subjects.updated_at IS 'When the row was last changed.'",
    "SELECT app.replicate('subjects')",
    """CREATE TABLE categories (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_categories PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_categories_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
)""",
    "COMMENT ON TABLE categories IS 'A heading of the tenant''s own catalogue.'",
    "COMMENT ON COLUMN categories.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN categories.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN categories.name IS 'The heading.'",
    "COMMENT ON COLUMN categories.description IS 'What is found under it.'",
    "COMMENT ON COLUMN categories.sequence_index IS 'Its place among the headings, from 1.'",
    "COMMENT ON COLUMN categories.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN categories.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN categories.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN categories.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN categories.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "SELECT app.distribute('categories', 'tenant_id')",
    """CREATE TABLE standards_frameworks (
    id UUID DEFAULT uuidv7() NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    jurisdiction TEXT,
    language TEXT DEFAULT 'en' NOT NULL,
    source_guid TEXT,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_standards_frameworks PRIMARY KEY (id),
    CONSTRAINT uq_standards_frameworks_code_jurisdiction_language UNIQUE NULLS NOT DISTINCT (code, jurisdiction, language)
)""",
    "COMMENT ON TABLE standards_frameworks IS 'A published set of learning standards.'",
    "COMMENT ON COLUMN standards_frameworks.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN standards_frameworks.code IS 'A short code, such as `CCSS`, `NGSS` or `TEKS`.'",
    "COMMENT ON COLUMN standards_frameworks.name IS 'The framework''s title.'",
    "COMMENT ON COLUMN standards_frameworks.jurisdiction IS 'Where it holds, such as `US` or `CA-QC`.'",
    "COMMENT ON COLUMN standards_frameworks.language IS 'BCP 47 tag of the language it is written in.'",
    "COMMENT ON COLUMN standards_frameworks.source_guid IS 'The publisher''s identifier of the framework.'",
    "COMMENT ON COLUMN standards_frameworks.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN standards_frameworks.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN standards_frameworks.updated_at IS 'When the row was last changed.'",
    "SELECT app.replicate('standards_frameworks')",
    """CREATE TABLE standards (
    id UUID DEFAULT uuidv7() NOT NULL,
    framework_id UUID NOT NULL,
    code TEXT NOT NULL,
    grade_band TEXT,
    subject TEXT,
    description TEXT NOT NULL,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    source_guid TEXT,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_standards PRIMARY KEY (id),
    CONSTRAINT fk_standards_framework FOREIGN KEY(framework_id) REFERENCES standards_frameworks (id) ON DELETE CASCADE,
    CONSTRAINT uq_standards_framework_id_code UNIQUE (framework_id, code)
)""",
    "COMMENT ON TABLE standards IS 'One statement of a framework: what a learner should know or be able to do.'",
    "COMMENT ON COLUMN standards.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN standards.framework_id IS 'The framework.'",
    "COMMENT ON COLUMN standards.code IS 'The statement''s code, such as `5-LS2-1`.'",
    "COMMENT ON COLUMN standards.grade_band IS 'The grades it is for, such as `K-2` or `9-12`.'",
    "COMMENT ON COLUMN standards.subject IS 'The subject, in the framework''s words.'",
    "COMMENT ON COLUMN standards.description IS 'The statement.'",
    "COMMENT ON COLUMN standards.tags IS 'Free tags.'",
    "COMMENT ON COLUMN standards.source_guid IS 'The publisher''s identifier of the statement.'",
    "COMMENT ON COLUMN standards.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN standards.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN standards.updated_at IS 'When the row was last changed.'",
    "SELECT app.replicate('standards')",
    """CREATE TABLE standard_associations (
    id UUID DEFAULT uuidv7() NOT NULL,
    from_id UUID NOT NULL,
    to_id UUID NOT NULL,
    kind association_kind NOT NULL,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_standard_associations PRIMARY KEY (id),
    CONSTRAINT fk_standard_associations_from FOREIGN KEY(from_id) REFERENCES standards (id) ON DELETE CASCADE,
    CONSTRAINT fk_standard_associations_to FOREIGN KEY(to_id) REFERENCES standards (id) ON DELETE CASCADE,
    CONSTRAINT uq_standard_associations_from_id_kind_to_id UNIQUE (from_id, kind, to_id),
    CONSTRAINT ck_standard_associations_not_itself CHECK (from_id <> to_id)
)""",
    "COMMENT ON TABLE standard_associations IS 'A relation between two standards; a standard may have several parents.'",
    "COMMENT ON COLUMN standard_associations.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN standard_associations.from_id IS 'The standard that the relation starts from.'",
    "COMMENT ON COLUMN standard_associations.to_id IS 'The standard that it leads to.'",
    "COMMENT ON COLUMN standard_associations.kind IS 'How the first relates to the second.'",
    "COMMENT ON COLUMN standard_associations.sequence_index IS 'Its place among relations of its kind, from 1.'",
    "COMMENT ON COLUMN standard_associations.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN standard_associations.updated_at IS 'When the row was last changed.'",
    "SELECT app.replicate('standard_associations')",
    "CREATE INDEX ix_subjects_domain_id ON subjects (domain_id)",
    "CREATE INDEX ix_subjects_parent_id ON subjects (parent_id)",
    "CREATE INDEX ix_categories_deleted_at ON categories (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_categories_sequence_index ON categories (tenant_id, sequence_index)",
    "CREATE UNIQUE INDEX uq_categories_name ON categories (tenant_id, name) WHERE deleted_at IS NULL",
    "CREATE UNIQUE INDEX uq_standards_frameworks_source_guid ON standards_frameworks (source_guid) WHERE source_guid IS NOT NULL",
    "CREATE INDEX ix_standards_tags ON standards USING gin (tags)",
    "CREATE INDEX ix_standards_to_tsvector__english___description ON standards USING gin (to_tsvector('english', description))",
    "CREATE UNIQUE INDEX uq_standards_source_guid ON standards (source_guid) WHERE source_guid IS NOT NULL",
    "CREATE INDEX ix_standard_associations_to_id ON standard_associations (to_id)",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON domains FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON subjects FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.tree_subjects() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id
    THEN
        PERFORM pg_advisory_xact_lock(hashtext('subjects'));
        IF EXISTS (
            WITH RECURSIVE above (id, path) AS (
                SELECT NEW.parent_id, ARRAY[NEW.parent_id]
                UNION ALL
                SELECT t.parent_id, a.path || t.parent_id
                FROM above a JOIN public.subjects t ON t.id = a.id
                WHERE t.parent_id IS NOT NULL AND t.parent_id <> ALL (a.path)
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A row of subjects can not lie below itself.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.depth := coalesce(
        (SELECT t.depth + 1 FROM public.subjects t WHERE t.id = NEW.parent_id), 0);
    IF NEW.depth > 100 THEN
        RAISE EXCEPTION 'Rows of subjects nest at most 100 deep.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF parent_id, depth ON subjects FOR EACH ROW EXECUTE FUNCTION app.tree_subjects()",
    """CREATE FUNCTION app.deepen_subjects() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.subjects t SET depth = NEW.depth + 1
    WHERE t.parent_id = NEW.id;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER deepen AFTER UPDATE ON subjects FOR EACH ROW
    WHEN (OLD.depth IS DISTINCT FROM NEW.depth) EXECUTE FUNCTION app.deepen_subjects()""",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON categories FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON standards_frameworks FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON standards FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON standard_associations FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "GRANT SELECT ON domains TO lyceum_gateway, lyceum_writer",
    "GRANT SELECT ON subjects TO lyceum_gateway, lyceum_writer",
    "GRANT SELECT ON categories TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON categories TO lyceum_writer",
    "ALTER TABLE categories ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE categories FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON categories FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('member') OR app.reaches('catalogue:read') OR app.reaches('visitor')))",
    "CREATE POLICY write ON categories FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))",
    "CREATE POLICY maintain ON categories FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON standards_frameworks TO lyceum_gateway, lyceum_writer",
    "GRANT SELECT ON standards TO lyceum_gateway, lyceum_writer",
    "GRANT SELECT ON standard_associations TO lyceum_gateway, lyceum_writer",
]

DOWN = [
    "DROP TRIGGER keep_times ON standard_associations",
    "DROP TRIGGER keep_times ON standards",
    "DROP TRIGGER keep_times ON standards_frameworks",
    "DROP TRIGGER keep_editor ON categories",
    "DROP TRIGGER deepen ON subjects",
    "DROP FUNCTION app.deepen_subjects()",
    "DROP TRIGGER tree ON subjects",
    "DROP FUNCTION app.tree_subjects()",
    "DROP TRIGGER keep_times ON subjects",
    "DROP TRIGGER keep_times ON domains",
    "DROP TABLE standard_associations",
    "DROP TABLE standards",
    "DROP TABLE standards_frameworks",
    "DROP TABLE categories",
    "DROP TABLE subjects",
    "DROP TABLE domains",
    "DROP TYPE association_kind",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
