"""Assessment: questions go with their course, and their keys wait for review."""

from tests.security.matrix.terms import CONTENT, circle

VIEWS = """
-- What belongs to no course is for members.
CREATE VIEW proof.assessment AS
    SELECT s.id, s.tenant_id, s.course_id, least(coalesce(c.circle, 3), CASE
        WHEN s.deleted_at IS NOT NULL THEN 0 WHEN NOT s.is_published THEN 1 ELSE 4 END) AS circle
    FROM assessments s LEFT JOIN proof.course c ON c.id = s.course_id;

CREATE VIEW proof.rubric AS
    SELECT s.id, s.tenant_id, s.course_id, least(coalesce(c.circle, 3), CASE
        WHEN s.deleted_at IS NOT NULL THEN 0 WHEN NOT s.is_published THEN 1 ELSE 4 END) AS circle
    FROM rubrics s LEFT JOIN proof.course c ON c.id = s.course_id;

CREATE VIEW proof.question AS
    SELECT q.id, q.tenant_id, a.course_id, CASE WHEN q.deleted_at IS NOT NULL THEN 0 ELSE a.circle END AS circle
    FROM questions q JOIN proof.assessment a ON a.id = q.assessment_id;

CREATE VIEW proof.option AS
    SELECT o.id, o.tenant_id, q.course_id, CASE WHEN o.deleted_at IS NOT NULL THEN 0 ELSE q.circle END AS circle
    FROM answer_options o JOIN proof.question q ON q.id = o.question_id;

-- Who may look at the keys of which assessment, by its own rule: all that they began is submitted; and where the rule
-- says so, no quiz of the course that draws on it leaves them an attempt.
CREATE VIEW proof.review AS
    SELECT t.user_id, s.id AS assessment_id
    FROM quiz_attempts t JOIN content_items i ON i.id = t.content_item_id JOIN assessments s ON s.id = i.assessment_id
    WHERE s.review <> 'never'
    GROUP BY t.user_id, s.id, s.review
    HAVING bool_and(t.submitted_at IS NOT NULL) AND (s.review = 'after_each_attempt' OR (
        SELECT count(DISTINCT (b.offering_id, q.id)) = count(DISTINCT (b.offering_id, q.id)) FILTER (WHERE EXISTS (
            SELECT FROM quiz_attempts l
            WHERE l.user_id = t.user_id AND l.offering_id = b.offering_id AND l.content_item_id = q.id
              AND l.attempt_number = q.attempts_limit))
        FROM quiz_attempts b JOIN content_items of ON of.id = b.content_item_id
        JOIN content_items q ON q.course_id = of.course_id AND q.assessment_id = s.id AND q.deleted_at IS NULL
        WHERE b.user_id = t.user_id AND of.assessment_id = s.id));
"""

_ASSESSMENT = "(SELECT circle FROM proof.assessment a WHERE a.id = r.id)"
_RUBRIC = "(SELECT circle FROM proof.rubric a WHERE a.id = r.id)"
_QUESTION = "(SELECT circle FROM proof.question q WHERE q.id = r.id)"
_OPTION = "(SELECT circle FROM proof.option o WHERE o.id = r.id)"
_COURSE_OF_QUESTION = "(SELECT q.course_id FROM proof.question q WHERE q.id = r.id)"
_COURSE_OF_OPTION = "(SELECT o.course_id FROM proof.option o WHERE o.id = r.id)"

READS = {
    "assessments": circle(_ASSESSMENT, course="r.course_id"),
    "rubrics": circle(_RUBRIC, course="r.course_id"),
    "questions": circle(_QUESTION, course=_COURSE_OF_QUESTION),
    "answer_options": circle(_OPTION, course=_COURSE_OF_OPTION),
}
WRITES = {
    "assessments": CONTENT,
    "rubrics": CONTENT,
    "questions": CONTENT,
    "answer_options": CONTENT,
}
KEPT_FOR_UNDOING = frozenset({"assessments", "rubrics", "questions", "answer_options"})


def _key(question: str) -> str:
    """The viewer sees keys, or has answered the question themselves and may review it."""
    return (
        "v.sees_keys OR EXISTS (SELECT FROM question_answers a JOIN quiz_attempts t ON t.id = a.attempt_id "
        "JOIN questions q ON q.id = a.question_id "
        "JOIN proof.review w ON w.user_id = t.user_id AND w.assessment_id = q.assessment_id "
        f"WHERE t.user_id = v.user_id AND a.question_id = {question})"
    )


MASKED = {
    ("questions", "correct_answers"): _key("r.id"),
    ("questions", "feedback"): _key("r.id"),
    ("questions", "metadata"): "v.sees_keys",
    ("answer_options", "is_correct"): _key("r.question_id"),
    ("answer_options", "feedback_md"): _key("r.question_id"),
}
