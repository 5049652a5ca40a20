"""What people take is open to them in all that hangs on it, such as its discussions, be it private or not.

Revision ID: 0026
Revises: 0025
"""

from migrations.run import run

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

PLACES = """CREATE OR REPLACE FUNCTION app.places(tenant uuid, people uuid[]) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN concat_ws(' ', (
        SELECT string_agg(o.id::text || ' ' || o.course_id::text, ' ')
        FROM public.enrollments e
        JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = e.offering_id AND o.audience {} 'enrolled'
        WHERE e.tenant_id = tenant AND e.user_id = ANY (people) AND e.status IN ('active', 'completed')
    ), (
        SELECT string_agg(s.class_session_id::text, ' ') FROM public.class_session_students s
        WHERE s.tenant_id = tenant AND s.student_id = ANY (people)
    ));
END
$$"""

UP = [PLACES.format(">=")]

DOWN = [PLACES.format("=")]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
