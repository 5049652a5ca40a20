"""Who asks something of the small world's tenants."""

from tests.support.rows import row_id
from tests.support.viewers import Viewer
from tests.support.world.facts import CLOSED, OPEN, ROLES, SCOPES


def viewers(code: str = OPEN) -> list[Viewer]:
    """Everyone who may ask something of the tenant: each role whole and scoped, partners, visitors and the refused."""
    found = [person(code, f"whole {role}") for role in ROLES]
    found += [person(code, f"scoped {role}") for role in ROLES]
    found += [person(code, name) for name in ("no role", "several roles", "guest", "desk")]
    found.append(person(code, "several roles", key="narrowed", narrowed=frozenset({"student", "parent"})))
    found.append(person(code, "desk", key="narrowed desk", narrowed=frozenset({"support"})))
    found.append(person(code, "no role", key="widened", narrowed=frozenset({"tenant_admin"})))
    found.append(person(code, "whole tenant_admin", key="narrowed to nothing", narrowed=frozenset[str]()))
    found += [
        person(code, name, refused=True) for name in ("inactive", "invited", "deleted", "locked", "elsewhere")
    ]
    found += [client(code, f"{scope}:read") for scope in SCOPES]
    found.append(client(code, "catalogue:write", "roster:write"))
    found.append(client(code, "catalogue:read", "roster:read", "progress:read"))
    found.append(client(code, "sensitive:read", "roster:read"))
    found.append(client(code))
    found.append(
        Viewer(
            "asks for more",
            code,
            "client",
            subject=f"{code}/partner modest",
            asked=frozenset({"roster:read", "catalogue:read"}),
            scopes=frozenset({"catalogue:read"}),
        )
    )
    found.append(
        Viewer(
            "words as scopes",
            code,
            "client",
            subject=f"{code}/partner words",
            asked=frozenset({"staff", "everything", "member"}),
            scopes=frozenset(),
        )
    )
    found.append(
        Viewer(
            "inactive partner",
            code,
            "refused",
            subject=f"{code}/partner inactive",
            asked=frozenset({"catalogue:read"}),
        )
    )
    found.append(Viewer("unknown subject", code, "refused", subject="nobody"))
    found.append(Viewer("visitor", code, "visitor"))
    found.append(Viewer("visitor where none may", CLOSED, "refused"))
    return found


def person(
    code: str,
    name: str,
    *,
    key: str | None = None,
    narrowed: frozenset[str] | None = None,
    refused: bool = False,
) -> Viewer:
    """A person of the tenant as a viewer."""
    return Viewer(
        key or name,
        code,
        "refused" if refused else "person",
        subject=f"{code}/{name}",
        user_id=row_id(code, "users", name),
        narrowed=narrowed,
    )


def client(code: str, *scopes: str) -> Viewer:
    """A partner's system as a viewer, which asks for all it may have."""
    given = frozenset(scopes)
    return Viewer(
        f"partner {' '.join(sorted(given)) or 'without scopes'}",
        code,
        "client",
        subject=f"{code}/partner {' '.join(sorted(given))}",
        asked=given,
        scopes=given,
    )
