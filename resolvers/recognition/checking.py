"""The look-up of a certificate by the code that is printed on it, for whoever is shown one."""

from typing import Annotated, Any

import strawberry

from resolvers.kit.declaring.entity import computed
from resolvers.kit.declaring.own_sql import own_sql
from resolvers.kit.reading.loading import Info
from resolvers.kit.types.relation_fields import Types, returning

Code = Annotated[str, strawberry.argument(description="The code printed on the certificate.")]
CHECK = own_sql("SELECT c.code, c.is_valid, c.holder, c.course FROM app.check_certificate({tenant}, {v0}) c")


@computed(
    {
        "code": (str, "The code that was asked about."),
        "is_valid": (bool, "Whether the certificate holds: it was issued, and has not ended."),
        "holder": (
            str | None,
            "The name of the person whom it was issued to; null once that person is erased.",
        ),
        "course": (str, "The title of the course that was completed."),
    }
)
class CertificateCheck:
    """What anyone who is shown a certificate may know of it: whether it holds, for whom and for what."""


def certificate_field(types: Types) -> Any:
    """The root field `certificate`."""

    async def resolve(info: Info, code: Code) -> Any:
        rows = await info.context.run(CHECK, marks=(code,))
        return {**rows[0], "__typename": "CertificateCheck"} if rows else None

    return strawberry.field(
        resolver=returning(resolve, types["CertificateCheck"] | None),
        description="Checks a certificate by the code printed on it; null where there is none with this code.",
    )
