"""What the schema shows of people, their roles and profiles, and how they belong together."""

from db.models import people
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(people.User, plural="users", order=("full_name",))
class User:
    """A person in this tenant."""

    avatar = relations.link("avatar_asset_id")
    roles = relations.children(
        "UserRoleGrant", "user_id", order="{t}role, {t}id", description="The roles the person holds."
    )
    statistics = relations.only(
        "UserStatistics", "user_id", description="What the person has done in all their courses."
    )
    course_statistics = relations.connection(
        "CourseStudentStatistics", "user_id", description="What the person has done, by course."
    )
    progress_summary = relations.only(
        "StudentProgressSummary", "user_id", description="Where the student stands; null for who is none."
    )
    tutor_load = relations.only(
        "TutorLoad", "user_id", description="How much the tutor has to do; null for who is none."
    )
    events = relations.connection(
        "Event",
        "user_id",
        order=("-occurred_at",),
        description="What the person did in applications, latest first.",
    )
    audit_logs = relations.connection(
        "AuditLog", "actor_id", order=("-created_at",),
        description="What the person changed, latest first; for tenant administrators.",
    )  # fmt: skip
    enrollments = relations.connection(
        "Enrollment",
        "user_id",
        order=("-enrolled_at",),
        description="What the person is enrolled in, newest first.",
    )
    student_profiles = relations.children(
        "StudentProfile",
        "user_id",
        order="{t}created_at, {t}id",
        description="What schools and centres know of a student.",
    )
    tutor_profiles = relations.children(
        "TutorProfile", "user_id", order="{t}created_at, {t}id", description="What centres know of a tutor."
    )
    staff_profiles = relations.children(
        "StaffProfile",
        "user_id",
        order="{t}created_at, {t}id",
        description="What organisations know of their staff.",
    )
    guardians = relations.through(
        "User", "guardianships", "student_id", "guardian_id", order="{t}full_name, {t}id",
        description="The parents and guardians of the person.",
    )  # fmt: skip
    wards = relations.through(
        "User", "guardianships", "guardian_id", "student_id", order="{t}full_name, {t}id",
        description="The students in the person's care.",
    )  # fmt: skip
    groups = relations.through(
        "Group",
        "group_members",
        "user_id",
        "group_id",
        order="{t}name, {t}id",
        description="The groups they belong to.",
    )
    teaching = relations.connection(
        "OfferingInstructor", "user_id", description="The offerings the person teaches."
    )
    class_sessions = relations.connection(
        "ClassSession", "tutor_id", order=("starts_at",), description="The classes the person holds."
    )
    students = relations.connection(
        "StudentProfile",
        "assigned_tutor_id",
        description="The students assigned to the person as their tutor.",
    )
    attendances = relations.connection(
        "ClassSessionStudent", "student_id", description="The classes that the person attends, as a student."
    )
    courses = relations.connection(
        "Course", "author_id", order=("title",), description="The courses that the person wrote."
    )
    uploads = relations.connection(
        "Asset", "uploaded_by", order=("-created_at",), description="The files they uploaded, newest first."
    )
    course_progress = relations.connection(
        "CourseProgress",
        "user_id",
        order=("-last_interacted_at",),
        description="How far they have come in each course, the one they were in last first.",
    )
    module_progress = relations.connection(
        "ModuleProgress", "user_id", description="How far they have come, by module."
    )
    content_progress = relations.connection(
        "ContentProgress",
        "user_id",
        order=("-last_interacted_at",),
        description="How far they have come, by content item, what they were in last first.",
    )
    quiz_attempts = relations.connection(
        "QuizAttempt",
        "user_id",
        order=("-started_at",),
        description="Their attempts at quizzes, newest first.",
    )
    lab_submissions = relations.connection(
        "LabSubmission",
        "user_id",
        order=("-submitted_at",),
        description="What they handed in for labs, newest first.",
    )
    assignment_submissions = relations.connection(
        "AssignmentSubmission",
        "user_id",
        order=("-submitted_at",),
        description="What they handed in for assignments, newest first.",
    )
    graded_submissions = relations.connection(
        "AssignmentSubmission",
        "graded_by",
        order=("-graded_at",),
        description="What others handed in and the person graded, newest first.",
    )
    course_grades = relations.connection(
        "CourseGrade",
        "user_id",
        order=("-graded_at",),
        description="What they obtained in courses, newest first.",
    )
    skill_assessments = relations.connection(
        "SkillAssessment",
        "student_id",
        order=("-created_at",),
        description="How tutors assessed them, newest first.",
    )
    skill_assessments_given = relations.connection(
        "SkillAssessment",
        "tutor_id",
        order=("-created_at",),
        description="How they assessed students, newest first.",
    )
    certificates = relations.connection(
        "Certificate", "user_id", order=("-issued_at",), description="What they have completed, newest first."
    )
    achievements = relations.connection(
        "Achievement",
        "student_id",
        order=("-created_at",),
        description="Their points and badges, newest first.",
    )
    mentor_threads = relations.connection(
        "MentorThread",
        "user_id",
        order=("-created_at",),
        description="Their conversations with the mentor, newest first; not for guardians.",
    )
    mentor_insights = relations.connection(
        "MentorInsight", "user_id", description="What the mentor makes of their work."
    )
    render_jobs = relations.connection(
        "RenderJob",
        "requested_by",
        order=("-requested_at",),
        description="What the person asked to be rendered, newest first; for staff.",
    )
    generation_jobs = relations.connection(
        "GenerationJob",
        "user_id",
        order=("-created_at",),
        description="The lessons the person asked a model to write, newest first; for staff.",
    )
    lessons = relations.connection(
        "Lesson", "owner_id", order=("title",), description="The lessons that the person owns."
    )
    lesson_versions = relations.connection(
        "LessonVersion",
        "author_id",
        order=("-created_at",),
        description="The versions of lessons that the person wrote, newest first.",
    )
    editor_sessions = relations.connection(
        "EditorSession",
        "user_id",
        order=("-started_at",),
        description="When the person edited lessons, last first; for staff.",
    )
    service_requests = relations.connection(
        "ServiceRequest", "requester_id", description="What they have asked for."
    )
    assigned_requests = relations.connection(
        "ServiceRequest", "assigned_to_id", description="The requests that they see to."
    )
    notifications = relations.connection(
        "Notification", "user_id", order=("-created_at",), description="Messages to them, newest first."
    )
    payments = relations.connection(
        "FinanceRecord", "student_id", description="What was paid for them as a student; for the accounts."
    )
    earnings = relations.connection(
        "FinanceRecord", "tutor_id", description="What was paid to them for their work; for the accounts."
    )
    shares = relations.connection("Share", "shared_by_id", description="What they shared; for staff.")
    discussion_threads = relations.connection(
        "DiscussionThread",
        "author_id",
        order=("-created_at",),
        description="The discussions they opened, newest first.",
    )
    discussion_posts = relations.connection(
        "DiscussionPost", "author_id", description="What they have said in discussions, in order of time."
    )
    course_reviews = relations.connection(
        "CourseReview", "user_id", description="What they think of the offerings they took."
    )


