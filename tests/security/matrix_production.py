"""Who reads and writes what is produced: staff read all of it, content staff write it.

What was sent to a model is for those who write content; the others read that it was sent, and what it cost.
"""

from tests.security.matrix_terms import CONTENT

_TABLES = (
    "scripts", "voice_tracks", "brand_profiles", "brand_templates", "books", "book_sections", "render_jobs", "ai_calls",
)  # fmt: skip

READS = dict.fromkeys(_TABLES, "v.is_staff")
WRITES = dict.fromkeys(_TABLES, CONTENT)
MASKED = {("ai_calls", "request_payload"): "v.writes_content"}
