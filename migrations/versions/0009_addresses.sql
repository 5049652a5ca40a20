ALTER TABLE tenants ADD CONSTRAINT ck_tenants_website_url_followed CHECK ((website_url ~* '^(https?://\S+)$'::text))
-- next
ALTER TABLE assignment_submissions ADD CONSTRAINT ck_assignment_submissions_work_url_followed CHECK ((work_url ~* '^(https?://\S+)$'::text))
-- next
ALTER TABLE class_sessions ADD CONSTRAINT ck_class_sessions_meeting_url_followed CHECK ((meeting_url ~* '^(https?://\S+)$'::text))
-- next
ALTER TABLE lab_submissions ADD CONSTRAINT ck_lab_submissions_artifacts_url_followed CHECK ((artifacts_url ~* '^(https?://\S+)$'::text))
-- next
ALTER TABLE organizations ADD CONSTRAINT ck_organizations_website_url_followed CHECK ((website_url ~* '^(https?://\S+)$'::text))
-- down
ALTER TABLE tenants DROP CONSTRAINT ck_tenants_website_url_followed
-- next
ALTER TABLE assignment_submissions DROP CONSTRAINT ck_assignment_submissions_work_url_followed
-- next
ALTER TABLE class_sessions DROP CONSTRAINT ck_class_sessions_meeting_url_followed
-- next
ALTER TABLE lab_submissions DROP CONSTRAINT ck_lab_submissions_artifacts_url_followed
-- next
ALTER TABLE organizations DROP CONSTRAINT ck_organizations_website_url_followed
