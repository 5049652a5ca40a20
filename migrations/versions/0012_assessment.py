"""Assessment.

Revision ID: 0012
Revises: 0011
"""

from migrations.run import run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UP = [
    "CREATE TYPE assessment_type AS ENUM ('exit_ticket', 'quiz', 'project', 'exam', 'pool')",
    "COMMENT ON TYPE assessment_type IS 'What an assessment is for.'",
    "CREATE TYPE assessment_review AS ENUM ('never', 'after_last_attempt', 'after_each_attempt')",
    "COMMENT ON TYPE assessment_review IS 'When learners may look at the answer keys of an assessment: never before an attempt of their own is submitted.'",
    "CREATE TYPE question_type AS ENUM ('mcq_single', 'mcq_multi', 'true_false', 'short_answer', 'fill_blank', 'scale', 'rubric')",
    "COMMENT ON TYPE question_type IS 'How a question is answered.'",
    "CREATE TYPE difficulty AS ENUM ('easy', 'medium', 'hard')",
    "COMMENT ON TYPE difficulty IS 'How hard a question is.'",
    "CREATE TYPE submission_status AS ENUM ('submitted', 'grading', 'graded', 'returned')",
    "COMMENT ON TYPE submission_status IS 'Where work stands that was handed in.'",
    "CREATE TYPE skill AS ENUM ('reading', 'spelling', 'numeracy', 'custom')",
    "COMMENT ON TYPE skill IS 'What a tutor assesses.'",
    """CREATE TABLE rubrics (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID,
    title TEXT NOT NULL,
    criteria JSONB DEFAULT '[]'::jsonb NOT NULL,
    is_published BOOLEAN DEFAULT false NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_rubrics PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_rubrics_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_rubrics_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_rubrics_criteria_is_array CHECK (jsonb_typeof(criteria) = 'array')
)""",
    "COMMENT ON TABLE rubrics IS 'The criteria that work is assessed by, and the levels that each may be met at.'",
    "COMMENT ON COLUMN rubrics.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN rubrics.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN rubrics.course_id IS 'The course it belongs to; null for one of the tenant''s library.'",
    "COMMENT ON COLUMN rubrics.title IS 'The rubric''s title.'",
    "COMMENT ON COLUMN rubrics.criteria IS 'What is looked at, in order, and the levels that each may be met at.'",
    "COMMENT ON COLUMN rubrics.is_published IS 'Whether learners may read it.'",
    "COMMENT ON COLUMN rubrics.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN rubrics.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN rubrics.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN rubrics.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN rubrics.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN rubrics.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN rubrics.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('rubrics', 'tenant_id')",
    """CREATE TABLE assessments (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID,
    title TEXT NOT NULL,
    assessment_type assessment_type NOT NULL,
    grading_schema JSONB DEFAULT '{}'::jsonb NOT NULL,
    review assessment_review DEFAULT 'never' NOT NULL,
    is_published BOOLEAN DEFAULT false NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_assessments PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_assessments_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_assessments_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE
)""",
    "COMMENT ON TABLE assessments IS 'A set of questions that may be used again: a quiz, an examination, or a pool that quizzes draw from.'",
    "COMMENT ON COLUMN assessments.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN assessments.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN assessments.course_id IS 'The course it belongs to; null for one of the tenant''s library.'",
    "COMMENT ON COLUMN assessments.title IS 'The assessment''s title.'",
    "COMMENT ON COLUMN assessments.assessment_type IS 'What it is for.'",
    "COMMENT ON COLUMN assessments.grading_schema IS 'How points become grades; what it holds is up to the author.'",
    "COMMENT ON COLUMN assessments.review IS 'When learners may look at the answer keys.'",
    "COMMENT ON COLUMN assessments.is_published IS 'Whether learners may read its questions.'",
    "COMMENT ON COLUMN assessments.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN assessments.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN assessments.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN assessments.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN assessments.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN assessments.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN assessments.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('assessments', 'tenant_id')",
    """CREATE TABLE questions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    assessment_id UUID NOT NULL,
    course_id UUID,
    rubric_id UUID,
    prompt_md TEXT NOT NULL,
    description_md TEXT,
    question_type question_type NOT NULL,
    difficulty difficulty,
    points NUMERIC(6, 2) DEFAULT 1 NOT NULL,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    correct_answers JSONB,
    feedback JSONB,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_questions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_questions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_questions_assessment FOREIGN KEY(tenant_id, assessment_id) REFERENCES assessments (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_questions_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_questions_rubric FOREIGN KEY(tenant_id, rubric_id) REFERENCES rubrics (tenant_id, id),
    CONSTRAINT uq_questions_assessment_id_sequence_index_deleted_ UNIQUE NULLS NOT DISTINCT (tenant_id, assessment_id, sequence_index, deleted_at) DEFERRABLE,
    CONSTRAINT uq_questions_assessment_id_id UNIQUE (tenant_id, assessment_id, id),
    CONSTRAINT ck_questions_points_nonnegative CHECK (points >= 0),
    CONSTRAINT ck_questions_sequence_index_from_one CHECK (sequence_index >= 1)
)""",
    "COMMENT ON TABLE questions IS 'A question of an assessment. Its answer key is for staff, and for learners once they may review it.'",
    "COMMENT ON COLUMN questions.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN questions.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN questions.assessment_id IS 'The assessment it is part of.'",
    "COMMENT ON COLUMN questions.course_id IS 'The course of the assessment; kept by trigger.'",
    "COMMENT ON COLUMN questions.rubric_id IS 'The rubric that answers are assessed by.'",
    "COMMENT ON COLUMN questions.prompt_md IS 'What is asked, in Markdown.'",
    "COMMENT ON COLUMN questions.description_md IS 'More on how to answer, in Markdown.'",
    "COMMENT ON COLUMN questions.question_type IS 'How it is answered.'",
    "COMMENT ON COLUMN questions.difficulty IS 'How hard it is.'",
    "COMMENT ON COLUMN questions.points IS 'What a right answer is worth.'",
    "COMMENT ON COLUMN questions.sequence_index IS 'Its place in the assessment, from 1.'",
    "COMMENT ON COLUMN questions.correct_answers IS 'The answer key where the options don''t hold it: the texts or numbers that are right.'",
    "COMMENT ON COLUMN questions.feedback IS 'What to tell a learner about an answer, by the option''s label or the answer''s text.'",
    "COMMENT ON COLUMN questions.metadata IS 'Open-ended details that no column holds.'",
    "COMMENT ON COLUMN questions.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN questions.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN questions.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN questions.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN questions.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN questions.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN questions.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('questions', 'tenant_id')",
    """CREATE TABLE answer_options (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    question_id UUID NOT NULL,
    course_id UUID,
    label TEXT,
    content_md TEXT NOT NULL,
    is_correct BOOLEAN DEFAULT false NOT NULL,
    feedback_md TEXT,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_answer_options PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_answer_options_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_answer_options_question FOREIGN KEY(tenant_id, question_id) REFERENCES questions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_answer_options_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_answer_options_question_id_sequence_index_delet UNIQUE NULLS NOT DISTINCT (tenant_id, question_id, sequence_index, deleted_at) DEFERRABLE,
    CONSTRAINT uq_answer_options_question_id_id UNIQUE (tenant_id, question_id, id),
    CONSTRAINT ck_answer_options_sequence_index_from_one CHECK (sequence_index >= 1)
)""",
    "COMMENT ON TABLE answer_options IS 'An option to choose in answer to a question.'",
    "COMMENT ON COLUMN answer_options.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN answer_options.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN answer_options.question_id IS 'The question.'",
    "COMMENT ON COLUMN answer_options.course_id IS 'The course of the assessment; kept by trigger.'",
    "COMMENT ON COLUMN answer_options.label IS 'What the option is called, such as `A`.'",
    "COMMENT ON COLUMN answer_options.content_md IS 'What the option says, in Markdown.'",
    "COMMENT ON COLUMN answer_options.is_correct IS 'Whether choosing it is right.'",
    "COMMENT ON COLUMN answer_options.feedback_md IS 'What to tell a learner who chose it, in Markdown.'",
    "COMMENT ON COLUMN answer_options.sequence_index IS 'Its place among its siblings, from 1.'",
    "COMMENT ON COLUMN answer_options.audience IS 'The widest circle that may read the row; kept by trigger.'",
    "COMMENT ON COLUMN answer_options.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN answer_options.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN answer_options.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN answer_options.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN answer_options.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "COMMENT ON COLUMN answer_options.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('answer_options', 'tenant_id')",
    """CREATE TABLE quiz_attempts (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    content_item_id UUID NOT NULL,
    assessment_id UUID,
    attempt_number INTEGER DEFAULT 1 NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE,
    score_obtained NUMERIC(6, 2),
    max_score NUMERIC(6, 2),
    is_passed BOOLEAN,
    raw_response JSONB,
    shows_keys BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    external_id TEXT,
    CONSTRAINT pk_quiz_attempts PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_quiz_attempts_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_quiz_attempts_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_quiz_attempts_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_quiz_attempts_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_quiz_attempts_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id),
    CONSTRAINT fk_quiz_attempts_assessment FOREIGN KEY(tenant_id, assessment_id) REFERENCES assessments (tenant_id, id),
    CONSTRAINT uq_quiz_attempts_user_id_offering_id_content_item_ UNIQUE (tenant_id, user_id, offering_id, content_item_id, attempt_number),
    CONSTRAINT ck_quiz_attempts_attempt_number_from_one CHECK (attempt_number >= 1),
    CONSTRAINT ck_quiz_attempts_submitted_after_started CHECK (submitted_at >= started_at),
    CONSTRAINT ck_quiz_attempts_scored_when_submitted CHECK (submitted_at IS NOT NULL OR (score_obtained IS NULL AND is_passed IS NULL)),
    CONSTRAINT ck_quiz_attempts_score_obtained_nonnegative CHECK (score_obtained >= 0),
    CONSTRAINT ck_quiz_attempts_max_score_nonnegative CHECK (max_score >= 0)
)""",
    "COMMENT ON TABLE quiz_attempts IS 'One attempt of a learner at a quiz.'",
    "COMMENT ON COLUMN quiz_attempts.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN quiz_attempts.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN quiz_attempts.user_id IS 'The learner.'",
    "COMMENT ON COLUMN quiz_attempts.offering_id IS 'The offering they take.'",
    "COMMENT ON COLUMN quiz_attempts.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN quiz_attempts.content_item_id IS 'The quiz.'",
    "COMMENT ON COLUMN quiz_attempts.assessment_id IS 'What the quiz drew its questions from when the attempt began; kept by trigger.'",
    "COMMENT ON COLUMN quiz_attempts.attempt_number IS 'Counts the learner''s attempts at the quiz in the offering, from 1.'",
    "COMMENT ON COLUMN quiz_attempts.started_at IS 'When the learner began.'",
    "COMMENT ON COLUMN quiz_attempts.submitted_at IS 'When they submitted it; null while it is in progress.'",
    "COMMENT ON COLUMN quiz_attempts.score_obtained IS 'The points obtained; none before it is submitted.'",
    "COMMENT ON COLUMN quiz_attempts.max_score IS 'The most points that could be obtained.'",
    "COMMENT ON COLUMN quiz_attempts.is_passed IS 'Whether it was passed; null where that is not known yet.'",
    "COMMENT ON COLUMN quiz_attempts.raw_response IS 'What the player sent, as it came; it may hold the player''s own marking.'",
    "COMMENT ON COLUMN quiz_attempts.shows_keys IS 'Whether the learner may look at the answer keys of the questions it drew; kept by trigger.'",
    "COMMENT ON COLUMN quiz_attempts.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN quiz_attempts.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN quiz_attempts.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('quiz_attempts', 'tenant_id')",
    """CREATE TABLE question_answers (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    attempt_id UUID NOT NULL,
    assessment_id UUID NOT NULL,
    question_id UUID NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    answer_text TEXT,
    points_earned NUMERIC(6, 2),
    is_correct BOOLEAN,
    shows_keys BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_question_answers PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_question_answers_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_question_answers_attempt FOREIGN KEY(tenant_id, attempt_id) REFERENCES quiz_attempts (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_question_answers_assessment FOREIGN KEY(tenant_id, assessment_id) REFERENCES assessments (tenant_id, id),
    CONSTRAINT fk_question_answers_question FOREIGN KEY(tenant_id, assessment_id, question_id) REFERENCES questions (tenant_id, assessment_id, id),
    CONSTRAINT fk_question_answers_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_question_answers_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_question_answers_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_question_answers_attempt_id_question_id UNIQUE (tenant_id, attempt_id, question_id),
    CONSTRAINT ck_question_answers_points_earned_nonnegative CHECK (points_earned >= 0)
)""",
    "COMMENT ON TABLE question_answers IS 'A question that an attempt drew, and what the learner answered, if anything yet.'",
    "COMMENT ON COLUMN question_answers.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN question_answers.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN question_answers.attempt_id IS 'The attempt.'",
    "COMMENT ON COLUMN question_answers.assessment_id IS 'The assessment of the attempt; kept by trigger.'",
    "COMMENT ON COLUMN question_answers.question_id IS 'The question.'",
    "COMMENT ON COLUMN question_answers.user_id IS 'The learner; kept by trigger.'",
    "COMMENT ON COLUMN question_answers.offering_id IS 'The offering of the attempt; kept by trigger.'",
    "COMMENT ON COLUMN question_answers.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN question_answers.answer_text IS 'What the learner wrote.'",
    "COMMENT ON COLUMN question_answers.points_earned IS 'The points obtained; shown to the learner with the answer key.'",
    "COMMENT ON COLUMN question_answers.is_correct IS 'Whether the answer is right; shown to the learner with the answer key.'",
    "COMMENT ON COLUMN question_answers.shows_keys IS 'Whether the learner may look at the answer key; kept by trigger.'",
    "COMMENT ON COLUMN question_answers.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN question_answers.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('question_answers', 'tenant_id')",
    """CREATE TABLE answer_selections (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    answer_id UUID NOT NULL,
    question_id UUID NOT NULL,
    option_id UUID NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_answer_selections PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_answer_selections_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_answer_selections_answer FOREIGN KEY(tenant_id, answer_id) REFERENCES question_answers (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_answer_selections_question FOREIGN KEY(tenant_id, question_id) REFERENCES questions (tenant_id, id),
    CONSTRAINT fk_answer_selections_option FOREIGN KEY(tenant_id, question_id, option_id) REFERENCES answer_options (tenant_id, question_id, id),
    CONSTRAINT fk_answer_selections_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_answer_selections_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_answer_selections_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_answer_selections_answer_id_option_id UNIQUE (tenant_id, answer_id, option_id)
)""",
    "COMMENT ON TABLE answer_selections IS 'That a learner chose an option in answer to a question.'",
    "COMMENT ON COLUMN answer_selections.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN answer_selections.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN answer_selections.answer_id IS 'The answer.'",
    "COMMENT ON COLUMN answer_selections.question_id IS 'The question; kept by trigger.'",
    "COMMENT ON COLUMN answer_selections.option_id IS 'The option.'",
    "COMMENT ON COLUMN answer_selections.user_id IS 'The learner; kept by trigger.'",
    "COMMENT ON COLUMN answer_selections.offering_id IS 'The offering of the attempt; kept by trigger.'",
    "COMMENT ON COLUMN answer_selections.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN answer_selections.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN answer_selections.updated_at IS 'When the row was last changed.'",
    "SELECT app.distribute('answer_selections', 'tenant_id')",
    """CREATE TABLE lab_submissions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    content_item_id UUID NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    status submission_status DEFAULT 'submitted' NOT NULL,
    auto_grade JSONB,
    score_obtained NUMERIC(6, 2),
    max_score NUMERIC(6, 2),
    instructor_feedback TEXT,
    artifacts_url TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    external_id TEXT,
    CONSTRAINT pk_lab_submissions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lab_submissions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lab_submissions_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_lab_submissions_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_lab_submissions_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_lab_submissions_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id),
    CONSTRAINT ck_lab_submissions_score_obtained_nonnegative CHECK (score_obtained >= 0),
    CONSTRAINT ck_lab_submissions_max_score_nonnegative CHECK (max_score >= 0)
)""",
    "COMMENT ON TABLE lab_submissions IS 'What a learner handed in for a laboratory exercise.'",
    "COMMENT ON COLUMN lab_submissions.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN lab_submissions.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN lab_submissions.user_id IS 'The learner.'",
    "COMMENT ON COLUMN lab_submissions.offering_id IS 'The offering they take.'",
    "COMMENT ON COLUMN lab_submissions.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN lab_submissions.content_item_id IS 'The exercise.'",
    "COMMENT ON COLUMN lab_submissions.submitted_at IS 'When it was handed in.'",
    "COMMENT ON COLUMN lab_submissions.status IS 'Where it stands.'",
    "COMMENT ON COLUMN lab_submissions.auto_grade IS 'What the automatic grader found, such as the results of unit tests.'",
    "COMMENT ON COLUMN lab_submissions.score_obtained IS 'The points obtained.'",
    "COMMENT ON COLUMN lab_submissions.max_score IS 'The most points that could be obtained.'",
    "COMMENT ON COLUMN lab_submissions.instructor_feedback IS 'What the instructor says of it.'",
    "COMMENT ON COLUMN lab_submissions.artifacts_url IS 'Where the notebook or the code is kept.'",
    "COMMENT ON COLUMN lab_submissions.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN lab_submissions.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN lab_submissions.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('lab_submissions', 'tenant_id')",
    """CREATE TABLE assignment_submissions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    content_item_id UUID NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    status submission_status DEFAULT 'submitted' NOT NULL,
    body_md TEXT,
    work_url TEXT,
    asset_id UUID,
    rubric_id UUID,
    score_obtained NUMERIC(6, 2),
    max_score NUMERIC(6, 2),
    instructor_feedback TEXT,
    graded_by UUID,
    graded_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    external_id TEXT,
    CONSTRAINT pk_assignment_submissions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_assignment_submissions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_assignment_submissions_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_assignment_submissions_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_assignment_submissions_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_assignment_submissions_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id),
    CONSTRAINT fk_assignment_submissions_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT fk_assignment_submissions_rubric FOREIGN KEY(tenant_id, rubric_id) REFERENCES rubrics (tenant_id, id),
    CONSTRAINT fk_assignment_submissions_graded_by FOREIGN KEY(tenant_id, graded_by) REFERENCES users (tenant_id, id),
    CONSTRAINT ck_assignment_submissions_score_obtained_nonnegative CHECK (score_obtained >= 0),
    CONSTRAINT ck_assignment_submissions_max_score_nonnegative CHECK (max_score >= 0),
    CONSTRAINT ck_assignment_submissions_graded_after_submitted CHECK (graded_at >= submitted_at)
)""",
    "COMMENT ON TABLE assignment_submissions IS 'What a learner handed in for an assignment.'",
    "COMMENT ON COLUMN assignment_submissions.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN assignment_submissions.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN assignment_submissions.user_id IS 'The learner.'",
    "COMMENT ON COLUMN assignment_submissions.offering_id IS 'The offering they take.'",
    "COMMENT ON COLUMN assignment_submissions.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN assignment_submissions.content_item_id IS 'The assignment.'",
    "COMMENT ON COLUMN assignment_submissions.submitted_at IS 'When it was handed in.'",
    "COMMENT ON COLUMN assignment_submissions.status IS 'Where it stands.'",
    "COMMENT ON COLUMN assignment_submissions.body_md IS 'The text that was handed in, in Markdown.'",
    "COMMENT ON COLUMN assignment_submissions.work_url IS 'The address that was handed in.'",
    "COMMENT ON COLUMN assignment_submissions.asset_id IS 'The file that was handed in.'",
    "COMMENT ON COLUMN assignment_submissions.rubric_id IS 'The rubric it is assessed by.'",
    "COMMENT ON COLUMN assignment_submissions.score_obtained IS 'The points obtained.'",
    "COMMENT ON COLUMN assignment_submissions.max_score IS 'The most points that could be obtained.'",
    "COMMENT ON COLUMN assignment_submissions.instructor_feedback IS 'What the instructor says of it.'",
    "COMMENT ON COLUMN assignment_submissions.graded_by IS 'Who graded it.'",
    "COMMENT ON COLUMN assignment_submissions.graded_at IS 'When it was graded.'",
    "COMMENT ON COLUMN assignment_submissions.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN assignment_submissions.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN assignment_submissions.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('assignment_submissions', 'tenant_id')",
    """CREATE TABLE course_grades (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    final_score NUMERIC(6, 2),
    letter_grade TEXT,
    is_passed BOOLEAN,
    graded_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    external_id TEXT,
    CONSTRAINT pk_course_grades PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_grades_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_grades_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_course_grades_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_course_grades_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_course_grades_user_id_offering_id UNIQUE (tenant_id, user_id, offering_id)
)""",
    "COMMENT ON TABLE course_grades IS 'What a learner obtained in a course as a whole.'",
    "COMMENT ON COLUMN course_grades.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN course_grades.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN course_grades.user_id IS 'The learner.'",
    "COMMENT ON COLUMN course_grades.offering_id IS 'The offering they took.'",
    "COMMENT ON COLUMN course_grades.organization_id IS 'The organisation that owns the course; kept by trigger.'",
    "COMMENT ON COLUMN course_grades.final_score IS 'The final score.'",
    "COMMENT ON COLUMN course_grades.letter_grade IS 'The grade as it is reported, such as `A-`.'",
    "COMMENT ON COLUMN course_grades.is_passed IS 'Whether the course was passed.'",
    "COMMENT ON COLUMN course_grades.graded_at IS 'When it was graded.'",
    "COMMENT ON COLUMN course_grades.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN course_grades.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN course_grades.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN course_grades.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN course_grades.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'",
    "SELECT app.distribute('course_grades', 'tenant_id')",
    """CREATE TABLE skill_assessments (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    student_id UUID NOT NULL,
    tutor_id UUID NOT NULL,
    organization_id UUID,
    skill skill NOT NULL,
    score INTEGER,
    notes TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_skill_assessments PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_skill_assessments_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_skill_assessments_student FOREIGN KEY(tenant_id, student_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_skill_assessments_tutor FOREIGN KEY(tenant_id, tutor_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_skill_assessments_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_skill_assessments_score_nonnegative CHECK (score >= 0)
)""",
    "COMMENT ON TABLE skill_assessments IS 'How well a student reads, spells or counts, as a tutor found.'",
    "COMMENT ON COLUMN skill_assessments.tenant_id IS 'The tenant that owns the row.'",
    "COMMENT ON COLUMN skill_assessments.id IS 'The row''s own key: a time-ordered UUID.'",
    "COMMENT ON COLUMN skill_assessments.student_id IS 'The student.'",
    "COMMENT ON COLUMN skill_assessments.tutor_id IS 'The tutor who assessed them.'",
    "COMMENT ON COLUMN skill_assessments.organization_id IS 'The centre where it was done.'",
    "COMMENT ON COLUMN skill_assessments.skill IS 'What was assessed.'",
    "COMMENT ON COLUMN skill_assessments.score IS 'The score.'",
    "COMMENT ON COLUMN skill_assessments.notes IS 'What the tutor noted.'",
    "COMMENT ON COLUMN skill_assessments.created_at IS 'When the row was created.'",
    "COMMENT ON COLUMN skill_assessments.updated_at IS 'When the row was last changed.'",
    "COMMENT ON COLUMN skill_assessments.created_by IS 'Who created the row; null for an import.'",
    "COMMENT ON COLUMN skill_assessments.updated_by IS 'Who last changed the row; null for an import.'",
    "COMMENT ON COLUMN skill_assessments.deleted_at IS 'When the row was deleted; a deleted row is invisible.'",
    "SELECT app.distribute('skill_assessments', 'tenant_id')",
    "ALTER TABLE content_items ADD CONSTRAINT fk_content_items_assessment FOREIGN KEY(tenant_id, assessment_id) REFERENCES assessments (tenant_id, id)",
    "CREATE INDEX ix_rubrics_audience ON rubrics (tenant_id, audience)",
    "CREATE INDEX ix_rubrics_course_id ON rubrics (tenant_id, course_id)",
    "CREATE INDEX ix_rubrics_deleted_at ON rubrics (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_rubrics_title ON rubrics (tenant_id, title)",
    "CREATE UNIQUE INDEX uq_rubrics_external_id ON rubrics (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_assessments_audience ON assessments (tenant_id, audience)",
    "CREATE INDEX ix_assessments_course_id ON assessments (tenant_id, course_id)",
    "CREATE INDEX ix_assessments_deleted_at ON assessments (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_assessments_title ON assessments (tenant_id, title)",
    "CREATE UNIQUE INDEX uq_assessments_external_id ON assessments (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_questions_audience ON questions (tenant_id, audience)",
    "CREATE INDEX ix_questions_course_id ON questions (tenant_id, course_id)",
    "CREATE INDEX ix_questions_deleted_at ON questions (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_questions_rubric_id ON questions (tenant_id, rubric_id)",
    "CREATE UNIQUE INDEX uq_questions_external_id ON questions (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_answer_options_audience ON answer_options (tenant_id, audience)",
    "CREATE INDEX ix_answer_options_course_id ON answer_options (tenant_id, course_id)",
    "CREATE INDEX ix_answer_options_deleted_at ON answer_options (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE UNIQUE INDEX uq_answer_options_external_id ON answer_options (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_quiz_attempts_assessment_id_user_id ON quiz_attempts (tenant_id, assessment_id, user_id)",
    "CREATE INDEX ix_quiz_attempts_content_item_id ON quiz_attempts (tenant_id, content_item_id)",
    "CREATE INDEX ix_quiz_attempts_offering_id ON quiz_attempts (tenant_id, offering_id)",
    "CREATE INDEX ix_quiz_attempts_organization_id ON quiz_attempts (tenant_id, organization_id)",
    "CREATE INDEX ix_quiz_attempts_started_at ON quiz_attempts (tenant_id, started_at)",
    "CREATE INDEX ix_quiz_attempts_user_id_content_item_id ON quiz_attempts (tenant_id, user_id, content_item_id)",
    "CREATE UNIQUE INDEX uq_quiz_attempts_external_id ON quiz_attempts (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_question_answers_assessment_id ON question_answers (tenant_id, assessment_id)",
    "CREATE INDEX ix_question_answers_offering_id ON question_answers (tenant_id, offering_id)",
    "CREATE INDEX ix_question_answers_organization_id ON question_answers (tenant_id, organization_id)",
    "CREATE INDEX ix_question_answers_question_id_user_id ON question_answers (tenant_id, question_id, user_id)",
    "CREATE INDEX ix_question_answers_user_id ON question_answers (tenant_id, user_id)",
    "CREATE INDEX ix_answer_selections_offering_id ON answer_selections (tenant_id, offering_id)",
    "CREATE INDEX ix_answer_selections_option_id ON answer_selections (tenant_id, option_id)",
    "CREATE INDEX ix_answer_selections_organization_id ON answer_selections (tenant_id, organization_id)",
    "CREATE INDEX ix_answer_selections_question_id ON answer_selections (tenant_id, question_id)",
    "CREATE INDEX ix_answer_selections_user_id ON answer_selections (tenant_id, user_id)",
    "CREATE INDEX ix_lab_submissions_content_item_id ON lab_submissions (tenant_id, content_item_id)",
    "CREATE INDEX ix_lab_submissions_offering_id ON lab_submissions (tenant_id, offering_id)",
    "CREATE INDEX ix_lab_submissions_organization_id ON lab_submissions (tenant_id, organization_id)",
    "CREATE INDEX ix_lab_submissions_submitted_at ON lab_submissions (tenant_id, submitted_at)",
    "CREATE INDEX ix_lab_submissions_user_id_content_item_id ON lab_submissions (tenant_id, user_id, content_item_id)",
    "CREATE UNIQUE INDEX uq_lab_submissions_external_id ON lab_submissions (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_assignment_submissions_asset_id ON assignment_submissions (tenant_id, asset_id)",
    "CREATE INDEX ix_assignment_submissions_content_item_id ON assignment_submissions (tenant_id, content_item_id)",
    "CREATE INDEX ix_assignment_submissions_graded_by ON assignment_submissions (tenant_id, graded_by)",
    "CREATE INDEX ix_assignment_submissions_offering_id ON assignment_submissions (tenant_id, offering_id)",
    "CREATE INDEX ix_assignment_submissions_organization_id ON assignment_submissions (tenant_id, organization_id)",
    "CREATE INDEX ix_assignment_submissions_rubric_id ON assignment_submissions (tenant_id, rubric_id)",
    "CREATE INDEX ix_assignment_submissions_submitted_at ON assignment_submissions (tenant_id, submitted_at)",
    "CREATE INDEX ix_assignment_submissions_user_id_content_item_id ON assignment_submissions (tenant_id, user_id, content_item_id)",
    "CREATE UNIQUE INDEX uq_assignment_submissions_external_id ON assignment_submissions (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_course_grades_graded_at ON course_grades (tenant_id, graded_at)",
    "CREATE INDEX ix_course_grades_offering_id ON course_grades (tenant_id, offering_id)",
    "CREATE INDEX ix_course_grades_organization_id ON course_grades (tenant_id, organization_id)",
    "CREATE UNIQUE INDEX uq_course_grades_external_id ON course_grades (tenant_id, external_id) WHERE external_id IS NOT NULL",
    "CREATE INDEX ix_skill_assessments_created_at ON skill_assessments (tenant_id, created_at)",
    "CREATE INDEX ix_skill_assessments_deleted_at ON skill_assessments (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_skill_assessments_organization_id ON skill_assessments (tenant_id, organization_id)",
    "CREATE INDEX ix_skill_assessments_student_id ON skill_assessments (tenant_id, student_id)",
    "CREATE INDEX ix_skill_assessments_tutor_id ON skill_assessments (tenant_id, tutor_id)",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON rubrics FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_rubrics() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_published THEN 'staff' WHEN NEW.course_id IS NULL THEN 'members' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, is_published ON rubrics FOR EACH ROW EXECUTE FUNCTION app.inherit_rubrics()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON assessments FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_assessments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_published THEN 'staff' WHEN NEW.course_id IS NULL THEN 'members' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, is_published ON assessments FOR EACH ROW EXECUTE FUNCTION app.inherit_assessments()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON questions FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_questions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.assessment_id IS NOT NULL THEN (SELECT p.audience FROM public.assessments p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.assessment_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' ELSE 'public' END)::audience);
    NEW.course_id := CASE
        WHEN NEW.assessment_id IS NOT NULL THEN (SELECT p.course_id FROM public.assessments p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.assessment_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF assessment_id, audience, course_id, deleted_at ON questions FOR EACH ROW EXECUTE FUNCTION app.inherit_questions()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON answer_options FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_answer_options() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.question_id IS NOT NULL THEN (SELECT p.audience FROM public.questions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.question_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' ELSE 'public' END)::audience);
    NEW.course_id := CASE
        WHEN NEW.question_id IS NOT NULL THEN (SELECT p.course_id FROM public.questions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.question_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, question_id ON answer_options FOR EACH ROW EXECUTE FUNCTION app.inherit_answer_options()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON quiz_attempts FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_quiz_attempts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON quiz_attempts FOR EACH ROW EXECUTE FUNCTION app.inherit_quiz_attempts()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON question_answers FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_question_answers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.assessment_id := CASE
        WHEN NEW.attempt_id IS NOT NULL THEN (SELECT p.assessment_id FROM public.quiz_attempts p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.attempt_id FOR SHARE)
    END;
    NEW.user_id := CASE
        WHEN NEW.attempt_id IS NOT NULL THEN (SELECT p.user_id FROM public.quiz_attempts p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.attempt_id FOR SHARE)
    END;
    NEW.offering_id := CASE
        WHEN NEW.attempt_id IS NOT NULL THEN (SELECT p.offering_id FROM public.quiz_attempts p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.attempt_id FOR SHARE)
    END;
    NEW.organization_id := CASE
        WHEN NEW.attempt_id IS NOT NULL THEN (SELECT p.organization_id FROM public.quiz_attempts p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.attempt_id FOR SHARE)
    END;
    NEW.shows_keys := CASE
        WHEN NEW.attempt_id IS NOT NULL THEN (SELECT p.shows_keys FROM public.quiz_attempts p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.attempt_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF assessment_id, attempt_id, offering_id, organization_id, shows_keys, user_id ON question_answers FOR EACH ROW EXECUTE FUNCTION app.inherit_question_answers()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON answer_selections FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_answer_selections() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.question_id := CASE
        WHEN NEW.answer_id IS NOT NULL THEN (SELECT p.question_id FROM public.question_answers p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.answer_id FOR SHARE)
    END;
    NEW.user_id := CASE
        WHEN NEW.answer_id IS NOT NULL THEN (SELECT p.user_id FROM public.question_answers p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.answer_id FOR SHARE)
    END;
    NEW.offering_id := CASE
        WHEN NEW.answer_id IS NOT NULL THEN (SELECT p.offering_id FROM public.question_answers p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.answer_id FOR SHARE)
    END;
    NEW.organization_id := CASE
        WHEN NEW.answer_id IS NOT NULL THEN (SELECT p.organization_id FROM public.question_answers p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.answer_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF answer_id, offering_id, organization_id, question_id, user_id ON answer_selections FOR EACH ROW EXECUTE FUNCTION app.inherit_answer_selections()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON lab_submissions FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_lab_submissions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON lab_submissions FOR EACH ROW EXECUTE FUNCTION app.inherit_lab_submissions()",
    "CREATE TRIGGER keep_times BEFORE UPDATE ON assignment_submissions FOR EACH ROW EXECUTE FUNCTION app.keep_times()",
    """CREATE FUNCTION app.inherit_assignment_submissions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON assignment_submissions FOR EACH ROW EXECUTE FUNCTION app.inherit_assignment_submissions()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON course_grades FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.inherit_course_grades() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$""",
    "CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON course_grades FOR EACH ROW EXECUTE FUNCTION app.inherit_course_grades()",
    "CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON skill_assessments FOR EACH ROW EXECUTE FUNCTION app.keep_editor()",
    """CREATE FUNCTION app.pass_on_assessments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.questions SET audience = audience WHERE tenant_id = NEW.tenant_id AND assessment_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.questions SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND assessment_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON assessments FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id) EXECUTE FUNCTION app.pass_on_assessments()""",
    """CREATE OR REPLACE FUNCTION app.pass_on_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.offering_instructors SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.assignment_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.content_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.course_grades SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.enrollments SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.lab_submissions SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.module_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.quiz_attempts SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE OR REPLACE FUNCTION app.pass_on_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assessments SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND content_item_id IS NULL AND module_id IS NULL;
        UPDATE public.course_offerings SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_prerequisites SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_subjects SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND parent_id IS NULL;
        UPDATE public.rubrics SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.course_offerings SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE FUNCTION app.pass_on_question_answers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.offering_id IS DISTINCT FROM OLD.offering_id THEN
        UPDATE public.answer_selections SET offering_id = offering_id WHERE tenant_id = NEW.tenant_id AND answer_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.answer_selections SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND answer_id = NEW.id;
    END IF;
    IF NEW.question_id IS DISTINCT FROM OLD.question_id THEN
        UPDATE public.answer_selections SET question_id = question_id WHERE tenant_id = NEW.tenant_id AND answer_id = NEW.id;
    END IF;
    IF NEW.user_id IS DISTINCT FROM OLD.user_id THEN
        UPDATE public.answer_selections SET user_id = user_id WHERE tenant_id = NEW.tenant_id AND answer_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON question_answers FOR EACH ROW
    WHEN (OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id OR OLD.question_id IS DISTINCT FROM NEW.question_id OR OLD.user_id IS DISTINCT FROM NEW.user_id) EXECUTE FUNCTION app.pass_on_question_answers()""",
    """CREATE FUNCTION app.pass_on_questions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.answer_options SET audience = audience WHERE tenant_id = NEW.tenant_id AND question_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.answer_options SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND question_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON questions FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id) EXECUTE FUNCTION app.pass_on_questions()""",
    """CREATE FUNCTION app.pass_on_quiz_attempts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.assessment_id IS DISTINCT FROM OLD.assessment_id THEN
        UPDATE public.question_answers SET assessment_id = assessment_id WHERE tenant_id = NEW.tenant_id AND attempt_id = NEW.id;
    END IF;
    IF NEW.offering_id IS DISTINCT FROM OLD.offering_id THEN
        UPDATE public.question_answers SET offering_id = offering_id WHERE tenant_id = NEW.tenant_id AND attempt_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.question_answers SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND attempt_id = NEW.id;
    END IF;
    IF NEW.shows_keys IS DISTINCT FROM OLD.shows_keys THEN
        UPDATE public.question_answers SET shows_keys = shows_keys WHERE tenant_id = NEW.tenant_id AND attempt_id = NEW.id;
    END IF;
    IF NEW.user_id IS DISTINCT FROM OLD.user_id THEN
        UPDATE public.question_answers SET user_id = user_id WHERE tenant_id = NEW.tenant_id AND attempt_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE TRIGGER pass_on AFTER UPDATE ON quiz_attempts FOR EACH ROW
    WHEN (OLD.assessment_id IS DISTINCT FROM NEW.assessment_id OR OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id OR OLD.shows_keys IS DISTINCT FROM NEW.shows_keys OR OLD.user_id IS DISTINCT FROM NEW.user_id) EXECUTE FUNCTION app.pass_on_quiz_attempts()""",
    """-- Settles whether learners may look at the answer keys of an assessment (one of them, or where `person` is null all who
-- have attempted it), and lays it on their attempts; their answers inherit it. Never while an attempt is in progress;
-- `after_last_attempt` only when every quiz of the courses they attempted it in that draws on it is out of attempts,
-- published or not: what decides is more than the learner may see, so it is worked out here and not when it is asked.
--
-- What it reads is locked: a learner's work shares the assessment, a change of its rules or quizzes waits for both.
CREATE FUNCTION app.settle_review(tenant uuid, reviewed uuid, person uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    rule public.assessment_review;
    learner uuid;
    is_open boolean;
BEGIN
    IF person IS NULL THEN
        SELECT s.review INTO rule FROM assessments s
        WHERE s.tenant_id = tenant AND s.id = reviewed FOR NO KEY UPDATE;
    ELSE
        SELECT s.review INTO rule FROM assessments s WHERE s.tenant_id = tenant AND s.id = reviewed FOR SHARE;
        -- Few keys, so that a large import does not fill the table of locks.
        PERFORM pg_advisory_xact_lock(hashtext('review'), hashtext(reviewed::text || person::text) % 64);
    END IF;
    FOR learner IN
        SELECT DISTINCT t.user_id FROM quiz_attempts t
        WHERE t.tenant_id = tenant AND t.assessment_id = reviewed AND t.user_id = coalesce(person, t.user_id)
        ORDER BY t.user_id
    LOOP
        is_open := rule <> 'never' AND NOT EXISTS (
            SELECT FROM quiz_attempts t
            WHERE t.tenant_id = tenant AND t.assessment_id = reviewed AND t.user_id = learner
              AND t.submitted_at IS NULL
        ) AND (rule = 'after_each_attempt' OR NOT EXISTS (
            SELECT FROM quiz_attempts t
            JOIN content_items q ON q.tenant_id = tenant AND q.id = t.content_item_id
            JOIN content_items i ON i.tenant_id = tenant AND i.course_id = q.course_id
                AND i.assessment_id = reviewed AND i.deleted_at IS NULL
            WHERE t.tenant_id = tenant AND t.assessment_id = reviewed AND t.user_id = learner AND NOT EXISTS (
                SELECT FROM quiz_attempts l
                WHERE l.tenant_id = tenant AND l.user_id = learner AND l.offering_id = t.offering_id
                  AND l.content_item_id = i.id AND l.submitted_at IS NOT NULL
                  AND l.attempt_number >= i.attempts_limit
            )
        ));
        UPDATE quiz_attempts SET shows_keys = is_open
        WHERE tenant_id = tenant AND assessment_id = reviewed AND user_id = learner AND shows_keys <> is_open;
    END LOOP;
END
$$""",
    """-- Fixes what an attempt is of, for good, and keeps others from writing what `app.settle_review` decides.
CREATE FUNCTION app.settle_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.assessment_id := (
            SELECT i.assessment_id FROM content_items i
            WHERE i.tenant_id = NEW.tenant_id AND i.id = NEW.content_item_id);
        NEW.shows_keys := false;
        RETURN NEW;
    END IF;
    IF (NEW.user_id, NEW.offering_id, NEW.content_item_id) <> (OLD.user_id, OLD.offering_id, OLD.content_item_id) THEN
        RAISE EXCEPTION 'An attempt stays whose and of what it is.' USING ERRCODE = 'check_violation';
    END IF;
    NEW.assessment_id := OLD.assessment_id;
    IF pg_trigger_depth() = 1 THEN
        NEW.shows_keys := OLD.shows_keys;
    ELSIF NEW.shows_keys <> OLD.shows_keys THEN
        -- Nobody has changed the attempt. This trigger's name lets it have the last word.
        NEW.updated_at := OLD.updated_at;
    END IF;
    RETURN NEW;
END
$$""",
    """-- An attempt was begun, submitted, or taken away.
CREATE FUNCTION app.review_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.assessment_id IS NOT NULL THEN
            PERFORM app.settle_review(OLD.tenant_id, OLD.assessment_id, OLD.user_id);
        END IF;
    ELSIF NEW.assessment_id IS NOT NULL THEN
        PERFORM app.settle_review(NEW.tenant_id, NEW.assessment_id, NEW.user_id);
    END IF;
    RETURN NULL;
END
$$""",
    """-- A quiz that draws on an assessment is new, draws on another, or allows another number of attempts.
CREATE FUNCTION app.review_quiz() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.assessment_id IS NOT NULL THEN
        PERFORM app.settle_review(NEW.tenant_id, NEW.assessment_id, NULL);
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.assessment_id IS NOT NULL AND OLD.assessment_id IS DISTINCT FROM NEW.assessment_id THEN
        PERFORM app.settle_review(OLD.tenant_id, OLD.assessment_id, NULL);
    END IF;
    RETURN NULL;
END
$$""",
    """-- The rule itself has changed.
CREATE FUNCTION app.review_assessment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM app.settle_review(NEW.tenant_id, NEW.id, NULL);
    RETURN NULL;
END
$$""",
    "CREATE TRIGGER settle_attempt BEFORE INSERT OR UPDATE ON quiz_attempts FOR EACH ROW EXECUTE FUNCTION app.settle_attempt()",
    """CREATE TRIGGER review_attempt AFTER INSERT OR DELETE OR UPDATE OF submitted_at, attempt_number ON quiz_attempts FOR EACH ROW
    EXECUTE FUNCTION app.review_attempt()""",
    """CREATE TRIGGER review_new_quiz AFTER INSERT ON content_items FOR EACH ROW
    WHEN (NEW.assessment_id IS NOT NULL) EXECUTE FUNCTION app.review_quiz()""",
    """CREATE TRIGGER review_quiz AFTER UPDATE ON content_items FOR EACH ROW
    WHEN ((OLD.assessment_id, OLD.attempts_limit, OLD.course_id, OLD.deleted_at)
        IS DISTINCT FROM (NEW.assessment_id, NEW.attempts_limit, NEW.course_id, NEW.deleted_at))
    EXECUTE FUNCTION app.review_quiz()""",
    """CREATE TRIGGER review_assessment AFTER UPDATE OF review ON assessments FOR EACH ROW
    WHEN (OLD.review IS DISTINCT FROM NEW.review) EXECUTE FUNCTION app.review_assessment()""",
    "GRANT SELECT ON rubrics TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON rubrics TO lyceum_writer",
    "ALTER TABLE rubrics ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE rubrics FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON rubrics FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON rubrics FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON rubrics FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON assessments TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON assessments TO lyceum_writer",
    "ALTER TABLE assessments ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE assessments FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON assessments FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON assessments FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON questions TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON questions TO lyceum_writer",
    "ALTER TABLE questions ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE questions FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON questions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON questions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON questions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON answer_options TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON answer_options TO lyceum_writer",
    "ALTER TABLE answer_options ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE answer_options FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON answer_options FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))",
    "CREATE POLICY write ON answer_options FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))",
    "CREATE POLICY maintain ON answer_options FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON quiz_attempts TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON quiz_attempts TO lyceum_writer",
    "ALTER TABLE quiz_attempts ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE quiz_attempts FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON quiz_attempts FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON quiz_attempts FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON quiz_attempts FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON question_answers TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON question_answers TO lyceum_writer",
    "ALTER TABLE question_answers ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE question_answers FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON question_answers FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON question_answers FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON question_answers FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON answer_selections TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON answer_selections TO lyceum_writer",
    "ALTER TABLE answer_selections ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE answer_selections FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON answer_selections FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON answer_selections FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON answer_selections FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON lab_submissions TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON lab_submissions TO lyceum_writer",
    "ALTER TABLE lab_submissions ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE lab_submissions FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON lab_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON lab_submissions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON lab_submissions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON assignment_submissions TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON assignment_submissions TO lyceum_writer",
    "ALTER TABLE assignment_submissions ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE assignment_submissions FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON assignment_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON assignment_submissions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON assignment_submissions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON course_grades TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON course_grades TO lyceum_writer",
    "ALTER TABLE course_grades ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE course_grades FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON course_grades FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(user_id) OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON course_grades FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON course_grades FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
    "GRANT SELECT ON skill_assessments TO lyceum_gateway, lyceum_writer",
    "GRANT INSERT, UPDATE, DELETE ON skill_assessments TO lyceum_writer",
    "ALTER TABLE skill_assessments ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE skill_assessments FORCE ROW LEVEL SECURITY",
    "CREATE POLICY read ON skill_assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.reaches('grades:read') OR app.is_person(student_id) OR tutor_id = app.user_id() OR app.is_pupil(student_id) OR app.manages(organization_id)))",
    "CREATE POLICY write ON skill_assessments FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR tutor_id = app.user_id() OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR tutor_id = app.user_id() OR app.manages(organization_id)))",
    "CREATE POLICY maintain ON skill_assessments FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())",
]

DOWN = [
    "DROP TRIGGER review_assessment ON assessments",
    "DROP TRIGGER review_quiz ON content_items",
    "DROP TRIGGER review_new_quiz ON content_items",
    "DROP TRIGGER review_attempt ON quiz_attempts",
    "DROP TRIGGER settle_attempt ON quiz_attempts",
    "DROP FUNCTION app.review_assessment()",
    "DROP FUNCTION app.review_quiz()",
    "DROP FUNCTION app.review_attempt()",
    "DROP FUNCTION app.settle_attempt()",
    "DROP FUNCTION app.settle_review(tenant uuid, reviewed uuid, person uuid)",
    "DROP TRIGGER pass_on ON quiz_attempts",
    "DROP FUNCTION app.pass_on_quiz_attempts()",
    "DROP TRIGGER pass_on ON questions",
    "DROP FUNCTION app.pass_on_questions()",
    "DROP TRIGGER pass_on ON question_answers",
    "DROP FUNCTION app.pass_on_question_answers()",
    """CREATE OR REPLACE FUNCTION app.pass_on_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND content_item_id IS NULL AND module_id IS NULL;
        UPDATE public.course_offerings SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_prerequisites SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.course_subjects SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id AND parent_id IS NULL;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.course_offerings SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    """CREATE OR REPLACE FUNCTION app.pass_on_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.offering_instructors SET audience = audience WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.content_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.enrollments SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
        UPDATE public.module_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$""",
    "DROP TRIGGER pass_on ON assessments",
    "DROP FUNCTION app.pass_on_assessments()",
    "DROP TRIGGER keep_editor ON skill_assessments",
    "DROP TRIGGER inherit ON course_grades",
    "DROP FUNCTION app.inherit_course_grades()",
    "DROP TRIGGER keep_editor ON course_grades",
    "DROP TRIGGER inherit ON assignment_submissions",
    "DROP FUNCTION app.inherit_assignment_submissions()",
    "DROP TRIGGER keep_times ON assignment_submissions",
    "DROP TRIGGER inherit ON lab_submissions",
    "DROP FUNCTION app.inherit_lab_submissions()",
    "DROP TRIGGER keep_times ON lab_submissions",
    "DROP TRIGGER inherit ON answer_selections",
    "DROP FUNCTION app.inherit_answer_selections()",
    "DROP TRIGGER keep_times ON answer_selections",
    "DROP TRIGGER inherit ON question_answers",
    "DROP FUNCTION app.inherit_question_answers()",
    "DROP TRIGGER keep_times ON question_answers",
    "DROP TRIGGER inherit ON quiz_attempts",
    "DROP FUNCTION app.inherit_quiz_attempts()",
    "DROP TRIGGER keep_times ON quiz_attempts",
    "DROP TRIGGER inherit ON answer_options",
    "DROP FUNCTION app.inherit_answer_options()",
    "DROP TRIGGER keep_editor ON answer_options",
    "DROP TRIGGER inherit ON questions",
    "DROP FUNCTION app.inherit_questions()",
    "DROP TRIGGER keep_editor ON questions",
    "DROP TRIGGER inherit ON assessments",
    "DROP FUNCTION app.inherit_assessments()",
    "DROP TRIGGER keep_editor ON assessments",
    "DROP TRIGGER inherit ON rubrics",
    "DROP FUNCTION app.inherit_rubrics()",
    "DROP TRIGGER keep_editor ON rubrics",
    "ALTER TABLE content_items DROP CONSTRAINT fk_content_items_assessment",
    "DROP TABLE skill_assessments",
    "DROP TABLE course_grades",
    "DROP TABLE assignment_submissions",
    "DROP TABLE lab_submissions",
    "DROP TABLE answer_selections",
    "DROP TABLE question_answers",
    "DROP TABLE quiz_attempts",
    "DROP TABLE answer_options",
    "DROP TABLE questions",
    "DROP TABLE assessments",
    "DROP TABLE rubrics",
    "DROP TYPE skill",
    "DROP TYPE submission_status",
    "DROP TYPE difficulty",
    "DROP TYPE question_type",
    "DROP TYPE assessment_review",
    "DROP TYPE assessment_type",
]


def upgrade() -> None:
    """Makes the change."""
    run(UP)


def downgrade() -> None:
    """Takes it back."""
    run(DOWN)
