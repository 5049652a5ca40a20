"""Community.

Revision ID: 0017
Revises: 0016
"""

from migrations.run import run

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UP = [
    """CREATE TABLE discussion_threads (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    module_id UUID,
    content_item_id UUID,
    author_id UUID NOT NULL,
    title TEXT,
    is_locked BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_discussion_threads PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_discussion_threads_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_discussion_threads_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_discussion_threads_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_discussion_threads_module FOREIGN KEY(tenant_id, module_id) REFERENCES modules (tenant_id, id),
    CONSTRAINT fk_discussion_threads_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id),
    CONSTRAINT fk_discussion_threads_author FOREIGN KEY(tenant_id, author_id) REFERENCES users (tenant_id, id)
)""",
    "COMMENT ON TABLE discussion_threads IS 'A discussion among those who take and teach an offering: about all of it, a module or a piece of content.'",
    "COMMENT ON COLUMN discussion_threads.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN discussion_threads.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN discussion_threads.offering_id IS 'The offering in which it is held.'",
    "COMMENT ON COLUMN discussion_threads.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN discussion_threads.module_id IS 'The module that it is about.'",
    "COMMENT ON COLUMN discussion_threads.content_item_id IS 'The content that it is about.'",
    "COMMENT ON COLUMN discussion_threads.author_id IS 'Who opened it.'",
    "COMMENT ON COLUMN discussion_threads.title IS 'What it is about, in a line.'",
    "COMMENT ON COLUMN discussion_threads.is_locked IS 'Whether it is closed: what was said stays, and nothing can be added.'",
    "COMMENT ON COLUMN discussion_threads.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN discussion_threads.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN discussion_threads.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN discussion_threads.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN discussion_threads.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "SELECT app.distribute('discussion_threads', 'tenant_id')",
    """CREATE TABLE discussion_posts (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    thread_id UUID NOT NULL,
    parent_id UUID,
    offering_id UUID NOT NULL,
    organization_id UUID,
    author_id UUID NOT NULL,
    body TEXT NOT NULL,
    depth INTEGER DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_discussion_posts PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_discussion_posts_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_discussion_posts_thread FOREIGN KEY(tenant_id, thread_id) REFERENCES discussion_threads (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_discussion_posts_parent FOREIGN KEY(tenant_id, thread_id, parent_id) REFERENCES discussion_posts (tenant_id, thread_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_discussion_posts_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_discussion_posts_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_discussion_posts_author FOREIGN KEY(tenant_id, author_id) REFERENCES users (tenant_id, id),
    CONSTRAINT uq_discussion_posts_thread_id_id UNIQUE (tenant_id, thread_id, id),
    CONSTRAINT ck_discussion_posts_not_its_own_parent CHECK (parent_id <> id)
)""",
    "COMMENT ON TABLE discussion_posts IS 'What somebody says in a discussion, or in answer to another post of it.'",
    "COMMENT ON COLUMN discussion_posts.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN discussion_posts.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN discussion_posts.thread_id IS 'The discussion.'",
    "COMMENT ON COLUMN discussion_posts.parent_id IS 'The post that it answers; null for one that answers none.'",
    "COMMENT ON COLUMN discussion_posts.offering_id IS 'The offering of the discussion; kept by trigger.'",
    "COMMENT ON COLUMN discussion_posts.organization_id IS 'The organisation of the discussion; kept by trigger.'",
    "COMMENT ON COLUMN discussion_posts.author_id IS 'Who says it.'",
    "COMMENT ON COLUMN discussion_posts.body IS 'What they say, as Markdown.'",
    "COMMENT ON COLUMN discussion_posts.depth IS 'How many posts stand above it; kept by trigger.'",
    "COMMENT ON COLUMN discussion_posts.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN discussion_posts.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN discussion_posts.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN discussion_posts.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN discussion_posts.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "SELECT app.distribute('discussion_posts', 'tenant_id')",
    """CREATE TABLE course_reviews (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    course_id UUID NOT NULL,
    rating INTEGER NOT NULL,
    review_text TEXT,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_course_reviews PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_reviews_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_reviews_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_course_reviews_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_reviews_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id),
    CONSTRAINT ck_course_reviews_rating_range CHECK (rating BETWEEN 1 AND 5)
)""",
    "COMMENT ON TABLE course_reviews IS 'What somebody who takes an offering thinks of it, for everyone who may find it.'",
    "COMMENT ON COLUMN course_reviews.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN course_reviews.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN course_reviews.user_id IS 'Who reviews it.'",
    "COMMENT ON COLUMN course_reviews.offering_id IS 'What they took.'",
    "COMMENT ON COLUMN course_reviews.course_id IS 'The course of the offering; kept by trigger.'",
    "COMMENT ON COLUMN course_reviews.rating IS 'How good they found it, from 1 to 5.'",
    "COMMENT ON COLUMN course_reviews.review_text IS 'What they say of it.'",
    "COMMENT ON COLUMN course_reviews.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN course_reviews.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN course_reviews.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN course_reviews.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN course_reviews.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN course_reviews.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "SELECT app.distribute('course_reviews', 'tenant_id')",
    "CREATE INDEX ix_discussion_threads_author_id_created_at_id ON discussion_threads (tenant_id, author_id, created_at, id)",
    "CREATE INDEX ix_discussion_threads_content_item_id ON discussion_threads (tenant_id, content_item_id)",
    "CREATE INDEX ix_discussion_threads_deleted_at ON discussion_threads (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_discussion_threads_module_id ON discussion_threads (tenant_id, module_id)",
    "CREATE INDEX ix_discussion_threads_offering_id_created_at_id ON discussion_threads (tenant_id, offering_id, created_at, id)",
    "CREATE INDEX ix_discussion_threads_organization_id ON discussion_threads (tenant_id, organization_id)",
    "CREATE INDEX ix_discussion_posts_author_id_created_at_id ON discussion_posts (tenant_id, author_id, created_at, id)",
    "CREATE INDEX ix_discussion_posts_deleted_at ON discussion_posts (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_discussion_posts_offering_id ON discussion_posts (tenant_id, offering_id)",
    "CREATE INDEX ix_discussion_posts_organization_id ON discussion_posts (tenant_id, organization_id)",
    "CREATE INDEX ix_discussion_posts_parent_id ON discussion_posts (tenant_id, parent_id)",
    "CREATE INDEX ix_course_reviews_audience ON course_reviews (tenant_id, audience)",
    "CREATE INDEX ix_course_reviews_course_id_created_at_id ON course_reviews (tenant_id, course_id, created_at, id)",
    "CREATE INDEX ix_course_reviews_deleted_at ON course_reviews (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_course_reviews_offering_id_created_at_id ON course_reviews (tenant_id, offering_id, created_at, id)",
    "CREATE INDEX ix_course_reviews_user_id ON course_reviews (tenant_id, user_id)",
    "CREATE UNIQUE INDEX uq_course_reviews_user_id_offering_id ON course_reviews (tenant_id, user_id, offering_id) WHERE deleted_at IS NULL",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON discussion_threads FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_discussion_threads() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON discussion_threads FOR EACH ROW EXECUTE FUNCTION app.inherit_discussion_threads()",
    """-- A deleted discussion takes its posts along, and gives back those that went with it.
CREATE FUNCTION app.delete_posts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.discussion_posts SET deleted_at = NEW.deleted_at
    WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id AND deleted_at IS NOT DISTINCT FROM OLD.deleted_at;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER delete_posts AFTER UPDATE OF deleted_at ON discussion_threads FOR EACH ROW
    WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION app.delete_posts()""",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON discussion_posts FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.tree_discussion_posts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id
    THEN
        PERFORM pg_advisory_xact_lock(hashtext('discussion_posts ' || NEW.tenant_id));
        IF EXISTS (
            WITH RECURSIVE above (id, path) AS (
                SELECT NEW.parent_id, ARRAY[NEW.parent_id]
                UNION ALL
                SELECT t.parent_id, a.path || t.parent_id
                FROM above a JOIN public.discussion_posts t ON t.tenant_id = NEW.tenant_id AND t.id = a.id
                WHERE t.parent_id IS NOT NULL AND t.parent_id <> ALL (a.path)
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A row of discussion_posts can not lie below itself.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.depth := coalesce(
        (SELECT t.depth + 1 FROM public.discussion_posts t WHERE t.tenant_id = NEW.tenant_id AND t.id = NEW.parent_id), 0);
    IF NEW.depth > 100 THEN
        RAISE EXCEPTION 'Rows of discussion_posts nest at most 100 deep.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF parent_id, depth ON discussion_posts FOR EACH ROW EXECUTE FUNCTION app.tree_discussion_posts()",
    """CREATE FUNCTION app.deepen_discussion_posts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.discussion_posts t SET depth = NEW.depth + 1
    WHERE t.tenant_id = NEW.tenant_id AND t.parent_id = NEW.id;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER deepen AFTER UPDATE ON discussion_posts FOR EACH ROW
    WHEN (OLD.depth IS DISTINCT FROM NEW.depth) EXECUTE FUNCTION app.deepen_discussion_posts()""",
    """CREATE FUNCTION app.inherit_discussion_posts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.offering_id := CASE
        WHEN NEW.thread_id IS NOT NULL THEN (SELECT p.offering_id FROM public.discussion_threads p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.thread_id FOR SHARE)
    END;
    NEW.organization_id := CASE
        WHEN NEW.thread_id IS NOT NULL THEN (SELECT p.organization_id FROM public.discussion_threads p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.thread_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id, thread_id ON discussion_posts FOR EACH ROW EXECUTE FUNCTION app.inherit_discussion_posts()",
    """-- Refuses what a person would add to a discussion that is closed or gone; an import writes down what was said before.
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
$$""",
    """CREATE TRIGGER refuse_closed_thread AFTER INSERT OR UPDATE OF thread_id, body ON discussion_posts FOR EACH ROW
    EXECUTE FUNCTION app.refuse_closed_thread()""",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON course_reviews FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_course_reviews() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.course_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.course_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    NEW.audience := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.audience FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, offering_id ON course_reviews FOR EACH ROW EXECUTE FUNCTION app.inherit_course_reviews()",
    """CREATE OR REPLACE FUNCTION app.pass_on_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.course_reviews SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.offering_instructors SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.course_reviews SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.assignment_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.certificates SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.content_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.course_grades SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.discussion_threads SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.enrollments SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.lab_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.mentor_insights SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.mentor_threads SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.module_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.quiz_attempts SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER pass_on ON course_offerings",
    """CREATE TRIGGER pass_on AFTER UPDATE ON course_offerings FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id) EXECUTE FUNCTION app.pass_on_course_offerings()""",
    """CREATE FUNCTION app.pass_on_discussion_threads() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.offering_id IS DISTINCT FROM OLD.offering_id THEN
        UPDATE public.discussion_posts SET offering_id = offering_id WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.discussion_posts SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON discussion_threads FOR EACH ROW
    WHEN (OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id) EXECUTE FUNCTION app.pass_on_discussion_threads()""",
    "GRANT SELECT ON discussion_threads TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON discussion_threads TO lyceum_writer",
    "ALTER TABLE discussion_threads ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE discussion_threads FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON discussion_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('community:read') OR app.is_person(author_id) OR app.teaches(offering_id) OR app.manages(organization_id) OR app.holds(offering_id)))",
    "CREATE POLICY write ON discussion_threads FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR (author_id = app.user_id() AND (app.holds(offering_id) OR app.reaches('everything'))) OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR (author_id = app.user_id() AND (app.holds(offering_id) OR app.reaches('everything'))) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON discussion_threads FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON discussion_posts TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON discussion_posts TO lyceum_writer",
    "ALTER TABLE discussion_posts ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE discussion_posts FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON discussion_posts FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('community:read') OR app.is_person(author_id) OR app.teaches(offering_id) OR app.manages(organization_id) OR app.holds(offering_id)))",
    "CREATE POLICY write ON discussion_posts FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR (author_id = app.user_id() AND (app.holds(offering_id) OR app.reaches('everything'))) OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR (author_id = app.user_id() AND (app.holds(offering_id) OR app.reaches('everything'))) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON discussion_posts FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON course_reviews TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON course_reviews TO lyceum_writer",
    "ALTER TABLE course_reviews ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE course_reviews FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON course_reviews FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('community:read') OR app.is_person(user_id) OR app.holds(offering_id) OR (audience >= app.audience() AND (app.reaches('member') OR app.reaches('visitor')))))",
    "CREATE POLICY write ON course_reviews FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR (user_id = app.user_id() AND (app.holds(offering_id) OR app.reaches('everything'))))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR (user_id = app.user_id() AND (app.holds(offering_id) OR app.reaches('everything')))))",
    "CREATE POLICY maintain ON course_reviews FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TRIGGER pass_on ON discussion_threads",
    "DROP FUNCTION app.pass_on_discussion_threads()",
    "DROP TRIGGER pass_on ON course_offerings",
    """CREATE TRIGGER pass_on AFTER UPDATE ON course_offerings FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.organization_id IS DISTINCT FROM NEW.organization_id) EXECUTE FUNCTION app.pass_on_course_offerings()""",
    """CREATE OR REPLACE FUNCTION app.pass_on_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.offering_instructors SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.assignment_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.certificates SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.content_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.course_grades SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.enrollments SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.lab_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.mentor_insights SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.mentor_threads SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.module_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.quiz_attempts SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER inherit ON course_reviews",
    "DROP FUNCTION app.inherit_course_reviews()",
    "DROP TRIGGER keep_editor ON course_reviews",
    "DROP TRIGGER refuse_closed_thread ON discussion_posts",
    "DROP FUNCTION app.refuse_closed_thread()",
    "DROP TRIGGER inherit ON discussion_posts",
    "DROP FUNCTION app.inherit_discussion_posts()",
    "DROP TRIGGER deepen ON discussion_posts",
    "DROP FUNCTION app.deepen_discussion_posts()",
    "DROP TRIGGER tree ON discussion_posts",
    "DROP FUNCTION app.tree_discussion_posts()",
    "DROP TRIGGER keep_editor ON discussion_posts",
    "DROP TRIGGER delete_posts ON discussion_threads",
    "DROP FUNCTION app.delete_posts()",
    "DROP TRIGGER inherit ON discussion_threads",
    "DROP FUNCTION app.inherit_discussion_threads()",
    "DROP TRIGGER keep_editor ON discussion_threads",
    "DROP TABLE course_reviews",
    "DROP TABLE discussion_posts",
    "DROP TABLE discussion_threads",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
