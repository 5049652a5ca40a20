"""Lists what a plan will ask the database, for people to read: its batches, in the order of the document."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.execution.plan.columns import Columns
from db.statements.parameters import Statement
from resolvers.kit.declaring.relations import (
    Ancestors,
    Children,
    Computed,
    Connection,
    Count,
    Descendants,
    Latest,
    Link,
    Only,
    Relation,
    Through,
)

SHAPES: dict[type[Relation], str] = {
    Link: "rows by id",
    Children: "all rows under each parent",
    Only: "the only row under each parent",
    Through: "all rows joined to each parent",
    Connection: "a page under each parent",
    Descendants: "a page of the tree under each parent",
    Ancestors: "the rows above each",
    Latest: "the first row of one person under each parent",
    Count: "a count for each parent",
    Computed: "rows of a statement of its own",
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A field with a resolver of its own. requires: the columns it gets from each row; null for a field of the root."""

    requires: tuple[str, ...] | None

    @property
    def shape(self) -> str:
        """How the resolver is called, and what it gets."""
        if self.requires is None:
            return "its own resolver, called once"
        return f"its own resolver, called for each row (requires {', '.join(self.requires) or 'no column'})"


@dataclass(slots=True)
class Batch:
    """One field that has a batch. depth: how many batches stand above it. statements: the SQL statements that it runs.

    columns: those that it selects; null for a count. is_resolved: whether the field has a resolver of its own; only the
    resolver knows the statements that it runs.
    """

    depth: int
    field: str
    target: str
    shape: str
    columns: Columns | None = None
    statements: Callable[[], Sequence[Statement]] = tuple
    is_resolved: bool = False


@dataclass(slots=True)
class Outline:
    """The batches of one plan. of: the batch of each step, by the step's `id()`."""

    batches: list[Batch] = field(default_factory=list[Batch])
    of: dict[int, Batch] = field(default_factory=dict[int, Batch])
    _depth: int = 0

    def note(self, name: str, target: str, shape: str | Relation | Resolved) -> Batch:
        """A new batch, at the compiler's current depth. Only a batch by id can be shared by several fields."""
        if isinstance(shape, Relation):
            keyed = not isinstance(shape, Connection) or bool(shape.by)
            shape = SHAPES[type(shape)] if keyed else "a page of the whole table"
        if isinstance(shape, Resolved):
            note = Batch(self._depth, name, target, shape.shape, is_resolved=True)
            self.batches.append(note)
            return note
        self.batches.append(Batch(self._depth, name, target, shape))
        return self.batches[-1]

    @contextmanager
    def below(self) -> Generator[None]:
        """Batches that are noted within this context stand one deeper."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
