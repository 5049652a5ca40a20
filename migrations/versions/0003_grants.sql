ALTER TABLE tenants ADD COLUMN teaching_reach_days integer DEFAULT 90 NOT NULL
-- next
COMMENT ON COLUMN tenants.teaching_reach_days IS 'For how many days after an offering has ended those who taught it still reach its learners.'
-- next
ALTER TABLE answer_options ADD COLUMN assessment_id uuid
-- next
COMMENT ON COLUMN answer_options.assessment_id IS 'The assessment of the question; kept by trigger.'
-- next
COMMENT ON COLUMN class_sessions.meeting_url IS 'The address of the meeting, for those who hold or attend it.'
-- next
COMMENT ON COLUMN groups.characteristic IS 'What its members have in common; for staff, because it may tell what they need.'
-- next
COMMENT ON COLUMN lesson_versions.accommodations IS 'Accommodations, such as for learners with an IEP or who are learning the language; for staff.'
-- next
ALTER TABLE tenants ADD CONSTRAINT ck_tenants_teaching_reach_days_range CHECK (((teaching_reach_days >= 0) AND (teaching_reach_days <= 100000)))
-- next
ALTER TABLE answer_options ADD CONSTRAINT fk_answer_options_assessment FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessments(tenant_id, id) ON DELETE CASCADE
-- next
CREATE INDEX ix_answer_options_assessment_id ON answer_options USING btree (tenant_id, assessment_id)
-- next
DROP TRIGGER pass_on ON questions
-- next
DROP TRIGGER inherit ON answer_options
-- next
-- Whether the viewer may attempt the quiz or the assessment now, or look at it after an attempt.
CREATE FUNCTION app.attempts(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.attempts', true), place::text, 2) <> ''
-- next
-- Whether the person belongs to a place that the viewer runs.
CREATE FUNCTION app.belongs(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.people', true), person::text, 2) <> ''
-- next
-- What anyone who knows the code of a certificate may know of it, in the tenant that they have entered: whether it holds, for
-- whom and for what. It runs with its owner's rights, because the row and the person are hidden from most who ask.
CREATE FUNCTION app.check_certificate(tenant uuid, sought text)
RETURNS TABLE (code text, is_valid boolean, holder text, course text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT c.code, c.issued_at <= now() AND (c.expires_at IS NULL OR c.expires_at > now()),
        CASE WHEN u.deleted_at IS NULL THEN u.full_name END, s.title
    FROM certificates c
    JOIN users u ON u.tenant_id = tenant AND u.id = c.user_id
    JOIN course_offerings o ON o.tenant_id = tenant AND o.id = c.offering_id
    JOIN courses s ON s.tenant_id = tenant AND s.id = o.course_id
    WHERE c.tenant_id = app.tenant_id() AND c.tenant_id = tenant AND c.code = check_certificate.sought;
END
$$
-- next
-- The desks that someone holds in organisations: each word with the key of each of them, and of all below it.
CREATE OR REPLACE FUNCTION app.desks(tenant uuid, person uuid, narrowed text) RETURNS text
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
          AND held.word IN ('finance:', 'support:', 'sensitive:')
        GROUP BY held.word
    LOOP
        found := concat_ws(' ', found,
            desk.word || nullif(array_to_string(app.places_below(tenant, desk.places), ' ' || desk.word), ''));
    END LOOP;
    RETURN found;
END
$$
-- next
-- The assessments that quizzes of the courses draw on and that belong to another course, or to none.
CREATE FUNCTION app.drawn_on(tenant uuid, courses uuid[]) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT string_agg(DISTINCT s.id::text, ' ') FROM public.content_items i
        JOIN public.assessments s ON s.tenant_id = tenant AND s.id = i.assessment_id
            AND s.course_id IS DISTINCT FROM i.course_id
        WHERE i.tenant_id = tenant AND i.course_id = ANY (courses) AND i.assessment_id IS NOT NULL
          AND i.deleted_at IS NULL
    );
END
$$
-- next
-- Begins a viewer's work in a transaction: finds the person (or partner client) that a verified token names, works out
-- once what they reach, and lays it in transaction-local settings for the policies to read. It runs in the round trip
-- of every BEGIN, so it asks few questions, only those that one of the viewer's roles can need, by plans made once.
--
-- `wanted` names the lists that the policies and masks in the operation's way read, such as places, offerings, pupils and
-- organizations, and for writing what the viewer takes; null is all of them. A list that was not worked out is unset, and
-- admits no row. After each key of a list stands a space (`claims.sql`).
--
-- What the viewer takes (`studied`) closes answer keys: it is laid wherever a list or word that opens them is.
--
-- Settings are laid in an assignment, which is no query: PERFORM is one, and takes longer than all that it lays.
--
-- Refusals carry the SQLSTATE LY001; their message is meant for the client.
CREATE OR REPLACE FUNCTION app.enter(
    tenant uuid, issuer text, subject text, scopes text, narrowed text, wanted text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    home record;
    person uuid;
    reach text;
    asked_scopes text;
    headed uuid[];
    run uuid[];
    cared_for uuid[];
    family uuid[];
    places text;
    offerings uuid[];
    tutees uuid[];
    pupils uuid[];
    people uuid[];
    organizations text;
    asked text := coalesce(
        wanted, 'places taken offerings pupils organizations desks family people courses studied attempts contacts');
    laid text;
BEGIN
    laid := set_config('app.tenant_id', tenant::text, true) || set_config('app.scopes', '*', true);
    SELECT t.is_active, t.allows_visitors, make_interval(days => t.teaching_reach_days) AS teaching_reach INTO home
    FROM tenants t WHERE t.id = tenant;
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
            IF scopes ~ ':' THEN
                asked_scopes := app.known_scopes(scopes);
            END IF;
            SELECT
                ' member ' || coalesce(string_agg(app.role_words(r.role, r.organization_id IS NOT NULL), ' '), '') || ' ',
                array_agg(r.organization_id) FILTER (WHERE r.organization_id IS NOT NULL AND app.is_organizational(r.role)),
                array_agg(r.organization_id) FILTER (
                    WHERE r.organization_id IS NOT NULL AND app.role_words(r.role, true) LIKE '%sensitive:%')
            INTO reach, headed, run
            FROM user_roles r
            WHERE r.tenant_id = tenant AND r.user_id = person
              AND (narrowed IS NULL OR r.role::text = ANY (string_to_array(narrowed, ' ')));

            family := ARRAY[person];
            IF strpos(asked, 'taken') > 0 THEN
                laid := set_config('app.taken', coalesce(app.places(tenant, family) || ' ', ''), true);
            END IF;
            IF strpos(reach, ' guardian ') > 0 THEN
                family := app.wards(tenant, person);
            END IF;
            cared_for := family;
            IF strpos(asked, 'places') > 0 AND strpos(reach, ' sensitive ') = 0 THEN
                places := app.places(tenant, family);
            END IF;
            IF strpos(asked, 'family') > 0 THEN
                laid := set_config('app.family', array_to_string(family, ' ') || ' ', true);
            END IF;
            IF strpos(asked, 'attempts') > 0 THEN
                laid := set_config('app.attempts', coalesce(app.open_quizzes(tenant, person) || ' ', ''), true);
            END IF;
            IF strpos(reach, ' tutors ') > 0 THEN
                tutees := app.tutees(tenant, person);
                cared_for := cared_for || tutees;
            END IF;
            IF strpos(reach, ' teaches ') > 0 THEN
                IF strpos(asked, 'offerings') > 0 OR strpos(asked, 'pupils') > 0 OR strpos(asked, 'courses') > 0
                    OR strpos(asked, 'contacts') > 0
                THEN
                    offerings := app.taught(tenant, person, home.teaching_reach);
                END IF;
                IF strpos(asked, 'pupils') > 0 OR strpos(asked, 'contacts') > 0 THEN
                    pupils := app.pupils(tenant, offerings);
                END IF;
            END IF;
            IF reach ~ ' (teaches|authors:?|sensitive:?) ' THEN
                IF strpos(asked, 'courses') > 0 AND strpos(reach, ' authors ') = 0 THEN
                    laid := set_config(
                        'app.courses', coalesce(app.keyed_courses(tenant, person, narrowed, offerings) || ' ', ''), true);
                END IF;
                IF strpos(asked, 'studied') > 0 THEN
                    laid := set_config('app.studied', app.studied(tenant, person, home.teaching_reach) || ' ', true);
                END IF;
            END IF;
            IF strpos(reach, ': ') > 0 AND strpos(asked, 'desks') > 0 THEN
                laid := set_config('app.desks', coalesce(app.desks(tenant, person, narrowed) || ' ', ''), true);
            END IF;
            IF headed IS NOT NULL AND strpos(asked, 'organizations') > 0 THEN
                organizations := array_to_string(app.places_below(tenant, headed), ' ');
            END IF;
            IF run IS NOT NULL AND (strpos(asked, 'people') > 0 OR strpos(asked, 'contacts') > 0) THEN
                people := app.people_of(tenant, app.places_below(tenant, run));
                laid := set_config('app.people', array_to_string(people, ' ') || ' ', true);
            END IF;
            IF strpos(asked, 'contacts') > 0 AND (tutees || pupils || people) IS NOT NULL THEN
                laid := set_config(
                    'app.contacts', coalesce(app.guardians_of(tenant, tutees || pupils || people) || ' ', ''), true);
            END IF;
            laid := set_config('app.user_id', person::text, true)
                || set_config('app.reach', reach, true)
                || set_config('app.audience', CASE WHEN strpos(reach, ' staff ') > 0 THEN 'staff' ELSE 'members' END, true)
                || set_config('app.persons', array_to_string(cared_for, ' ') || ' ', true)
                || set_config('app.places', coalesce(places || ' ', ''), true)
                || set_config('app.offerings', coalesce(array_to_string(offerings, ' ') || ' ', ''), true)
                || set_config('app.pupils', coalesce(array_to_string(pupils, ' ') || ' ', ''), true)
                || set_config('app.organizations', coalesce(organizations || ' ', ''), true);
            IF asked_scopes IS NOT NULL THEN
                laid := set_config('app.scopes', asked_scopes, true);
            END IF;
        END IF;
    END IF;

    IF current_setting('citus.version', true) IS NOT NULL THEN
        PERFORM app.tell_workers();
    END IF;
END
$$
-- next
-- The claims of a partner's system: what its record and its token's scopes have in common.
CREATE OR REPLACE FUNCTION app.enter_client(tenant uuid, issuer text, subject text, scopes text) RETURNS void
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
    FROM string_to_table(app.known_scopes(allowed), ' ') word
    WHERE strpos(app.known_scopes(enter_client.scopes), ' ' || word || ' ') > 0;
    PERFORM
        set_config('app.reach', reach, true),
        set_config('app.audience', CASE WHEN strpos(reach, ' catalogue:read ') > 0 THEN 'members' ELSE '' END, true);
END
$$
-- next
-- The parents and guardians of learners.
CREATE FUNCTION app.guardians_of(tenant uuid, learners uuid[]) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT string_agg(DISTINCT g.guardian_id::text, ' ') FROM public.guardianships g
        WHERE g.tenant_id = tenant AND g.student_id = ANY (learners) AND g.deleted_at IS NULL
    );
END
$$
-- next
-- Whether the viewer writes or teaches the course, or what draws on the assessment.
CREATE FUNCTION app.has_keys(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.courses', true), place::text, 2) <> ''
-- next
CREATE OR REPLACE FUNCTION app.inherit_answer_options() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.question_id IS NOT NULL THEN (SELECT p.audience FROM public.questions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.question_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' ELSE 'public' END)::audience);
    NEW.course_id := CASE
        WHEN NEW.question_id IS NOT NULL THEN (SELECT p.course_id FROM public.questions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.question_id FOR SHARE)
    END;
    NEW.assessment_id := CASE
        WHEN NEW.question_id IS NOT NULL THEN (SELECT p.assessment_id FROM public.questions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.question_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
-- Whether the person is parent or guardian of a learner whom the viewer teaches, tutors, or has in a place that they run.
CREATE FUNCTION app.is_contact(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.contacts', true), person::text, 2) <> ''
-- next
-- Whether it is the viewer, or somebody whose guardian the viewer is: not a student who is assigned to them.
CREATE FUNCTION app.is_family(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.family', true), person::text, 2) <> ''
-- next
-- The courses of which someone sees what stands behind them, and the assessments of other courses, or of none, that their
-- quizzes draw on: those that they write, by a role in an organisation or as their author, and those that they teach.
CREATE FUNCTION app.keyed_courses(tenant uuid, person uuid, narrowed text, offerings uuid[]) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    headed uuid[];
    written uuid[];
    taught uuid[];
BEGIN
    headed := ARRAY(
        SELECT r.organization_id FROM public.user_roles r
        WHERE r.tenant_id = tenant AND r.user_id = person AND r.organization_id IS NOT NULL
          AND (narrowed IS NULL OR r.role::text = ANY (string_to_array(narrowed, ' ')))
          AND app.role_words(r.role, true) LIKE '%authors:%');
    written := ARRAY(
        SELECT c.id FROM public.courses c WHERE c.tenant_id = tenant AND c.author_id = person
        UNION
        SELECT c.id FROM public.courses c
        WHERE c.tenant_id = tenant AND c.organization_id = ANY (app.places_below(tenant, headed)));
    taught := ARRAY(
        SELECT o.course_id FROM public.course_offerings o WHERE o.tenant_id = tenant AND o.id = ANY (offerings));
    RETURN concat_ws(' ',
        'authors:' || nullif(array_to_string(written, ' authors:'), ''),
        nullif(array_to_string(taught, ' '), ''),
        app.drawn_on(tenant, written || taught));
END
$$
-- next
-- The scopes among the words of a token, those that have taken the place of others with them, with a space around each.
-- Null where none of the words has the form of a scope: a login's `openid` or `profile` asks for nothing here.
CREATE FUNCTION app.known_scopes(words text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN (
        SELECT ' ' || string_agg(app.scope_words(word), ' ') || ' '
        FROM string_to_table(words, ' ') word WHERE word ~ '^[a-z_]+:(read|write)$'
    );
END
$$
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
-- next
-- The quizzes that someone may attempt now, with the assessments that they draw on, and the assessments whose keys they may
-- look at: of offerings that they take and that run, where an attempt is left and they need not wait for it.
CREATE FUNCTION app.open_quizzes(tenant uuid, person uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN concat_ws(' ', (
        SELECT string_agg(concat_ws(' ', i.id, i.assessment_id), ' ')
        FROM public.enrollments e
        JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = e.offering_id AND o.audience >= 'enrolled'
            AND (o.starts_at IS NULL OR o.starts_at <= now()) AND (o.ends_at IS NULL OR o.ends_at > now())
        JOIN public.content_items i ON i.tenant_id = tenant AND i.course_id = o.course_id
            AND i.content_type = 'quiz' AND i.audience >= 'enrolled'
        WHERE e.tenant_id = tenant AND e.user_id = person AND e.status = 'active' AND NOT EXISTS (
            SELECT FROM public.quiz_attempts t
            WHERE t.tenant_id = tenant AND t.user_id = person AND t.content_item_id = i.id AND t.offering_id = o.id
              AND t.submitted_at IS NOT NULL
              AND (t.attempt_number >= i.attempts_limit
                OR t.submitted_at + make_interval(hours => i.cooldown_hours) > now())
        )
    ), (
        SELECT string_agg(DISTINCT t.assessment_id::text, ' ') FROM public.quiz_attempts t
        WHERE t.tenant_id = tenant AND t.user_id = person AND t.shows_keys
    ));
END
$$
-- next
CREATE OR REPLACE FUNCTION app.pass_on_questions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.assessment_id IS DISTINCT FROM OLD.assessment_id THEN
        UPDATE public.answer_options SET assessment_id = assessment_id WHERE tenant_id = NEW.tenant_id AND question_id = NEW.id;
    END IF;
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.answer_options SET audience = audience WHERE tenant_id = NEW.tenant_id AND question_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.answer_options SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND question_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
-- Those who belong to organisations: who hold a role there, who are known there as student or staff, and who take what it
-- offers or has offered.
CREATE FUNCTION app.people_of(tenant uuid, places uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT found.person FROM (
            SELECT r.user_id FROM public.user_roles r WHERE r.tenant_id = tenant AND r.organization_id = ANY (places)
            UNION
            SELECT p.user_id FROM public.student_profiles p
            WHERE p.tenant_id = tenant AND p.organization_id = ANY (places) AND p.deleted_at IS NULL
            UNION
            SELECT p.user_id FROM public.tutor_profiles p
            WHERE p.tenant_id = tenant AND p.organization_id = ANY (places) AND p.deleted_at IS NULL
            UNION
            SELECT p.user_id FROM public.staff_profiles p
            WHERE p.tenant_id = tenant AND p.organization_id = ANY (places) AND p.deleted_at IS NULL
            UNION
            SELECT e.user_id FROM public.enrollments e
            WHERE e.tenant_id = tenant AND e.organization_id = ANY (places) AND e.status IN ('active', 'completed')
        ) found (person)
    );
END
$$
-- next
-- Whether the viewer's token names the scope, or no scopes at all, which `*` stands for: each row of a scan is asked.
CREATE FUNCTION app.permits(scope text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(strpos(nullif(current_setting('app.scopes', true), '*'), ' ' || scope || ' ') > 0, true)
-- next
-- The organisations that someone runs, and all below them.
CREATE FUNCTION app.places_below(tenant uuid, headed uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        WITH RECURSIVE part (id, path) AS (
            SELECT o.id, ARRAY[o.id] FROM public.organizations o WHERE o.tenant_id = tenant AND o.id = ANY (headed)
            UNION ALL
            SELECT o.id, part.path || o.id FROM public.organizations o JOIN part ON o.parent_id = part.id
            WHERE o.tenant_id = tenant AND o.id <> ALL (part.path)
        )
        SELECT DISTINCT part.id FROM part
    );
END
$$
-- next
-- Those who take the offerings.
CREATE FUNCTION app.pupils(tenant uuid, offerings uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT DISTINCT e.user_id FROM public.enrollments e
        WHERE e.tenant_id = tenant AND e.offering_id = ANY (offerings) AND e.status IN ('active', 'completed')
    );
END
$$
-- next
CREATE OR REPLACE FUNCTION app.role_words(role user_role, scoped boolean) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE role
    WHEN 'student' THEN CASE WHEN scoped THEN '' ELSE '' END
    WHEN 'teacher' THEN CASE WHEN scoped THEN 'staff teaches' ELSE 'staff teaches' END
    WHEN 'instructor' THEN CASE WHEN scoped THEN 'staff teaches' ELSE 'staff teaches' END
    WHEN 'tutor' THEN CASE WHEN scoped THEN 'staff teaches tutors' ELSE 'staff teaches tutors' END
    WHEN 'ta' THEN CASE WHEN scoped THEN 'staff teaches' ELSE 'staff teaches' END
    WHEN 'coach' THEN CASE WHEN scoped THEN 'staff teaches' ELSE 'staff teaches' END
    WHEN 'content_creator' THEN CASE WHEN scoped THEN 'staff authors: content' ELSE 'staff authors content' END
    WHEN 'assessor' THEN CASE WHEN scoped THEN 'staff teaches' ELSE 'staff teaches' END
    WHEN 'parent' THEN CASE WHEN scoped THEN 'guardian' ELSE 'guardian' END
    WHEN 'finance' THEN CASE WHEN scoped THEN 'staff finance:' ELSE 'staff finance' END
    WHEN 'support' THEN CASE WHEN scoped THEN 'staff support:' ELSE 'staff support' END
    WHEN 'supervisor' THEN CASE WHEN scoped THEN 'staff sensitive: authors: content' ELSE 'staff everything sensitive authors content' END
    WHEN 'department_admin' THEN CASE WHEN scoped THEN 'staff sensitive: authors: content' ELSE 'staff everything sensitive authors content' END
    WHEN 'school_admin' THEN CASE WHEN scoped THEN 'staff sensitive: authors: content' ELSE 'staff everything sensitive authors content' END
    WHEN 'district_admin' THEN CASE WHEN scoped THEN 'staff sensitive: authors: content' ELSE 'staff everything sensitive authors content' END
    WHEN 'tenant_admin' THEN CASE WHEN scoped THEN 'staff sensitive: authors: content' ELSE 'staff everything sensitive authors content administers finance support' END
    WHEN 'platform_admin' THEN CASE WHEN scoped THEN 'staff sensitive: authors: content' ELSE 'staff everything sensitive authors content administers finance support' END
    WHEN 'analyst' THEN CASE WHEN scoped THEN 'staff' ELSE 'staff everything' END
END
-- next
CREATE FUNCTION app.scope_words(scope text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE scope
    WHEN 'administration:read' THEN 'administration:read finance:read inventory:read notifications:read requests:read'
    WHEN 'administration:write' THEN 'administration:write finance:write inventory:write notifications:write requests:write'
    ELSE scope
END
-- next
-- What someone takes or is about to take, until not long after its end: offerings, courses, and the assessments of others
-- that these draw on.
CREATE FUNCTION app.studied(tenant uuid, person uuid, teaching_reach interval) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    runs text;
    courses uuid[];
BEGIN
    SELECT string_agg(o.id::text, ' '), array_agg(o.course_id) INTO runs, courses
    FROM public.enrollments e JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = e.offering_id
    WHERE e.tenant_id = tenant AND e.user_id = person AND e.status IN ('active', 'pending', 'waitlisted')
      AND (o.ends_at IS NULL OR o.ends_at + teaching_reach > now());
    RETURN concat_ws(' ', runs, nullif(array_to_string(courses, ' '), ''), app.drawn_on(tenant, courses));
END
$$
-- next
-- Whether the viewer takes the course or the offering, or has the assessment before them. A mask asks for the opposite, so
-- where the claim was not laid it is true.
CREATE FUNCTION app.studies(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(split_part(nullif(current_setting('app.studied', true), ''), coalesce(place::text, '?'), 2) <> '', true)
-- next
-- The offerings that someone teaches, and taught until not long ago.
CREATE FUNCTION app.taught(tenant uuid, person uuid, teaching_reach interval) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT i.offering_id FROM public.offering_instructors i
        JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = i.offering_id
        WHERE i.tenant_id = tenant AND i.user_id = person AND (o.ends_at IS NULL OR o.ends_at + teaching_reach > now())
    );
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
        'tenant_id', 'user_id', 'reach', 'scopes', 'audience', 'persons', 'family', 'places', 'taken', 'offerings', 'pupils',
        'organizations', 'people', 'contacts', 'desks', 'courses', 'studied', 'attempts']
    LOOP
        EXECUTE format('SET LOCAL app.%I = %L', claim, coalesce(current_setting('app.' || claim, true), ''));
    END LOOP;
END
$$
-- next
CREATE FUNCTION app.writes_course(course uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.courses', true), 'authors:' || course::text, 2) <> ''
-- next
SELECT app.audit('achievements', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"metadata": "(masked)"}')
-- next
SELECT app.audit('answer_options', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by,assessment_id}', '{"is_correct": "(masked)", "feedback_md": "(masked)"}')
-- next
SELECT app.audit('assignment_submissions', '{tenant_id,id,organization_id,created_at,updated_at}', '{"body_md": "(masked)", "work_url": "(masked)", "instructor_feedback": "(masked)"}')
-- next
SELECT app.audit('certificates', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{"metadata": "(masked)"}')
-- next
SELECT app.audit('class_sessions', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"meeting_url": "(masked)"}')
-- next
SELECT app.audit('enrollments', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{"metadata": "(masked)"}')
-- next
SELECT app.audit('groups', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"characteristic": "(masked)"}')
-- next
SELECT app.audit('lab_submissions', '{tenant_id,id,organization_id,created_at,updated_at}', '{"auto_grade": "(masked)", "artifacts_url": "(masked)", "instructor_feedback": "(masked)"}')
-- next
SELECT app.audit('lesson_versions', '{tenant_id,id,audience,created_at,updated_at}', '{"source": "(masked)", "accommodations": "(masked)", "teacher_script_md": "(masked)"}')
-- next
SELECT app.audit('question_answers', '{tenant_id,id,assessment_id,user_id,offering_id,organization_id,shows_keys,created_at,updated_at}', '{"is_correct": "(masked)", "answer_text": "(masked)", "points_earned": "(masked)"}')
-- next
SELECT app.audit('skill_assessments', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"notes": "(masked)"}')
-- next
SELECT app.audit('student_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"history": "(masked)", "external_id": "(masked)", "academic_age": "(masked)", "demographics": "(masked)", "date_of_birth": "(masked)", "special_needs": "(masked)"}')
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF assessment_id, audience, course_id, deleted_at, question_id ON answer_options FOR EACH ROW EXECUTE FUNCTION app.inherit_answer_options()
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON questions FOR EACH ROW WHEN (((old.assessment_id IS DISTINCT FROM new.assessment_id) OR (old.audience IS DISTINCT FROM new.audience) OR (old.course_id IS DISTINCT FROM new.course_id))) EXECUTE FUNCTION app.pass_on_questions()
-- next
DROP POLICY write ON voice_tracks
-- next
DROP POLICY write ON users
-- next
DROP POLICY write ON user_roles
-- next
DROP POLICY write ON tutor_profiles
-- next
DROP POLICY write ON student_profiles
-- next
DROP POLICY write ON staff_profiles
-- next
DROP POLICY write ON skill_assessments
-- next
DROP POLICY write ON shares
-- next
DROP POLICY write ON service_requests
-- next
DROP POLICY write ON scripts
-- next
DROP POLICY write ON scorm_packages
-- next
DROP POLICY write ON scorm_files
-- next
DROP POLICY write ON rubrics
-- next
DROP POLICY write ON render_jobs
-- next
DROP POLICY write ON quiz_attempts
-- next
DROP POLICY write ON questions
-- next
DROP POLICY write ON question_answers
-- next
DROP POLICY write ON organizations
-- next
DROP POLICY write ON offering_instructors
-- next
DROP POLICY write ON notifications
-- next
DROP POLICY write ON modules
-- next
DROP POLICY write ON module_templates
-- next
DROP POLICY write ON module_progress
-- next
DROP POLICY write ON mentor_threads
-- next
DROP POLICY write ON mentor_settings
-- next
DROP POLICY write ON mentor_messages
-- next
DROP POLICY write ON mentor_insights
-- next
DROP POLICY write ON lms_pushes
-- next
DROP POLICY write ON lms_connections
-- next
DROP POLICY write ON lessons
-- next
DROP POLICY write ON lesson_versions
-- next
DROP POLICY write ON lesson_standards
-- next
DROP POLICY write ON lesson_blocks
-- next
DROP POLICY write ON lesson_assets
-- next
DROP POLICY write ON lab_submissions
-- next
DROP POLICY write ON inventory_items
-- next
DROP POLICY write ON guardianships
-- next
DROP POLICY write ON groups
-- next
DROP POLICY write ON group_members
-- next
DROP POLICY write ON generation_jobs
-- next
DROP POLICY write ON finance_records
-- next
DROP POLICY write ON events
-- next
DROP POLICY write ON enrollments
-- next
DROP POLICY write ON editor_sessions
-- next
DROP POLICY write ON discussion_threads
-- next
DROP POLICY write ON discussion_posts
-- next
DROP POLICY write ON courses
-- next
DROP POLICY write ON course_subjects
-- next
DROP POLICY write ON course_reviews
-- next
DROP POLICY write ON course_prerequisites
-- next
DROP POLICY write ON course_offerings
-- next
DROP POLICY write ON course_grades
-- next
DROP POLICY write ON course_documents
-- next
DROP POLICY write ON course_contexts
-- next
DROP POLICY write ON content_progress
-- next
DROP POLICY write ON content_items
-- next
DROP POLICY write ON class_sessions
-- next
DROP POLICY write ON class_session_students
-- next
DROP POLICY write ON certificates
-- next
DROP POLICY write ON categories
-- next
DROP POLICY write ON brand_templates
-- next
DROP POLICY write ON brand_profiles
-- next
DROP POLICY write ON books
-- next
DROP POLICY write ON book_sections
-- next
DROP POLICY write ON assignment_submissions
-- next
DROP POLICY write ON assets
-- next
DROP POLICY write ON asset_versions
-- next
DROP POLICY write ON assessments
-- next
DROP POLICY write ON answer_selections
-- next
DROP POLICY write ON answer_options
-- next
DROP POLICY write ON ai_calls
-- next
DROP POLICY write ON achievements
-- next
DROP POLICY read ON voice_tracks
-- next
DROP POLICY read ON users
-- next
DROP POLICY read ON user_statistics
-- next
DROP POLICY read ON user_roles
-- next
DROP POLICY read ON tutor_profiles
-- next
DROP POLICY read ON tutor_loads
-- next
DROP POLICY read ON student_progress_summaries
-- next
DROP POLICY read ON student_profiles
-- next
DROP POLICY read ON staff_profiles
-- next
DROP POLICY read ON skill_assessments
-- next
DROP POLICY read ON shares
-- next
DROP POLICY read ON service_requests
-- next
DROP POLICY read ON scripts
-- next
DROP POLICY read ON scorm_packages
-- next
DROP POLICY read ON scorm_files
-- next
DROP POLICY read ON rubrics
-- next
DROP POLICY read ON render_jobs
-- next
DROP POLICY read ON quiz_attempts
-- next
DROP POLICY read ON questions
-- next
DROP POLICY read ON question_answers
-- next
DROP POLICY read ON organizations
-- next
DROP POLICY read ON offering_instructors
-- next
DROP POLICY read ON notifications
-- next
DROP POLICY read ON modules
-- next
DROP POLICY read ON module_templates
-- next
DROP POLICY read ON module_progress
-- next
DROP POLICY read ON metrics_daily
-- next
DROP POLICY read ON mentor_threads
-- next
DROP POLICY read ON mentor_settings
-- next
DROP POLICY read ON mentor_messages
-- next
DROP POLICY read ON mentor_insights
-- next
DROP POLICY read ON lms_pushes
-- next
DROP POLICY read ON lms_connections
-- next
DROP POLICY read ON lessons
-- next
DROP POLICY read ON lesson_versions
-- next
DROP POLICY read ON lesson_standards
-- next
DROP POLICY read ON lesson_blocks
-- next
DROP POLICY read ON lesson_assets
-- next
DROP POLICY read ON lab_submissions
-- next
DROP POLICY read ON inventory_items
-- next
DROP POLICY read ON guardianships
-- next
DROP POLICY read ON groups
-- next
DROP POLICY read ON group_members
-- next
DROP POLICY read ON generation_jobs
-- next
DROP POLICY read ON finance_records
-- next
DROP POLICY read ON events
-- next
DROP POLICY read ON enrollments
-- next
DROP POLICY read ON editor_sessions
-- next
DROP POLICY read ON discussion_threads
-- next
DROP POLICY read ON discussion_posts
-- next
DROP POLICY read ON courses
-- next
DROP POLICY read ON course_subjects
-- next
DROP POLICY read ON course_student_statistics
-- next
DROP POLICY read ON course_statistics
-- next
DROP POLICY read ON course_reviews
-- next
DROP POLICY read ON course_progress
-- next
DROP POLICY read ON course_prerequisites
-- next
DROP POLICY read ON course_offerings
-- next
DROP POLICY read ON course_grades
-- next
DROP POLICY read ON course_documents
-- next
DROP POLICY read ON course_contexts
-- next
DROP POLICY read ON content_progress
-- next
DROP POLICY read ON content_items
-- next
DROP POLICY read ON class_sessions
-- next
DROP POLICY read ON class_session_students
-- next
DROP POLICY read ON certificates
-- next
DROP POLICY read ON centre_financials
-- next
DROP POLICY read ON categories
-- next
DROP POLICY read ON brand_templates
-- next
DROP POLICY read ON brand_profiles
-- next
DROP POLICY read ON books
-- next
DROP POLICY read ON book_sections
-- next
DROP POLICY read ON audit_logs
-- next
DROP POLICY read ON assignment_submissions
-- next
DROP POLICY read ON assets
-- next
DROP POLICY read ON asset_versions
-- next
DROP POLICY read ON assessments
-- next
DROP POLICY read ON answer_selections
-- next
DROP POLICY read ON answer_options
-- next
DROP POLICY read ON ai_calls
-- next
DROP POLICY read ON achievements
-- next
CREATE POLICY read ON achievements FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:read'::text) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(student_id) OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON ai_calls FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON answer_options FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (deleted_at IS NULL) AND (((audience > 'nobody'::audience) AND (app.reaches('everything'::text) OR app.reaches('authors'::text) OR app.has_keys(course_id) OR app.has_keys(assessment_id))) OR ((audience >= 'enrolled'::audience) AND app.attempts(assessment_id)))))
-- next
CREATE POLICY read ON answer_selections FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON asset_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON assignment_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON audit_logs FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY read ON book_sections FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON books FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON brand_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON brand_templates FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON categories FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('catalogue:read'::text) OR app.reaches('visitor'::text))))
-- next
CREATE POLICY read ON centre_financials FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('finance:read'::text) AND (app.reaches('finance'::text) OR app.reaches('finance:read'::text) OR app.reaches_in('finance'::text, organization_id))))
-- next
CREATE POLICY read ON certificates FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON class_session_students FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(student_id) OR (tutor_id = app.user_id()) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON class_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(tutor_id) OR app.manages(organization_id) OR app.holds(id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON content_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON content_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON course_contexts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON course_documents FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (deleted_at IS NULL) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON course_grades FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON course_offerings FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON course_prerequisites FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON course_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON course_reviews FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('community:read'::text) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.holds(offering_id) OR ((audience >= app.audience()) AND (app.reaches('member'::text) OR app.reaches('visitor'::text))) OR app.reaches('community:read'::text))))
-- next
CREATE POLICY read ON course_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON course_student_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:read'::text) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON course_subjects FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON courses FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON discussion_posts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('community:read'::text) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read'::text))))
-- next
CREATE POLICY read ON discussion_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('community:read'::text) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read'::text))))
-- next
CREATE POLICY read ON editor_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON enrollments FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON events FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('everything'::text)))
-- next
CREATE POLICY read ON finance_records FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('finance:read'::text) AND (deleted_at IS NULL) AND (app.reaches('finance'::text) OR app.reaches('finance:read'::text) OR app.reaches_in('finance'::text, organization_id))))
-- next
CREATE POLICY read ON generation_jobs FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON group_members FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.belongs(user_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON groups FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON guardianships FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(student_id) OR app.is_person(guardian_id) OR app.is_pupil(student_id) OR app.belongs(student_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON inventory_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('inventory:read'::text) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('inventory:read'::text) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY read ON lab_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON lesson_assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_version_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lesson_blocks FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_version_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lesson_standards FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_version_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lesson_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lessons FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lms_connections FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (deleted_at IS NULL) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON lms_pushes FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON mentor_insights FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON mentor_messages FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR (user_id = app.user_id()) OR app.manages(organization_id))))
-- next
CREATE POLICY read ON mentor_settings FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON mentor_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR (user_id = app.user_id()) OR app.manages(organization_id))))
-- next
CREATE POLICY read ON metrics_daily FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('everything'::text)))
-- next
CREATE POLICY read ON module_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON module_templates FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON modules FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON notifications FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('notifications:read'::text) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_family(user_id) OR app.belongs(user_id) OR app.reaches('notifications:read'::text))))
-- next
CREATE POLICY read ON offering_instructors FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(offering_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON organizations FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text) OR app.reaches('visitor'::text))))
-- next
CREATE POLICY read ON question_answers FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON questions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (deleted_at IS NULL) AND (((audience > 'nobody'::audience) AND (app.reaches('everything'::text) OR app.reaches('authors'::text) OR app.has_keys(course_id) OR app.has_keys(assessment_id))) OR ((audience >= 'enrolled'::audience) AND app.attempts(assessment_id)))))
-- next
CREATE POLICY read ON quiz_attempts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:read'::text) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON render_jobs FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON rubrics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON scorm_files FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON scorm_packages FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:read'::text) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON scripts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON service_requests FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('requests:read'::text) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('requests:read'::text) OR (requester_id = app.user_id()) OR (assigned_to_id = app.user_id()) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY read ON shares FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (deleted_at IS NULL) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON skill_assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:read'::text) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(student_id) OR (tutor_id = app.user_id()) OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON staff_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON student_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR (assigned_tutor_id = app.user_id()) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON student_progress_summaries FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:read'::text) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON tutor_loads FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON tutor_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON user_roles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON user_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:read'::text) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.belongs(user_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON users FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:read'::text) AND (deleted_at IS NULL) AND (app.reaches('staff'::text) OR app.reaches('roster:read'::text) OR app.is_person(id) OR (is_listed AND app.reaches('member'::text)))))
-- next
CREATE POLICY read ON voice_tracks FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND app.reaches('staff'::text)))
-- next
CREATE POLICY write ON achievements TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON ai_calls TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON answer_options TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON answer_selections TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON assessments TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON asset_versions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON assets TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON assignment_submissions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON book_sections TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON books TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON brand_profiles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON brand_templates TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON categories TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON certificates TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON class_session_students TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON class_sessions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON content_items TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON content_progress TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('progress:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON course_contexts TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_documents TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (deleted_at IS NULL) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_grades TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON course_offerings TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_prerequisites TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_reviews TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('community:write'::text) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR ((user_id = app.user_id()) AND app.takes(offering_id))))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('community:write'::text) AND (app.reaches('administers'::text) OR ((user_id = app.user_id()) AND app.takes(offering_id)))))
-- next
CREATE POLICY write ON course_subjects TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON courses TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON discussion_posts TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('community:write'::text) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('community:write'::text) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON discussion_threads TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('community:write'::text) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('community:write'::text) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON editor_sessions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON enrollments TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON events FOR INSERT TO lyceum_writer WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (user_id = app.user_id())))
-- next
CREATE POLICY write ON finance_records TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('finance:write'::text) AND (deleted_at IS NULL) AND (app.reaches('finance'::text) OR app.reaches('administers'::text) OR app.reaches_in('finance'::text, organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('finance:write'::text) AND (app.reaches('finance'::text) OR app.reaches('administers'::text) OR app.reaches_in('finance'::text, organization_id))))
-- next
CREATE POLICY write ON generation_jobs TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text) OR (user_id = app.user_id())))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text) OR (user_id = app.user_id()))))
-- next
CREATE POLICY write ON group_members TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON groups TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON guardianships TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON inventory_items TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('inventory:write'::text) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR app.reaches_in('support'::text, organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('inventory:write'::text) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY write ON lab_submissions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON lesson_assets TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lesson_blocks TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lesson_standards TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lesson_versions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lessons TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lms_connections TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('administers'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lms_pushes TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON mentor_insights TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('progress:write'::text) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON mentor_messages TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id())))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()))))
-- next
CREATE POLICY write ON mentor_settings TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON mentor_threads TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id())))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()))))
-- next
CREATE POLICY write ON module_progress TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('progress:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('progress:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON module_templates TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON modules TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON notifications TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('notifications:write'::text) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('notifications:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON offering_instructors TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON organizations TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON question_answers TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON questions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON quiz_attempts TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON render_jobs TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON rubrics TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON scorm_files TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON scorm_packages TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('catalogue:write'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON scripts TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON service_requests TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('requests:write'::text) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR (requester_id = app.user_id()) OR app.reaches_in('support'::text, organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('requests:write'::text) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR (requester_id = app.user_id()) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY write ON shares TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (deleted_at IS NULL) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON skill_assessments TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR (tutor_id = app.user_id()) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('grades:write'::text) AND (app.reaches('administers'::text) OR (tutor_id = app.user_id()) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON staff_profiles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON student_profiles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (app.reaches('administers'::text) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON tutor_profiles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON user_roles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON users TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('roster:write'::text) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON voice_tracks TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.permits('unscoped'::text) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
DROP FUNCTION app.taught(uuid, uuid)
-- next
DROP FUNCTION app.pupils(uuid, uuid)
-- next
DROP FUNCTION app.organizations_below(uuid, uuid[])
-- next
DROP FUNCTION app.learner_payload(jsonb)
-- down
COMMENT ON COLUMN class_sessions.meeting_url IS 'The address of the meeting.'
-- next
COMMENT ON COLUMN groups.characteristic IS 'What its members have in common.'
-- next
COMMENT ON COLUMN lesson_versions.accommodations IS 'Accommodations, such as for learners with an IEP or who are learning the language.'
-- next
ALTER TABLE answer_options DROP CONSTRAINT fk_answer_options_assessment
-- next
ALTER TABLE tenants DROP CONSTRAINT ck_tenants_teaching_reach_days_range
-- next
DROP INDEX ix_answer_options_assessment_id
-- next
DROP TRIGGER pass_on ON questions
-- next
DROP TRIGGER inherit ON answer_options
-- next
CREATE OR REPLACE FUNCTION app.desks(tenant uuid, person uuid, narrowed text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
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
CREATE OR REPLACE FUNCTION app.enter(tenant uuid, issuer text, subject text, scopes text, narrowed text, wanted text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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
CREATE OR REPLACE FUNCTION app.enter_client(tenant uuid, issuer text, subject text, scopes text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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
CREATE OR REPLACE FUNCTION app.inherit_answer_options() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.question_id IS NOT NULL THEN (SELECT p.audience FROM public.questions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.question_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' ELSE 'public' END)::audience);
    NEW.course_id := CASE
        WHEN NEW.question_id IS NOT NULL THEN (SELECT p.course_id FROM public.questions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.question_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE FUNCTION app.learner_payload(data jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (jsonb_typeof((data -> 'files'::text)) = 'array'::text) THEN jsonb_set((data - 'secret'::text), '{files}'::text[], jsonb_path_query_array(data, '$."files"[*]?(!(@."role" == "hidden_test"))'::jsonpath)) ELSE (data - 'secret'::text) END
-- next
CREATE FUNCTION app.organizations_below(tenant uuid, headed uuid[]) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
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
CREATE OR REPLACE FUNCTION app.pass_on_questions() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.answer_options SET audience = audience WHERE tenant_id = NEW.tenant_id AND question_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.answer_options SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND question_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE FUNCTION app.pupils(tenant uuid, person uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
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
CREATE OR REPLACE FUNCTION app.role_words(role public.user_role, scoped boolean) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN CASE role WHEN 'student'::public.user_role THEN CASE WHEN scoped THEN ''::text ELSE ''::text END WHEN 'teacher'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys teaches'::text ELSE 'staff sensitive keys teaches'::text END WHEN 'instructor'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys teaches'::text ELSE 'staff sensitive keys teaches'::text END WHEN 'tutor'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys teaches tutors'::text ELSE 'staff sensitive keys teaches tutors'::text END WHEN 'ta'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys teaches'::text ELSE 'staff sensitive keys teaches'::text END WHEN 'coach'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys teaches'::text ELSE 'staff sensitive keys teaches'::text END WHEN 'content_creator'::public.user_role THEN CASE WHEN scoped THEN 'staff keys content'::text ELSE 'staff keys content'::text END WHEN 'assessor'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys teaches'::text ELSE 'staff sensitive keys teaches'::text END WHEN 'parent'::public.user_role THEN CASE WHEN scoped THEN 'guardian'::text ELSE 'guardian'::text END WHEN 'finance'::public.user_role THEN CASE WHEN scoped THEN 'staff finance:'::text ELSE 'staff finance'::text END WHEN 'support'::public.user_role THEN CASE WHEN scoped THEN 'staff support:'::text ELSE 'staff support'::text END WHEN 'supervisor'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys content'::text ELSE 'staff sensitive keys content everything'::text END WHEN 'department_admin'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys content'::text ELSE 'staff sensitive keys content everything'::text END WHEN 'school_admin'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys content'::text ELSE 'staff sensitive keys content everything'::text END WHEN 'district_admin'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys content'::text ELSE 'staff sensitive keys content everything'::text END WHEN 'tenant_admin'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys content'::text ELSE 'staff sensitive keys content everything administers finance support'::text END WHEN 'platform_admin'::public.user_role THEN CASE WHEN scoped THEN 'staff sensitive keys content'::text ELSE 'staff sensitive keys content everything administers finance support'::text END WHEN 'analyst'::public.user_role THEN CASE WHEN scoped THEN 'staff'::text ELSE 'staff everything'::text END ELSE NULL::text END
-- next
CREATE FUNCTION app.taught(tenant uuid, person uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN (
        SELECT string_agg(i.offering_id::text, ' ') FROM public.offering_instructors i
        WHERE i.tenant_id = tenant AND i.user_id = person
    );
END
$$
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
        'tenant_id', 'user_id', 'reach', 'audience', 'persons', 'places', 'taken', 'offerings', 'pupils', 'organizations',
        'desks']
    LOOP
        EXECUTE format('SET LOCAL app.%I = %L', claim, coalesce(current_setting('app.' || claim, true), ''));
    END LOOP;
END
$$
-- next
SELECT app.audit('achievements', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('answer_options', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{"is_correct": "(masked)", "feedback_md": "(masked)"}')
-- next
SELECT app.audit('assignment_submissions', '{tenant_id,id,organization_id,created_at,updated_at}', '{}')
-- next
SELECT app.audit('certificates', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('class_sessions', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('enrollments', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('groups', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('lab_submissions', '{tenant_id,id,organization_id,created_at,updated_at}', '{}')
-- next
SELECT app.audit('lesson_versions', '{tenant_id,id,audience,created_at,updated_at}', '{"source": "(masked)", "teacher_script_md": "(masked)"}')
-- next
SELECT app.audit('question_answers', '{tenant_id,id,assessment_id,user_id,offering_id,organization_id,shows_keys,created_at,updated_at}', '{"is_correct": "(masked)", "points_earned": "(masked)"}')
-- next
SELECT app.audit('skill_assessments', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('student_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"external_id": "(masked)", "demographics": "(masked)", "date_of_birth": "(masked)", "special_needs": "(masked)"}')
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, question_id ON answer_options FOR EACH ROW EXECUTE FUNCTION app.inherit_answer_options()
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON questions FOR EACH ROW WHEN (((old.audience IS DISTINCT FROM new.audience) OR (old.course_id IS DISTINCT FROM new.course_id))) EXECUTE FUNCTION app.pass_on_questions()
-- next
DROP POLICY write ON voice_tracks
-- next
DROP POLICY write ON users
-- next
DROP POLICY write ON user_roles
-- next
DROP POLICY write ON tutor_profiles
-- next
DROP POLICY write ON student_profiles
-- next
DROP POLICY write ON staff_profiles
-- next
DROP POLICY write ON skill_assessments
-- next
DROP POLICY write ON shares
-- next
DROP POLICY write ON service_requests
-- next
DROP POLICY write ON scripts
-- next
DROP POLICY write ON scorm_packages
-- next
DROP POLICY write ON scorm_files
-- next
DROP POLICY write ON rubrics
-- next
DROP POLICY write ON render_jobs
-- next
DROP POLICY write ON quiz_attempts
-- next
DROP POLICY write ON questions
-- next
DROP POLICY write ON question_answers
-- next
DROP POLICY write ON organizations
-- next
DROP POLICY write ON offering_instructors
-- next
DROP POLICY write ON notifications
-- next
DROP POLICY write ON modules
-- next
DROP POLICY write ON module_templates
-- next
DROP POLICY write ON module_progress
-- next
DROP POLICY write ON mentor_threads
-- next
DROP POLICY write ON mentor_settings
-- next
DROP POLICY write ON mentor_messages
-- next
DROP POLICY write ON mentor_insights
-- next
DROP POLICY write ON lms_pushes
-- next
DROP POLICY write ON lms_connections
-- next
DROP POLICY write ON lessons
-- next
DROP POLICY write ON lesson_versions
-- next
DROP POLICY write ON lesson_standards
-- next
DROP POLICY write ON lesson_blocks
-- next
DROP POLICY write ON lesson_assets
-- next
DROP POLICY write ON lab_submissions
-- next
DROP POLICY write ON inventory_items
-- next
DROP POLICY write ON guardianships
-- next
DROP POLICY write ON groups
-- next
DROP POLICY write ON group_members
-- next
DROP POLICY write ON generation_jobs
-- next
DROP POLICY write ON finance_records
-- next
DROP POLICY write ON events
-- next
DROP POLICY write ON enrollments
-- next
DROP POLICY write ON editor_sessions
-- next
DROP POLICY write ON discussion_threads
-- next
DROP POLICY write ON discussion_posts
-- next
DROP POLICY write ON courses
-- next
DROP POLICY write ON course_subjects
-- next
DROP POLICY write ON course_reviews
-- next
DROP POLICY write ON course_prerequisites
-- next
DROP POLICY write ON course_offerings
-- next
DROP POLICY write ON course_grades
-- next
DROP POLICY write ON course_documents
-- next
DROP POLICY write ON course_contexts
-- next
DROP POLICY write ON content_progress
-- next
DROP POLICY write ON content_items
-- next
DROP POLICY write ON class_sessions
-- next
DROP POLICY write ON class_session_students
-- next
DROP POLICY write ON certificates
-- next
DROP POLICY write ON categories
-- next
DROP POLICY write ON brand_templates
-- next
DROP POLICY write ON brand_profiles
-- next
DROP POLICY write ON books
-- next
DROP POLICY write ON book_sections
-- next
DROP POLICY write ON assignment_submissions
-- next
DROP POLICY write ON assets
-- next
DROP POLICY write ON asset_versions
-- next
DROP POLICY write ON assessments
-- next
DROP POLICY write ON answer_selections
-- next
DROP POLICY write ON answer_options
-- next
DROP POLICY write ON ai_calls
-- next
DROP POLICY write ON achievements
-- next
DROP POLICY read ON voice_tracks
-- next
DROP POLICY read ON users
-- next
DROP POLICY read ON user_statistics
-- next
DROP POLICY read ON user_roles
-- next
DROP POLICY read ON tutor_profiles
-- next
DROP POLICY read ON tutor_loads
-- next
DROP POLICY read ON student_progress_summaries
-- next
DROP POLICY read ON student_profiles
-- next
DROP POLICY read ON staff_profiles
-- next
DROP POLICY read ON skill_assessments
-- next
DROP POLICY read ON shares
-- next
DROP POLICY read ON service_requests
-- next
DROP POLICY read ON scripts
-- next
DROP POLICY read ON scorm_packages
-- next
DROP POLICY read ON scorm_files
-- next
DROP POLICY read ON rubrics
-- next
DROP POLICY read ON render_jobs
-- next
DROP POLICY read ON quiz_attempts
-- next
DROP POLICY read ON questions
-- next
DROP POLICY read ON question_answers
-- next
DROP POLICY read ON organizations
-- next
DROP POLICY read ON offering_instructors
-- next
DROP POLICY read ON notifications
-- next
DROP POLICY read ON modules
-- next
DROP POLICY read ON module_templates
-- next
DROP POLICY read ON module_progress
-- next
DROP POLICY read ON metrics_daily
-- next
DROP POLICY read ON mentor_threads
-- next
DROP POLICY read ON mentor_settings
-- next
DROP POLICY read ON mentor_messages
-- next
DROP POLICY read ON mentor_insights
-- next
DROP POLICY read ON lms_pushes
-- next
DROP POLICY read ON lms_connections
-- next
DROP POLICY read ON lessons
-- next
DROP POLICY read ON lesson_versions
-- next
DROP POLICY read ON lesson_standards
-- next
DROP POLICY read ON lesson_blocks
-- next
DROP POLICY read ON lesson_assets
-- next
DROP POLICY read ON lab_submissions
-- next
DROP POLICY read ON inventory_items
-- next
DROP POLICY read ON guardianships
-- next
DROP POLICY read ON groups
-- next
DROP POLICY read ON group_members
-- next
DROP POLICY read ON generation_jobs
-- next
DROP POLICY read ON finance_records
-- next
DROP POLICY read ON events
-- next
DROP POLICY read ON enrollments
-- next
DROP POLICY read ON editor_sessions
-- next
DROP POLICY read ON discussion_threads
-- next
DROP POLICY read ON discussion_posts
-- next
DROP POLICY read ON courses
-- next
DROP POLICY read ON course_subjects
-- next
DROP POLICY read ON course_student_statistics
-- next
DROP POLICY read ON course_statistics
-- next
DROP POLICY read ON course_reviews
-- next
DROP POLICY read ON course_progress
-- next
DROP POLICY read ON course_prerequisites
-- next
DROP POLICY read ON course_offerings
-- next
DROP POLICY read ON course_grades
-- next
DROP POLICY read ON course_documents
-- next
DROP POLICY read ON course_contexts
-- next
DROP POLICY read ON content_progress
-- next
DROP POLICY read ON content_items
-- next
DROP POLICY read ON class_sessions
-- next
DROP POLICY read ON class_session_students
-- next
DROP POLICY read ON certificates
-- next
DROP POLICY read ON centre_financials
-- next
DROP POLICY read ON categories
-- next
DROP POLICY read ON brand_templates
-- next
DROP POLICY read ON brand_profiles
-- next
DROP POLICY read ON books
-- next
DROP POLICY read ON book_sections
-- next
DROP POLICY read ON audit_logs
-- next
DROP POLICY read ON assignment_submissions
-- next
DROP POLICY read ON assets
-- next
DROP POLICY read ON asset_versions
-- next
DROP POLICY read ON assessments
-- next
DROP POLICY read ON answer_selections
-- next
DROP POLICY read ON answer_options
-- next
DROP POLICY read ON ai_calls
-- next
DROP POLICY read ON achievements
-- next
CREATE POLICY read ON achievements FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(student_id) OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON ai_calls FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON answer_options FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON answer_selections FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON asset_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON assignment_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON audit_logs FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY read ON book_sections FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON books FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON brand_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON brand_templates FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON categories FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('catalogue:read'::text) OR app.reaches('visitor'::text))))
-- next
CREATE POLICY read ON centre_financials FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('finance'::text) OR app.reaches('administration:read'::text) OR app.reaches_in('finance'::text, organization_id))))
-- next
CREATE POLICY read ON certificates FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON class_session_students FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(student_id) OR (tutor_id = app.user_id()) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON class_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(tutor_id) OR app.manages(organization_id) OR app.holds(id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON content_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON content_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON course_contexts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON course_documents FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON course_grades FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON course_offerings FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(id)))))
-- next
CREATE POLICY read ON course_prerequisites FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON course_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON course_reviews FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.holds(offering_id) OR ((audience >= app.audience()) AND (app.reaches('member'::text) OR app.reaches('visitor'::text))) OR app.reaches('community:read'::text))))
-- next
CREATE POLICY read ON course_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON course_student_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON course_subjects FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON courses FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(id)))))
-- next
CREATE POLICY read ON discussion_posts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read'::text))))
-- next
CREATE POLICY read ON discussion_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read'::text))))
-- next
CREATE POLICY read ON editor_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON enrollments FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON events FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('everything'::text)))
-- next
CREATE POLICY read ON finance_records FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('finance'::text) OR app.reaches('administration:read'::text) OR app.reaches_in('finance'::text, organization_id))))
-- next
CREATE POLICY read ON generation_jobs FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON group_members FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON groups FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON guardianships FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(student_id) OR app.is_person(guardian_id) OR app.is_pupil(student_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON inventory_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('administration:read'::text) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY read ON lab_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON lesson_assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_version_id)))))
-- next
CREATE POLICY read ON lesson_blocks FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_version_id)))))
-- next
CREATE POLICY read ON lesson_standards FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_version_id)))))
-- next
CREATE POLICY read ON lesson_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_id)))))
-- next
CREATE POLICY read ON lessons FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(id)))))
-- next
CREATE POLICY read ON lms_connections FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON lms_pushes FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON mentor_insights FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON mentor_messages FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR (user_id = app.user_id()) OR app.manages(organization_id))))
-- next
CREATE POLICY read ON mentor_settings FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON mentor_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR (user_id = app.user_id()) OR app.manages(organization_id))))
-- next
CREATE POLICY read ON metrics_daily FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('everything'::text)))
-- next
CREATE POLICY read ON module_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON module_templates FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON modules FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON notifications FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.reaches('administration:read'::text))))
-- next
CREATE POLICY read ON offering_instructors FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(offering_id)))))
-- next
CREATE POLICY read ON organizations FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text) OR app.reaches('visitor'::text))))
-- next
CREATE POLICY read ON question_answers FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON questions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON quiz_attempts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON render_jobs FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON rubrics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON scorm_files FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON scorm_packages FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND ((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id)))))
-- next
CREATE POLICY read ON scripts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON service_requests FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('administration:read'::text) OR (requester_id = app.user_id()) OR (assigned_to_id = app.user_id()) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY read ON shares FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON skill_assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(student_id) OR (tutor_id = app.user_id()) OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON staff_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON student_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR (assigned_tutor_id = app.user_id()) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON student_progress_summaries FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON tutor_loads FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON tutor_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON user_roles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON user_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON users FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('staff'::text) OR app.reaches('roster:read'::text) OR app.is_person(id) OR (is_listed AND app.reaches('member'::text)))))
-- next
CREATE POLICY read ON voice_tracks FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('staff'::text)))
-- next
CREATE POLICY write ON achievements TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON ai_calls TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON answer_options TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON answer_selections TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON assessments TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON asset_versions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON assets TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON assignment_submissions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON book_sections TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON books TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON brand_profiles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON brand_templates TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON categories TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON certificates TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON class_session_students TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON class_sessions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON content_items TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON content_progress TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON course_contexts TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_documents TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_grades TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON course_offerings TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_prerequisites TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_reviews TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR ((user_id = app.user_id()) AND app.takes(offering_id))))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR ((user_id = app.user_id()) AND app.takes(offering_id)))))
-- next
CREATE POLICY write ON course_subjects TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON courses TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON discussion_posts TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON discussion_threads TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON editor_sessions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON enrollments TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON events FOR INSERT TO lyceum_writer WITH CHECK (((tenant_id = app.tenant_id()) AND (user_id = app.user_id())))
-- next
CREATE POLICY write ON finance_records TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('finance'::text) OR app.reaches('administers'::text) OR app.reaches_in('finance'::text, organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('finance'::text) OR app.reaches('administers'::text) OR app.reaches_in('finance'::text, organization_id))))
-- next
CREATE POLICY write ON generation_jobs TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text) OR (user_id = app.user_id())))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text) OR (user_id = app.user_id()))))
-- next
CREATE POLICY write ON group_members TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON groups TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON guardianships TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON inventory_items TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR app.reaches_in('support'::text, organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY write ON lab_submissions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON lesson_assets TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lesson_blocks TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lesson_standards TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lesson_versions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lessons TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lms_connections TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lms_pushes TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON mentor_insights TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON mentor_messages TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id())))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()))))
-- next
CREATE POLICY write ON mentor_settings TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON mentor_threads TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id())))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()))))
-- next
CREATE POLICY write ON module_progress TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON module_templates TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON modules TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON notifications TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON offering_instructors TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON organizations TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON question_answers TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON questions TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON quiz_attempts TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON render_jobs TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON rubrics TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON scorm_files TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON scorm_packages TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON scripts TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON service_requests TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR (requester_id = app.user_id()) OR app.reaches_in('support'::text, organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR (requester_id = app.user_id()) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY write ON shares TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON skill_assessments TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR (tutor_id = app.user_id()) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR (tutor_id = app.user_id()) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON staff_profiles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON student_profiles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('administers'::text) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON tutor_profiles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON user_roles TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON users TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.tenant_id()) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON voice_tracks TO lyceum_writer USING (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.tenant_id()) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
DROP FUNCTION app.writes_course(uuid)
-- next
DROP FUNCTION app.taught(uuid, uuid, interval)
-- next
DROP FUNCTION app.studies(uuid)
-- next
DROP FUNCTION app.studied(uuid, uuid, interval)
-- next
DROP FUNCTION app.scope_words(text)
-- next
DROP FUNCTION app.pupils(uuid, uuid[])
-- next
DROP FUNCTION app.places_below(uuid, uuid[])
-- next
DROP FUNCTION app.permits(text)
-- next
DROP FUNCTION app.people_of(uuid, uuid[])
-- next
DROP FUNCTION app.open_quizzes(uuid, uuid)
-- next
DROP FUNCTION app.learner_payload(jsonb, boolean)
-- next
DROP FUNCTION app.known_scopes(text)
-- next
DROP FUNCTION app.keyed_courses(uuid, uuid, text, uuid[])
-- next
DROP FUNCTION app.is_family(uuid)
-- next
DROP FUNCTION app.is_contact(uuid)
-- next
DROP FUNCTION app.has_keys(uuid)
-- next
DROP FUNCTION app.guardians_of(uuid, uuid[])
-- next
DROP FUNCTION app.drawn_on(uuid, uuid[])
-- next
DROP FUNCTION app.check_certificate(uuid, text)
-- next
DROP FUNCTION app.belongs(uuid)
-- next
DROP FUNCTION app.attempts(uuid)
-- next
ALTER TABLE tenants DROP COLUMN teaching_reach_days
-- next
ALTER TABLE answer_options DROP COLUMN assessment_id
