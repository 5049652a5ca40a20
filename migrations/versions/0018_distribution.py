"""Distribution.

Revision ID: 0018
Revises: 0017
"""

from migrations.run import run

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE share_resource AS ENUM ('lesson', 'unit')",
    "COMMENT ON TYPE share_resource IS 'What is shared.'",
    "CREATE TYPE lms_provider AS ENUM ('google_classroom', 'canvas', 'schoology')",
    "COMMENT ON TYPE lms_provider IS 'Which learning management system a connection leads to.'",
    "CREATE TYPE push_status AS ENUM ('pending', 'posted', 'failed')",
    "COMMENT ON TYPE push_status IS 'How far a lesson has come on its way to another system.'",
    """CREATE TABLE shares (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    resource_type share_resource NOT NULL,
    lesson_id UUID,
    course_id UUID,
    visibility visibility DEFAULT 'private' NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    shared_by_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_shares PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_shares_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_shares_lesson FOREIGN KEY(tenant_id, lesson_id) REFERENCES lessons (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_shares_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_shares_shared_by FOREIGN KEY(tenant_id, shared_by_id) REFERENCES users (tenant_id, id),
    CONSTRAINT ck_shares_one_resource CHECK (num_nonnulls(lesson_id, course_id) = 1 AND (resource_type = 'lesson') = (lesson_id IS NOT NULL))
)""",
    "COMMENT ON TABLE shares IS 'That somebody opened a lesson or a unit to others: to whom, and until when. The link itself is not kept.'",
    "COMMENT ON COLUMN shares.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN shares.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN shares.resource_type IS 'What is shared.'",
    "COMMENT ON COLUMN shares.lesson_id IS 'The lesson that is shared.'",
    "COMMENT ON COLUMN shares.course_id IS 'The unit or course that is shared.'",
    "COMMENT ON COLUMN shares.visibility IS 'Whom it is opened to.'",
    "COMMENT ON COLUMN shares.expires_at IS 'Until when; null for as long as it stands.'",
    "COMMENT ON COLUMN shares.shared_by_id IS 'Who shared it.'",
    "COMMENT ON COLUMN shares.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN shares.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN shares.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN shares.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN shares.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "SELECT app.distribute('shares', 'tenant_id')",
    """CREATE TABLE gateway.share_tokens (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    share_id UUID NOT NULL,
    token_hash TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_share_tokens PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_share_tokens_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_share_tokens_share FOREIGN KEY(tenant_id, share_id) REFERENCES shares (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_share_tokens_share_id UNIQUE (tenant_id, share_id),
    CONSTRAINT uq_share_tokens_token_hash UNIQUE (tenant_id, token_hash),
    CONSTRAINT ck_share_tokens_hashed CHECK (token_hash ~ '^[0-9a-f]{64}$')
)""",
    "COMMENT ON TABLE gateway.share_tokens IS 'What opens a share to whoever holds its link: the hash of the token, never the token.'",
    "COMMENT ON COLUMN gateway.share_tokens.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN gateway.share_tokens.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN gateway.share_tokens.share_id IS 'The share.'",
    "COMMENT ON COLUMN gateway.share_tokens.token_hash IS 'SHA-256 of the token in the link, in hexadecimal.'",
    "COMMENT ON COLUMN gateway.share_tokens.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN gateway.share_tokens.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('gateway.share_tokens', 'tenant_id')",
    """CREATE TABLE lms_connections (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    organization_id UUID,
    provider lms_provider NOT NULL,
    scope JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_lms_connections PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lms_connections_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lms_connections_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id)
)""",
    "COMMENT ON TABLE lms_connections IS 'A learning management system that the tenant, or one organisation of it, sends lessons to.'",
    "COMMENT ON COLUMN lms_connections.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN lms_connections.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN lms_connections.organization_id IS 'The district or school that it serves; null for the whole tenant.'",
    "COMMENT ON COLUMN lms_connections.provider IS 'Which system it leads to.'",
    "COMMENT ON COLUMN lms_connections.scope IS 'What the other system has granted, in its own words.'",
    "COMMENT ON COLUMN lms_connections.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN lms_connections.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN lms_connections.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN lms_connections.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN lms_connections.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "SELECT app.distribute('lms_connections', 'tenant_id')",
    """CREATE TABLE gateway.lms_credentials (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    connection_id UUID NOT NULL,
    sealed_oauth TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_lms_credentials PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lms_credentials_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lms_credentials_connection FOREIGN KEY(tenant_id, connection_id) REFERENCES lms_connections (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_lms_credentials_connection_id UNIQUE (tenant_id, connection_id),
    CONSTRAINT ck_lms_credentials_sealed CHECK (sealed_oauth ~ '^v1\\.[a-z0-9-]+\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]{22,}$')
)""",
    "COMMENT ON TABLE gateway.lms_credentials IS 'The OAuth tokens of a connection, encrypted by the application: the database never holds them in clear.'",
    "COMMENT ON COLUMN gateway.lms_credentials.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN gateway.lms_credentials.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN gateway.lms_credentials.connection_id IS 'The connection.'",
    "COMMENT ON COLUMN gateway.lms_credentials.sealed_oauth IS 'The tokens, sealed by AES-256-GCM: `v1`, the name of the key, nonce and ciphertext in base64url, by dots.'",
    "COMMENT ON COLUMN gateway.lms_credentials.expires_at IS 'When the access token ends; null where it does not say.'",
    "COMMENT ON COLUMN gateway.lms_credentials.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN gateway.lms_credentials.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('gateway.lms_credentials', 'tenant_id')",
    """CREATE TABLE lms_pushes (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    connection_id UUID NOT NULL,
    status push_status DEFAULT 'pending' NOT NULL,
    target JSONB NOT NULL,
    response JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_lms_pushes PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lms_pushes_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lms_pushes_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_lms_pushes_connection FOREIGN KEY(tenant_id, connection_id) REFERENCES lms_connections (tenant_id, id) ON DELETE CASCADE
)""",
    "COMMENT ON TABLE lms_pushes IS 'That a version of a lesson was sent to another system, with what was asked of it and what it answered.'",
    "COMMENT ON COLUMN lms_pushes.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN lms_pushes.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN lms_pushes.lesson_version_id IS 'The version of the lesson that was sent.'",
    "COMMENT ON COLUMN lms_pushes.connection_id IS 'Where it was sent.'",
    "COMMENT ON COLUMN lms_pushes.status IS 'How far it has come.'",
    "COMMENT ON COLUMN lms_pushes.target IS 'Where in the other system it goes.'",
    "COMMENT ON COLUMN lms_pushes.response IS 'What the other system answered, as it came; null until it did.'",
    "COMMENT ON COLUMN lms_pushes.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN lms_pushes.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN lms_pushes.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN lms_pushes.updated_by IS 'Who last changed the row; null for an import.'",
    "SELECT app.distribute('lms_pushes', 'tenant_id')",
    """CREATE TABLE scorm_packages (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    asset_id UUID,
    package_name TEXT,
    version TEXT,
    identifier TEXT,
    launch_path TEXT,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_scorm_packages PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_scorm_packages_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_scorm_packages_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_scorm_packages_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id)
)""",
    "COMMENT ON TABLE scorm_packages IS 'A SCORM package that belongs to a course: what its manifest says of it.'",
    "COMMENT ON COLUMN scorm_packages.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN scorm_packages.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN scorm_packages.course_id IS 'The course that plays it.'",
    "COMMENT ON COLUMN scorm_packages.asset_id IS 'The package as it came, a ZIP file.'",
    "COMMENT ON COLUMN scorm_packages.package_name IS 'What the manifest calls it.'",
    "COMMENT ON COLUMN scorm_packages.version IS 'The edition of SCORM, such as `1.2` or `2004 4th Edition`.'",
    "COMMENT ON COLUMN scorm_packages.identifier IS 'The identifier of the manifest.'",
    "COMMENT ON COLUMN scorm_packages.launch_path IS 'The file that opens first, as a path inside the package.'",
    "COMMENT ON COLUMN scorm_packages.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN scorm_packages.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN scorm_packages.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN scorm_packages.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN scorm_packages.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN scorm_packages.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN scorm_packages.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN scorm_packages.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('scorm_packages', 'tenant_id')",
    """CREATE TABLE scorm_files (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    package_id UUID NOT NULL,
    course_id UUID NOT NULL,
    content_item_id UUID,
    asset_id UUID,
    file_path TEXT NOT NULL,
    file_type TEXT,
    size_bytes BIGINT,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_scorm_files PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_scorm_files_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_scorm_files_package FOREIGN KEY(tenant_id, package_id) REFERENCES scorm_packages (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_scorm_files_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id),
    CONSTRAINT fk_scorm_files_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id),
    CONSTRAINT fk_scorm_files_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT uq_scorm_files_package_id_file_path UNIQUE (tenant_id, package_id, file_path),
    CONSTRAINT ck_scorm_files_size_bytes_nonnegative CHECK (size_bytes >= 0)
)""",
    "COMMENT ON TABLE scorm_files IS 'A file of a SCORM package.'",
    "COMMENT ON COLUMN scorm_files.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN scorm_files.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN scorm_files.package_id IS 'The package.'",
    "COMMENT ON COLUMN scorm_files.course_id IS 'The course of the package; kept by trigger.'",
    "COMMENT ON COLUMN scorm_files.content_item_id IS 'The content that it launches, where it is the start of one.'",
    "COMMENT ON COLUMN scorm_files.asset_id IS 'The file in storage, once it is laid there.'",
    "COMMENT ON COLUMN scorm_files.file_path IS 'Its path inside the package.'",
    "COMMENT ON COLUMN scorm_files.file_type IS 'Its media type.'",
    "COMMENT ON COLUMN scorm_files.size_bytes IS 'Its size in bytes.'",
    "COMMENT ON COLUMN scorm_files.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN scorm_files.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN scorm_files.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('scorm_files', 'tenant_id')",
    "CREATE INDEX ix_shares_course_id ON shares (tenant_id, course_id)",
    "CREATE INDEX ix_shares_deleted_at ON shares (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_shares_lesson_id ON shares (tenant_id, lesson_id)",
    "CREATE INDEX ix_shares_shared_by_id ON shares (tenant_id, shared_by_id)",
    "CREATE INDEX ix_lms_connections_deleted_at ON lms_connections (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_lms_connections_organization_id ON lms_connections (tenant_id, organization_id)",
    "CREATE INDEX ix_lms_connections_provider_organization_id ON lms_connections (tenant_id, provider, organization_id)",
    "CREATE INDEX ix_lms_pushes_connection_id ON lms_pushes (tenant_id, connection_id)",
    "CREATE INDEX ix_lms_pushes_created_at_id ON lms_pushes (tenant_id, created_at, id)",
    "CREATE INDEX ix_lms_pushes_lesson_version_id ON lms_pushes (tenant_id, lesson_version_id)",
    "CREATE INDEX ix_lms_pushes_status_created_at ON lms_pushes (tenant_id, status, created_at)",
    "CREATE INDEX ix_scorm_packages_asset_id ON scorm_packages (tenant_id, asset_id)",
    "CREATE INDEX ix_scorm_packages_audience ON scorm_packages (tenant_id, audience)",
    "CREATE INDEX ix_scorm_packages_course_id ON scorm_packages (tenant_id, course_id)",
    "CREATE INDEX ix_scorm_packages_deleted_at ON scorm_packages (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE UNIQUE INDEX uq_scorm_packages_external_id ON scorm_packages (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_scorm_files_asset_id ON scorm_files (tenant_id, asset_id)",
    "CREATE INDEX ix_scorm_files_audience ON scorm_files (tenant_id, audience)",
    "CREATE INDEX ix_scorm_files_content_item_id ON scorm_files (tenant_id, content_item_id)",
    "CREATE INDEX ix_scorm_files_course_id ON scorm_files (tenant_id, course_id)",
    "CREATE UNIQUE INDEX uq_scorm_files_package_id_content_item_id ON scorm_files (tenant_id, package_id, content_item_id) WHERE content_item_id IS NOT NULL",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON shares FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON gateway.share_tokens FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON lms_connections FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON gateway.lms_credentials FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON lms_pushes FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON scorm_packages FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_scorm_packages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at ON scorm_packages FOR EACH ROW EXECUTE FUNCTION app.inherit_scorm_packages()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON scorm_files FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_scorm_files() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.package_id IS NOT NULL THEN (SELECT p.audience FROM public.scorm_packages p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.package_id FOR SHARE)
    END;
    NEW.course_id := CASE
        WHEN NEW.package_id IS NOT NULL THEN (SELECT p.course_id FROM public.scorm_packages p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.package_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, package_id ON scorm_files FOR EACH ROW EXECUTE FUNCTION app.inherit_scorm_files()",
    """CREATE OR REPLACE FUNCTION app.pass_on_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assessments SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND content_item_id IS NULL AND module_id IS NULL;
        UPDATE public.course_offerings SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_prerequisites SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_subjects SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND parent_id IS NULL;
        UPDATE public.rubrics SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.scorm_packages SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.course_offerings SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE FUNCTION app.pass_on_scorm_packages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.scorm_files SET audience = audience WHERE tenant_id = NEW.tenant_id AND package_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.scorm_files SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND package_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON scorm_packages FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id) EXECUTE FUNCTION app.pass_on_scorm_packages()""",
    "GRANT SELECT ON shares TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON shares TO lyceum_writer",
    "ALTER TABLE shares ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE shares FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON shares FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('staff')))",
    "CREATE POLICY write ON shares FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('teaches') OR app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('teaches') OR app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON shares FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "ALTER TABLE gateway.share_tokens ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE gateway.share_tokens FORCE ROW LEVEL SECURITY",
    "CREATE POLICY maintain ON gateway.share_tokens FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON lms_connections TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON lms_connections TO lyceum_writer",
    "ALTER TABLE lms_connections ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE lms_connections FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON lms_connections FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('staff')))",
    "CREATE POLICY write ON lms_connections FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON lms_connections FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "ALTER TABLE gateway.lms_credentials ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE gateway.lms_credentials FORCE ROW LEVEL SECURITY",
    "CREATE POLICY maintain ON gateway.lms_credentials FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON lms_pushes TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON lms_pushes TO lyceum_writer",
    "ALTER TABLE lms_pushes ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE lms_pushes FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON lms_pushes FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))",
    "CREATE POLICY write ON lms_pushes FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('teaches') OR app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('teaches') OR app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON lms_pushes FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON scorm_packages TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON scorm_packages TO lyceum_writer",
    "ALTER TABLE scorm_packages ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE scorm_packages FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON scorm_packages FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON scorm_packages FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON scorm_packages FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON scorm_files TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON scorm_files TO lyceum_writer",
    "ALTER TABLE scorm_files ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE scorm_files FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON scorm_files FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON scorm_files FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON scorm_files FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TRIGGER pass_on ON scorm_packages",
    "DROP FUNCTION app.pass_on_scorm_packages()",
    """CREATE OR REPLACE FUNCTION app.pass_on_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assessments SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND content_item_id IS NULL AND module_id IS NULL;
        UPDATE public.course_offerings SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_prerequisites SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_subjects SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND parent_id IS NULL;
        UPDATE public.rubrics SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.course_offerings SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER inherit ON scorm_files",
    "DROP FUNCTION app.inherit_scorm_files()",
    "DROP TRIGGER keep_times ON scorm_files",
    "DROP TRIGGER inherit ON scorm_packages",
    "DROP FUNCTION app.inherit_scorm_packages()",
    "DROP TRIGGER keep_editor ON scorm_packages",
    "DROP TRIGGER keep_editor ON lms_pushes",
    "DROP TRIGGER keep_times ON gateway.lms_credentials",
    "DROP TRIGGER keep_editor ON lms_connections",
    "DROP TRIGGER keep_times ON gateway.share_tokens",
    "DROP TRIGGER keep_editor ON shares",
    "DROP TABLE scorm_files",
    "DROP TABLE scorm_packages",
    "DROP TABLE lms_pushes",
    "DROP TABLE gateway.lms_credentials",
    "DROP TABLE lms_connections",
    "DROP TABLE gateway.share_tokens",
    "DROP TABLE shares",
    "DROP TYPE push_status",
    "DROP TYPE lms_provider",
    "DROP TYPE share_resource",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
