"""Relations as data: what joins one entity to another, stated once and independent of how it runs.

From each declaration come the GraphQL field, its loader, its batch statement and its node in a compiled plan.
`to` is the GraphQL type that the relation leads to, by name, so that domains need not import each other.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What all relations have in common. `keys`: the columns of the parent's row whose values find the related rows."""

    to: str | None = None
    keys: tuple[str, ...] = ("id",)
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Relation):
    """To one row, by the key that the parent's row holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Many(Relation):
    """To several rows: those whose columns `by` equal the parent's keys and that meet `where` (SQL over `{t}`)."""

    by: tuple[str, ...] = ()
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Children(Many):
    """All related rows, in `order` (SQL over `{t}`): for lists that are small by nature."""

    order: str = "{t}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Only(Children):
    """At most one row, such as the figures of a course; null if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection(Many):
    """A Relay connection, in pages. `order`: columns, each with `-` before it to descend; the id decides ties."""

    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Through(Many):
    """All rows that a table of pairs joins to the parent: `link` holds `by` (the parent) and `far` (the other side)."""

    link: str = ""
    far: str = ""
    order: str = "{t}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest(Many):
    """The first row in `order` of one person: the viewer, or the person that the argument `userId` names.

    person: the column that holds the person's id.
    """

    order: str = "{t}id"
    person: str = "user_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Many):
    """How many related rows there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descendants(Many):
    """A tree laid flat in preorder, in pages. `sibling`: the columns that order siblings."""

    parent: str = "parent_id"
    sibling: tuple[str, ...] = ("sequence_index",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancestors(Relation):
    """The rows above, from the top down."""

    parent: str = "parent_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Relation):
    """Rows of a type without a table, which one statement of the relation's own computes.

    sql: takes `{tenant}` and the parents' keys as arrays `{k0}` …; returns the first key as `k0`, which alone
    identifies the parent, and the columns of the type. It reads the tables that it names unmasked, so it must read
    masked columns through `as_seen` (`resolvers/kit/declaring/own_sql.py`); a test makes sure that it does.
    many: whether a parent has a list of rows.
    """

    sql: str = ""
    many: bool = False


def link(*keys: str, to: str | None = None, description: str | None = None) -> Link:
    """To one row, by a foreign key of the parent; if `to` is not given, it follows from the key."""
    return Link(keys=keys, to=to, description=description)


def children(
    to: str, *by: str, order: str, description: str, where: str | None = None, keys: tuple[str, ...] = ("id",)
) -> Children:
    """All rows of `to` whose `by` is the parent's key."""
    return Children(to=to, by=by, keys=keys, order=order, where=where, description=description)


def only(to: str, *by: str, description: str, keys: tuple[str, ...] = ("id",)) -> Only:
    """The row of `to` whose `by`, a unique key, is the parent's key."""
    return Only(to=to, by=by, keys=keys, description=description)


def is_single(relation: Relation) -> bool:
    """Whether the relation gives a parent at most one row, rather than a list."""
    return isinstance(relation, Only) or (isinstance(relation, Computed) and not relation.many)


def connection(
    to: str,
    *by: str,
    description: str,
    order: tuple[str, ...] = (),
    where: str | None = None,
    keys: tuple[str, ...] = ("id",),
) -> Connection:
    """The rows of `to` whose `by` is the parent's key, in pages."""
    return Connection(to=to, by=by, keys=keys, order=order, where=where, description=description)


def through(  # noqa: PLR0913 - words of a declaration
    to: str, link: str, by: str, far: str, *, order: str, description: str, where: str | None = None
) -> Through:
    """All rows of `to` that the pairs in the table `link` (in SQL `j`) join to the parent."""
    return Through(to=to, link=link, by=(by,), far=far, order=order, where=where, description=description)


def latest(to: str, *by: str, order: str, description: str, person: str = "user_id") -> Latest:
    """The viewer's first row of `to` in `order`."""
    return Latest(to=to, by=by, order=order, description=description, person=person)


def count(
    to: str, *by: str, description: str, where: str | None = None, keys: tuple[str, ...] = ("id",)
) -> Count:
    """How many rows of `to` the parent has."""
    return Count(to=to, by=by, keys=keys, where=where, description=description)


def descendants(
    to: str,
    by: str = "parent_id",
    *,
    description: str,
    sibling: tuple[str, ...] = ("sequence_index",),
    where: str | None = None,
) -> Descendants:
    """The tree below the parent, or (with another `by`) the tree that belongs to it, laid flat."""
    return Descendants(to=to, by=(by,), sibling=sibling, where=where, description=description)


def ancestors(to: str, *, description: str) -> Ancestors:
    """The rows above, from the top down."""
    return Ancestors(to=to, description=description)
