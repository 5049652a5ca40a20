"""Assets.

Revision ID: 0010
Revises: 0009
"""

from migrations.run import run

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE asset_kind AS ENUM ('source', 'generated', 'media')",
    "COMMENT ON TYPE asset_kind IS 'What a file is for.'",
    """CREATE TABLE assets (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID,
    module_id UUID,
    content_item_id UUID,
    kind asset_kind DEFAULT 'media' NOT NULL,
    asset_type TEXT NOT NULL,
    engine TEXT,
    role TEXT,
    storage_uri TEXT NOT NULL,
    filename TEXT NOT NULL,
    mime_type TEXT DEFAULT 'application/octet-stream' NOT NULL,
    size_bytes BIGINT,
    checksum TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    uploaded_by UUID,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_assets PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_assets_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_assets_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id),
    CONSTRAINT fk_assets_module FOREIGN KEY(tenant_id, module_id) REFERENCES modules (tenant_id, id),
    CONSTRAINT fk_assets_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id),
    CONSTRAINT fk_assets_uploaded_by FOREIGN KEY(tenant_id, uploaded_by) REFERENCES users (tenant_id, id),
    CONSTRAINT ck_assets_size_bytes_nonnegative CHECK (size_bytes >= 0),
    CONSTRAINT ck_assets_version_nonnegative CHECK (version >= 0)
)""",
    "COMMENT ON TABLE assets IS 'A file in storage, of the tenant''s library or of one place in a course.'",
    "COMMENT ON COLUMN assets.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN assets.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN assets.course_id IS 'The course it belongs to; null for the tenant''s library.'",
    "COMMENT ON COLUMN assets.module_id IS 'The module it belongs to.'",
    "COMMENT ON COLUMN assets.content_item_id IS 'The content item it belongs to.'",
    "COMMENT ON COLUMN assets.kind IS 'What the file is for.'",
    "COMMENT ON COLUMN assets.asset_type IS 'What the file is: `image`, `pdf`, `audio`, `video`, `document`, `scorm_package` …'",
    "COMMENT ON COLUMN assets.engine IS 'The engine that made or reads it: `e1` to `e4`.'",
    "COMMENT ON COLUMN assets.role IS 'The part it plays, such as `hero_image`, `voiceover` or `engine1_ppt`.'",
    "COMMENT ON COLUMN assets.storage_uri IS 'Where the file lies: a URL or a storage key.'",
    "COMMENT ON COLUMN assets.filename IS 'The file''s name.'",
    "COMMENT ON COLUMN assets.mime_type IS 'The file''s media type.'",
    "COMMENT ON COLUMN assets.size_bytes IS 'The file''s size in bytes.'",
    "COMMENT ON COLUMN assets.checksum IS 'Checksum of the file, prefixed by its algorithm, such as `sha256:…`.'",
    "COMMENT ON COLUMN assets.version IS 'Counts replacements, from 1.'",
    "COMMENT ON COLUMN assets.is_active IS 'Whether this version is the one in use.'",
    "COMMENT ON COLUMN assets.uploaded_by IS 'Who uploaded it.'",
    "COMMENT ON COLUMN assets.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN assets.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN assets.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN assets.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN assets.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN assets.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN assets.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN assets.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('assets', 'tenant_id')",
    """CREATE TABLE asset_versions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    asset_id UUID NOT NULL,
    storage_uri TEXT NOT NULL,
    version INTEGER NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_asset_versions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_asset_versions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_asset_versions_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_asset_versions_asset_id_version UNIQUE (tenant_id, asset_id, version)
)""",
    "COMMENT ON TABLE asset_versions IS 'A file that an asset had before it was replaced.'",
    "COMMENT ON COLUMN asset_versions.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN asset_versions.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN asset_versions.asset_id IS 'The asset.'",
    "COMMENT ON COLUMN asset_versions.storage_uri IS 'Where the earlier file lies.'",
    "COMMENT ON COLUMN asset_versions.version IS 'The version this was.'",
    "COMMENT ON COLUMN asset_versions.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN asset_versions.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN asset_versions.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('asset_versions', 'tenant_id')",
    "ALTER TABLE content_items ADD CONSTRAINT fk_content_items_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id)",
    "ALTER TABLE course_documents ADD CONSTRAINT fk_course_documents_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id)",
    "ALTER TABLE courses ADD CONSTRAINT fk_courses_thumbnail_asset FOREIGN KEY(tenant_id, thumbnail_asset_id) REFERENCES assets (tenant_id, id)",
    "ALTER TABLE tenants ADD CONSTRAINT fk_tenants_logo_asset FOREIGN KEY(id, logo_asset_id) REFERENCES assets (tenant_id, id)",
    "ALTER TABLE users ADD CONSTRAINT fk_users_avatar_asset FOREIGN KEY(tenant_id, avatar_asset_id) REFERENCES assets (tenant_id, id)",
    "CREATE INDEX ix_assets_audience ON assets (tenant_id, audience)",
    "CREATE INDEX ix_assets_content_item_id ON assets (tenant_id, content_item_id)",
    "CREATE INDEX ix_assets_course_id ON assets (tenant_id, course_id)",
    "CREATE INDEX ix_assets_deleted_at ON assets (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_assets_module_id ON assets (tenant_id, module_id)",
    "CREATE INDEX ix_assets_uploaded_by ON assets (tenant_id, uploaded_by)",
    "CREATE UNIQUE INDEX uq_assets_external_id ON assets (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE UNIQUE INDEX uq_assets_role_course_id_module_id_content_item_id ON assets (tenant_id, role, course_id, module_id, content_item_id) NULLS NOT DISTINCT WHERE is_active AND role IS NOT NULL AND deleted_at IS NULL",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON assets FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_assets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.audience FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.kind = 'source' THEN 'staff' WHEN NEW.course_id IS NULL THEN 'members' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, content_item_id, course_id, deleted_at, kind, module_id ON assets FOR EACH ROW EXECUTE FUNCTION app.inherit_assets()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON asset_versions FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.pass_on_content_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON content_items FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION app.pass_on_content_items()""",
    """CREATE OR REPLACE FUNCTION app.pass_on_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND content_item_id IS NULL AND module_id IS NULL;
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
    """CREATE OR REPLACE FUNCTION app.pass_on_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id AND content_item_id IS NULL;
        UPDATE public.content_items SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND parent_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "GRANT SELECT ON assets TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON assets TO lyceum_writer",
    "ALTER TABLE assets ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE assets FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON assets FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON assets FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON asset_versions TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON asset_versions TO lyceum_writer",
    "ALTER TABLE asset_versions ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE asset_versions FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON asset_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))",
    "CREATE POLICY write ON asset_versions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON asset_versions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    """CREATE OR REPLACE FUNCTION app.pass_on_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.content_items SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND parent_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
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
    "DROP TRIGGER pass_on ON content_items",
    "DROP FUNCTION app.pass_on_content_items()",
    "DROP TRIGGER keep_times ON asset_versions",
    "DROP TRIGGER inherit ON assets",
    "DROP FUNCTION app.inherit_assets()",
    "DROP TRIGGER keep_editor ON assets",
    "ALTER TABLE users DROP CONSTRAINT fk_users_avatar_asset",
    "ALTER TABLE tenants DROP CONSTRAINT fk_tenants_logo_asset",
    "ALTER TABLE courses DROP CONSTRAINT fk_courses_thumbnail_asset",
    "ALTER TABLE course_documents DROP CONSTRAINT fk_course_documents_asset",
    "ALTER TABLE content_items DROP CONSTRAINT fk_content_items_asset",
    "DROP TABLE asset_versions",
    "DROP TABLE assets",
    "DROP TYPE asset_kind",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
