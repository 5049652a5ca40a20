"""What can go wrong between the gateway and PostgreSQL, in the few kinds that a caller tells apart."""


class DatabaseUnavailable(Exception):
    """No connection could be had, or the one in use was lost. `retry_after` is in seconds."""

    def __init__(self, retry_after: int = 2) -> None:
        super().__init__("the database can not be reached at the moment")
        self.retry_after = retry_after


NO_TENANT = "Say which tenant you mean: send a token, or the header X-Tenant."


class UnsafeRole(DatabaseUnavailable):
    """The gateway's database role may more than read, so nothing is read by it. `reason` is for the operator."""

    def __init__(self, login: str, role: str, power: str) -> None:
        super().__init__(60)
        through = "" if role == login else f", through {role}, which"
        self.reason = (
            f"the database role {login}{through} {power}; the gateway serves only as a role that owns nothing, writes "
            "nothing and can't pass by row-level security, such as lyceum_gateway"
        )


class UnknownViewer(Exception):
    """The claims name nobody who may use the tenant; the message is meant for the client."""


class WrongRegion(Exception):
    """The tenant's row lies in a database of another region than the tenant's; the message is meant for the client."""


class StatementTimeout(Exception):
    """A statement ran longer than it may."""


class ResultTooLarge(Exception):
    """A list without pages has more rows than the gateway holds in memory; the message is meant for the client."""


class BadValue(Exception):
    """A value that the client sent is not one that PostgreSQL can read; the message is meant for the client."""
