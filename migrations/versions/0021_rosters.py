"""What rosters and published standards carry beyond the first tables.

Revision ID: 0021
Revises: 0020
"""

from migrations.run import run

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ORIGIN = "Which record of a roster the row was imported from."
PEOPLE = ("user_roles", "student_profiles", "guardianships")

UP = [
    *(
        statement
        for table in PEOPLE
        for statement in (
            f"ALTER TABLE {table} ADD COLUMN external_id TEXT",
            f"COMMENT ON COLUMN {table}.external_id IS '{ORIGIN}'",
        )
    ),
    "ALTER TABLE student_profiles ADD COLUMN grade_levels TEXT[] DEFAULT '{}' NOT NULL",
    "COMMENT ON COLUMN student_profiles.grade_levels IS 'The school grades the student is in: `K`, `1` to `12`.'",
    "ALTER TABLE student_profiles ADD COLUMN demographics JSONB DEFAULT '{}'::jsonb NOT NULL",
    "COMMENT ON COLUMN student_profiles.demographics IS 'What is stated of the student for official reports, such as `sex` and `country_of_birth`.'",
    "ALTER TABLE course_offerings ADD COLUMN title TEXT",
    "COMMENT ON COLUMN course_offerings.title IS 'What tells it from other runs of the course in the same term, such as `Algebra I, period 2`.'",
    "ALTER TABLE standards ADD COLUMN sequence_index INTEGER DEFAULT 1 NOT NULL",
    "COMMENT ON COLUMN standards.sequence_index IS 'Its place in the framework, read from top to bottom, from 1.'",
    "ALTER TABLE standard_associations ADD COLUMN framework_id UUID",
    "COMMENT ON COLUMN standard_associations.framework_id IS 'The framework whose publication states the relation.'",
    "ALTER TABLE standard_associations ADD CONSTRAINT fk_standard_associations_framework FOREIGN KEY(framework_id) REFERENCES standards_frameworks (id) ON DELETE CASCADE",
    *(
        f"CREATE UNIQUE INDEX uq_{table}_external_id ON {table} (tenant_id, external_id) WHERE external_id IS NOT NULL"
        for table in PEOPLE
    ),
    "CREATE INDEX ix_standard_associations_framework_id ON standard_associations (framework_id)",
]

DOWN = [
    "ALTER TABLE standard_associations DROP COLUMN framework_id",
    "ALTER TABLE standards DROP COLUMN sequence_index",
    "ALTER TABLE course_offerings DROP COLUMN title",
    "ALTER TABLE student_profiles DROP COLUMN demographics",
    "ALTER TABLE student_profiles DROP COLUMN grade_levels",
    *(f"ALTER TABLE {table} DROP COLUMN external_id" for table in PEOPLE),
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
