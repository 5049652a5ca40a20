"""Administration: money for those who keep the accounts, requests for support and who is in them, messages personal."""

from tests.security.matrix_terms import ADMINISTRATORS, LIVE, SENSITIVE, care, scope

VIEWS = """
-- Who keeps the accounts, and who answers requests; those who run the tenant do both.
CREATE VIEW proof.desk AS
    SELECT v.key,
        v.runs_tenant OR EXISTS (SELECT FROM proof.held h WHERE h.key = v.key AND h.role = 'finance') AS money,
        v.runs_tenant OR EXISTS (SELECT FROM proof.held h WHERE h.key = v.key AND h.role = 'support') AS help
    FROM proof.who v;
"""
_MONEY = "EXISTS (SELECT FROM proof.desk d WHERE d.key = v.key AND d.money)"
_HELP = "EXISTS (SELECT FROM proof.desk d WHERE d.key = v.key AND d.help)"
_PARTNER = scope("administration")

READS = {
    "finance_records": f"{LIVE} AND ({_MONEY} OR {_PARTNER})",
    "service_requests": f"{LIVE} AND ({_HELP} OR {_PARTNER} OR v.user_id IN (r.requester_id, r.assigned_to_id))",
    "inventory_items": f"{LIVE} AND ({_HELP} OR {_PARTNER})",
    "notifications": f"{LIVE} AND (v.reads_all OR {_PARTNER} OR {care('r.user_id')})",
}
WRITES = {
    "finance_records": _MONEY,
    "service_requests": f"{_HELP} OR r.requester_id = v.user_id",
    "inventory_items": _HELP,
    "notifications": ADMINISTRATORS,
}
MASKED = {
    ("notifications", column): f"{SENSITIVE} OR {care('r.user_id')}" for column in ("subject", "message")
}
