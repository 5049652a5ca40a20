"""The organisations and people of the small world, and what each person holds."""

from itertools import cycle

from tests.support.rows import Draft
from tests.support.world_facts import DELETED, MARKER, OPEN, OTHER, ROLES


def organizations(draft: Draft) -> dict[str, str]:
    above = {
        "root": None,
        "north": "root",
        "lab": "north",
        "south": "root",
        "gone": "root",
        "below gone": "gone",
    }
    kinds = cycle(("university", "department", "centre", "department", "school", "region"))
    for name, parent in above.items():
        draft.add(
            "organizations",
            name,
            name=name.title(),
            code=name.upper(),
            kind=next(kinds),
            parent_id=draft.id("organizations", parent) if parent else None,
            metadata={"budget": 5},
            deleted_at=DELETED if name == "gone" else None,
        )
    for place, name in enumerate(("Core", "Electives", "Old"), 1):
        draft.add(
            "categories", name, name=name, sequence_index=place, deleted_at=DELETED if name == "Old" else None
        )
    return {name: draft.id("organizations", name) for name in above}


def people(draft: Draft) -> list[str]:
    """Drafts users and their roles; returns the names of those who may ask."""
    names = [f"whole {role}" for role in ROLES] + [f"scoped {role}" for role in ROLES]
    names += ["no role", "several roles", "guest", "inactive", "invited", "deleted", "locked", "desk"]
    learners = [f"learner {n}" for n in range(6)]
    for number, name in enumerate([*names, *learners, "hidden learner"]):
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
        **{name: [("student", "lab")] for name in learners},
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
    return names
