-- What goes with its tenant leaves no trace: there is nobody left to read it.
CREATE OR REPLACE FUNCTION app.audit_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    claim text := current_setting('app.tenant_id', true);
    omitted text[] := TG_ARGV[1]::text[];
    masks jsonb := TG_ARGV[2]::jsonb;
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT o.tenant_id FROM old_rows o LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM public.tenants t WHERE t.id = tenant);
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.audit_logs (tenant_id, actor_id, table_name, row_id, action, before)
        SELECT tenant, app.user_id(), TG_ARGV[0], o.id, 'delete', to_jsonb(o.*) - omitted || masks
        FROM old_rows o WHERE o.tenant_id = tenant;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- next
-- The audit log, written by statement: one look at all rows that a statement changed, whatever their number. A trigger
-- tells the table's name, the columns that no entry shows, and those whose values are masked, with their mask.
--
-- The rows of a statement belong to one tenant, save where an administrator repairs several; each is entered for as long
-- as its entries are written, since the log's policy asks for it. A table may have columns of any name, `tenant` and `n`
-- too: what stands alone is a variable, and a row is `n.*`.
CREATE OR REPLACE FUNCTION app.audit_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    claim text := current_setting('app.tenant_id', true);
    omitted text[] := TG_ARGV[1]::text[];
    masks jsonb := TG_ARGV[2]::jsonb;
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.audit_logs (tenant_id, actor_id, table_name, row_id, action, after)
        SELECT tenant, app.user_id(), TG_ARGV[0], n.id, 'insert', to_jsonb(n.*) - omitted || masks
        FROM new_rows n WHERE n.tenant_id = tenant;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- next
-- Of an update, the log shows the columns that changed; where none did, there is no entry.
--
-- The plan is made once, perhaps for one row: the full join, which the conditions do not narrow, can't be a loop in a loop.
CREATE OR REPLACE FUNCTION app.audit_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    claim text := current_setting('app.tenant_id', true);
    omitted text[] := TG_ARGV[1]::text[];
    masks jsonb := TG_ARGV[2]::jsonb;
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.audit_logs (tenant_id, actor_id, table_name, row_id, action, before, after)
        SELECT tenant, app.user_id(), TG_ARGV[0], pair.id, 'update', changed.before, changed.after
        FROM (
            SELECT n.id, to_jsonb(o.*) - omitted AS was, to_jsonb(n.*) - omitted AS became
            FROM old_rows o FULL JOIN new_rows n ON n.tenant_id = o.tenant_id AND n.id = o.id
            WHERE coalesce(n.tenant_id, o.tenant_id) = tenant
            OFFSET 0
        ) pair
        CROSS JOIN LATERAL (
            SELECT
                jsonb_object_agg(part.key, coalesce(masks -> part.key, pair.was -> part.key)) AS before,
                jsonb_object_agg(part.key, coalesce(masks -> part.key, part.value)) AS after
            FROM jsonb_each(pair.became) part WHERE part.value IS DISTINCT FROM pair.was -> part.key
        ) changed
        WHERE pair.was <> pair.became;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- down
CREATE OR REPLACE FUNCTION app.audit_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    omitted text[] := TG_ARGV[1]::text[];
    masks jsonb := TG_ARGV[2]::jsonb;
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT o.tenant_id FROM old_rows o LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM public.tenants t WHERE t.id = tenant);
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.audit_logs (tenant_id, actor_id, table_name, row_id, action, before)
        SELECT tenant, app.user_id(), TG_ARGV[0], o.id, 'delete', to_jsonb(o) - omitted || masks
        FROM old_rows o WHERE o.tenant_id = tenant;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.audit_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    omitted text[] := TG_ARGV[1]::text[];
    masks jsonb := TG_ARGV[2]::jsonb;
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.audit_logs (tenant_id, actor_id, table_name, row_id, action, after)
        SELECT tenant, app.user_id(), TG_ARGV[0], n.id, 'insert', to_jsonb(n) - omitted || masks
        FROM new_rows n WHERE n.tenant_id = tenant;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- next
CREATE OR REPLACE FUNCTION app.audit_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    omitted text[] := TG_ARGV[1]::text[];
    masks jsonb := TG_ARGV[2]::jsonb;
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.audit_logs (tenant_id, actor_id, table_name, row_id, action, before, after)
        SELECT tenant, app.user_id(), TG_ARGV[0], pair.id, 'update', changed.before, changed.after
        FROM (
            SELECT n.id, to_jsonb(o) - omitted AS was, to_jsonb(n) - omitted AS became
            FROM old_rows o FULL JOIN new_rows n ON n.tenant_id = o.tenant_id AND n.id = o.id
            WHERE coalesce(n.tenant_id, o.tenant_id) = tenant
            OFFSET 0
        ) pair
        CROSS JOIN LATERAL (
            SELECT
                jsonb_object_agg(part.key, coalesce(masks -> part.key, pair.was -> part.key)) AS before,
                jsonb_object_agg(part.key, coalesce(masks -> part.key, part.value)) AS after
            FROM jsonb_each(pair.became) part WHERE part.value IS DISTINCT FROM pair.was -> part.key
        ) changed
        WHERE pair.was <> pair.became;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
