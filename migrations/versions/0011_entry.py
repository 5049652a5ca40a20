"""Entry.

Revision ID: 0011
Revises: 0010
"""

from migrations.run import run

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UP = [
    """-- Begins a viewer's work in a transaction: finds the person (or partner client) that a verified token names, works out
-- once what they reach, and lays it in transaction-local settings for the policies to read.
--
-- Refusals carry the SQLSTATE LY001; their message is meant for the client.
CREATE FUNCTION app.enter(tenant uuid, issuer text, subject text, scopes text, narrowed text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    home record;
    person uuid;
    client record;
    granted record;
    reach text := '';
BEGIN
    PERFORM app.say('tenant_id', tenant::text);
    SELECT t.is_active, t.allows_visitors INTO home FROM tenants t WHERE t.id = tenant;
    IF home.is_active IS NOT TRUE THEN
        RAISE EXCEPTION 'This tenant is not known or not active.' USING ERRCODE = 'LY001';
    END IF;

    IF subject IS NULL THEN
        IF NOT home.allows_visitors THEN
            RAISE EXCEPTION 'This tenant has no public catalogue: sign in.' USING ERRCODE = 'LY001';
        END IF;
        PERFORM app.say('reach', ' visitor ');
        PERFORM app.say('audience', 'public');
        RETURN;
    END IF;

    SELECT u.id INTO person
    FROM identity.account_identities i
    JOIN identity.accounts a ON a.id = i.account_id AND a.status = 'active'
    JOIN users u ON u.account_id = a.id
    WHERE i.issuer = enter.issuer AND i.subject = enter.subject
      AND u.tenant_id = tenant AND u.status = 'active' AND u.deleted_at IS NULL
    LIMIT 1;

    IF person IS NULL THEN
        SELECT c.scopes INTO client FROM gateway.clients c
        WHERE c.tenant_id = tenant AND c.issuer = enter.issuer AND c.subject = enter.subject AND c.is_active;
        IF client IS NULL THEN
            RAISE EXCEPTION 'The token names nobody who may use this tenant.' USING ERRCODE = 'LY001';
        END IF;
        SELECT ' ' || string_agg(word, ' ') || ' ' INTO reach
        FROM string_to_table(client.scopes, ' ') word
        WHERE word = ANY (string_to_array(enter.scopes, ' '));
        PERFORM app.say('reach', coalesce(reach, ''));
        IF strpos(reach, ' catalogue:read ') > 0 THEN
            PERFORM app.say('audience', 'members');
        END IF;
        RETURN;
    END IF;

    PERFORM app.say('user_id', person::text);
    SELECT
        string_agg(DISTINCT app.role_words(r.role, r.organization_id IS NOT NULL), ' ') AS words,
        array_agg(r.organization_id) FILTER (WHERE app.is_organizational(r.role)) AS organizations
    INTO granted
    FROM user_roles r
    WHERE r.tenant_id = tenant AND r.user_id = person
      AND (narrowed IS NULL OR r.role::text = ANY (string_to_array(narrowed, ' ')));
    reach := ' member ' || coalesce(granted.words, '') || ' ';
    PERFORM app.say('reach', reach);
    PERFORM app.say('audience', CASE WHEN strpos(reach, ' staff ') > 0 THEN 'staff' ELSE 'members' END);
    PERFORM app.work_out(tenant, person, reach, granted.organizations);
END
$$""",
    """-- Lays one claim in a transaction-local setting. SET LOCAL, unlike set_config(), also reaches the workers of a cluster.
CREATE FUNCTION app.say(claim text, value text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF current_setting('citus.version', true) IS NOT NULL THEN
        PERFORM set_config('citus.propagate_set_commands', 'local', true);
        EXECUTE format('SET LOCAL app.%I = %L', claim, value);
    ELSE
        PERFORM set_config('app.' || claim, value, true);
    END IF;
END
$$""",
    """-- Works out whom a person cares for, what they teach and run, and which private places they attend.
-- Only what one of their roles can need is looked up.
CREATE FUNCTION app.work_out(tenant uuid, person uuid, reach text, headed uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    cared_for uuid[] := ARRAY[person];
    found text;
BEGIN
    IF strpos(reach, ' guardian ') > 0 THEN
        SELECT cared_for || coalesce(array_agg(g.student_id), '{}') INTO cared_for FROM guardianships g
        WHERE g.tenant_id = tenant AND g.guardian_id = person AND g.deleted_at IS NULL;
    END IF;

    IF strpos(reach, ' everything ') = 0 THEN
        -- What a person, or someone in their care, is enrolled in or attends is open to them though it be private.
        SELECT string_agg(p.place, ' ') INTO found FROM (
            SELECT o.id::text || ' ' || o.course_id::text AS place
            FROM enrollments e
            JOIN course_offerings o ON o.tenant_id = e.tenant_id AND o.id = e.offering_id AND o.audience = 'enrolled'
            WHERE e.tenant_id = tenant AND e.user_id = ANY (cared_for) AND e.status IN ('active', 'completed')
            UNION ALL
            SELECT s.class_session_id::text FROM class_session_students s
            WHERE s.tenant_id = tenant AND s.student_id = ANY (cared_for)
        ) p;
        PERFORM app.say('places', coalesce(found, ''));
    END IF;

    IF strpos(reach, ' tutors ') > 0 THEN
        SELECT cared_for || coalesce(array_agg(p.user_id), '{}') INTO cared_for FROM student_profiles p
        WHERE p.tenant_id = tenant AND p.assigned_tutor_id = person AND p.deleted_at IS NULL;
    END IF;
    PERFORM app.say('persons', array_to_string(cared_for, ' '));

    IF strpos(reach, ' teaches ') > 0 THEN
        SELECT string_agg(i.offering_id::text, ' ') INTO found FROM offering_instructors i
        WHERE i.tenant_id = tenant AND i.user_id = person;
        PERFORM app.say('offerings', coalesce(found, ''));
    END IF;

    IF headed IS NOT NULL THEN
        WITH RECURSIVE part (id, path) AS (
            SELECT o.id, ARRAY[o.id] FROM organizations o WHERE o.tenant_id = tenant AND o.id = ANY (headed)
            UNION ALL
            SELECT o.id, part.path || o.id FROM organizations o JOIN part ON o.parent_id = part.id
            WHERE o.tenant_id = tenant AND o.id <> ALL (part.path)
        )
        SELECT string_agg(DISTINCT part.id::text, ' ') INTO found FROM part;
        PERFORM app.say('organizations', coalesce(found, ''));
    END IF;
END
$$""",
    """-- The claims of maintenance (imports, demo data, retention): the owner's own work in one tenant.
CREATE FUNCTION app.enter_tenant(tenant uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    PERFORM app.say('tenant_id', tenant::text);
END
$$""",
    """-- Finds a tenant by its short code; null if there is none. Says nothing else about it.
CREATE FUNCTION app.tenant_of(code text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
RETURN (SELECT t.id FROM public.tenants t WHERE t.short_code = code)""",
    """-- The revision that the database is migrated to, for the gateway's check of its health.
CREATE FUNCTION app.schema_revision() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT v.version_num FROM public.alembic_version v);
END
$$""",
    "REVOKE EXECUTE ON FUNCTION app.work_out(uuid, uuid, text, uuid[]) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION app.enter_tenant(uuid) FROM PUBLIC",
]

DOWN = [
    "DROP FUNCTION app.schema_revision()",
    "DROP FUNCTION app.tenant_of(code text)",
    "DROP FUNCTION app.enter_tenant(tenant uuid)",
    "DROP FUNCTION app.work_out(tenant uuid, person uuid, reach text, headed uuid[])",
    "DROP FUNCTION app.say(claim text, value text)",
    "DROP FUNCTION app.enter(tenant uuid, issuer text, subject text, scopes text, narrowed text)",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
