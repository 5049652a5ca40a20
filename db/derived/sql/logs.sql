-- The lowest id of a row made at a moment or later: ids are UUIDs of version 7, which begin with the milliseconds.
CREATE FUNCTION app.first_id(moment timestamptz) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
-- next
-- Makes a month of a log (in UTC), with the rows of that month which have gone to the rest because it was missing; it is
-- yet to be attached. Readers do not wait; who writes to the rest, or to a table that the log refers to, does, to the end
-- of the transaction.
--
-- Foreign keys stand there before there is a row: a check of all rows at once would see those of one tenant alone.
CREATE FUNCTION app.make_partition(log text, month timestamptz) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part text := log || to_char(month AT TIME ZONE 'UTC', '_YYYY_MM');
    rest text := log || '_rest';
    low uuid := app.first_id(month);
    high uuid := app.first_id(date_add(month, '1 month', 'UTC'));
    name text;
    reference text;
BEGIN
    EXECUTE format('LOCK TABLE logs.%I IN SHARE ROW EXCLUSIVE MODE', rest);
    EXECUTE format('CREATE TABLE logs.%I (LIKE public.%I INCLUDING ALL)', part, log);
    EXECUTE format('ALTER TABLE logs.%I ENABLE ROW LEVEL SECURITY', part);
    FOR name, reference IN
        SELECT c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
        WHERE c.conrelid = format('public.%I', log)::regclass AND c.contype = 'f' ORDER BY 1
    LOOP
        EXECUTE format('ALTER TABLE logs.%I ADD CONSTRAINT %I %s', part, name, reference);
    END LOOP;
    EXECUTE format('INSERT INTO logs.%I SELECT * FROM logs.%I WHERE id >= %L AND id < %L', part, rest, low, high);
    EXECUTE format('DELETE FROM logs.%I WHERE id >= %L AND id < %L', rest, low, high);
    RETURN part;
END
$$
-- next
-- Makes the months of every log that are missing: this one, those ahead, and earlier ones that rows in the rest belong
-- to. Returns the names of what it made; harmless when run again.
--
-- Months are attached when all rows are moved: from then to the end of the transaction nobody reads the rest.
CREATE FUNCTION app.keep_partitions(ahead integer) RETURNS SETOF text
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    log text;
    rest text;
    part text;
    month timestamptz;
    first timestamptz := date_trunc('month', now(), 'UTC');
    last timestamptz := date_add(first, make_interval(months => ahead), 'UTC');
    attachments text[];
    attachment text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('app.keep_partitions'));
    FOR log IN
        SELECT c.relname FROM pg_class c WHERE c.relkind = 'p' AND c.relnamespace = 'public'::regnamespace ORDER BY 1
    LOOP
        rest := log || '_rest';
        IF to_regclass('logs.' || rest) IS NULL THEN
            EXECUTE format('CREATE TABLE logs.%I PARTITION OF public.%I DEFAULT', rest, log);
            EXECUTE format('ALTER TABLE logs.%I ENABLE ROW LEVEL SECURITY', rest);
            RETURN NEXT rest;
        END IF;
        FOR month IN EXECUTE format(
            'SELECT DISTINCT date_trunc(''month'', uuid_extract_timestamp(id), ''UTC'') FROM logs.%I WHERE id < $3'
            ' UNION SELECT * FROM generate_series($1, $2, interval ''1 month'', ''UTC'') ORDER BY 1', rest)
            USING first, last, app.first_id(date_add(last, '1 month', 'UTC'))
        LOOP
            IF to_regclass('logs.' || log || to_char(month AT TIME ZONE 'UTC', '_YYYY_MM')) IS NULL THEN
                part := app.make_partition(log, month);
                attachments := attachments || format(
                    'ALTER TABLE public.%I ATTACH PARTITION logs.%I FOR VALUES FROM (%L) TO (%L)',
                    log, part, app.first_id(month), app.first_id(date_add(month, '1 month', 'UTC')));
                RETURN NEXT part;
            END IF;
        END LOOP;
    END LOOP;
    FOREACH attachment IN ARRAY coalesce(attachments, '{}') LOOP
        EXECUTE attachment;
    END LOOP;
END
$$
-- next
-- Takes from a log what a tenant no longer keeps: entries recorded before a moment. Returns how many.
CREATE FUNCTION app.forget(log text, tenant uuid, before timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM set_config('app.forgets', 'on', true);
    EXECUTE format('DELETE FROM public.%I WHERE tenant_id = %L AND id < %L', log, tenant, app.first_id(before));
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('app.forgets', 'off', true);
    RETURN gone;
END
$$
-- next
-- Drops the past months of the logs that hold nothing any more. Returns their names.
CREATE FUNCTION app.drop_empty_partitions() RETURNS SETOF text
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part text;
    holds boolean;
BEGIN
    FOR part IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'logs'::regnamespace AND c.relispartition AND c.relkind = 'r'
          AND substring(c.relname FROM '_(\d{4}_\d\d)$') < to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')
        ORDER BY 1
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM logs.%I)', part) INTO holds;
        IF NOT holds THEN
            EXECUTE format('DROP TABLE logs.%I', part);
            RETURN NEXT part;
        END IF;
    END LOOP;
END
$$
-- next
-- Takes from the audit log what it says of some rows, and leaves that they were changed, when, and by whom: for a person
-- who is erased. Returns how many entries.
CREATE FUNCTION app.redact(tenant uuid, changed uuid[]) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM set_config('app.forgets', 'on', true);
    UPDATE public.audit_logs l SET before = NULL, after = NULL WHERE l.tenant_id = tenant AND l.row_id = ANY (changed);
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('app.forgets', 'off', true);
    RETURN gone;
END
$$
