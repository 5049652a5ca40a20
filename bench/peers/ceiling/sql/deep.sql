WITH course AS MATERIALIZED (
    SELECT c.id, c.title FROM courses c WHERE c.tenant_id = $1 AND c.code = $2 AND c.deleted_at IS NULL
), part AS MATERIALIZED (
    SELECT m.id, m.parent_id, m.title, m.sequence_index, m.depth FROM modules m
    WHERE m.tenant_id = $1 AND m.course_id = (SELECT id FROM course)
), level10 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title) ORDER BY p.sequence_index) AS shown
    FROM part p WHERE p.depth = 10 GROUP BY p.parent_id
), level9 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN level10 b ON b.parent_id = p.id WHERE p.depth = 9 GROUP BY p.parent_id
), level8 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN level9 b ON b.parent_id = p.id WHERE p.depth = 8 GROUP BY p.parent_id
), level7 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN level8 b ON b.parent_id = p.id WHERE p.depth = 7 GROUP BY p.parent_id
), level6 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN level7 b ON b.parent_id = p.id WHERE p.depth = 6 GROUP BY p.parent_id
), level5 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN level6 b ON b.parent_id = p.id WHERE p.depth = 5 GROUP BY p.parent_id
), level4 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN level5 b ON b.parent_id = p.id WHERE p.depth = 4 GROUP BY p.parent_id
), level3 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN level4 b ON b.parent_id = p.id WHERE p.depth = 3 GROUP BY p.parent_id
), level2 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN level3 b ON b.parent_id = p.id WHERE p.depth = 2 GROUP BY p.parent_id
), level1 AS (
    SELECT p.parent_id, json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN level2 b ON b.parent_id = p.id WHERE p.depth = 1 GROUP BY p.parent_id
)
SELECT json_build_object('data', json_build_object('course', (
    SELECT json_build_object('title', c.title, 'modules', (
        SELECT coalesce(json_agg(json_build_object('title', p.title, 'children', coalesce(b.shown, '[]'))
            ORDER BY p.sequence_index), '[]')
        FROM part p LEFT JOIN level1 b ON b.parent_id = p.id WHERE p.parent_id IS NULL))
    FROM course c
)))::text
