"""The people of the small world: what each holds, and that everyone has every tie.

Since everyone looks after a child, advises a student and has a profile, only their roles tell what a tie opens.
"""

from itertools import cycle

from tests.support.rows import Draft
from tests.support.world.facts import DELETED, EVERYONE, LEARNERS, MARKER, OPEN, OTHER, PEOPLE, PLACES, ROLES

LOOSE = """
UPDATE users u SET account_id = a.id FROM identity.accounts a WHERE u.tenant_id = :tenant AND a.email = u.email;
UPDATE users SET avatar_asset_id = (SELECT id FROM assets WHERE tenant_id = :tenant AND filename = 'library.png')
    WHERE tenant_id = :tenant;
UPDATE staff_profiles SET organization_id = (SELECT id FROM organizations WHERE tenant_id = :tenant AND code = 'ROOT')
    WHERE tenant_id = :tenant;
"""


def rows(draft: Draft) -> None:
    """Drafts users, their roles, and their ties to each other."""
    _users(draft)
    _roles(draft)
    user = {name: draft.id("users", name) for name in EVERYONE}
    places = {name: draft.id("organizations", name) for name in PLACES}
    _adults(draft, user, places)
    _students(draft, user, places)
    _groups(draft, user)


def _users(draft: Draft) -> None:
    for number, name in enumerate([*EVERYONE, "hidden learner"]):
        draft.add(
            "users",
            name,
            full_name=name.title(),
            given_name=name.split()[-1],
            email=f"{name}@{draft.code}.test".replace(" ", "."),
            phone=None if number % 3 == 0 else f"+1 555 {number:04}",
            auth_provider="google" if number % 2 else "password",
            external_id=f"sis:{name}" if number % 4 else None,
            accessibility_settings={"screen_reader": number % 2 == 0},
            metadata={"note": MARKER},
            is_listed=number % 5 == 0,
            status={"inactive": "inactive", "invited": "invited"}.get(name, "active"),
            deleted_at=DELETED if name in ("deleted", "hidden learner") else None,
        )
    if draft.code == OTHER:
        draft.add("users", "elsewhere", full_name="Elsewhere", email=f"elsewhere@{OPEN}.test")


def _roles(draft: Draft) -> None:
    grants = {f"whole {role}": [(role, None)] for role in ROLES}
    grants |= {f"scoped {role}": [(role, "north")] for role in ROLES}
    grants |= {
        "several roles": [
            ("student", None),
            ("parent", None),
            ("instructor", "lab"),
            ("school_admin", "south"),
        ],
        "guest": [("student", "south")],
        "desk": [("finance", "lab"), ("support", "south")],
        **{name: [("tenant_admin", None)] for name in ("inactive", "invited", "deleted", "locked")},
        **{name: [("student", "lab")] for name in LEARNERS},
    }
    for name, held in grants.items():
        for role, place in held:
            draft.add(
                "user_roles",
                f"{name} {role}",
                user_id=draft.id("users", name),
                role=role,
                organization_id=draft.id("organizations", place) if place else None,
            )


def _adults(draft: Draft, user: dict[str, str], places: dict[str, str]) -> None:
    for number, name in enumerate(PEOPLE):
        draft.add(
            "guardianships",
            name,
            guardian_id=user[name],
            student_id=user[LEARNERS[number % 5]],
            deleted_at=DELETED if number % 7 == 6 else None,
        )
        draft.add(
            "tutor_profiles",
            name,
            user_id=user[name],
            organization_id=places["lab"],
            deleted_at=DELETED if number % 9 == 8 else None,
        )
        draft.add(
            "staff_profiles",
            name,
            user_id=user[name],
            job_title="Someone",
            deleted_at=DELETED if number % 9 == 4 else None,
        )


def _students(draft: Draft, user: dict[str, str], places: dict[str, str]) -> None:
    spots = cycle([*places.values(), None])
    for number, name in enumerate(PEOPLE):
        draft.add(
            "student_profiles",
            name,
            user_id=user[LEARNERS[number % 6]],
            organization_id=next(spots) if number < 42 else None,
            date_of_birth=f"2010-01-{number % 28 + 1:02}",
            special_needs=[f"need {number}"],
            demographics={"sex": f"sex {number}"},
            assigned_tutor_id=user[name],
            deleted_at=DELETED if number % 8 == 7 or number >= 42 else None,
        )
    # The other learners have profiles in several places; this person in one.
    draft.add("student_profiles", "one place", user_id=user["guest"], organization_id=places["lab"])


def _groups(draft: Draft, user: dict[str, str]) -> None:
    for number, name in enumerate(["Seniors", "Chess", "Old"]):
        draft.add(
            "groups",
            name,
            name=name,
            characteristic=f"{name} alike",
            deleted_at=DELETED if name == "Old" else None,
        )
        for other in EVERYONE[number::4]:
            draft.add(
                "group_members", f"{name} {other}", group_id=draft.id("groups", name), user_id=user[other]
            )
