"""Tenancy: the tenant is known to everyone in it, what it pays to its staff; organisations to visitors too."""

from tests.security.matrix.terms import ADMINISTRATORS, LIVE, MEMBERS

READS = {
    "tenants": "r.id = v.tenant_id",
    "organizations": f"{LIVE} AND ({MEMBERS} OR v.is_visitor)",
}
WRITES = {
    "tenants": "false",
    "organizations": ADMINISTRATORS,
}
MASKED = {
    ("tenants", "plan"): "v.is_staff",
    ("tenants", "data_region"): "v.is_staff",
    ("tenants", "metadata"): "v.is_staff",
    ("organizations", "metadata"): "v.is_staff",
}
