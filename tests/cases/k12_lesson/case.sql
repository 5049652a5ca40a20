SELECT t.title AS "title", t.subject AS "subject", t.grade_level AS "grade_level", t.tags AS "tags", j0.id AS "j0.id", j0.full_name AS "j0.full_name", j1.id AS "j1.id", j1.version_no AS "j1.version_no", j1.published_at AS "j1.published_at", j2.id AS "j2.id", j2.full_name AS "j2.full_name", j1.objective AS "j1.objective", j1.duration_minutes AS "j1.duration_minutes", CASE WHEN app.reaches('staff') OR app.reaches('catalogue:read') THEN j1.teacher_script_md ELSE NULL END AS "j1.teacher_script_md", j1.differentiation AS "j1.differentiation", j1.accommodations AS "j1.accommodations", j1.assessments AS "j1.assessments", j1.materials AS "j1.materials", t.id AS "id" FROM lessons t LEFT JOIN users j0 ON j0.id = t.owner_id AND j0.tenant_id = $1 LEFT JOIN lesson_versions j1 ON j1.id = t.current_version_id AND j1.tenant_id = $1 LEFT JOIN users j2 ON j2.id = j1.author_id AND j2.tenant_id = $1 WHERE t.tenant_id = $1 AND t.code = ANY($2::TEXT[]) AND t.deleted_at IS NULL;

SELECT t.lesson_version_id AS "k0", t.block_type AS "block_type", t.sequence_index AS "sequence_index", t.content_md AS "content_md", t.estimated_minutes AS "estimated_minutes" FROM lesson_blocks t WHERE t.tenant_id = $1 AND t.lesson_version_id = ANY(($2::text)::uuid[]) ORDER BY t.lesson_version_id, t.sequence_index, t.id LIMIT 10001;

SELECT j.lesson_version_id AS "k0", t.code AS "code", t.description AS "description", t.framework_id AS "framework_id" FROM lesson_standards j JOIN standards t ON t.id = j.standard_id WHERE j.tenant_id = $1 AND j.lesson_version_id = ANY(($2::text)::uuid[]) ORDER BY j.lesson_version_id, t.code, t.id LIMIT 10001;

SELECT t.code AS "code", t.jurisdiction AS "jurisdiction", t.id AS "id" FROM standards_frameworks t WHERE t.id = ANY(($1::text)::uuid[]);

SELECT t.lesson_version_id AS "k0", t.purpose AS "purpose", t.asset_version AS "asset_version", t.asset_id AS "asset_id" FROM lesson_assets t WHERE t.tenant_id = $1 AND t.lesson_version_id = ANY(($2::text)::uuid[]) ORDER BY t.lesson_version_id, t.purpose, t.id LIMIT 10001;

SELECT t.filename AS "filename", t.mime_type AS "mime_type", t.storage_uri AS "storage_uri", t.id AS "id" FROM assets t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.title AS "title", j0.id AS "j0.id", j0.code AS "j0.code", j0.title AS "j0.title", j0.kind AS "j0.kind" FROM modules t LEFT JOIN courses j0 ON j0.id = t.course_id AND j0.tenant_id = $1 WHERE t.tenant_id = $1 AND t.lesson_id = p.k0 ORDER BY t.title, t.id LIMIT 21) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.version_no AS "version_no", t.published_at AS "published_at" FROM lesson_versions t WHERE t.tenant_id = $1 AND t.lesson_id = p.k0 ORDER BY t.version_no DESC, t.id DESC LIMIT 21) c;

SELECT t.lesson_id AS "k0", count(*) AS "count" FROM lesson_versions t WHERE t.tenant_id = $1 AND t.lesson_id = ANY(($2::text)::uuid[]) GROUP BY t.lesson_id;
