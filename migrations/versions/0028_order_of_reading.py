"""Personal rows are asked about in the order that costs least, and the last item of a course is found in one step.

Revision ID: 0028
Revises: 0027
"""

from migrations.run import run

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

UP = [
    "DROP INDEX ix_content_progress_user_id_offering_id_last_inter",
    "CREATE INDEX ix_content_progress_user_id_offering_id_last_inter ON content_progress (tenant_id, user_id, offering_id, last_interacted_at, id)",
    "ALTER POLICY read ON achievements USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(student_id) OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read')))",
    "ALTER POLICY read ON answer_selections USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))",
    "ALTER POLICY read ON assignment_submissions USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))",
    "ALTER POLICY read ON certificates USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))",
    "ALTER POLICY read ON class_session_students USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(student_id) OR tutor_id = app.user_id() OR app.manages(organization_id) OR app.reaches('roster:read')))",
    "ALTER POLICY read ON class_sessions USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(tutor_id) OR app.manages(organization_id) OR app.holds(id) OR app.reaches('roster:read')))",
    "ALTER POLICY read ON content_progress USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read')))",
    "ALTER POLICY read ON course_grades USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))",
    "ALTER POLICY read ON course_reviews USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(user_id) OR app.holds(offering_id) OR (audience >= app.audience() AND (app.reaches('member') OR app.reaches('visitor'))) OR app.reaches('community:read')))",
    "ALTER POLICY read ON discussion_posts USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read')))",
    "ALTER POLICY read ON discussion_threads USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read')))",
    "ALTER POLICY read ON enrollments USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read')))",
    "ALTER POLICY read ON group_members USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.is_person(user_id) OR app.reaches('roster:read')))",
    "ALTER POLICY read ON guardianships USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(student_id) OR app.is_person(guardian_id) OR app.is_pupil(student_id) OR app.reaches('roster:read')))",
    "ALTER POLICY read ON lab_submissions USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))",
    "ALTER POLICY read ON mentor_insights USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read')))",
    "ALTER POLICY read ON mentor_messages USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR user_id = app.user_id() OR app.manages(organization_id)))",
    "ALTER POLICY read ON mentor_threads USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR user_id = app.user_id() OR app.manages(organization_id)))",
    "ALTER POLICY read ON module_progress USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read')))",
    "ALTER POLICY read ON question_answers USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))",
    "ALTER POLICY read ON quiz_attempts USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))",
    "ALTER POLICY read ON skill_assessments USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(student_id) OR tutor_id = app.user_id() OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read')))",
    "ALTER POLICY read ON student_profiles USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(user_id) OR assigned_tutor_id = app.user_id() OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('roster:read')))",
    "ALTER POLICY read ON user_roles USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read')))",
]

DOWN = [
    "ALTER POLICY read ON achievements USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(student_id) OR app.is_pupil(student_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON answer_selections USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON assignment_submissions USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON certificates USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON class_session_students USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(student_id) OR tutor_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON class_sessions USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(tutor_id) OR app.teaches(offering_id) OR app.manages(organization_id) OR app.holds(id)))",
    "ALTER POLICY read ON content_progress USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('progress:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON course_grades USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON course_reviews USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('community:read') OR app.is_person(user_id) OR app.holds(offering_id) OR (audience >= app.audience() AND (app.reaches('member') OR app.reaches('visitor')))))",
    "ALTER POLICY read ON discussion_posts USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('community:read') OR app.is_person(author_id) OR app.teaches(offering_id) OR app.manages(organization_id) OR app.holds(offering_id)))",
    "ALTER POLICY read ON discussion_threads USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('community:read') OR app.is_person(author_id) OR app.teaches(offering_id) OR app.manages(organization_id) OR app.holds(offering_id)))",
    "ALTER POLICY read ON enrollments USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON group_members USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(user_id)))",
    "ALTER POLICY read ON guardianships USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(student_id) OR app.is_person(guardian_id) OR app.is_pupil(student_id)))",
    "ALTER POLICY read ON lab_submissions USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON mentor_insights USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('progress:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON mentor_messages USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON mentor_threads USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON module_progress USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('progress:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON question_answers USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON quiz_attempts USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON skill_assessments USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(student_id) OR tutor_id = app.user_id() OR app.is_pupil(student_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON student_profiles USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(user_id) OR assigned_tutor_id = app.user_id() OR app.is_pupil(user_id) OR app.manages(organization_id)))",
    "ALTER POLICY read ON user_roles USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('roster:read') OR app.is_person(user_id) OR app.manages(organization_id)))",
    "DROP INDEX ix_content_progress_user_id_offering_id_last_inter",
    "CREATE INDEX ix_content_progress_user_id_offering_id_last_inter ON content_progress (tenant_id, user_id, offering_id, last_interacted_at)",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
