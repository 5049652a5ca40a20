CREATE FUNCTION app.client_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.client_id', true), '')::uuid
-- next
-- The partner's system that asks, and the scopes that its token reaches; no row for anyone else.
CREATE FUNCTION app.client(tenant uuid) RETURNS TABLE (id uuid, name text, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.id, c.name, ARRAY(
        SELECT DISTINCT word FROM string_to_table(current_setting('app.reach', true), ' ') word WHERE word <> '' ORDER BY 1)
    FROM gateway.clients c WHERE c.tenant_id = tenant AND c.tenant_id = app.tenant_id() AND c.id = app.client_id()
$$
-- next
-- The claims of a partner's system: what its record and its token's scopes have in common.
CREATE OR REPLACE FUNCTION app.enter_client(tenant uuid, issuer text, subject text, scopes text) RETURNS void
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
-- Lays the claims again by SET LOCAL: unlike set_config(), it reaches the workers of a cluster.
CREATE OR REPLACE FUNCTION app.tell_workers() RETURNS void
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
-- down
CREATE OR REPLACE FUNCTION app.enter_client(tenant uuid, issuer text, subject text, scopes text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
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
    FROM string_to_table((SELECT string_agg(app.scope_words(w), ' ') FROM string_to_table(allowed, ' ') w), ' ') word
    WHERE word = ANY (string_to_array(
            (SELECT string_agg(app.scope_words(w), ' ') FROM string_to_table(enter_client.scopes, ' ') w), ' '))
      AND word ~ '^[a-z_]+:(read|write)$';
    reach := set_config('app.reach', reach, true)
        || set_config('app.audience', CASE WHEN strpos(reach, ' catalogue:read ') > 0 THEN 'members' ELSE '' END, true);
END
$_$
-- next
CREATE OR REPLACE FUNCTION app.tell_workers() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
    claim text;
BEGIN
    PERFORM set_config('citus.propagate_set_commands', 'local', true);
    FOREACH claim IN ARRAY ARRAY[
        'tenant_id', 'user_id', 'reach', 'scopes', 'audience', 'persons', 'family', 'places', 'taken', 'offerings', 'pupils',
        'organizations', 'people', 'contacts', 'desks', 'courses', 'studied', 'attempts']
    LOOP
        EXECUTE format('SET LOCAL app.%I = %L', claim, coalesce(current_setting('app.' || claim, true), ''));
    END LOOP;
END
$$
-- next
DROP FUNCTION app.client(uuid)
-- next
DROP FUNCTION app.client_id()
