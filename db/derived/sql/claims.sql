-- What policies and masks ask about the viewer. Each reads one transaction-local setting; none runs a query.
-- An unset claim is null, and null admits no row.
--
-- A list of keys is a text with a space after each of them, so that something follows the one that is looked for:
-- split_part finds it as fast as strpos does, which would go on and count the characters before it.
CREATE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.tenant_id', true), '')::uuid
-- next
CREATE FUNCTION app.user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.user_id', true), '')::uuid
-- next
CREATE FUNCTION app.client_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.client_id', true), '')::uuid
-- next
CREATE FUNCTION app.audience() RETURNS audience LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.audience', true), '')::audience
-- next
CREATE FUNCTION app.reaches(word text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.reach', true), ' ' || word || ' ') > 0
-- next
-- Whether the viewer reaches the word in the organisation, though not in the whole tenant.
CREATE FUNCTION app.reaches_in(word text, organization uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.desks', true), word || ':' || organization::text, 2) <> ''
-- next
-- Whether the viewer's token names the scope, or no scopes at all, which `*` stands for.
CREATE FUNCTION app.permits(scope text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(strpos(nullif(current_setting('app.scopes', true), '*'), ' ' || scope || ' ') > 0, true)
-- next
-- The tenant, if the viewer's token permits the scope; else null, which is no row's tenant.
CREATE FUNCTION app.permitted_tenant(scope text) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN app.permits(scope) THEN app.tenant_id() END
-- next
CREATE FUNCTION app.is_person(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.persons', true), person::text, 2) <> ''
-- next
-- Whether it is the viewer, or somebody whose guardian the viewer is: not a student who is assigned to them.
CREATE FUNCTION app.is_family(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.family', true), person::text, 2) <> ''
-- next
CREATE FUNCTION app.is_pupil(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.pupils', true), person::text, 2) <> ''
-- next
-- Whether the person belongs to a place that the viewer runs.
CREATE FUNCTION app.belongs(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.people', true), person::text, 2) <> ''
-- next
CREATE FUNCTION app.teaches(offering uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.offerings', true), offering::text, 2) <> ''
-- next
CREATE FUNCTION app.manages(organization uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.organizations', true), organization::text, 2) <> ''
-- next
CREATE FUNCTION app.holds(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.places', true), place::text, 2) <> ''
-- next
CREATE FUNCTION app.takes(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.taken', true), place::text, 2) <> ''
-- next
-- Whether the viewer writes or teaches the course, or what draws on the assessment.
CREATE FUNCTION app.has_keys(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.courses', true), place::text, 2) <> ''
-- next
CREATE FUNCTION app.writes_course(course uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.courses', true), 'authors:' || course::text, 2) <> ''
-- next
-- Whether the viewer takes the course or the offering, or has the assessment before them. A mask asks for the opposite, so
-- where the claim was not laid it is true.
CREATE FUNCTION app.studies(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(split_part(nullif(current_setting('app.studied', true), ''), coalesce(place::text, '?'), 2) <> '', true)
-- next
-- Whether the viewer may attempt the quiz or the assessment now, or look at it after an attempt.
CREATE FUNCTION app.attempts(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.attempts', true), place::text, 2) <> ''
-- next
-- What a learner sees of a payload: nothing under `secret` (answer keys, sources), no hidden test of a lab; and what a
-- quiz asks only where they may attempt it.
CREATE FUNCTION app.learner_payload(data jsonb, may_attempt boolean) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(data -> 'files') = 'array' THEN jsonb_set(
        data - 'secret', '{files}', jsonb_path_query_array(data, '$.files[*] ? (!(@.role == "hidden_test"))'))
    WHEN may_attempt THEN data - 'secret'
    ELSE data - '{secret,questions,body}'::text[]
END
