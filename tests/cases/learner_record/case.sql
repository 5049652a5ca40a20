SELECT t.full_name AS "full_name", t.id AS "id" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.status AS "status", t.offering_id AS "offering_id", t.id AS "id", t.user_id AS "user_id" FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.enrolled_at DESC, t.id DESC LIMIT 11) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT t.term_name AS "term_name", t.course_id AS "course_id", t.id AS "id" FROM course_offerings t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.code AS "code", t.title AS "title", t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.k0, t."percent" AS "percent", t."completed_modules" AS "completed_modules", t."modules" AS "modules", t."last_interacted_at" AS "last_interacted_at", t."last_content_item_id" AS "last_content_item_id" FROM (
WITH e AS MATERIALIZED (
    SELECT k.id, k.user_id, k.offering_id FROM unnest(($2::text)::uuid[], ($3::text)::uuid[], ($4::text)::uuid[]) AS k (id, user_id, offering_id) WHERE app.user_id() IS NOT NULL OR app.reaches('progress:read')
), tops AS MATERIALIZED (
    SELECT o.id AS offering_id, array_agg(r.id) AS ids
    FROM course_offerings o JOIN modules r ON r.tenant_id = $1 AND r.course_id = o.course_id
    WHERE o.tenant_id = $1 AND o.id IN (SELECT e.offering_id FROM e)
        AND r.parent_id IS NULL AND r.is_published
    GROUP BY o.id
)
SELECT e.id AS k0, e.id AS enrollment_id,
    coalesce(round(m.done / cardinality(tops.ids), 2), 0)::float8 AS percent,
    coalesce(cardinality(tops.ids), 0) AS modules, m.completed AS completed_modules,
    l.last_interacted_at, l.content_item_id AS last_content_item_id
FROM e LEFT JOIN tops ON tops.offering_id = e.offering_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.progress_percent), 0) AS done, count(p.completed_at)::int AS completed
    FROM module_progress p
    WHERE p.tenant_id = $1 AND p.user_id = e.user_id AND p.offering_id = e.offering_id
        AND p.module_id = ANY(tops.ids)
) m
LEFT JOIN LATERAL (
    SELECT c.content_item_id, c.last_interacted_at FROM content_progress c
    WHERE c.tenant_id = $1 AND c.user_id = e.user_id AND c.offering_id = e.offering_id
        AND c.last_interacted_at IS NOT NULL
    ORDER BY c.last_interacted_at DESC, c.id DESC LIMIT 1
) l ON true
) t;

SELECT t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.attempt_number AS "attempt_number", t.submitted_at AS "submitted_at", t.score_obtained AS "score_obtained", t.max_score AS "max_score", t.is_passed AS "is_passed", t.content_item_id AS "content_item_id", t.id AS "id" FROM quiz_attempts t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.started_at DESC, t.id DESC LIMIT 4) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM quiz_attempts t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.attempt_id AS "k0", t.answer_text AS "answer_text", CASE WHEN app.reaches('keys') OR t.shows_keys THEN t.points_earned ELSE NULL END AS "points_earned", CASE WHEN app.reaches('keys') OR t.shows_keys THEN t.is_correct ELSE NULL END AS "is_correct", t.question_id AS "question_id", t.id AS "id" FROM question_answers t WHERE t.tenant_id = $1 AND t.attempt_id = ANY(($2::text)::uuid[]) ORDER BY t.attempt_id, t.created_at, t.id LIMIT 10001;

