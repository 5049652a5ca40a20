"""Progress: for the learner, their family, and whoever teaches or runs the offering; a learner writes their own."""

from tests.security.matrix.terms import PROGRESS, STAFF_OF_OFFERING

READS = {
    "module_progress": PROGRESS,
    "content_progress": PROGRESS,
    "course_progress": PROGRESS,
}
WRITES = {
    "module_progress": f"{STAFF_OF_OFFERING} OR r.user_id = v.user_id",
    "content_progress": f"{STAFF_OF_OFFERING} OR r.user_id = v.user_id",
    "course_progress": "false",
}
UNWRITTEN = frozenset({"course_progress"})
