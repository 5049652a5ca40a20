"""A person that is being drafted."""

from dataclasses import dataclass, field

from demo.world.names import Name
from demo.world.tenancy import Organization


@dataclass(slots=True, eq=False)
class Person:
    """A person that is being drafted, with the facts that other parts of the data need."""

    name: Name
    roles: list[tuple[str, str]]
    organization: Organization | None
    job_title: str | None = None
    birth_year: int | None = None
    courses: list[str] = field(default_factory=list[str])
    family: list[tuple["Person", str]] = field(default_factory=list[tuple["Person", str]])
    status: str = "active"
    is_deleted: bool = False
    account: str | None = None
    email: str | None = None
    id: str = ""

    @property
    def is_staff(self) -> bool:
        """Whether the institution employs the person."""
        return self.job_title is not None

    @property
    def is_guardian(self) -> bool:
        """Whether the person is a parent or guardian."""
        return self.roles[0][0] == "parent"

    def has(self, *roles: str) -> bool:
        """Whether the person holds one of the roles and is active."""
        return (
            self.status == "active" and not self.is_deleted and any(role in roles for role, _ in self.roles)
        )

    def has_been(self, role: str) -> bool:
        """Whether the person holds the role, even if the person has left."""
        return any(held == role for held, _ in self.roles)
