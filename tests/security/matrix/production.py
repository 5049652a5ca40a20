"""Who reads and writes what is produced: staff read all of it, content staff write it.

What was sent to a model is for those who write content; the others read that it was sent, and what it cost. Who asks a
model for a lesson writes that request.
"""

from tests.security.matrix.terms import CONTENT

_TABLES = (
    "scripts", "voice_tracks", "brand_profiles", "brand_templates", "books", "book_sections", "render_jobs", "ai_calls",
)  # fmt: skip

READS = dict.fromkeys((*_TABLES, "generation_jobs"), "v.is_staff")
WRITES = {**dict.fromkeys(_TABLES, CONTENT), "generation_jobs": f"{CONTENT} OR r.user_id = v.user_id"}
MASKED = {
    ("ai_calls", "request_payload"): "v.writes_all OR EXISTS (SELECT FROM proof.written k"
    " WHERE k.key = v.key AND k.course_id = r.course_id)"
}
