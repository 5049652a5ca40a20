"""Recognition: certificates and achievements are read as the work is that they are given for."""

from tests.security.matrix.terms import STAFF_OF_OFFERING, noted, run, work

READS = {
    "certificates": work("r.user_id", "r.offering_id"),
    "achievements": noted(),
}
WRITES = {
    "certificates": STAFF_OF_OFFERING,
    "achievements": f"v.runs_tenant OR {run('r.organization_id')}",
}
