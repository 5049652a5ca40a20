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
CREATE OR REPLACE FUNCTION app.enter(
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
    FROM string_to_table((SELECT string_agg(app.scope_words(w), ' ') FROM string_to_table(allowed, ' ') w), ' ') word
    WHERE word = ANY (string_to_array(
            (SELECT string_agg(app.scope_words(w), ' ') FROM string_to_table(enter_client.scopes, ' ') w), ' '))
      AND word ~ '^[a-z_]+:(read|write)$';
    reach := set_config('app.reach', reach, true)
        || set_config('app.audience', CASE WHEN strpos(reach, ' catalogue:read ') > 0 THEN 'members' ELSE '' END, true);
END
$$
-- next
-- The scopes among the words of a token, those that have taken the place of others with them, with a space around each.
-- Null where none of the words has the form of a scope: a login's `openid` or `profile` asks for nothing here.
CREATE OR REPLACE FUNCTION app.known_scopes(words text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT ' ' || string_agg(app.scope_words(word), ' ') || ' '
        FROM string_to_table(words, ' ') word WHERE word ~ '^[a-z_]+:(read|write)$'
    );
END
$$
-- next
-- The tenant, if the viewer's token permits the scope; else null, which is no row's tenant.
CREATE FUNCTION app.permitted_tenant(scope text) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN app.permits(scope) THEN app.tenant_id() END
-- next
-- What people are enrolled in or attend: live offerings, their courses, and classes. It is open to them though it be
-- private, and so is what is said there.
CREATE OR REPLACE FUNCTION app.places(tenant uuid, people uuid[]) RETURNS text
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
CREATE POLICY read ON achievements FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(student_id) OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON ai_calls FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON answer_options FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (deleted_at IS NULL) AND (((audience > 'nobody'::audience) AND (app.reaches('everything'::text) OR app.reaches('authors'::text) OR app.has_keys(course_id) OR app.has_keys(assessment_id))) OR ((audience >= 'enrolled'::audience) AND app.attempts(assessment_id)))))
-- next
CREATE POLICY read ON answer_selections FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON asset_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON assignment_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON audit_logs FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY read ON book_sections FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON books FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON brand_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON brand_templates FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON categories FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('catalogue:read'::text) OR app.reaches('visitor'::text))))
-- next
CREATE POLICY read ON centre_financials FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('finance:read'::text)) AND (app.reaches('finance'::text) OR app.reaches('finance:read'::text) OR app.reaches_in('finance'::text, organization_id))))
-- next
CREATE POLICY read ON certificates FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON class_session_students FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(student_id) OR (tutor_id = app.user_id()) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON class_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(tutor_id) OR app.manages(organization_id) OR app.holds(id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON content_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON content_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON course_contexts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON course_documents FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (deleted_at IS NULL) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON course_grades FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON course_offerings FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON course_prerequisites FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON course_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON course_reviews FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('community:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.holds(offering_id) OR ((audience >= app.audience()) AND (app.reaches('member'::text) OR app.reaches('visitor'::text))) OR app.reaches('community:read'::text))))
-- next
CREATE POLICY read ON course_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON course_student_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:read'::text)) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON course_subjects FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON courses FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON discussion_posts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('community:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read'::text))))
-- next
CREATE POLICY read ON discussion_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('community:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read'::text))))
-- next
CREATE POLICY read ON editor_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON enrollments FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON events FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('everything'::text)))
-- next
CREATE POLICY read ON finance_records FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('finance:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('finance'::text) OR app.reaches('finance:read'::text) OR app.reaches_in('finance'::text, organization_id))))
-- next
CREATE POLICY read ON generation_jobs FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON group_members FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.belongs(user_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON groups FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON guardianships FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(student_id) OR app.is_person(guardian_id) OR app.is_pupil(student_id) OR app.belongs(student_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON inventory_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('inventory:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('inventory:read'::text) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY read ON lab_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON lesson_assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_version_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lesson_blocks FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_version_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lesson_standards FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_version_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lesson_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(lesson_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lessons FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON lms_connections FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (deleted_at IS NULL) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON lms_pushes FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON mentor_insights FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON mentor_messages FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR (user_id = app.user_id()) OR app.manages(organization_id))))
-- next
CREATE POLICY read ON mentor_settings FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON mentor_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR (user_id = app.user_id()) OR app.manages(organization_id))))
-- next
CREATE POLICY read ON metrics_daily FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('everything'::text)))
-- next
CREATE POLICY read ON module_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON module_templates FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON modules FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON notifications FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('notifications:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_family(user_id) OR app.belongs(user_id) OR app.reaches('notifications:read'::text))))
-- next
CREATE POLICY read ON offering_instructors FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(offering_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON organizations FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text) OR app.reaches('visitor'::text))))
-- next
CREATE POLICY read ON question_answers FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON questions FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (deleted_at IS NULL) AND (((audience > 'nobody'::audience) AND (app.reaches('everything'::text) OR app.reaches('authors'::text) OR app.has_keys(course_id) OR app.has_keys(assessment_id))) OR ((audience >= 'enrolled'::audience) AND app.attempts(assessment_id)))))
-- next
CREATE POLICY read ON quiz_attempts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:read'::text)) AND (app.reaches('everything'::text) OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON render_jobs FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON rubrics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON scorm_files FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON scorm_packages FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:read'::text)) AND (((audience >= app.audience()) OR ((audience = 'enrolled'::audience) AND app.holds(course_id))) AND ((audience >= 'members'::audience) OR app.permits('unscoped'::text)))))
-- next
CREATE POLICY read ON scripts FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON service_requests FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('requests:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('requests:read'::text) OR (requester_id = app.user_id()) OR (assigned_to_id = app.user_id()) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY read ON shares FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (deleted_at IS NULL) AND app.reaches('staff'::text)))
-- next
CREATE POLICY read ON skill_assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(student_id) OR (tutor_id = app.user_id()) OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read'::text))))
-- next
CREATE POLICY read ON staff_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON student_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR (assigned_tutor_id = app.user_id()) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON student_progress_summaries FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:read'::text)) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON tutor_loads FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON tutor_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('member'::text) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON user_roles FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read'::text))))
-- next
CREATE POLICY read ON user_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:read'::text)) AND (app.reaches('everything'::text) OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.belongs(user_id) OR app.reaches('progress:read'::text))))
-- next
CREATE POLICY read ON users FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:read'::text)) AND (deleted_at IS NULL) AND (app.reaches('staff'::text) OR app.reaches('roster:read'::text) OR app.is_person(id) OR (is_listed AND app.reaches('member'::text)))))
-- next
CREATE POLICY read ON voice_tracks FOR SELECT TO lyceum_gateway, lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND app.reaches('staff'::text)))
-- next
CREATE POLICY write ON achievements TO lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON ai_calls TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON answer_options TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON answer_selections TO lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON assessments TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON asset_versions TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON assets TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON assignment_submissions TO lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON book_sections TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON books TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON brand_profiles TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON brand_templates TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON categories TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON certificates TO lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON class_session_students TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON class_sessions TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON content_items TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON content_progress TO lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('progress:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON course_contexts TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_documents TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (deleted_at IS NULL) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_grades TO lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON course_offerings TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_prerequisites TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON course_reviews TO lyceum_writer USING (((tenant_id = app.permitted_tenant('community:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR ((user_id = app.user_id()) AND app.takes(offering_id))))) WITH CHECK (((tenant_id = app.permitted_tenant('community:write'::text)) AND (app.reaches('administers'::text) OR ((user_id = app.user_id()) AND app.takes(offering_id)))))
-- next
CREATE POLICY write ON course_subjects TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON courses TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON discussion_posts TO lyceum_writer USING (((tenant_id = app.permitted_tenant('community:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('community:write'::text)) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON discussion_threads TO lyceum_writer USING (((tenant_id = app.permitted_tenant('community:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('community:write'::text)) AND (app.reaches('administers'::text) OR ((author_id = app.user_id()) AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON editor_sessions TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON enrollments TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON events FOR INSERT TO lyceum_writer WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (user_id = app.user_id())))
-- next
CREATE POLICY write ON finance_records TO lyceum_writer USING (((tenant_id = app.permitted_tenant('finance:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('finance'::text) OR app.reaches('administers'::text) OR app.reaches_in('finance'::text, organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('finance:write'::text)) AND (app.reaches('finance'::text) OR app.reaches('administers'::text) OR app.reaches_in('finance'::text, organization_id))))
-- next
CREATE POLICY write ON generation_jobs TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text) OR (user_id = app.user_id())))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text) OR (user_id = app.user_id()))))
-- next
CREATE POLICY write ON group_members TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON groups TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON guardianships TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON inventory_items TO lyceum_writer USING (((tenant_id = app.permitted_tenant('inventory:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR app.reaches_in('support'::text, organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('inventory:write'::text)) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY write ON lab_submissions TO lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON lesson_assets TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lesson_blocks TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lesson_standards TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lesson_versions TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lessons TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lms_connections TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('administers'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON lms_pushes TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON mentor_insights TO lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('progress:write'::text)) AND (app.reaches('administers'::text) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON mentor_messages TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id())))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()))))
-- next
CREATE POLICY write ON mentor_settings TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON mentor_threads TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id())))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()))))
-- next
CREATE POLICY write ON module_progress TO lyceum_writer USING (((tenant_id = app.permitted_tenant('progress:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('progress:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON module_templates TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON modules TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON notifications TO lyceum_writer USING (((tenant_id = app.permitted_tenant('notifications:write'::text)) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('notifications:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON offering_instructors TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON organizations TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON question_answers TO lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON questions TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON quiz_attempts TO lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (user_id = app.user_id()) OR app.teaches(offering_id) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON render_jobs TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON rubrics TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON scorm_files TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON scorm_packages TO lyceum_writer USING (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('catalogue:write'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON scripts TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON service_requests TO lyceum_writer USING (((tenant_id = app.permitted_tenant('requests:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR (requester_id = app.user_id()) OR app.reaches_in('support'::text, organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('requests:write'::text)) AND (app.reaches('support'::text) OR app.reaches('administers'::text) OR (requester_id = app.user_id()) OR app.reaches_in('support'::text, organization_id))))
-- next
CREATE POLICY write ON shares TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (deleted_at IS NULL) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('teaches'::text) OR app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
CREATE POLICY write ON skill_assessments TO lyceum_writer USING (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR (tutor_id = app.user_id()) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('grades:write'::text)) AND (app.reaches('administers'::text) OR (tutor_id = app.user_id()) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON staff_profiles TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON student_profiles TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (deleted_at IS NULL) AND (app.reaches('administers'::text) OR app.manages(organization_id)))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (app.reaches('administers'::text) OR app.manages(organization_id))))
-- next
CREATE POLICY write ON tutor_profiles TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON user_roles TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON users TO lyceum_writer USING (((tenant_id = app.permitted_tenant('roster:write'::text)) AND (deleted_at IS NULL) AND app.reaches('administers'::text))) WITH CHECK (((tenant_id = app.permitted_tenant('roster:write'::text)) AND app.reaches('administers'::text)))
-- next
CREATE POLICY write ON voice_tracks TO lyceum_writer USING (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text)))) WITH CHECK (((tenant_id = app.permitted_tenant('unscoped'::text)) AND (app.reaches('content'::text) OR app.reaches('administers'::text))))
-- next
DROP FUNCTION app.taught(uuid, uuid, interval)
-- next
DROP FUNCTION app.studied(uuid, uuid, interval)
-- next
DROP FUNCTION app.is_contact(uuid)
-- down
CREATE OR REPLACE FUNCTION app.enter(tenant uuid, issuer text, subject text, scopes text, narrowed text, wanted text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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
    FROM string_to_table(app.known_scopes(allowed), ' ') word
    WHERE strpos(app.known_scopes(enter_client.scopes), ' ' || word || ' ') > 0;
    PERFORM
        set_config('app.reach', reach, true),
        set_config('app.audience', CASE WHEN strpos(reach, ' catalogue:read ') > 0 THEN 'members' ELSE '' END, true);
END
$$
-- next
CREATE FUNCTION app.is_contact(person uuid) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (split_part(current_setting('app.contacts'::text, true), (person)::text, 2) <> ''::text)
-- next
CREATE OR REPLACE FUNCTION app.known_scopes(words text) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog'
    AS $_$
BEGIN
    RETURN (
        SELECT ' ' || string_agg(app.scope_words(word), ' ') || ' '
        FROM string_to_table(words, ' ') word WHERE word ~ '^[a-z_]+:(read|write)$'
    );
END
$_$
-- next
CREATE OR REPLACE FUNCTION app.places(tenant uuid, people uuid[]) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
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
CREATE FUNCTION app.studied(tenant uuid, person uuid, teaching_reach interval) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
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
CREATE FUNCTION app.taught(tenant uuid, person uuid, teaching_reach interval) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN ARRAY(
        SELECT i.offering_id FROM public.offering_instructors i
        JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = i.offering_id
        WHERE i.tenant_id = tenant AND i.user_id = person AND (o.ends_at IS NULL OR o.ends_at + teaching_reach > now())
    );
END
$$
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
DROP FUNCTION app.taught(uuid, uuid, timestamp with time zone)
-- next
DROP FUNCTION app.studied(uuid, uuid, timestamp with time zone)
-- next
DROP FUNCTION app.permitted_tenant(text)
-- next
DROP FUNCTION app.dealt_with(text)
-- next
DROP FUNCTION app.dealt(text)
