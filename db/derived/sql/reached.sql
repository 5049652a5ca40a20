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
        FROM public.course_offerings o
        WHERE o.tenant_id = tenant AND o.audience >= 'enrolled' AND o.id = ANY (ARRAY(
            SELECT e.offering_id FROM public.enrollments e
            WHERE e.tenant_id = tenant AND e.user_id = ANY (people) AND e.status IN ('active', 'completed')))
    ), (
        SELECT string_agg(s.class_session_id::text, ' ') FROM public.class_session_students s
        WHERE s.tenant_id = tenant AND s.student_id = ANY (people)
    ));
END
$$
-- next
-- The offerings that someone teaches, and those that have not ended since long ago: `since`.
CREATE FUNCTION app.taught(tenant uuid, person uuid, since timestamptz) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT o.id FROM public.course_offerings o
        WHERE o.tenant_id = tenant AND (o.ends_at IS NULL OR o.ends_at > since) AND o.id = ANY (ARRAY(
            SELECT i.offering_id FROM public.offering_instructors i WHERE i.tenant_id = tenant AND i.user_id = person))
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
-- What someone takes or is about to take, until not long after its end: offerings, courses, and the assessments of others
-- that these draw on.
CREATE FUNCTION app.studied(tenant uuid, person uuid, since timestamptz) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    runs text;
    courses uuid[];
BEGIN
    SELECT string_agg(o.id::text, ' '), array_agg(o.course_id) INTO runs, courses
    FROM public.enrollments e JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = e.offering_id
    WHERE e.tenant_id = tenant AND e.user_id = person AND e.status IN ('active', 'pending', 'waitlisted')
      AND (o.ends_at IS NULL OR o.ends_at > since);
    RETURN concat_ws(' ', runs, nullif(array_to_string(courses, ' '), ''), app.drawn_on(tenant, courses));
END
$$
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
            AND (i.visible_from IS NULL OR i.visible_from <= statement_timestamp())
            AND (i.visible_until IS NULL OR i.visible_until > statement_timestamp())
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
-- The people whom the viewer deals with, in lists: `pupils`, whom they teach; `people`, who belong to a place that they run;
-- `contacts`, the parents and guardians of these and of those whom they tutor. A mask asks for them last, where nothing that
-- is cheaper to ask opens the value: for most operations the lists are never worked out.
CREATE FUNCTION app.dealt_with(lists text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    list text;
BEGIN
    FOREACH list IN ARRAY string_to_array(lists, ' ') LOOP
        RETURN QUERY SELECT key::uuid FROM string_to_table(app.dealt(list), ' ') key WHERE key <> '';
    END LOOP;
END
$$
-- next
-- One of the lists of `app.dealt_with`, as it is laid; worked out and laid for the rest of the transaction, if it is not.
CREATE FUNCTION app.dealt(list text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    laid text := nullif(current_setting('app.' || list, true), '');
    tenant uuid := app.tenant_id();
    reach text := current_setting('app.reach', true);
    found text;
BEGIN
    IF laid IS NOT NULL THEN
        RETURN laid;
    END IF;
    IF list = 'pupils' AND strpos(reach, ' teaches ') > 0 THEN
        found := array_to_string(app.pupils(tenant,
            string_to_array(rtrim(current_setting('app.offerings', true)), ' ')::uuid[]), ' ');
    ELSIF list = 'people' AND strpos(reach, ' sensitive: ') > 0 THEN
        found := array_to_string(app.people_of(tenant, ARRAY(
            SELECT split_part(desk, ':', 2)::uuid FROM string_to_table(current_setting('app.desks', true), ' ') desk
            WHERE desk LIKE 'sensitive:%')), ' ');
    ELSIF list = 'contacts' AND reach ~ ' (teaches|tutors|sensitive:) ' THEN
        found := app.guardians_of(tenant,
            string_to_array(rtrim(app.dealt('pupils')), ' ')::uuid[]
            || string_to_array(rtrim(app.dealt('people')), ' ')::uuid[]
            || CASE WHEN strpos(reach, ' tutors ') > 0 THEN app.tutees(tenant, app.user_id()) END);
    END IF;
    RETURN set_config('app.' || list, coalesce(found, '') || ' ', true);
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
          AND held.word IN ('finance:', 'support:', 'sensitive:')
        GROUP BY held.word
    LOOP
        found := concat_ws(' ', found,
            desk.word || nullif(array_to_string(app.places_below(tenant, desk.places), ' ' || desk.word), ''));
    END LOOP;
    RETURN found;
END
$$
