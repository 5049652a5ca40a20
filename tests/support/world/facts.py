"""What the small world is made of: tenants, people, places, courses, modules and offerings, and the state of each."""

from db.derived.policies import scopes
from db.models.people import UserRole

OPEN, OTHER, CLOSED = "alpha", "beta", "gamma"
"""Two tenants with the same rows, which allow visitors, and one that allows none."""

MARKER = "only-for-staff"
"""Stands in everything that no learner may ever read."""

DELETED = "2026-01-01T00:00:00Z"
ROLES = tuple(UserRole.__members__)
PEOPLE = (
    *(f"whole {role}" for role in ROLES),
    *(f"scoped {role}" for role in ROLES),
    *("no role", "several roles", "guest", "inactive", "invited", "deleted", "locked", "desk"),
)
"""Those who may ask: each role in the whole tenant, each in one organisation, and what can stand in between."""

LEARNERS = tuple(f"learner {n}" for n in range(6))
EVERYONE = (*PEOPLE, *LEARNERS)
# name: the organisation above it
PLACES: dict[str, str | None] = {
    "root": None,
    "north": "root",
    "lab": "north",
    "south": "root",
    "gone": "root",
    "below gone": "gone",
}
SCOPES = tuple(scope.removesuffix(":read") for scope in scopes() if scope.endswith(":read"))
"""What partners can be given to read: a partner for each asks something of the small world."""

# Who takes what is private, and whether that still counts.
PRIVATE = (
    ("whole student", "private/private", "active"),
    ("no role", "private/open", "completed"),
    ("guest", "private/members", "dropped"),
    ("scoped student", "private/deleted", "active"),
    ("learner 0", "second private/private", "active"),
    ("learner 1", "second private/open", "waitlisted"),
    ("learner 2", "members/private", "active"),
)
STATUSES = ("active", "completed", "dropped", "pending", "waitlisted")

# name: (status, visibility, organisation, deleted)
COURSES: dict[str, tuple[str, str, str | None, bool]] = {
    "open": ("published", "public", "north", False),
    "members": ("published", "org", "lab", False),
    "private": ("published", "private", "south", False),
    "linked": ("published", "link", "root", False),
    "second private": ("published", "private", "north", False),
    "draft": ("draft", "public", "north", False),
    "archived": ("archived", "org", "south", False),
    "deleted": ("published", "public", "lab", True),
    "in progress": ("in_progress", "private", None, False),
    "homeless": ("published", "public", None, False),
}
# name: (parent, is published, status, deleted)
MODULES: dict[str, tuple[str | None, bool, str, bool]] = {
    "a": (None, True, "ready", False),
    "a1": ("a", True, "ready", False),
    "a11": ("a1", True, "ready", False),
    "a2": ("a", False, "ready", False),
    "a21": ("a2", True, "ready", False),
    "b": (None, True, "archived", False),
    "b1": ("b", True, "ready", False),
    "c": (None, True, "ready", True),
    "c1": ("c", True, "ready", False),
}
# name: (from when, until when, for staff). The years are so far away that nothing depends on the day.
PAST, FUTURE = "2001-01-01T00:00:00Z", "2100-01-01T00:00:00Z"
TIMES: dict[str, tuple[str | None, str | None, bool]] = {
    "open now": (PAST, FUTURE, False),
    "not yet": (FUTURE, None, False),
    "no more": (None, PAST, False),
    "for staff": (None, None, True),
}
OFFERINGS: dict[str, tuple[str, bool]] = {
    "open": ("public", False),
    "members": ("org", False),
    "private": ("private", False),
    "deleted": ("public", True),
}
RUNS = tuple(f"{course}/{offering}" for course in COURSES for offering in OFFERINGS)
"""Every offering, as `course/offering`."""