@entity(people.UserRoleGrant, plural="user_roles")
class UserRoleGrant:
    """A role that a person holds, in the whole tenant or in one organisation and all below it."""

    user = relations.link("user_id")
    organization = relations.link("organization_id")


@entity(people.StudentProfile, plural="student_profiles")
class StudentProfile:
    """What a school or centre knows of a student beyond the person."""

    user = relations.link("user_id")
    organization = relations.link("organization_id")
    assigned_tutor = relations.link("assigned_tutor_id")
    guardianships = relations.children(
        "Guardianship",
        "student_id",
        keys=("user_id",),
        order="{t}created_at, {t}id",
        description="Who cares for the student.",
    )
    skill_assessments = relations.connection(
        "SkillAssessment",
        "student_id",
        keys=("user_id",),
        order=("-created_at",),
        description="How tutors assessed the student, newest first.",
    )
    achievements = relations.connection(
        "Achievement",
        "student_id",
        keys=("user_id",),
        order=("-created_at",),
        description="The student's points and badges, newest first.",
    )


@entity(people.TutorProfile, plural="tutor_profiles")
class TutorProfile:
    """What a centre knows of a tutor."""

    user = relations.link("user_id")
    organization = relations.link("organization_id")
    students = relations.connection(
        "StudentProfile",
        "assigned_tutor_id",
        keys=("user_id",),
        description="The students assigned to the tutor.",
    )
    current_students = relations.count(
        "StudentProfile", "assigned_tutor_id", keys=("user_id",),
        description="How many students are assigned to the tutor; null unless the viewer reads all of them.",
    )  # fmt: skip


@entity(people.StaffProfile, plural="staff_profiles")
class StaffProfile:
    """What an organisation knows of a member of its staff."""

    user = relations.link("user_id")
    organization = relations.link("organization_id")


@entity(people.Guardianship, plural="guardianships")
class Guardianship:
    """That a person is parent or guardian of a student."""

    guardian = relations.link("guardian_id")
    student = relations.link("student_id")


@entity(people.Group, plural="groups", order=("name",))
class Group:
    """A group of people, such as a cohort."""

    members = relations.connection("GroupMember", "group_id", description="Who belongs to it.")
    member_count = relations.count(
        "GroupMember",
        "group_id",
        description="How many members it has; null unless the viewer reads all of them.",
    )


@entity(people.GroupMember, plural="group_members")
class GroupMember:
    """That a person belongs to a group."""

    group = relations.link("group_id")
    user = relations.link("user_id")
