-- Refuses what a person would add to a discussion that is closed or gone; an import writes down what was said before.
-- It comes after the row, so that row-level security speaks first.
CREATE FUNCTION app.refuse_closed_thread() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    thread record;
BEGIN
    SELECT t.is_locked, t.deleted_at INTO thread FROM public.discussion_threads t
    WHERE t.tenant_id = NEW.tenant_id AND t.id = NEW.thread_id FOR SHARE;
    IF app.user_id() IS NOT NULL AND NEW.deleted_at IS NULL AND (thread.is_locked OR thread.deleted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'The discussion is closed: nothing can be added to it.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER refuse_closed_thread AFTER INSERT OR UPDATE OF thread_id, body ON discussion_posts FOR EACH ROW
    EXECUTE FUNCTION app.refuse_closed_thread()
