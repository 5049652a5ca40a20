"""Grading: what learners handed in is personal; whether it is right waits for review."""

from tests.security.matrix.terms import (
    STAFF_OF_OFFERING,
    care,
    head,
    noted,
    owner_of,
    pupil,
    run,
    sensitive,
    taught,
    work,
)


def _through(table: str, condition: str) -> str:
    return f"EXISTS (SELECT FROM {table} AND ({condition}))"


_OF_ANSWER = "quiz_attempts t WHERE t.id = r.attempt_id"
_OF_SELECTION = "question_answers a JOIN quiz_attempts t ON t.id = a.attempt_id WHERE a.id = r.answer_id"
_WORK = work("r.user_id", "r.offering_id")
_REVIEWED = (
    "EXISTS (SELECT FROM quiz_attempts t JOIN content_items i ON i.id = t.content_item_id "
    "JOIN proof.review w ON w.user_id = t.user_id AND w.assessment_id = i.assessment_id WHERE t.id = {})"
)
READS = {
    "quiz_attempts": _WORK,
    "question_answers": _through(_OF_ANSWER, work("t.user_id", "t.offering_id")),
    "answer_selections": _through(_OF_SELECTION, work("t.user_id", "t.offering_id")),
    "lab_submissions": _WORK,
    "assignment_submissions": _WORK,
    "course_grades": _WORK,
    "skill_assessments": noted("r.tutor_id = v.user_id"),
}
_OWN = f"{STAFF_OF_OFFERING} OR r.user_id = v.user_id"
_OWN_OF_ATTEMPT = (
    f"v.runs_tenant OR {taught('t.offering_id')} OR {run(owner_of('t.offering_id'))} OR t.user_id = v.user_id"
)
WRITES = {
    "quiz_attempts": _OWN,
    "question_answers": _through(_OF_ANSWER, _OWN_OF_ATTEMPT),
    "answer_selections": _through(_OF_SELECTION, _OWN_OF_ATTEMPT),
    "lab_submissions": _OWN,
    "assignment_submissions": _OWN,
    "course_grades": STAFF_OF_OFFERING,
    "skill_assessments": f"v.runs_tenant OR {run('r.organization_id')} OR r.tutor_id = v.user_id",
}


def _marked(offering: str, attempt: str) -> str:
    """Who teaches the offering or runs its place, and does not take it; or anyone, once the learner may review it."""
    in_charge = f"v.runs_all OR {taught(offering)} OR {head(owner_of(offering))}"
    takes = f"EXISTS (SELECT FROM proof.studied k WHERE k.key = v.key AND k.offering_id = {offering})"
    return f"(({in_charge}) AND NOT {takes}) OR {_REVIEWED.format(attempt)}"


_OF_ATTEMPT = "(SELECT t.offering_id FROM quiz_attempts t WHERE t.id = r.attempt_id)"
_OF_LEARNER = sensitive(care("r.user_id"), taught("r.offering_id"), head(owner_of("r.offering_id")))
_OF_ANSWERER = "(SELECT t.user_id FROM quiz_attempts t WHERE t.id = r.attempt_id)"
MASKED = {
    ("question_answers", "answer_text"): sensitive(
        care(_OF_ANSWERER), taught(_OF_ATTEMPT), head(owner_of(_OF_ATTEMPT))
    ),
    **dict.fromkeys(
        (
            ("lab_submissions", "auto_grade"),
            ("lab_submissions", "instructor_feedback"),
            ("lab_submissions", "artifacts_url"),
            ("assignment_submissions", "instructor_feedback"),
            ("assignment_submissions", "body_md"),
            ("assignment_submissions", "work_url"),
        ),
        _OF_LEARNER,
    ),
    ("skill_assessments", "notes"): sensitive(
        "r.tutor_id = v.user_id", care("r.student_id"), pupil("r.student_id"), head("r.organization_id")
    ),
    ("quiz_attempts", "raw_response"): _marked("r.offering_id", "r.id"),
    ("question_answers", "points_earned"): _marked(_OF_ATTEMPT, "r.attempt_id"),
    ("question_answers", "is_correct"): _marked(_OF_ATTEMPT, "r.attempt_id"),
}
