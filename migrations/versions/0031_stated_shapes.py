"""What is kept of people as JSON is an object or an array as stated, and indexed by what it holds.

Revision ID: 0031
Revises: 0030
"""

from migrations.run import run

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

UP = [
    "COMMENT ON COLUMN users.accessibility_settings IS 'How the person needs things to be shown.'",
    "COMMENT ON COLUMN student_profiles.academic_age IS 'Academic age in years, by skill.'",
    "COMMENT ON COLUMN class_sessions.recurrence IS 'How it recurs, as the parts of an RFC 5545 rule; null where it is held once.'",
    "ALTER TABLE users ADD CONSTRAINT ck_users_accessibility_settings_is_object CHECK (jsonb_typeof(accessibility_settings) = 'object')",
    "ALTER TABLE student_profiles ADD CONSTRAINT ck_student_profiles_academic_age_is_object CHECK (jsonb_typeof(academic_age) = 'object')",
    "ALTER TABLE student_profiles ADD CONSTRAINT ck_student_profiles_history_is_array CHECK (jsonb_typeof(history) = 'array')",
    "ALTER TABLE tutor_profiles ADD CONSTRAINT ck_tutor_profiles_availability_is_object CHECK (jsonb_typeof(availability) = 'object')",
    "ALTER TABLE class_sessions ADD CONSTRAINT ck_class_sessions_recurrence_is_object CHECK (jsonb_typeof(recurrence) = 'object')",
    "CREATE INDEX ix_student_profiles_academic_age ON student_profiles USING gin (academic_age)",
    "CREATE INDEX ix_student_profiles_special_needs ON student_profiles USING gin (special_needs)",
    "CREATE INDEX ix_tutor_profiles_subjects ON tutor_profiles USING gin (subjects)",
]

DOWN = [
    "COMMENT ON COLUMN class_sessions.recurrence IS 'How it recurs, as the parts of an RFC 5545 rule: `freq`, `interval`, `byday`, `until`.'",
    "COMMENT ON COLUMN student_profiles.academic_age IS 'Academic age in years by skill: `reading`, `spelling`, `numeracy`.'",
    "COMMENT ON COLUMN users.accessibility_settings IS 'Settings such as `screen_reader` and `high_contrast`.'",
    "DROP INDEX ix_tutor_profiles_subjects",
    "DROP INDEX ix_student_profiles_special_needs",
    "DROP INDEX ix_student_profiles_academic_age",
    "ALTER TABLE class_sessions DROP CONSTRAINT ck_class_sessions_recurrence_is_object",
    "ALTER TABLE tutor_profiles DROP CONSTRAINT ck_tutor_profiles_availability_is_object",
    "ALTER TABLE student_profiles DROP CONSTRAINT ck_student_profiles_history_is_array",
    "ALTER TABLE student_profiles DROP CONSTRAINT ck_student_profiles_academic_age_is_object",
    "ALTER TABLE users DROP CONSTRAINT ck_users_accessibility_settings_is_object",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
