"""Free texts and open documents that need no mask, each by its name and with the reason.

In a table whose rows are not for everyone, every text and every document is masked or stands here: a test demands it. A
table of the catalogue is published as it is, and needs neither.
"""

STATED: dict[str, tuple[str, ...]] = {
    "what a place, a group or a thing is called and where it is found; it tells of no person": (
        "organizations.name", "organizations.code", "organizations.time_zone", "organizations.website_url",
        "organizations.grade_bands", "organizations.external_id", "groups.name", "groups.external_id",
        "categories.name", "categories.description", "inventory_items.name", "inventory_items.metadata",
    ),
    "what the directory is for: how a person is called and addressed": (
        "users.full_name", "users.given_name", "users.family_name", "users.locale", "users.language_preferences",
        "users.time_zone",
    ),
    "what a class is planned by; whoever sees the row plans with it": (
        "student_profiles.languages", "student_profiles.grade_levels", "tutor_profiles.subjects",
        "tutor_profiles.availability", "staff_profiles.job_title", "class_sessions.title", "class_sessions.recurrence",
    ),
    "what somebody may do, and what another system granted": ("user_roles.scope", "lms_connections.scope"),
    "a number by which another system knows the row, and not the person": (
        "enrollments.external_id", "quiz_attempts.external_id", "lab_submissions.external_id",
        "assignment_submissions.external_id", "course_grades.external_id", "certificates.external_id",
        "finance_records.reference_number",
    ),
    "what the row is about: whoever may not know it does not see the row": (
        "course_grades.letter_grade", "certificates.code", "achievements.badge", "service_requests.details",
        "mentor_messages.model_version", "finance_records.currency", "centre_financials.currency",
    ),
    "said to everyone in the place, or to everyone": (
        "discussion_threads.title", "discussion_posts.body", "course_reviews.review_text",
    ),
    "what content is made from and what was made of it, for the staff who make it": (
        "course_contexts.raw_text", "course_contexts.audience_level", "course_contexts.audience_role",
        "course_contexts.region", "course_contexts.domain", "course_contexts.language", "course_contexts.metadata",
        "course_documents.title", "course_documents.description", "course_documents.parsed_summary",
        "module_templates.title", "module_templates.description", "module_templates.default_data",
        "asset_versions.storage_uri", "asset_versions.metadata", "editor_sessions.diff", "scripts.draft_text",
        "scripts.final_text", "voice_tracks.voice_profile", "voice_tracks.tts_provider", "brand_profiles.name",
        "brand_profiles.primary_color", "brand_profiles.secondary_color", "brand_profiles.typography",
        "brand_profiles.style_preferences", "brand_templates.name", "brand_templates.description",
        "brand_templates.template_type", "brand_templates.layout_config", "books.title", "books.subtitle",
        "book_sections.title", "book_sections.content_markdown", "generation_jobs.input", "generation_jobs.model",
    ),
    "how a job or a call went, for the staff who started it": (
        "render_jobs.version_label", "render_jobs.error_message", "render_jobs.metadata", "generation_jobs.error",
        "ai_calls.provider", "ai_calls.model_name", "ai_calls.response_meta", "ai_calls.error_message",
        "lms_pushes.target", "lms_pushes.response",
    ),
    "sensitive values are masked when the entry is written": (
        "audit_logs.table_name", "audit_logs.before", "audit_logs.after",
    ),
    "what an application did, for those who read every row": (
        "events.name", "events.subject_table", "events.properties", "metrics_daily.metric",
    ),
}  # fmt: skip
"""By the reason: the columns, as `table.column`."""

HARMLESS: dict[str, str] = {name: reason for reason, names in STATED.items() for name in names}
"""By `table.column`: why it needs no mask."""
