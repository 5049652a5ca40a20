SELECT j0.id AS "j0.id", j0.kind AS "j0.kind", j0.name AS "j0.name", t.month AS "month", t.income_minor AS "income_minor", t.expenses_minor AS "expenses_minor", t.records AS "records" FROM (SELECT t.* FROM centre_financials t WHERE t.tenant_id = $1 ORDER BY t.month DESC, t.id DESC LIMIT 3) t LEFT JOIN organizations j0 ON j0.id = t.organization_id AND j0.tenant_id = $1 ORDER BY t.month DESC, t.id DESC;

SELECT count(*) AS "count" FROM centre_financials t WHERE t.tenant_id = $1;

SELECT j0.id AS "j0.id", j0.kind AS "j0.kind", j0.name AS "j0.name", t.type AS "type", t.amount_minor AS "amount_minor", t.currency AS "currency", j1.id AS "j1.id", j1.full_name AS "j1.full_name" FROM (SELECT t.* FROM finance_records t WHERE t.tenant_id = $1 ORDER BY t.occurred_at DESC, t.id DESC LIMIT 2) t LEFT JOIN organizations j0 ON j0.id = t.organization_id AND j0.tenant_id = $1 LEFT JOIN users j1 ON j1.id = t.student_id AND j1.tenant_id = $1 ORDER BY t.occurred_at DESC, t.id DESC;

SELECT count(*) AS "count" FROM finance_records t WHERE t.tenant_id = $1;

SELECT t.kind AS "kind", t.name AS "name", t.id AS "id" FROM organizations t WHERE t.tenant_id = $1 AND ((t.kind = ($2::text)::organization_kind)) ORDER BY t.name, t.id LIMIT 21;

SELECT t.organization_id AS "k0", count(*) AS "count" FROM finance_records t WHERE t.tenant_id = $1 AND t.organization_id = ANY(($2::text)::uuid[]) GROUP BY t.organization_id;

SELECT count(*) AS "count" FROM service_requests t WHERE t.tenant_id = $1;
