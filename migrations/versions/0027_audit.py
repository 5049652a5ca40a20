"""Audit.

Revision ID: 0027
Revises: 0026
"""

from migrations.run import run

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

UP = [
    "CREATE SCHEMA logs",
    "COMMENT ON SCHEMA logs IS 'The months of the logs; they are reached through the logs alone.'",
    """-- The lowest id of a row made at a moment or later: ids are UUIDs of version 7, which begin with the milliseconds.
CREATE FUNCTION app.first_id(moment timestamptz) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid""",
    """-- Makes a month of a log (in UTC), with the rows of that month which have gone to the rest because it was missing; it is
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
$$""",
    """-- Makes the months of every log that are missing: this one, those ahead, and earlier ones that rows in the rest belong
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
$$""",
    """-- Takes from a log what a tenant no longer keeps: entries recorded before a moment. Returns how many.
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
$$""",
    """-- Drops the past months of the logs that hold nothing any more. Returns their names.
CREATE FUNCTION app.drop_empty_partitions() RETURNS SETOF text
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part text;
    holds boolean;
BEGIN
    FOR part IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'logs'::regnamespace AND c.relispartition AND c.relkind = 'r'
          AND substring(c.relname FROM '_(\\d{4}_\\d\\d)$') < to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')
        ORDER BY 1
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM logs.%I)', part) INTO holds;
        IF NOT holds THEN
            EXECUTE format('DROP TABLE logs.%I', part);
            RETURN NEXT part;
        END IF;
    END LOOP;
END
$$""",
    """-- Takes from the audit log what it says of some rows, and leaves that they were changed, when, and by whom: for a person
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
$$""",
    "REVOKE EXECUTE ON FUNCTION app.make_partition(text, timestamptz) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION app.keep_partitions(integer) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION app.forget(text, uuid, timestamptz) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION app.drop_empty_partitions() FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION app.redact(uuid, uuid[]) FROM PUBLIC",
    """-- The audit log, written by statement: one look at all rows that a statement changed, whatever their number. A trigger
-- tells the table's name, the columns that no entry shows, and those whose values are masked, with their mask.
--
-- The rows of a statement belong to one tenant, save where an administrator repairs several; each is entered for as long
-- as its entries are written, since the log's policy asks for it.
CREATE FUNCTION app.audit_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$""",
    """-- Of an update, the log shows the columns that changed; where none did, there is no entry.
--
-- The plan is made once, perhaps for one row: the full join, which the conditions do not narrow, can't be a loop in a loop.
CREATE FUNCTION app.audit_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$""",
    """-- What goes with its tenant leaves no trace: there is nobody left to read it.
CREATE FUNCTION app.audit_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$""",
    """-- Keeps a log from being changed, by whomever. It goes with its tenant, and by app.forget() and app.redact().
CREATE FUNCTION app.keep_log() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF pg_trigger_depth() = 1 AND coalesce(current_setting('app.forgets', true), '') <> 'on' THEN
        RAISE EXCEPTION 'A log is only added to; app.forget() takes what is too old.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NULL;
END
$$""",
    """-- Has the changes of a table logged. omitted: columns that no entry shows. masks: columns whose values are masked.
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
            'CREATE OR REPLACE TRIGGER audit_%1$s AFTER %1$s ON %2$I REFERENCING %3$s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION app.audit_%1$s(%2$L, %4$L, %5$L)',
            event, relation, tables, omitted, masks);
    END LOOP;
END
$$""",
    "REVOKE EXECUTE ON FUNCTION app.audit(text, text[], jsonb) FROM PUBLIC",
    """SELECT app.audit('organizations', '{tenant_id,id,depth,created_at,updated_at,created_by,updated_by}', '{"metadata":"(masked)"}')""",
    """SELECT app.audit('users', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"email":"(masked)","phone":"(masked)","auth_provider":"(masked)","accessibility_settings":"(masked)","metadata":"(masked)","external_id":"(masked)"}')""",
    """SELECT app.audit('user_roles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"external_id":"(masked)"}')""",
    """SELECT app.audit('student_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"date_of_birth":"(masked)","special_needs":"(masked)","external_id":"(masked)","demographics":"(masked)"}')""",
    "SELECT app.audit('tutor_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('staff_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    """SELECT app.audit('guardianships', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"external_id":"(masked)"}')""",
    "SELECT app.audit('groups', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('group_members', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('categories', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('courses', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('course_subjects', '{tenant_id,id,audience,created_at,updated_at}', '{}')",
    "SELECT app.audit('course_prerequisites', '{tenant_id,id,audience,created_at,updated_at}', '{}')",
    "SELECT app.audit('course_contexts', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('course_documents', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('module_templates', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('modules', '{tenant_id,id,depth,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    """SELECT app.audit('content_items', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{"data":"(masked)"}')""",
    "SELECT app.audit('course_offerings', '{tenant_id,id,organization_id,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('offering_instructors', '{tenant_id,id,audience,created_at,updated_at}', '{}')",
    "SELECT app.audit('enrollments', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('class_sessions', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('class_session_students', '{tenant_id,id,tutor_id,offering_id,organization_id,created_at,updated_at}', '{}')",
    "SELECT app.audit('assets', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('asset_versions', '{tenant_id,id,created_at,updated_at}', '{}')",
    "SELECT app.audit('rubrics', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('assessments', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    """SELECT app.audit('questions', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{"correct_answers":"(masked)","feedback":"(masked)","metadata":"(masked)"}')""",
    """SELECT app.audit('answer_options', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{"is_correct":"(masked)","feedback_md":"(masked)"}')""",
    """SELECT app.audit('quiz_attempts', '{tenant_id,id,organization_id,created_at,updated_at}', '{"raw_response":"(masked)"}')""",
    """SELECT app.audit('question_answers', '{tenant_id,id,assessment_id,user_id,offering_id,organization_id,shows_keys,created_at,updated_at}', '{"points_earned":"(masked)","is_correct":"(masked)"}')""",
    "SELECT app.audit('answer_selections', '{tenant_id,id,question_id,user_id,offering_id,organization_id,created_at,updated_at}', '{}')",
    "SELECT app.audit('lab_submissions', '{tenant_id,id,organization_id,created_at,updated_at}', '{}')",
    "SELECT app.audit('assignment_submissions', '{tenant_id,id,organization_id,created_at,updated_at}', '{}')",
    "SELECT app.audit('course_grades', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('skill_assessments', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('certificates', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('achievements', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('lessons', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    """SELECT app.audit('lesson_versions', '{tenant_id,id,audience,created_at,updated_at}', '{"teacher_script_md":"(masked)","source":"(masked)"}')""",
    "SELECT app.audit('lesson_blocks', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('lesson_standards', '{tenant_id,id,audience,created_at,updated_at}', '{}')",
    "SELECT app.audit('lesson_assets', '{tenant_id,id,audience,created_at,updated_at}', '{}')",
    "SELECT app.audit('editor_sessions', '{tenant_id,id,created_at,updated_at}', '{}')",
    "SELECT app.audit('scripts', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('voice_tracks', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('brand_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('brand_templates', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('books', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('book_sections', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('render_jobs', '{tenant_id,id,created_at,updated_at}', '{}')",
    "SELECT app.audit('generation_jobs', '{tenant_id,id,created_at,updated_at}', '{}')",
    """SELECT app.audit('ai_calls', '{tenant_id,id,created_at,updated_at}', '{"request_payload":"(masked)"}')""",
    """SELECT app.audit('mentor_settings', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{"prompt":"(masked)"}')""",
    """SELECT app.audit('mentor_threads', '{tenant_id,id,organization_id,created_at,updated_at}', '{"title":"(masked)"}')""",
    """SELECT app.audit('mentor_messages', '{tenant_id,id,user_id,offering_id,organization_id,created_at,updated_at}', '{"content":"(masked)"}')""",
    """SELECT app.audit('mentor_insights', '{tenant_id,id,organization_id,created_at,updated_at}', '{"learning_insights":"(masked)","recommended_actions":"(masked)"}')""",
    "SELECT app.audit('discussion_threads', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('discussion_posts', '{tenant_id,id,offering_id,organization_id,depth,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('course_reviews', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('shares', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('lms_connections', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('lms_pushes', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('scorm_packages', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('scorm_files', '{tenant_id,id,course_id,audience,created_at,updated_at}', '{}')",
    "SELECT app.audit('finance_records', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('service_requests', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    "SELECT app.audit('inventory_items', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')",
    """SELECT app.audit('notifications', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"subject":"(masked)","message":"(masked)"}')""",
    "CREATE TRIGGER keep_log BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_logs FOR EACH STATEMENT EXECUTE FUNCTION app.keep_log()",
    "CREATE TRIGGER keep_log BEFORE UPDATE OR DELETE OR TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION app.keep_log()",
    "SELECT app.keep_partitions(3)",
]

DOWN = [
    "DROP TRIGGER keep_log ON events",
    "DROP TRIGGER keep_log ON audit_logs",
    "DROP FUNCTION app.audit(relation text, omitted text[], masks jsonb)",
    "DROP FUNCTION app.keep_log()",
    "DROP FUNCTION app.audit_delete() CASCADE",
    "DROP FUNCTION app.audit_update() CASCADE",
    "DROP FUNCTION app.audit_insert() CASCADE",
    "DROP FUNCTION app.redact(tenant uuid, changed uuid[])",
    "DROP FUNCTION app.drop_empty_partitions()",
    "DROP FUNCTION app.forget(log text, tenant uuid, before timestamptz)",
    "DROP FUNCTION app.keep_partitions(ahead integer)",
    "DROP FUNCTION app.make_partition(log text, month timestamptz)",
    "DROP FUNCTION app.first_id(moment timestamptz)",
    "DROP SCHEMA logs CASCADE",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
