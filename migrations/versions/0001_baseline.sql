CREATE SCHEMA app
-- next
CREATE SCHEMA identity
-- next
CREATE SCHEMA gateway
-- next
CREATE SCHEMA logs
-- next
COMMENT ON SCHEMA app IS 'Functions: the claims of the viewer, and what triggers do.'
-- next
COMMENT ON SCHEMA identity IS 'Accounts and secrets; nothing here is read through GraphQL.'
-- next
COMMENT ON SCHEMA gateway IS 'The gateway''s own records; nothing here is read through GraphQL.'
-- next
COMMENT ON SCHEMA logs IS 'The months of the logs; they are reached through the logs alone.'
-- next
GRANT USAGE ON SCHEMA public, app TO lyceum_gateway, lyceum_writer
-- next
CREATE TYPE audience AS ENUM ('nobody', 'staff', 'enrolled', 'members', 'public')
-- next
COMMENT ON TYPE audience IS 'The widest circle that may read a row, from narrow to wide.'
-- next
CREATE TYPE user_role AS ENUM ('student', 'teacher', 'instructor', 'tutor', 'ta', 'coach', 'content_creator', 'assessor', 'parent', 'finance', 'support', 'supervisor', 'department_admin', 'school_admin', 'district_admin', 'tenant_admin', 'platform_admin', 'analyst')
-- next
COMMENT ON TYPE user_role IS 'What a person may do in the tenant, or in one organisation of it.'
-- next
CREATE TYPE assessment_type AS ENUM ('exit_ticket', 'quiz', 'project', 'exam', 'pool')
-- next
COMMENT ON TYPE assessment_type IS 'What an assessment is for.'
-- next
CREATE TYPE assessment_review AS ENUM ('never', 'after_last_attempt', 'after_each_attempt')
-- next
COMMENT ON TYPE assessment_review IS 'When learners may look at the answer keys of an assessment: never before an attempt of their own is submitted.'
-- next
CREATE TYPE asset_kind AS ENUM ('source', 'generated', 'media')
-- next
COMMENT ON TYPE asset_kind IS 'What a file is for.'
-- next
CREATE TYPE course_kind AS ENUM ('course', 'unit_plan', 'authoring_project')
-- next
COMMENT ON TYPE course_kind IS 'What sort of course it is.'
-- next
CREATE TYPE course_level AS ENUM ('undergraduate', 'graduate', 'postgraduate', 'certificate', 'other')
-- next
COMMENT ON TYPE course_level IS 'The academic level of a course.'
-- next
CREATE TYPE course_status AS ENUM ('draft', 'in_progress', 'ready_for_export', 'published', 'archived')
-- next
COMMENT ON TYPE course_status IS 'Where a course stands between first draft and archive.'
-- next
CREATE TYPE visibility AS ENUM ('private', 'org', 'public', 'link')
-- next
COMMENT ON TYPE visibility IS 'Who may find a published course or offering.'
-- next
CREATE TYPE module_type AS ENUM ('course_root', 'unit', 'learning_unit', 'chapter', 'module', 'lesson', 'scene', 'topic', 'section', 'lab', 'quiz', 'resource', 'other')
-- next
COMMENT ON TYPE module_type IS 'What a part of a syllabus is.'
-- next
CREATE TYPE module_status AS ENUM ('draft', 'in_design', 'rendering', 'ready', 'archived')
-- next
COMMENT ON TYPE module_status IS 'Where a module stands in production.'
-- next
CREATE TYPE content_type AS ENUM ('video', 'quiz', 'engineering_lab', 'text', 'assignment', 'resource', 'scorm', 'external', 'interaction', 'segment')
-- next
COMMENT ON TYPE content_type IS 'What kind of content an item is; each kind is a GraphQL type with fields of its own.'
-- next
CREATE TYPE account_status AS ENUM ('active', 'locked', 'closed')
-- next
COMMENT ON TYPE account_status IS 'Whether a human may sign in anywhere.'
-- next
CREATE TYPE user_status AS ENUM ('active', 'inactive', 'invited')
-- next
COMMENT ON TYPE user_status IS 'Whether a person may sign in.'
-- next
CREATE TYPE lesson_status AS ENUM ('draft', 'published', 'archived')
-- next
COMMENT ON TYPE lesson_status IS 'Where a lesson stands between first draft and archive.'
-- next
CREATE TYPE tenant_kind AS ENUM ('university', 'district', 'company', 'centre_network')
-- next
COMMENT ON TYPE tenant_kind IS 'What sort of institution a tenant is.'
-- next
CREATE TYPE retention_class AS ENUM ('standard', 'regulated')
-- next
COMMENT ON TYPE retention_class IS 'How long a tenant''s records are kept after deletion.'
-- next
CREATE TYPE organization_kind AS ENUM ('university', 'department', 'district', 'school', 'centre', 'region', 'company')
-- next
COMMENT ON TYPE organization_kind IS 'What an organisation is within its tenant.'
-- next
CREATE TYPE finance_record_type AS ENUM ('payment', 'salary', 'expense', 'reimbursement')
-- next
COMMENT ON TYPE finance_record_type IS 'What money moved for.'
-- next
CREATE TYPE payment_method AS ENUM ('card', 'cash', 'transfer')
-- next
COMMENT ON TYPE payment_method IS 'How money moved.'
-- next
CREATE TYPE request_type AS ENUM ('it', 'inventory', 'complaint', 'reschedule', 'maintenance')
-- next
COMMENT ON TYPE request_type IS 'What a request is about.'
-- next
CREATE TYPE request_priority AS ENUM ('low', 'medium', 'high')
-- next
COMMENT ON TYPE request_priority IS 'How much a request presses.'
-- next
CREATE TYPE request_status AS ENUM ('open', 'in_progress', 'resolved', 'closed')
-- next
COMMENT ON TYPE request_status IS 'Where a request stands.'
-- next
CREATE TYPE inventory_category AS ENUM ('laptop', 'furniture', 'stationery', 'network', 'misc')
-- next
COMMENT ON TYPE inventory_category IS 'What kind of thing an item is.'
-- next
CREATE TYPE inventory_condition AS ENUM ('good', 'needs_repair', 'broken')
-- next
COMMENT ON TYPE inventory_condition IS 'What state an item is in.'
-- next
CREATE TYPE notification_channel AS ENUM ('email', 'sms', 'push')
-- next
COMMENT ON TYPE notification_channel IS 'How a message is sent.'
-- next
CREATE TYPE notification_status AS ENUM ('pending', 'sent', 'failed')
-- next
COMMENT ON TYPE notification_status IS 'What became of a message.'
-- next
CREATE TYPE audit_action AS ENUM ('insert', 'update', 'delete')
-- next
COMMENT ON TYPE audit_action IS 'What was done to a row.'
-- next
CREATE TYPE prerequisite_kind AS ENUM ('strict', 'recommended', 'co_requisite')
-- next
COMMENT ON TYPE prerequisite_kind IS 'How firmly one course asks for another.'
-- next
CREATE TYPE parsed_status AS ENUM ('pending', 'parsed', 'failed')
-- next
COMMENT ON TYPE parsed_status IS 'How far a document has been read by machine.'
-- next
CREATE TYPE share_resource AS ENUM ('lesson', 'unit')
-- next
COMMENT ON TYPE share_resource IS 'What is shared.'
-- next
CREATE TYPE lms_provider AS ENUM ('google_classroom', 'canvas', 'schoology')
-- next
COMMENT ON TYPE lms_provider IS 'Which learning management system a connection leads to.'
-- next
CREATE TYPE skill AS ENUM ('reading', 'spelling', 'numeracy', 'custom')
-- next
COMMENT ON TYPE skill IS 'What a tutor assesses.'
-- next
CREATE TYPE guardian_relationship AS ENUM ('parent', 'guardian')
-- next
COMMENT ON TYPE guardian_relationship IS 'What a guardian is to a student.'
-- next
CREATE TYPE lesson_block_type AS ENUM ('objective', 'engage', 'explore', 'explain', 'elaborate', 'evaluate', 'materials')
-- next
COMMENT ON TYPE lesson_block_type IS 'The part that a block plays in a lesson: its objective, its materials, or one of the five Es.'
-- next
CREATE TYPE lesson_asset_purpose AS ENUM ('handout', 'slide', 'image', 'worksheet')
-- next
COMMENT ON TYPE lesson_asset_purpose IS 'What a file is used for in a lesson.'
-- next
CREATE TYPE engine AS ENUM ('e1', 'e2', 'e3', 'e4', 'global')
-- next
COMMENT ON TYPE engine IS 'The engines that a course is produced with.'
-- next
CREATE TYPE script_status AS ENUM ('draft', 'review', 'approved')
-- next
COMMENT ON TYPE script_status IS 'Where a script stands.'
-- next
CREATE TYPE book_status AS ENUM ('draft', 'in_edit', 'ready')
-- next
COMMENT ON TYPE book_status IS 'Where a book stands.'
-- next
CREATE TYPE render_kind AS ENUM ('video', 'book', 'scorm')
-- next
COMMENT ON TYPE render_kind IS 'What a render job makes.'
-- next
CREATE TYPE job_state AS ENUM ('queued', 'in_progress', 'succeeded', 'failed', 'cancelled')
-- next
COMMENT ON TYPE job_state IS 'Where a job stands.'
-- next
CREATE TYPE call_type AS ENUM ('llm_script', 'llm_outline', 'tts', 'image', 'video', 'parse')
-- next
COMMENT ON TYPE call_type IS 'What a model was asked for.'
-- next
CREATE TYPE call_status AS ENUM ('success', 'failed')
-- next
COMMENT ON TYPE call_status IS 'How a call ended.'
-- next
CREATE TYPE question_type AS ENUM ('mcq_single', 'mcq_multi', 'true_false', 'short_answer', 'fill_blank', 'scale', 'rubric')
-- next
COMMENT ON TYPE question_type IS 'How a question is answered.'
-- next
CREATE TYPE difficulty AS ENUM ('easy', 'medium', 'hard')
-- next
COMMENT ON TYPE difficulty IS 'How hard a question is.'
-- next
CREATE TYPE enrollment_status AS ENUM ('active', 'completed', 'dropped', 'pending', 'waitlisted')
-- next
COMMENT ON TYPE enrollment_status IS 'Where an enrolment stands.'
-- next
CREATE TYPE class_status AS ENUM ('scheduled', 'completed', 'cancelled')
-- next
COMMENT ON TYPE class_status IS 'Where a class session stands.'
-- next
CREATE TYPE meeting_provider AS ENUM ('teams', 'zoom', 'chime')
-- next
COMMENT ON TYPE meeting_provider IS 'Where a class meets online.'
-- next
CREATE TYPE push_status AS ENUM ('pending', 'posted', 'failed')
-- next
COMMENT ON TYPE push_status IS 'How far a lesson has come on its way to another system.'
-- next
CREATE TYPE submission_status AS ENUM ('submitted', 'grading', 'graded', 'returned')
-- next
COMMENT ON TYPE submission_status IS 'Where work stands that was handed in.'
-- next
CREATE TYPE voice_status AS ENUM ('generated', 'approved', 'rejected')
-- next
COMMENT ON TYPE voice_status IS 'Where a recording stands.'
-- next
CREATE TYPE section_mapping AS ENUM ('learning_unit', 'module', 'lesson', 'custom')
-- next
COMMENT ON TYPE section_mapping IS 'What part of the course a section of a book goes back to.'
-- next
CREATE TYPE association_kind AS ENUM ('is_child_of', 'is_part_of', 'is_peer_of', 'exact_match_of', 'precedes', 'is_related_to', 'replaced_by', 'has_skill_level', 'is_translation_of', 'exemplar')
-- next
COMMENT ON TYPE association_kind IS 'How one standard relates to another, in the terms of 1EdTech CASE.'
-- next
CREATE TYPE mentor_role AS ENUM ('user', 'assistant', 'system')
-- next
COMMENT ON TYPE mentor_role IS 'Who speaks in a conversation.'
-- next
-- On a Citus cluster, spreads a table over it by a column; on one server does nothing.
CREATE FUNCTION app.distribute(relation text, key text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        IF relation = 'tenants' THEN
            EXECUTE format('SELECT create_distributed_table(%L, %L)', relation, key);
        ELSE
            EXECUTE format('SELECT create_distributed_table(%L, %L, colocate_with => %L)', relation, key, 'tenants');
        END IF;
    END IF;
END
$$
-- next
-- On a Citus cluster, copies a table to every node; on one server does nothing.
CREATE FUNCTION app.replicate(relation text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        EXECUTE format('SELECT create_reference_table(%L)', relation);
    END IF;
END
$$
-- next
REVOKE EXECUTE ON FUNCTION app.distribute(text, text) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.replicate(text) FROM PUBLIC
-- next
CREATE TABLE assessments (
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
    CONSTRAINT pk_assessments PRIMARY KEY (tenant_id, id)
)
-- next
COMMENT ON TABLE assessments IS 'A set of questions that may be used again: a quiz, an examination, or a pool that quizzes draw from.'
-- next
COMMENT ON COLUMN assessments.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN assessments.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN assessments.course_id IS 'The course it belongs to; null for one of the tenant''s library.'
-- next
COMMENT ON COLUMN assessments.title IS 'The assessment''s title.'
-- next
COMMENT ON COLUMN assessments.assessment_type IS 'What it is for.'
-- next
COMMENT ON COLUMN assessments.grading_schema IS 'How points become grades; what it holds is up to the author.'
-- next
COMMENT ON COLUMN assessments.review IS 'When learners may look at the answer keys.'
-- next
COMMENT ON COLUMN assessments.is_published IS 'Whether learners may read its questions.'
-- next
COMMENT ON COLUMN assessments.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN assessments.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN assessments.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN assessments.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN assessments.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN assessments.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN assessments.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('assessments', 'tenant_id')
-- next
CREATE TABLE assets (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID,
    module_id UUID,
    content_item_id UUID,
    kind asset_kind DEFAULT 'media' NOT NULL,
    asset_type TEXT NOT NULL,
    engine TEXT,
    role TEXT,
    storage_uri TEXT NOT NULL,
    filename TEXT NOT NULL,
    mime_type TEXT DEFAULT 'application/octet-stream' NOT NULL,
    size_bytes BIGINT,
    checksum TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    uploaded_by UUID,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_assets PRIMARY KEY (tenant_id, id),
    CONSTRAINT ck_assets_size_bytes_nonnegative CHECK (size_bytes >= 0),
    CONSTRAINT ck_assets_version_nonnegative CHECK (version >= 0)
)
-- next
COMMENT ON TABLE assets IS 'A file in storage, of the tenant''s library or of one place in a course.'
-- next
COMMENT ON COLUMN assets.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN assets.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN assets.course_id IS 'The course it belongs to; null for the tenant''s library.'
-- next
COMMENT ON COLUMN assets.module_id IS 'The module it belongs to.'
-- next
COMMENT ON COLUMN assets.content_item_id IS 'The content item it belongs to.'
-- next
COMMENT ON COLUMN assets.kind IS 'What the file is for.'
-- next
COMMENT ON COLUMN assets.asset_type IS 'What the file is: `image`, `pdf`, `audio`, `video`, `document`, `scorm_package` …'
-- next
COMMENT ON COLUMN assets.engine IS 'The engine that made or reads it: `e1` to `e4`.'
-- next
COMMENT ON COLUMN assets.role IS 'The part it plays, such as `hero_image`, `voiceover` or `engine1_ppt`.'
-- next
COMMENT ON COLUMN assets.storage_uri IS 'Where the file lies: a URL or a storage key.'
-- next
COMMENT ON COLUMN assets.filename IS 'The file''s name.'
-- next
COMMENT ON COLUMN assets.mime_type IS 'The file''s media type.'
-- next
COMMENT ON COLUMN assets.size_bytes IS 'The file''s size in bytes.'
-- next
COMMENT ON COLUMN assets.checksum IS 'Checksum of the file, prefixed by its algorithm, such as `sha256:…`.'
-- next
COMMENT ON COLUMN assets.version IS 'Counts replacements, from 1.'
-- next
COMMENT ON COLUMN assets.is_active IS 'Whether this version is the one in use.'
-- next
COMMENT ON COLUMN assets.uploaded_by IS 'Who uploaded it.'
-- next
COMMENT ON COLUMN assets.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN assets.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN assets.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN assets.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN assets.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN assets.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN assets.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN assets.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('assets', 'tenant_id')
-- next
CREATE TABLE courses (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    organization_id UUID,
    category_id UUID,
    primary_subject_id UUID,
    author_id UUID,
    kind course_kind DEFAULT 'course' NOT NULL,
    title TEXT NOT NULL,
    code TEXT,
    description TEXT,
    level course_level DEFAULT 'undergraduate' NOT NULL,
    subject_label TEXT,
    grade_level TEXT,
    language_code TEXT DEFAULT 'en' NOT NULL,
    credit_hours NUMERIC(4, 2),
    duration_days INTEGER,
    status course_status DEFAULT 'draft' NOT NULL,
    visibility visibility DEFAULT 'org' NOT NULL,
    price_cents INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT 'USD' NOT NULL,
    thumbnail_asset_id UUID,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_courses PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_courses_thumbnail_asset FOREIGN KEY(tenant_id, thumbnail_asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT ck_courses_price_cents_nonnegative CHECK (price_cents >= 0),
    CONSTRAINT ck_courses_duration_days_nonnegative CHECK (duration_days >= 0),
    CONSTRAINT ck_courses_credit_hours_nonnegative CHECK (credit_hours >= 0),
    CONSTRAINT ck_courses_currency_form CHECK (currency ~ '^[A-Z]{3}$')
)
-- next
COMMENT ON TABLE courses IS 'A course as the catalogue describes it; it runs as one or more offerings.'
-- next
COMMENT ON COLUMN courses.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN courses.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN courses.organization_id IS 'The department, school or centre that owns it.'
-- next
COMMENT ON COLUMN courses.category_id IS 'The heading it stands under in the tenant''s catalogue.'
-- next
COMMENT ON COLUMN courses.primary_subject_id IS 'The subject it is chiefly about.'
-- next
COMMENT ON COLUMN courses.author_id IS 'Who wrote it.'
-- next
COMMENT ON COLUMN courses.kind IS 'What sort of course it is.'
-- next
COMMENT ON COLUMN courses.title IS 'The course''s title.'
-- next
COMMENT ON COLUMN courses.code IS 'The catalogue code, unique in the tenant, such as `ME101`.'
-- next
COMMENT ON COLUMN courses.description IS 'What the course is about.'
-- next
COMMENT ON COLUMN courses.level IS 'The academic level.'
-- next
COMMENT ON COLUMN courses.subject_label IS 'The subject in the author''s own words.'
-- next
COMMENT ON COLUMN courses.grade_level IS 'The school grade it is for: `K`, `1` to `12`.'
-- next
COMMENT ON COLUMN courses.language_code IS 'BCP 47 tag of the language it is taught in.'
-- next
COMMENT ON COLUMN courses.credit_hours IS 'Credit hours.'
-- next
COMMENT ON COLUMN courses.duration_days IS 'How many days it is planned to take.'
-- next
COMMENT ON COLUMN courses.status IS 'Where the course stands.'
-- next
COMMENT ON COLUMN courses.visibility IS 'Who may find it once published.'
-- next
COMMENT ON COLUMN courses.price_cents IS 'Price in minor units of `currency`; 0 is free.'
-- next
COMMENT ON COLUMN courses.currency IS 'ISO 4217 code of the price.'
-- next
COMMENT ON COLUMN courses.thumbnail_asset_id IS 'The picture shown in lists.'
-- next
COMMENT ON COLUMN courses.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN courses.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN courses.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN courses.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN courses.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN courses.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN courses.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN courses.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('courses', 'tenant_id')
-- next
CREATE TABLE module_templates (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    template_type module_type NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    default_data JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_module_templates PRIMARY KEY (tenant_id, id)
)
-- next
COMMENT ON TABLE module_templates IS 'A pattern that modules are made from.'
-- next
COMMENT ON COLUMN module_templates.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN module_templates.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN module_templates.template_type IS 'What a module made from it is.'
-- next
COMMENT ON COLUMN module_templates.title IS 'The template''s title.'
-- next
COMMENT ON COLUMN module_templates.description IS 'What it is for.'
-- next
COMMENT ON COLUMN module_templates.default_data IS 'The layout and metadata that a new module starts with.'
-- next
COMMENT ON COLUMN module_templates.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN module_templates.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN module_templates.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN module_templates.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('module_templates', 'tenant_id')
-- next
CREATE TABLE modules (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    parent_id UUID,
    module_type module_type NOT NULL,
    template_id UUID,
    lesson_id UUID,
    title TEXT NOT NULL,
    code TEXT,
    objective TEXT,
    description TEXT,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    depth INTEGER DEFAULT 0 NOT NULL,
    status module_status DEFAULT 'ready' NOT NULL,
    engine_flags JSONB DEFAULT '{}'::jsonb NOT NULL,
    resource_ref JSONB,
    is_published BOOLEAN DEFAULT false NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_modules PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_modules_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_modules_parent FOREIGN KEY(tenant_id, course_id, parent_id) REFERENCES modules (tenant_id, course_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_modules_template FOREIGN KEY(tenant_id, template_id) REFERENCES module_templates (tenant_id, id),
    CONSTRAINT uq_modules_parent_id_course_id_sequence_index_dele UNIQUE NULLS NOT DISTINCT (tenant_id, parent_id, course_id, sequence_index, deleted_at) DEFERRABLE,
    CONSTRAINT uq_modules_course_id_id UNIQUE (tenant_id, course_id, id),
    CONSTRAINT ck_modules_sequence_index_from_one CHECK (sequence_index >= 1),
    CONSTRAINT ck_modules_not_its_own_parent CHECK (parent_id <> id)
)
-- next
COMMENT ON TABLE modules IS 'A part of a course''s syllabus, which may hold parts of its own to any depth, and content.'
-- next
COMMENT ON COLUMN modules.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN modules.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN modules.course_id IS 'The course.'
-- next
COMMENT ON COLUMN modules.parent_id IS 'The module that this one is part of; null at the top.'
-- next
COMMENT ON COLUMN modules.module_type IS 'What part of the syllabus it is.'
-- next
COMMENT ON COLUMN modules.template_id IS 'The template it was made from.'
-- next
COMMENT ON COLUMN modules.lesson_id IS 'The reusable lesson that is placed here.'
-- next
COMMENT ON COLUMN modules.title IS 'The module''s title.'
-- next
COMMENT ON COLUMN modules.code IS 'A short code, such as `L1.1`.'
-- next
COMMENT ON COLUMN modules.objective IS 'What a learner can do afterwards.'
-- next
COMMENT ON COLUMN modules.description IS 'What the module is about.'
-- next
COMMENT ON COLUMN modules.sequence_index IS 'Its place among its siblings, from 1.'
-- next
COMMENT ON COLUMN modules.depth IS 'How many modules stand above it; kept by trigger.'
-- next
COMMENT ON COLUMN modules.status IS 'Where it stands in production.'
-- next
COMMENT ON COLUMN modules.engine_flags IS 'Which engines have processed it, such as `{"e1": true}`.'
-- next
COMMENT ON COLUMN modules.resource_ref IS 'Pointer to a resource outside the model, where the module is one.'
-- next
COMMENT ON COLUMN modules.is_published IS 'Whether the module itself is published.'
-- next
COMMENT ON COLUMN modules.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN modules.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN modules.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN modules.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN modules.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN modules.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN modules.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('modules', 'tenant_id')
-- next
CREATE TABLE content_items (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    module_id UUID NOT NULL,
    course_id UUID NOT NULL,
    content_type content_type NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    estimated_duration_seconds INTEGER,
    asset_id UUID,
    assessment_id UUID,
    threshold_score NUMERIC(5, 2),
    attempts_limit INTEGER,
    cooldown_hours INTEGER,
    is_active BOOLEAN DEFAULT true NOT NULL,
    data JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_content_items PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_content_items_module FOREIGN KEY(tenant_id, course_id, module_id) REFERENCES modules (tenant_id, course_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_content_items_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_content_items_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT fk_content_items_assessment FOREIGN KEY(tenant_id, assessment_id) REFERENCES assessments (tenant_id, id),
    CONSTRAINT uq_content_items_module_id_sequence_index_deleted_ UNIQUE NULLS NOT DISTINCT (tenant_id, module_id, sequence_index, deleted_at) DEFERRABLE,
    CONSTRAINT ck_content_items_estimated_duration_seconds_nonnegative CHECK (estimated_duration_seconds >= 0),
    CONSTRAINT ck_content_items_attempts_limit_nonnegative CHECK (attempts_limit >= 0),
    CONSTRAINT ck_content_items_cooldown_hours_nonnegative CHECK (cooldown_hours >= 0),
    CONSTRAINT ck_content_items_threshold_score_range CHECK (threshold_score BETWEEN 0 AND 100),
    CONSTRAINT ck_content_items_sequence_index_from_one CHECK (sequence_index >= 1),
    CONSTRAINT ck_content_items_data_is_object CHECK (jsonb_typeof(data) = 'object')
)
-- next
COMMENT ON TABLE content_items IS 'A piece of content in a module. Its kind decides the shape of its payload (`db/payloads`).'
-- next
COMMENT ON COLUMN content_items.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN content_items.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN content_items.module_id IS 'The module it hangs on.'
-- next
COMMENT ON COLUMN content_items.course_id IS 'The course.'
-- next
COMMENT ON COLUMN content_items.content_type IS 'What kind of content it is.'
-- next
COMMENT ON COLUMN content_items.title IS 'The item''s title.'
-- next
COMMENT ON COLUMN content_items.description IS 'What it is about.'
-- next
COMMENT ON COLUMN content_items.sequence_index IS 'Its place in the module, from 1.'
-- next
COMMENT ON COLUMN content_items.estimated_duration_seconds IS 'About how long it takes, in seconds.'
-- next
COMMENT ON COLUMN content_items.asset_id IS 'The file it shows.'
-- next
COMMENT ON COLUMN content_items.assessment_id IS 'The pool of questions that a quiz draws from.'
-- next
COMMENT ON COLUMN content_items.threshold_score IS 'The score that passes, in percent.'
-- next
COMMENT ON COLUMN content_items.attempts_limit IS 'How many attempts are allowed; null for any number.'
-- next
COMMENT ON COLUMN content_items.cooldown_hours IS 'Hours to wait between attempts.'
-- next
COMMENT ON COLUMN content_items.is_active IS 'Whether the item is in use.'
-- next
COMMENT ON COLUMN content_items.data IS 'The payload, in the shape that the content type prescribes.'
-- next
COMMENT ON COLUMN content_items.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN content_items.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN content_items.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN content_items.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN content_items.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN content_items.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN content_items.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('content_items', 'tenant_id')
-- next
CREATE TABLE identity.accounts (
    id UUID DEFAULT uuidv7() NOT NULL,
    email TEXT,
    password_hash TEXT,
    status account_status DEFAULT 'active' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (id)
)
-- next
COMMENT ON TABLE identity.accounts IS 'A human who signs in. Personal data stays in each tenant''s `users`; only what signing in takes is here.'
-- next
COMMENT ON COLUMN identity.accounts.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN identity.accounts.email IS 'The address the human signs in with, unique whatever its case.'
-- next
COMMENT ON COLUMN identity.accounts.password_hash IS 'Argon2id hash of the password; null for sign-in elsewhere.'
-- next
COMMENT ON COLUMN identity.accounts.status IS 'Whether the human may sign in.'
-- next
COMMENT ON COLUMN identity.accounts.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN identity.accounts.updated_at IS 'When the row was last changed.'
-- next
SELECT app.replicate('identity.accounts')
-- next
CREATE TABLE identity.invitations (
    id UUID DEFAULT uuidv7() NOT NULL,
    email TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    reminder_count INTEGER DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_invitations PRIMARY KEY (id),
    CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash),
    CONSTRAINT ck_invitations_hashed CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_invitations_reminder_count_nonnegative CHECK (reminder_count >= 0)
)
-- next
COMMENT ON TABLE identity.invitations IS 'An invitation to create an account.'
-- next
COMMENT ON COLUMN identity.invitations.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN identity.invitations.email IS 'Who is invited.'
-- next
COMMENT ON COLUMN identity.invitations.token_hash IS 'SHA-256 of the token that was sent; the token itself is not stored.'
-- next
COMMENT ON COLUMN identity.invitations.expires_at IS 'When the invitation lapses.'
-- next
COMMENT ON COLUMN identity.invitations.used_at IS 'When it was taken up; null while it is open.'
-- next
COMMENT ON COLUMN identity.invitations.reminder_count IS 'How many reminders were sent.'
-- next
COMMENT ON COLUMN identity.invitations.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN identity.invitations.updated_at IS 'When the row was last changed.'
-- next
SELECT app.replicate('identity.invitations')
-- next
CREATE TABLE users (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    account_id UUID,
    email TEXT,
    full_name TEXT NOT NULL,
    given_name TEXT,
    family_name TEXT,
    phone TEXT,
    avatar_asset_id UUID,
    auth_provider TEXT DEFAULT 'password' NOT NULL,
    locale TEXT DEFAULT 'en' NOT NULL,
    language_preferences TEXT[] DEFAULT '{}' NOT NULL,
    time_zone TEXT DEFAULT 'UTC' NOT NULL,
    accessibility_settings JSONB DEFAULT '{}'::jsonb NOT NULL,
    status user_status DEFAULT 'active' NOT NULL,
    is_listed BOOLEAN DEFAULT false NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_users PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_users_avatar_asset FOREIGN KEY(tenant_id, avatar_asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT ck_users_accessibility_settings_is_object CHECK (jsonb_typeof(accessibility_settings) = 'object')
)
-- next
COMMENT ON TABLE users IS 'A person in one tenant. A human who belongs to two tenants has a user in each.'
-- next
COMMENT ON COLUMN users.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN users.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN users.account_id IS 'The account that signs in as this person.'
-- next
COMMENT ON COLUMN users.email IS 'Email address, unique in the tenant whatever its case.'
-- next
COMMENT ON COLUMN users.full_name IS 'The name as the person writes it.'
-- next
COMMENT ON COLUMN users.given_name IS 'Given name.'
-- next
COMMENT ON COLUMN users.family_name IS 'Family name.'
-- next
COMMENT ON COLUMN users.phone IS 'Telephone number.'
-- next
COMMENT ON COLUMN users.avatar_asset_id IS 'The person''s picture.'
-- next
COMMENT ON COLUMN users.auth_provider IS 'How the person signs in: `password`, `google`, `microsoft`, `classlink` or another provider.'
-- next
COMMENT ON COLUMN users.locale IS 'BCP 47 language tag of the interface.'
-- next
COMMENT ON COLUMN users.language_preferences IS 'BCP 47 tags of the languages the person prefers, best first.'
-- next
COMMENT ON COLUMN users.time_zone IS 'IANA time zone.'
-- next
COMMENT ON COLUMN users.accessibility_settings IS 'How the person needs things to be shown.'
-- next
COMMENT ON COLUMN users.status IS 'Whether the person may sign in.'
-- next
COMMENT ON COLUMN users.is_listed IS 'Whether fellow members see the person in the directory; staff always are.'
-- next
COMMENT ON COLUMN users.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN users.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN users.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN users.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN users.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN users.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN users.external_id IS 'The person''s identifier in the system of record, prefixed by its format.'
-- next
SELECT app.distribute('users', 'tenant_id')
-- next
CREATE TABLE lessons (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    owner_id UUID NOT NULL,
    title TEXT NOT NULL,
    code TEXT,
    objective TEXT,
    subject TEXT NOT NULL,
    grade_level TEXT NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    status lesson_status DEFAULT 'draft' NOT NULL,
    current_version_id UUID,
    visibility visibility DEFAULT 'private' NOT NULL,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_lessons PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lessons_owner FOREIGN KEY(tenant_id, owner_id) REFERENCES users (tenant_id, id)
)
-- next
COMMENT ON TABLE lessons IS 'A lesson that can be planned once and placed in any unit. What it says lies in its versions.'
-- next
COMMENT ON COLUMN lessons.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN lessons.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN lessons.owner_id IS 'Who owns it.'
-- next
COMMENT ON COLUMN lessons.title IS 'The lesson''s title.'
-- next
COMMENT ON COLUMN lessons.code IS 'A short code, unique in the tenant.'
-- next
COMMENT ON COLUMN lessons.objective IS 'What the lesson is about, in a sentence.'
-- next
COMMENT ON COLUMN lessons.subject IS 'The school subject, such as `Science`.'
-- next
COMMENT ON COLUMN lessons.grade_level IS 'The school grade it is for: `K`, `1` to `12`.'
-- next
COMMENT ON COLUMN lessons.language IS 'BCP 47 tag of the language it is taught in.'
-- next
COMMENT ON COLUMN lessons.status IS 'Where the lesson stands.'
-- next
COMMENT ON COLUMN lessons.current_version_id IS 'The version in use; always one of its own.'
-- next
COMMENT ON COLUMN lessons.visibility IS 'Who may find it once published.'
-- next
COMMENT ON COLUMN lessons.tags IS 'Free tags.'
-- next
COMMENT ON COLUMN lessons.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN lessons.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN lessons.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN lessons.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN lessons.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN lessons.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN lessons.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN lessons.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('lessons', 'tenant_id')
-- next
CREATE TABLE lesson_versions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_id UUID NOT NULL,
    version_no INTEGER NOT NULL,
    author_id UUID,
    objective TEXT,
    duration_minutes INTEGER,
    differentiation JSONB DEFAULT '[]'::jsonb NOT NULL,
    assessments JSONB DEFAULT '[]'::jsonb NOT NULL,
    accommodations JSONB DEFAULT '[]'::jsonb NOT NULL,
    teacher_script_md TEXT,
    materials JSONB DEFAULT '[]'::jsonb NOT NULL,
    flow JSONB DEFAULT '[]'::jsonb NOT NULL,
    locale TEXT DEFAULT 'en-US' NOT NULL,
    ai_model TEXT,
    source JSONB DEFAULT '{}'::jsonb NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_lesson_versions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lesson_versions_lesson FOREIGN KEY(tenant_id, lesson_id) REFERENCES lessons (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_versions_author FOREIGN KEY(tenant_id, author_id) REFERENCES users (tenant_id, id),
    CONSTRAINT uq_lesson_versions_lesson_id_version_no UNIQUE (tenant_id, lesson_id, version_no),
    CONSTRAINT uq_lesson_versions_lesson_id_id UNIQUE (tenant_id, lesson_id, id),
    CONSTRAINT ck_lesson_versions_version_no_from_one CHECK (version_no >= 1),
    CONSTRAINT ck_lesson_versions_duration_minutes_nonnegative CHECK (duration_minutes >= 0),
    CONSTRAINT ck_lesson_versions_differentiation_is_array CHECK (jsonb_typeof(differentiation) = 'array'),
    CONSTRAINT ck_lesson_versions_assessments_is_array CHECK (jsonb_typeof(assessments) = 'array'),
    CONSTRAINT ck_lesson_versions_accommodations_is_array CHECK (jsonb_typeof(accommodations) = 'array'),
    CONSTRAINT ck_lesson_versions_materials_is_array CHECK (jsonb_typeof(materials) = 'array'),
    CONSTRAINT ck_lesson_versions_flow_is_array CHECK (jsonb_typeof(flow) = 'array'),
    CONSTRAINT ck_lesson_versions_source_is_object CHECK (jsonb_typeof(source) = 'object')
)
-- next
COMMENT ON TABLE lesson_versions IS 'What a lesson says, as it stood when it was saved. A version is never changed: an edit is the next version.'
-- next
COMMENT ON COLUMN lesson_versions.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN lesson_versions.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN lesson_versions.lesson_id IS 'The lesson.'
-- next
COMMENT ON COLUMN lesson_versions.version_no IS 'Counts the lesson''s versions, from 1.'
-- next
COMMENT ON COLUMN lesson_versions.author_id IS 'Who wrote this version.'
-- next
COMMENT ON COLUMN lesson_versions.objective IS 'What learners can do afterwards.'
-- next
COMMENT ON COLUMN lesson_versions.duration_minutes IS 'How long the lesson takes, in minutes.'
-- next
COMMENT ON COLUMN lesson_versions.differentiation IS 'Strategies for learners of different levels.'
-- next
COMMENT ON COLUMN lesson_versions.assessments IS 'How learning is checked: summaries, and references to assessments.'
-- next
COMMENT ON COLUMN lesson_versions.accommodations IS 'Accommodations, such as for learners with an IEP or who are learning the language.'
-- next
COMMENT ON COLUMN lesson_versions.teacher_script_md IS 'What the teacher says, in Markdown; for staff, because it gives answers away.'
-- next
COMMENT ON COLUMN lesson_versions.materials IS 'What is needed.'
-- next
COMMENT ON COLUMN lesson_versions.flow IS 'The phases of the lesson, in order.'
-- next
COMMENT ON COLUMN lesson_versions.locale IS 'BCP 47 tag of the language and region it is written for.'
-- next
COMMENT ON COLUMN lesson_versions.ai_model IS 'The model that drafted it; null where a person did.'
-- next
COMMENT ON COLUMN lesson_versions.source IS 'How it came about, such as the prompt and its settings; for staff.'
-- next
COMMENT ON COLUMN lesson_versions.published_at IS 'When it was published; from then on nothing of it can change.'
-- next
COMMENT ON COLUMN lesson_versions.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN lesson_versions.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN lesson_versions.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('lesson_versions', 'tenant_id')
-- next
CREATE TABLE domains (
    id UUID DEFAULT uuidv7() NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_domains PRIMARY KEY (id),
    CONSTRAINT uq_domains_code UNIQUE (code)
)
-- next
COMMENT ON TABLE domains IS 'A broad field of knowledge, such as mathematics.'
-- next
COMMENT ON COLUMN domains.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN domains.code IS 'A short unique code, such as `MATH`.'
-- next
COMMENT ON COLUMN domains.name IS 'The domain''s name.'
-- next
COMMENT ON COLUMN domains.description IS 'What the domain covers.'
-- next
COMMENT ON COLUMN domains.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN domains.updated_at IS 'When the row was last changed.'
-- next
SELECT app.replicate('domains')
-- next
CREATE TABLE categories (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_categories PRIMARY KEY (tenant_id, id)
)
-- next
COMMENT ON TABLE categories IS 'A heading of the tenant''s own catalogue.'
-- next
COMMENT ON COLUMN categories.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN categories.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN categories.name IS 'The heading.'
-- next
COMMENT ON COLUMN categories.description IS 'What is found under it.'
-- next
COMMENT ON COLUMN categories.sequence_index IS 'Its place among the headings, from 1.'
-- next
COMMENT ON COLUMN categories.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN categories.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN categories.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN categories.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN categories.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('categories', 'tenant_id')
-- next
CREATE TABLE standards_frameworks (
    id UUID DEFAULT uuidv7() NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    jurisdiction TEXT,
    language TEXT DEFAULT 'en' NOT NULL,
    source_guid TEXT,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_standards_frameworks PRIMARY KEY (id),
    CONSTRAINT uq_standards_frameworks_code_jurisdiction_language UNIQUE NULLS NOT DISTINCT (code, jurisdiction, language)
)
-- next
COMMENT ON TABLE standards_frameworks IS 'A published set of learning standards.'
-- next
COMMENT ON COLUMN standards_frameworks.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN standards_frameworks.code IS 'A short code, such as `CCSS`, `NGSS` or `TEKS`.'
-- next
COMMENT ON COLUMN standards_frameworks.name IS 'The framework''s title.'
-- next
COMMENT ON COLUMN standards_frameworks.jurisdiction IS 'Where it holds, such as `US` or `CA-QC`.'
-- next
COMMENT ON COLUMN standards_frameworks.language IS 'BCP 47 tag of the language it is written in.'
-- next
COMMENT ON COLUMN standards_frameworks.source_guid IS 'The publisher''s identifier of the framework.'
-- next
COMMENT ON COLUMN standards_frameworks.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN standards_frameworks.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN standards_frameworks.updated_at IS 'When the row was last changed.'
-- next
SELECT app.replicate('standards_frameworks')
-- next
CREATE TABLE countries (
    id UUID DEFAULT uuidv7() NOT NULL,
    iso_code TEXT NOT NULL,
    name TEXT NOT NULL,
    region_name TEXT,
    CONSTRAINT pk_countries PRIMARY KEY (id),
    CONSTRAINT uq_countries_iso_code UNIQUE (iso_code),
    CONSTRAINT ck_countries_iso_code_form CHECK (iso_code ~ '^[A-Z]{2}$')
)
-- next
COMMENT ON TABLE countries IS 'A country, by ISO 3166-1.'
-- next
COMMENT ON COLUMN countries.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN countries.iso_code IS 'ISO 3166-1 alpha-2 country code.'
-- next
COMMENT ON COLUMN countries.name IS 'The country''s short name in English.'
-- next
COMMENT ON COLUMN countries.region_name IS 'The part of the world that the country lies in.'
-- next
SELECT app.replicate('countries')
-- next
CREATE TABLE tenants (
    id UUID DEFAULT uuidv7() NOT NULL,
    name TEXT NOT NULL,
    short_code TEXT NOT NULL,
    kind tenant_kind NOT NULL,
    plan TEXT DEFAULT 'standard' NOT NULL,
    country_id UUID,
    time_zone TEXT DEFAULT 'UTC' NOT NULL,
    website_url TEXT,
    data_region TEXT DEFAULT 'default' NOT NULL,
    retention_class retention_class DEFAULT 'standard' NOT NULL,
    contact_email TEXT,
    logo_asset_id UUID,
    allows_visitors BOOLEAN DEFAULT false NOT NULL,
    enforces_sso BOOLEAN DEFAULT false NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_tenants PRIMARY KEY (id),
    CONSTRAINT fk_tenants_logo_asset FOREIGN KEY(id, logo_asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT uq_tenants_short_code UNIQUE (short_code),
    CONSTRAINT ck_tenants_short_code_form CHECK (short_code ~ '^[a-z0-9][a-z0-9-]{0,62}$')
)
-- next
COMMENT ON TABLE tenants IS 'A tenant: the institution whose rows are kept apart from everyone else''s.'
-- next
COMMENT ON COLUMN tenants.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN tenants.name IS 'The institution''s name.'
-- next
COMMENT ON COLUMN tenants.short_code IS 'A short unique code, as used in the `X-Tenant` header, such as `northfield`.'
-- next
COMMENT ON COLUMN tenants.kind IS 'What sort of institution this is.'
-- next
COMMENT ON COLUMN tenants.plan IS 'The commercial plan.'
-- next
COMMENT ON COLUMN tenants.country_id IS 'The country the institution is based in.'
-- next
COMMENT ON COLUMN tenants.time_zone IS 'IANA time zone that dates are shown in.'
-- next
COMMENT ON COLUMN tenants.website_url IS 'The institution''s website.'
-- next
COMMENT ON COLUMN tenants.data_region IS 'The region whose database holds the tenant''s rows.'
-- next
COMMENT ON COLUMN tenants.retention_class IS 'How long deleted records are kept.'
-- next
COMMENT ON COLUMN tenants.contact_email IS 'Where to write to the institution.'
-- next
COMMENT ON COLUMN tenants.logo_asset_id IS 'The institution''s logo.'
-- next
COMMENT ON COLUMN tenants.allows_visitors IS 'Whether the public catalogue may be read without signing in.'
-- next
COMMENT ON COLUMN tenants.enforces_sso IS 'Whether people must sign in through the institution''s own identity provider.'
-- next
COMMENT ON COLUMN tenants.is_active IS 'Whether the tenant is served at all.'
-- next
COMMENT ON COLUMN tenants.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN tenants.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN tenants.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('tenants', 'id')
-- next
CREATE TABLE organizations (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    parent_id UUID,
    kind organization_kind NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    country_id UUID,
    time_zone TEXT,
    website_url TEXT,
    grade_bands TEXT[] DEFAULT '{}' NOT NULL,
    depth INTEGER DEFAULT 0 NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_organizations PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_organizations_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_organizations_parent FOREIGN KEY(tenant_id, parent_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_organizations_not_its_own_parent CHECK (parent_id <> id)
)
-- next
COMMENT ON TABLE organizations IS 'A part of a tenant: a university, department, district, school, centre, region or company, in one tree.'
-- next
COMMENT ON COLUMN organizations.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN organizations.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN organizations.parent_id IS 'The organisation that this one is part of.'
-- next
COMMENT ON COLUMN organizations.kind IS 'What the organisation is.'
-- next
COMMENT ON COLUMN organizations.name IS 'The organisation''s name.'
-- next
COMMENT ON COLUMN organizations.code IS 'A short code, unique among organisations of the same kind and parent.'
-- next
COMMENT ON COLUMN organizations.country_id IS 'The country the organisation is in.'
-- next
COMMENT ON COLUMN organizations.time_zone IS 'IANA time zone, where it differs from the tenant''s.'
-- next
COMMENT ON COLUMN organizations.website_url IS 'The organisation''s website.'
-- next
COMMENT ON COLUMN organizations.grade_bands IS 'The grade bands a school teaches, such as `K-5`.'
-- next
COMMENT ON COLUMN organizations.depth IS 'How many organisations stand above it; kept by trigger.'
-- next
COMMENT ON COLUMN organizations.is_active IS 'Whether the organisation is in operation.'
-- next
COMMENT ON COLUMN organizations.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN organizations.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN organizations.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN organizations.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN organizations.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN organizations.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN organizations.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('organizations', 'tenant_id')
-- next
CREATE TABLE finance_records (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    organization_id UUID NOT NULL,
    student_id UUID,
    tutor_id UUID,
    type finance_record_type NOT NULL,
    method payment_method,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    reference_number TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_finance_records PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_finance_records_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_finance_records_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_finance_records_student FOREIGN KEY(tenant_id, student_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_finance_records_tutor FOREIGN KEY(tenant_id, tutor_id) REFERENCES users (tenant_id, id),
    CONSTRAINT ck_finance_records_amount_minor_nonnegative CHECK (amount_minor >= 0),
    CONSTRAINT ck_finance_records_currency_iso_4217 CHECK (currency ~ '^[A-Z]{3}$')
)
-- next
COMMENT ON TABLE finance_records IS 'Money that an organisation took or spent; for those who keep the accounts.'
-- next
COMMENT ON COLUMN finance_records.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN finance_records.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN finance_records.organization_id IS 'The centre or other organisation whose money it is.'
-- next
COMMENT ON COLUMN finance_records.student_id IS 'The student whom it is paid for.'
-- next
COMMENT ON COLUMN finance_records.tutor_id IS 'The tutor or other staff whom it is paid to.'
-- next
COMMENT ON COLUMN finance_records.type IS 'What the money moved for.'
-- next
COMMENT ON COLUMN finance_records.method IS 'How it moved.'
-- next
COMMENT ON COLUMN finance_records.amount_minor IS 'How much, in the currency''s minor unit, such as cents: never negative, for the type says which way it went.'
-- next
COMMENT ON COLUMN finance_records.currency IS 'ISO 4217 code of the currency, such as `CAD`.'
-- next
COMMENT ON COLUMN finance_records.occurred_at IS 'When the money moved.'
-- next
COMMENT ON COLUMN finance_records.reference_number IS 'The number of the invoice, payslip or receipt.'
-- next
COMMENT ON COLUMN finance_records.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN finance_records.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN finance_records.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN finance_records.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN finance_records.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('finance_records', 'tenant_id')
-- next
CREATE TABLE service_requests (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    organization_id UUID,
    requester_id UUID NOT NULL,
    assigned_to_id UUID,
    type request_type NOT NULL,
    details TEXT,
    priority request_priority DEFAULT 'medium' NOT NULL,
    status request_status DEFAULT 'open' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_service_requests PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_service_requests_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_service_requests_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_service_requests_requester FOREIGN KEY(tenant_id, requester_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_service_requests_assigned_to FOREIGN KEY(tenant_id, assigned_to_id) REFERENCES users (tenant_id, id)
)
-- next
COMMENT ON TABLE service_requests IS 'Something that somebody asks of the organisation: help, a repair, another time, or an ear for a complaint.'
-- next
COMMENT ON COLUMN service_requests.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN service_requests.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN service_requests.organization_id IS 'The centre or other organisation it is made at.'
-- next
COMMENT ON COLUMN service_requests.requester_id IS 'Who asks.'
-- next
COMMENT ON COLUMN service_requests.assigned_to_id IS 'Who sees to it.'
-- next
COMMENT ON COLUMN service_requests.type IS 'What it is about.'
-- next
COMMENT ON COLUMN service_requests.details IS 'What is asked, in words.'
-- next
COMMENT ON COLUMN service_requests.priority IS 'How much it presses.'
-- next
COMMENT ON COLUMN service_requests.status IS 'Where it stands.'
-- next
COMMENT ON COLUMN service_requests.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN service_requests.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN service_requests.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN service_requests.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN service_requests.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('service_requests', 'tenant_id')
-- next
CREATE TABLE inventory_items (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    organization_id UUID NOT NULL,
    name TEXT NOT NULL,
    category inventory_category DEFAULT 'misc' NOT NULL,
    quantity INTEGER DEFAULT 1 NOT NULL,
    condition inventory_condition DEFAULT 'good' NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_inventory_items PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_inventory_items_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_inventory_items_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_inventory_items_quantity_nonnegative CHECK (quantity >= 0)
)
-- next
COMMENT ON TABLE inventory_items IS 'A thing, or a number of like things, that an organisation has; for those who see to them.'
-- next
COMMENT ON COLUMN inventory_items.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN inventory_items.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN inventory_items.organization_id IS 'The centre or other organisation that has it.'
-- next
COMMENT ON COLUMN inventory_items.name IS 'What it is.'
-- next
COMMENT ON COLUMN inventory_items.category IS 'What kind of thing it is.'
-- next
COMMENT ON COLUMN inventory_items.quantity IS 'How many there are.'
-- next
COMMENT ON COLUMN inventory_items.condition IS 'What state it is in.'
-- next
COMMENT ON COLUMN inventory_items.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN inventory_items.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN inventory_items.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN inventory_items.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN inventory_items.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN inventory_items.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('inventory_items', 'tenant_id')
-- next
CREATE TABLE notifications (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    channel notification_channel NOT NULL,
    subject TEXT,
    message TEXT,
    status notification_status DEFAULT 'pending' NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_notifications PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_notifications_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_notifications_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_notifications_sent_says_when CHECK ((status = 'sent') = (sent_at IS NOT NULL))
)
-- next
COMMENT ON TABLE notifications IS 'A message that was sent to a person, or is to be.'
-- next
COMMENT ON COLUMN notifications.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN notifications.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN notifications.user_id IS 'Whom it is for.'
-- next
COMMENT ON COLUMN notifications.channel IS 'How it is sent.'
-- next
COMMENT ON COLUMN notifications.subject IS 'Its subject line.'
-- next
COMMENT ON COLUMN notifications.message IS 'What it says.'
-- next
COMMENT ON COLUMN notifications.status IS 'What became of it.'
-- next
COMMENT ON COLUMN notifications.sent_at IS 'When it was sent.'
-- next
COMMENT ON COLUMN notifications.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN notifications.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN notifications.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN notifications.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN notifications.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('notifications', 'tenant_id')
-- next
CREATE TABLE audit_logs (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    actor_id UUID,
    table_name TEXT NOT NULL,
    row_id UUID NOT NULL,
    action audit_action NOT NULL,
    before JSONB,
    after JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_audit_logs PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_audit_logs_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT ck_audit_logs_id_is_time_ordered CHECK (uuid_extract_version(id) IS NOT DISTINCT FROM 7)
)
 PARTITION BY RANGE (id)
-- next
COMMENT ON TABLE audit_logs IS 'One change of one row: who made it, when, and what the row said before and after. Written by triggers alone.'
-- next
COMMENT ON COLUMN audit_logs.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN audit_logs.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN audit_logs.actor_id IS 'The key of the person who made the change; null for maintenance, such as an import.'
-- next
COMMENT ON COLUMN audit_logs.table_name IS 'The table of the row that was changed, such as `courses`.'
-- next
COMMENT ON COLUMN audit_logs.row_id IS 'The key of the row that was changed.'
-- next
COMMENT ON COLUMN audit_logs.action IS 'What was done.'
-- next
COMMENT ON COLUMN audit_logs.before IS 'What the row said before, by column; of a change, the columns that changed. Sensitive values are masked.'
-- next
COMMENT ON COLUMN audit_logs.after IS 'What the row said afterwards, by column; of a change, the columns that changed. Sensitive values are masked.'
-- next
COMMENT ON COLUMN audit_logs.created_at IS 'When the change was made.'
-- next
SELECT app.distribute('audit_logs', 'tenant_id')
-- next
CREATE TABLE events (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    name TEXT NOT NULL,
    user_id UUID,
    course_id UUID,
    subject_table TEXT,
    subject_id UUID,
    properties JSONB DEFAULT '{}'::jsonb NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_events_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_events_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_events_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id),
    CONSTRAINT ck_events_id_is_time_ordered CHECK (uuid_extract_version(id) IS NOT DISTINCT FROM 7),
    CONSTRAINT ck_events_subject_is_whole CHECK ((subject_table IS NULL) = (subject_id IS NULL))
)
 PARTITION BY RANGE (id)
-- next
COMMENT ON TABLE events IS 'Something that happened in an application, such as an export or a render that was started. Never changed.'
-- next
COMMENT ON COLUMN events.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN events.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN events.name IS 'What happened, such as `lesson_generate`, `lms_push` or `render_started`.'
-- next
COMMENT ON COLUMN events.user_id IS 'Who did it; null for what a system does by itself.'
-- next
COMMENT ON COLUMN events.course_id IS 'The course or project that it concerns, if any.'
-- next
COMMENT ON COLUMN events.subject_table IS 'The table of the row that it is about, such as `modules`.'
-- next
COMMENT ON COLUMN events.subject_id IS 'The key of the row that it is about, if any.'
-- next
COMMENT ON COLUMN events.properties IS 'What else is known of it.'
-- next
COMMENT ON COLUMN events.occurred_at IS 'When it happened.'
-- next
COMMENT ON COLUMN events.created_at IS 'When it was recorded: later than it happened, where a device was offline.'
-- next
SELECT app.distribute('events', 'tenant_id')
-- next
CREATE TABLE metrics_daily (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    day DATE NOT NULL,
    metric TEXT NOT NULL,
    value BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_metrics_daily PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_metrics_daily_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT uq_metrics_daily_metric_day UNIQUE (tenant_id, metric, day)
)
-- next
COMMENT ON TABLE metrics_daily IS 'A figure of one day, counted from the events. Worked out anew by `lyceum refresh`, never written by hand.'
-- next
COMMENT ON COLUMN metrics_daily.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN metrics_daily.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN metrics_daily.day IS 'The day, in UTC.'
-- next
COMMENT ON COLUMN metrics_daily.metric IS 'What is counted, such as `events`, `active_users`, `gen_count` or `exports`.'
-- next
COMMENT ON COLUMN metrics_daily.value IS 'How many there were.'
-- next
COMMENT ON COLUMN metrics_daily.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN metrics_daily.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('metrics_daily', 'tenant_id')
-- next
CREATE TABLE user_statistics (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    courses_enrolled INTEGER DEFAULT 0 NOT NULL,
    courses_completed INTEGER DEFAULT 0 NOT NULL,
    lessons_completed INTEGER DEFAULT 0 NOT NULL,
    total_study_time_minutes INTEGER DEFAULT 0 NOT NULL,
    average_quiz_score NUMERIC(5, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_user_statistics PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_user_statistics_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_user_statistics_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_user_statistics_user_id UNIQUE (tenant_id, user_id),
    CONSTRAINT ck_user_statistics_average_quiz_score_range CHECK (average_quiz_score BETWEEN 0 AND 100)
)
-- next
COMMENT ON TABLE user_statistics IS 'What a person has done in all their courses. Worked out anew by `lyceum refresh`, never written by hand.'
-- next
COMMENT ON COLUMN user_statistics.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN user_statistics.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN user_statistics.user_id IS 'The person.'
-- next
COMMENT ON COLUMN user_statistics.courses_enrolled IS 'How many courses they take or have taken.'
-- next
COMMENT ON COLUMN user_statistics.courses_completed IS 'How many of them they have completed.'
-- next
COMMENT ON COLUMN user_statistics.lessons_completed IS 'How many content items they have finished.'
-- next
COMMENT ON COLUMN user_statistics.total_study_time_minutes IS 'Minutes of study: of each content item its estimated duration, by how much of it is done.'
-- next
COMMENT ON COLUMN user_statistics.average_quiz_score IS 'The mean of their submitted quizzes, in percent of the points, at most 100 each; null without any.'
-- next
COMMENT ON COLUMN user_statistics.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN user_statistics.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('user_statistics', 'tenant_id')
-- next
CREATE TABLE course_statistics (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    total_enrollments INTEGER DEFAULT 0 NOT NULL,
    completed_enrollments INTEGER DEFAULT 0 NOT NULL,
    average_completion_time_hours NUMERIC(8, 2),
    average_course_rating NUMERIC(4, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_course_statistics PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_statistics_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_statistics_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_course_statistics_course_id UNIQUE (tenant_id, course_id)
)
-- next
COMMENT ON TABLE course_statistics IS 'How a course is taken. Worked out anew by `lyceum refresh`, never written by hand.'
-- next
COMMENT ON COLUMN course_statistics.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_statistics.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_statistics.course_id IS 'The course.'
-- next
COMMENT ON COLUMN course_statistics.total_enrollments IS 'How many enrolments it has had.'
-- next
COMMENT ON COLUMN course_statistics.completed_enrollments IS 'How many of them were completed.'
-- next
COMMENT ON COLUMN course_statistics.average_completion_time_hours IS 'The mean time from enrolment to completion, in hours; null without any.'
-- next
COMMENT ON COLUMN course_statistics.average_course_rating IS 'The mean of its reviews, from 1 to 5; null without any.'
-- next
COMMENT ON COLUMN course_statistics.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_statistics.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('course_statistics', 'tenant_id')
-- next
CREATE TABLE course_student_statistics (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    user_id UUID NOT NULL,
    organization_id UUID,
    enrolled_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    study_time_minutes INTEGER DEFAULT 0 NOT NULL,
    quiz_attempts INTEGER DEFAULT 0 NOT NULL,
    average_quiz_score NUMERIC(5, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_course_student_statistics PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_student_statistics_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_student_statistics_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_student_statistics_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_student_statistics_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_course_student_statistics_course_id_user_id UNIQUE (tenant_id, course_id, user_id),
    CONSTRAINT ck_course_student_statistics_average_quiz_score_range CHECK (average_quiz_score BETWEEN 0 AND 100)
)
-- next
COMMENT ON TABLE course_student_statistics IS 'What a person has done in one course. Worked out anew by `lyceum refresh`, never written by hand.'
-- next
COMMENT ON COLUMN course_student_statistics.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_student_statistics.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_student_statistics.course_id IS 'The course.'
-- next
COMMENT ON COLUMN course_student_statistics.user_id IS 'The person.'
-- next
COMMENT ON COLUMN course_student_statistics.organization_id IS 'The organisation that owned the course at the last refresh.'
-- next
COMMENT ON COLUMN course_student_statistics.enrolled_at IS 'When the person first enrolled.'
-- next
COMMENT ON COLUMN course_student_statistics.completed_at IS 'When they last completed it.'
-- next
COMMENT ON COLUMN course_student_statistics.study_time_minutes IS 'Minutes of study: of each content item its estimated duration, by how much of it is done.'
-- next
COMMENT ON COLUMN course_student_statistics.quiz_attempts IS 'How many quizzes they have submitted.'
-- next
COMMENT ON COLUMN course_student_statistics.average_quiz_score IS 'The mean of these quizzes, in percent of the points, at most 100 each; null without any.'
-- next
COMMENT ON COLUMN course_student_statistics.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_student_statistics.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('course_student_statistics', 'tenant_id')
-- next
CREATE TABLE student_progress_summaries (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    organization_id UUID,
    active_courses INTEGER DEFAULT 0 NOT NULL,
    average_progress NUMERIC(5, 2),
    classes_attended INTEGER DEFAULT 0 NOT NULL,
    skill_assessments INTEGER DEFAULT 0 NOT NULL,
    average_skill_score NUMERIC(8, 2),
    last_active_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_student_progress_summaries PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_student_progress_summaries_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_student_progress_summaries_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_student_progress_summaries_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_student_progress_summaries_user_id UNIQUE (tenant_id, user_id),
    CONSTRAINT ck_student_progress_summaries_average_progress_range CHECK (average_progress BETWEEN 0 AND 100)
)
-- next
COMMENT ON TABLE student_progress_summaries IS 'Where a student of a school or centre stands. Worked out anew by `lyceum refresh`, never written by hand.'
-- next
COMMENT ON COLUMN student_progress_summaries.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN student_progress_summaries.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN student_progress_summaries.user_id IS 'The student.'
-- next
COMMENT ON COLUMN student_progress_summaries.organization_id IS 'Where the student attends; null for several places, or none.'
-- next
COMMENT ON COLUMN student_progress_summaries.active_courses IS 'How many courses they take.'
-- next
COMMENT ON COLUMN student_progress_summaries.average_progress IS 'The mean of their progress in what they have opened, 0 to 100; null before anything.'
-- next
COMMENT ON COLUMN student_progress_summaries.classes_attended IS 'How many classes that were held they were listed for.'
-- next
COMMENT ON COLUMN student_progress_summaries.skill_assessments IS 'How often a tutor has assessed them.'
-- next
COMMENT ON COLUMN student_progress_summaries.average_skill_score IS 'The mean of these assessments; null without any.'
-- next
COMMENT ON COLUMN student_progress_summaries.last_active_at IS 'When they last did something in a course.'
-- next
COMMENT ON COLUMN student_progress_summaries.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN student_progress_summaries.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('student_progress_summaries', 'tenant_id')
-- next
CREATE TABLE tutor_loads (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    organization_id UUID,
    students INTEGER DEFAULT 0 NOT NULL,
    max_students INTEGER,
    scheduled_classes INTEGER DEFAULT 0 NOT NULL,
    completed_classes INTEGER DEFAULT 0 NOT NULL,
    scheduled_hours NUMERIC(8, 2) DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_tutor_loads PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_tutor_loads_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_tutor_loads_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_tutor_loads_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_tutor_loads_user_id UNIQUE (tenant_id, user_id)
)
-- next
COMMENT ON TABLE tutor_loads IS 'How much a tutor has to do. Worked out anew by `lyceum refresh`, never written by hand.'
-- next
COMMENT ON COLUMN tutor_loads.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN tutor_loads.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN tutor_loads.user_id IS 'The tutor.'
-- next
COMMENT ON COLUMN tutor_loads.organization_id IS 'Where the tutor works; null for several places, or none.'
-- next
COMMENT ON COLUMN tutor_loads.students IS 'How many students are assigned to the tutor.'
-- next
COMMENT ON COLUMN tutor_loads.max_students IS 'How many they take at most; null where nothing is said.'
-- next
COMMENT ON COLUMN tutor_loads.scheduled_classes IS 'How many of their classes are to be held.'
-- next
COMMENT ON COLUMN tutor_loads.completed_classes IS 'How many of their classes were held.'
-- next
COMMENT ON COLUMN tutor_loads.scheduled_hours IS 'How long the classes to be held take in all, in hours.'
-- next
COMMENT ON COLUMN tutor_loads.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN tutor_loads.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('tutor_loads', 'tenant_id')
-- next
CREATE TABLE centre_financials (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    organization_id UUID NOT NULL,
    month DATE NOT NULL,
    currency TEXT NOT NULL,
    income_minor BIGINT NOT NULL,
    expenses_minor BIGINT NOT NULL,
    records INTEGER DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_centre_financials PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_centre_financials_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_centre_financials_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_centre_financials_organization_id_month_currenc UNIQUE (tenant_id, organization_id, month, currency),
    CONSTRAINT ck_centre_financials_month_is_whole CHECK (extract(day FROM month) = 1)
)
-- next
COMMENT ON TABLE centre_financials IS 'What a centre took and spent in a month, in one currency. Worked out anew by `lyceum refresh`, never by hand.'
-- next
COMMENT ON COLUMN centre_financials.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN centre_financials.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN centre_financials.organization_id IS 'The centre or other organisation whose money it is.'
-- next
COMMENT ON COLUMN centre_financials.month IS 'The first day of the month, in UTC.'
-- next
COMMENT ON COLUMN centre_financials.currency IS 'ISO 4217 code of the currency, such as `CAD`.'
-- next
COMMENT ON COLUMN centre_financials.income_minor IS 'What was paid to it, in the currency''s minor unit, such as cents.'
-- next
COMMENT ON COLUMN centre_financials.expenses_minor IS 'What it spent, in the same unit: salaries, expenses and what it paid back.'
-- next
COMMENT ON COLUMN centre_financials.records IS 'How many finance records these are.'
-- next
COMMENT ON COLUMN centre_financials.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN centre_financials.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('centre_financials', 'tenant_id')
-- next
CREATE TABLE rubrics (
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
)
-- next
COMMENT ON TABLE rubrics IS 'The criteria that work is assessed by, and the levels that each may be met at.'
-- next
COMMENT ON COLUMN rubrics.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN rubrics.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN rubrics.course_id IS 'The course it belongs to; null for one of the tenant''s library.'
-- next
COMMENT ON COLUMN rubrics.title IS 'The rubric''s title.'
-- next
COMMENT ON COLUMN rubrics.criteria IS 'What is looked at, in order, and the levels that each may be met at.'
-- next
COMMENT ON COLUMN rubrics.is_published IS 'Whether learners may read it.'
-- next
COMMENT ON COLUMN rubrics.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN rubrics.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN rubrics.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN rubrics.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN rubrics.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN rubrics.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN rubrics.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('rubrics', 'tenant_id')
-- next
CREATE TABLE asset_versions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    asset_id UUID NOT NULL,
    storage_uri TEXT NOT NULL,
    version INTEGER NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_asset_versions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_asset_versions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_asset_versions_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_asset_versions_asset_id_version UNIQUE (tenant_id, asset_id, version)
)
-- next
COMMENT ON TABLE asset_versions IS 'A file that an asset had before it was replaced.'
-- next
COMMENT ON COLUMN asset_versions.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN asset_versions.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN asset_versions.asset_id IS 'The asset.'
-- next
COMMENT ON COLUMN asset_versions.storage_uri IS 'Where the earlier file lies.'
-- next
COMMENT ON COLUMN asset_versions.version IS 'The version this was.'
-- next
COMMENT ON COLUMN asset_versions.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN asset_versions.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN asset_versions.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('asset_versions', 'tenant_id')
-- next
CREATE TABLE course_prerequisites (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    prerequisite_course_id UUID NOT NULL,
    kind prerequisite_kind DEFAULT 'strict' NOT NULL,
    alternative_group INTEGER,
    minimum_grade TEXT,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_course_prerequisites PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_prerequisites_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_prerequisites_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_prerequisites_prerequisite_course FOREIGN KEY(tenant_id, prerequisite_course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_course_prerequisites_course_id_prerequisite_cou UNIQUE (tenant_id, course_id, prerequisite_course_id),
    CONSTRAINT ck_course_prerequisites_not_itself CHECK (course_id <> prerequisite_course_id)
)
-- next
COMMENT ON TABLE course_prerequisites IS 'That a course builds on another. Chains of prerequisites never lead back to where they began.'
-- next
COMMENT ON COLUMN course_prerequisites.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_prerequisites.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_prerequisites.course_id IS 'The course that builds on another.'
-- next
COMMENT ON COLUMN course_prerequisites.prerequisite_course_id IS 'The course that it builds on.'
-- next
COMMENT ON COLUMN course_prerequisites.kind IS 'How firmly it is asked for.'
-- next
COMMENT ON COLUMN course_prerequisites.alternative_group IS 'Prerequisites of a course that share a number are alternatives: one of them is enough.'
-- next
COMMENT ON COLUMN course_prerequisites.minimum_grade IS 'The lowest grade that counts, in the institution''s own scale.'
-- next
COMMENT ON COLUMN course_prerequisites.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN course_prerequisites.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_prerequisites.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('course_prerequisites', 'tenant_id')
-- next
CREATE TABLE course_contexts (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    raw_text TEXT,
    audience_level TEXT,
    audience_role TEXT,
    region TEXT,
    domain TEXT,
    language TEXT DEFAULT 'en' NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_course_contexts PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_contexts_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_contexts_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_course_contexts_course_id UNIQUE (tenant_id, course_id)
)
-- next
COMMENT ON TABLE course_contexts IS 'What an author said about whom a course is for, before it was written.'
-- next
COMMENT ON COLUMN course_contexts.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_contexts.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_contexts.course_id IS 'The course.'
-- next
COMMENT ON COLUMN course_contexts.raw_text IS 'The context in the author''s own words.'
-- next
COMMENT ON COLUMN course_contexts.audience_level IS '`intro`, `intermediate` or `advanced`.'
-- next
COMMENT ON COLUMN course_contexts.audience_role IS 'Whom it is for, such as `operator`, `manager` or `mixed`.'
-- next
COMMENT ON COLUMN course_contexts.region IS 'The part of the world it is for.'
-- next
COMMENT ON COLUMN course_contexts.domain IS 'The field of work it is for.'
-- next
COMMENT ON COLUMN course_contexts.language IS 'BCP 47 tag of the language to write in.'
-- next
COMMENT ON COLUMN course_contexts.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN course_contexts.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_contexts.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN course_contexts.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN course_contexts.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('course_contexts', 'tenant_id')
-- next
CREATE TABLE course_documents (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    asset_id UUID,
    title TEXT NOT NULL,
    description TEXT,
    parsed_status parsed_status DEFAULT 'pending' NOT NULL,
    parsed_summary TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_course_documents PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_documents_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_documents_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_documents_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id)
)
-- next
COMMENT ON TABLE course_documents IS 'A document that a course is written from.'
-- next
COMMENT ON COLUMN course_documents.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_documents.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_documents.course_id IS 'The course.'
-- next
COMMENT ON COLUMN course_documents.asset_id IS 'The file.'
-- next
COMMENT ON COLUMN course_documents.title IS 'What the document is called.'
-- next
COMMENT ON COLUMN course_documents.description IS 'What it holds.'
-- next
COMMENT ON COLUMN course_documents.parsed_status IS 'How far it has been read.'
-- next
COMMENT ON COLUMN course_documents.parsed_summary IS 'A summary made by machine.'
-- next
COMMENT ON COLUMN course_documents.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_documents.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN course_documents.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN course_documents.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN course_documents.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('course_documents', 'tenant_id')
-- next
CREATE TABLE course_offerings (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    organization_id UUID,
    term_name TEXT,
    starts_at TIMESTAMP WITH TIME ZONE,
    ends_at TIMESTAMP WITH TIME ZONE,
    enrollment_start TIMESTAMP WITH TIME ZONE,
    enrollment_end TIMESTAMP WITH TIME ZONE,
    visibility visibility DEFAULT 'private' NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    title TEXT,
    CONSTRAINT pk_course_offerings PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_offerings_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_offerings_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_offerings_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_course_offerings_ends_after_start CHECK (ends_at >= starts_at),
    CONSTRAINT ck_course_offerings_enrollment_ends_after_start CHECK (enrollment_end >= enrollment_start)
)
-- next
COMMENT ON TABLE course_offerings IS 'One run of a course, such as a term. A self-paced course has one that is always open.'
-- next
COMMENT ON COLUMN course_offerings.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_offerings.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_offerings.course_id IS 'The course that is run.'
-- next
COMMENT ON COLUMN course_offerings.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN course_offerings.term_name IS 'What the run is called, such as `Fall 2026`.'
-- next
COMMENT ON COLUMN course_offerings.starts_at IS 'When it starts.'
-- next
COMMENT ON COLUMN course_offerings.ends_at IS 'When it ends.'
-- next
COMMENT ON COLUMN course_offerings.enrollment_start IS 'From when people may enrol.'
-- next
COMMENT ON COLUMN course_offerings.enrollment_end IS 'Until when people may enrol.'
-- next
COMMENT ON COLUMN course_offerings.visibility IS 'Who may find it.'
-- next
COMMENT ON COLUMN course_offerings.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN course_offerings.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN course_offerings.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_offerings.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN course_offerings.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN course_offerings.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN course_offerings.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN course_offerings.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
COMMENT ON COLUMN course_offerings.title IS 'What tells it from other runs of the course in the same term, such as `Algebra I, period 2`.'
-- next
SELECT app.distribute('course_offerings', 'tenant_id')
-- next
CREATE TABLE shares (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    resource_type share_resource NOT NULL,
    lesson_id UUID,
    course_id UUID,
    visibility visibility DEFAULT 'private' NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    shared_by_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_shares PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_shares_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_shares_lesson FOREIGN KEY(tenant_id, lesson_id) REFERENCES lessons (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_shares_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_shares_shared_by FOREIGN KEY(tenant_id, shared_by_id) REFERENCES users (tenant_id, id),
    CONSTRAINT ck_shares_one_resource CHECK (num_nonnulls(lesson_id, course_id) = 1 AND (resource_type = 'lesson') = (lesson_id IS NOT NULL))
)
-- next
COMMENT ON TABLE shares IS 'That somebody opened a lesson or a unit to others: to whom, and until when. The link itself is not kept. It is a record: what others may read follows from the lesson or the course alone, whether the share stands or not.'
-- next
COMMENT ON COLUMN shares.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN shares.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN shares.resource_type IS 'What is shared.'
-- next
COMMENT ON COLUMN shares.lesson_id IS 'The lesson that is shared.'
-- next
COMMENT ON COLUMN shares.course_id IS 'The unit or course that is shared.'
-- next
COMMENT ON COLUMN shares.visibility IS 'Whom it is opened to.'
-- next
COMMENT ON COLUMN shares.expires_at IS 'Until when; null for as long as it stands. One that has ended stays on record.'
-- next
COMMENT ON COLUMN shares.shared_by_id IS 'Who shared it.'
-- next
COMMENT ON COLUMN shares.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN shares.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN shares.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN shares.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN shares.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('shares', 'tenant_id')
-- next
CREATE TABLE lms_connections (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    organization_id UUID,
    provider lms_provider NOT NULL,
    scope JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_lms_connections PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lms_connections_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lms_connections_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id)
)
-- next
COMMENT ON TABLE lms_connections IS 'A learning management system that the tenant, or one organisation of it, sends lessons to.'
-- next
COMMENT ON COLUMN lms_connections.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN lms_connections.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN lms_connections.organization_id IS 'The district or school that it serves; null for the whole tenant.'
-- next
COMMENT ON COLUMN lms_connections.provider IS 'Which system it leads to.'
-- next
COMMENT ON COLUMN lms_connections.scope IS 'What the other system has granted, in its own words.'
-- next
COMMENT ON COLUMN lms_connections.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN lms_connections.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN lms_connections.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN lms_connections.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN lms_connections.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('lms_connections', 'tenant_id')
-- next
CREATE TABLE scorm_packages (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    asset_id UUID,
    package_name TEXT,
    version TEXT,
    identifier TEXT,
    launch_path TEXT,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_scorm_packages PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_scorm_packages_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_scorm_packages_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_scorm_packages_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id)
)
-- next
COMMENT ON TABLE scorm_packages IS 'A SCORM package that belongs to a course: what its manifest says of it.'
-- next
COMMENT ON COLUMN scorm_packages.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN scorm_packages.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN scorm_packages.course_id IS 'The course that plays it.'
-- next
COMMENT ON COLUMN scorm_packages.asset_id IS 'The package as it came, a ZIP file.'
-- next
COMMENT ON COLUMN scorm_packages.package_name IS 'What the manifest calls it.'
-- next
COMMENT ON COLUMN scorm_packages.version IS 'The edition of SCORM, such as `1.2` or `2004 4th Edition`.'
-- next
COMMENT ON COLUMN scorm_packages.identifier IS 'The identifier of the manifest.'
-- next
COMMENT ON COLUMN scorm_packages.launch_path IS 'The file that opens first, as a path inside the package.'
-- next
COMMENT ON COLUMN scorm_packages.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN scorm_packages.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN scorm_packages.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN scorm_packages.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN scorm_packages.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN scorm_packages.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN scorm_packages.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN scorm_packages.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('scorm_packages', 'tenant_id')
-- next
CREATE TABLE skill_assessments (
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
)
-- next
COMMENT ON TABLE skill_assessments IS 'How well a student reads, spells or counts, as a tutor found.'
-- next
COMMENT ON COLUMN skill_assessments.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN skill_assessments.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN skill_assessments.student_id IS 'The student.'
-- next
COMMENT ON COLUMN skill_assessments.tutor_id IS 'The tutor who assessed them.'
-- next
COMMENT ON COLUMN skill_assessments.organization_id IS 'The centre where it was done.'
-- next
COMMENT ON COLUMN skill_assessments.skill IS 'What was assessed.'
-- next
COMMENT ON COLUMN skill_assessments.score IS 'The score.'
-- next
COMMENT ON COLUMN skill_assessments.notes IS 'What the tutor noted.'
-- next
COMMENT ON COLUMN skill_assessments.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN skill_assessments.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN skill_assessments.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN skill_assessments.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN skill_assessments.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('skill_assessments', 'tenant_id')
-- next
CREATE TABLE identity.account_identities (
    id UUID DEFAULT uuidv7() NOT NULL,
    account_id UUID NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_account_identities PRIMARY KEY (id),
    CONSTRAINT fk_account_identities_account FOREIGN KEY(account_id) REFERENCES identity.accounts (id) ON DELETE CASCADE,
    CONSTRAINT uq_account_identities_issuer_subject UNIQUE (issuer, subject)
)
-- next
COMMENT ON TABLE identity.account_identities IS 'How an identity provider names an account: a token''s `iss` and `sub` find the human here.'
-- next
COMMENT ON COLUMN identity.account_identities.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN identity.account_identities.account_id IS 'The account.'
-- next
COMMENT ON COLUMN identity.account_identities.issuer IS 'The token''s `iss`.'
-- next
COMMENT ON COLUMN identity.account_identities.subject IS 'The token''s `sub`.'
-- next
COMMENT ON COLUMN identity.account_identities.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN identity.account_identities.updated_at IS 'When the row was last changed.'
-- next
SELECT app.replicate('identity.account_identities')
-- next
CREATE TABLE identity.reset_tokens (
    id UUID DEFAULT uuidv7() NOT NULL,
    account_id UUID NOT NULL,
    token_hash TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_reset_tokens PRIMARY KEY (id),
    CONSTRAINT fk_reset_tokens_account FOREIGN KEY(account_id) REFERENCES identity.accounts (id) ON DELETE CASCADE,
    CONSTRAINT uq_reset_tokens_token_hash UNIQUE (token_hash),
    CONSTRAINT ck_reset_tokens_hashed CHECK (token_hash ~ '^[0-9a-f]{64}$')
)
-- next
COMMENT ON TABLE identity.reset_tokens IS 'A password reset that was asked for.'
-- next
COMMENT ON COLUMN identity.reset_tokens.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN identity.reset_tokens.account_id IS 'Whose password is reset.'
-- next
COMMENT ON COLUMN identity.reset_tokens.token_hash IS 'SHA-256 of the token that was sent; the token itself is not stored.'
-- next
COMMENT ON COLUMN identity.reset_tokens.expires_at IS 'When the token stops working.'
-- next
COMMENT ON COLUMN identity.reset_tokens.used_at IS 'When it was used; null while it may be.'
-- next
COMMENT ON COLUMN identity.reset_tokens.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN identity.reset_tokens.updated_at IS 'When the row was last changed.'
-- next
SELECT app.replicate('identity.reset_tokens')
-- next
CREATE TABLE gateway.clients (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_clients PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_clients_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT uq_clients_issuer_subject UNIQUE (tenant_id, issuer, subject),
    CONSTRAINT ck_clients_scopes_form CHECK (scopes ~ '^([a-z_]+:(read|write)( [a-z_]+:(read|write))*)?$')
)
-- next
COMMENT ON TABLE gateway.clients IS 'A partner''s system that reads a tenant''s data. It is no person: its scopes say what it reaches.'
-- next
COMMENT ON COLUMN gateway.clients.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN gateway.clients.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN gateway.clients.issuer IS 'The `iss` of the client''s tokens.'
-- next
COMMENT ON COLUMN gateway.clients.subject IS 'The `sub` of the client''s tokens.'
-- next
COMMENT ON COLUMN gateway.clients.name IS 'What the partner''s system is called.'
-- next
COMMENT ON COLUMN gateway.clients.scopes IS 'The most the client may reach, space separated, such as `catalogue:read roster:read`.'
-- next
COMMENT ON COLUMN gateway.clients.is_active IS 'Whether the client is served.'
-- next
COMMENT ON COLUMN gateway.clients.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN gateway.clients.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('gateway.clients', 'tenant_id')
-- next
CREATE TABLE mentor_settings (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    content_item_id UUID NOT NULL,
    course_id UUID,
    prompt TEXT,
    learning_objectives TEXT,
    difficulty_level TEXT,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_mentor_settings PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_mentor_settings_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_settings_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_settings_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id),
    CONSTRAINT uq_mentor_settings_content_item_id UNIQUE (tenant_id, content_item_id)
)
-- next
COMMENT ON TABLE mentor_settings IS 'How the mentor helps with a content item: what it is told, what learners are to reach, how hard it is.'
-- next
COMMENT ON COLUMN mentor_settings.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN mentor_settings.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN mentor_settings.content_item_id IS 'The content item that the mentor helps with.'
-- next
COMMENT ON COLUMN mentor_settings.course_id IS 'The course of the item; kept by trigger.'
-- next
COMMENT ON COLUMN mentor_settings.prompt IS 'What the mentor is told before the conversation begins; for staff who see answer keys.'
-- next
COMMENT ON COLUMN mentor_settings.learning_objectives IS 'What the learner is to reach.'
-- next
COMMENT ON COLUMN mentor_settings.difficulty_level IS 'How hard it is, such as `beginner` or `advanced`.'
-- next
COMMENT ON COLUMN mentor_settings.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN mentor_settings.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN mentor_settings.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN mentor_settings.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN mentor_settings.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('mentor_settings', 'tenant_id')
-- next
CREATE TABLE user_roles (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    role user_role NOT NULL,
    organization_id UUID,
    scope JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    external_id TEXT,
    CONSTRAINT pk_user_roles PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_user_roles_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_user_roles_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_user_roles_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_user_roles_user_id_role_organization_id UNIQUE NULLS NOT DISTINCT (tenant_id, user_id, role, organization_id)
)
-- next
COMMENT ON TABLE user_roles IS 'A role that a person holds, in the whole tenant or in one organisation and all below it.'
-- next
COMMENT ON COLUMN user_roles.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN user_roles.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN user_roles.user_id IS 'Who holds the role.'
-- next
COMMENT ON COLUMN user_roles.role IS 'The role.'
-- next
COMMENT ON COLUMN user_roles.organization_id IS 'Where the role holds; null for the whole tenant.'
-- next
COMMENT ON COLUMN user_roles.scope IS 'Finer limits that an application gives the role.'
-- next
COMMENT ON COLUMN user_roles.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN user_roles.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN user_roles.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN user_roles.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN user_roles.external_id IS 'Which record of a roster the row was imported from.'
-- next
SELECT app.distribute('user_roles', 'tenant_id')
-- next
CREATE TABLE student_profiles (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    organization_id UUID,
    date_of_birth DATE,
    academic_age JSONB DEFAULT '{}'::jsonb NOT NULL,
    special_needs TEXT[] DEFAULT '{}' NOT NULL,
    languages TEXT[] DEFAULT '{}' NOT NULL,
    assigned_tutor_id UUID,
    history JSONB DEFAULT '[]'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    grade_levels TEXT[] DEFAULT '{}' NOT NULL,
    demographics JSONB DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT pk_student_profiles PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_student_profiles_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_student_profiles_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_student_profiles_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_student_profiles_assigned_tutor FOREIGN KEY(tenant_id, assigned_tutor_id) REFERENCES users (tenant_id, id),
    CONSTRAINT ck_student_profiles_academic_age_is_object CHECK (jsonb_typeof(academic_age) = 'object'),
    CONSTRAINT ck_student_profiles_history_is_array CHECK (jsonb_typeof(history) = 'array')
)
-- next
COMMENT ON TABLE student_profiles IS 'What a school or centre knows of a student beyond the person.'
-- next
COMMENT ON COLUMN student_profiles.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN student_profiles.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN student_profiles.user_id IS 'The student.'
-- next
COMMENT ON COLUMN student_profiles.organization_id IS 'The school or centre the student attends.'
-- next
COMMENT ON COLUMN student_profiles.date_of_birth IS 'Date of birth.'
-- next
COMMENT ON COLUMN student_profiles.academic_age IS 'Academic age in years, by skill.'
-- next
COMMENT ON COLUMN student_profiles.special_needs IS 'Special educational needs.'
-- next
COMMENT ON COLUMN student_profiles.languages IS 'BCP 47 tags of the languages the student speaks.'
-- next
COMMENT ON COLUMN student_profiles.assigned_tutor_id IS 'The tutor in charge of the student.'
-- next
COMMENT ON COLUMN student_profiles.history IS 'Summaries of the last five lessons, newest first.'
-- next
COMMENT ON COLUMN student_profiles.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN student_profiles.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN student_profiles.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN student_profiles.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN student_profiles.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN student_profiles.external_id IS 'Which record of a roster the row was imported from.'
-- next
COMMENT ON COLUMN student_profiles.grade_levels IS 'The school grades the student is in: `K`, `1` to `12`.'
-- next
COMMENT ON COLUMN student_profiles.demographics IS 'What is stated of the student for official reports, such as `sex` and `country_of_birth`.'
-- next
SELECT app.distribute('student_profiles', 'tenant_id')
-- next
CREATE TABLE tutor_profiles (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    organization_id UUID,
    subjects TEXT[] DEFAULT '{}' NOT NULL,
    max_students INTEGER,
    availability JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_tutor_profiles PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_tutor_profiles_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_tutor_profiles_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_tutor_profiles_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_tutor_profiles_max_students_nonnegative CHECK (max_students >= 0),
    CONSTRAINT ck_tutor_profiles_availability_is_object CHECK (jsonb_typeof(availability) = 'object')
)
-- next
COMMENT ON TABLE tutor_profiles IS 'What a centre knows of a tutor.'
-- next
COMMENT ON COLUMN tutor_profiles.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN tutor_profiles.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN tutor_profiles.user_id IS 'The tutor.'
-- next
COMMENT ON COLUMN tutor_profiles.organization_id IS 'The centre the tutor works at.'
-- next
COMMENT ON COLUMN tutor_profiles.subjects IS 'The subjects the tutor teaches.'
-- next
COMMENT ON COLUMN tutor_profiles.max_students IS 'How many students the tutor takes at most.'
-- next
COMMENT ON COLUMN tutor_profiles.availability IS 'Hours the tutor is available, by weekday.'
-- next
COMMENT ON COLUMN tutor_profiles.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN tutor_profiles.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN tutor_profiles.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN tutor_profiles.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN tutor_profiles.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('tutor_profiles', 'tenant_id')
-- next
CREATE TABLE staff_profiles (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    organization_id UUID,
    job_title TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_staff_profiles PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_staff_profiles_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_staff_profiles_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_staff_profiles_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id)
)
-- next
COMMENT ON TABLE staff_profiles IS 'What an organisation knows of a member of its staff.'
-- next
COMMENT ON COLUMN staff_profiles.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN staff_profiles.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN staff_profiles.user_id IS 'The member of staff.'
-- next
COMMENT ON COLUMN staff_profiles.organization_id IS 'Where they work.'
-- next
COMMENT ON COLUMN staff_profiles.job_title IS 'What they are employed as.'
-- next
COMMENT ON COLUMN staff_profiles.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN staff_profiles.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN staff_profiles.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN staff_profiles.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN staff_profiles.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('staff_profiles', 'tenant_id')
-- next
CREATE TABLE guardianships (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    guardian_id UUID NOT NULL,
    student_id UUID NOT NULL,
    relationship guardian_relationship DEFAULT 'parent' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_guardianships PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_guardianships_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_guardianships_guardian FOREIGN KEY(tenant_id, guardian_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_guardianships_student FOREIGN KEY(tenant_id, student_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_guardianships_not_oneself CHECK (guardian_id <> student_id)
)
-- next
COMMENT ON TABLE guardianships IS 'That a person is parent or guardian of a student.'
-- next
COMMENT ON COLUMN guardianships.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN guardianships.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN guardianships.guardian_id IS 'The parent or guardian.'
-- next
COMMENT ON COLUMN guardianships.student_id IS 'The student in their care.'
-- next
COMMENT ON COLUMN guardianships.relationship IS 'What the guardian is to the student.'
-- next
COMMENT ON COLUMN guardianships.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN guardianships.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN guardianships.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN guardianships.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN guardianships.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN guardianships.external_id IS 'Which record of a roster the row was imported from.'
-- next
SELECT app.distribute('guardianships', 'tenant_id')
-- next
CREATE TABLE groups (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    name TEXT NOT NULL,
    characteristic TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    external_id TEXT,
    CONSTRAINT pk_groups PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_groups_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
)
-- next
COMMENT ON TABLE groups IS 'A group of people, such as a cohort.'
-- next
COMMENT ON COLUMN groups.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN groups.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN groups.name IS 'The group''s name.'
-- next
COMMENT ON COLUMN groups.characteristic IS 'What its members have in common.'
-- next
COMMENT ON COLUMN groups.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN groups.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN groups.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN groups.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN groups.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN groups.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('groups', 'tenant_id')
-- next
CREATE TABLE lesson_blocks (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    block_type lesson_block_type NOT NULL,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    content_md TEXT NOT NULL,
    estimated_minutes INTEGER,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_lesson_blocks PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lesson_blocks_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_blocks_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_lesson_blocks_lesson_version_id_sequence_index UNIQUE NULLS NOT DISTINCT (tenant_id, lesson_version_id, sequence_index) DEFERRABLE,
    CONSTRAINT ck_lesson_blocks_sequence_index_from_one CHECK (sequence_index >= 1),
    CONSTRAINT ck_lesson_blocks_estimated_minutes_nonnegative CHECK (estimated_minutes >= 0)
)
-- next
COMMENT ON TABLE lesson_blocks IS 'A block of a lesson''s version, for editing it piece by piece. Frozen once the version is published.'
-- next
COMMENT ON COLUMN lesson_blocks.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN lesson_blocks.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN lesson_blocks.lesson_version_id IS 'The version.'
-- next
COMMENT ON COLUMN lesson_blocks.block_type IS 'The part it plays.'
-- next
COMMENT ON COLUMN lesson_blocks.sequence_index IS 'Its place in the version, from 1.'
-- next
COMMENT ON COLUMN lesson_blocks.content_md IS 'What it says, in Markdown.'
-- next
COMMENT ON COLUMN lesson_blocks.estimated_minutes IS 'About how long it takes, in minutes.'
-- next
COMMENT ON COLUMN lesson_blocks.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN lesson_blocks.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN lesson_blocks.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN lesson_blocks.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN lesson_blocks.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN lesson_blocks.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('lesson_blocks', 'tenant_id')
-- next
CREATE TABLE lesson_assets (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    asset_id UUID NOT NULL,
    asset_version INTEGER DEFAULT 1 NOT NULL,
    purpose lesson_asset_purpose,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_lesson_assets PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lesson_assets_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_assets_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_assets_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT uq_lesson_assets_lesson_version_id_asset_id UNIQUE (tenant_id, lesson_version_id, asset_id),
    CONSTRAINT ck_lesson_assets_asset_version_from_one CHECK (asset_version >= 1)
)
-- next
COMMENT ON TABLE lesson_assets IS 'That a lesson''s version uses a file. Frozen once the version is published.'
-- next
COMMENT ON COLUMN lesson_assets.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN lesson_assets.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN lesson_assets.lesson_version_id IS 'The version.'
-- next
COMMENT ON COLUMN lesson_assets.asset_id IS 'The file.'
-- next
COMMENT ON COLUMN lesson_assets.asset_version IS 'Which of the file''s versions is meant: a later one does not take its place.'
-- next
COMMENT ON COLUMN lesson_assets.purpose IS 'What it is used for.'
-- next
COMMENT ON COLUMN lesson_assets.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN lesson_assets.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN lesson_assets.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('lesson_assets', 'tenant_id')
-- next
CREATE TABLE editor_sessions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    user_id UUID,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    diff JSONB DEFAULT '[]'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_editor_sessions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_editor_sessions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_editor_sessions_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_editor_sessions_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT ck_editor_sessions_ends_after_start CHECK (ended_at >= started_at),
    CONSTRAINT ck_editor_sessions_diff_is_array CHECK (jsonb_typeof(diff) = 'array')
)
-- next
COMMENT ON TABLE editor_sessions IS 'A time during which somebody edited a lesson''s version.'
-- next
COMMENT ON COLUMN editor_sessions.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN editor_sessions.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN editor_sessions.lesson_version_id IS 'The version.'
-- next
COMMENT ON COLUMN editor_sessions.user_id IS 'Who edited.'
-- next
COMMENT ON COLUMN editor_sessions.started_at IS 'When it began.'
-- next
COMMENT ON COLUMN editor_sessions.ended_at IS 'When it ended; null while it lasts.'
-- next
COMMENT ON COLUMN editor_sessions.diff IS 'The operations, in the order they were made.'
-- next
COMMENT ON COLUMN editor_sessions.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN editor_sessions.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('editor_sessions', 'tenant_id')
-- next
CREATE TABLE scripts (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    module_id UUID,
    content_item_id UUID,
    engine engine DEFAULT 'e1' NOT NULL,
    draft_text TEXT,
    final_text TEXT,
    status script_status DEFAULT 'draft' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_scripts PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_scripts_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_scripts_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_scripts_module FOREIGN KEY(tenant_id, course_id, module_id) REFERENCES modules (tenant_id, course_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_scripts_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_scripts_engine_writes CHECK (engine IN ('e1', 'e2', 'e3')),
    CONSTRAINT ck_scripts_approved_has_text CHECK (status <> 'approved' OR final_text IS NOT NULL)
)
-- next
COMMENT ON TABLE scripts IS 'What is said in a segment or scene of a course in production: a machine''s draft and the approved text.'
-- next
COMMENT ON COLUMN scripts.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN scripts.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN scripts.course_id IS 'The course in production.'
-- next
COMMENT ON COLUMN scripts.module_id IS 'The lesson or scene it belongs to.'
-- next
COMMENT ON COLUMN scripts.content_item_id IS 'The segment it is spoken in; null for a whole scene.'
-- next
COMMENT ON COLUMN scripts.engine IS 'The engine it was written by.'
-- next
COMMENT ON COLUMN scripts.draft_text IS 'The first draft, made by machine.'
-- next
COMMENT ON COLUMN scripts.final_text IS 'The approved text.'
-- next
COMMENT ON COLUMN scripts.status IS 'Where the script stands.'
-- next
COMMENT ON COLUMN scripts.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN scripts.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN scripts.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN scripts.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('scripts', 'tenant_id')
-- next
CREATE TABLE brand_profiles (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID,
    name TEXT NOT NULL,
    primary_color TEXT,
    secondary_color TEXT,
    logo_asset_id UUID,
    typography JSONB DEFAULT '{}'::jsonb NOT NULL,
    style_preferences JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_brand_profiles PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_brand_profiles_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_brand_profiles_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_brand_profiles_logo_asset FOREIGN KEY(tenant_id, logo_asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT ck_brand_profiles_typography_is_object CHECK (jsonb_typeof(typography) = 'object'),
    CONSTRAINT ck_brand_profiles_style_preferences_is_object CHECK (jsonb_typeof(style_preferences) = 'object')
)
-- next
COMMENT ON TABLE brand_profiles IS 'How what is produced looks: of the whole tenant, or of one course.'
-- next
COMMENT ON COLUMN brand_profiles.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN brand_profiles.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN brand_profiles.course_id IS 'The course it is for; null for all of the tenant''s.'
-- next
COMMENT ON COLUMN brand_profiles.name IS 'What the brand is called.'
-- next
COMMENT ON COLUMN brand_profiles.primary_color IS 'The first colour, as CSS writes it, such as `#0B3D91`.'
-- next
COMMENT ON COLUMN brand_profiles.secondary_color IS 'The second colour.'
-- next
COMMENT ON COLUMN brand_profiles.logo_asset_id IS 'The logo.'
-- next
COMMENT ON COLUMN brand_profiles.typography IS 'Fonts and sizes.'
-- next
COMMENT ON COLUMN brand_profiles.style_preferences IS 'Tone and usual layout.'
-- next
COMMENT ON COLUMN brand_profiles.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN brand_profiles.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN brand_profiles.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN brand_profiles.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('brand_profiles', 'tenant_id')
-- next
CREATE TABLE books (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    title TEXT NOT NULL,
    subtitle TEXT,
    status book_status DEFAULT 'draft' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_books PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_books_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_books_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE
)
-- next
COMMENT ON TABLE books IS 'A book or manual that is made from a course.'
-- next
COMMENT ON COLUMN books.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN books.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN books.course_id IS 'The course it is made from.'
-- next
COMMENT ON COLUMN books.title IS 'The book''s title.'
-- next
COMMENT ON COLUMN books.subtitle IS 'Its subtitle.'
-- next
COMMENT ON COLUMN books.status IS 'Where the book stands.'
-- next
COMMENT ON COLUMN books.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN books.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN books.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN books.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('books', 'tenant_id')
-- next
CREATE TABLE render_jobs (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    module_id UUID,
    kind render_kind NOT NULL,
    engine engine NOT NULL,
    version_label TEXT,
    state job_state DEFAULT 'queued' NOT NULL,
    requested_by UUID,
    requested_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    result_asset_id UUID,
    error_message TEXT,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_render_jobs PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_render_jobs_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_render_jobs_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_render_jobs_module FOREIGN KEY(tenant_id, course_id, module_id) REFERENCES modules (tenant_id, course_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_render_jobs_requested_by FOREIGN KEY(tenant_id, requested_by) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_render_jobs_result_asset FOREIGN KEY(tenant_id, result_asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT ck_render_jobs_engine_fits_kind CHECK (CASE WHEN kind = 'video' THEN engine IN ('e1', 'e2') WHEN kind = 'book' THEN engine = 'e3' ELSE engine = 'e4' END),
    CONSTRAINT ck_render_jobs_book_is_of_course CHECK (kind <> 'book' OR module_id IS NULL),
    CONSTRAINT ck_render_jobs_result_means_succeeded CHECK (result_asset_id IS NULL OR state = 'succeeded'),
    CONSTRAINT ck_render_jobs_error_means_failed CHECK (error_message IS NULL OR state = 'failed'),
    CONSTRAINT ck_render_jobs_ended_when_over CHECK ((completed_at IS NOT NULL) = (state IN ('succeeded', 'failed', 'cancelled'))),
    CONSTRAINT ck_render_jobs_completed_after_requested CHECK (completed_at >= requested_at),
    CONSTRAINT ck_render_jobs_started_after_requested CHECK (started_at >= requested_at),
    CONSTRAINT ck_render_jobs_completed_after_started CHECK (completed_at >= started_at)
)
-- next
COMMENT ON TABLE render_jobs IS 'A request to make a video, a book or a package from a course in production, and what became of it.'
-- next
COMMENT ON COLUMN render_jobs.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN render_jobs.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN render_jobs.course_id IS 'The course in production.'
-- next
COMMENT ON COLUMN render_jobs.module_id IS 'The lesson that is rendered; null for the whole course.'
-- next
COMMENT ON COLUMN render_jobs.kind IS 'What it makes.'
-- next
COMMENT ON COLUMN render_jobs.engine IS 'The engine that renders.'
-- next
COMMENT ON COLUMN render_jobs.version_label IS 'The version that it makes, such as `v2_cinematic`.'
-- next
COMMENT ON COLUMN render_jobs.state IS 'Where the job stands.'
-- next
COMMENT ON COLUMN render_jobs.requested_by IS 'Who asked for it.'
-- next
COMMENT ON COLUMN render_jobs.requested_at IS 'When it was asked for.'
-- next
COMMENT ON COLUMN render_jobs.started_at IS 'When it began.'
-- next
COMMENT ON COLUMN render_jobs.completed_at IS 'When it ended, well or not.'
-- next
COMMENT ON COLUMN render_jobs.result_asset_id IS 'What it has made.'
-- next
COMMENT ON COLUMN render_jobs.error_message IS 'What went wrong.'
-- next
COMMENT ON COLUMN render_jobs.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN render_jobs.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN render_jobs.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('render_jobs', 'tenant_id')
-- next
CREATE TABLE generation_jobs (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID,
    input JSONB NOT NULL,
    state job_state DEFAULT 'queued' NOT NULL,
    model TEXT NOT NULL,
    temperature NUMERIC(3, 2) DEFAULT 0.2,
    top_p NUMERIC(3, 2) DEFAULT 1.0,
    max_tokens INTEGER,
    lesson_version_id UUID,
    error TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_generation_jobs PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_generation_jobs_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_generation_jobs_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_generation_jobs_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id),
    CONSTRAINT ck_generation_jobs_input_is_object CHECK (jsonb_typeof(input) = 'object'),
    CONSTRAINT ck_generation_jobs_temperature_range CHECK (temperature BETWEEN 0 AND 2),
    CONSTRAINT ck_generation_jobs_top_p_range CHECK (top_p BETWEEN 0 AND 1),
    CONSTRAINT ck_generation_jobs_max_tokens_positive CHECK (max_tokens > 0),
    CONSTRAINT ck_generation_jobs_result_means_succeeded CHECK (lesson_version_id IS NULL OR state = 'succeeded'),
    CONSTRAINT ck_generation_jobs_error_means_failed CHECK (error IS NULL OR state = 'failed')
)
-- next
COMMENT ON TABLE generation_jobs IS 'A request to have a lesson written by a model, and what became of it.'
-- next
COMMENT ON COLUMN generation_jobs.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN generation_jobs.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN generation_jobs.user_id IS 'Who asked for it.'
-- next
COMMENT ON COLUMN generation_jobs.input IS 'What the lesson was to be.'
-- next
COMMENT ON COLUMN generation_jobs.state IS 'Where the job stands.'
-- next
COMMENT ON COLUMN generation_jobs.model IS 'The model that writes.'
-- next
COMMENT ON COLUMN generation_jobs.temperature IS 'How freely it writes: 0 is always the same.'
-- next
COMMENT ON COLUMN generation_jobs.top_p IS 'From how much of the likely words it chooses, 0 to 1.'
-- next
COMMENT ON COLUMN generation_jobs.max_tokens IS 'How long the answer may be, in tokens.'
-- next
COMMENT ON COLUMN generation_jobs.lesson_version_id IS 'The version it has written.'
-- next
COMMENT ON COLUMN generation_jobs.error IS 'What went wrong.'
-- next
COMMENT ON COLUMN generation_jobs.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN generation_jobs.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('generation_jobs', 'tenant_id')
-- next
CREATE TABLE ai_calls (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID,
    module_id UUID,
    engine engine DEFAULT 'global' NOT NULL,
    call_type call_type NOT NULL,
    provider TEXT,
    model_name TEXT,
    input_tokens INTEGER,
    output_tokens INTEGER,
    request_payload JSONB DEFAULT '{}'::jsonb NOT NULL,
    response_meta JSONB DEFAULT '{}'::jsonb NOT NULL,
    status call_status NOT NULL,
    error_message TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_ai_calls PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_ai_calls_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_ai_calls_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_ai_calls_module FOREIGN KEY(tenant_id, course_id, module_id) REFERENCES modules (tenant_id, course_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_ai_calls_input_tokens_nonnegative CHECK (input_tokens >= 0),
    CONSTRAINT ck_ai_calls_output_tokens_nonnegative CHECK (output_tokens >= 0),
    CONSTRAINT ck_ai_calls_module_has_course CHECK (module_id IS NULL OR course_id IS NOT NULL),
    CONSTRAINT ck_ai_calls_request_payload_is_short CHECK (octet_length(request_payload::text) <= 4000),
    CONSTRAINT ck_ai_calls_response_meta_is_object CHECK (jsonb_typeof(response_meta) = 'object'),
    CONSTRAINT ck_ai_calls_error_means_failed CHECK (error_message IS NULL OR status = 'failed')
)
-- next
COMMENT ON TABLE ai_calls IS 'A call of a model: what it was for, what it cost, and how it ended. Requests are kept shortened or hashed.'
-- next
COMMENT ON COLUMN ai_calls.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN ai_calls.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN ai_calls.course_id IS 'The course it was made for; null where it was for none.'
-- next
COMMENT ON COLUMN ai_calls.module_id IS 'The lesson it was made for.'
-- next
COMMENT ON COLUMN ai_calls.engine IS 'The engine that called.'
-- next
COMMENT ON COLUMN ai_calls.call_type IS 'What was asked for.'
-- next
COMMENT ON COLUMN ai_calls.provider IS 'Who runs the model.'
-- next
COMMENT ON COLUMN ai_calls.model_name IS 'The model''s name and version.'
-- next
COMMENT ON COLUMN ai_calls.input_tokens IS 'About how many tokens were sent.'
-- next
COMMENT ON COLUMN ai_calls.output_tokens IS 'About how many tokens came back.'
-- next
COMMENT ON COLUMN ai_calls.request_payload IS 'What was sent, shortened or hashed for privacy: at most 4,000 bytes.'
-- next
COMMENT ON COLUMN ai_calls.response_meta IS 'What the provider said of the call: cost, time.'
-- next
COMMENT ON COLUMN ai_calls.status IS 'How the call ended.'
-- next
COMMENT ON COLUMN ai_calls.error_message IS 'What went wrong.'
-- next
COMMENT ON COLUMN ai_calls.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN ai_calls.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('ai_calls', 'tenant_id')
-- next
CREATE TABLE achievements (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    student_id UUID NOT NULL,
    organization_id UUID,
    points INTEGER DEFAULT 0 NOT NULL,
    badge TEXT,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_achievements PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_achievements_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_achievements_student FOREIGN KEY(tenant_id, student_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_achievements_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_achievements_points_nonnegative CHECK (points >= 0)
)
-- next
COMMENT ON TABLE achievements IS 'Points or a badge that a student has earned.'
-- next
COMMENT ON COLUMN achievements.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN achievements.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN achievements.student_id IS 'The student.'
-- next
COMMENT ON COLUMN achievements.organization_id IS 'The centre or school that gave it.'
-- next
COMMENT ON COLUMN achievements.points IS 'The points earned.'
-- next
COMMENT ON COLUMN achievements.badge IS 'The badge, such as `Bookworm`; null for points alone.'
-- next
COMMENT ON COLUMN achievements.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN achievements.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN achievements.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN achievements.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN achievements.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN achievements.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('achievements', 'tenant_id')
-- next
CREATE TABLE subjects (
    id UUID DEFAULT uuidv7() NOT NULL,
    parent_id UUID,
    domain_id UUID,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    description TEXT,
    depth INTEGER DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_subjects PRIMARY KEY (id),
    CONSTRAINT fk_subjects_parent FOREIGN KEY(parent_id) REFERENCES subjects (id),
    CONSTRAINT fk_subjects_domain FOREIGN KEY(domain_id) REFERENCES domains (id),
    CONSTRAINT uq_subjects_code UNIQUE (code),
    CONSTRAINT ck_subjects_not_its_own_parent CHECK (parent_id <> id)
)
-- next
COMMENT ON TABLE subjects IS 'A subject of study, in a tree that all tenants share.'
-- next
COMMENT ON COLUMN subjects.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN subjects.parent_id IS 'The broader subject.'
-- next
COMMENT ON COLUMN subjects.domain_id IS 'The domain that the subject belongs to.'
-- next
COMMENT ON COLUMN subjects.name IS 'The subject''s name.'
-- next
COMMENT ON COLUMN subjects.code IS 'A unique code, such as `MECH_THERMO`.'
-- next
COMMENT ON COLUMN subjects.description IS 'What the subject covers.'
-- next
COMMENT ON COLUMN subjects.depth IS 'How many broader subjects stand above it.'
-- next
COMMENT ON COLUMN subjects.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN subjects.updated_at IS 'When the row was last changed.'
-- next
SELECT app.replicate('subjects')
-- next
CREATE TABLE standards (
    id UUID DEFAULT uuidv7() NOT NULL,
    framework_id UUID NOT NULL,
    code TEXT NOT NULL,
    grade_band TEXT,
    subject TEXT,
    description TEXT NOT NULL,
    tags TEXT[] DEFAULT '{}' NOT NULL,
    source_guid TEXT,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_standards PRIMARY KEY (id),
    CONSTRAINT fk_standards_framework FOREIGN KEY(framework_id) REFERENCES standards_frameworks (id) ON DELETE CASCADE,
    CONSTRAINT uq_standards_framework_id_code UNIQUE (framework_id, code)
)
-- next
COMMENT ON TABLE standards IS 'One statement of a framework: what a learner should know or be able to do.'
-- next
COMMENT ON COLUMN standards.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN standards.framework_id IS 'The framework.'
-- next
COMMENT ON COLUMN standards.code IS 'The statement''s code, such as `5-LS2-1`.'
-- next
COMMENT ON COLUMN standards.grade_band IS 'The grades it is for, such as `K-2` or `9-12`.'
-- next
COMMENT ON COLUMN standards.subject IS 'The subject, in the framework''s words.'
-- next
COMMENT ON COLUMN standards.description IS 'The statement.'
-- next
COMMENT ON COLUMN standards.tags IS 'Free tags.'
-- next
COMMENT ON COLUMN standards.source_guid IS 'The publisher''s identifier of the statement.'
-- next
COMMENT ON COLUMN standards.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN standards.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN standards.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN standards.sequence_index IS 'Its place in the framework, read from top to bottom, from 1.'
-- next
SELECT app.replicate('standards')
-- next
CREATE TABLE questions (
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
)
-- next
COMMENT ON TABLE questions IS 'A question of an assessment. Its answer key is for staff, and for learners once they may review it.'
-- next
COMMENT ON COLUMN questions.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN questions.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN questions.assessment_id IS 'The assessment it is part of.'
-- next
COMMENT ON COLUMN questions.course_id IS 'The course of the assessment; kept by trigger.'
-- next
COMMENT ON COLUMN questions.rubric_id IS 'The rubric that answers are assessed by.'
-- next
COMMENT ON COLUMN questions.prompt_md IS 'What is asked, in Markdown.'
-- next
COMMENT ON COLUMN questions.description_md IS 'More on how to answer, in Markdown.'
-- next
COMMENT ON COLUMN questions.question_type IS 'How it is answered.'
-- next
COMMENT ON COLUMN questions.difficulty IS 'How hard it is.'
-- next
COMMENT ON COLUMN questions.points IS 'What a right answer is worth.'
-- next
COMMENT ON COLUMN questions.sequence_index IS 'Its place in the assessment, from 1.'
-- next
COMMENT ON COLUMN questions.correct_answers IS 'The answer key where the options don''t hold it: the texts or numbers that are right.'
-- next
COMMENT ON COLUMN questions.feedback IS 'What to tell a learner about an answer, by the option''s label or the answer''s text.'
-- next
COMMENT ON COLUMN questions.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN questions.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN questions.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN questions.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN questions.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN questions.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN questions.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN questions.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('questions', 'tenant_id')
-- next
CREATE TABLE course_subjects (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_course_subjects PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_subjects_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_subjects_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_course_subjects_course_id_subject_id UNIQUE (tenant_id, course_id, subject_id)
)
-- next
COMMENT ON TABLE course_subjects IS 'That a course is about a subject.'
-- next
COMMENT ON COLUMN course_subjects.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_subjects.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_subjects.course_id IS 'The course.'
-- next
COMMENT ON COLUMN course_subjects.subject_id IS 'The subject.'
-- next
COMMENT ON COLUMN course_subjects.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN course_subjects.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_subjects.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('course_subjects', 'tenant_id')
-- next
CREATE TABLE discussion_threads (
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
)
-- next
COMMENT ON TABLE discussion_threads IS 'A discussion among those who take and teach an offering: about all of it, a module or a piece of content.'
-- next
COMMENT ON COLUMN discussion_threads.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN discussion_threads.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN discussion_threads.offering_id IS 'The offering in which it is held.'
-- next
COMMENT ON COLUMN discussion_threads.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN discussion_threads.module_id IS 'The module that it is about.'
-- next
COMMENT ON COLUMN discussion_threads.content_item_id IS 'The content that it is about.'
-- next
COMMENT ON COLUMN discussion_threads.author_id IS 'Who opened it.'
-- next
COMMENT ON COLUMN discussion_threads.title IS 'What it is about, in a line.'
-- next
COMMENT ON COLUMN discussion_threads.is_locked IS 'Whether it is closed: what was said stays, and nothing can be added.'
-- next
COMMENT ON COLUMN discussion_threads.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN discussion_threads.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN discussion_threads.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN discussion_threads.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN discussion_threads.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('discussion_threads', 'tenant_id')
-- next
CREATE TABLE course_reviews (
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
    CONSTRAINT fk_course_reviews_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_course_reviews_rating_range CHECK (rating BETWEEN 1 AND 5)
)
-- next
COMMENT ON TABLE course_reviews IS 'What somebody who takes an offering thinks of it, for everyone who may find it.'
-- next
COMMENT ON COLUMN course_reviews.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_reviews.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_reviews.user_id IS 'Who reviews it.'
-- next
COMMENT ON COLUMN course_reviews.offering_id IS 'What they took.'
-- next
COMMENT ON COLUMN course_reviews.course_id IS 'The course of the offering; kept by trigger.'
-- next
COMMENT ON COLUMN course_reviews.rating IS 'How good they found it, from 1 to 5.'
-- next
COMMENT ON COLUMN course_reviews.review_text IS 'What they say of it.'
-- next
COMMENT ON COLUMN course_reviews.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN course_reviews.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_reviews.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN course_reviews.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN course_reviews.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN course_reviews.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('course_reviews', 'tenant_id')
-- next
CREATE TABLE offering_instructors (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    offering_id UUID NOT NULL,
    user_id UUID NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_offering_instructors PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_offering_instructors_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_offering_instructors_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_offering_instructors_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_offering_instructors_offering_id_user_id UNIQUE (tenant_id, offering_id, user_id)
)
-- next
COMMENT ON TABLE offering_instructors IS 'That a person teaches, or helps to teach, an offering.'
-- next
COMMENT ON COLUMN offering_instructors.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN offering_instructors.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN offering_instructors.offering_id IS 'The offering.'
-- next
COMMENT ON COLUMN offering_instructors.user_id IS 'Who teaches it.'
-- next
COMMENT ON COLUMN offering_instructors.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN offering_instructors.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN offering_instructors.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('offering_instructors', 'tenant_id')
-- next
CREATE TABLE enrollments (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    status enrollment_status DEFAULT 'active' NOT NULL,
    enrolled_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    external_id TEXT,
    CONSTRAINT pk_enrollments PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_enrollments_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_enrollments_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_enrollments_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_enrollments_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_enrollments_user_id_offering_id UNIQUE (tenant_id, user_id, offering_id),
    CONSTRAINT ck_enrollments_completed_after_enrolled CHECK (completed_at >= enrolled_at)
)
-- next
COMMENT ON TABLE enrollments IS 'That a person takes an offering.'
-- next
COMMENT ON COLUMN enrollments.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN enrollments.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN enrollments.user_id IS 'Who takes it.'
-- next
COMMENT ON COLUMN enrollments.offering_id IS 'What they take.'
-- next
COMMENT ON COLUMN enrollments.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN enrollments.status IS 'Where the enrolment stands.'
-- next
COMMENT ON COLUMN enrollments.enrolled_at IS 'When the person enrolled.'
-- next
COMMENT ON COLUMN enrollments.completed_at IS 'When they completed it.'
-- next
COMMENT ON COLUMN enrollments.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN enrollments.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN enrollments.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN enrollments.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN enrollments.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN enrollments.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('enrollments', 'tenant_id')
-- next
CREATE TABLE class_sessions (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    tutor_id UUID NOT NULL,
    organization_id UUID,
    offering_id UUID,
    title TEXT,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recurrence JSONB,
    status class_status DEFAULT 'scheduled' NOT NULL,
    meeting_provider meeting_provider,
    meeting_url TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_class_sessions PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_class_sessions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_class_sessions_tutor FOREIGN KEY(tenant_id, tutor_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_class_sessions_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_class_sessions_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT ck_class_sessions_ends_after_start CHECK (ends_at > starts_at),
    CONSTRAINT ck_class_sessions_recurrence_is_object CHECK (jsonb_typeof(recurrence) = 'object')
)
-- next
COMMENT ON TABLE class_sessions IS 'A class that a tutor or instructor holds at a stated time.'
-- next
COMMENT ON COLUMN class_sessions.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN class_sessions.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN class_sessions.tutor_id IS 'Who holds it.'
-- next
COMMENT ON COLUMN class_sessions.organization_id IS 'The centre or school it is held by.'
-- next
COMMENT ON COLUMN class_sessions.offering_id IS 'The offering it belongs to, if any.'
-- next
COMMENT ON COLUMN class_sessions.title IS 'What the class is called.'
-- next
COMMENT ON COLUMN class_sessions.starts_at IS 'When it starts.'
-- next
COMMENT ON COLUMN class_sessions.ends_at IS 'When it ends.'
-- next
COMMENT ON COLUMN class_sessions.recurrence IS 'How it recurs, as the parts of an RFC 5545 rule; null where it is held once.'
-- next
COMMENT ON COLUMN class_sessions.status IS 'Where it stands.'
-- next
COMMENT ON COLUMN class_sessions.meeting_provider IS 'Where it meets online.'
-- next
COMMENT ON COLUMN class_sessions.meeting_url IS 'The address of the meeting.'
-- next
COMMENT ON COLUMN class_sessions.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN class_sessions.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN class_sessions.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN class_sessions.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN class_sessions.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('class_sessions', 'tenant_id')
-- next
CREATE TABLE gateway.share_tokens (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    share_id UUID NOT NULL,
    token_hash TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_share_tokens PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_share_tokens_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_share_tokens_share FOREIGN KEY(tenant_id, share_id) REFERENCES shares (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_share_tokens_share_id UNIQUE (tenant_id, share_id),
    CONSTRAINT uq_share_tokens_token_hash UNIQUE (tenant_id, token_hash),
    CONSTRAINT ck_share_tokens_hashed CHECK (token_hash ~ '^[0-9a-f]{64}$')
)
-- next
COMMENT ON TABLE gateway.share_tokens IS 'What opens a share to whoever holds its link: the hash of the token, never the token.'
-- next
COMMENT ON COLUMN gateway.share_tokens.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN gateway.share_tokens.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN gateway.share_tokens.share_id IS 'The share.'
-- next
COMMENT ON COLUMN gateway.share_tokens.token_hash IS 'SHA-256 of the token in the link, in hexadecimal.'
-- next
COMMENT ON COLUMN gateway.share_tokens.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN gateway.share_tokens.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('gateway.share_tokens', 'tenant_id')
-- next
CREATE TABLE gateway.lms_credentials (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    connection_id UUID NOT NULL,
    sealed_oauth TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_lms_credentials PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lms_credentials_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lms_credentials_connection FOREIGN KEY(tenant_id, connection_id) REFERENCES lms_connections (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_lms_credentials_connection_id UNIQUE (tenant_id, connection_id),
    CONSTRAINT ck_lms_credentials_sealed CHECK (sealed_oauth ~ '^v1\.[a-z0-9-]+\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22,}$')
)
-- next
COMMENT ON TABLE gateway.lms_credentials IS 'The OAuth tokens of a connection, encrypted by the application: the database never holds them in clear.'
-- next
COMMENT ON COLUMN gateway.lms_credentials.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN gateway.lms_credentials.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN gateway.lms_credentials.connection_id IS 'The connection.'
-- next
COMMENT ON COLUMN gateway.lms_credentials.sealed_oauth IS 'The tokens, sealed by AES-256-GCM: `v1`, the name of the key, nonce and ciphertext in base64url, by dots.'
-- next
COMMENT ON COLUMN gateway.lms_credentials.expires_at IS 'When the access token ends; null where it does not say.'
-- next
COMMENT ON COLUMN gateway.lms_credentials.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN gateway.lms_credentials.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('gateway.lms_credentials', 'tenant_id')
-- next
CREATE TABLE lms_pushes (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    connection_id UUID NOT NULL,
    status push_status DEFAULT 'pending' NOT NULL,
    target JSONB NOT NULL,
    response JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_lms_pushes PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lms_pushes_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lms_pushes_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_lms_pushes_connection FOREIGN KEY(tenant_id, connection_id) REFERENCES lms_connections (tenant_id, id) ON DELETE CASCADE
)
-- next
COMMENT ON TABLE lms_pushes IS 'That a version of a lesson was sent to another system, with what was asked of it and what it answered.'
-- next
COMMENT ON COLUMN lms_pushes.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN lms_pushes.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN lms_pushes.lesson_version_id IS 'The version of the lesson that was sent.'
-- next
COMMENT ON COLUMN lms_pushes.connection_id IS 'Where it was sent.'
-- next
COMMENT ON COLUMN lms_pushes.status IS 'How far it has come.'
-- next
COMMENT ON COLUMN lms_pushes.target IS 'Where in the other system it goes.'
-- next
COMMENT ON COLUMN lms_pushes.response IS 'What the other system answered, as it came; null until it did.'
-- next
COMMENT ON COLUMN lms_pushes.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN lms_pushes.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN lms_pushes.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN lms_pushes.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('lms_pushes', 'tenant_id')
-- next
CREATE TABLE scorm_files (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    package_id UUID NOT NULL,
    course_id UUID NOT NULL,
    content_item_id UUID,
    asset_id UUID,
    file_path TEXT NOT NULL,
    file_type TEXT,
    size_bytes BIGINT,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_scorm_files PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_scorm_files_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_scorm_files_package FOREIGN KEY(tenant_id, package_id) REFERENCES scorm_packages (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_scorm_files_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_scorm_files_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id),
    CONSTRAINT fk_scorm_files_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT uq_scorm_files_package_id_file_path UNIQUE (tenant_id, package_id, file_path),
    CONSTRAINT ck_scorm_files_size_bytes_nonnegative CHECK (size_bytes >= 0)
)
-- next
COMMENT ON TABLE scorm_files IS 'A file of a SCORM package.'
-- next
COMMENT ON COLUMN scorm_files.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN scorm_files.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN scorm_files.package_id IS 'The package.'
-- next
COMMENT ON COLUMN scorm_files.course_id IS 'The course of the package; kept by trigger.'
-- next
COMMENT ON COLUMN scorm_files.content_item_id IS 'The content that it launches, where it is the start of one.'
-- next
COMMENT ON COLUMN scorm_files.asset_id IS 'The file in storage, once it is laid there.'
-- next
COMMENT ON COLUMN scorm_files.file_path IS 'Its path inside the package.'
-- next
COMMENT ON COLUMN scorm_files.file_type IS 'Its media type.'
-- next
COMMENT ON COLUMN scorm_files.size_bytes IS 'Its size in bytes.'
-- next
COMMENT ON COLUMN scorm_files.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN scorm_files.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN scorm_files.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('scorm_files', 'tenant_id')
-- next
CREATE TABLE quiz_attempts (
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
)
-- next
COMMENT ON TABLE quiz_attempts IS 'One attempt of a learner at a quiz.'
-- next
COMMENT ON COLUMN quiz_attempts.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN quiz_attempts.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN quiz_attempts.user_id IS 'The learner.'
-- next
COMMENT ON COLUMN quiz_attempts.offering_id IS 'The offering they take.'
-- next
COMMENT ON COLUMN quiz_attempts.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN quiz_attempts.content_item_id IS 'The quiz.'
-- next
COMMENT ON COLUMN quiz_attempts.assessment_id IS 'What the quiz drew its questions from when the attempt began; kept by trigger.'
-- next
COMMENT ON COLUMN quiz_attempts.attempt_number IS 'Counts the learner''s attempts at the quiz in the offering, from 1.'
-- next
COMMENT ON COLUMN quiz_attempts.started_at IS 'When the learner began.'
-- next
COMMENT ON COLUMN quiz_attempts.submitted_at IS 'When they submitted it; null while it is in progress.'
-- next
COMMENT ON COLUMN quiz_attempts.score_obtained IS 'The points obtained; none before it is submitted.'
-- next
COMMENT ON COLUMN quiz_attempts.max_score IS 'The most points that could be obtained.'
-- next
COMMENT ON COLUMN quiz_attempts.is_passed IS 'Whether it was passed; null where that is not known yet.'
-- next
COMMENT ON COLUMN quiz_attempts.raw_response IS 'What the player sent, as it came; it may hold the player''s own marking.'
-- next
COMMENT ON COLUMN quiz_attempts.shows_keys IS 'Whether the learner may look at the answer keys of the questions it drew; kept by trigger.'
-- next
COMMENT ON COLUMN quiz_attempts.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN quiz_attempts.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN quiz_attempts.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('quiz_attempts', 'tenant_id')
-- next
CREATE TABLE lab_submissions (
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
)
-- next
COMMENT ON TABLE lab_submissions IS 'What a learner handed in for a laboratory exercise.'
-- next
COMMENT ON COLUMN lab_submissions.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN lab_submissions.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN lab_submissions.user_id IS 'The learner.'
-- next
COMMENT ON COLUMN lab_submissions.offering_id IS 'The offering they take.'
-- next
COMMENT ON COLUMN lab_submissions.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN lab_submissions.content_item_id IS 'The exercise.'
-- next
COMMENT ON COLUMN lab_submissions.submitted_at IS 'When it was handed in.'
-- next
COMMENT ON COLUMN lab_submissions.status IS 'Where it stands.'
-- next
COMMENT ON COLUMN lab_submissions.auto_grade IS 'What the automatic grader found, such as the results of unit tests.'
-- next
COMMENT ON COLUMN lab_submissions.score_obtained IS 'The points obtained.'
-- next
COMMENT ON COLUMN lab_submissions.max_score IS 'The most points that could be obtained.'
-- next
COMMENT ON COLUMN lab_submissions.instructor_feedback IS 'What the instructor says of it.'
-- next
COMMENT ON COLUMN lab_submissions.artifacts_url IS 'Where the notebook or the code is kept.'
-- next
COMMENT ON COLUMN lab_submissions.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN lab_submissions.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN lab_submissions.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('lab_submissions', 'tenant_id')
-- next
CREATE TABLE assignment_submissions (
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
)
-- next
COMMENT ON TABLE assignment_submissions IS 'What a learner handed in for an assignment.'
-- next
COMMENT ON COLUMN assignment_submissions.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN assignment_submissions.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN assignment_submissions.user_id IS 'The learner.'
-- next
COMMENT ON COLUMN assignment_submissions.offering_id IS 'The offering they take.'
-- next
COMMENT ON COLUMN assignment_submissions.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN assignment_submissions.content_item_id IS 'The assignment.'
-- next
COMMENT ON COLUMN assignment_submissions.submitted_at IS 'When it was handed in.'
-- next
COMMENT ON COLUMN assignment_submissions.status IS 'Where it stands.'
-- next
COMMENT ON COLUMN assignment_submissions.body_md IS 'The text that was handed in, in Markdown.'
-- next
COMMENT ON COLUMN assignment_submissions.work_url IS 'The address that was handed in.'
-- next
COMMENT ON COLUMN assignment_submissions.asset_id IS 'The file that was handed in.'
-- next
COMMENT ON COLUMN assignment_submissions.rubric_id IS 'The rubric it is assessed by.'
-- next
COMMENT ON COLUMN assignment_submissions.score_obtained IS 'The points obtained.'
-- next
COMMENT ON COLUMN assignment_submissions.max_score IS 'The most points that could be obtained.'
-- next
COMMENT ON COLUMN assignment_submissions.instructor_feedback IS 'What the instructor says of it.'
-- next
COMMENT ON COLUMN assignment_submissions.graded_by IS 'Who graded it.'
-- next
COMMENT ON COLUMN assignment_submissions.graded_at IS 'When it was graded.'
-- next
COMMENT ON COLUMN assignment_submissions.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN assignment_submissions.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN assignment_submissions.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('assignment_submissions', 'tenant_id')
-- next
CREATE TABLE course_grades (
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
)
-- next
COMMENT ON TABLE course_grades IS 'What a learner obtained in a course as a whole.'
-- next
COMMENT ON COLUMN course_grades.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_grades.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_grades.user_id IS 'The learner.'
-- next
COMMENT ON COLUMN course_grades.offering_id IS 'The offering they took.'
-- next
COMMENT ON COLUMN course_grades.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN course_grades.final_score IS 'The final score.'
-- next
COMMENT ON COLUMN course_grades.letter_grade IS 'The grade as it is reported, such as `A-`.'
-- next
COMMENT ON COLUMN course_grades.is_passed IS 'Whether the course was passed.'
-- next
COMMENT ON COLUMN course_grades.graded_at IS 'When it was graded.'
-- next
COMMENT ON COLUMN course_grades.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_grades.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN course_grades.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN course_grades.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN course_grades.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('course_grades', 'tenant_id')
-- next
CREATE TABLE mentor_threads (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    content_item_id UUID NOT NULL,
    title TEXT,
    is_active BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_mentor_threads PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_mentor_threads_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_threads_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_threads_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_threads_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_mentor_threads_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE
)
-- next
COMMENT ON TABLE mentor_threads IS 'A conversation of a learner with the mentor about a content item.'
-- next
COMMENT ON COLUMN mentor_threads.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN mentor_threads.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN mentor_threads.user_id IS 'The learner.'
-- next
COMMENT ON COLUMN mentor_threads.offering_id IS 'The offering they take.'
-- next
COMMENT ON COLUMN mentor_threads.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN mentor_threads.content_item_id IS 'What it is about.'
-- next
COMMENT ON COLUMN mentor_threads.title IS 'What the conversation is called.'
-- next
COMMENT ON COLUMN mentor_threads.is_active IS 'Whether the learner can go on with it.'
-- next
COMMENT ON COLUMN mentor_threads.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN mentor_threads.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('mentor_threads', 'tenant_id')
-- next
CREATE TABLE mentor_insights (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    content_item_id UUID NOT NULL,
    understanding_level INTEGER,
    engagement_score INTEGER,
    learning_insights TEXT,
    recommended_actions TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_mentor_insights PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_mentor_insights_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_insights_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_insights_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_insights_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_mentor_insights_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_mentor_insights_understanding_level_range CHECK (understanding_level BETWEEN 1 AND 10),
    CONSTRAINT ck_mentor_insights_engagement_score_nonnegative CHECK (engagement_score >= 0)
)
-- next
COMMENT ON TABLE mentor_insights IS 'What the mentor makes of a learner''s work with a content item, by machine: a hint, not a grade.'
-- next
COMMENT ON COLUMN mentor_insights.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN mentor_insights.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN mentor_insights.user_id IS 'The learner.'
-- next
COMMENT ON COLUMN mentor_insights.offering_id IS 'The offering they take.'
-- next
COMMENT ON COLUMN mentor_insights.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN mentor_insights.content_item_id IS 'What they worked with.'
-- next
COMMENT ON COLUMN mentor_insights.understanding_level IS 'How well the learner understands it, 1 to 10.'
-- next
COMMENT ON COLUMN mentor_insights.engagement_score IS 'How engaged the learner was; higher is more.'
-- next
COMMENT ON COLUMN mentor_insights.learning_insights IS 'What stands out in the conversations.'
-- next
COMMENT ON COLUMN mentor_insights.recommended_actions IS 'What to do next.'
-- next
COMMENT ON COLUMN mentor_insights.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN mentor_insights.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('mentor_insights', 'tenant_id')
-- next
CREATE TABLE group_members (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    group_id UUID NOT NULL,
    user_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_group_members PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_group_members_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_group_members_group FOREIGN KEY(tenant_id, group_id) REFERENCES groups (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_group_members_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_group_members_group_id_user_id UNIQUE (tenant_id, group_id, user_id)
)
-- next
COMMENT ON TABLE group_members IS 'That a person belongs to a group.'
-- next
COMMENT ON COLUMN group_members.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN group_members.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN group_members.group_id IS 'The group.'
-- next
COMMENT ON COLUMN group_members.user_id IS 'Who belongs to it.'
-- next
COMMENT ON COLUMN group_members.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN group_members.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN group_members.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN group_members.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('group_members', 'tenant_id')
-- next
CREATE TABLE lesson_standards (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    lesson_version_id UUID NOT NULL,
    standard_id UUID NOT NULL,
    audience audience DEFAULT 'staff' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_lesson_standards PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_lesson_standards_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_lesson_standards_lesson_version FOREIGN KEY(tenant_id, lesson_version_id) REFERENCES lesson_versions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_lesson_standards_lesson_version_id_standard_id UNIQUE (tenant_id, lesson_version_id, standard_id)
)
-- next
COMMENT ON TABLE lesson_standards IS 'That a lesson''s version is aligned with a standard. Frozen once the version is published.'
-- next
COMMENT ON COLUMN lesson_standards.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN lesson_standards.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN lesson_standards.lesson_version_id IS 'The version.'
-- next
COMMENT ON COLUMN lesson_standards.standard_id IS 'The standard.'
-- next
COMMENT ON COLUMN lesson_standards.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN lesson_standards.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN lesson_standards.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('lesson_standards', 'tenant_id')
-- next
CREATE TABLE voice_tracks (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    course_id UUID NOT NULL,
    module_id UUID,
    content_item_id UUID,
    script_id UUID NOT NULL,
    asset_id UUID,
    voice_profile TEXT NOT NULL,
    duration_seconds NUMERIC(10, 3),
    tts_provider TEXT,
    status voice_status DEFAULT 'generated' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_voice_tracks PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_voice_tracks_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_voice_tracks_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_voice_tracks_module FOREIGN KEY(tenant_id, course_id, module_id) REFERENCES modules (tenant_id, course_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_voice_tracks_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_voice_tracks_script FOREIGN KEY(tenant_id, script_id) REFERENCES scripts (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_voice_tracks_asset FOREIGN KEY(tenant_id, asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT ck_voice_tracks_duration_seconds_nonnegative CHECK (duration_seconds >= 0)
)
-- next
COMMENT ON TABLE voice_tracks IS 'A script as speech, made by machine.'
-- next
COMMENT ON COLUMN voice_tracks.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN voice_tracks.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN voice_tracks.course_id IS 'The course in production.'
-- next
COMMENT ON COLUMN voice_tracks.module_id IS 'The lesson or scene it belongs to.'
-- next
COMMENT ON COLUMN voice_tracks.content_item_id IS 'The segment it is heard in; null for a whole scene.'
-- next
COMMENT ON COLUMN voice_tracks.script_id IS 'The script that is spoken.'
-- next
COMMENT ON COLUMN voice_tracks.asset_id IS 'The file.'
-- next
COMMENT ON COLUMN voice_tracks.voice_profile IS 'The voice, such as `en_male_neutral_1`.'
-- next
COMMENT ON COLUMN voice_tracks.duration_seconds IS 'How long it takes, in seconds.'
-- next
COMMENT ON COLUMN voice_tracks.tts_provider IS 'Whose speech it is, such as `azure`, `gcp` or `openai`.'
-- next
COMMENT ON COLUMN voice_tracks.status IS 'Where the recording stands.'
-- next
COMMENT ON COLUMN voice_tracks.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN voice_tracks.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN voice_tracks.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN voice_tracks.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('voice_tracks', 'tenant_id')
-- next
CREATE TABLE brand_templates (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    brand_profile_id UUID NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    template_type TEXT NOT NULL,
    layout_config JSONB DEFAULT '{}'::jsonb NOT NULL,
    preview_asset_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_brand_templates PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_brand_templates_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_brand_templates_brand_profile FOREIGN KEY(tenant_id, brand_profile_id) REFERENCES brand_profiles (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_brand_templates_preview_asset FOREIGN KEY(tenant_id, preview_asset_id) REFERENCES assets (tenant_id, id),
    CONSTRAINT ck_brand_templates_layout_config_is_object CHECK (jsonb_typeof(layout_config) = 'object')
)
-- next
COMMENT ON TABLE brand_templates IS 'A layout in a brand''s style, such as of a scene, a slide or a page.'
-- next
COMMENT ON COLUMN brand_templates.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN brand_templates.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN brand_templates.brand_profile_id IS 'The brand.'
-- next
COMMENT ON COLUMN brand_templates.name IS 'What the template is called.'
-- next
COMMENT ON COLUMN brand_templates.description IS 'What it is for.'
-- next
COMMENT ON COLUMN brand_templates.template_type IS 'What it lays out, such as `video_scene`, `slide` or `ebook_page`.'
-- next
COMMENT ON COLUMN brand_templates.layout_config IS 'Where text, picture and logo stand.'
-- next
COMMENT ON COLUMN brand_templates.preview_asset_id IS 'A picture of it.'
-- next
COMMENT ON COLUMN brand_templates.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN brand_templates.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN brand_templates.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN brand_templates.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('brand_templates', 'tenant_id')
-- next
CREATE TABLE book_sections (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    book_id UUID NOT NULL,
    level INTEGER DEFAULT 1 NOT NULL,
    title TEXT NOT NULL,
    content_markdown TEXT,
    mapping_type section_mapping DEFAULT 'custom' NOT NULL,
    module_id UUID,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    CONSTRAINT pk_book_sections PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_book_sections_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_book_sections_book FOREIGN KEY(tenant_id, book_id) REFERENCES books (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_book_sections_module FOREIGN KEY(tenant_id, module_id) REFERENCES modules (tenant_id, id),
    CONSTRAINT uq_book_sections_book_id_sequence_index UNIQUE NULLS NOT DISTINCT (tenant_id, book_id, sequence_index) DEFERRABLE,
    CONSTRAINT ck_book_sections_level_from_one CHECK (level >= 1),
    CONSTRAINT ck_book_sections_sequence_index_from_one CHECK (sequence_index >= 1),
    CONSTRAINT ck_book_sections_mapped_to_module CHECK ((mapping_type = 'custom') = (module_id IS NULL))
)
-- next
COMMENT ON TABLE book_sections IS 'A chapter of a book, or a section at any level below: a book is a flat list of them, in order.'
-- next
COMMENT ON COLUMN book_sections.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN book_sections.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN book_sections.book_id IS 'The book.'
-- next
COMMENT ON COLUMN book_sections.level IS '1 for a chapter, 2 for a section of one, and so on.'
-- next
COMMENT ON COLUMN book_sections.title IS 'The section''s title.'
-- next
COMMENT ON COLUMN book_sections.content_markdown IS 'Its text, in Markdown: untrusted.'
-- next
COMMENT ON COLUMN book_sections.mapping_type IS 'What part of the course it goes back to.'
-- next
COMMENT ON COLUMN book_sections.module_id IS 'That part; null where it was written for the book.'
-- next
COMMENT ON COLUMN book_sections.sequence_index IS 'Its place in the book, from 1.'
-- next
COMMENT ON COLUMN book_sections.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN book_sections.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN book_sections.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN book_sections.updated_by IS 'Who last changed the row; null for an import.'
-- next
SELECT app.distribute('book_sections', 'tenant_id')
-- next
CREATE TABLE module_progress (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    module_id UUID NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    progress_percent NUMERIC(5, 2) DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_module_progress PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_module_progress_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_module_progress_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_module_progress_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_module_progress_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_module_progress_module FOREIGN KEY(tenant_id, module_id) REFERENCES modules (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_module_progress_user_id_offering_id_module_id UNIQUE (tenant_id, user_id, offering_id, module_id),
    CONSTRAINT ck_module_progress_progress_percent_range CHECK (progress_percent BETWEEN 0 AND 100),
    CONSTRAINT ck_module_progress_completed_after_started CHECK (completed_at >= started_at)
)
-- next
COMMENT ON TABLE module_progress IS 'How far a learner has come in a module: the mean of its content''s progress, weighted by duration.'
-- next
COMMENT ON COLUMN module_progress.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN module_progress.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN module_progress.user_id IS 'The learner.'
-- next
COMMENT ON COLUMN module_progress.offering_id IS 'The offering they take.'
-- next
COMMENT ON COLUMN module_progress.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN module_progress.module_id IS 'The module.'
-- next
COMMENT ON COLUMN module_progress.started_at IS 'When the learner began.'
-- next
COMMENT ON COLUMN module_progress.completed_at IS 'When the learner finished.'
-- next
COMMENT ON COLUMN module_progress.progress_percent IS 'How much of the module is done, 0 to 100.'
-- next
COMMENT ON COLUMN module_progress.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN module_progress.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('module_progress', 'tenant_id')
-- next
CREATE TABLE content_progress (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    content_item_id UUID NOT NULL,
    first_started_at TIMESTAMP WITH TIME ZONE,
    last_interacted_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    progress_percent NUMERIC(5, 2) DEFAULT 0 NOT NULL,
    attempts_count INTEGER DEFAULT 0 NOT NULL,
    is_passed BOOLEAN,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_content_progress PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_content_progress_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_content_progress_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_content_progress_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_content_progress_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_content_progress_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT uq_content_progress_user_id_offering_id_content_it UNIQUE (tenant_id, user_id, offering_id, content_item_id),
    CONSTRAINT ck_content_progress_progress_percent_range CHECK (progress_percent BETWEEN 0 AND 100),
    CONSTRAINT ck_content_progress_attempts_count_nonnegative CHECK (attempts_count >= 0),
    CONSTRAINT ck_content_progress_completed_after_started CHECK (completed_at >= first_started_at)
)
-- next
COMMENT ON TABLE content_progress IS 'How far a learner has come in a content item.'
-- next
COMMENT ON COLUMN content_progress.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN content_progress.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN content_progress.user_id IS 'The learner.'
-- next
COMMENT ON COLUMN content_progress.offering_id IS 'The offering they take.'
-- next
COMMENT ON COLUMN content_progress.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN content_progress.content_item_id IS 'The content item.'
-- next
COMMENT ON COLUMN content_progress.first_started_at IS 'When the learner first opened it.'
-- next
COMMENT ON COLUMN content_progress.last_interacted_at IS 'When the learner last did something in it.'
-- next
COMMENT ON COLUMN content_progress.completed_at IS 'When the learner finished it.'
-- next
COMMENT ON COLUMN content_progress.progress_percent IS 'How much of the item is done, 0 to 100.'
-- next
COMMENT ON COLUMN content_progress.attempts_count IS 'How often the learner has tried it.'
-- next
COMMENT ON COLUMN content_progress.is_passed IS 'Whether the learner has passed it; null where nothing is to pass.'
-- next
COMMENT ON COLUMN content_progress.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN content_progress.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('content_progress', 'tenant_id')
-- next
CREATE TABLE certificates (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    code TEXT NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_by UUID,
    updated_by UUID,
    external_id TEXT,
    CONSTRAINT pk_certificates PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_certificates_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_certificates_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_certificates_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_certificates_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_certificates_code UNIQUE (tenant_id, code),
    CONSTRAINT ck_certificates_expires_after_issued CHECK (expires_at > issued_at)
)
-- next
COMMENT ON TABLE certificates IS 'That a person has completed an offering, under a code that others can check.'
-- next
COMMENT ON COLUMN certificates.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN certificates.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN certificates.user_id IS 'Whom it was issued to.'
-- next
COMMENT ON COLUMN certificates.offering_id IS 'What was completed.'
-- next
COMMENT ON COLUMN certificates.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN certificates.code IS 'The code printed on it, unique in the tenant.'
-- next
COMMENT ON COLUMN certificates.issued_at IS 'When it was issued.'
-- next
COMMENT ON COLUMN certificates.expires_at IS 'When it ends; null for never.'
-- next
COMMENT ON COLUMN certificates.metadata IS 'Open-ended details that no column holds.'
-- next
COMMENT ON COLUMN certificates.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN certificates.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN certificates.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN certificates.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN certificates.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('certificates', 'tenant_id')
-- next
CREATE TABLE standard_associations (
    id UUID DEFAULT uuidv7() NOT NULL,
    from_id UUID NOT NULL,
    to_id UUID NOT NULL,
    kind association_kind NOT NULL,
    sequence_index INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    framework_id UUID,
    CONSTRAINT pk_standard_associations PRIMARY KEY (id),
    CONSTRAINT fk_standard_associations_from FOREIGN KEY(from_id) REFERENCES standards (id) ON DELETE CASCADE,
    CONSTRAINT fk_standard_associations_to FOREIGN KEY(to_id) REFERENCES standards (id) ON DELETE CASCADE,
    CONSTRAINT fk_standard_associations_framework FOREIGN KEY(framework_id) REFERENCES standards_frameworks (id) ON DELETE CASCADE,
    CONSTRAINT uq_standard_associations_from_id_kind_to_id UNIQUE (from_id, kind, to_id),
    CONSTRAINT ck_standard_associations_not_itself CHECK (from_id <> to_id)
)
-- next
COMMENT ON TABLE standard_associations IS 'A relation between two standards; a standard may have several parents.'
-- next
COMMENT ON COLUMN standard_associations.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN standard_associations.from_id IS 'The standard that the relation starts from.'
-- next
COMMENT ON COLUMN standard_associations.to_id IS 'The standard that it leads to.'
-- next
COMMENT ON COLUMN standard_associations.kind IS 'How the first relates to the second.'
-- next
COMMENT ON COLUMN standard_associations.sequence_index IS 'Its place among relations of its kind, from 1.'
-- next
COMMENT ON COLUMN standard_associations.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN standard_associations.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN standard_associations.framework_id IS 'The framework whose publication states the relation.'
-- next
SELECT app.replicate('standard_associations')
-- next
CREATE TABLE answer_options (
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
)
-- next
COMMENT ON TABLE answer_options IS 'An option to choose in answer to a question.'
-- next
COMMENT ON COLUMN answer_options.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN answer_options.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN answer_options.question_id IS 'The question.'
-- next
COMMENT ON COLUMN answer_options.course_id IS 'The course of the assessment; kept by trigger.'
-- next
COMMENT ON COLUMN answer_options.label IS 'What the option is called, such as `A`.'
-- next
COMMENT ON COLUMN answer_options.content_md IS 'What the option says, in Markdown.'
-- next
COMMENT ON COLUMN answer_options.is_correct IS 'Whether choosing it is right.'
-- next
COMMENT ON COLUMN answer_options.feedback_md IS 'What to tell a learner who chose it, in Markdown.'
-- next
COMMENT ON COLUMN answer_options.sequence_index IS 'Its place among its siblings, from 1.'
-- next
COMMENT ON COLUMN answer_options.audience IS 'The widest circle that may read the row; kept by trigger.'
-- next
COMMENT ON COLUMN answer_options.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN answer_options.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN answer_options.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN answer_options.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN answer_options.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
COMMENT ON COLUMN answer_options.external_id IS 'The row''s identifier in the system it was imported from, prefixed by the format, such as `olx:…`.'
-- next
SELECT app.distribute('answer_options', 'tenant_id')
-- next
CREATE TABLE discussion_posts (
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
    CONSTRAINT fk_discussion_posts_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_discussion_posts_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_discussion_posts_author FOREIGN KEY(tenant_id, author_id) REFERENCES users (tenant_id, id),
    CONSTRAINT uq_discussion_posts_thread_id_id UNIQUE (tenant_id, thread_id, id),
    CONSTRAINT ck_discussion_posts_not_its_own_parent CHECK (parent_id <> id)
)
-- next
COMMENT ON TABLE discussion_posts IS 'What somebody says in a discussion, or in answer to another post of it.'
-- next
COMMENT ON COLUMN discussion_posts.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN discussion_posts.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN discussion_posts.thread_id IS 'The discussion.'
-- next
COMMENT ON COLUMN discussion_posts.parent_id IS 'The post that it answers; null for one that answers none.'
-- next
COMMENT ON COLUMN discussion_posts.offering_id IS 'The offering of the discussion; kept by trigger.'
-- next
COMMENT ON COLUMN discussion_posts.organization_id IS 'The organisation of the discussion; kept by trigger.'
-- next
COMMENT ON COLUMN discussion_posts.author_id IS 'Who says it.'
-- next
COMMENT ON COLUMN discussion_posts.body IS 'What they say, as Markdown.'
-- next
COMMENT ON COLUMN discussion_posts.depth IS 'How many posts stand above it; kept by trigger.'
-- next
COMMENT ON COLUMN discussion_posts.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN discussion_posts.updated_at IS 'When the row was last changed.'
-- next
COMMENT ON COLUMN discussion_posts.created_by IS 'Who created the row; null for an import.'
-- next
COMMENT ON COLUMN discussion_posts.updated_by IS 'Who last changed the row; null for an import.'
-- next
COMMENT ON COLUMN discussion_posts.deleted_at IS 'When the row was deleted; a deleted row is invisible.'
-- next
SELECT app.distribute('discussion_posts', 'tenant_id')
-- next
CREATE TABLE class_session_students (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    class_session_id UUID NOT NULL,
    student_id UUID NOT NULL,
    tutor_id UUID,
    offering_id UUID,
    organization_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_class_session_students PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_class_session_students_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_class_session_students_class_session FOREIGN KEY(tenant_id, class_session_id) REFERENCES class_sessions (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_class_session_students_student FOREIGN KEY(tenant_id, student_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_class_session_students_tutor FOREIGN KEY(tenant_id, tutor_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_class_session_students_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_class_session_students_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT uq_class_session_students_class_session_id_student UNIQUE (tenant_id, class_session_id, student_id)
)
-- next
COMMENT ON TABLE class_session_students IS 'That a student attends a class session.'
-- next
COMMENT ON COLUMN class_session_students.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN class_session_students.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN class_session_students.class_session_id IS 'The class.'
-- next
COMMENT ON COLUMN class_session_students.student_id IS 'Who attends it.'
-- next
COMMENT ON COLUMN class_session_students.tutor_id IS 'Who holds the class; kept by trigger.'
-- next
COMMENT ON COLUMN class_session_students.offering_id IS 'The offering of the class; kept by trigger.'
-- next
COMMENT ON COLUMN class_session_students.organization_id IS 'The organisation of the class; kept by trigger.'
-- next
COMMENT ON COLUMN class_session_students.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN class_session_students.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('class_session_students', 'tenant_id')
-- next
CREATE TABLE question_answers (
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
)
-- next
COMMENT ON TABLE question_answers IS 'A question that an attempt drew, and what the learner answered, if anything yet.'
-- next
COMMENT ON COLUMN question_answers.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN question_answers.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN question_answers.attempt_id IS 'The attempt.'
-- next
COMMENT ON COLUMN question_answers.assessment_id IS 'The assessment of the attempt; kept by trigger.'
-- next
COMMENT ON COLUMN question_answers.question_id IS 'The question.'
-- next
COMMENT ON COLUMN question_answers.user_id IS 'The learner; kept by trigger.'
-- next
COMMENT ON COLUMN question_answers.offering_id IS 'The offering of the attempt; kept by trigger.'
-- next
COMMENT ON COLUMN question_answers.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN question_answers.answer_text IS 'What the learner wrote.'
-- next
COMMENT ON COLUMN question_answers.points_earned IS 'The points obtained; shown to the learner with the answer key.'
-- next
COMMENT ON COLUMN question_answers.is_correct IS 'Whether the answer is right; shown to the learner with the answer key.'
-- next
COMMENT ON COLUMN question_answers.shows_keys IS 'Whether the learner may look at the answer key; kept by trigger.'
-- next
COMMENT ON COLUMN question_answers.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN question_answers.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('question_answers', 'tenant_id')
-- next
CREATE TABLE mentor_messages (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    thread_id UUID NOT NULL,
    user_id UUID,
    offering_id UUID,
    organization_id UUID,
    role mentor_role NOT NULL,
    content TEXT NOT NULL,
    tokens_used INTEGER,
    model_version TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_mentor_messages PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_mentor_messages_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_messages_thread FOREIGN KEY(tenant_id, thread_id) REFERENCES mentor_threads (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mentor_messages_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT fk_mentor_messages_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id),
    CONSTRAINT fk_mentor_messages_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT ck_mentor_messages_tokens_used_nonnegative CHECK (tokens_used >= 0)
)
-- next
COMMENT ON TABLE mentor_messages IS 'What the learner or the mentor said in a conversation.'
-- next
COMMENT ON COLUMN mentor_messages.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN mentor_messages.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN mentor_messages.thread_id IS 'The conversation.'
-- next
COMMENT ON COLUMN mentor_messages.user_id IS 'The learner whose conversation it is; kept by trigger.'
-- next
COMMENT ON COLUMN mentor_messages.offering_id IS 'The offering of the conversation; kept by trigger.'
-- next
COMMENT ON COLUMN mentor_messages.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN mentor_messages.role IS 'Who speaks.'
-- next
COMMENT ON COLUMN mentor_messages.content IS 'What was said: untrusted.'
-- next
COMMENT ON COLUMN mentor_messages.tokens_used IS 'How many tokens the message took.'
-- next
COMMENT ON COLUMN mentor_messages.model_version IS 'The model that answered, with its version.'
-- next
COMMENT ON COLUMN mentor_messages.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN mentor_messages.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('mentor_messages', 'tenant_id')
-- next
CREATE TABLE course_progress (
    tenant_id UUID NOT NULL,
    id UUID DEFAULT uuidv7() NOT NULL,
    enrollment_id UUID NOT NULL,
    user_id UUID NOT NULL,
    offering_id UUID NOT NULL,
    organization_id UUID,
    percent NUMERIC(5, 2) DEFAULT 0 NOT NULL,
    modules INTEGER DEFAULT 0 NOT NULL,
    completed_modules INTEGER DEFAULT 0 NOT NULL,
    last_interacted_at TIMESTAMP WITH TIME ZONE,
    last_content_item_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_course_progress PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_course_progress_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE,
    CONSTRAINT fk_course_progress_enrollment FOREIGN KEY(tenant_id, enrollment_id) REFERENCES enrollments (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_progress_user FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_progress_offering FOREIGN KEY(tenant_id, offering_id) REFERENCES course_offerings (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_course_progress_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id),
    CONSTRAINT fk_course_progress_last_content_item FOREIGN KEY(tenant_id, last_content_item_id) REFERENCES content_items (tenant_id, id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT uq_course_progress_enrollment_id UNIQUE (tenant_id, enrollment_id),
    CONSTRAINT ck_course_progress_percent_range CHECK (percent BETWEEN 0 AND 100),
    CONSTRAINT ck_course_progress_modules_nonnegative CHECK (modules >= 0),
    CONSTRAINT ck_course_progress_completed_modules_nonnegative CHECK (completed_modules >= 0)
)
-- next
COMMENT ON TABLE course_progress IS 'How far a learner has come in a course that they are enrolled in, and where they were last. Kept up to date by triggers on what it is made of, never written by hand.'
-- next
COMMENT ON COLUMN course_progress.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN course_progress.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN course_progress.enrollment_id IS 'The enrolment that this is about.'
-- next
COMMENT ON COLUMN course_progress.user_id IS 'The learner.'
-- next
COMMENT ON COLUMN course_progress.offering_id IS 'The offering they take.'
-- next
COMMENT ON COLUMN course_progress.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN course_progress.percent IS 'The mean of the progress in the published modules at the top of the syllabus, 0 to 100.'
-- next
COMMENT ON COLUMN course_progress.modules IS 'How many published modules stand at the top of the syllabus.'
-- next
COMMENT ON COLUMN course_progress.completed_modules IS 'How many of them are completed.'
-- next
COMMENT ON COLUMN course_progress.last_interacted_at IS 'When the learner last did something in the course.'
-- next
COMMENT ON COLUMN course_progress.last_content_item_id IS 'The content item that the learner was in last.'
-- next
COMMENT ON COLUMN course_progress.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN course_progress.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('course_progress', 'tenant_id')
-- next
CREATE TABLE answer_selections (
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
)
-- next
COMMENT ON TABLE answer_selections IS 'That a learner chose an option in answer to a question.'
-- next
COMMENT ON COLUMN answer_selections.tenant_id IS 'The tenant that owns the row.'
-- next
COMMENT ON COLUMN answer_selections.id IS 'The row''s own key: a time-ordered UUID.'
-- next
COMMENT ON COLUMN answer_selections.answer_id IS 'The answer.'
-- next
COMMENT ON COLUMN answer_selections.question_id IS 'The question; kept by trigger.'
-- next
COMMENT ON COLUMN answer_selections.option_id IS 'The option.'
-- next
COMMENT ON COLUMN answer_selections.user_id IS 'The learner; kept by trigger.'
-- next
COMMENT ON COLUMN answer_selections.offering_id IS 'The offering of the attempt; kept by trigger.'
-- next
COMMENT ON COLUMN answer_selections.organization_id IS 'The organisation that owns the course; kept by trigger.'
-- next
COMMENT ON COLUMN answer_selections.created_at IS 'When the row was created.'
-- next
COMMENT ON COLUMN answer_selections.updated_at IS 'When the row was last changed.'
-- next
SELECT app.distribute('answer_selections', 'tenant_id')
-- next
ALTER TABLE assessments ADD CONSTRAINT fk_assessments_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id) ON DELETE CASCADE
-- next
ALTER TABLE assessments ADD CONSTRAINT fk_assessments_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE assets ADD CONSTRAINT fk_assets_content_item FOREIGN KEY(tenant_id, content_item_id) REFERENCES content_items (tenant_id, id)
-- next
ALTER TABLE assets ADD CONSTRAINT fk_assets_course FOREIGN KEY(tenant_id, course_id) REFERENCES courses (tenant_id, id)
-- next
ALTER TABLE assets ADD CONSTRAINT fk_assets_module FOREIGN KEY(tenant_id, module_id) REFERENCES modules (tenant_id, id)
-- next
ALTER TABLE assets ADD CONSTRAINT fk_assets_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE assets ADD CONSTRAINT fk_assets_uploaded_by FOREIGN KEY(tenant_id, uploaded_by) REFERENCES users (tenant_id, id)
-- next
ALTER TABLE courses ADD CONSTRAINT fk_courses_author FOREIGN KEY(tenant_id, author_id) REFERENCES users (tenant_id, id)
-- next
ALTER TABLE courses ADD CONSTRAINT fk_courses_category FOREIGN KEY(tenant_id, category_id) REFERENCES categories (tenant_id, id)
-- next
ALTER TABLE courses ADD CONSTRAINT fk_courses_organization FOREIGN KEY(tenant_id, organization_id) REFERENCES organizations (tenant_id, id)
-- next
ALTER TABLE courses ADD CONSTRAINT fk_courses_primary_subject FOREIGN KEY(primary_subject_id) REFERENCES subjects (id)
-- next
ALTER TABLE courses ADD CONSTRAINT fk_courses_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE module_templates ADD CONSTRAINT fk_module_templates_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE modules ADD CONSTRAINT fk_modules_lesson FOREIGN KEY(tenant_id, lesson_id) REFERENCES lessons (tenant_id, id)
-- next
ALTER TABLE modules ADD CONSTRAINT fk_modules_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE content_items ADD CONSTRAINT fk_content_items_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE users ADD CONSTRAINT fk_users_account FOREIGN KEY(account_id) REFERENCES identity.accounts (id)
-- next
ALTER TABLE users ADD CONSTRAINT fk_users_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE lessons ADD CONSTRAINT fk_lessons_current_version FOREIGN KEY(tenant_id, id, current_version_id) REFERENCES lesson_versions (tenant_id, lesson_id, id)
-- next
ALTER TABLE lessons ADD CONSTRAINT fk_lessons_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE lesson_versions ADD CONSTRAINT fk_lesson_versions_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE categories ADD CONSTRAINT fk_categories_tenant FOREIGN KEY(tenant_id) REFERENCES tenants (id) ON DELETE CASCADE
-- next
ALTER TABLE tenants ADD CONSTRAINT fk_tenants_country FOREIGN KEY(country_id) REFERENCES countries (id)
-- next
ALTER TABLE organizations ADD CONSTRAINT fk_organizations_country FOREIGN KEY(country_id) REFERENCES countries (id)
-- next
ALTER TABLE course_subjects ADD CONSTRAINT fk_course_subjects_subject FOREIGN KEY(subject_id) REFERENCES subjects (id)
-- next
ALTER TABLE lesson_standards ADD CONSTRAINT fk_lesson_standards_standard FOREIGN KEY(standard_id) REFERENCES standards (id)
-- next
CREATE INDEX ix_assessments_audience ON assessments (tenant_id, audience)
-- next
CREATE INDEX ix_assessments_course_id ON assessments (tenant_id, course_id)
-- next
CREATE INDEX ix_assessments_deleted_at ON assessments (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_assessments_title ON assessments (tenant_id, title)
-- next
CREATE UNIQUE INDEX uq_assessments_external_id ON assessments (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_assets_audience ON assets (tenant_id, audience)
-- next
CREATE INDEX ix_assets_content_item_id ON assets (tenant_id, content_item_id)
-- next
CREATE INDEX ix_assets_course_id ON assets (tenant_id, course_id)
-- next
CREATE INDEX ix_assets_deleted_at ON assets (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_assets_filename ON assets (tenant_id, filename)
-- next
CREATE INDEX ix_assets_module_id ON assets (tenant_id, module_id)
-- next
CREATE INDEX ix_assets_uploaded_by ON assets (tenant_id, uploaded_by)
-- next
CREATE UNIQUE INDEX uq_assets_external_id ON assets (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_assets_role_course_id_module_id_content_item_id ON assets (tenant_id, role, course_id, module_id, content_item_id) NULLS NOT DISTINCT WHERE is_active AND role IS NOT NULL AND deleted_at IS NULL
-- next
CREATE INDEX ix_courses_audience_title ON courses (tenant_id, audience, title)
-- next
CREATE INDEX ix_courses_author_id ON courses (tenant_id, author_id)
-- next
CREATE INDEX ix_courses_category_id ON courses (tenant_id, category_id)
-- next
CREATE INDEX ix_courses_deleted_at ON courses (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_courses_organization_id ON courses (tenant_id, organization_id)
-- next
CREATE INDEX ix_courses_primary_subject_id ON courses (tenant_id, primary_subject_id)
-- next
CREATE INDEX ix_courses_thumbnail_asset_id ON courses (tenant_id, thumbnail_asset_id)
-- next
CREATE INDEX ix_courses_title ON courses (tenant_id, title)
-- next
CREATE UNIQUE INDEX uq_courses_code ON courses (tenant_id, code) WHERE code IS NOT NULL AND deleted_at IS NULL
-- next
CREATE UNIQUE INDEX uq_courses_external_id ON courses (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_module_templates_template_type_title ON module_templates (tenant_id, template_type, title)
-- next
CREATE INDEX ix_modules_audience ON modules (tenant_id, audience)
-- next
CREATE INDEX ix_modules_deleted_at ON modules (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_modules_lesson_id ON modules (tenant_id, lesson_id)
-- next
CREATE INDEX ix_modules_template_id ON modules (tenant_id, template_id)
-- next
CREATE UNIQUE INDEX uq_modules_external_id ON modules (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_content_items_assessment_id ON content_items (tenant_id, assessment_id)
-- next
CREATE INDEX ix_content_items_asset_id ON content_items (tenant_id, asset_id)
-- next
CREATE INDEX ix_content_items_audience ON content_items (tenant_id, audience)
-- next
CREATE INDEX ix_content_items_content_type ON content_items (tenant_id, content_type)
-- next
CREATE INDEX ix_content_items_course_id ON content_items (tenant_id, course_id)
-- next
CREATE INDEX ix_content_items_deleted_at ON content_items (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_content_items_external_id ON content_items (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_accounts_lower_email ON identity.accounts (lower(email)) WHERE email IS NOT NULL
-- next
CREATE INDEX ix_invitations_lower_email ON identity.invitations (lower(email))
-- next
CREATE INDEX ix_users_account_id ON users (tenant_id, account_id)
-- next
CREATE INDEX ix_users_avatar_asset_id ON users (tenant_id, avatar_asset_id)
-- next
CREATE INDEX ix_users_deleted_at ON users (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_users_full_name_id ON users (tenant_id, full_name, id)
-- next
CREATE INDEX ix_users_is_listed ON users (tenant_id, is_listed)
-- next
CREATE UNIQUE INDEX uq_users_account_id ON users (tenant_id, account_id) WHERE account_id IS NOT NULL AND deleted_at IS NULL
-- next
CREATE UNIQUE INDEX uq_users_external_id ON users (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_users_lower_email ON users (tenant_id, lower(email)) WHERE email IS NOT NULL AND deleted_at IS NULL
-- next
CREATE INDEX ix_lessons_audience_title ON lessons (tenant_id, audience, title)
-- next
CREATE INDEX ix_lessons_current_version_id ON lessons (tenant_id, current_version_id)
-- next
CREATE INDEX ix_lessons_deleted_at ON lessons (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_lessons_owner_id ON lessons (tenant_id, owner_id)
-- next
CREATE INDEX ix_lessons_subject_grade_level ON lessons (tenant_id, subject, grade_level)
-- next
CREATE INDEX ix_lessons_tags ON lessons USING gin (tags)
-- next
CREATE INDEX ix_lessons_title ON lessons (tenant_id, title)
-- next
CREATE UNIQUE INDEX uq_lessons_code ON lessons (tenant_id, code) WHERE code IS NOT NULL AND deleted_at IS NULL
-- next
CREATE UNIQUE INDEX uq_lessons_external_id ON lessons (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_lesson_versions_audience ON lesson_versions (tenant_id, audience)
-- next
CREATE INDEX ix_lesson_versions_author_id ON lesson_versions (tenant_id, author_id)
-- next
CREATE INDEX ix_lesson_versions_lesson_id_created_at ON lesson_versions (tenant_id, lesson_id, created_at)
-- next
CREATE INDEX ix_categories_deleted_at ON categories (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_categories_sequence_index ON categories (tenant_id, sequence_index)
-- next
CREATE UNIQUE INDEX uq_categories_name ON categories (tenant_id, name) WHERE deleted_at IS NULL
-- next
CREATE UNIQUE INDEX uq_standards_frameworks_source_guid ON standards_frameworks (source_guid) WHERE source_guid IS NOT NULL
-- next
CREATE INDEX ix_tenants_country_id ON tenants (country_id)
-- next
CREATE INDEX ix_tenants_logo_asset_id ON tenants (logo_asset_id)
-- next
CREATE INDEX ix_organizations_country_id ON organizations (tenant_id, country_id)
-- next
CREATE INDEX ix_organizations_deleted_at ON organizations (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_organizations_name_id ON organizations (tenant_id, name, id)
-- next
CREATE INDEX ix_organizations_parent_id ON organizations (tenant_id, parent_id)
-- next
CREATE UNIQUE INDEX uq_organizations_external_id ON organizations (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_organizations_kind_parent_id_code ON organizations (tenant_id, kind, parent_id, code) NULLS NOT DISTINCT WHERE code IS NOT NULL AND deleted_at IS NULL
-- next
CREATE INDEX ix_finance_records_deleted_at ON finance_records (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_finance_records_occurred_at_id ON finance_records (tenant_id, occurred_at, id)
-- next
CREATE INDEX ix_finance_records_organization_id_occurred_at ON finance_records (tenant_id, organization_id, occurred_at)
-- next
CREATE INDEX ix_finance_records_student_id ON finance_records (tenant_id, student_id)
-- next
CREATE INDEX ix_finance_records_tutor_id ON finance_records (tenant_id, tutor_id)
-- next
CREATE INDEX ix_service_requests_assigned_to_id ON service_requests (tenant_id, assigned_to_id)
-- next
CREATE INDEX ix_service_requests_created_at_id ON service_requests (tenant_id, created_at, id)
-- next
CREATE INDEX ix_service_requests_deleted_at ON service_requests (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_service_requests_organization_id ON service_requests (tenant_id, organization_id)
-- next
CREATE INDEX ix_service_requests_requester_id ON service_requests (tenant_id, requester_id)
-- next
CREATE INDEX ix_service_requests_status_priority ON service_requests (tenant_id, status, priority)
-- next
CREATE INDEX ix_inventory_items_deleted_at ON inventory_items (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_inventory_items_name_id ON inventory_items (tenant_id, name, id)
-- next
CREATE INDEX ix_inventory_items_organization_id ON inventory_items (tenant_id, organization_id)
-- next
CREATE INDEX ix_notifications_deleted_at ON notifications (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_notifications_user_id_created_at_id ON notifications (tenant_id, user_id, created_at, id)
-- next
CREATE INDEX ix_audit_logs_actor_id ON audit_logs (tenant_id, actor_id) WHERE actor_id IS NOT NULL
-- next
CREATE INDEX ix_audit_logs_created_at_id ON audit_logs (tenant_id, created_at, id)
-- next
CREATE INDEX ix_audit_logs_row_id ON audit_logs (tenant_id, row_id)
-- next
CREATE INDEX ix_events_course_id ON events (tenant_id, course_id)
-- next
CREATE INDEX ix_events_created_at ON events (tenant_id, created_at)
-- next
CREATE INDEX ix_events_name_occurred_at ON events (tenant_id, name, occurred_at)
-- next
CREATE INDEX ix_events_occurred_at_id ON events (tenant_id, occurred_at, id)
-- next
CREATE INDEX ix_events_subject_id ON events (tenant_id, subject_id)
-- next
CREATE INDEX ix_events_user_id ON events (tenant_id, user_id)
-- next
CREATE INDEX ix_metrics_daily_day ON metrics_daily (tenant_id, day)
-- next
CREATE INDEX ix_course_student_statistics_organization_id ON course_student_statistics (tenant_id, organization_id)
-- next
CREATE INDEX ix_course_student_statistics_user_id ON course_student_statistics (tenant_id, user_id)
-- next
CREATE INDEX ix_student_progress_summaries_organization_id ON student_progress_summaries (tenant_id, organization_id)
-- next
CREATE INDEX ix_tutor_loads_organization_id ON tutor_loads (tenant_id, organization_id)
-- next
CREATE INDEX ix_centre_financials_month_id ON centre_financials (tenant_id, month, id)
-- next
CREATE INDEX ix_rubrics_audience ON rubrics (tenant_id, audience)
-- next
CREATE INDEX ix_rubrics_course_id ON rubrics (tenant_id, course_id)
-- next
CREATE INDEX ix_rubrics_deleted_at ON rubrics (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_rubrics_title ON rubrics (tenant_id, title)
-- next
CREATE UNIQUE INDEX uq_rubrics_external_id ON rubrics (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_course_prerequisites_audience ON course_prerequisites (tenant_id, audience)
-- next
CREATE INDEX ix_course_prerequisites_prerequisite_course_id ON course_prerequisites (tenant_id, prerequisite_course_id)
-- next
CREATE INDEX ix_course_documents_asset_id ON course_documents (tenant_id, asset_id)
-- next
CREATE INDEX ix_course_documents_course_id ON course_documents (tenant_id, course_id)
-- next
CREATE INDEX ix_course_documents_deleted_at ON course_documents (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_course_offerings_audience ON course_offerings (tenant_id, audience)
-- next
CREATE INDEX ix_course_offerings_course_id ON course_offerings (tenant_id, course_id)
-- next
CREATE INDEX ix_course_offerings_deleted_at ON course_offerings (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_course_offerings_organization_id ON course_offerings (tenant_id, organization_id)
-- next
CREATE INDEX ix_course_offerings_starts_at ON course_offerings (tenant_id, starts_at)
-- next
CREATE UNIQUE INDEX uq_course_offerings_external_id ON course_offerings (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_shares_course_id ON shares (tenant_id, course_id)
-- next
CREATE INDEX ix_shares_deleted_at ON shares (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_shares_lesson_id ON shares (tenant_id, lesson_id)
-- next
CREATE INDEX ix_shares_shared_by_id ON shares (tenant_id, shared_by_id)
-- next
CREATE INDEX ix_lms_connections_deleted_at ON lms_connections (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_lms_connections_organization_id ON lms_connections (tenant_id, organization_id)
-- next
CREATE INDEX ix_lms_connections_provider_organization_id ON lms_connections (tenant_id, provider, organization_id)
-- next
CREATE INDEX ix_scorm_packages_asset_id ON scorm_packages (tenant_id, asset_id)
-- next
CREATE INDEX ix_scorm_packages_audience ON scorm_packages (tenant_id, audience)
-- next
CREATE INDEX ix_scorm_packages_course_id ON scorm_packages (tenant_id, course_id)
-- next
CREATE INDEX ix_scorm_packages_deleted_at ON scorm_packages (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_scorm_packages_external_id ON scorm_packages (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_skill_assessments_created_at ON skill_assessments (tenant_id, created_at)
-- next
CREATE INDEX ix_skill_assessments_deleted_at ON skill_assessments (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_skill_assessments_organization_id ON skill_assessments (tenant_id, organization_id)
-- next
CREATE INDEX ix_skill_assessments_student_id ON skill_assessments (tenant_id, student_id)
-- next
CREATE INDEX ix_skill_assessments_tutor_id ON skill_assessments (tenant_id, tutor_id)
-- next
CREATE INDEX ix_account_identities_account_id ON identity.account_identities (account_id)
-- next
CREATE INDEX ix_reset_tokens_account_id ON identity.reset_tokens (account_id)
-- next
CREATE INDEX ix_mentor_settings_audience ON mentor_settings (tenant_id, audience)
-- next
CREATE INDEX ix_mentor_settings_course_id ON mentor_settings (tenant_id, course_id)
-- next
CREATE INDEX ix_user_roles_organization_id ON user_roles (tenant_id, organization_id)
-- next
CREATE INDEX ix_user_roles_role ON user_roles (tenant_id, role)
-- next
CREATE UNIQUE INDEX uq_user_roles_external_id ON user_roles (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_student_profiles_academic_age ON student_profiles USING gin (academic_age)
-- next
CREATE INDEX ix_student_profiles_assigned_tutor_id ON student_profiles (tenant_id, assigned_tutor_id)
-- next
CREATE INDEX ix_student_profiles_deleted_at ON student_profiles (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_student_profiles_organization_id ON student_profiles (tenant_id, organization_id)
-- next
CREATE INDEX ix_student_profiles_special_needs ON student_profiles USING gin (special_needs)
-- next
CREATE INDEX ix_student_profiles_user_id ON student_profiles (tenant_id, user_id)
-- next
CREATE UNIQUE INDEX uq_student_profiles_external_id ON student_profiles (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_student_profiles_user_id_organization_id ON student_profiles (tenant_id, user_id, organization_id) NULLS NOT DISTINCT WHERE deleted_at IS NULL
-- next
CREATE INDEX ix_tutor_profiles_deleted_at ON tutor_profiles (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_tutor_profiles_organization_id ON tutor_profiles (tenant_id, organization_id)
-- next
CREATE INDEX ix_tutor_profiles_subjects ON tutor_profiles USING gin (subjects)
-- next
CREATE INDEX ix_tutor_profiles_user_id ON tutor_profiles (tenant_id, user_id)
-- next
CREATE UNIQUE INDEX uq_tutor_profiles_user_id_organization_id ON tutor_profiles (tenant_id, user_id, organization_id) NULLS NOT DISTINCT WHERE deleted_at IS NULL
-- next
CREATE INDEX ix_staff_profiles_deleted_at ON staff_profiles (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_staff_profiles_organization_id ON staff_profiles (tenant_id, organization_id)
-- next
CREATE INDEX ix_staff_profiles_user_id ON staff_profiles (tenant_id, user_id)
-- next
CREATE UNIQUE INDEX uq_staff_profiles_user_id_organization_id ON staff_profiles (tenant_id, user_id, organization_id) NULLS NOT DISTINCT WHERE deleted_at IS NULL
-- next
CREATE INDEX ix_guardianships_deleted_at ON guardianships (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_guardianships_guardian_id ON guardianships (tenant_id, guardian_id)
-- next
CREATE INDEX ix_guardianships_student_id ON guardianships (tenant_id, student_id)
-- next
CREATE UNIQUE INDEX uq_guardianships_external_id ON guardianships (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_guardianships_guardian_id_student_id ON guardianships (tenant_id, guardian_id, student_id) WHERE deleted_at IS NULL
-- next
CREATE INDEX ix_groups_deleted_at ON groups (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_groups_external_id ON groups (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_lesson_blocks_audience ON lesson_blocks (tenant_id, audience)
-- next
CREATE INDEX ix_lesson_assets_asset_id ON lesson_assets (tenant_id, asset_id)
-- next
CREATE INDEX ix_lesson_assets_audience ON lesson_assets (tenant_id, audience)
-- next
CREATE INDEX ix_editor_sessions_lesson_version_id ON editor_sessions (tenant_id, lesson_version_id)
-- next
CREATE INDEX ix_editor_sessions_user_id ON editor_sessions (tenant_id, user_id)
-- next
CREATE INDEX ix_scripts_content_item_id ON scripts (tenant_id, content_item_id)
-- next
CREATE INDEX ix_scripts_course_id_module_id_content_item_id ON scripts (tenant_id, course_id, module_id, content_item_id)
-- next
CREATE INDEX ix_scripts_module_id ON scripts (tenant_id, module_id)
-- next
CREATE INDEX ix_scripts_status ON scripts (tenant_id, status)
-- next
CREATE INDEX ix_brand_profiles_course_id ON brand_profiles (tenant_id, course_id)
-- next
CREATE INDEX ix_brand_profiles_logo_asset_id ON brand_profiles (tenant_id, logo_asset_id)
-- next
CREATE INDEX ix_brand_profiles_name ON brand_profiles (tenant_id, name)
-- next
CREATE INDEX ix_books_course_id ON books (tenant_id, course_id)
-- next
CREATE INDEX ix_books_title ON books (tenant_id, title)
-- next
CREATE INDEX ix_render_jobs_course_id_state ON render_jobs (tenant_id, course_id, state)
-- next
CREATE INDEX ix_render_jobs_module_id_state ON render_jobs (tenant_id, module_id, state)
-- next
CREATE INDEX ix_render_jobs_requested_at_id ON render_jobs (tenant_id, requested_at, id)
-- next
CREATE INDEX ix_render_jobs_requested_by ON render_jobs (tenant_id, requested_by)
-- next
CREATE INDEX ix_render_jobs_result_asset_id ON render_jobs (tenant_id, result_asset_id)
-- next
CREATE INDEX ix_generation_jobs_created_at_id ON generation_jobs (tenant_id, created_at, id)
-- next
CREATE INDEX ix_generation_jobs_lesson_version_id ON generation_jobs (tenant_id, lesson_version_id)
-- next
CREATE INDEX ix_generation_jobs_state ON generation_jobs (tenant_id, state)
-- next
CREATE INDEX ix_generation_jobs_user_id ON generation_jobs (tenant_id, user_id)
-- next
CREATE INDEX ix_ai_calls_course_id ON ai_calls (tenant_id, course_id)
-- next
CREATE INDEX ix_ai_calls_created_at_id ON ai_calls (tenant_id, created_at, id)
-- next
CREATE INDEX ix_ai_calls_module_id ON ai_calls (tenant_id, module_id)
-- next
CREATE INDEX ix_achievements_created_at ON achievements (tenant_id, created_at)
-- next
CREATE INDEX ix_achievements_deleted_at ON achievements (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_achievements_organization_id ON achievements (tenant_id, organization_id)
-- next
CREATE INDEX ix_achievements_student_id ON achievements (tenant_id, student_id)
-- next
CREATE INDEX ix_subjects_domain_id ON subjects (domain_id)
-- next
CREATE INDEX ix_subjects_parent_id ON subjects (parent_id)
-- next
CREATE INDEX ix_standards_framework_id_subject_grade_band ON standards (framework_id, subject, grade_band)
-- next
CREATE INDEX ix_standards_tags ON standards USING gin (tags)
-- next
CREATE INDEX ix_standards_to_tsvector__english___description ON standards USING gin (to_tsvector('english', description))
-- next
CREATE UNIQUE INDEX uq_standards_source_guid ON standards (source_guid) WHERE source_guid IS NOT NULL
-- next
CREATE INDEX ix_questions_audience ON questions (tenant_id, audience)
-- next
CREATE INDEX ix_questions_course_id ON questions (tenant_id, course_id)
-- next
CREATE INDEX ix_questions_deleted_at ON questions (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_questions_rubric_id ON questions (tenant_id, rubric_id)
-- next
CREATE UNIQUE INDEX uq_questions_external_id ON questions (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_course_subjects_audience ON course_subjects (tenant_id, audience)
-- next
CREATE INDEX ix_course_subjects_subject_id ON course_subjects (tenant_id, subject_id)
-- next
CREATE INDEX ix_discussion_threads_author_id_created_at_id ON discussion_threads (tenant_id, author_id, created_at, id)
-- next
CREATE INDEX ix_discussion_threads_content_item_id ON discussion_threads (tenant_id, content_item_id)
-- next
CREATE INDEX ix_discussion_threads_deleted_at ON discussion_threads (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_discussion_threads_module_id ON discussion_threads (tenant_id, module_id)
-- next
CREATE INDEX ix_discussion_threads_offering_id_created_at_id ON discussion_threads (tenant_id, offering_id, created_at, id)
-- next
CREATE INDEX ix_discussion_threads_organization_id ON discussion_threads (tenant_id, organization_id)
-- next
CREATE INDEX ix_course_reviews_audience ON course_reviews (tenant_id, audience)
-- next
CREATE INDEX ix_course_reviews_course_id_created_at_id ON course_reviews (tenant_id, course_id, created_at, id)
-- next
CREATE INDEX ix_course_reviews_deleted_at ON course_reviews (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_course_reviews_offering_id_created_at_id ON course_reviews (tenant_id, offering_id, created_at, id)
-- next
CREATE INDEX ix_course_reviews_user_id ON course_reviews (tenant_id, user_id)
-- next
CREATE UNIQUE INDEX uq_course_reviews_user_id_offering_id ON course_reviews (tenant_id, user_id, offering_id) WHERE deleted_at IS NULL
-- next
CREATE INDEX ix_offering_instructors_audience ON offering_instructors (tenant_id, audience)
-- next
CREATE INDEX ix_offering_instructors_user_id ON offering_instructors (tenant_id, user_id)
-- next
CREATE INDEX ix_enrollments_enrolled_at_id ON enrollments (tenant_id, enrolled_at, id)
-- next
CREATE INDEX ix_enrollments_offering_id_enrolled_at_id ON enrollments (tenant_id, offering_id, enrolled_at, id)
-- next
CREATE INDEX ix_enrollments_organization_id ON enrollments (tenant_id, organization_id)
-- next
CREATE INDEX ix_enrollments_status ON enrollments (tenant_id, status)
-- next
CREATE UNIQUE INDEX uq_enrollments_external_id ON enrollments (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_class_sessions_deleted_at ON class_sessions (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_class_sessions_offering_id ON class_sessions (tenant_id, offering_id)
-- next
CREATE INDEX ix_class_sessions_organization_id ON class_sessions (tenant_id, organization_id)
-- next
CREATE INDEX ix_class_sessions_starts_at ON class_sessions (tenant_id, starts_at)
-- next
CREATE INDEX ix_class_sessions_tutor_id ON class_sessions (tenant_id, tutor_id)
-- next
CREATE INDEX ix_lms_pushes_connection_id ON lms_pushes (tenant_id, connection_id)
-- next
CREATE INDEX ix_lms_pushes_created_at_id ON lms_pushes (tenant_id, created_at, id)
-- next
CREATE INDEX ix_lms_pushes_lesson_version_id ON lms_pushes (tenant_id, lesson_version_id)
-- next
CREATE INDEX ix_lms_pushes_status_created_at ON lms_pushes (tenant_id, status, created_at)
-- next
CREATE INDEX ix_scorm_files_asset_id ON scorm_files (tenant_id, asset_id)
-- next
CREATE INDEX ix_scorm_files_audience ON scorm_files (tenant_id, audience)
-- next
CREATE INDEX ix_scorm_files_content_item_id ON scorm_files (tenant_id, content_item_id)
-- next
CREATE INDEX ix_scorm_files_course_id ON scorm_files (tenant_id, course_id)
-- next
CREATE UNIQUE INDEX uq_scorm_files_package_id_content_item_id ON scorm_files (tenant_id, package_id, content_item_id) WHERE content_item_id IS NOT NULL
-- next
CREATE INDEX ix_quiz_attempts_assessment_id_user_id ON quiz_attempts (tenant_id, assessment_id, user_id)
-- next
CREATE INDEX ix_quiz_attempts_content_item_id ON quiz_attempts (tenant_id, content_item_id)
-- next
CREATE INDEX ix_quiz_attempts_offering_id ON quiz_attempts (tenant_id, offering_id)
-- next
CREATE INDEX ix_quiz_attempts_organization_id ON quiz_attempts (tenant_id, organization_id)
-- next
CREATE INDEX ix_quiz_attempts_started_at ON quiz_attempts (tenant_id, started_at)
-- next
CREATE INDEX ix_quiz_attempts_user_id_content_item_id ON quiz_attempts (tenant_id, user_id, content_item_id)
-- next
CREATE UNIQUE INDEX uq_quiz_attempts_external_id ON quiz_attempts (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_lab_submissions_content_item_id ON lab_submissions (tenant_id, content_item_id)
-- next
CREATE INDEX ix_lab_submissions_offering_id ON lab_submissions (tenant_id, offering_id)
-- next
CREATE INDEX ix_lab_submissions_organization_id ON lab_submissions (tenant_id, organization_id)
-- next
CREATE INDEX ix_lab_submissions_submitted_at ON lab_submissions (tenant_id, submitted_at)
-- next
CREATE INDEX ix_lab_submissions_user_id_content_item_id ON lab_submissions (tenant_id, user_id, content_item_id)
-- next
CREATE UNIQUE INDEX uq_lab_submissions_external_id ON lab_submissions (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_assignment_submissions_asset_id ON assignment_submissions (tenant_id, asset_id)
-- next
CREATE INDEX ix_assignment_submissions_content_item_id ON assignment_submissions (tenant_id, content_item_id)
-- next
CREATE INDEX ix_assignment_submissions_graded_by ON assignment_submissions (tenant_id, graded_by)
-- next
CREATE INDEX ix_assignment_submissions_offering_id ON assignment_submissions (tenant_id, offering_id)
-- next
CREATE INDEX ix_assignment_submissions_organization_id ON assignment_submissions (tenant_id, organization_id)
-- next
CREATE INDEX ix_assignment_submissions_rubric_id ON assignment_submissions (tenant_id, rubric_id)
-- next
CREATE INDEX ix_assignment_submissions_submitted_at ON assignment_submissions (tenant_id, submitted_at)
-- next
CREATE INDEX ix_assignment_submissions_user_id_content_item_id ON assignment_submissions (tenant_id, user_id, content_item_id)
-- next
CREATE UNIQUE INDEX uq_assignment_submissions_external_id ON assignment_submissions (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_course_grades_graded_at ON course_grades (tenant_id, graded_at)
-- next
CREATE INDEX ix_course_grades_offering_id ON course_grades (tenant_id, offering_id)
-- next
CREATE INDEX ix_course_grades_organization_id ON course_grades (tenant_id, organization_id)
-- next
CREATE UNIQUE INDEX uq_course_grades_external_id ON course_grades (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_mentor_threads_content_item_id ON mentor_threads (tenant_id, content_item_id)
-- next
CREATE INDEX ix_mentor_threads_created_at_id ON mentor_threads (tenant_id, created_at, id)
-- next
CREATE INDEX ix_mentor_threads_offering_id ON mentor_threads (tenant_id, offering_id)
-- next
CREATE INDEX ix_mentor_threads_organization_id ON mentor_threads (tenant_id, organization_id)
-- next
CREATE INDEX ix_mentor_threads_user_id_content_item_id ON mentor_threads (tenant_id, user_id, content_item_id)
-- next
CREATE INDEX ix_mentor_insights_content_item_id ON mentor_insights (tenant_id, content_item_id)
-- next
CREATE INDEX ix_mentor_insights_offering_id ON mentor_insights (tenant_id, offering_id)
-- next
CREATE INDEX ix_mentor_insights_organization_id ON mentor_insights (tenant_id, organization_id)
-- next
CREATE INDEX ix_mentor_insights_user_id_content_item_id_created ON mentor_insights (tenant_id, user_id, content_item_id, created_at)
-- next
CREATE INDEX ix_group_members_user_id ON group_members (tenant_id, user_id)
-- next
CREATE INDEX ix_lesson_standards_audience ON lesson_standards (tenant_id, audience)
-- next
CREATE INDEX ix_lesson_standards_standard_id ON lesson_standards (tenant_id, standard_id)
-- next
CREATE INDEX ix_voice_tracks_asset_id ON voice_tracks (tenant_id, asset_id)
-- next
CREATE INDEX ix_voice_tracks_content_item_id ON voice_tracks (tenant_id, content_item_id)
-- next
CREATE INDEX ix_voice_tracks_course_id_module_id_content_item_i ON voice_tracks (tenant_id, course_id, module_id, content_item_id)
-- next
CREATE INDEX ix_voice_tracks_module_id ON voice_tracks (tenant_id, module_id)
-- next
CREATE INDEX ix_voice_tracks_script_id ON voice_tracks (tenant_id, script_id)
-- next
CREATE INDEX ix_brand_templates_brand_profile_id ON brand_templates (tenant_id, brand_profile_id)
-- next
CREATE INDEX ix_brand_templates_preview_asset_id ON brand_templates (tenant_id, preview_asset_id)
-- next
CREATE INDEX ix_brand_templates_template_type_name ON brand_templates (tenant_id, template_type, name)
-- next
CREATE INDEX ix_book_sections_module_id ON book_sections (tenant_id, module_id)
-- next
CREATE INDEX ix_module_progress_module_id ON module_progress (tenant_id, module_id)
-- next
CREATE INDEX ix_module_progress_offering_id ON module_progress (tenant_id, offering_id)
-- next
CREATE INDEX ix_module_progress_organization_id ON module_progress (tenant_id, organization_id)
-- next
CREATE INDEX ix_content_progress_completed_at ON content_progress (tenant_id, completed_at) WHERE completed_at IS NOT NULL
-- next
CREATE INDEX ix_content_progress_content_item_id ON content_progress (tenant_id, content_item_id)
-- next
CREATE INDEX ix_content_progress_offering_id ON content_progress (tenant_id, offering_id)
-- next
CREATE INDEX ix_content_progress_organization_id ON content_progress (tenant_id, organization_id)
-- next
CREATE INDEX ix_content_progress_user_id_offering_id_last_inter ON content_progress (tenant_id, user_id, offering_id, last_interacted_at, id)
-- next
CREATE INDEX ix_certificates_issued_at ON certificates (tenant_id, issued_at)
-- next
CREATE INDEX ix_certificates_offering_id ON certificates (tenant_id, offering_id)
-- next
CREATE INDEX ix_certificates_organization_id ON certificates (tenant_id, organization_id)
-- next
CREATE INDEX ix_certificates_user_id ON certificates (tenant_id, user_id)
-- next
CREATE UNIQUE INDEX uq_certificates_external_id ON certificates (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_standard_associations_framework_id ON standard_associations (framework_id)
-- next
CREATE INDEX ix_standard_associations_to_id ON standard_associations (to_id)
-- next
CREATE INDEX ix_answer_options_audience ON answer_options (tenant_id, audience)
-- next
CREATE INDEX ix_answer_options_course_id ON answer_options (tenant_id, course_id)
-- next
CREATE INDEX ix_answer_options_deleted_at ON answer_options (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE UNIQUE INDEX uq_answer_options_external_id ON answer_options (tenant_id, external_id) WHERE external_id IS NOT NULL
-- next
CREATE INDEX ix_discussion_posts_author_id_created_at_id ON discussion_posts (tenant_id, author_id, created_at, id)
-- next
CREATE INDEX ix_discussion_posts_deleted_at ON discussion_posts (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL
-- next
CREATE INDEX ix_discussion_posts_offering_id ON discussion_posts (tenant_id, offering_id)
-- next
CREATE INDEX ix_discussion_posts_organization_id ON discussion_posts (tenant_id, organization_id)
-- next
CREATE INDEX ix_discussion_posts_parent_id ON discussion_posts (tenant_id, parent_id)
-- next
CREATE INDEX ix_class_session_students_offering_id ON class_session_students (tenant_id, offering_id)
-- next
CREATE INDEX ix_class_session_students_organization_id ON class_session_students (tenant_id, organization_id)
-- next
CREATE INDEX ix_class_session_students_student_id ON class_session_students (tenant_id, student_id)
-- next
CREATE INDEX ix_class_session_students_tutor_id ON class_session_students (tenant_id, tutor_id)
-- next
CREATE INDEX ix_question_answers_assessment_id ON question_answers (tenant_id, assessment_id)
-- next
CREATE INDEX ix_question_answers_offering_id ON question_answers (tenant_id, offering_id)
-- next
CREATE INDEX ix_question_answers_organization_id ON question_answers (tenant_id, organization_id)
-- next
CREATE INDEX ix_question_answers_question_id_user_id ON question_answers (tenant_id, question_id, user_id)
-- next
CREATE INDEX ix_question_answers_user_id ON question_answers (tenant_id, user_id)
-- next
CREATE INDEX ix_mentor_messages_offering_id ON mentor_messages (tenant_id, offering_id)
-- next
CREATE INDEX ix_mentor_messages_organization_id ON mentor_messages (tenant_id, organization_id)
-- next
CREATE INDEX ix_mentor_messages_thread_id_created_at_id ON mentor_messages (tenant_id, thread_id, created_at, id)
-- next
CREATE INDEX ix_mentor_messages_user_id ON mentor_messages (tenant_id, user_id)
-- next
CREATE INDEX ix_course_progress_last_content_item_id ON course_progress (tenant_id, last_content_item_id)
-- next
CREATE INDEX ix_course_progress_offering_id ON course_progress (tenant_id, offering_id)
-- next
CREATE INDEX ix_course_progress_organization_id ON course_progress (tenant_id, organization_id)
-- next
CREATE INDEX ix_course_progress_user_id ON course_progress (tenant_id, user_id)
-- next
CREATE INDEX ix_answer_selections_offering_id ON answer_selections (tenant_id, offering_id)
-- next
CREATE INDEX ix_answer_selections_option_id ON answer_selections (tenant_id, option_id)
-- next
CREATE INDEX ix_answer_selections_organization_id ON answer_selections (tenant_id, organization_id)
-- next
CREATE INDEX ix_answer_selections_question_id ON answer_selections (tenant_id, question_id)
-- next
CREATE INDEX ix_answer_selections_user_id ON answer_selections (tenant_id, user_id)
-- next
-- What policies and masks ask about the viewer. Each reads one transaction-local setting; none runs a query.
-- An unset claim is null, and null admits no row.
--
-- A list of keys is a text with a space after each of them, so that something follows the one that is looked for:
-- split_part finds it as fast as strpos does, which would go on and count the characters before it.
CREATE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.tenant_id', true), '')::uuid
-- next
CREATE FUNCTION app.user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.user_id', true), '')::uuid
-- next
CREATE FUNCTION app.audience() RETURNS audience LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.audience', true), '')::audience
-- next
CREATE FUNCTION app.reaches(word text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN strpos(current_setting('app.reach', true), ' ' || word || ' ') > 0
-- next
-- Whether the viewer reaches the word in the organisation, though not in the whole tenant.
CREATE FUNCTION app.reaches_in(word text, organization uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.desks', true), word || ':' || organization::text, 2) <> ''
-- next
CREATE FUNCTION app.is_person(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.persons', true), person::text, 2) <> ''
-- next
CREATE FUNCTION app.is_pupil(person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.pupils', true), person::text, 2) <> ''
-- next
CREATE FUNCTION app.teaches(offering uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.offerings', true), offering::text, 2) <> ''
-- next
CREATE FUNCTION app.manages(organization uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.organizations', true), organization::text, 2) <> ''
-- next
CREATE FUNCTION app.holds(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.places', true), place::text, 2) <> ''
-- next
CREATE FUNCTION app.takes(place uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN split_part(current_setting('app.taken', true), place::text, 2) <> ''
-- next
-- What a learner sees of a payload: nothing under `secret` (answer keys, sources), no hidden test of a lab.
CREATE FUNCTION app.learner_payload(data jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(data -> 'files') = 'array' THEN jsonb_set(
        data - 'secret', '{files}', jsonb_path_query_array(data, '$.files[*] ? (!(@.role == "hidden_test"))'))
    ELSE data - 'secret'
END
-- next
CREATE FUNCTION app.role_words(role user_role, scoped boolean) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE role
    WHEN 'student' THEN CASE WHEN scoped THEN '' ELSE '' END
    WHEN 'teacher' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'instructor' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'tutor' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches tutors' ELSE 'staff sensitive keys teaches tutors' END
    WHEN 'ta' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'coach' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'content_creator' THEN CASE WHEN scoped THEN 'staff keys content' ELSE 'staff keys content' END
    WHEN 'assessor' THEN CASE WHEN scoped THEN 'staff sensitive keys teaches' ELSE 'staff sensitive keys teaches' END
    WHEN 'parent' THEN CASE WHEN scoped THEN 'guardian' ELSE 'guardian' END
    WHEN 'finance' THEN CASE WHEN scoped THEN 'staff finance:' ELSE 'staff finance' END
    WHEN 'support' THEN CASE WHEN scoped THEN 'staff support:' ELSE 'staff support' END
    WHEN 'supervisor' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'department_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'school_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'district_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything' END
    WHEN 'tenant_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything administers finance support' END
    WHEN 'platform_admin' THEN CASE WHEN scoped THEN 'staff sensitive keys content' ELSE 'staff sensitive keys content everything administers finance support' END
    WHEN 'analyst' THEN CASE WHEN scoped THEN 'staff' ELSE 'staff everything' END
END
-- next
CREATE FUNCTION app.is_organizational(role user_role) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN role IN ('supervisor', 'department_admin', 'school_admin', 'district_admin', 'tenant_admin', 'platform_admin', 'analyst')
-- next
-- Keeps `updated_at`.
CREATE FUNCTION app.keep_times() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.created_at := OLD.created_at;
    NEW.updated_at := now();
    RETURN NEW;
END
$$
-- next
-- Keeps `updated_at`, `created_by` and `updated_by`, from the viewer's claims.
CREATE FUNCTION app.keep_editor() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.updated_by := app.user_id();
    IF TG_OP = 'INSERT' THEN
        NEW.created_by := app.user_id();
    ELSE
        NEW.created_by := OLD.created_by;
        NEW.created_at := OLD.created_at;
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END
$$
-- next
-- Refuses a prerequisite that would lead a course back to itself. Co-requisites are taken together, so they may.
CREATE FUNCTION app.refuse_prerequisite_cycle() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.kind = 'co_requisite' THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('course_prerequisites ' || NEW.tenant_id));
    IF EXISTS (
        WITH RECURSIVE before (id, path) AS (
            SELECT NEW.prerequisite_course_id, ARRAY[NEW.prerequisite_course_id]
            UNION ALL
            SELECT p.prerequisite_course_id, b.path || p.prerequisite_course_id
            FROM before b JOIN public.course_prerequisites p
                ON p.tenant_id = NEW.tenant_id AND p.course_id = b.id AND p.kind <> 'co_requisite'
            WHERE p.prerequisite_course_id <> ALL (b.path)
        )
        SELECT FROM before WHERE id = NEW.course_id
    ) THEN
        RAISE EXCEPTION 'These prerequisites would lead a course back to itself.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
-- next
-- Lists a person in the directory as soon as they hold a role of the staff.
CREATE FUNCTION app.list_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.users SET is_listed = true
    WHERE tenant_id = NEW.tenant_id AND id = NEW.user_id AND NOT is_listed
      AND strpos(' ' || app.role_words(NEW.role, NEW.organization_id IS NOT NULL) || ' ', ' staff ') > 0;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON assessments FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_assessments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_published THEN 'staff' WHEN NEW.course_id IS NULL THEN 'members' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, is_published ON assessments FOR EACH ROW EXECUTE FUNCTION app.inherit_assessments()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON assets FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_assets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.audience FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.kind = 'source' THEN 'staff' WHEN NEW.course_id IS NULL THEN 'members' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, content_item_id, course_id, deleted_at, kind, module_id ON assets FOR EACH ROW EXECUTE FUNCTION app.inherit_assets()
-- next
CREATE FUNCTION app.replace_assets() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT ((OLD.storage_uri IS NOT NULL AND NEW.storage_uri IS DISTINCT FROM OLD.storage_uri) OR (OLD.checksum IS NOT NULL AND NEW.checksum IS DISTINCT FROM OLD.checksum) OR (OLD.size_bytes IS NOT NULL AND NEW.size_bytes IS DISTINCT FROM OLD.size_bytes) OR (OLD.mime_type IS NOT NULL AND NEW.mime_type IS DISTINCT FROM OLD.mime_type)) THEN
        NEW.version := OLD.version;
        RETURN NEW;
    END IF;
    NEW.version := greatest(NEW.version, OLD.version + 1);
    INSERT INTO public.asset_versions (tenant_id, asset_id, storage_uri, version, metadata)
    VALUES (OLD.tenant_id, OLD.id, OLD.storage_uri, OLD.version, jsonb_strip_nulls(jsonb_build_object('checksum', OLD.checksum, 'size_bytes', OLD.size_bytes, 'mime_type', OLD.mime_type)))
    ON CONFLICT DO NOTHING;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER replace BEFORE UPDATE ON assets FOR EACH ROW EXECUTE FUNCTION app.replace_assets()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON courses FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_courses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.status <> 'published' THEN 'staff' WHEN NEW.visibility = 'private' THEN 'enrolled' WHEN NEW.visibility = 'public' THEN 'public' ELSE 'members' END)::audience;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, deleted_at, status, visibility ON courses FOR EACH ROW EXECUTE FUNCTION app.inherit_courses()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON module_templates FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON modules FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.tree_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id
    THEN
        PERFORM pg_advisory_xact_lock(hashtext('modules ' || NEW.tenant_id));
        IF EXISTS (
            WITH RECURSIVE above (id, path) AS (
                SELECT NEW.parent_id, ARRAY[NEW.parent_id]
                UNION ALL
                SELECT t.parent_id, a.path || t.parent_id
                FROM above a JOIN public.modules t ON t.tenant_id = NEW.tenant_id AND t.id = a.id
                WHERE t.parent_id IS NOT NULL AND t.parent_id <> ALL (a.path)
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A row of modules can not lie below itself.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.depth := coalesce(
        (SELECT t.depth + 1 FROM public.modules t WHERE t.tenant_id = NEW.tenant_id AND t.id = NEW.parent_id), 0);
    IF NEW.depth > 100 THEN
        RAISE EXCEPTION 'Rows of modules nest at most 100 deep.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF parent_id, depth ON modules FOR EACH ROW EXECUTE FUNCTION app.tree_modules()
-- next
CREATE FUNCTION app.deepen_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.modules t SET depth = NEW.depth + 1
    WHERE t.tenant_id = NEW.tenant_id AND t.parent_id = NEW.id;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER deepen AFTER UPDATE ON modules FOR EACH ROW
    WHEN (OLD.depth IS DISTINCT FROM NEW.depth) EXECUTE FUNCTION app.deepen_modules()
-- next
CREATE FUNCTION app.inherit_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.parent_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.parent_id FOR SHARE)
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_published OR NEW.status = 'archived' THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, is_published, parent_id, status ON modules FOR EACH ROW EXECUTE FUNCTION app.inherit_modules()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON content_items FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_content_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.module_id IS NOT NULL THEN (SELECT p.audience FROM public.modules p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.module_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_active THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, deleted_at, is_active, module_id ON content_items FOR EACH ROW EXECUTE FUNCTION app.inherit_content_items()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON identity.accounts FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON identity.invitations FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON lessons FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_lessons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.status <> 'published' OR NEW.visibility = 'private' THEN 'staff' WHEN NEW.visibility = 'public' THEN 'public' ELSE 'members' END)::audience;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, deleted_at, status, visibility ON lessons FOR EACH ROW EXECUTE FUNCTION app.inherit_lessons()
-- next
CREATE FUNCTION app.keep_lessons() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.deleted_at IS NULL
        AND EXISTS (SELECT FROM public.tenants t WHERE t.id = OLD.tenant_id)
        AND EXISTS (SELECT FROM public.lesson_versions p WHERE p.tenant_id = OLD.tenant_id AND p.lesson_id = OLD.id
            AND p.published_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'A row of lessons that was published is deleted by its deleted_at first.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END
$$
-- next
CREATE TRIGGER keep BEFORE DELETE ON lessons FOR EACH ROW EXECUTE FUNCTION app.keep_lessons()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON lesson_versions FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_lesson_versions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.lesson_id IS NOT NULL THEN (SELECT p.audience FROM public.lessons p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_id FOR SHARE)
    END, (CASE WHEN NEW.published_at IS NULL THEN 'staff' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, lesson_id, published_at ON lesson_versions FOR EACH ROW EXECUTE FUNCTION app.inherit_lesson_versions()
-- next
CREATE FUNCTION app.hold_lesson_versions() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM public.lessons p WHERE p.tenant_id = OLD.tenant_id AND p.id = OLD.lesson_id) THEN
            RAISE EXCEPTION 'Rows of lesson_versions are deleted only with the whole that they are part of.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF ((NEW.tenant_id, NEW.id, NEW.lesson_id, NEW.version_no, NEW.author_id, NEW.objective, NEW.duration_minutes, NEW.differentiation, NEW.assessments, NEW.accommodations, NEW.teacher_script_md, NEW.materials, NEW.flow, NEW.locale, NEW.ai_model, NEW.source)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_id, OLD.version_no, OLD.author_id, OLD.objective, OLD.duration_minutes, OLD.differentiation, OLD.assessments, OLD.accommodations, OLD.teacher_script_md, OLD.materials, OLD.flow, OLD.locale, OLD.ai_model, OLD.source))
        OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
    THEN
        RAISE EXCEPTION 'Rows of lesson_versions never change: save what is new as the next one.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER hold BEFORE UPDATE OR DELETE ON lesson_versions FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_versions()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON domains FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON categories FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON standards_frameworks FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.settle_standards_frameworks() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (OLD.code IS NOT NULL AND NEW.code IS DISTINCT FROM OLD.code) OR (OLD.jurisdiction IS NOT NULL AND NEW.jurisdiction IS DISTINCT FROM OLD.jurisdiction) OR (OLD.language IS NOT NULL AND NEW.language IS DISTINCT FROM OLD.language) OR (OLD.source_guid IS NOT NULL AND NEW.source_guid IS DISTINCT FROM OLD.source_guid)
    THEN
        RAISE EXCEPTION 'A framework keeps its code, jurisdiction, language and source: add the other one as a new framework.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER settle BEFORE UPDATE ON standards_frameworks FOR EACH ROW EXECUTE FUNCTION app.settle_standards_frameworks()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON tenants FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON organizations FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.tree_organizations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id
    THEN
        PERFORM pg_advisory_xact_lock(hashtext('organizations ' || NEW.tenant_id));
        IF EXISTS (
            WITH RECURSIVE above (id, path) AS (
                SELECT NEW.parent_id, ARRAY[NEW.parent_id]
                UNION ALL
                SELECT t.parent_id, a.path || t.parent_id
                FROM above a JOIN public.organizations t ON t.tenant_id = NEW.tenant_id AND t.id = a.id
                WHERE t.parent_id IS NOT NULL AND t.parent_id <> ALL (a.path)
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A row of organizations can not lie below itself.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.depth := coalesce(
        (SELECT t.depth + 1 FROM public.organizations t WHERE t.tenant_id = NEW.tenant_id AND t.id = NEW.parent_id), 0);
    IF NEW.depth > 100 THEN
        RAISE EXCEPTION 'Rows of organizations nest at most 100 deep.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF parent_id, depth ON organizations FOR EACH ROW EXECUTE FUNCTION app.tree_organizations()
-- next
CREATE FUNCTION app.deepen_organizations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.organizations t SET depth = NEW.depth + 1
    WHERE t.tenant_id = NEW.tenant_id AND t.parent_id = NEW.id;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER deepen AFTER UPDATE ON organizations FOR EACH ROW
    WHEN (OLD.depth IS DISTINCT FROM NEW.depth) EXECUTE FUNCTION app.deepen_organizations()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON finance_records FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON service_requests FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON inventory_items FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON notifications FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON metrics_daily FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON user_statistics FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON course_statistics FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON course_student_statistics FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON student_progress_summaries FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON tutor_loads FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON centre_financials FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON rubrics FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_rubrics() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NOT NEW.is_published THEN 'staff' WHEN NEW.course_id IS NULL THEN 'members' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, is_published ON rubrics FOR EACH ROW EXECUTE FUNCTION app.inherit_rubrics()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON asset_versions FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON course_prerequisites FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_course_prerequisites() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id ON course_prerequisites FOR EACH ROW EXECUTE FUNCTION app.inherit_course_prerequisites()
-- next
CREATE TRIGGER refuse_cycle BEFORE INSERT OR UPDATE OF course_id, prerequisite_course_id, kind ON course_prerequisites FOR EACH ROW EXECUTE FUNCTION app.refuse_prerequisite_cycle()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON course_contexts FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON course_documents FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON course_offerings FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_course_offerings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' WHEN NEW.visibility = 'private' THEN 'enrolled' WHEN NEW.visibility = 'public' THEN 'public' ELSE 'members' END)::audience);
    NEW.organization_id := CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.organization_id FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, organization_id, visibility ON course_offerings FOR EACH ROW EXECUTE FUNCTION app.inherit_course_offerings()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON shares FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON lms_connections FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON scorm_packages FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_scorm_packages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := least(CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END, (CASE WHEN NEW.deleted_at IS NOT NULL THEN 'nobody' ELSE 'public' END)::audience);
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at ON scorm_packages FOR EACH ROW EXECUTE FUNCTION app.inherit_scorm_packages()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON skill_assessments FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON identity.account_identities FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON identity.reset_tokens FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON gateway.clients FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON mentor_settings FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_mentor_settings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.audience FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    NEW.course_id := CASE
        WHEN NEW.content_item_id IS NOT NULL THEN (SELECT p.course_id FROM public.content_items p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.content_item_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, content_item_id, course_id ON mentor_settings FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_settings()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON user_roles FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER list_staff AFTER INSERT OR UPDATE ON user_roles FOR EACH ROW EXECUTE FUNCTION app.list_staff()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON student_profiles FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON tutor_profiles FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON staff_profiles FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON guardianships FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON groups FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON lesson_blocks FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_lesson_blocks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.lesson_version_id IS NOT NULL THEN (SELECT p.audience FROM public.lesson_versions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, lesson_version_id ON lesson_blocks FOR EACH ROW EXECUTE FUNCTION app.inherit_lesson_blocks()
-- next
CREATE FUNCTION app.hold_lesson_blocks() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ((NEW.tenant_id, NEW.id, NEW.lesson_version_id, NEW.block_type, NEW.sequence_index, NEW.content_md, NEW.estimated_minutes, NEW.metadata)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_version_id, OLD.block_type, OLD.sequence_index, OLD.content_md, OLD.estimated_minutes, OLD.metadata)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = OLD.tenant_id AND p.id = OLD.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    RETURN OLD;
END
$$
-- next
CREATE TRIGGER hold BEFORE UPDATE OR DELETE ON lesson_blocks FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_blocks()
-- next
CREATE TRIGGER hold_added AFTER INSERT ON lesson_blocks FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_blocks()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON lesson_assets FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_lesson_assets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.lesson_version_id IS NOT NULL THEN (SELECT p.audience FROM public.lesson_versions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, lesson_version_id ON lesson_assets FOR EACH ROW EXECUTE FUNCTION app.inherit_lesson_assets()
-- next
CREATE FUNCTION app.hold_lesson_assets() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ((NEW.tenant_id, NEW.id, NEW.lesson_version_id, NEW.asset_id, NEW.asset_version, NEW.purpose)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_version_id, OLD.asset_id, OLD.asset_version, OLD.purpose)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = OLD.tenant_id AND p.id = OLD.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    RETURN OLD;
END
$$
-- next
CREATE TRIGGER hold BEFORE UPDATE OR DELETE ON lesson_assets FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_assets()
-- next
CREATE TRIGGER hold_added AFTER INSERT ON lesson_assets FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_assets()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON editor_sessions FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON scripts FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON brand_profiles FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON books FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON render_jobs FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON generation_jobs FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON ai_calls FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON achievements FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON subjects FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.tree_subjects() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id
    THEN
        PERFORM pg_advisory_xact_lock(hashtext('subjects'));
        IF EXISTS (
            WITH RECURSIVE above (id, path) AS (
                SELECT NEW.parent_id, ARRAY[NEW.parent_id]
                UNION ALL
                SELECT t.parent_id, a.path || t.parent_id
                FROM above a JOIN public.subjects t ON t.id = a.id
                WHERE t.parent_id IS NOT NULL AND t.parent_id <> ALL (a.path)
            )
            SELECT FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'A row of subjects can not lie below itself.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    NEW.depth := coalesce(
        (SELECT t.depth + 1 FROM public.subjects t WHERE t.id = NEW.parent_id), 0);
    IF NEW.depth > 100 THEN
        RAISE EXCEPTION 'Rows of subjects nest at most 100 deep.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF parent_id, depth ON subjects FOR EACH ROW EXECUTE FUNCTION app.tree_subjects()
-- next
CREATE FUNCTION app.deepen_subjects() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.subjects t SET depth = NEW.depth + 1
    WHERE t.parent_id = NEW.id;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER deepen AFTER UPDATE ON subjects FOR EACH ROW
    WHEN (OLD.depth IS DISTINCT FROM NEW.depth) EXECUTE FUNCTION app.deepen_subjects()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON standards FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.settle_standards() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (OLD.framework_id IS NOT NULL AND NEW.framework_id IS DISTINCT FROM OLD.framework_id) OR (OLD.code IS NOT NULL AND NEW.code IS DISTINCT FROM OLD.code) OR (OLD.source_guid IS NOT NULL AND NEW.source_guid IS DISTINCT FROM OLD.source_guid)
    THEN
        RAISE EXCEPTION 'A standard keeps its framework, code and source: add the other one as a new standard.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER settle BEFORE UPDATE ON standards FOR EACH ROW EXECUTE FUNCTION app.settle_standards()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON questions FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_questions() RETURNS trigger
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
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF assessment_id, audience, course_id, deleted_at ON questions FOR EACH ROW EXECUTE FUNCTION app.inherit_questions()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON course_subjects FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_course_subjects() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.course_id IS NOT NULL THEN (SELECT p.audience FROM public.courses p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.course_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id ON course_subjects FOR EACH ROW EXECUTE FUNCTION app.inherit_course_subjects()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON discussion_threads FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_discussion_threads() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON discussion_threads FOR EACH ROW EXECUTE FUNCTION app.inherit_discussion_threads()
-- next
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
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON course_reviews FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_course_reviews() RETURNS trigger
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
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, offering_id ON course_reviews FOR EACH ROW EXECUTE FUNCTION app.inherit_course_reviews()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON offering_instructors FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_offering_instructors() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.audience FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, offering_id ON offering_instructors FOR EACH ROW EXECUTE FUNCTION app.inherit_offering_instructors()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON enrollments FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_enrollments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON enrollments FOR EACH ROW EXECUTE FUNCTION app.inherit_enrollments()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON class_sessions FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON gateway.share_tokens FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON gateway.lms_credentials FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON lms_pushes FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON scorm_files FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_scorm_files() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.package_id IS NOT NULL THEN (SELECT p.audience FROM public.scorm_packages p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.package_id FOR SHARE)
    END;
    NEW.course_id := CASE
        WHEN NEW.package_id IS NOT NULL THEN (SELECT p.course_id FROM public.scorm_packages p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.package_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, package_id ON scorm_files FOR EACH ROW EXECUTE FUNCTION app.inherit_scorm_files()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON quiz_attempts FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_quiz_attempts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON quiz_attempts FOR EACH ROW EXECUTE FUNCTION app.inherit_quiz_attempts()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON lab_submissions FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_lab_submissions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON lab_submissions FOR EACH ROW EXECUTE FUNCTION app.inherit_lab_submissions()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON assignment_submissions FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_assignment_submissions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON assignment_submissions FOR EACH ROW EXECUTE FUNCTION app.inherit_assignment_submissions()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON course_grades FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_course_grades() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON course_grades FOR EACH ROW EXECUTE FUNCTION app.inherit_course_grades()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON mentor_threads FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_mentor_threads() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON mentor_threads FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_threads()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON mentor_insights FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_mentor_insights() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON mentor_insights FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_insights()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON group_members FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON lesson_standards FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_lesson_standards() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.audience := CASE
        WHEN NEW.lesson_version_id IS NOT NULL THEN (SELECT p.audience FROM public.lesson_versions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, lesson_version_id ON lesson_standards FOR EACH ROW EXECUTE FUNCTION app.inherit_lesson_standards()
-- next
CREATE FUNCTION app.hold_lesson_standards() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NOT ((NEW.tenant_id, NEW.id, NEW.lesson_version_id, NEW.standard_id)
        IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.lesson_version_id, OLD.standard_id)) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = OLD.tenant_id AND p.id = OLD.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT p.published_at INTO mark FROM public.lesson_versions p
        WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.lesson_version_id FOR SHARE;
        IF mark IS NOT NULL THEN
            RAISE EXCEPTION 'This is part of a published row of lesson_versions, which never changes: save what is new as the next one.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    RETURN OLD;
END
$$
-- next
CREATE TRIGGER hold BEFORE UPDATE OR DELETE ON lesson_standards FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_standards()
-- next
CREATE TRIGGER hold_added AFTER INSERT ON lesson_standards FOR EACH ROW EXECUTE FUNCTION app.hold_lesson_standards()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON voice_tracks FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON brand_templates FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON book_sections FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON module_progress FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_module_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON module_progress FOR EACH ROW EXECUTE FUNCTION app.inherit_module_progress()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON content_progress FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_content_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON content_progress FOR EACH ROW EXECUTE FUNCTION app.inherit_content_progress()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON certificates FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_certificates() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON certificates FOR EACH ROW EXECUTE FUNCTION app.inherit_certificates()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON standard_associations FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON answer_options FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.inherit_answer_options() RETURNS trigger
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
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF audience, course_id, deleted_at, question_id ON answer_options FOR EACH ROW EXECUTE FUNCTION app.inherit_answer_options()
-- next
CREATE TRIGGER keep_editor BEFORE INSERT OR UPDATE ON discussion_posts FOR EACH ROW EXECUTE FUNCTION app.keep_editor()
-- next
CREATE FUNCTION app.tree_discussion_posts() RETURNS trigger
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
$$
-- next
CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF parent_id, depth ON discussion_posts FOR EACH ROW EXECUTE FUNCTION app.tree_discussion_posts()
-- next
CREATE FUNCTION app.deepen_discussion_posts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.discussion_posts t SET depth = NEW.depth + 1
    WHERE t.tenant_id = NEW.tenant_id AND t.parent_id = NEW.id;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER deepen AFTER UPDATE ON discussion_posts FOR EACH ROW
    WHEN (OLD.depth IS DISTINCT FROM NEW.depth) EXECUTE FUNCTION app.deepen_discussion_posts()
-- next
CREATE FUNCTION app.inherit_discussion_posts() RETURNS trigger
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
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id, thread_id ON discussion_posts FOR EACH ROW EXECUTE FUNCTION app.inherit_discussion_posts()
-- next
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
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON class_session_students FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_class_session_students() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.tutor_id := CASE
        WHEN NEW.class_session_id IS NOT NULL THEN (SELECT p.tutor_id FROM public.class_sessions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.class_session_id FOR SHARE)
    END;
    NEW.offering_id := CASE
        WHEN NEW.class_session_id IS NOT NULL THEN (SELECT p.offering_id FROM public.class_sessions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.class_session_id FOR SHARE)
    END;
    NEW.organization_id := CASE
        WHEN NEW.class_session_id IS NOT NULL THEN (SELECT p.organization_id FROM public.class_sessions p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.class_session_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF class_session_id, offering_id, organization_id, tutor_id ON class_session_students FOR EACH ROW EXECUTE FUNCTION app.inherit_class_session_students()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON question_answers FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_question_answers() RETURNS trigger
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
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF assessment_id, attempt_id, offering_id, organization_id, shows_keys, user_id ON question_answers FOR EACH ROW EXECUTE FUNCTION app.inherit_question_answers()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON mentor_messages FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_mentor_messages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.user_id := CASE
        WHEN NEW.thread_id IS NOT NULL THEN (SELECT p.user_id FROM public.mentor_threads p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.thread_id FOR SHARE)
    END;
    NEW.offering_id := CASE
        WHEN NEW.thread_id IS NOT NULL THEN (SELECT p.offering_id FROM public.mentor_threads p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.thread_id FOR SHARE)
    END;
    NEW.organization_id := CASE
        WHEN NEW.thread_id IS NOT NULL THEN (SELECT p.organization_id FROM public.mentor_threads p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.thread_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id, thread_id, user_id ON mentor_messages FOR EACH ROW EXECUTE FUNCTION app.inherit_mentor_messages()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON course_progress FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_course_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.organization_id := CASE
        WHEN NEW.offering_id IS NOT NULL THEN (SELECT p.organization_id FROM public.course_offerings p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.offering_id FOR SHARE)
    END;
    RETURN NEW;
END
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF offering_id, organization_id ON course_progress FOR EACH ROW EXECUTE FUNCTION app.inherit_course_progress()
-- next
-- Works out anew how far these enrolments have come. Their rows are locked first, in one order: whoever changes another
-- part of the same progress at the same time waits here, and then sees what was changed.
CREATE FUNCTION app.reckon_progress(tenant uuid, enrolled uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    PERFORM FROM course_progress c WHERE c.tenant_id = tenant AND c.enrollment_id = ANY (enrolled)
    ORDER BY c.enrollment_id FOR NO KEY UPDATE;
    WITH e AS MATERIALIZED (
        SELECT e.id, e.user_id, e.offering_id FROM enrollments e WHERE e.tenant_id = tenant AND e.id = ANY (enrolled)
    ), tops AS MATERIALIZED (
        SELECT o.id AS offering_id, array_agg(r.id) AS ids
        FROM course_offerings o JOIN modules r ON r.tenant_id = tenant AND r.course_id = o.course_id
        WHERE o.tenant_id = tenant AND o.id IN (SELECT e.offering_id FROM e)
            AND r.parent_id IS NULL AND r.is_published AND r.deleted_at IS NULL
        GROUP BY o.id
    ), found AS (
        SELECT e.id, coalesce(round(m.done / cardinality(tops.ids), 2), 0) AS percent,
            coalesce(cardinality(tops.ids), 0) AS modules, m.completed, l.last_interacted_at, l.content_item_id
        FROM e LEFT JOIN tops ON tops.offering_id = e.offering_id
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(p.progress_percent), 0) AS done, count(p.completed_at)::int AS completed
            FROM module_progress p
            WHERE p.tenant_id = tenant AND p.user_id = e.user_id AND p.offering_id = e.offering_id
                AND p.module_id = ANY (tops.ids)
        ) m
        LEFT JOIN LATERAL (
            SELECT c.content_item_id, c.last_interacted_at FROM content_progress c
            WHERE c.tenant_id = tenant AND c.user_id = e.user_id AND c.offering_id = e.offering_id
                AND c.last_interacted_at IS NOT NULL
            ORDER BY c.last_interacted_at DESC, c.id DESC LIMIT 1
        ) l ON true
    )
    UPDATE course_progress c SET percent = f.percent, modules = f.modules, completed_modules = f.completed,
        last_interacted_at = f.last_interacted_at, last_content_item_id = f.content_item_id
    FROM found f
    WHERE c.tenant_id = tenant AND c.enrollment_id = f.id
        AND (c.percent, c.modules, c.completed_modules, c.last_interacted_at, c.last_content_item_id)
            IS DISTINCT FROM (f.percent, f.modules, f.completed, f.last_interacted_at, f.content_item_id);
END
$$
-- next
-- Reckons what people have done in offerings: the n-th person of the n-th tenant, in the n-th offering. Each tenant is
-- entered for as long as its own rows take.
CREATE FUNCTION app.reckon_learners(tenants uuid[], people uuid[], runs uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT t FROM unnest(tenants) t LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        PERFORM app.reckon_progress(tenant, ARRAY(
            -- The limit has each looked up by the unique key, whatever the statistics say of a new tenant.
            SELECT e.id FROM unnest(tenants, people, runs) AS p (tenant_id, user_id, offering_id)
            CROSS JOIN LATERAL (
                SELECT e.id FROM enrollments e
                WHERE e.tenant_id = tenant AND e.user_id = p.user_id AND e.offering_id = p.offering_id LIMIT 1
            ) e
            WHERE p.tenant_id = tenant));
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
END
$$
-- next
-- Reckons everybody who takes one of the courses, the n-th of the n-th tenant.
CREATE FUNCTION app.reckon_courses(tenants uuid[], courses uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT t FROM unnest(tenants) t LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        -- Whoever enrols holds the offering until they are done: they wait here, or this waits for them and sees them.
        PERFORM FROM course_offerings o
        WHERE o.tenant_id = tenant AND o.course_id IN (
            SELECT c.course_id FROM unnest(tenants, courses) AS c (tenant_id, course_id) WHERE c.tenant_id = tenant)
        ORDER BY o.id FOR NO KEY UPDATE;
        PERFORM app.reckon_progress(tenant, ARRAY(
            SELECT e.id FROM course_offerings o JOIN enrollments e ON e.tenant_id = tenant AND e.offering_id = o.id
            WHERE o.tenant_id = tenant AND o.course_id IN (
                SELECT c.course_id FROM unnest(tenants, courses) AS c (tenant_id, course_id)
                WHERE c.tenant_id = tenant)));
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
END
$$
-- next
-- Reckons every enrolment there is, one tenant after the other.
CREATE FUNCTION app.reckon_everything() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT t.id FROM tenants t LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.course_progress (tenant_id, id, enrollment_id, user_id, offering_id)
        SELECT tenant, e.id, e.id, e.user_id, e.offering_id FROM enrollments e WHERE e.tenant_id = tenant
        ON CONFLICT (tenant_id, enrollment_id) DO NOTHING;
        PERFORM app.reckon_progress(tenant, ARRAY(SELECT e.id FROM enrollments e WHERE e.tenant_id = tenant));
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
END
$$
-- next
REVOKE EXECUTE ON FUNCTION app.reckon_everything() FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.reckon_progress(uuid, uuid[]) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.reckon_learners(uuid[], uuid[], uuid[]) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.reckon_courses(uuid[], uuid[]) FROM PUBLIC
-- next
-- Somebody has come further in a module or a content item, or their progress there is gone.
CREATE FUNCTION app.follow_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM app.reckon_learners(array_agg(p.tenant_id), array_agg(p.user_id), array_agg(p.offering_id))
        FROM (SELECT DISTINCT n.tenant_id, n.user_id, n.offering_id FROM new_rows n) p;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM app.reckon_learners(array_agg(p.tenant_id), array_agg(p.user_id), array_agg(p.offering_id))
        FROM (SELECT DISTINCT o.tenant_id, o.user_id, o.offering_id FROM old_rows o) p;
    ELSE
        PERFORM app.reckon_learners(array_agg(p.tenant_id), array_agg(p.user_id), array_agg(p.offering_id))
        FROM (
            SELECT n.tenant_id, n.user_id, n.offering_id FROM new_rows n
            UNION SELECT o.tenant_id, o.user_id, o.offering_id FROM old_rows o
        ) p;
    END IF;
    RETURN NULL;
END
$$
-- next
-- A course has other modules at the top of its syllabus than before.
CREATE FUNCTION app.follow_syllabus() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Drafts are changed often, and count for nobody.
    IF TG_OP = 'INSERT' THEN
        PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT DISTINCT n.tenant_id, n.course_id FROM new_rows n
            WHERE n.parent_id IS NULL AND n.is_published AND n.deleted_at IS NULL
        ) c;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT DISTINCT o.tenant_id, o.course_id FROM old_rows o
            WHERE o.parent_id IS NULL AND o.is_published AND o.deleted_at IS NULL
        ) c;
    ELSE
        PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
        FROM (
            SELECT DISTINCT n.tenant_id, unnest(ARRAY[n.course_id, o.course_id]) AS course_id
            FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
            CROSS JOIN LATERAL (
                SELECT n.parent_id IS NULL AND n.is_published AND n.deleted_at IS NULL AS counts,
                    o.parent_id IS NULL AND o.is_published AND o.deleted_at IS NULL AS counted
            ) k
            WHERE k.counts <> k.counted OR (k.counts AND n.course_id <> o.course_id)
        ) c;
    END IF;
    RETURN NULL;
END
$$
-- next
-- An offering is of another course than before.
CREATE FUNCTION app.follow_offering() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM app.reckon_courses(array_agg(c.tenant_id), array_agg(c.course_id))
    FROM (
        SELECT DISTINCT n.tenant_id, n.course_id
        FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
        WHERE o.course_id <> n.course_id
    ) c;
    RETURN NULL;
END
$$
-- next
-- Whoever enrols has a row of progress from then on, with the key of the enrolment, also where they have done nothing
-- yet; an enrolment that becomes another person's, or another offering's, has come as far as they have there.
CREATE FUNCTION app.follow_enrollment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        IF TG_OP = 'INSERT' THEN
            INSERT INTO public.course_progress (tenant_id, id, enrollment_id, user_id, offering_id)
            SELECT tenant, n.id, n.id, n.user_id, n.offering_id FROM new_rows n WHERE n.tenant_id = tenant;
            PERFORM app.reckon_progress(tenant, ARRAY(SELECT n.id FROM new_rows n WHERE n.tenant_id = tenant));
        ELSE
            UPDATE course_progress c SET user_id = n.user_id, offering_id = n.offering_id FROM new_rows n
            WHERE n.tenant_id = tenant AND c.tenant_id = tenant AND c.enrollment_id = n.id
                AND (c.user_id, c.offering_id) IS DISTINCT FROM (n.user_id, n.offering_id);
            IF FOUND THEN
                PERFORM app.reckon_progress(tenant, ARRAY(SELECT n.id FROM new_rows n WHERE n.tenant_id = tenant));
            END IF;
        END IF;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER follow_progress_insert AFTER INSERT ON module_progress REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_update AFTER UPDATE ON module_progress REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_delete AFTER DELETE ON module_progress REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_insert AFTER INSERT ON content_progress REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_update AFTER UPDATE ON content_progress REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_progress_delete AFTER DELETE ON content_progress REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_progress()
-- next
CREATE TRIGGER follow_syllabus_insert AFTER INSERT ON modules REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_syllabus()
-- next
CREATE TRIGGER follow_syllabus_update AFTER UPDATE ON modules REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_syllabus()
-- next
CREATE TRIGGER follow_syllabus_delete AFTER DELETE ON modules REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_syllabus()
-- next
CREATE TRIGGER follow_offering_update AFTER UPDATE ON course_offerings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_offering()
-- next
CREATE TRIGGER follow_enrollment_insert AFTER INSERT ON enrollments REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_enrollment()
-- next
CREATE TRIGGER follow_enrollment_update AFTER UPDATE ON enrollments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION app.follow_enrollment()
-- next
CREATE TRIGGER keep_times BEFORE UPDATE ON answer_selections FOR EACH ROW EXECUTE FUNCTION app.keep_times()
-- next
CREATE FUNCTION app.inherit_answer_selections() RETURNS trigger
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
$$
-- next
CREATE TRIGGER inherit BEFORE INSERT OR UPDATE OF answer_id, offering_id, organization_id, question_id, user_id ON answer_selections FOR EACH ROW EXECUTE FUNCTION app.inherit_answer_selections()
-- next
CREATE FUNCTION app.pass_on_assessments() RETURNS trigger
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
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON assessments FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id) EXECUTE FUNCTION app.pass_on_assessments()
-- next
CREATE FUNCTION app.pass_on_class_sessions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.offering_id IS DISTINCT FROM OLD.offering_id THEN
        UPDATE public.class_session_students SET offering_id = offering_id WHERE tenant_id = NEW.tenant_id AND class_session_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.class_session_students SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND class_session_id = NEW.id;
    END IF;
    IF NEW.tutor_id IS DISTINCT FROM OLD.tutor_id THEN
        UPDATE public.class_session_students SET tutor_id = tutor_id WHERE tenant_id = NEW.tenant_id AND class_session_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON class_sessions FOR EACH ROW
    WHEN (OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id OR OLD.tutor_id IS DISTINCT FROM NEW.tutor_id) EXECUTE FUNCTION app.pass_on_class_sessions()
-- next
CREATE FUNCTION app.pass_on_content_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
        UPDATE public.mentor_settings SET audience = audience WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.mentor_settings SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND content_item_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON content_items FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id) EXECUTE FUNCTION app.pass_on_content_items()
-- next
CREATE FUNCTION app.pass_on_course_offerings() RETURNS trigger
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
        UPDATE public.course_progress SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND offering_id = NEW.id;
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
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON course_offerings FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id) EXECUTE FUNCTION app.pass_on_course_offerings()
-- next
CREATE FUNCTION app.pass_on_courses() RETURNS trigger
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
        UPDATE public.scorm_packages SET audience = audience WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.course_offerings SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND course_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON courses FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.organization_id IS DISTINCT FROM NEW.organization_id) EXECUTE FUNCTION app.pass_on_courses()
-- next
CREATE FUNCTION app.pass_on_discussion_threads() RETURNS trigger
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
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON discussion_threads FOR EACH ROW
    WHEN (OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id) EXECUTE FUNCTION app.pass_on_discussion_threads()
-- next
CREATE FUNCTION app.pass_on_lesson_versions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.lesson_assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND lesson_version_id = NEW.id;
        UPDATE public.lesson_blocks SET audience = audience WHERE tenant_id = NEW.tenant_id AND lesson_version_id = NEW.id;
        UPDATE public.lesson_standards SET audience = audience WHERE tenant_id = NEW.tenant_id AND lesson_version_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON lesson_versions FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION app.pass_on_lesson_versions()
-- next
CREATE FUNCTION app.pass_on_lessons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.lesson_versions SET audience = audience WHERE tenant_id = NEW.tenant_id AND lesson_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON lessons FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION app.pass_on_lessons()
-- next
CREATE FUNCTION app.pass_on_mentor_threads() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.offering_id IS DISTINCT FROM OLD.offering_id THEN
        UPDATE public.mentor_messages SET offering_id = offering_id WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id;
    END IF;
    IF NEW.organization_id IS DISTINCT FROM OLD.organization_id THEN
        UPDATE public.mentor_messages SET organization_id = organization_id WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id;
    END IF;
    IF NEW.user_id IS DISTINCT FROM OLD.user_id THEN
        UPDATE public.mentor_messages SET user_id = user_id WHERE tenant_id = NEW.tenant_id AND thread_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON mentor_threads FOR EACH ROW
    WHEN (OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id OR OLD.user_id IS DISTINCT FROM NEW.user_id) EXECUTE FUNCTION app.pass_on_mentor_threads()
-- next
CREATE FUNCTION app.pass_on_modules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.assets SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id AND content_item_id IS NULL;
        UPDATE public.content_items SET audience = audience WHERE tenant_id = NEW.tenant_id AND module_id = NEW.id;
        UPDATE public.modules SET audience = audience WHERE tenant_id = NEW.tenant_id AND parent_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON modules FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION app.pass_on_modules()
-- next
CREATE FUNCTION app.pass_on_question_answers() RETURNS trigger
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
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON question_answers FOR EACH ROW
    WHEN (OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id OR OLD.question_id IS DISTINCT FROM NEW.question_id OR OLD.user_id IS DISTINCT FROM NEW.user_id) EXECUTE FUNCTION app.pass_on_question_answers()
-- next
CREATE FUNCTION app.pass_on_questions() RETURNS trigger
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
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON questions FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id) EXECUTE FUNCTION app.pass_on_questions()
-- next
CREATE FUNCTION app.pass_on_quiz_attempts() RETURNS trigger
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
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON quiz_attempts FOR EACH ROW
    WHEN (OLD.assessment_id IS DISTINCT FROM NEW.assessment_id OR OLD.offering_id IS DISTINCT FROM NEW.offering_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id OR OLD.shows_keys IS DISTINCT FROM NEW.shows_keys OR OLD.user_id IS DISTINCT FROM NEW.user_id) EXECUTE FUNCTION app.pass_on_quiz_attempts()
-- next
CREATE FUNCTION app.pass_on_scorm_packages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.audience IS DISTINCT FROM OLD.audience THEN
        UPDATE public.scorm_files SET audience = audience WHERE tenant_id = NEW.tenant_id AND package_id = NEW.id;
    END IF;
    IF NEW.course_id IS DISTINCT FROM OLD.course_id THEN
        UPDATE public.scorm_files SET course_id = course_id WHERE tenant_id = NEW.tenant_id AND package_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER pass_on AFTER UPDATE ON scorm_packages FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.course_id IS DISTINCT FROM NEW.course_id) EXECUTE FUNCTION app.pass_on_scorm_packages()
-- next
-- Settles whether learners may look at the answer keys of an assessment (one of them, or where `person` is null all who
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
$$
-- next
-- Fixes what an attempt is of, for good, and keeps others from writing what `app.settle_review` decides.
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
$$
-- next
-- An attempt was begun, submitted, or taken away.
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
$$
-- next
-- A quiz that draws on an assessment is new, draws on another, or allows another number of attempts.
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
$$
-- next
-- The rule itself has changed.
CREATE FUNCTION app.review_assessment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM app.settle_review(NEW.tenant_id, NEW.id, NULL);
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER settle_attempt BEFORE INSERT OR UPDATE ON quiz_attempts FOR EACH ROW EXECUTE FUNCTION app.settle_attempt()
-- next
CREATE TRIGGER review_attempt AFTER INSERT OR DELETE OR UPDATE OF submitted_at, attempt_number ON quiz_attempts FOR EACH ROW
    EXECUTE FUNCTION app.review_attempt()
-- next
CREATE TRIGGER review_new_quiz AFTER INSERT ON content_items FOR EACH ROW
    WHEN (NEW.assessment_id IS NOT NULL) EXECUTE FUNCTION app.review_quiz()
-- next
CREATE TRIGGER review_quiz AFTER UPDATE ON content_items FOR EACH ROW
    WHEN ((OLD.assessment_id, OLD.attempts_limit, OLD.course_id, OLD.deleted_at)
        IS DISTINCT FROM (NEW.assessment_id, NEW.attempts_limit, NEW.course_id, NEW.deleted_at))
    EXECUTE FUNCTION app.review_quiz()
-- next
CREATE TRIGGER review_assessment AFTER UPDATE OF review ON assessments FOR EACH ROW
    WHEN (OLD.review IS DISTINCT FROM NEW.review) EXECUTE FUNCTION app.review_assessment()
-- next
-- Begins a viewer's work in a transaction: finds the person (or partner client) that a verified token names, works out
-- once what they reach, and lays it in transaction-local settings for the policies to read. It runs in the round trip
-- of every BEGIN, so it asks few questions, only those that one of the viewer's roles can need, by plans made once.
--
-- `wanted` names the lists that the policies in the operation's way read, of places, offerings, pupils, organizations and
-- desks, and for writing of what the viewer takes; null is all of them. A list that was not worked out is unset, and admits
-- no row. After each key of a list stands a space (`claims.sql`).
--
-- Settings are laid in an assignment, which is no query: PERFORM is one, and takes longer than all that it lays.
--
-- Refusals carry the SQLSTATE LY001; their message is meant for the client.
CREATE FUNCTION app.enter(
    tenant uuid, issuer text, subject text, scopes text, narrowed text, wanted text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    home record;
    person uuid;
    reach text;
    headed uuid[];
    cared_for uuid[];
    places text;
    offerings text;
    pupils text;
    organizations text;
    asked text := coalesce(wanted, 'places taken offerings pupils organizations desks');
    laid text;
BEGIN
    laid := set_config('app.tenant_id', tenant::text, true);
    SELECT t.is_active, t.allows_visitors INTO home FROM tenants t WHERE t.id = tenant;
    IF home.is_active IS NOT TRUE THEN
        RAISE EXCEPTION 'This tenant is not known or not active.' USING ERRCODE = 'LY001';
    END IF;

    IF subject IS NULL THEN
        IF NOT home.allows_visitors THEN
            RAISE EXCEPTION 'This tenant has no public catalogue: sign in.' USING ERRCODE = 'LY001';
        END IF;
        laid := set_config('app.reach', ' visitor ', true) || set_config('app.audience', 'public', true);
    ELSE
        SELECT u.id INTO person
        FROM identity.account_identities i
        JOIN identity.accounts a ON a.id = i.account_id AND a.status = 'active'
        JOIN users u ON u.tenant_id = tenant AND u.account_id = a.id AND u.status = 'active' AND u.deleted_at IS NULL
        WHERE i.issuer = enter.issuer AND i.subject = enter.subject
        LIMIT 1;
        IF person IS NULL THEN
            PERFORM app.enter_client(tenant, issuer, subject, scopes);
        ELSE
            SELECT
                ' member ' || coalesce(string_agg(app.role_words(r.role, r.organization_id IS NOT NULL), ' '), '') || ' ',
                array_agg(r.organization_id) FILTER (WHERE r.organization_id IS NOT NULL AND app.is_organizational(r.role))
            INTO reach, headed
            FROM user_roles r
            WHERE r.tenant_id = tenant AND r.user_id = person
              AND (narrowed IS NULL OR r.role::text = ANY (string_to_array(narrowed, ' ')));

            cared_for := ARRAY[person];
            IF strpos(asked, 'taken') > 0 THEN
                laid := set_config('app.taken', coalesce(app.places(tenant, cared_for) || ' ', ''), true);
            END IF;
            IF strpos(reach, ' guardian ') > 0 THEN
                cared_for := app.wards(tenant, person);
            END IF;
            IF strpos(asked, 'places') > 0 AND strpos(reach, ' everything ') = 0 THEN
                places := app.places(tenant, cared_for);
            END IF;
            IF strpos(reach, ' tutors ') > 0 THEN
                cared_for := cared_for || app.tutees(tenant, person);
            END IF;
            IF strpos(reach, ' teaches ') > 0 THEN
                IF strpos(asked, 'offerings') > 0 THEN
                    offerings := app.taught(tenant, person);
                END IF;
                IF strpos(asked, 'pupils') > 0 THEN
                    pupils := app.pupils(tenant, person);
                END IF;
            END IF;
            IF strpos(reach, ': ') > 0 AND strpos(asked, 'desks') > 0 THEN
                laid := set_config('app.desks', coalesce(app.desks(tenant, person, narrowed) || ' ', ''), true);
            END IF;
            IF headed IS NOT NULL AND strpos(asked, 'organizations') > 0 THEN
                organizations := app.organizations_below(tenant, headed);
            END IF;
            laid := set_config('app.user_id', person::text, true)
                || set_config('app.reach', reach, true)
                || set_config('app.audience', CASE WHEN strpos(reach, ' staff ') > 0 THEN 'staff' ELSE 'members' END, true)
                || set_config('app.persons', array_to_string(cared_for, ' ') || ' ', true)
                || set_config('app.places', coalesce(places || ' ', ''), true)
                || set_config('app.offerings', coalesce(offerings || ' ', ''), true)
                || set_config('app.pupils', coalesce(pupils || ' ', ''), true)
                || set_config('app.organizations', coalesce(organizations || ' ', ''), true);
        END IF;
    END IF;

    IF current_setting('citus.version', true) IS NOT NULL THEN
        PERFORM app.tell_workers();
    END IF;
END
$$
-- next
-- The claims of a partner's system: what its record and its token's scopes have in common.
CREATE FUNCTION app.enter_client(tenant uuid, issuer text, subject text, scopes text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    allowed text;
    reach text;
BEGIN
    SELECT c.scopes INTO allowed FROM gateway.clients c
    WHERE c.tenant_id = tenant AND c.issuer = enter_client.issuer AND c.subject = enter_client.subject AND c.is_active;
    IF allowed IS NULL THEN
        RAISE EXCEPTION 'The token names nobody who may use this tenant.' USING ERRCODE = 'LY001';
    END IF;
    SELECT ' ' || coalesce(string_agg(word, ' '), '') || ' ' INTO reach
    FROM string_to_table(allowed, ' ') word
    WHERE word = ANY (string_to_array(enter_client.scopes, ' '));
    PERFORM
        set_config('app.reach', reach, true),
        set_config('app.audience', CASE WHEN strpos(reach, ' catalogue:read ') > 0 THEN 'members' ELSE '' END, true);
END
$$
-- next
-- Lays the claims again by SET LOCAL: unlike set_config(), it reaches the workers of a cluster.
CREATE FUNCTION app.tell_workers() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    claim text;
BEGIN
    PERFORM set_config('citus.propagate_set_commands', 'local', true);
    FOREACH claim IN ARRAY ARRAY[
        'tenant_id', 'user_id', 'reach', 'audience', 'persons', 'places', 'taken', 'offerings', 'pupils', 'organizations',
        'desks']
    LOOP
        EXECUTE format('SET LOCAL app.%I = %L', claim, coalesce(current_setting('app.' || claim, true), ''));
    END LOOP;
END
$$
-- next
-- Whom a guardian cares for, the guardian first.
CREATE FUNCTION app.wards(tenant uuid, person uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY[person] || ARRAY(
        SELECT g.student_id FROM public.guardianships g
        WHERE g.tenant_id = tenant AND g.guardian_id = person AND g.deleted_at IS NULL
    );
END
$$
-- next
-- The students assigned to a tutor.
CREATE FUNCTION app.tutees(tenant uuid, person uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT p.user_id FROM public.student_profiles p
        WHERE p.tenant_id = tenant AND p.assigned_tutor_id = person AND p.deleted_at IS NULL
    );
END
$$
-- next
-- What people are enrolled in or attend: live offerings, their courses, and classes. It is open to them though it be
-- private, and so is what is said there.
CREATE FUNCTION app.places(tenant uuid, people uuid[]) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN concat_ws(' ', (
        SELECT string_agg(o.id::text || ' ' || o.course_id::text, ' ')
        FROM public.enrollments e
        JOIN public.course_offerings o ON o.tenant_id = tenant AND o.id = e.offering_id AND o.audience >= 'enrolled'
        WHERE e.tenant_id = tenant AND e.user_id = ANY (people) AND e.status IN ('active', 'completed')
    ), (
        SELECT string_agg(s.class_session_id::text, ' ') FROM public.class_session_students s
        WHERE s.tenant_id = tenant AND s.student_id = ANY (people)
    ));
END
$$
-- next
-- The offerings that someone teaches.
CREATE FUNCTION app.taught(tenant uuid, person uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT string_agg(i.offering_id::text, ' ') FROM public.offering_instructors i
        WHERE i.tenant_id = tenant AND i.user_id = person
    );
END
$$
-- next
-- Those who take the offerings that someone teaches.
CREATE FUNCTION app.pupils(tenant uuid, person uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT string_agg(DISTINCT e.user_id::text, ' ')
        FROM public.offering_instructors i
        JOIN public.enrollments e ON e.tenant_id = tenant AND e.offering_id = i.offering_id
        WHERE i.tenant_id = tenant AND i.user_id = person AND e.status IN ('active', 'completed')
    );
END
$$
-- next
-- The organisations that someone runs, and all below them.
CREATE FUNCTION app.organizations_below(tenant uuid, headed uuid[]) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        WITH RECURSIVE part (id, path) AS (
            SELECT o.id, ARRAY[o.id] FROM public.organizations o WHERE o.tenant_id = tenant AND o.id = ANY (headed)
            UNION ALL
            SELECT o.id, part.path || o.id FROM public.organizations o JOIN part ON o.parent_id = part.id
            WHERE o.tenant_id = tenant AND o.id <> ALL (part.path)
        )
        SELECT string_agg(DISTINCT part.id::text, ' ') FROM part
    );
END
$$
-- next
-- The desks that someone holds in organisations: each word with the key of each of them, and of all below it.
CREATE FUNCTION app.desks(tenant uuid, person uuid, narrowed text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    desk record;
    found text;
BEGIN
    FOR desk IN
        SELECT held.word, array_agg(r.organization_id) AS places
        FROM public.user_roles r, string_to_table(app.role_words(r.role, true), ' ') held (word)
        WHERE r.tenant_id = tenant AND r.user_id = person AND r.organization_id IS NOT NULL
          AND (narrowed IS NULL OR r.role::text = ANY (string_to_array(narrowed, ' ')))
          AND held.word LIKE '%:'
        GROUP BY held.word
    LOOP
        found := concat_ws(' ', found,
            desk.word || replace(app.organizations_below(tenant, desk.places), ' ', ' ' || desk.word));
    END LOOP;
    RETURN found;
END
$$
-- next
-- The claims of maintenance (imports, demo data, retention): the owner's own work in one tenant.
CREATE FUNCTION app.enter_tenant(tenant uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    PERFORM set_config('app.tenant_id', tenant::text, true);
    IF current_setting('citus.version', true) IS NOT NULL THEN
        PERFORM app.tell_workers();
    END IF;
END
$$
-- next
-- Finds a tenant by its short code; null if there is none. Says nothing else about it.
CREATE FUNCTION app.tenant_of(code text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
RETURN (SELECT t.id FROM public.tenants t WHERE t.short_code = code)
-- next
-- The revision that the database is migrated to, for the gateway's check of its health.
CREATE FUNCTION app.schema_revision() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN (SELECT v.version_num FROM public.alembic_version v);
END
$$
-- next
-- The region that a tenant belongs to; null where this database has no row of it.
CREATE FUNCTION app.region_of(tenant uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
RETURN (SELECT t.data_region FROM public.tenants t WHERE t.id = tenant)
-- next
-- Ends a transaction before it reads anything, where the tenant's row lies in a database of another region than it
-- belongs to. The SQLSTATE LY002 tells the gateway to look for the tenant elsewhere.
CREATE FUNCTION app.stay_in(region text, tenant uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    home text := (SELECT t.data_region FROM public.tenants t WHERE t.id = tenant);
BEGIN
    IF home <> region THEN
        RAISE EXCEPTION 'This tenant belongs to the region %, not to %.', home, region USING ERRCODE = 'LY002';
    END IF;
END
$$
-- next
-- The lowest id of a row made at a moment or later: ids are UUIDs of version 7, which begin with the milliseconds.
CREATE FUNCTION app.first_id(moment timestamptz) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
-- next
-- Makes a month of a log (in UTC), with the rows of that month which have gone to the rest because it was missing; it is
-- yet to be attached. Readers do not wait; who writes to the rest, or to a table that the log refers to, does, to the end
-- of the transaction.
--
-- Foreign keys stand there before there is a row: a check of all rows at once would see those of one tenant alone.
CREATE FUNCTION app.make_partition(log text, month timestamptz) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part text := log || to_char(month AT TIME ZONE 'UTC', '_YYYY_MM');
    rest text := log || '_rest';
    low uuid := app.first_id(month);
    high uuid := app.first_id(date_add(month, '1 month', 'UTC'));
    name text;
    reference text;
BEGIN
    EXECUTE format('LOCK TABLE logs.%I IN SHARE ROW EXCLUSIVE MODE', rest);
    EXECUTE format('CREATE TABLE logs.%I (LIKE public.%I INCLUDING ALL)', part, log);
    EXECUTE format('ALTER TABLE logs.%I ENABLE ROW LEVEL SECURITY', part);
    FOR name, reference IN
        SELECT c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
        WHERE c.conrelid = format('public.%I', log)::regclass AND c.contype = 'f' ORDER BY 1
    LOOP
        EXECUTE format('ALTER TABLE logs.%I ADD CONSTRAINT %I %s', part, name, reference);
    END LOOP;
    EXECUTE format('INSERT INTO logs.%I SELECT * FROM logs.%I WHERE id >= %L AND id < %L', part, rest, low, high);
    EXECUTE format('DELETE FROM logs.%I WHERE id >= %L AND id < %L', rest, low, high);
    RETURN part;
END
$$
-- next
-- Makes the months of every log that are missing: this one, those ahead, and earlier ones that rows in the rest belong
-- to. Returns the names of what it made; harmless when run again.
--
-- Months are attached when all rows are moved: from then to the end of the transaction nobody reads the rest.
CREATE FUNCTION app.keep_partitions(ahead integer) RETURNS SETOF text
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    log text;
    rest text;
    part text;
    month timestamptz;
    first timestamptz := date_trunc('month', now(), 'UTC');
    last timestamptz := date_add(first, make_interval(months => ahead), 'UTC');
    attachments text[];
    attachment text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('app.keep_partitions'));
    FOR log IN
        SELECT c.relname FROM pg_class c WHERE c.relkind = 'p' AND c.relnamespace = 'public'::regnamespace ORDER BY 1
    LOOP
        rest := log || '_rest';
        IF to_regclass('logs.' || rest) IS NULL THEN
            EXECUTE format('CREATE TABLE logs.%I PARTITION OF public.%I DEFAULT', rest, log);
            EXECUTE format('ALTER TABLE logs.%I ENABLE ROW LEVEL SECURITY', rest);
            RETURN NEXT rest;
        END IF;
        FOR month IN EXECUTE format(
            'SELECT DISTINCT date_trunc(''month'', uuid_extract_timestamp(id), ''UTC'') FROM logs.%I WHERE id < $3'
            ' UNION SELECT * FROM generate_series($1, $2, interval ''1 month'', ''UTC'') ORDER BY 1', rest)
            USING first, last, app.first_id(date_add(last, '1 month', 'UTC'))
        LOOP
            IF to_regclass('logs.' || log || to_char(month AT TIME ZONE 'UTC', '_YYYY_MM')) IS NULL THEN
                part := app.make_partition(log, month);
                attachments := attachments || format(
                    'ALTER TABLE public.%I ATTACH PARTITION logs.%I FOR VALUES FROM (%L) TO (%L)',
                    log, part, app.first_id(month), app.first_id(date_add(month, '1 month', 'UTC')));
                RETURN NEXT part;
            END IF;
        END LOOP;
    END LOOP;
    FOREACH attachment IN ARRAY coalesce(attachments, '{}') LOOP
        EXECUTE attachment;
    END LOOP;
END
$$
-- next
-- Takes from a log what a tenant no longer keeps: entries recorded before a moment. Returns how many.
CREATE FUNCTION app.forget(log text, tenant uuid, before timestamptz) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM set_config('app.forgets', 'on', true);
    EXECUTE format('DELETE FROM public.%I WHERE tenant_id = %L AND id < %L', log, tenant, app.first_id(before));
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('app.forgets', 'off', true);
    RETURN gone;
END
$$
-- next
-- Drops the past months of the logs that hold nothing any more. Returns their names.
CREATE FUNCTION app.drop_empty_partitions() RETURNS SETOF text
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    part text;
    holds boolean;
BEGIN
    FOR part IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'logs'::regnamespace AND c.relispartition AND c.relkind = 'r'
          AND substring(c.relname FROM '_(\d{4}_\d\d)$') < to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')
        ORDER BY 1
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM logs.%I)', part) INTO holds;
        IF NOT holds THEN
            EXECUTE format('DROP TABLE logs.%I', part);
            RETURN NEXT part;
        END IF;
    END LOOP;
END
$$
-- next
-- Takes from the audit log what it says of some rows, and leaves that they were changed, when, and by whom: for a person
-- who is erased. Returns how many entries.
CREATE FUNCTION app.redact(tenant uuid, changed uuid[]) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM set_config('app.forgets', 'on', true);
    UPDATE public.audit_logs l SET before = NULL, after = NULL WHERE l.tenant_id = tenant AND l.row_id = ANY (changed);
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('app.forgets', 'off', true);
    RETURN gone;
END
$$
-- next
-- The audit log, written by statement: one look at all rows that a statement changed, whatever their number. A trigger
-- tells the table's name, the columns that no entry shows, and those whose values are masked, with their mask.
--
-- The rows of a statement belong to one tenant, save where an administrator repairs several; each is entered for as long
-- as its entries are written, since the log's policy asks for it.
CREATE FUNCTION app.audit_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    omitted text[] := TG_ARGV[1]::text[];
    masks jsonb := TG_ARGV[2]::jsonb;
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.audit_logs (tenant_id, actor_id, table_name, row_id, action, after)
        SELECT tenant, app.user_id(), TG_ARGV[0], n.id, 'insert', to_jsonb(n) - omitted || masks
        FROM new_rows n WHERE n.tenant_id = tenant;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- next
-- Of an update, the log shows the columns that changed; where none did, there is no entry.
--
-- The plan is made once, perhaps for one row: the full join, which the conditions do not narrow, can't be a loop in a loop.
CREATE FUNCTION app.audit_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    omitted text[] := TG_ARGV[1]::text[];
    masks jsonb := TG_ARGV[2]::jsonb;
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT n.tenant_id FROM new_rows n LOOP
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.audit_logs (tenant_id, actor_id, table_name, row_id, action, before, after)
        SELECT tenant, app.user_id(), TG_ARGV[0], pair.id, 'update', changed.before, changed.after
        FROM (
            SELECT n.id, to_jsonb(o) - omitted AS was, to_jsonb(n) - omitted AS became
            FROM old_rows o FULL JOIN new_rows n ON n.tenant_id = o.tenant_id AND n.id = o.id
            WHERE coalesce(n.tenant_id, o.tenant_id) = tenant
            OFFSET 0
        ) pair
        CROSS JOIN LATERAL (
            SELECT
                jsonb_object_agg(part.key, coalesce(masks -> part.key, pair.was -> part.key)) AS before,
                jsonb_object_agg(part.key, coalesce(masks -> part.key, part.value)) AS after
            FROM jsonb_each(pair.became) part WHERE part.value IS DISTINCT FROM pair.was -> part.key
        ) changed
        WHERE pair.was <> pair.became;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- next
-- What goes with its tenant leaves no trace: there is nobody left to read it.
CREATE FUNCTION app.audit_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    claim text := current_setting('app.tenant_id', true);
    omitted text[] := TG_ARGV[1]::text[];
    masks jsonb := TG_ARGV[2]::jsonb;
    tenant uuid;
BEGIN
    FOR tenant IN SELECT DISTINCT o.tenant_id FROM old_rows o LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM public.tenants t WHERE t.id = tenant);
        PERFORM set_config('app.tenant_id', tenant::text, true);
        INSERT INTO public.audit_logs (tenant_id, actor_id, table_name, row_id, action, before)
        SELECT tenant, app.user_id(), TG_ARGV[0], o.id, 'delete', to_jsonb(o) - omitted || masks
        FROM old_rows o WHERE o.tenant_id = tenant;
    END LOOP;
    PERFORM set_config('app.tenant_id', coalesce(claim, ''), true);
    RETURN NULL;
END
$$
-- next
-- Keeps a log from being changed, by whomever. It goes with its tenant, and by app.forget() and app.redact().
CREATE FUNCTION app.keep_log() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF pg_trigger_depth() = 1 AND coalesce(current_setting('app.forgets', true), '') <> 'on' THEN
        RAISE EXCEPTION 'A log is only added to; app.forget() takes what is too old.'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NULL;
END
$$
-- next
-- Has the changes of a table logged. omitted: columns that no entry shows. masks: columns whose values are masked.
CREATE FUNCTION app.audit(relation text, omitted text[], masks jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    event text;
    tables text;
BEGIN
    FOR event, tables IN VALUES
        ('insert', 'NEW TABLE AS new_rows'),
        ('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'),
        ('delete', 'OLD TABLE AS old_rows')
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER audit_%1$s AFTER %1$s ON %2$s REFERENCING %3$s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION app.audit_%1$s(%4$L, %5$L, %6$L)',
            event, relation::regclass, tables, relation, omitted, masks);
    END LOOP;
END
$$
-- next
REVOKE EXECUTE ON FUNCTION app.enter_client(uuid, text, text, text) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.enter_tenant(uuid) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.tell_workers() FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.make_partition(text, timestamptz) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.keep_partitions(integer) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.forget(text, uuid, timestamptz) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.drop_empty_partitions() FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.redact(uuid, uuid[]) FROM PUBLIC
-- next
REVOKE EXECUTE ON FUNCTION app.audit(text, text[], jsonb) FROM PUBLIC
-- next
SELECT app.audit('assessments', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('assets', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('courses', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('module_templates', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('modules', '{tenant_id,id,depth,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('content_items', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{"data":"(masked)"}')
-- next
SELECT app.audit('users', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"email":"(masked)","phone":"(masked)","auth_provider":"(masked)","accessibility_settings":"(masked)","metadata":"(masked)","external_id":"(masked)"}')
-- next
SELECT app.audit('lessons', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('lesson_versions', '{tenant_id,id,audience,created_at,updated_at}', '{"teacher_script_md":"(masked)","source":"(masked)"}')
-- next
SELECT app.audit('categories', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('organizations', '{tenant_id,id,depth,created_at,updated_at,created_by,updated_by}', '{"metadata":"(masked)"}')
-- next
SELECT app.audit('finance_records', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('service_requests', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('inventory_items', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('notifications', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"subject":"(masked)","message":"(masked)"}')
-- next
CREATE TRIGGER keep_log BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_logs FOR EACH STATEMENT EXECUTE FUNCTION app.keep_log()
-- next
CREATE TRIGGER keep_log BEFORE UPDATE OR DELETE OR TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION app.keep_log()
-- next
SELECT app.audit('rubrics', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('asset_versions', '{tenant_id,id,created_at,updated_at}', '{}')
-- next
SELECT app.audit('course_prerequisites', '{tenant_id,id,audience,created_at,updated_at}', '{}')
-- next
SELECT app.audit('course_contexts', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('course_documents', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('course_offerings', '{tenant_id,id,organization_id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('shares', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('lms_connections', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('scorm_packages', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('skill_assessments', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('gateway.clients', '{tenant_id,id,created_at,updated_at}', '{"issuer":"(masked)","subject":"(masked)","name":"(masked)","scopes":"(masked)","is_active":"(masked)"}')
-- next
SELECT app.audit('mentor_settings', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{"prompt":"(masked)"}')
-- next
SELECT app.audit('user_roles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"external_id":"(masked)"}')
-- next
SELECT app.audit('student_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"date_of_birth":"(masked)","special_needs":"(masked)","external_id":"(masked)","demographics":"(masked)"}')
-- next
SELECT app.audit('tutor_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('staff_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('guardianships', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{"external_id":"(masked)"}')
-- next
SELECT app.audit('groups', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('lesson_blocks', '{tenant_id,id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('lesson_assets', '{tenant_id,id,audience,created_at,updated_at}', '{}')
-- next
SELECT app.audit('editor_sessions', '{tenant_id,id,created_at,updated_at}', '{}')
-- next
SELECT app.audit('scripts', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('brand_profiles', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('books', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('render_jobs', '{tenant_id,id,created_at,updated_at}', '{}')
-- next
SELECT app.audit('generation_jobs', '{tenant_id,id,created_at,updated_at}', '{}')
-- next
SELECT app.audit('ai_calls', '{tenant_id,id,created_at,updated_at}', '{"request_payload":"(masked)"}')
-- next
SELECT app.audit('achievements', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('questions', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{"correct_answers":"(masked)","feedback":"(masked)","metadata":"(masked)"}')
-- next
SELECT app.audit('course_subjects', '{tenant_id,id,audience,created_at,updated_at}', '{}')
-- next
SELECT app.audit('discussion_threads', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('course_reviews', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('offering_instructors', '{tenant_id,id,audience,created_at,updated_at}', '{}')
-- next
SELECT app.audit('enrollments', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('class_sessions', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('gateway.share_tokens', '{tenant_id,id,created_at,updated_at}', '{"token_hash":"(masked)"}')
-- next
SELECT app.audit('gateway.lms_credentials', '{tenant_id,id,created_at,updated_at}', '{"sealed_oauth":"(masked)","expires_at":"(masked)"}')
-- next
SELECT app.audit('lms_pushes', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('scorm_files', '{tenant_id,id,course_id,audience,created_at,updated_at}', '{}')
-- next
SELECT app.audit('quiz_attempts', '{tenant_id,id,organization_id,created_at,updated_at}', '{"raw_response":"(masked)"}')
-- next
SELECT app.audit('lab_submissions', '{tenant_id,id,organization_id,created_at,updated_at}', '{}')
-- next
SELECT app.audit('assignment_submissions', '{tenant_id,id,organization_id,created_at,updated_at}', '{}')
-- next
SELECT app.audit('course_grades', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('mentor_threads', '{tenant_id,id,organization_id,created_at,updated_at}', '{"title":"(masked)"}')
-- next
SELECT app.audit('mentor_insights', '{tenant_id,id,organization_id,created_at,updated_at}', '{"learning_insights":"(masked)","recommended_actions":"(masked)"}')
-- next
SELECT app.audit('group_members', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('lesson_standards', '{tenant_id,id,audience,created_at,updated_at}', '{}')
-- next
SELECT app.audit('voice_tracks', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('brand_templates', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('book_sections', '{tenant_id,id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('certificates', '{tenant_id,id,organization_id,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('answer_options', '{tenant_id,id,course_id,audience,created_at,updated_at,created_by,updated_by}', '{"is_correct":"(masked)","feedback_md":"(masked)"}')
-- next
SELECT app.audit('discussion_posts', '{tenant_id,id,offering_id,organization_id,depth,created_at,updated_at,created_by,updated_by}', '{}')
-- next
SELECT app.audit('class_session_students', '{tenant_id,id,tutor_id,offering_id,organization_id,created_at,updated_at}', '{}')
-- next
SELECT app.audit('question_answers', '{tenant_id,id,assessment_id,user_id,offering_id,organization_id,shows_keys,created_at,updated_at}', '{"points_earned":"(masked)","is_correct":"(masked)"}')
-- next
SELECT app.audit('mentor_messages', '{tenant_id,id,user_id,offering_id,organization_id,created_at,updated_at}', '{"content":"(masked)"}')
-- next
SELECT app.audit('answer_selections', '{tenant_id,id,question_id,user_id,offering_id,organization_id,created_at,updated_at}', '{}')
-- next
GRANT SELECT ON assessments TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON assessments TO lyceum_writer
-- next
ALTER TABLE assessments ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE assessments FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON assessments FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON assessments FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON assets TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON assets TO lyceum_writer
-- next
ALTER TABLE assets ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE assets FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON assets FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON assets FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON courses TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON courses TO lyceum_writer
-- next
ALTER TABLE courses ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE courses FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON courses FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(id))))
-- next
CREATE POLICY write ON courses FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON courses FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON module_templates TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON module_templates TO lyceum_writer
-- next
ALTER TABLE module_templates ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE module_templates FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON module_templates FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON module_templates FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON module_templates FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON modules TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON modules TO lyceum_writer
-- next
ALTER TABLE modules ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE modules FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON modules FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON modules FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON modules FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON content_items TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON content_items TO lyceum_writer
-- next
ALTER TABLE content_items ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE content_items FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON content_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON content_items FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON content_items FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON users TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON users TO lyceum_writer
-- next
ALTER TABLE users ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE users FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON users FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('staff') OR app.reaches('roster:read') OR app.is_person(id) OR (is_listed AND app.reaches('member'))))
-- next
CREATE POLICY write ON users FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON users FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON lessons TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON lessons TO lyceum_writer
-- next
ALTER TABLE lessons ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE lessons FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON lessons FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(id))))
-- next
CREATE POLICY write ON lessons FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON lessons FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON lesson_versions TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON lesson_versions TO lyceum_writer
-- next
ALTER TABLE lesson_versions ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE lesson_versions FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON lesson_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(lesson_id))))
-- next
CREATE POLICY write ON lesson_versions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON lesson_versions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON domains TO lyceum_gateway, lyceum_writer
-- next
GRANT SELECT ON categories TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON categories TO lyceum_writer
-- next
ALTER TABLE categories ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE categories FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON categories FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('member') OR app.reaches('catalogue:read') OR app.reaches('visitor')))
-- next
CREATE POLICY write ON categories FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON categories FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON standards_frameworks TO lyceum_gateway, lyceum_writer
-- next
GRANT SELECT ON countries TO lyceum_gateway, lyceum_writer
-- next
GRANT SELECT ON tenants TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE tenants FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON tenants FOR SELECT TO lyceum_gateway, lyceum_writer USING (id = app.tenant_id())
-- next
CREATE POLICY maintain ON tenants FOR ALL TO lyceum_owner USING (true) WITH CHECK (true)
-- next
GRANT SELECT ON organizations TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON organizations TO lyceum_writer
-- next
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE organizations FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON organizations FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('member') OR app.reaches('roster:read') OR app.reaches('visitor')))
-- next
CREATE POLICY write ON organizations FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON organizations FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON finance_records TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON finance_records TO lyceum_writer
-- next
ALTER TABLE finance_records ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE finance_records FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON finance_records FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('finance') OR app.reaches('administration:read') OR app.reaches_in('finance', organization_id)))
-- next
CREATE POLICY write ON finance_records FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('finance') OR app.reaches('administers') OR app.reaches_in('finance', organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('finance') OR app.reaches('administers') OR app.reaches_in('finance', organization_id)))
-- next
CREATE POLICY maintain ON finance_records FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON service_requests TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON service_requests TO lyceum_writer
-- next
ALTER TABLE service_requests ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE service_requests FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON service_requests FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('support') OR app.reaches('administration:read') OR requester_id = app.user_id() OR assigned_to_id = app.user_id() OR app.reaches_in('support', organization_id)))
-- next
CREATE POLICY write ON service_requests FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('support') OR app.reaches('administers') OR requester_id = app.user_id() OR app.reaches_in('support', organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('support') OR app.reaches('administers') OR requester_id = app.user_id() OR app.reaches_in('support', organization_id)))
-- next
CREATE POLICY maintain ON service_requests FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON inventory_items TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON inventory_items TO lyceum_writer
-- next
ALTER TABLE inventory_items ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE inventory_items FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON inventory_items FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('support') OR app.reaches('administration:read') OR app.reaches_in('support', organization_id)))
-- next
CREATE POLICY write ON inventory_items FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('support') OR app.reaches('administers') OR app.reaches_in('support', organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('support') OR app.reaches('administers') OR app.reaches_in('support', organization_id)))
-- next
CREATE POLICY maintain ON inventory_items FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON notifications TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON notifications TO lyceum_writer
-- next
ALTER TABLE notifications ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE notifications FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON notifications FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(user_id) OR app.reaches('administration:read')))
-- next
CREATE POLICY write ON notifications FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON notifications FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON audit_logs TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE audit_logs ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE audit_logs FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON audit_logs FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON audit_logs FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON events TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT ON events TO lyceum_writer
-- next
ALTER TABLE events ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE events FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON events FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything')))
-- next
CREATE POLICY write ON events FOR INSERT TO lyceum_writer WITH CHECK (tenant_id = app.tenant_id() AND user_id = app.user_id())
-- next
CREATE POLICY maintain ON events FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON metrics_daily TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE metrics_daily ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE metrics_daily FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON metrics_daily FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything')))
-- next
CREATE POLICY maintain ON metrics_daily FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON user_statistics TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE user_statistics ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE user_statistics FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON user_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.reaches('progress:read')))
-- next
CREATE POLICY maintain ON user_statistics FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_statistics TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE course_statistics ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_statistics FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY maintain ON course_statistics FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_student_statistics TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE course_student_statistics ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_student_statistics FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_student_statistics FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('progress:read')))
-- next
CREATE POLICY maintain ON course_student_statistics FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON student_progress_summaries TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE student_progress_summaries ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE student_progress_summaries FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON student_progress_summaries FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.is_person(user_id) OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('progress:read')))
-- next
CREATE POLICY maintain ON student_progress_summaries FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON tutor_loads TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE tutor_loads ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE tutor_loads FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON tutor_loads FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read')))
-- next
CREATE POLICY maintain ON tutor_loads FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON centre_financials TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE centre_financials ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE centre_financials FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON centre_financials FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('finance') OR app.reaches('administration:read') OR app.reaches_in('finance', organization_id)))
-- next
CREATE POLICY maintain ON centre_financials FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON rubrics TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON rubrics TO lyceum_writer
-- next
ALTER TABLE rubrics ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE rubrics FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON rubrics FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON rubrics FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON rubrics FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON asset_versions TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON asset_versions TO lyceum_writer
-- next
ALTER TABLE asset_versions ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE asset_versions FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON asset_versions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON asset_versions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON asset_versions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_prerequisites TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON course_prerequisites TO lyceum_writer
-- next
ALTER TABLE course_prerequisites ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_prerequisites FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_prerequisites FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON course_prerequisites FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON course_prerequisites FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_contexts TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON course_contexts TO lyceum_writer
-- next
ALTER TABLE course_contexts ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_contexts FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_contexts FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON course_contexts FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON course_contexts FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_documents TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON course_documents TO lyceum_writer
-- next
ALTER TABLE course_documents ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_documents FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_documents FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('staff')))
-- next
CREATE POLICY write ON course_documents FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON course_documents FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_offerings TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON course_offerings TO lyceum_writer
-- next
ALTER TABLE course_offerings ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_offerings FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_offerings FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(id))))
-- next
CREATE POLICY write ON course_offerings FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON course_offerings FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON shares TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON shares TO lyceum_writer
-- next
ALTER TABLE shares ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE shares FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON shares FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('staff')))
-- next
CREATE POLICY write ON shares FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('teaches') OR app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('teaches') OR app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON shares FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON lms_connections TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON lms_connections TO lyceum_writer
-- next
ALTER TABLE lms_connections ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE lms_connections FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON lms_connections FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('staff')))
-- next
CREATE POLICY write ON lms_connections FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON lms_connections FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON scorm_packages TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON scorm_packages TO lyceum_writer
-- next
ALTER TABLE scorm_packages ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE scorm_packages FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON scorm_packages FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON scorm_packages FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON scorm_packages FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON skill_assessments TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON skill_assessments TO lyceum_writer
-- next
ALTER TABLE skill_assessments ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE skill_assessments FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON skill_assessments FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(student_id) OR tutor_id = app.user_id() OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read')))
-- next
CREATE POLICY write ON skill_assessments FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR tutor_id = app.user_id() OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR tutor_id = app.user_id() OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON skill_assessments FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
ALTER TABLE gateway.clients ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE gateway.clients FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY maintain ON gateway.clients FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON mentor_settings TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON mentor_settings TO lyceum_writer
-- next
ALTER TABLE mentor_settings ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE mentor_settings FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON mentor_settings FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON mentor_settings FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON mentor_settings FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON user_roles TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON user_roles TO lyceum_writer
-- next
ALTER TABLE user_roles ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE user_roles FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON user_roles FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON user_roles FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON user_roles FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON student_profiles TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON student_profiles TO lyceum_writer
-- next
ALTER TABLE student_profiles ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE student_profiles FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON student_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(user_id) OR assigned_tutor_id = app.user_id() OR app.is_pupil(user_id) OR app.manages(organization_id) OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON student_profiles FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON student_profiles FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON tutor_profiles TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON tutor_profiles TO lyceum_writer
-- next
ALTER TABLE tutor_profiles ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE tutor_profiles FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON tutor_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('member') OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON tutor_profiles FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON tutor_profiles FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON staff_profiles TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON staff_profiles TO lyceum_writer
-- next
ALTER TABLE staff_profiles ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE staff_profiles FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON staff_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('member') OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON staff_profiles FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON staff_profiles FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON guardianships TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON guardianships TO lyceum_writer
-- next
ALTER TABLE guardianships ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE guardianships FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON guardianships FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(student_id) OR app.is_person(guardian_id) OR app.is_pupil(student_id) OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON guardianships FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON guardianships FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON groups TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON groups TO lyceum_writer
-- next
ALTER TABLE groups ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE groups FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON groups FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('member') OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON groups FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON groups FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON lesson_blocks TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON lesson_blocks TO lyceum_writer
-- next
ALTER TABLE lesson_blocks ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE lesson_blocks FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON lesson_blocks FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(lesson_version_id))))
-- next
CREATE POLICY write ON lesson_blocks FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON lesson_blocks FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON lesson_assets TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON lesson_assets TO lyceum_writer
-- next
ALTER TABLE lesson_assets ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE lesson_assets FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON lesson_assets FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(lesson_version_id))))
-- next
CREATE POLICY write ON lesson_assets FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON lesson_assets FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON editor_sessions TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON editor_sessions TO lyceum_writer
-- next
ALTER TABLE editor_sessions ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE editor_sessions FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON editor_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON editor_sessions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON editor_sessions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON scripts TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON scripts TO lyceum_writer
-- next
ALTER TABLE scripts ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE scripts FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON scripts FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON scripts FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON scripts FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON brand_profiles TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON brand_profiles TO lyceum_writer
-- next
ALTER TABLE brand_profiles ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE brand_profiles FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON brand_profiles FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON brand_profiles FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON brand_profiles FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON books TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON books TO lyceum_writer
-- next
ALTER TABLE books ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE books FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON books FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON books FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON books FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON render_jobs TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON render_jobs TO lyceum_writer
-- next
ALTER TABLE render_jobs ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE render_jobs FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON render_jobs FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON render_jobs FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON render_jobs FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON generation_jobs TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON generation_jobs TO lyceum_writer
-- next
ALTER TABLE generation_jobs ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE generation_jobs FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON generation_jobs FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON generation_jobs FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers') OR user_id = app.user_id())) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers') OR user_id = app.user_id()))
-- next
CREATE POLICY maintain ON generation_jobs FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON ai_calls TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON ai_calls TO lyceum_writer
-- next
ALTER TABLE ai_calls ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE ai_calls FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON ai_calls FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON ai_calls FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON ai_calls FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON achievements TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON achievements TO lyceum_writer
-- next
ALTER TABLE achievements ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE achievements FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON achievements FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(student_id) OR app.is_pupil(student_id) OR app.manages(organization_id) OR app.reaches('grades:read')))
-- next
CREATE POLICY write ON achievements FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON achievements FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON subjects TO lyceum_gateway, lyceum_writer
-- next
GRANT SELECT ON standards TO lyceum_gateway, lyceum_writer
-- next
GRANT SELECT ON questions TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON questions TO lyceum_writer
-- next
ALTER TABLE questions ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE questions FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON questions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON questions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON questions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_subjects TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON course_subjects TO lyceum_writer
-- next
ALTER TABLE course_subjects ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_subjects FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_subjects FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON course_subjects FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON course_subjects FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON discussion_threads TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON discussion_threads TO lyceum_writer
-- next
ALTER TABLE discussion_threads ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE discussion_threads FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON discussion_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read')))
-- next
CREATE POLICY write ON discussion_threads FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR (author_id = app.user_id() AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR (author_id = app.user_id() AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON discussion_threads FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_reviews TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON course_reviews TO lyceum_writer
-- next
ALTER TABLE course_reviews ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_reviews FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_reviews FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.is_person(user_id) OR app.holds(offering_id) OR (audience >= app.audience() AND (app.reaches('member') OR app.reaches('visitor'))) OR app.reaches('community:read')))
-- next
CREATE POLICY write ON course_reviews FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR (user_id = app.user_id() AND app.takes(offering_id)))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR (user_id = app.user_id() AND app.takes(offering_id))))
-- next
CREATE POLICY maintain ON course_reviews FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON offering_instructors TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON offering_instructors TO lyceum_writer
-- next
ALTER TABLE offering_instructors ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE offering_instructors FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON offering_instructors FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(offering_id))))
-- next
CREATE POLICY write ON offering_instructors FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON offering_instructors FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON enrollments TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON enrollments TO lyceum_writer
-- next
ALTER TABLE enrollments ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE enrollments FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON enrollments FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON enrollments FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON enrollments FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON class_sessions TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON class_sessions TO lyceum_writer
-- next
ALTER TABLE class_sessions ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE class_sessions FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON class_sessions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(tutor_id) OR app.manages(organization_id) OR app.holds(id) OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON class_sessions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON class_sessions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
ALTER TABLE gateway.share_tokens ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE gateway.share_tokens FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY maintain ON gateway.share_tokens FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
ALTER TABLE gateway.lms_credentials ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE gateway.lms_credentials FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY maintain ON gateway.lms_credentials FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON lms_pushes TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON lms_pushes TO lyceum_writer
-- next
ALTER TABLE lms_pushes ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE lms_pushes FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON lms_pushes FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON lms_pushes FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('teaches') OR app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('teaches') OR app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON lms_pushes FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON scorm_files TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON scorm_files TO lyceum_writer
-- next
ALTER TABLE scorm_files ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE scorm_files FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON scorm_files FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON scorm_files FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON scorm_files FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON quiz_attempts TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON quiz_attempts TO lyceum_writer
-- next
ALTER TABLE quiz_attempts ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE quiz_attempts FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON quiz_attempts FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))
-- next
CREATE POLICY write ON quiz_attempts FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON quiz_attempts FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON lab_submissions TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON lab_submissions TO lyceum_writer
-- next
ALTER TABLE lab_submissions ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE lab_submissions FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON lab_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))
-- next
CREATE POLICY write ON lab_submissions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON lab_submissions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON assignment_submissions TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON assignment_submissions TO lyceum_writer
-- next
ALTER TABLE assignment_submissions ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE assignment_submissions FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON assignment_submissions FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))
-- next
CREATE POLICY write ON assignment_submissions FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON assignment_submissions FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_grades TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON course_grades TO lyceum_writer
-- next
ALTER TABLE course_grades ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_grades FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_grades FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))
-- next
CREATE POLICY write ON course_grades FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON course_grades FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON mentor_threads TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON mentor_threads TO lyceum_writer
-- next
ALTER TABLE mentor_threads ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE mentor_threads FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON mentor_threads FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR user_id = app.user_id() OR app.manages(organization_id)))
-- next
CREATE POLICY write ON mentor_threads FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id())) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id()))
-- next
CREATE POLICY maintain ON mentor_threads FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON mentor_insights TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON mentor_insights TO lyceum_writer
-- next
ALTER TABLE mentor_insights ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE mentor_insights FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON mentor_insights FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read')))
-- next
CREATE POLICY write ON mentor_insights FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON mentor_insights FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON group_members TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON group_members TO lyceum_writer
-- next
ALTER TABLE group_members ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE group_members FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON group_members FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.is_person(user_id) OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON group_members FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers')))
-- next
CREATE POLICY maintain ON group_members FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON lesson_standards TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON lesson_standards TO lyceum_writer
-- next
ALTER TABLE lesson_standards ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE lesson_standards FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON lesson_standards FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(lesson_version_id))))
-- next
CREATE POLICY write ON lesson_standards FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON lesson_standards FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON voice_tracks TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON voice_tracks TO lyceum_writer
-- next
ALTER TABLE voice_tracks ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE voice_tracks FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON voice_tracks FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON voice_tracks FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON voice_tracks FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON brand_templates TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON brand_templates TO lyceum_writer
-- next
ALTER TABLE brand_templates ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE brand_templates FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON brand_templates FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON brand_templates FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON brand_templates FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON book_sections TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON book_sections TO lyceum_writer
-- next
ALTER TABLE book_sections ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE book_sections FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON book_sections FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('staff')))
-- next
CREATE POLICY write ON book_sections FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON book_sections FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON module_progress TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON module_progress TO lyceum_writer
-- next
ALTER TABLE module_progress ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE module_progress FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON module_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read')))
-- next
CREATE POLICY write ON module_progress FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON module_progress FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON content_progress TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON content_progress TO lyceum_writer
-- next
ALTER TABLE content_progress ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE content_progress FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON content_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read')))
-- next
CREATE POLICY write ON content_progress FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON content_progress FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON certificates TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON certificates TO lyceum_writer
-- next
ALTER TABLE certificates ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE certificates FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON certificates FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))
-- next
CREATE POLICY write ON certificates FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON certificates FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON standard_associations TO lyceum_gateway, lyceum_writer
-- next
GRANT SELECT ON answer_options TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON answer_options TO lyceum_writer
-- next
ALTER TABLE answer_options ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE answer_options FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON answer_options FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (audience >= app.audience() OR (audience = 'enrolled' AND app.holds(course_id))))
-- next
CREATE POLICY write ON answer_options FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers'))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('content') OR app.reaches('administers')))
-- next
CREATE POLICY maintain ON answer_options FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON discussion_posts TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON discussion_posts TO lyceum_writer
-- next
ALTER TABLE discussion_posts ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE discussion_posts FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON discussion_posts FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(author_id) OR app.manages(organization_id) OR app.holds(offering_id) OR app.reaches('community:read')))
-- next
CREATE POLICY write ON discussion_posts FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND deleted_at IS NULL AND (app.reaches('administers') OR (author_id = app.user_id() AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR (author_id = app.user_id() AND app.takes(offering_id)) OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON discussion_posts FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON class_session_students TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON class_session_students TO lyceum_writer
-- next
ALTER TABLE class_session_students ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE class_session_students FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON class_session_students FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(student_id) OR tutor_id = app.user_id() OR app.manages(organization_id) OR app.reaches('roster:read')))
-- next
CREATE POLICY write ON class_session_students FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON class_session_students FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON question_answers TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON question_answers TO lyceum_writer
-- next
ALTER TABLE question_answers ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE question_answers FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON question_answers FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))
-- next
CREATE POLICY write ON question_answers FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON question_answers FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON mentor_messages TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON mentor_messages TO lyceum_writer
-- next
ALTER TABLE mentor_messages ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE mentor_messages FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON mentor_messages FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR user_id = app.user_id() OR app.manages(organization_id)))
-- next
CREATE POLICY write ON mentor_messages FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id())) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id()))
-- next
CREATE POLICY maintain ON mentor_messages FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON course_progress TO lyceum_gateway, lyceum_writer
-- next
ALTER TABLE course_progress ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE course_progress FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON course_progress FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('progress:read')))
-- next
CREATE POLICY maintain ON course_progress FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
GRANT SELECT ON answer_selections TO lyceum_gateway, lyceum_writer
-- next
GRANT INSERT, UPDATE, DELETE ON answer_selections TO lyceum_writer
-- next
ALTER TABLE answer_selections ENABLE ROW LEVEL SECURITY
-- next
ALTER TABLE answer_selections FORCE ROW LEVEL SECURITY
-- next
CREATE POLICY read ON answer_selections FOR SELECT TO lyceum_gateway, lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('everything') OR app.teaches(offering_id) OR app.is_person(user_id) OR app.manages(organization_id) OR app.reaches('grades:read')))
-- next
CREATE POLICY write ON answer_selections FOR ALL TO lyceum_writer USING (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id))) WITH CHECK (tenant_id = app.tenant_id() AND (app.reaches('administers') OR user_id = app.user_id() OR app.teaches(offering_id) OR app.manages(organization_id)))
-- next
CREATE POLICY maintain ON answer_selections FOR ALL TO lyceum_owner USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id())
-- next
SELECT app.keep_partitions(3)
-- down
DROP FUNCTION
    app.region_of(uuid),
    app.tenant_of(text)
-- next
DROP TABLE
    answer_selections,
    course_progress,
    mentor_messages,
    question_answers,
    class_session_students,
    discussion_posts,
    answer_options,
    standard_associations,
    certificates,
    content_progress,
    module_progress,
    book_sections,
    brand_templates,
    voice_tracks,
    lesson_standards,
    group_members,
    mentor_insights,
    mentor_threads,
    course_grades,
    assignment_submissions,
    lab_submissions,
    quiz_attempts,
    scorm_files,
    lms_pushes,
    gateway.lms_credentials,
    gateway.share_tokens,
    class_sessions,
    enrollments,
    offering_instructors,
    course_reviews,
    discussion_threads,
    course_subjects,
    questions,
    standards,
    subjects,
    achievements,
    ai_calls,
    generation_jobs,
    render_jobs,
    books,
    brand_profiles,
    scripts,
    editor_sessions,
    lesson_assets,
    lesson_blocks,
    groups,
    guardianships,
    staff_profiles,
    tutor_profiles,
    student_profiles,
    user_roles,
    mentor_settings,
    gateway.clients,
    identity.reset_tokens,
    identity.account_identities,
    skill_assessments,
    scorm_packages,
    lms_connections,
    shares,
    course_offerings,
    course_documents,
    course_contexts,
    course_prerequisites,
    asset_versions,
    rubrics,
    centre_financials,
    tutor_loads,
    student_progress_summaries,
    course_student_statistics,
    course_statistics,
    user_statistics,
    metrics_daily,
    events,
    audit_logs,
    notifications,
    inventory_items,
    service_requests,
    finance_records,
    organizations,
    tenants,
    countries,
    standards_frameworks,
    categories,
    domains,
    lesson_versions,
    lessons,
    users,
    identity.invitations,
    identity.accounts,
    content_items,
    modules,
    module_templates,
    courses,
    assets,
    assessments
-- next
DROP SCHEMA logs
-- next
DROP SCHEMA app CASCADE
-- next
DROP TYPE
    mentor_role,
    association_kind,
    section_mapping,
    voice_status,
    submission_status,
    push_status,
    meeting_provider,
    class_status,
    enrollment_status,
    difficulty,
    question_type,
    call_status,
    call_type,
    job_state,
    render_kind,
    book_status,
    script_status,
    engine,
    lesson_asset_purpose,
    lesson_block_type,
    guardian_relationship,
    skill,
    lms_provider,
    share_resource,
    parsed_status,
    prerequisite_kind,
    audit_action,
    notification_status,
    notification_channel,
    inventory_condition,
    inventory_category,
    request_status,
    request_priority,
    request_type,
    payment_method,
    finance_record_type,
    organization_kind,
    retention_class,
    tenant_kind,
    lesson_status,
    user_status,
    account_status,
    content_type,
    module_status,
    module_type,
    visibility,
    course_status,
    course_level,
    course_kind,
    asset_kind,
    assessment_review,
    assessment_type,
    user_role,
    audience
-- next
DROP SCHEMA gateway
-- next
DROP SCHEMA identity
-- next
REVOKE USAGE ON SCHEMA public FROM lyceum_gateway, lyceum_writer
