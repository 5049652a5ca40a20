"""What the schema shows of assessments, of what learners answer and hand in, and of their grades."""

from db.models import assessment, grading
from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import entity


@entity(assessment.Rubric, plural="rubrics", order=("title",))
class Rubric:
    """The criteria that work is assessed by, and the levels that each may be met at."""

    course = relations.link("course_id")
    questions = relations.connection(
        "Question", "rubric_id", description="The questions whose answers are assessed by it."
    )
    assignment_submissions = relations.connection(
        "AssignmentSubmission",
        "rubric_id",
        order=("-submitted_at",),
        description="The work assessed by it, as far as the viewer may see.",
    )


@entity(assessment.Assessment, plural="assessments", order=("title",))
class Assessment:
    """A set of questions that may be used again: a quiz, an examination, or a pool that quizzes draw from."""

    course = relations.link("course_id")
    questions = relations.children(
        "Question", "assessment_id", order="{t}sequence_index, {t}id", description="Its questions, in order."
    )
    question_count = relations.count(
        "Question",
        "assessment_id",
        description="How many questions it has; null unless the viewer may read them.",
    )
    quizzes = relations.connection(
        "QuizContent",
        "assessment_id",
        where="{t}content_type = 'quiz'",
        description="The quizzes that draw on it.",
    )
    quiz_attempts = relations.connection(
        "QuizAttempt",
        "assessment_id",
        order=("-started_at",),
        description="The attempts at these quizzes that the viewer may see, newest first.",
    )


@entity(assessment.Question, plural="questions")
class Question:
    """A question of an assessment. Learners see its answer key only once they may review it."""

    assessment = relations.link("assessment_id")
    rubric = relations.link("rubric_id")
    options = relations.children(
        "AnswerOption", "question_id", order="{t}sequence_index, {t}id", description="What to choose from."
    )
    answers = relations.connection(
        "QuestionAnswer", "question_id", description="What learners answered, as far as the viewer may see."
    )


@entity(assessment.AnswerOption, plural="answer_options")
class AnswerOption:
    """An option to choose in answer to a question."""

    question = relations.link("question_id")
    selections = relations.connection(
        "AnswerSelection", "option_id", description="Who chose it, as far as the viewer may see."
    )


@entity(grading.QuizAttempt, plural="quiz_attempts", order=("-started_at",))
class QuizAttempt:
    """One attempt of a learner at a quiz."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")
    content_item = relations.link("content_item_id")
    assessment = relations.link("assessment_id")
    answers = relations.children(
        "QuestionAnswer",
        "attempt_id",
        order="{t}created_at, {t}id",
        description="The questions it drew, in the order in which it drew them, with what was answered.",
    )


@entity(grading.QuestionAnswer, plural="question_answers")
class QuestionAnswer:
    """A question that an attempt drew, and what the learner answered, if anything yet."""

    attempt = relations.link("attempt_id")
    question = relations.link("question_id")
    user = relations.link("user_id")
    selected_options = relations.through(
        "AnswerOption", "answer_selections", "answer_id", "option_id",
        order="{t}sequence_index, {t}id", description="The options that the learner chose.",
    )  # fmt: skip
    selections = relations.children(
        "AnswerSelection",
        "answer_id",
        order="{t}created_at, {t}id",
        description="The same, as rows of their own.",
    )


@entity(grading.AnswerSelection, plural="answer_selections")
class AnswerSelection:
    """That a learner chose an option in answer to a question."""

    answer = relations.link("answer_id")
    option = relations.link("option_id")


@entity(grading.LabSubmission, plural="lab_submissions", order=("-submitted_at",))
class LabSubmission:
    """What a learner handed in for a laboratory exercise."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")
    content_item = relations.link("content_item_id")


@entity(grading.AssignmentSubmission, plural="assignment_submissions", order=("-submitted_at",))
class AssignmentSubmission:
    """What a learner handed in for an assignment."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")
    content_item = relations.link("content_item_id")
    asset = relations.link("asset_id")
    rubric = relations.link("rubric_id")
    grader = relations.link("graded_by")


@entity(grading.CourseGrade, plural="course_grades", order=("-graded_at",))
class CourseGrade:
    """What a learner obtained in a course as a whole."""

    user = relations.link("user_id")
    offering = relations.link("offering_id")


@entity(grading.SkillAssessment, plural="skill_assessments", order=("-created_at",))
class SkillAssessment:
    """How well a student reads, spells or counts, as a tutor found."""

    student = relations.link("student_id")
    tutor = relations.link("tutor_id")
    organization = relations.link("organization_id")
