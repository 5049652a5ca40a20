CREATE TRIGGER follow_openings_insert AFTER INSERT ON content_items REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER follow_openings_update AFTER UPDATE ON content_items REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
-- next
CREATE TRIGGER follow_openings_delete AFTER DELETE ON content_items REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_openings()
