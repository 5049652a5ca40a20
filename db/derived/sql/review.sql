-- Settles whether learners may look at the answer keys of an assessment (one of them, or where `person` is null all who
-- have attempted it), and lays it on their attempts; their answers inherit it. Never while an attempt is in progress;
-- `after_last_attempt` only when every quiz of the courses they attempted it in that draws on it is out of attempts,
-- published or not: what decides is more than the learner may see, so it is worked out here and not when it is asked.
--
-- What it reads is locked: a learner's work shares the assessment, a change of its rules or quizzes waits for both.
CREATE FUNCTION app.settle_review(tenant uuid, reviewed uuid, person uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    rule public.assessment_review;
    learner uuid;
    is_open boolean;
BEGIN
    IF person IS NULL THEN
        SELECT s.review INTO rule FROM assessments s
        WHERE s.tenant_id = tenant AND s.id = reviewed FOR NO KEY UPDATE;
    ELSE
        SELECT s.review INTO rule FROM assessments s WHERE s.tenant_id = tenant AND s.id = reviewed FOR SHARE;
        -- Few keys, so that a large import does not fill the table of locks.
        PERFORM pg_advisory_xact_lock(hashtext('review'), hashtext(reviewed::text || person::text) % 64);
    END IF;
    FOR learner IN
        SELECT DISTINCT t.user_id FROM quiz_attempts t
        WHERE t.tenant_id = tenant AND t.assessment_id = reviewed AND t.user_id = coalesce(person, t.user_id)
        ORDER BY t.user_id
    LOOP
        is_open := rule <> 'never' AND NOT EXISTS (
            SELECT FROM quiz_attempts t
            WHERE t.tenant_id = tenant AND t.assessment_id = reviewed AND t.user_id = learner
              AND t.submitted_at IS NULL
        ) AND (rule = 'after_each_attempt' OR NOT EXISTS (
            SELECT FROM quiz_attempts t
            JOIN content_items q ON q.tenant_id = tenant AND q.id = t.content_item_id
            JOIN content_items i ON i.tenant_id = tenant AND i.course_id = q.course_id
                AND i.assessment_id = reviewed AND i.deleted_at IS NULL
            WHERE t.tenant_id = tenant AND t.assessment_id = reviewed AND t.user_id = learner AND NOT EXISTS (
                SELECT FROM quiz_attempts l
                WHERE l.tenant_id = tenant AND l.user_id = learner AND l.offering_id = t.offering_id
                  AND l.content_item_id = i.id AND l.submitted_at IS NOT NULL
                  AND l.attempt_number >= i.attempts_limit
            )
        ));
        UPDATE quiz_attempts SET shows_keys = is_open
        WHERE tenant_id = tenant AND assessment_id = reviewed AND user_id = learner AND shows_keys <> is_open;
    END LOOP;
END
$$
-- next
-- Fixes what an attempt is of, for good, and keeps others from writing what `app.settle_review` decides.
CREATE FUNCTION app.settle_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.assessment_id := (
            SELECT i.assessment_id FROM content_items i
            WHERE i.tenant_id = NEW.tenant_id AND i.id = NEW.content_item_id);
        NEW.shows_keys := false;
        RETURN NEW;
    END IF;
    IF (NEW.user_id, NEW.offering_id, NEW.content_item_id) <> (OLD.user_id, OLD.offering_id, OLD.content_item_id) THEN
        RAISE EXCEPTION 'An attempt stays whose and of what it is.' USING ERRCODE = 'check_violation';
    END IF;
    NEW.assessment_id := OLD.assessment_id;
    IF pg_trigger_depth() = 1 THEN
        NEW.shows_keys := OLD.shows_keys;
    ELSIF NEW.shows_keys <> OLD.shows_keys THEN
        -- Nobody has changed the attempt. This trigger's name lets it have the last word.
        NEW.updated_at := OLD.updated_at;
    END IF;
    RETURN NEW;
END
$$
-- next
-- An attempt was begun, submitted, or taken away.
CREATE FUNCTION app.review_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.assessment_id IS NOT NULL THEN
            PERFORM app.settle_review(OLD.tenant_id, OLD.assessment_id, OLD.user_id);
        END IF;
    ELSIF NEW.assessment_id IS NOT NULL THEN
        PERFORM app.settle_review(NEW.tenant_id, NEW.assessment_id, NEW.user_id);
    END IF;
    RETURN NULL;
END
$$
-- next
-- A quiz that draws on an assessment is new, draws on another, or allows another number of attempts.
CREATE FUNCTION app.review_quiz() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.assessment_id IS NOT NULL THEN
        PERFORM app.settle_review(NEW.tenant_id, NEW.assessment_id, NULL);
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.assessment_id IS NOT NULL AND OLD.assessment_id IS DISTINCT FROM NEW.assessment_id THEN
        PERFORM app.settle_review(OLD.tenant_id, OLD.assessment_id, NULL);
    END IF;
    RETURN NULL;
END
$$
-- next
-- The rule itself has changed.
CREATE FUNCTION app.review_assessment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM app.settle_review(NEW.tenant_id, NEW.id, NULL);
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER settle_attempt BEFORE INSERT OR UPDATE ON quiz_attempts FOR EACH ROW EXECUTE FUNCTION app.settle_attempt()
-- next
CREATE TRIGGER review_attempt AFTER INSERT OR DELETE OR UPDATE OF submitted_at, attempt_number ON quiz_attempts FOR EACH ROW
    EXECUTE FUNCTION app.review_attempt()
-- next
CREATE TRIGGER review_new_quiz AFTER INSERT ON content_items FOR EACH ROW
    WHEN (NEW.assessment_id IS NOT NULL) EXECUTE FUNCTION app.review_quiz()
-- next
CREATE TRIGGER review_quiz AFTER UPDATE ON content_items FOR EACH ROW
    WHEN ((OLD.assessment_id, OLD.attempts_limit, OLD.course_id, OLD.deleted_at)
        IS DISTINCT FROM (NEW.assessment_id, NEW.attempts_limit, NEW.course_id, NEW.deleted_at))
    EXECUTE FUNCTION app.review_quiz()
-- next
CREATE TRIGGER review_assessment AFTER UPDATE OF review ON assessments FOR EACH ROW
    WHEN (OLD.review IS DISTINCT FROM NEW.review) EXECUTE FUNCTION app.review_assessment()
