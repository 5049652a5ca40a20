"""Recognition: certificates and achievements are read as the work is that they are given for."""

from tests.security.matrix.terms import (
    STAFF_OF_OFFERING,
    head,
    noted,
    owner_of,
    pupil,
    run,
    sensitive,
    taught,
    work,
)

READS = {
    "certificates": work("r.user_id", "r.offering_id"),
    "achievements": noted(),
}
WRITES = {
    "certificates": STAFF_OF_OFFERING,
    "achievements": f"v.runs_tenant OR {run('r.organization_id')}",
}
MASKED = {
    ("certificates", "metadata"): sensitive(taught("r.offering_id"), head(owner_of("r.offering_id"))),
    ("achievements", "metadata"): sensitive(pupil("r.student_id"), head("r.organization_id")),
}