SELECT t.prompt_md AS "prompt_md", t.question_type AS "question_type", t.id AS "id" FROM questions t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT j.answer_id AS "k0", t.label AS "label" FROM answer_selections j JOIN answer_options t ON t.id = j.option_id WHERE t.tenant_id = $1 AND j.tenant_id = $1 AND j.answer_id = ANY(($2::text)::uuid[]) ORDER BY j.answer_id, t.sequence_index, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.submitted_at AS "submitted_at", t.status AS "status", t.score_obtained AS "score_obtained", t.max_score AS "max_score", t.content_item_id AS "content_item_id" FROM lab_submissions t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.submitted_at DESC, t.id DESC LIMIT 4) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM lab_submissions t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.submitted_at AS "submitted_at", t.status AS "status", t.score_obtained AS "score_obtained", t.max_score AS "max_score", t.graded_at AS "graded_at", t.graded_by AS "graded_by", t.content_item_id AS "content_item_id" FROM assignment_submissions t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.submitted_at DESC, t.id DESC LIMIT 4) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM assignment_submissions t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT t.full_name AS "full_name", t.id AS "id" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.final_score AS "final_score", t.letter_grade AS "letter_grade", t.is_passed AS "is_passed", t.graded_at AS "graded_at", t.offering_id AS "offering_id" FROM course_grades t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.graded_at DESC NULLS LAST, t.id DESC LIMIT 21) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.code AS "code", t.issued_at AS "issued_at", t.expires_at AS "expires_at", t.offering_id AS "offering_id" FROM certificates t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.issued_at DESC, t.id DESC LIMIT 21) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.points AS "points", t.badge AS "badge", t.created_at AS "created_at" FROM achievements t WHERE t.tenant_id = $1 AND t.student_id = p.k0 ORDER BY t.created_at DESC, t.id DESC LIMIT 21) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.created_at AS "created_at", t.body AS "body", t.thread_id AS "thread_id" FROM discussion_posts t WHERE t.tenant_id = $1 AND t.author_id = p.k0 ORDER BY t.id LIMIT 4) c;

SELECT t.author_id AS "k0", count(*) AS "count" FROM discussion_posts t WHERE t.tenant_id = $1 AND t.author_id = ANY(($2::text)::uuid[]) GROUP BY t.author_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT CASE WHEN app.is_person(t.user_id) OR app.reaches('sensitive') THEN t.title ELSE NULL END AS "title", t.is_active AS "is_active", t.content_item_id AS "content_item_id", t.id AS "id" FROM mentor_threads t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.created_at DESC, t.id DESC LIMIT 4) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM mentor_threads t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.thread_id AS "k0", count(*) AS "count" FROM mentor_messages t WHERE t.tenant_id = $1 AND t.thread_id = ANY(($2::text)::uuid[]) GROUP BY t.thread_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.role AS "role", CASE WHEN app.is_person(t.user_id) OR app.reaches('sensitive') THEN t.content ELSE NULL END AS "content" FROM mentor_messages t WHERE t.tenant_id = $1 AND t.thread_id = p.k0 ORDER BY t.created_at, t.id LIMIT 3) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.class_session_id AS "class_session_id" FROM class_session_students t WHERE t.tenant_id = $1 AND t.student_id = p.k0 ORDER BY t.id LIMIT 4) c;

SELECT t.student_id AS "k0", count(*) AS "count" FROM class_session_students t WHERE t.tenant_id = $1 AND t.student_id = ANY(($2::text)::uuid[]) GROUP BY t.student_id;

SELECT t.title AS "title", t.starts_at AS "starts_at", t.ends_at AS "ends_at", t.status AS "status", t.tutor_id AS "tutor_id", t.id AS "id" FROM class_sessions t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.full_name AS "full_name", t.id AS "id" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.skill AS "skill", t.score AS "score", t.notes AS "notes", t.created_at AS "created_at", t.tutor_id AS "tutor_id" FROM skill_assessments t WHERE t.tenant_id = $1 AND t.student_id = p.k0 ORDER BY t.created_at DESC, t.id DESC LIMIT 21) c;

SELECT t.full_name AS "full_name", t.id AS "id" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.name AS "name", t.occurred_at AS "occurred_at", t.properties AS "properties", t.course_id AS "course_id" FROM events t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.occurred_at DESC, t.id DESC LIMIT 4) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM events t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;
