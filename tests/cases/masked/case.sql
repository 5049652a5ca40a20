SELECT t.full_name AS "full_name", CASE WHEN ((app.reaches('sensitive') OR app.is_person(t.id) OR app.is_pupil(t.id) OR app.belongs(t.id) OR app.is_contact(t.id) OR app.reaches('sensitive:read')) AND app.permits('sensitive:read')) THEN t.email ELSE NULL END AS "email", CASE WHEN ((app.reaches('sensitive') OR app.is_person(t.id) OR app.is_pupil(t.id) OR app.belongs(t.id) OR app.is_contact(t.id) OR app.reaches('sensitive:read')) AND app.permits('sensitive:read')) THEN t.phone ELSE NULL END AS "phone", t.status AS "status" FROM users t WHERE t.tenant_id = $1 ORDER BY t.full_name, t.id LIMIT 2;

SELECT count(*) AS "count" FROM users t WHERE t.tenant_id = $1;

SELECT t.full_name AS "full_name" FROM users t WHERE t.tenant_id = $1 AND (((CASE WHEN ((app.reaches('sensitive') OR app.is_person(t.id) OR app.is_pupil(t.id) OR app.belongs(t.id) OR app.is_contact(t.id) OR app.reaches('sensitive:read')) AND app.permits('sensitive:read')) THEN t.email ELSE NULL END) IS NOT NULL)) ORDER BY t.full_name, t.id LIMIT 21;

SELECT count(*) AS "count" FROM users t WHERE t.tenant_id = $1 AND (((CASE WHEN ((app.reaches('sensitive') OR app.is_person(t.id) OR app.is_pupil(t.id) OR app.belongs(t.id) OR app.is_contact(t.id) OR app.reaches('sensitive:read')) AND app.permits('sensitive:read')) THEN t.email ELSE NULL END) IS NOT NULL));

SELECT CASE WHEN ((app.reaches('sensitive') OR app.is_person(t.user_id) OR app.is_pupil(t.user_id) OR app.reaches_in('sensitive', t.organization_id) OR app.reaches('sensitive:read')) AND app.permits('sensitive:read')) THEN t.date_of_birth ELSE NULL END AS "date_of_birth", CASE WHEN ((app.reaches('sensitive') OR app.is_person(t.user_id) OR app.is_pupil(t.user_id) OR app.reaches_in('sensitive', t.organization_id) OR app.reaches('sensitive:read')) AND app.permits('sensitive:read')) THEN t.special_needs ELSE NULL END AS "special_needs", t.languages AS "languages", j0.id AS "j0.id", j0.full_name AS "j0.full_name" FROM (SELECT t.* FROM student_profiles t WHERE t.tenant_id = $1 ORDER BY t.id LIMIT 2) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1 ORDER BY t.id;

SELECT count(*) AS "count" FROM student_profiles t WHERE t.tenant_id = $1;
