WITH course AS MATERIALIZED (
    SELECT c.id, c.title FROM courses c WHERE c.tenant_id = $1 AND c.code = $2 AND c.deleted_at IS NULL
), part AS MATERIALIZED (
    SELECT m.id, m.parent_id, m.title, m.objective, m.sequence_index FROM modules m
    WHERE m.tenant_id = $1 AND m.course_id = (SELECT id FROM course)
), items AS (
    SELECT i.module_id, json_agg(CASE i.content_type
        WHEN 'video' THEN json_build_object('__typename', 'VideoContent', 'uuid', i.id, 'title', i.title,
            'sequenceIndex', i.sequence_index, 'estimatedDurationSeconds', i.estimated_duration_seconds,
            'videoId', i.data -> 'video_id', 'durationSeconds', i.data -> 'duration_seconds',
            'isDownloadable', i.data -> 'is_downloadable')
        WHEN 'quiz' THEN json_build_object('__typename', 'QuizContent', 'uuid', i.id, 'title', i.title,
            'sequenceIndex', i.sequence_index, 'estimatedDurationSeconds', i.estimated_duration_seconds,
            'timeLimitSeconds', i.data -> 'time_limit_seconds', 'maxPoints', i.data -> 'max_points')
        ELSE json_build_object('__typename', 'TextContent', 'uuid', i.id, 'title', i.title,
            'sequenceIndex', i.sequence_index, 'estimatedDurationSeconds', i.estimated_duration_seconds,
            'layout', i.data -> 'layout')
        END ORDER BY i.sequence_index) AS shown
    FROM content_items i WHERE i.tenant_id = $1 AND i.course_id = (SELECT id FROM course) GROUP BY i.module_id
), lessons AS (
    SELECT p.parent_id, json_agg(json_build_object('uuid', p.id, 'title', p.title, 'sequenceIndex', p.sequence_index,
        'contentItems', coalesce(i.shown, '[]')) ORDER BY p.sequence_index) AS shown
    FROM part p LEFT JOIN items i ON i.module_id = p.id WHERE p.parent_id IS NOT NULL GROUP BY p.parent_id
)
SELECT json_build_object('data', json_build_object('course', (
    SELECT json_build_object('uuid', c.id, 'title', c.title, 'modules', (
        SELECT coalesce(json_agg(json_build_object('uuid', p.id, 'title', p.title, 'objective', p.objective,
            'sequenceIndex', p.sequence_index, 'children', coalesce(l.shown, '[]')) ORDER BY p.sequence_index), '[]')
        FROM part p LEFT JOIN lessons l ON l.parent_id = p.id WHERE p.parent_id IS NULL))
    FROM course c
)))::text
