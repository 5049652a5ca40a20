-- Begins a viewer's work in a transaction: finds the person (or partner client) that a verified token names, works out
-- once what they reach, and lays it in transaction-local settings for the policies to read. It runs in the round trip
-- of every BEGIN, so it asks few questions, only those that one of the viewer's roles can need, by plans made once.
--
-- `wanted` names the lists that the policies and masks in the operation's way read, such as places, offerings, pupils and
-- organizations, and for writing what the viewer takes; null is all of them. A list that was not worked out is unset, and
-- admits no row. After each key of a list stands a space (`claims.sql`). `dealt` is what `app.dealt_with` starts from, which
-- works its lists out when a mask first asks; the workers of a cluster can't, so there they are laid on entry.
--
-- What the viewer takes (`studied`) closes answer keys: it is laid wherever a list or word that opens them is.
--
-- Settings are laid in an assignment, which is no query: PERFORM is one, and takes longer than all that it lays. Every
-- expression is made ready anew in each transaction, so those that most viewers don't need stand together behind one.
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
    family uuid[];
    places text;
    offerings uuid[];
    organizations text;
    is_cluster boolean := current_setting('citus.version', true) IS NOT NULL;
    asked text := coalesce(
        wanted, 'places taken offerings pupils organizations desks family people courses studied attempts dealt');
    laid text;
BEGIN
    laid := set_config('app.tenant_id', tenant::text, true) || set_config('app.scopes', '*', true)
        || set_config('app.pupils', '', true) || set_config('app.people', '', true) || set_config('app.contacts', '', true);
    SELECT t.is_active, t.allows_visitors, t.teaching_reach_days INTO home FROM tenants t WHERE t.id = tenant;
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

            family := ARRAY[person];
            cared_for := family;
            laid := set_config('app.user_id', person::text, true) || set_config('app.reach', reach, true);
            IF strpos(asked, 'taken') > 0 THEN
                laid := set_config('app.taken', coalesce(app.places(tenant, family) || ' ', ''), true);
            END IF;
            IF rtrim(reach) <> ' member' THEN
                IF strpos(asked, 'dealt') > 0 THEN
                    asked := asked || ' offerings desks' || CASE WHEN is_cluster THEN ' pupils people contacts' ELSE '' END;
                END IF;
                IF strpos(reach, ' guardian ') > 0 THEN
                    family := app.wards(tenant, person);
                    cared_for := family;
                END IF;
                IF strpos(reach, ' tutors ') > 0 THEN
                    cared_for := cared_for || app.tutees(tenant, person);
                END IF;
                IF strpos(reach, ' teaches ') > 0 THEN
                    IF strpos(asked, 'offerings') > 0 OR strpos(asked, 'pupils') > 0 OR strpos(asked, 'courses') > 0 THEN
                        offerings := app.taught(tenant, person, now() - make_interval(days => home.teaching_reach_days));
                    END IF;
                    IF strpos(asked, 'pupils') > 0 THEN
                        laid := set_config('app.pupils', array_to_string(app.pupils(tenant, offerings), ' ') || ' ', true);
                    END IF;
                END IF;
                IF (strpos(asked, 'courses') > 0 OR strpos(asked, 'studied') > 0)
                    AND reach ~ ' (teaches|authors:?|sensitive:?) '
                THEN
                    IF strpos(asked, 'courses') > 0 AND strpos(reach, ' authors ') = 0 THEN
                        laid := set_config('app.courses',
                            coalesce(app.keyed_courses(tenant, person, narrowed, offerings) || ' ', ''), true);
                    END IF;
                    IF strpos(asked, 'studied') > 0 THEN
                        laid := set_config('app.studied',
                            app.studied(tenant, person, now() - make_interval(days => home.teaching_reach_days)) || ' ', true);
                    END IF;
                END IF;
                IF strpos(reach, ': ') > 0 AND (strpos(asked, 'desks') > 0 OR strpos(asked, 'people') > 0) THEN
                    laid := set_config('app.desks', coalesce(app.desks(tenant, person, narrowed) || ' ', ''), true);
                END IF;
                IF headed IS NOT NULL AND strpos(asked, 'organizations') > 0 THEN
                    organizations := array_to_string(app.places_below(tenant, headed), ' ');
                END IF;
            END IF;
            IF strpos(asked, 'places') > 0 AND strpos(reach, ' sensitive ') = 0 THEN
                places := app.places(tenant, family);
            END IF;
            IF strpos(asked, 'family') > 0 THEN
                laid := set_config('app.family', array_to_string(family, ' ') || ' ', true);
            END IF;
            IF strpos(asked, 'attempts') > 0 THEN
                laid := set_config('app.attempts', coalesce(app.open_quizzes(tenant, person) || ' ', ''), true);
            END IF;
            laid := set_config('app.audience', CASE WHEN strpos(reach, ' staff ') > 0 THEN 'staff' ELSE 'members' END, true)
                || set_config('app.persons', array_to_string(cared_for, ' ') || ' ', true)
                || set_config('app.places', coalesce(places || ' ', ''), true)
                || set_config('app.offerings', coalesce(array_to_string(offerings, ' ') || ' ', ''), true)
                || set_config('app.organizations', coalesce(organizations || ' ', ''), true);
            IF strpos(asked, 'people') > 0 AND strpos(reach, ' sensitive: ') > 0 THEN
                laid := app.dealt('people');
            END IF;
            IF is_cluster AND strpos(asked, 'contacts') > 0 THEN
                laid := app.dealt('contacts');
            END IF;
            IF strpos(scopes, ':') > 0 THEN
                laid := set_config('app.scopes', coalesce(app.known_scopes(scopes), '*'), true);
            END IF;
        END IF;
    END IF;

    IF is_cluster THEN
        PERFORM app.tell_workers();
    END IF;
