"""Lessons have a table, standards keep their names, and a changed file is a new version.

Revision ID: 0024
Revises: 0023
"""

from migrations.run import run

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

UP = [
    "DROP INDEX ix_modules_lesson_id",
    "CREATE INDEX ix_modules_lesson_id ON modules (tenant_id, lesson_id)",
    "CREATE INDEX ix_assets_filename ON assets (tenant_id, filename)",
    "CREATE INDEX ix_standards_framework_id_subject_grade_band ON standards (framework_id, subject, grade_band)",
    """CREATE FUNCTION app.settle_standards_frameworks() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (OLD.code IS NOT NULL AND NEW.code IS DISTINCT FROM OLD.code) OR (OLD.jurisdiction IS NOT NULL AND NEW.jurisdiction IS DISTINCT FROM OLD.jurisdiction) OR (OLD.language IS NOT NULL AND NEW.language IS DISTINCT FROM OLD.language) OR (OLD.source_guid IS NOT NULL AND NEW.source_guid IS DISTINCT FROM OLD.source_guid)
    THEN
        RAISE EXCEPTION 'A framework keeps its code, jurisdiction, language and source: add the other one as a new framework.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER settle BEFORE UPDATE ON standards_frameworks FOR EACH ROW EXECUTE FUNCTION app.settle_standards_frameworks()",
    """CREATE FUNCTION app.settle_standards() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (OLD.framework_id IS NOT NULL AND NEW.framework_id IS DISTINCT FROM OLD.framework_id) OR (OLD.code IS NOT NULL AND NEW.code IS DISTINCT FROM OLD.code) OR (OLD.source_guid IS NOT NULL AND NEW.source_guid IS DISTINCT FROM OLD.source_guid)
    THEN
        RAISE EXCEPTION 'A standard keeps its framework, code and source: add the other one as a new standard.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER settle BEFORE UPDATE ON standards FOR EACH ROW EXECUTE FUNCTION app.settle_standards()",
    """CREATE FUNCTION app.replace_assets() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT ((OLD.storage_uri IS NOT NULL AND NEW.storage_uri IS DISTINCT FROM OLD.storage_uri) OR (OLD.checksum IS NOT NULL AND NEW.checksum IS DISTINCT FROM OLD.checksum) OR (OLD.size_bytes IS NOT NULL AND NEW.size_bytes IS DISTINCT FROM OLD.size_bytes) OR (OLD.mime_type IS NOT NULL AND NEW.mime_type IS DISTINCT FROM OLD.mime_type)) THEN
        NEW.version := OLD.version;
        RETURN NEW;
    END IF;
    NEW.version := greatest(NEW.version, OLD.version + 1);
    INSERT INTO public.asset_versions (tenant_id, asset_id, storage_uri, version, metadata)
    VALUES (OLD.tenant_id, OLD.id, OLD.storage_uri, OLD.version, jsonb_strip_nulls(jsonb_build_object('checksum', OLD.checksum, 'size_bytes', OLD.size_bytes, 'mime_type', OLD.mime_type)))
    ON CONFLICT DO NOTHING;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER replace BEFORE UPDATE ON assets FOR EACH ROW EXECUTE FUNCTION app.replace_assets()",
]

DOWN = [
    "DROP TRIGGER replace ON assets",
    "DROP FUNCTION app.replace_assets()",
    "DROP TRIGGER settle ON standards",
    "DROP FUNCTION app.settle_standards()",
    "DROP TRIGGER settle ON standards_frameworks",
    "DROP FUNCTION app.settle_standards_frameworks()",
    "DROP INDEX ix_standards_framework_id_subject_grade_band",
    "DROP INDEX ix_assets_filename",
    "DROP INDEX ix_modules_lesson_id",
    "CREATE INDEX ix_modules_lesson_id ON modules (tenant_id, lesson_id) WHERE lesson_id IS NOT NULL",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
