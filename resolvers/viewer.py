"""The viewer: who asks, and what is theirs. A React application's first query begins here."""

import uuid
from typing import Any

import strawberry

from resolvers.kit.declaring import relations
from resolvers.kit.declaring.entity import computed
from resolvers.kit.declaring.own_sql import own_sql
from resolvers.kit.reading.loading import Info
from resolvers.kit.types.relation_fields import returning

VIEWER = own_sql("SELECT {tenant}::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid")


@computed(
    {"user_uuid": (uuid.UUID | None, "The viewer's own key; null for a visitor or a partner's system.")}
)
class Viewer:
    """Who asks: a person of the tenant, a partner's system, or a visitor."""

    user = relations.link(
        "user_id", to="User", description="The person; null for a visitor or a partner's system."
    )
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
