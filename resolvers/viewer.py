"""The viewer: who asks, and what is theirs (decision 51). A React application's first query begins here."""

import uuid
from typing import Any

import strawberry

from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import computed
from resolvers.kit.declaring.own_sql import own_sql
from resolvers.kit.reading.loading import Info
from resolvers.kit.types.relation_fields import returning

VIEWER = own_sql(
    "SELECT coalesce(app.user_id(), app.client_id(), {tenant}::uuid) AS id, {tenant}::uuid AS tenant_id,"
    " app.user_id() AS user_id, app.user_id() AS user_uuid, app.client_id() AS client_id"
)
CLIENT_OF = "SELECT c.id AS k0, c.id, c.name, c.scopes FROM app.client({tenant}) c WHERE c.id = ANY({k0})"


@computed(
    {
        "name": (str, "What the partner's system is called."),
        "scopes": (
            list[str],
            "What it reaches now, such as `catalogue:read`: what its token asks for and its registration allows.",
        ),
    },
    statement=own_sql("SELECT c.id, c.name, c.scopes FROM app.client({tenant}) c"),
)
class Client:
    """A partner's system, as it asks. Nobody but the system itself sees it."""


@computed(
    {"user_uuid": (uuid.UUID | None, "The viewer's own key; null for a visitor or a partner's system.")},
    statement=VIEWER,
)
class Viewer:
    """Who asks: a person of the tenant, a partner's system, or a visitor.

    Its `id` stays the same for that person or system, whatever a token narrows. All visitors of a tenant share one.
    """

    user = relations.link(
        "user_id", to="User", description="The person; null for a visitor or a partner's system."
    )
    client = relations.Computed(
        to="Client", keys=("client_id",), sql=CLIENT_OF,
        description="The partner's system; null for a person and for a visitor.",
    )  # fmt: skip
    tenant = relations.link("tenant_id", to="Tenant", description="The tenant whose data the viewer sees.")
    roles = relations.children(
        "UserRoleGrant",
        "user_id",
        keys=("user_id",),
        order="{t}role, {t}id",
        description="The roles the viewer holds.",
    )
    enrollments = relations.connection(
        "Enrollment", "user_id", keys=("user_id",), order=("-enrolled_at",),
        description="What the viewer is enrolled in, newest first.",
    )  # fmt: skip
    course_progress = relations.children(
        "CourseProgress", "user_id", keys=("user_id",),
        where="EXISTS (SELECT FROM enrollments e WHERE e.tenant_id = {tenant} AND e.id = {t}enrollment_id"
        " AND e.status = 'active')",
        order="{t}last_interacted_at DESC NULLS LAST, {t}enrollment_id",
        description="How far the viewer has come in each course they are taking, the one they were in last first.",
    )  # fmt: skip


def viewer_field(types: dict[str, Any]) -> Any:
    """The root field `viewer`."""

    async def resolve(info: Info) -> Any:
        record = (await info.context.run(VIEWER))[0]
        return {**record, "__typename": "Viewer"}

    return strawberry.field(
        resolver=returning(resolve, types["Viewer"]),
        description="Who asks, and what is theirs.",
        metadata={"statement": VIEWER},
    )
