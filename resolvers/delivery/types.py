"""What the schema shows of offerings, enrolments and classes."""

from db.models import delivery
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity
from resolvers.progress.next import OF_ENROLLMENT as NEXT


@entity(delivery.CourseOffering, plural="offerings")
class CourseOffering:
    """One run of a course, such as a term."""

    course = relations.link("course_id")
    instructors = relations.through(
        "User",
        "offering_instructors",
        "offering_id",
        "user_id",
        order="{t}full_name, {t}id",
        description="Who teaches it.",
    )
    offering_instructors = relations.children(
        "OfferingInstructor",
        "offering_id",
        order="{t}created_at, {t}id",
        description="Who teaches it, as rows of their own.",
    )
    enrollments = relations.connection(
        "Enrollment",
        "offering_id",
        order=("enrolled_at",),
        description="Who takes it, as far as the viewer may see.",
    )
    module_progress = relations.connection(
        "ModuleProgress",
        "offering_id",
        description="How far its learners have come, by module, as far as the viewer may see.",
    )
    content_progress = relations.connection(
        "ContentProgress", "offering_id", description="The same, by content item."
    )
    course_progress = relations.connection(
        "CourseProgress", "offering_id", description="The same, for the course as a whole."
    )
    enrollment_count = relations.count(
        "Enrollment",
        "offering_id",
        description="How many enrolments it has; null unless the viewer reads all of them.",
    )
    class_sessions = relations.connection(
        "ClassSession", "offering_id", order=("starts_at",), description="Its classes."
    )
    mentor_threads = relations.connection(
        "MentorThread",
        "offering_id",
        order=("-created_at",),
        description="The conversations with the mentor that the viewer may read, newest first.",
    )
    mentor_insights = relations.connection(
        "MentorInsight", "offering_id", description="What the mentor makes of its learners' work."
    )
    discussion_threads = relations.connection(
        "DiscussionThread",
        "offering_id",
        order=("-created_at",),
        description="The discussions held in it, newest first.",
    )
    reviews = relations.connection(
        "CourseReview",
        "offering_id",
        order=("-created_at",),
        description="What those who take it think of it, newest first.",
    )
    enrollment = relations.latest(
        "Enrollment",
        "offering_id",
        order="{t}enrolled_at DESC, {t}id",
        description="The viewer's own enrolment in it.",
    )
    grades = relations.connection(
        "CourseGrade",
        "offering_id",
        order=("-graded_at",),
        description="What its learners obtained, as far as the viewer may see.",
    )
    grade = relations.latest(
        "CourseGrade",
        "offering_id",
        order="{t}graded_at DESC, {t}id",
        description="The viewer's own grade in it.",
    )
    certificates = relations.connection(
        "Certificate",
        "offering_id",
        order=("-issued_at",),
        description="The certificates issued for it, as far as the viewer may see.",
    )
    quiz_attempts = relations.connection(
        "QuizAttempt",
        "offering_id",
        order=("-started_at",),
        description="The attempts at its quizzes that the viewer may see, newest first.",
    )
    lab_submissions = relations.connection(
        "LabSubmission",
        "offering_id",
        order=("-submitted_at",),
        description="What was handed in for its labs, as far as the viewer may see, newest first.",
    )
    assignment_submissions = relations.connection(
        "AssignmentSubmission",
        "offering_id",
        order=("-submitted_at",),
        description="What was handed in for its assignments, as far as the viewer may see, newest first.",
    )


@entity(delivery.OfferingInstructor, plural="offering_instructors")
class OfferingInstructor:
    """That a person teaches, or helps to teach, an offering."""

    offering = relations.link("offering_id")
    user = relations.link("user_id")


@entity(delivery.Enrollment, plural="enrollments", order=("enrolled_at",))
class Enrollment:
    """That a person takes an offering."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")
    progress = relations.only(
        "CourseProgress", "enrollment_id", description="How far the person has come in the course."
    )
    next_step = relations.Computed(
        to="NextStep",
        keys=("id",),
        sql=NEXT,
        description="The first content item in reading order that the person has not finished; null after the last.",
    )
    module_progress = relations.connection(
        "ModuleProgress",
        "user_id",
        "offering_id",
        keys=("user_id", "offering_id"),
        description="The same, by module.",
    )
    content_progress = relations.connection(
        "ContentProgress",
        "user_id",
        "offering_id",
        keys=("user_id", "offering_id"),
        description="The same, by content item.",
    )
    grade = relations.only(
        "CourseGrade",
        "user_id",
        "offering_id",
        keys=("user_id", "offering_id"),
        description="The grade that came of it; null until there is one.",
    )
    certificates = relations.children(
        "Certificate",
        "user_id",
        "offering_id",
        keys=("user_id", "offering_id"),
        order="{t}issued_at DESC, {t}id",
        description="The certificates that came of it, newest first.",
    )
    quiz_attempts = relations.connection(
        "QuizAttempt",
        "user_id",
        "offering_id",
        keys=("user_id", "offering_id"),
        order=("-started_at",),
        description="The person's attempts at its quizzes, newest first.",
    )
    lab_submissions = relations.connection(
        "LabSubmission",
        "user_id",
        "offering_id",
        keys=("user_id", "offering_id"),
        order=("-submitted_at",),
        description="What the person handed in for its labs, newest first.",
    )
    assignment_submissions = relations.connection(
        "AssignmentSubmission",
        "user_id",
        "offering_id",
        keys=("user_id", "offering_id"),
        order=("-submitted_at",),
        description="What the person handed in for its assignments, newest first.",
    )
    mentor_threads = relations.connection(
        "MentorThread",
        "user_id",
        "offering_id",
        keys=("user_id", "offering_id"),
        order=("-created_at",),
        description="The person's conversations with the mentor in it, newest first; not for guardians.",
    )
    mentor_insights = relations.connection(
        "MentorInsight",
        "user_id",
        "offering_id",
        keys=("user_id", "offering_id"),
        description="What the mentor makes of the person's work in it.",
    )


@entity(delivery.ClassSession, plural="class_sessions", order=("starts_at",))
class ClassSession:
    """A class that a tutor or instructor holds at a stated time."""

    tutor = relations.link("tutor_id")
    organization = relations.link("organization_id")
    offering = relations.link("offering_id")
    attendances = relations.children(
        "ClassSessionStudent", "class_session_id", order="{t}created_at, {t}id", description="Who attends it."
    )
    students = relations.through(
        "User", "class_session_students", "class_session_id", "student_id", order="{t}full_name, {t}id",
        description="The students who attend it.",
    )  # fmt: skip


@entity(delivery.ClassSessionStudent, plural="class_session_students")
class ClassSessionStudent:
    """That a student attends a class session."""

    class_session = relations.link("class_session_id")
    student = relations.link("student_id")
