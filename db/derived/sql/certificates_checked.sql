-- What anyone who knows the code of a certificate may know of it, in the tenant that they have entered: whether it holds, for
-- whom and for what. It runs with its owner's rights, because the row and the person are hidden from most who ask.
CREATE FUNCTION app.check_certificate(tenant uuid, sought text)
RETURNS TABLE (code text, is_valid boolean, holder text, course text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT c.code, c.issued_at <= now() AND (c.expires_at IS NULL OR c.expires_at > now()),
        CASE WHEN u.deleted_at IS NULL THEN u.full_name END, s.title
    FROM certificates c
    JOIN users u ON u.tenant_id = tenant AND u.id = c.user_id
    JOIN course_offerings o ON o.tenant_id = tenant AND o.id = c.offering_id
    JOIN courses s ON s.tenant_id = tenant AND s.id = o.course_id
    WHERE c.tenant_id = app.tenant_id() AND c.tenant_id = tenant AND c.code = check_certificate.sought;
END
$$
