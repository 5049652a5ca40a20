"""Administration: money for those who keep the accounts, requests for support and who is in them, messages personal.

Accounts are kept, and requests answered, in the whole tenant, or in one organisation and all below it, as the role is
held.
"""

from tests.security.matrix.terms import ADMINISTRATORS, LIVE, belongs, desk, family, scope, sensitive

VIEWS = """
-- Where somebody keeps the accounts or answers requests, null being everywhere; those who run the tenant do both.
CREATE VIEW proof.desk AS
    WITH RECURSIVE below (key, role, organization_id) AS (
        SELECT key, role, organization_id FROM proof.held WHERE role IN ('finance', 'support')
        UNION
        SELECT b.key, b.role, o.id FROM below b JOIN organizations o ON o.parent_id = b.organization_id
    )
    SELECT key, role, organization_id FROM below
    UNION
    SELECT v.key, role, NULL FROM proof.who v, unnest('{finance,support}'::text[]) role WHERE v.runs_tenant;
"""
_MONEY = desk("finance", "r.organization_id")
_HELP = desk("support", "r.organization_id")


def _partner(name: str) -> str:
    """The viewer is a partner who may read the scope, or the one that stood for all of these in former times."""
    return f"({scope(name)} OR {scope('administration')})"


READS = {
    "finance_records": f"{LIVE} AND ({_MONEY} OR {_partner('finance')})",
    "service_requests": f"{LIVE} AND ({_HELP} OR {_partner('requests')} "
    "OR v.user_id IN (r.requester_id, r.assigned_to_id))",
    "inventory_items": f"{LIVE} AND ({_HELP} OR {_partner('inventory')})",
    "notifications": f"{LIVE} AND (v.reads_all OR {_partner('notifications')} OR {family('r.user_id')} "
    f"OR {belongs('r.user_id')})",
}
WRITES = {
    "finance_records": _MONEY,
    "service_requests": f"{_HELP} OR r.requester_id = v.user_id",
    "inventory_items": _HELP,
    "notifications": ADMINISTRATORS,
}
MASKED = {
    ("notifications", column): sensitive(family("r.user_id"), belongs("r.user_id"))
    for column in ("subject", "message")
}
