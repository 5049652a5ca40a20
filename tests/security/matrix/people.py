"""People: members know who is listed, staff know everyone; a profile is for the person and whoever looks after them.

Tenant administrators write what belongs to nobody else; whoever runs an organisation writes its students' profiles.
"""

from tests.security.matrix.terms import (
    ADMINISTRATORS,
    LIVE,
    MEMBERS,
    PERSONAL,
    belongs,
    care,
    head,
    pupil,
    run,
    scope,
    sensitive,
)

READS = {
    "users": f"{LIVE} AND (v.is_staff OR {scope('roster')} OR {care('r.id')} OR (v.is_member AND r.is_listed))",
    "user_roles": f"{PERSONAL} OR {care('r.user_id')} OR {run('r.organization_id')}",
    "student_profiles": f"{LIVE} AND ({PERSONAL} OR {care('r.user_id')} OR {run('r.organization_id')} "
    f"OR r.assigned_tutor_id = v.user_id OR {pupil('r.user_id')})",
    "tutor_profiles": f"{LIVE} AND {MEMBERS}",
    "staff_profiles": f"{LIVE} AND {MEMBERS}",
    "guardianships": f"{LIVE} AND ({PERSONAL} OR {care('r.student_id')} OR {care('r.guardian_id')} "
    f"OR {pupil('r.student_id')} OR {belongs('r.student_id')})",
    "groups": f"{LIVE} AND {MEMBERS}",
    "group_members": f"{PERSONAL} OR {care('r.user_id')} OR {belongs('r.user_id')}",
}
WRITES = {
    "users": ADMINISTRATORS,
    "user_roles": ADMINISTRATORS,
    "student_profiles": f"v.runs_tenant OR {run('r.organization_id')}",
    "tutor_profiles": ADMINISTRATORS,
    "staff_profiles": ADMINISTRATORS,
    "guardianships": ADMINISTRATORS,
    "groups": ADMINISTRATORS,
    "group_members": ADMINISTRATORS,
}
_CONTACT = "EXISTS (SELECT FROM proof.contact k WHERE k.key = v.key AND k.person = r.id)"
_IN_CHARGE = (pupil("r.id"), belongs("r.id"))
_OF_PROFILE = sensitive(care("r.user_id"), pupil("r.user_id"), head("r.organization_id"))
MASKED = {
    **{
        ("users", column): sensitive(care("r.id"), *_IN_CHARGE)
        for column in ("auth_provider", "external_id", "accessibility_settings")
    },
    **{("users", column): sensitive(care("r.id"), *_IN_CHARGE, _CONTACT) for column in ("email", "phone")},
    ("users", "metadata"): sensitive(*_IN_CHARGE),
    **{
        ("student_profiles", column): _OF_PROFILE
        for column in ("date_of_birth", "special_needs", "demographics", "academic_age", "history")
    },
    ("groups", "characteristic"): "v.is_staff OR 'sensitive:read' = ANY (v.scopes)",
}
