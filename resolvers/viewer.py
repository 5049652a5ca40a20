"""The viewer: who asks, and what is theirs. A React application's first query begins here."""

import uuid
from typing import Any

import strawberry

from db.parameters import Slot, Statement
from resolvers.kit import relations
from resolvers.kit.entity import computed
from resolvers.kit.fields import returning
from resolvers.kit.loading import Info
from resolvers.progress.summary import MOST_COURSES, OF_PERSON

VIEWER = Statement(
    "SELECT $1::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid", (Slot.tenant,)
)


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
    course_progress = relations.Computed(
        to="CourseProgress", keys=("user_id",), sql=OF_PERSON, many=True,
        description=f"How far the viewer has come in each course they are taking, the one they were in last first; "
        f"at most {MOST_COURSES}.",
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
