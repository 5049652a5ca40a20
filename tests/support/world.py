"""A small world in which every table has rows in two tenants alike, and only a person's role makes a difference.

Each person who holds (or lacks) a role has every tie that could open a row to them: a child in their care, a student
assigned to them, an offering they are listed for, enrolments, classes. What they see then tells what the role is worth.
"""

from typing import Any

import asyncpg

from db.maintenance.figures.refresh import refresh_tenant
from tests.support.rows import Draft, row_id
from tests.support.viewers import ISSUER, Viewer
from tests.support.world_administration import administration_rows
from tests.support.world_analytics import KEPT, events
from tests.support.world_assessment import work
from tests.support.world_community import community
from tests.support.world_courses import courses
from tests.support.world_distribution import distribution
from tests.support.world_facts import CLOSED, OPEN, OTHER, ROLES, SCOPES
from tests.support.world_mentoring import mentoring
from tests.support.world_people import organizations, people
from tests.support.world_planning import LOOSE as LOOSE_LESSONS
from tests.support.world_planning import lessons
from tests.support.world_production import production
from tests.support.world_ties import ties


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


LOOSE = """
UPDATE assets SET uploaded_by = (SELECT id FROM users WHERE tenant_id = :tenant ORDER BY id LIMIT 1)
    WHERE tenant_id = :tenant;
UPDATE courses c SET primary_subject_id = (SELECT id FROM subjects WHERE code = 'MECH'), thumbnail_asset_id = (
    SELECT id FROM assets a WHERE a.tenant_id = :tenant AND a.course_id = c.id ORDER BY id LIMIT 1)
    WHERE tenant_id = :tenant;
UPDATE course_documents d SET asset_id = a.id FROM assets a
    WHERE d.tenant_id = :tenant AND a.tenant_id = :tenant AND a.course_id = d.course_id AND a.kind = 'source';
UPDATE content_items i SET asset_id = a.id FROM assets a
    WHERE i.tenant_id = :tenant AND a.tenant_id = :tenant AND a.course_id = i.course_id AND a.module_id IS NOT NULL;
UPDATE users SET avatar_asset_id = (SELECT id FROM assets WHERE tenant_id = :tenant AND filename = 'library.png')
    WHERE tenant_id = :tenant;
UPDATE staff_profiles SET organization_id = (SELECT id FROM organizations WHERE tenant_id = :tenant AND code = 'ROOT')
    WHERE tenant_id = :tenant;
UPDATE organizations SET country_id = (SELECT id FROM countries WHERE iso_code = 'DE') WHERE tenant_id = :tenant;
UPDATE tenants SET logo_asset_id = (SELECT id FROM assets WHERE tenant_id = :tenant AND filename = 'library.png')
    WHERE id = :tenant;
"""
"""Fills the keys that nothing else has filled, so that every relation leads somewhere."""


SECRETS = """
UPDATE identity.accounts SET password_hash = '$argon2id$v=19$m=65536,t=3,p=4$' || md5(email) || '$' || md5(id::text);
INSERT INTO identity.reset_tokens (account_id, token_hash, expires_at)
    SELECT id, encode(sha256(id::text::bytea), 'hex'), now() FROM identity.accounts;
INSERT INTO identity.invitations (email, token_hash, expires_at)
    SELECT email, encode(sha256(email::bytea), 'hex'), now() FROM identity.accounts;
"""
"""What nobody may ever read, for every account."""


