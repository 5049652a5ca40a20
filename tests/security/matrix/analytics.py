"""Who reads and writes the logs and the figures: tenant administrators read the audit log, those who read all rows the
events and what is counted from them; a person's figures are read like their progress, and a centre's by those who keep
its accounts. People add events of their own; nobody changes any, and nobody writes figures.
"""

from tests.security.matrix.terms import belongs, care, desk, pupil, run, scope

READS = {
    "audit_logs": "v.runs_tenant",
    "events": "v.reads_all",
    "metrics_daily": "v.reads_all",
    "user_statistics": f"v.reads_all OR {scope('progress')} OR {care('r.user_id')} OR {pupil('r.user_id')} "
    f"OR {belongs('r.user_id')}",
    "course_statistics": "v.is_staff",
    "course_student_statistics": f"v.reads_all OR {scope('progress')} OR {care('r.user_id')} OR {pupil('r.user_id')} "
    f"OR {run('(SELECT c.organization_id FROM courses c WHERE c.id = r.course_id)')}",
    "student_progress_summaries": f"v.reads_all OR {scope('progress')} OR {care('r.user_id')} OR {pupil('r.user_id')} "
    f"OR {run('r.organization_id')}",
    "tutor_loads": f"v.reads_all OR {scope('roster')} OR {care('r.user_id')} OR {run('r.organization_id')}",
    "centre_financials": f"{desk('finance', 'r.organization_id')} OR {scope('finance')} OR {scope('administration')}",
}
APPENDED = frozenset({"events"})
UNWRITTEN = frozenset(READS) - APPENDED
"""What the database writes by itself."""
WRITES = {**dict.fromkeys(UNWRITTEN, "false"), "events": "r.user_id = v.user_id"}
