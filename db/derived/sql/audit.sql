-- The audit log, written by statement: one look at all rows that a statement changed, whatever their number. A trigger
-- tells the table's name, the columns that no entry shows, and those whose values are masked, with their mask.
--
-- The rows of a statement belong to one tenant, save where an administrator repairs several; each is entered for as long
-- as its entries are written, since the log's policy asks for it. A table may have columns of any name, `tenant` and `n`
-- too: what stands alone is a variable, and a row is `n.*`.
CREATE FUNCTION app.audit_insert() RETURNS trigger
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
CREATE FUNCTION app.audit_update() RETURNS trigger
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
-- next
-- What goes with its tenant leaves no trace: there is nobody left to read it.
CREATE FUNCTION app.audit_delete() RETURNS trigger
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
-- Keeps a log from being changed, by whomever. It goes with its tenant, and by app.forget() and app.redact().
CREATE FUNCTION app.keep_log() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF pg_trigger_depth() = 1 AND coalesce(current_setting('app.forgets', true), '') <> 'on' THEN
        RAISE EXCEPTION 'A log is only added to; app.forget() takes what is too old.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NULL;
END
$$
-- next
-- Has the changes of a table logged. omitted: columns that no entry shows. masks: columns whose values are masked.
CREATE FUNCTION app.audit(relation text, omitted text[], masks jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    event text;
    tables text;
BEGIN
    FOR event, tables IN VALUES
        ('insert', 'NEW TABLE AS new_rows'),
        ('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'),
        ('delete', 'OLD TABLE AS old_rows')
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER audit_%1$s AFTER %1$s ON %2$s REFERENCING %3$s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION app.audit_%1$s(%4$L, %5$L, %6$L)',
            event, relation::regclass, tables, relation, omitted, masks);
    END LOOP;
END
$$
