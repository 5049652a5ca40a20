"""Tenancy.

Revision ID: 0002
Revises: 0001
"""

from migrations.run import run

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE tenant_kind AS ENUM ('university', 'district', 'company', 'centre_network')",
    "COMMENT ON TYPE tenant_kind IS 'What sort of institution a tenant is.'",
    "CREATE TYPE retention_class AS ENUM ('standard', 'regulated')",
    "COMMENT ON TYPE retention_class IS 'How long a tenant''s records are kept after deletion.'",
    "CREATE TYPE organization_kind AS ENUM ('university', 'department', 'district', 'school', 'centre', 'region', 'company')",
    "COMMENT ON TYPE organization_kind IS 'What an organisation is within its tenant.'",
    """CREATE TABLE countries (
    id UUID DEFAULT uuidv7() NOT NULL,
    iso_code TEXT NOT NULL,
    name TEXT NOT NULL,
    region_name TEXT,
    CONSTRAINT pk_countries PRIMARY KEY (id),
    CONSTRAINT uq_countries_iso_code UNIQUE (iso_code),
    CONSTRAINT ck_countries_iso_code_form CHECK (iso_code ~ '^[A-Z]{2}$')
)""",
    "COMMENT ON TABLE countries IS 'A country, by ISO 3166-1.'",
    "COMMENT ON COLUMN countries.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN countries.iso_code IS 'ISO 3166-1 alpha-2 country code.'",
    "COMMENT ON COLUMN countries.name IS 'The country''s short name in English.'",
    "COMMENT ON COLUMN countries.region_name IS 'The part of the world that the country lies in.'",
    "SELECT app.replicate('countries')",
    """CREATE TABLE tenants (
    id UUID DEFAULT uuidv7() NOT NULL,
    name TEXT NOT NULL,
    short_code TEXT NOT NULL,
    kind tenant_kind NOT NULL,
    plan TEXT DEFAULT 'standard' NOT NULL,
    country_id UUID,
    time_zone TEXT DEFAULT 'UTC' NOT NULL,
    website_url TEXT,
    data_region TEXT DEFAULT 'default' NOT NULL,
    retention_class retention_class DEFAULT 'standard' NOT NULL,
    contact_email TEXT,
    logo_asset_id UUID,
    allows_visitors BOOLEAN DEFAULT false NOT NULL,
    enforces_sso BOOLEAN DEFAULT false NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_tenants PRIMARY KEY (id),
    CONSTRAINT uq_tenants_short_code UNIQUE (short_code),
    CONSTRAINT ck_tenants_short_code_form CHECK (short_code ~ '^[a-z0-9][a-z0-9-]{0,62}$')
)""",
    "COMMENT ON TABLE tenants IS 'A tenant: the institution whose rows are kept apart from everyone else''s.'",
    "COMMENT ON COLUMN tenants.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN tenants.name IS 'The institution''s name.'",
    "COMMENT ON COLUMN tenants.short_code IS 'A short unique code, as used in the `X-Tenant` header, such as `northfield`.'",
    "COMMENT ON COLUMN tenants.kind IS 'What sort of institution this is.'",
    "COMMENT ON COLUMN tenants.plan IS 'The commercial plan.'",
    "COMMENT ON COLUMN tenants.country_id IS 'The country the institution is based in.'",
    "COMMENT ON COLUMN tenants.time_zone IS 'IANA time zone that dates are shown in.'",
    "COMMENT ON COLUMN tenants.website_url IS 'The institution''s website.'",
    "COMMENT ON COLUMN tenants.data_region IS 'The region whose database holds the tenant''s rows.'",
    "COMMENT ON COLUMN tenants.retention_class IS 'How long deleted records are kept.'",
    "COMMENT ON COLUMN tenants.contact_email IS 'Where to write to the institution.'",
    "COMMENT ON COLUMN tenants.logo_asset_id IS 'The institution''s logo.'",
    "COMMENT ON COLUMN tenants.allows_visitors IS 'Whether the public catalogue may be read without signing in.'",
    "COMMENT ON COLUMN tenants.enforces_sso IS 'Whether people must sign in through the institution''s own identity provider.'",
    "COMMENT ON COLUMN tenants.is_active IS 'Whether the tenant is served at all.'",
    "COMMENT ON COLUMN tenants.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN tenants.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN tenants.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('tenants', 'id')",
    """CREATE TABLE organizations (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    parent_id UUID,
    kind organization_kind NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    country_id UUID,
    time_zone TEXT,
    website_url TEXT,
    grade_bands TEXT[] DEFAULT '{}' NOT NULL,
    depth INTEGER DEFAULT 0 NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_organizations PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_organizations_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_organizations_parent FOREIGN KEY(tenant_id, parent_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_organizations_not_its_own_parent CHECK (parent_id <> id)
)""",
    "COMMENT ON TABLE organizations IS 'A part of a tenant: a university, department, district, school, centre, region or company, in one tree.'",
    "COMMENT ON COLUMN organizations.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN organizations.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN organizations.parent_id IS 'The organisation that this one is part of.'",
    "COMMENT ON COLUMN organizations.kind IS 'What the organisation is.'",
    "COMMENT ON COLUMN organizations.name IS 'The organisation''s name.'",
    "COMMENT ON COLUMN organizations.code IS 'A short code, unique among organisations of the same kind and parent.'",
    "COMMENT ON COLUMN organizations.country_id IS 'The country the organisation is in.'",
    "COMMENT ON COLUMN organizations.time_zone IS 'IANA time zone, where it differs from the tenant''s.'",
    "COMMENT ON COLUMN organizations.website_url IS 'The organisation''s website.'",
    "COMMENT ON COLUMN organizations.grade_bands IS 'The grade bands a school teaches, such as `K-5`.'",
    "COMMENT ON COLUMN organizations.depth IS 'How many organisations stand above it; kept by trigger.'",
    "COMMENT ON COLUMN organizations.is_active IS 'Whether the organisation is in operation.'",
    "COMMENT ON COLUMN organizations.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN organizations.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN organizations.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN organizations.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN organizations.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN organizations.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN organizations.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('organizations', 'tenant_id')",
    "ALTER TABLE tenants ADD CONSTRAINT fk_tenants_country FOREIGN KEY(country_id) REFERENCES countries (id)",
    "ALTER TABLE organizations ADD CONSTRAINT fk_organizations_country FOREIGN KEY(country_id) REFERENCES countries (id)",
    "CREATE INDEX ix_tenants_country_id ON tenants (country_id)",
    "CREATE INDEX ix_tenants_logo_asset_id ON tenants (logo_asset_id)",
    "CREATE INDEX ix_organizations_country_id ON organizations (tenant_id, country_id)",
    "CREATE INDEX ix_organizations_deleted_at ON organizations (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_organizations_name_id ON organizations (tenant_id, name, id)",
    "CREATE INDEX ix_organizations_parent_id ON organizations (tenant_id, parent_id)",
    "CREATE UNIQUE INDEX uq_organizations_external_id ON organizations (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE UNIQUE INDEX uq_organizations_kind_parent_id_code ON organizations (tenant_id, kind, parent_id, code) NULLS NOT DISTINCT WHERE code IS NOT NULL AND deleted_at IS NULL",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON tenants FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON organizations FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.tree_organizations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id
    THEN
        PERFORM pg_advisory_xact_lock(hashtext('organizations ' || NEW.tenant_id));
        IF EXISTS (
            WITH RECURSIVE above (id, path) AS (
                SELECT NEW.parent_id, ARRAY[NEW.parent_id]
                UNION ALL
                SELECT t.parent_id, a.path || t.parent_id
                FROM above a JOIN public.organizations t ON t.tenant_id = NEW.tenant_id AND t.id = a.id
                WHERE t.parent_id IS NOT NULL AND t.parent_id <> ALL (a.path)
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A row of organizations can not lie below itself.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.depth := coalesce(
        (SELECT t.depth + 1 FROM public.organizations t WHERE t.tenant_id = NEW.tenant_id AND t.id = NEW.parent_id), 0);
    IF NEW.depth > 100 THEN
        RAISE EXCEPTION 'Rows of organizations nest at most 100 deep.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF parent_id, depth ON organizations FOR EACH ROW EXECUTE FUNCTION app.tree_organizations()",
    """CREATE FUNCTION app.deepen_organizations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.organizations t SET depth = NEW.depth + 1
    WHERE t.tenant_id = NEW.tenant_id AND t.parent_id = NEW.id;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER deepen AFTER UPDATE ON organizations FOR EACH ROW
    WHEN (OLD.depth IS DISTINCT FROM NEW.depth) EXECUTE FUNCTION app.deepen_organizations()""",
    "GRANT SELECT ON countries TO lyceum_gateway, lyceum_writer",
    "GRANT SELECT ON tenants TO lyceum_gateway, lyceum_writer",
    "ALTER TABLE tenants ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE tenants FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON tenants FOR SELECT TO lyceum_gateway, lyceum_writer USING (id = app.tenant_id())",
    "CREATE POLICY maintain ON tenants FOR ALL TO lyceum_owner USING (true) WITH CHECK (true)",
    "GRANT SELECT ON organizations TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON organizations TO lyceum_writer",
    "ALTER TABLE organizations ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE organizations FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON organizations FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('member') OR app.reaches('roster:read') OR app.reaches('visitor')))",
    "CREATE POLICY write ON organizations FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))",
    "CREATE POLICY maintain ON organizations FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TRIGGER deepen ON organizations",
    "DROP FUNCTION app.deepen_organizations()",
    "DROP TRIGGER tree ON organizations",
    "DROP FUNCTION app.tree_organizations()",
    "DROP TRIGGER keep_editor ON organizations",
    "DROP TRIGGER keep_times ON tenants",
    "ALTER TABLE organizations DROP CONSTRAINT fk_organizations_country",
    "ALTER TABLE tenants DROP CONSTRAINT fk_tenants_country",
    "DROP TABLE organizations",
    "DROP TABLE tenants",
    "DROP TABLE countries",
    "DROP TYPE organization_kind",
    "DROP TYPE retention_class",
    "DROP TYPE tenant_kind",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