async def build(admin_url: str) -> None:
    """Writes the world into an empty migrated database, over a superuser's connection."""
    connection = await asyncpg.connect(admin_url)
    try:
        await _reference(connection)
        for code in (OPEN, OTHER, CLOSED):
            await _tenant(connection, code)
            draft = Draft(code)
            places = organizations(draft)
            names = people(draft)
            courses(draft, places)
            ties(draft, names, places)
            events(draft, names)
            work(draft, names, places)
            lessons(draft)
            production(draft)
            mentoring(draft, names)
            distribution(draft, places)
            community(draft, names)
            administration_rows(draft, names, places)
            _clients(draft)
            async with connection.transaction():
                await connection.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
                await draft.write(connection)
                await connection.execute(
                    "UPDATE users u SET account_id = a.id FROM identity.accounts a"
                    " WHERE u.tenant_id = app.tenant_id() AND a.email = u.email"
                )
                await connection.execute(
                    "INSERT INTO course_subjects (tenant_id, course_id, subject_id)"
                    " SELECT c.tenant_id, c.id, s.id FROM courses c, subjects s"
                    " WHERE c.tenant_id = app.tenant_id() AND s.code <> 'PHYS'"
                )
                await connection.execute(
                    "INSERT INTO lesson_standards (tenant_id, lesson_version_id, standard_id)"
                    " SELECT n.tenant_id, n.id, s.id FROM lesson_versions n, standards s"
                    " WHERE n.tenant_id = app.tenant_id() AND s.code <> 'S2'"
                )
                editor = draft.id("users", "whole tenant_admin")
                await connection.execute("SELECT set_config('app.user_id', $1, true)", editor)
                await connection.execute((LOOSE + LOOSE_LESSONS).replace(":tenant", f"'{draft.tenant_id}'"))
                await connection.execute(KEPT)
                await refresh_tenant(connection, draft.tenant_id)
        await connection.execute(SECRETS)
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


async def _reference(connection: "asyncpg.Connection[Any]") -> None:
    await connection.execute(
        "INSERT INTO countries (iso_code, name) VALUES ('US', 'United States'), ('DE', 'Germany')"
    )
    await connection.execute("INSERT INTO domains (code, name) VALUES ('SCI', 'Science')")
    await connection.execute(
        "INSERT INTO subjects (code, name, domain_id) SELECT 'PHYS', 'Physics', id FROM domains;"
        "INSERT INTO subjects (code, name, domain_id, parent_id) SELECT w, w, domain_id, id FROM subjects,"
        " unnest('{MECH,OPTICS}'::text[]) w;"
        "INSERT INTO standards_frameworks (code, name) VALUES ('NGSS', 'Next Generation Science Standards');"
        "INSERT INTO standards (framework_id, code, description)"
        " SELECT id, w, 'Statement ' || w FROM standards_frameworks, unnest('{S1,S2,S3}'::text[]) w;"
        "INSERT INTO standard_associations (from_id, to_id, kind, framework_id)"
        " SELECT a.id, b.id, 'is_child_of', a.framework_id FROM standards a, standards b"
        " WHERE a.code > b.code AND b.code = 'S1'"
    )


async def _tenant(connection: "asyncpg.Connection[Any]", code: str) -> None:
    await connection.execute(
        "INSERT INTO tenants (id, name, short_code, kind, plan, allows_visitors, country_id, metadata)"
        " SELECT $1, $2, $3, 'university', 'gold', $4, id, '{\"budget\": 1}' FROM countries WHERE iso_code = 'US'",
        row_id(code, "tenants", code),
        code.title(),
        code,
        code != CLOSED,
    )
    for name in (
        [f"whole {r}" for r in ROLES]
        + [f"scoped {r}" for r in ROLES]
        + [
            "no role",
            "several roles",
            "guest",
            "inactive",
            "invited",
            "deleted",
            "locked",
            "desk",
            "elsewhere",
        ]
    ):
        account = await connection.fetchval(
            "INSERT INTO identity.accounts (email, status) VALUES ($1, $2) RETURNING id",
            f"{name}@{code}.test".replace(" ", "."),
            "locked" if name == "locked" else "active",
        )
        await connection.execute(
            "INSERT INTO identity.account_identities (account_id, issuer, subject) VALUES ($1, $2, $3)",
            account,
            ISSUER,
            f"{code}/{name}",
        )


def _clients(draft: Draft) -> None:
    for viewer in viewers(draft.code):
        if viewer.subject is None or not viewer.subject.startswith(f"{draft.code}/partner"):
            continue
        scopes = " ".join(sorted(viewer.scopes or viewer.asked))
        draft.add(
            "gateway.clients",
            viewer.key,
            issuer=ISSUER,
            subject=viewer.subject,
            name=viewer.key,
            scopes="catalogue:read" if viewer.key == "words as scopes" else scopes,
            is_active=viewer.kind == "client",
        )
