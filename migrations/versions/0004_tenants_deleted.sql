CREATE OR REPLACE FUNCTION app.hold_lesson_assets() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ((NEW.tenant_id, NEW.id, NEW.lesson_version_id, NEW.asset_id, NEW.asset_version, NEW.purpose)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_version_id, OLD.asset_id, OLD.asset_version, OLD.purpose)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM public.tenants t WHERE t.id = OLD.tenant_id) THEN
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
$$
-- next
CREATE OR REPLACE FUNCTION app.hold_lesson_blocks() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ((NEW.tenant_id, NEW.id, NEW.lesson_version_id, NEW.block_type, NEW.sequence_index, NEW.content_md, NEW.estimated_minutes, NEW.metadata)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_version_id, OLD.block_type, OLD.sequence_index, OLD.content_md, OLD.estimated_minutes, OLD.metadata)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM public.tenants t WHERE t.id = OLD.tenant_id) THEN
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
$$
-- next
CREATE OR REPLACE FUNCTION app.hold_lesson_standards() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ((NEW.tenant_id, NEW.id, NEW.lesson_version_id, NEW.standard_id)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_version_id, OLD.standard_id)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM public.tenants t WHERE t.id = OLD.tenant_id) THEN
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
$$
-- down
CREATE OR REPLACE FUNCTION app.hold_lesson_assets() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
$$
-- next
CREATE OR REPLACE FUNCTION app.hold_lesson_blocks() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
$$
-- next
CREATE OR REPLACE FUNCTION app.hold_lesson_standards() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
$$
