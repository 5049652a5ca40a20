WITH one AS MATERIALIZED (SELECT * FROM (SELECT t.full_name AS "full_name", t.id AS "id" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[])) o LIMIT 1) SELECT c.*, one."full_name" AS "one.full_name", one."id" AS "one.id" FROM one LEFT JOIN (SELECT p.k0, c.* FROM unnest(ARRAY(SELECT one."id" FROM one)) AS p (k0) CROSS JOIN LATERAL (SELECT t.status AS "status", j0.id AS "j0.id", j0.term_name AS "j0.term_name", j1.id AS "j1.id", j1.code AS "j1.code", j1.title AS "j1.title", j2.id AS "j2.id", (j2.percent)::float8 AS "j2.percent", j2.completed_modules AS "j2.completed_modules", j2.modules AS "j2.modules", j2.last_interacted_at AS "j2.last_interacted_at", j3.id AS "j3.id", j3.content_type AS "j3.content_type", j3.title AS "j3.title" FROM (SELECT t.* FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.enrolled_at DESC, t.id DESC LIMIT 11) t LEFT JOIN course_offerings j0 ON j0.id = t.offering_id AND j0.tenant_id = $1 LEFT JOIN courses j1 ON j1.id = j0.course_id AND j1.tenant_id = $1 LEFT JOIN course_progress j2 ON j2.enrollment_id = t.id AND j2.tenant_id = $1 LEFT JOIN content_items j3 ON j3.id = j2.last_content_item_id AND j3.tenant_id = $1 ORDER BY t.enrolled_at DESC, t.id DESC) c) c ON true;

SELECT t.user_id AS "k0", count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.attempt_number AS "attempt_number", t.submitted_at AS "submitted_at", t.score_obtained AS "score_obtained", t.max_score AS "max_score", t.is_passed AS "is_passed", j0.id AS "j0.id", j0.content_type AS "j0.content_type", j0.title AS "j0.title", t.id AS "id" FROM (SELECT t.* FROM quiz_attempts t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.started_at DESC, t.id DESC LIMIT 4) t LEFT JOIN content_items j0 ON j0.id = t.content_item_id AND j0.tenant_id = $1 ORDER BY t.started_at DESC, t.id DESC) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM quiz_attempts t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT t.attempt_id AS "k0", t.answer_text AS "answer_text", CASE WHEN app.reaches('keys') OR t.shows_keys THEN t.points_earned ELSE NULL END AS "points_earned", CASE WHEN app.reaches('keys') OR t.shows_keys THEN t.is_correct ELSE NULL END AS "is_correct", t.question_id AS "question_id", t.id AS "id" FROM question_answers t WHERE t.tenant_id = $1 AND t.attempt_id = ANY(($2::text)::uuid[]) ORDER BY t.attempt_id, t.created_at, t.id LIMIT 10001;

SELECT t.prompt_md AS "prompt_md", t.question_type AS "question_type", t.id AS "id" FROM questions t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT j.answer_id AS "k0", t.label AS "label" FROM answer_selections j JOIN answer_options t ON t.id = j.option_id WHERE t.tenant_id = $1 AND j.tenant_id = $1 AND j.answer_id = ANY(($2::text)::uuid[]) ORDER BY j.answer_id, t.sequence_index, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.submitted_at AS "submitted_at", t.status AS "status", t.score_obtained AS "score_obtained", t.max_score AS "max_score", j0.id AS "j0.id", j0.content_type AS "j0.content_type", j0.title AS "j0.title" FROM (SELECT t.* FROM lab_submissions t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.submitted_at DESC, t.id DESC LIMIT 4) t LEFT JOIN content_items j0 ON j0.id = t.content_item_id AND j0.tenant_id = $1 ORDER BY t.submitted_at DESC, t.id DESC) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM lab_submissions t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.submitted_at AS "submitted_at", t.status AS "status", t.score_obtained AS "score_obtained", t.max_score AS "max_score", t.graded_at AS "graded_at", j0.id AS "j0.id", j0.full_name AS "j0.full_name", j1.id AS "j1.id", j1.content_type AS "j1.content_type", j1.title AS "j1.title" FROM (SELECT t.* FROM assignment_submissions t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.submitted_at DESC, t.id DESC LIMIT 4) t LEFT JOIN users j0 ON j0.id = t.graded_by AND j0.tenant_id = $1 LEFT JOIN content_items j1 ON j1.id = t.content_item_id AND j1.tenant_id = $1 ORDER BY t.submitted_at DESC, t.id DESC) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM assignment_submissions t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (WITH page AS MATERIALIZED (SELECT t.* FROM course_grades t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.graded_at DESC NULLS LAST, t.id DESC LIMIT 21) SELECT t.final_score AS "final_score", t.letter_grade AS "letter_grade", t.is_passed AS "is_passed", t.graded_at AS "graded_at", j0.id AS "j0.id", j1.id AS "j1.id", j1.code AS "j1.code" FROM page t FULL JOIN (SELECT * FROM course_offerings WHERE tenant_id = $1 AND id = ANY(ARRAY(SELECT t.offering_id FROM page t))) j0 ON j0.id = t.offering_id LEFT JOIN courses j1 ON j1.id = j0.course_id AND j1.tenant_id = $1 ORDER BY t.graded_at DESC NULLS LAST, t.id DESC) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (WITH page AS MATERIALIZED (SELECT t.* FROM certificates t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.issued_at DESC, t.id DESC LIMIT 21) SELECT t.code AS "code", t.issued_at AS "issued_at", t.expires_at AS "expires_at", j0.id AS "j0.id", j1.id AS "j1.id", j1.code AS "j1.code" FROM page t FULL JOIN (SELECT * FROM course_offerings WHERE tenant_id = $1 AND id = ANY(ARRAY(SELECT t.offering_id FROM page t))) j0 ON j0.id = t.offering_id LEFT JOIN courses j1 ON j1.id = j0.course_id AND j1.tenant_id = $1 ORDER BY t.issued_at DESC, t.id DESC) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.points AS "points", t.badge AS "badge", t.created_at AS "created_at" FROM achievements t WHERE t.tenant_id = $1 AND t.student_id = p.k0 ORDER BY t.created_at DESC, t.id DESC LIMIT 21) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.created_at AS "created_at", t.body AS "body", j0.id AS "j0.id", j0.title AS "j0.title" FROM (SELECT t.* FROM discussion_posts t WHERE t.tenant_id = $1 AND t.author_id = p.k0 ORDER BY t.id LIMIT 4) t LEFT JOIN discussion_threads j0 ON j0.id = t.thread_id AND j0.tenant_id = $1 ORDER BY t.id) c;

