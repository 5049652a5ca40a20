-- Begins a viewer's work in a transaction: finds the person (or partner client) that a verified token names, works out
-- once what they reach, and lays it in transaction-local settings for the policies to read. It runs in the round trip
-- of every BEGIN, so it asks few questions, only those that one of the viewer's roles can need, by plans made once.
--
-- `wanted` names the lists that the policies in the operation's way read, of places, offerings, pupils, organizations and
-- desks, and for writing of what the viewer takes; null is all of them. A list that was not worked out is unset, and admits
-- no row. After each key of a list stands a space (`claims.sql`).
--
-- Settings are laid in an assignment, which is no query: PERFORM is one, and takes longer than all that it lays.
--
-- Refusals carry the SQLSTATE LY001; their message is meant for the client.
CREATE FUNCTION app.enter(
    tenant uuid, issuer text, subject text, scopes text, narrowed text, wanted text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    home record;
    person uuid;
    reach text;
    headed uuid[];
    cared_for uuid[];
    places text;
    offerings text;
    pupils text;
    organizations text;
    asked text := coalesce(wanted, 'places taken offerings pupils organizations desks');
    laid text;
BEGIN
    laid := set_config('app.tenant_id', tenant::text, true);
    SELECT t.is_active, t.allows_visitors INTO home FROM tenants t WHERE t.id = tenant;
    IF home.is_active IS NOT TRUE THEN
        RAISE EXCEPTION 'This tenant is not known or not active.' USING ERRCODE = 'LY001';
    END IF;

    IF subject IS NULL THEN
        IF NOT home.allows_visitors THEN
            RAISE EXCEPTION 'This tenant has no public catalogue: sign in.' USING ERRCODE = 'LY001';
        END IF;
        laid := set_config('app.reach', ' visitor ', true) || set_config('app.audience', 'public', true);
    ELSE
        SELECT u.id INTO person
        FROM identity.account_identities i
        JOIN identity.accounts a ON a.id = i.account_id AND a.status = 'active'
        JOIN users u ON u.tenant_id = tenant AND u.account_id = a.id AND u.status = 'active' AND u.deleted_at IS NULL
        WHERE i.issuer = enter.issuer AND i.subject = enter.subject
        LIMIT 1;
        IF person IS NULL THEN
            PERFORM app.enter_client(tenant, issuer, subject, scopes);
        ELSE
            SELECT
                ' member ' || coalesce(string_agg(app.role_words(r.role, r.organization_id IS NOT NULL), ' '), '') || ' ',
                array_agg(r.organization_id) FILTER (WHERE r.organization_id IS NOT NULL AND app.is_organizational(r.role))
            INTO reach, headed
            FROM user_roles r
            WHERE r.tenant_id = tenant AND r.user_id = person
              AND (narrowed IS NULL OR r.role::text = ANY (string_to_array(narrowed, ' ')));

            cared_for := ARRAY[person];
            IF strpos(asked, 'taken') > 0 THEN
                laid := set_config('app.taken', coalesce(app.places(tenant, cared_for) || ' ', ''), true);
            END IF;
            IF strpos(reach, ' guardian ') > 0 THEN
                cared_for := app.wards(tenant, person);
            END IF;
            IF strpos(asked, 'places') > 0 AND strpos(reach, ' everything ') = 0 THEN
                places := app.places(tenant, cared_for);
            END IF;
            IF strpos(reach, ' tutors ') > 0 THEN
                cared_for := cared_for || app.tutees(tenant, person);
            END IF;
            IF strpos(reach, ' teaches ') > 0 THEN
                IF strpos(asked, 'offerings') > 0 THEN
                    offerings := app.taught(tenant, person);
                END IF;
                IF strpos(asked, 'pupils') > 0 THEN
                    pupils := app.pupils(tenant, person);
                END IF;
            END IF;
            IF strpos(reach, ': ') > 0 AND strpos(asked, 'desks') > 0 THEN
                laid := set_config('app.desks', coalesce(app.desks(tenant, person, narrowed) || ' ', ''), true);
            END IF;
            IF headed IS NOT NULL AND strpos(asked, 'organizations') > 0 THEN
                organizations := app.organizations_below(tenant, headed);
            END IF;
            laid := set_config('app.user_id', person::text, true)
                || set_config('app.reach', reach, true)
                || set_config('app.audience', CASE WHEN strpos(reach, ' staff ') > 0 THEN 'staff' ELSE 'members' END, true)
                || set_config('app.persons', array_to_string(cared_for, ' ') || ' ', true)
                || set_config('app.places', coalesce(places || ' ', ''), true)
                || set_config('app.offerings', coalesce(offerings || ' ', ''), true)
                || set_config('app.pupils', coalesce(pupils || ' ', ''), true)
                || set_config('app.organizations', coalesce(organizations || ' ', ''), true);
        END IF;
    END IF;

    IF current_setting('citus.version', true) IS NOT NULL THEN
        PERFORM app.tell_workers();
    END IF;
END
$$
-- next
-- The claims of a partner's system: what its record and its token's scopes have in common.
CREATE FUNCTION app.enter_client(tenant uuid, issuer text, subject text, scopes text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    allowed text;
    reach text;
BEGIN
    SELECT c.scopes INTO allowed FROM gateway.clients c
    WHERE c.tenant_id = tenant AND c.issuer = enter_client.issuer AND c.subject = enter_client.subject AND c.is_active;
    IF allowed IS NULL THEN
        RAISE EXCEPTION 'The token names nobody who may use this tenant.' USING ERRCODE = 'LY001';
    END IF;
    SELECT ' ' || coalesce(string_agg(word, ' '), '') || ' ' INTO reach
    FROM string_to_table(allowed, ' ') word
    WHERE word = ANY (string_to_array(enter_client.scopes, ' '));
    PERFORM
        set_config('app.reach', reach, true),
        set_config('app.audience', CASE WHEN strpos(reach, ' catalogue:read ') > 0 THEN 'members' ELSE '' END, true);
END
$$
-- next
-- Lays the claims again by SET LOCAL: unlike set_config(), it reaches the workers of a cluster.
CREATE FUNCTION app.tell_workers() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    claim text;
BEGIN
    PERFORM set_config('citus.propagate_set_commands', 'local', true);
    FOREACH claim IN ARRAY ARRAY[
        'tenant_id', 'user_id', 'reach', 'audience', 'persons', 'places', 'taken', 'offerings', 'pupils', 'organizations',
        'desks']
    LOOP
        EXECUTE format('SET LOCAL app.%I = %L', claim, coalesce(current_setting('app.' || claim, true), ''));
    END LOOP;
END
$$
-- next
-- Whom a guardian cares for, the guardian first.
CREATE FUNCTION app.wards(tenant uuid, person uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY[person] || ARRAY(
        SELECT g.student_id FROM public.guardianships g
        WHERE g.tenant_id = tenant AND g.guardian_id = person AND g.deleted_at IS NULL
    );
END
$$
-- next
-- The students assigned to a tutor.
CREATE FUNCTION app.tutees(tenant uuid, person uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT p.user_id FROM public.student_profiles p
        WHERE p.tenant_id = tenant AND p.assigned_tutor_id = person AND p.deleted_at IS NULL
    );
END
$$
-- next
-- What people are enrolled in or attend: live offerings, their courses, and classes. It is open to them though it be
-- private, and so is what is said there.
CREATE FUNCTION app.places(tenant uuid, people uuid[]) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN concat_ws(' ', (
        SELECT string_agg(o.id::text || ' ' || o.course_id::text, ' ')
        FROM public.enrollments e
        JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = e.offering_id AND o.audience >= 'enrolled'
        WHERE e.tenant_id = tenant AND e.user_id = ANY (people) AND e.status IN ('active', 'completed')
    ), (
        SELECT string_agg(s.class_session_id::text, ' ') FROM public.class_session_students s
        WHERE s.tenant_id = tenant AND s.student_id = ANY (people)
    ));
END
$$
-- next
-- The offerings that someone teaches.
CREATE FUNCTION app.taught(tenant uuid, person uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT string_agg(i.offering_id::text, ' ') FROM public.offering_instructors i
        WHERE i.tenant_id = tenant AND i.user_id = person
    );
END
$$
-- next
-- Those who take the offerings that someone teaches.
CREATE FUNCTION app.pupils(tenant uuid, person uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT string_agg(DISTINCT e.user_id::text, ' ')
        FROM public.offering_instructors i
        JOIN public.enrollments e ON e.tenant_id = tenant AND e.offering_id = i.offering_id
        WHERE i.tenant_id = tenant AND i.user_id = person AND e.status IN ('active', 'completed')
    );
END
$$
-- next
-- The organisations that someone runs, and all below them.
CREATE FUNCTION app.organizations_below(tenant uuid, headed uuid[]) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        WITH RECURSIVE part (id, path) AS (
            SELECT o.id, ARRAY[o.id] FROM public.organizations o WHERE o.tenant_id = tenant AND o.id = ANY (headed)
            UNION ALL
            SELECT o.id, part.path || o.id FROM public.organizations o JOIN part ON o.parent_id = part.id
            WHERE o.tenant_id = tenant AND o.id <> ALL (part.path)
        )
        SELECT string_agg(DISTINCT part.id::text, ' ') FROM part
    );
END
$$
-- next
-- The desks that someone holds in organisations: each word with the key of each of them, and of all below it.
CREATE FUNCTION app.desks(tenant uuid, person uuid, narrowed text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    desk record;
    found text;
BEGIN
    FOR desk IN
        SELECT held.word, array_agg(r.organization_id) AS places
        FROM public.user_roles r, string_to_table(app.role_words(r.role, true), ' ') held (word)
        WHERE r.tenant_id = tenant AND r.user_id = person AND r.organization_id IS NOT NULL
          AND (narrowed IS NULL OR r.role::text = ANY (string_to_array(narrowed, ' ')))
          AND held.word LIKE '%:'
        GROUP BY held.word
    LOOP
        found := concat_ws(' ', found,
            desk.word || replace(app.organizations_below(tenant, desk.places), ' ', ' ' || desk.word));
    END LOOP;
    RETURN found;
END
$$
-- next
-- The claims of maintenance (imports, demo data, retention): the owner's own work in one tenant.
CREATE FUNCTION app.enter_tenant(tenant uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    PERFORM set_config('app.tenant_id', tenant::text, true);
    IF current_setting('citus.version', true) IS NOT NULL THEN
        PERFORM app.tell_workers();
    END IF;
END
$$
-- next
-- Finds a tenant by its short code; null if there is none. Says nothing else about it.
CREATE FUNCTION app.tenant_of(code text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
RETURN (SELECT t.id FROM public.tenants t WHERE t.short_code = code)
-- next
-- The revision that the database is migrated to, for the gateway's check of its health.
CREATE FUNCTION app.schema_revision() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT v.version_num FROM public.alembic_version v);
END
$$
