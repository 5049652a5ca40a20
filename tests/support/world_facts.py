"""What the small world is made of: its tenants, roles, courses, modules and offerings, and how they stand."""

from db.models.people import UserRole

OPEN, OTHER, CLOSED = "alpha", "beta", "gamma"
"""Two tenants with the same rows, which allow visitors, and one that allows none."""

MARKER = "only-for-staff"
"""Stands in everything that no learner may ever read."""

DELETED = "2026-01-01T00:00:00Z"
ROLES = tuple(UserRole.__members__)
SCOPES = ("catalogue", "roster", "progress", "sensitive", "grades", "administration", "community")
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
OFFERINGS: dict[str, tuple[str, bool]] = {
    "open": ("public", False),
    "members": ("org", False),
    "private": ("private", False),
    "deleted": ("public", True),
}
