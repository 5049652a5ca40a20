SELECT t.title AS "title", t.kind AS "kind", t.status AS "status", t.language_code AS "language_code", t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.code = ANY($2::TEXT[]) AND t.deleted_at IS NULL;

SELECT t.course_id AS "k0", t.raw_text AS "raw_text", t.audience_level AS "audience_level", t.audience_role AS "audience_role", t.region AS "region", t.domain AS "domain", t.language AS "language" FROM course_contexts t WHERE t.tenant_id = $1 AND t.course_id = ANY(($2::text)::uuid[]) ORDER BY t.course_id, t.id LIMIT 10001;

SELECT t.course_id AS "k0", t.title AS "title", t.parsed_status AS "parsed_status", t.parsed_summary AS "parsed_summary", t.asset_id AS "asset_id" FROM course_documents t WHERE t.tenant_id = $1 AND t.course_id = ANY(($2::text)::uuid[]) ORDER BY t.course_id, t.title, t.id LIMIT 10001;

SELECT t.filename AS "filename", t.mime_type AS "mime_type", t.storage_uri AS "storage_uri", t.is_active AS "is_active", t.id AS "id" FROM assets t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.course_id AS "k0", t.name AS "name", t.primary_color AS "primary_color", t.typography AS "typography", t.style_preferences AS "style_preferences", t.id AS "id" FROM brand_profiles t WHERE t.tenant_id = $1 AND t.course_id = ANY(($2::text)::uuid[]) ORDER BY t.course_id, t.name, t.id LIMIT 10001;

SELECT t.brand_profile_id AS "k0", t.name AS "name", t.template_type AS "template_type", t.layout_config AS "layout_config" FROM brand_templates t WHERE t.tenant_id = $1 AND t.brand_profile_id = ANY(($2::text)::uuid[]) ORDER BY t.brand_profile_id, t.template_type, t.name, t.id LIMIT 10001;

WITH RECURSIVE tree (k0, id, level, path) AS (SELECT t.course_id, t.id, 1, ARRAY[t.sequence_index::int] FROM modules t WHERE t.tenant_id = $1 AND t.course_id = ANY(($2::text)::uuid[]) AND t.parent_id IS NULL UNION ALL SELECT tree.k0, t.id, tree.level + 1, tree.path || ARRAY[t.sequence_index::int] FROM tree CROSS JOIN modules t WHERE t.tenant_id = $1 AND t.parent_id = tree.id AND tree.level < 100) SELECT p.k0, p.path AS "path", t.module_type AS "module_type", t.title AS "title", t.depth AS "depth", t.status AS "status", t.engine_flags AS "engine_flags", t.id AS "id" FROM (SELECT tree.*, row_number() OVER (PARTITION BY tree.k0 ORDER BY tree.path) AS place FROM tree) p JOIN modules t ON t.id = p.id WHERE t.tenant_id = $1 AND p.place <= 41 ORDER BY p.k0, p.place;

WITH RECURSIVE tree (k0, id, level, path) AS (SELECT t.course_id, t.id, 1, ARRAY[t.sequence_index::int] FROM modules t WHERE t.tenant_id = $1 AND t.course_id = ANY(($2::text)::uuid[]) AND t.parent_id IS NULL UNION ALL SELECT tree.k0, t.id, tree.level + 1, tree.path || ARRAY[t.sequence_index::int] FROM tree CROSS JOIN modules t WHERE t.tenant_id = $1 AND t.parent_id = tree.id AND tree.level < 100) SELECT tree.k0, count(*) AS "count" FROM tree GROUP BY tree.k0;

SELECT t.module_id AS "k0", t.content_type AS "content_type", t.title AS "title", t.id AS "id", CASE t.content_type WHEN 'interaction' THEN json_build_object('interaction_type', t.data -> 'interaction_type') WHEN 'segment' THEN json_build_object('source_type', t.data -> 'source_type', 'source_ref', t.data -> 'source_ref', 'script_text', t.data -> 'script_text', 'on_screen_duration', t.data -> 'on_screen_duration', 'gap_after', t.data -> 'gap_after', 'status', t.data -> 'status') END AS "data" FROM content_items t WHERE t.tenant_id = $1 AND t.module_id = ANY(($2::text)::uuid[]) ORDER BY t.module_id, t.sequence_index, t.id LIMIT 10001;

SELECT t.content_item_id AS "k0", t.engine AS "engine", t.status AS "status", t.draft_text AS "draft_text", t.final_text AS "final_text", t.id AS "id" FROM scripts t WHERE t.tenant_id = $1 AND t.content_item_id = ANY(($2::text)::uuid[]) ORDER BY t.content_item_id, t.created_at, t.id LIMIT 10001;

SELECT t.script_id AS "k0", t.voice_profile AS "voice_profile", t.duration_seconds AS "duration_seconds", t.tts_provider AS "tts_provider", t.status AS "status", t.asset_id AS "asset_id" FROM voice_tracks t WHERE t.tenant_id = $1 AND t.script_id = ANY(($2::text)::uuid[]) ORDER BY t.script_id, t.created_at, t.id LIMIT 10001;

SELECT t.filename AS "filename", t.mime_type AS "mime_type", t.storage_uri AS "storage_uri", t.is_active AS "is_active", t.id AS "id" FROM assets t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.kind AS "kind", t.engine AS "engine", t.version_label AS "version_label", t.state AS "state", t.requested_at AS "requested_at", t.completed_at AS "completed_at", t.error_message AS "error_message", t.metadata AS "metadata", j0.id AS "j0.id", j0.title AS "j0.title", j1.id AS "j1.id", j1.full_name AS "j1.full_name", j2.id AS "j2.id", j2.filename AS "j2.filename", j2.asset_type AS "j2.asset_type" FROM render_jobs t LEFT JOIN modules j0 ON j0.id = t.module_id AND j0.tenant_id = $1 LEFT JOIN users j1 ON j1.id = t.requested_by AND j1.tenant_id = $1 LEFT JOIN assets j2 ON j2.id = t.result_asset_id AND j2.tenant_id = $1 WHERE t.tenant_id = $1 AND t.course_id = p.k0 AND (((t.state) IS DISTINCT FROM ($3::text)::job_state)) ORDER BY t.requested_at, t.id LIMIT 11) c;

SELECT t.course_id AS "k0", t.title AS "title", t.status AS "status", t.id AS "id" FROM books t WHERE t.tenant_id = $1 AND t.course_id = ANY(($2::text)::uuid[]) ORDER BY t.course_id, t.title, t.id LIMIT 10001;

SELECT t.book_id AS "k0", count(*) AS "count" FROM book_sections t WHERE t.tenant_id = $1 AND t.book_id = ANY(($2::text)::uuid[]) GROUP BY t.book_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.level AS "level", t.title AS "title", t.mapping_type AS "mapping_type", t.module_id AS "module_id" FROM book_sections t WHERE t.tenant_id = $1 AND t.book_id = p.k0 ORDER BY t.sequence_index, t.id LIMIT 6) c;

SELECT t.title AS "title", t.id AS "id" FROM modules t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.engine AS "engine", t.call_type AS "call_type", t.provider AS "provider", t.model_name AS "model_name", t.input_tokens AS "input_tokens", t.response_meta AS "response_meta", t.status AS "status" FROM ai_calls t WHERE t.tenant_id = $1 AND t.course_id = p.k0 AND ((t.call_type = ($3::text)::call_type)) ORDER BY t.created_at DESC, t.id DESC LIMIT 4) c;
