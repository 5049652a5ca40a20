"""Assessment: questions go with their course, and their keys wait for review."""

from tests.security.matrix.terms import CONTENT, LIVE, circle, has_keys

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

-- What somebody may try now: quizzes of the offerings they take, while these run, an attempt is left and no pause is
-- due; with the assessments these draw on. And those that they may look at afterwards.
CREATE VIEW proof.tried AS
    WITH quiz AS (
        SELECT v.key, i.id, i.assessment_id FROM proof.who v
        JOIN enrollments e ON e.user_id = v.user_id AND e.status = 'active'
        JOIN course_offerings o ON o.id = e.offering_id JOIN proof.offering c ON c.id = o.id AND c.circle >= 2
        JOIN content_items i ON i.course_id = o.course_id AND i.content_type = 'quiz'
        JOIN proof.content n ON n.id = i.id AND n.circle >= 2 AND n.is_open
        LEFT JOIN LATERAL (
            SELECT max(t.attempt_number) AS attempts, max(t.submitted_at) AS last FROM quiz_attempts t
            WHERE t.user_id = v.user_id AND t.offering_id = o.id AND t.content_item_id = i.id
              AND t.submitted_at IS NOT NULL) done ON true
        WHERE coalesce(o.starts_at <= now(), true) AND coalesce(o.ends_at > now(), true)
          AND coalesce(done.attempts < i.attempts_limit, true)
          AND coalesce(done.last + i.cooldown_hours * interval '1 hour' <= now(), true)
    )
    SELECT key, id AS place FROM quiz UNION SELECT key, assessment_id FROM quiz
    UNION
    SELECT v.key, w.assessment_id FROM proof.who v JOIN proof.review w ON w.user_id = v.user_id;
"""

_ASSESSMENT = "(SELECT circle FROM proof.assessment a WHERE a.id = r.id)"
_RUBRIC = "(SELECT circle FROM proof.rubric a WHERE a.id = r.id)"
_QUESTION = "(SELECT circle FROM proof.question q WHERE q.id = r.id)"
_OPTION = "(SELECT circle FROM proof.option o WHERE o.id = r.id)"
_COURSE_OF_QUESTION = "(SELECT q.course_id FROM proof.question q WHERE q.id = r.id)"
_COURSE_OF_OPTION = "(SELECT o.course_id FROM proof.option o WHERE o.id = r.id)"

_ASSESSMENT_OF_QUESTION = "r.assessment_id"
_ASSESSMENT_OF_OPTION = "(SELECT q.assessment_id FROM questions q WHERE q.id = r.question_id)"


def _asked(width: str, course: str, assessment: str) -> str:
    """Who reads what is asked: who writes or teaches it, drafts included; analysts; and learners while they may try."""
    drawing = f"""SELECT {course} UNION SELECT i.course_id FROM content_items i
        WHERE i.assessment_id = {assessment} AND i.deleted_at IS NULL"""
    keyed = f"EXISTS (SELECT FROM proof.keyed k WHERE k.key = v.key AND k.course_id IN ({drawing}))"
    tried = f"EXISTS (SELECT FROM proof.tried k WHERE k.key = v.key AND k.place = {assessment})"
    return f"""{LIVE} AND CASE WHEN {width} = 0 THEN false
        WHEN v.reads_all OR v.writes_all OR {keyed} THEN true ELSE {width} >= 2 AND {tried} END"""


READS = {
    "assessments": circle(_ASSESSMENT, course="r.course_id"),
    "rubrics": circle(_RUBRIC, course="r.course_id"),
    "questions": _asked(_QUESTION, _COURSE_OF_QUESTION, _ASSESSMENT_OF_QUESTION),
    "answer_options": _asked(_OPTION, _COURSE_OF_OPTION, _ASSESSMENT_OF_OPTION),
}
WRITES = {
    "assessments": CONTENT,
    "rubrics": CONTENT,
    "questions": CONTENT,
    "answer_options": CONTENT,
}
KEPT_FOR_UNDOING = frozenset({"assessments", "rubrics", "questions", "answer_options"})

_WRITTEN_QUESTION = has_keys(_COURSE_OF_QUESTION, _ASSESSMENT_OF_QUESTION)
_WRITTEN_OPTION = has_keys(_COURSE_OF_OPTION, _ASSESSMENT_OF_OPTION)


def _answered(question: str) -> str:
    """The viewer has answered the question themselves and may review it."""
    return (
        "EXISTS (SELECT FROM question_answers a JOIN quiz_attempts t ON t.id = a.attempt_id "
        "JOIN questions q ON q.id = a.question_id "
        "JOIN proof.review w ON w.user_id = t.user_id AND w.assessment_id = q.assessment_id "
        f"WHERE t.user_id = v.user_id AND a.question_id = {question})"
    )


MASKED = {
    ("questions", "correct_answers"): f"{_WRITTEN_QUESTION} OR {_answered('r.id')}",
    ("questions", "feedback"): f"{_WRITTEN_QUESTION} OR {_answered('r.id')}",
    ("questions", "metadata"): _WRITTEN_QUESTION,
    ("answer_options", "is_correct"): f"{_WRITTEN_OPTION} OR {_answered('r.question_id')}",
    ("answer_options", "feedback_md"): f"{_WRITTEN_OPTION} OR {_answered('r.question_id')}",
}
