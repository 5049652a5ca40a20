"""Who reads and writes the logs and the figures: tenant administrators read the audit log, those who read all rows the
events; people add events of their own, and nobody changes any.
"""

READS = {
    "audit_logs": "v.runs_tenant",
    "events": "v.reads_all",
}
WRITES = {
    "audit_logs": "false",
    "events": "r.user_id = v.user_id",
}
APPENDED = frozenset({"events"})
"""What people add to and nobody changes."""
UNWRITTEN = frozenset({"audit_logs"})
"""What the database writes by itself."""