SELECT t.author_id AS "k0", count(*) AS "count" FROM discussion_posts t WHERE t.tenant_id = $1 AND t.author_id = ANY(($2::text)::uuid[]) GROUP BY t.author_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT CASE WHEN app.reaches('sensitive') OR app.is_person(t.user_id) THEN t.title ELSE NULL END AS "title", t.is_active AS "is_active", j0.id AS "j0.id", j0.content_type AS "j0.content_type", j0.title AS "j0.title", t.id AS "id" FROM (SELECT t.* FROM mentor_threads t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.created_at DESC, t.id DESC LIMIT 4) t LEFT JOIN content_items j0 ON j0.id = t.content_item_id AND j0.tenant_id = $1 ORDER BY t.created_at DESC, t.id DESC) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM mentor_threads t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT t.thread_id AS "k0", count(*) AS "count" FROM mentor_messages t WHERE t.tenant_id = $1 AND t.thread_id = ANY(($2::text)::uuid[]) GROUP BY t.thread_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.role AS "role", CASE WHEN app.reaches('sensitive') OR app.is_person(t.user_id) THEN t.content ELSE NULL END AS "content" FROM mentor_messages t WHERE t.tenant_id = $1 AND t.thread_id = p.k0 ORDER BY t.created_at, t.id LIMIT 3) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT j0.id AS "j0.id", j0.title AS "j0.title", j0.starts_at AS "j0.starts_at", j0.ends_at AS "j0.ends_at", j0.status AS "j0.status", j1.id AS "j1.id", j1.full_name AS "j1.full_name" FROM (SELECT t.* FROM class_session_students t WHERE t.tenant_id = $1 AND t.student_id = p.k0 ORDER BY t.id LIMIT 4) t LEFT JOIN class_sessions j0 ON j0.id = t.class_session_id AND j0.tenant_id = $1 LEFT JOIN users j1 ON j1.id = j0.tutor_id AND j1.tenant_id = $1 ORDER BY t.id) c;

SELECT t.student_id AS "k0", count(*) AS "count" FROM class_session_students t WHERE t.tenant_id = $1 AND t.student_id = ANY(($2::text)::uuid[]) GROUP BY t.student_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (WITH page AS MATERIALIZED (SELECT t.* FROM skill_assessments t WHERE t.tenant_id = $1 AND t.student_id = p.k0 ORDER BY t.created_at DESC, t.id DESC LIMIT 21) SELECT t.skill AS "skill", t.score AS "score", t.notes AS "notes", t.created_at AS "created_at", j0.id AS "j0.id", j0.full_name AS "j0.full_name" FROM page t FULL JOIN (SELECT * FROM users WHERE tenant_id = $1 AND id = ANY(ARRAY(SELECT t.tutor_id FROM page t))) j0 ON j0.id = t.tutor_id ORDER BY t.created_at DESC, t.id DESC) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.name AS "name", t.occurred_at AS "occurred_at", t.properties AS "properties", j0.id AS "j0.id", j0.code AS "j0.code" FROM (SELECT t.* FROM events t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.occurred_at DESC, t.id DESC LIMIT 4) t LEFT JOIN courses j0 ON j0.id = t.course_id AND j0.tenant_id = $1 ORDER BY t.occurred_at DESC, t.id DESC) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM events t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;
