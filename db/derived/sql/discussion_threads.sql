-- A deleted discussion takes its posts along, and gives back those that went with it.
CREATE FUNCTION app.delete_posts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.discussion_posts SET deleted_at = NEW.deleted_at
    WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id AND deleted_at IS NOT DISTINCT FROM OLD.deleted_at;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER delete_posts AFTER UPDATE OF deleted_at ON discussion_threads FOR EACH ROW
    WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.delete_posts()
