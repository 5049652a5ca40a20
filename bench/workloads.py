"""The workloads: seven operations, each with a token and the ids that it asks for in turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from app.auth.issue import Bearer, issue_token
from app.auth.payload import ClaimNames
from app.auth.terms import TokenTerms
from bench.data import ISSUER, SCOPES, TENANTS, TREES, code_of
from bench.database import Prepared

FOLDER = Path(__file__).parent / "workloads"
SECRET = "a secret of the bench's own, known to every peer of it"  # noqa: S105 - it guards made-up rows
AUDIENCE = "lyceum"
TERMS = TokenTerms(ISSUER, AUDIENCE, ClaimNames("tenant", "sub", "scope", "roles"))
HOURS = 12


@dataclass(frozen=True, slots=True)
class Request:
    """One request, which is the same for every peer, except for its spelling."""

    tenant: str
    token: str
    variables: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Workload:
    """An operation and its requests. walks: the list that is walked by cursor, and the number of pages."""

    name: str
    claim: str
    requests: tuple[Request, ...]
    walks: tuple[str, int] | None = None

    def document(self, folder: Path = FOLDER) -> str:
        """The operation's text. A peer may have a text of its own."""
        own = folder / f"{self.name}.graphql"
        return (own if own.exists() else FOLDER / f"{self.name}.graphql").read_text()


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant that requests are made for."""

    id: str
    code: str
    offerings: tuple[str, ...]

    def token(self, subject: str, scopes: str = "") -> str:
        """A token that every peer accepts."""
        return issue_token(SECRET, TERMS, Bearer(self.id, subject, scopes.split()), HOURS * 3600)

    def asks(self, who: str, **variables: Any) -> Request:
        """A request by a person or the partner of the tenant."""
        subject = f"{who}@{self.code}" if who == "partner" else f"{who}@{self.code}.example"
        return Request(self.id, self.token(subject, SCOPES if who == "partner" else ""), variables)


def read_workloads(database: Prepared) -> list[Workload]:
    """The workloads on the rows of a prepared database."""
    tenants = asyncio.run(_tenants(database.owner_url))

    def each(make: Callable[[Tenant, int], Request], many: int) -> tuple[Request, ...]:
        return tuple(make(tenant, n) for n in range(1, many + 1) for tenant in tenants)

    return [
        Workload("small", "one course with its department",
            each(lambda t, n: t.asks("reader1", code=f"BENCH-{n}"), 10)),
        Workload("catalogue", "50 courses with department, subject and instructors",
            each(lambda t, _: t.asks("reader1"), 1), ("courses", 4)),
        Workload("tree", "a course with 10 units, 90 lessons and 270 polymorphic items",
            each(lambda t, n: t.asks("reader1", code=f"BENCH-{n}"), TREES)),
        Workload("roster", "200 enrolments with user and progress",
            each(lambda t, n: t.asks("teacher1", id=f"CourseOffering_{t.offerings[n - 1]}"), TREES)),
        Workload("sync", "1,000 enrolments in pages of 200, a request a page",
            each(lambda t, _: t.asks("partner"), 1), ("enrollments", 5)),
        Workload("deep", "twelve nested levels",
            each(lambda t, n: t.asks("reader1", code=f"BENCH-{TREES + n}"), TREES)),
        Workload("dashboard", "a viewer with 8 enrolments: course, progress and last item of each",
            each(lambda t, n: t.asks(f"student{n}"), 10)),
    ]  # fmt: skip


OFFERINGS = """
SELECT o.id::text FROM course_offerings o JOIN courses c ON c.tenant_id = o.tenant_id AND c.id = o.course_id
WHERE o.tenant_id = $1 AND c.code = ANY ($2) ORDER BY c.code"""


async def _tenants(owner_url: str) -> list[Tenant]:
    connection = await asyncpg.connect(owner_url)
    codes = [f"BENCH-{n}" for n in range(1, TREES + 1)]
    try:
        found: list[Tenant] = []
        for number in range(1, TENANTS + 1):
            tenant = await connection.fetchval("SELECT app.tenant_of($1)", code_of(number))
            await connection.execute(f"SELECT set_config('app.tenant_id', '{tenant}', false)")
            offerings = await connection.fetch(OFFERINGS, tenant, codes)
            found.append(Tenant(str(tenant), code_of(number), tuple(row["id"] for row in offerings)))
        return found
    finally:
        await connection.close()