END
$$
-- next
-- The claims of a partner's system: what its record and its token's scopes have in common.
CREATE FUNCTION app.enter_client(tenant uuid, issuer text, subject text, scopes text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    client uuid;
    allowed text;
    reach text;
BEGIN
    SELECT c.id, c.scopes INTO client, allowed FROM gateway.clients c
    WHERE c.tenant_id = tenant AND c.issuer = enter_client.issuer AND c.subject = enter_client.subject AND c.is_active;
    IF allowed IS NULL THEN
        RAISE EXCEPTION 'The token names nobody who may use this tenant.' USING ERRCODE = 'LY001';
    END IF;
    SELECT ' ' || coalesce(string_agg(word, ' '), '') || ' ' INTO reach
    FROM string_to_table((SELECT string_agg(app.scope_words(w), ' ') FROM string_to_table(allowed, ' ') w), ' ') word
    WHERE word = ANY (string_to_array(
            (SELECT string_agg(app.scope_words(w), ' ') FROM string_to_table(enter_client.scopes, ' ') w), ' '))
      AND word ~ '^[a-z_]+:(read|write)$';
    reach := set_config('app.reach', reach, true) || set_config('app.client_id', client::text, true)
        || set_config('app.audience', CASE WHEN strpos(reach, ' catalogue:read ') > 0 THEN 'members' ELSE '' END, true);
END
$$
-- next
-- The partner's system that asks, and the scopes that its token reaches; no row for anyone else.
CREATE FUNCTION app.client(tenant uuid) RETURNS TABLE (id uuid, name text, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.id, c.name, ARRAY(
        SELECT DISTINCT word FROM string_to_table(current_setting('app.reach', true), ' ') word WHERE word <> '' ORDER BY 1)
    FROM gateway.clients c WHERE c.tenant_id = tenant AND c.tenant_id = app.tenant_id() AND c.id = app.client_id()
$$
-- next
-- The scopes among the words of a token, those that have taken the place of others with them, with a space around each.
-- Null where none of the words has the form of a scope: a login's `openid` or `profile` asks for nothing here.
CREATE FUNCTION app.known_scopes(words text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT ' ' || string_agg(app.scope_words(word), ' ') || ' '
        FROM string_to_table(words, ' ') word WHERE word ~ '^[a-z_]+:(read|write)$'
    );
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
        'tenant_id', 'user_id', 'client_id', 'reach', 'scopes', 'audience', 'persons', 'family', 'places', 'taken', 'offerings', 'pupils',
        'organizations', 'people', 'contacts', 'desks', 'courses', 'studied', 'attempts']
    LOOP
        EXECUTE format('SET LOCAL app.%I = %L', claim, coalesce(current_setting('app.' || claim, true), ''));
    END LOOP;
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
