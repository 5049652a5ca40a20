"""Pages of a connection: reads the arguments that ask for a page, and cuts the page from its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.statements.filters import Filter
from db.statements.keyset import Term, write_cursor
from resolvers.kit.errors import bad_input

DEFAULT_PAGE = 20
LARGEST_PAGE = 200
DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Page:
    """The checked arguments of a connection: `size` of the rows that lie between two cursors.

    backward: whether it asks for the last of these rows. after, before: the cursors; null where the list itself begins
    or ends.
    """

    size: int = DEFAULT_PAGE
    backward: bool = False
    after: str | None = None
    before: str | None = None
    order: tuple[Term, ...] = ()
    filter: Filter | None = None
    deepest: int = DEEPEST

    @property
    def shape(self) -> tuple[object, ...]:
        """Everything that the text of the page's statement depends on, other than nulls in its cursors."""
        bounds = (self.after is not None, self.before is not None)
        return (self.size, self.backward, bounds, self.order, self.filter, self.deepest)

    @property
    def is_bounded(self) -> bool:
        """Whether a cursor bounds the rows."""
        return self.after is not None or self.before is not None

    @property
    def fingerprint(self) -> str:
        """Identifies the order and filter that a cursor belongs to."""
        spoken = repr((self.order, self.filter))
        return f"{_fold(spoken):08x}"


def _fold(text: str) -> int:
    """A short, stable hash of a text (FNV-1a, 32 bits): cursors outlive the process."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = ((found ^ byte) * 0x01000193) & 0xFFFFFFFF
    return found


def read_page(  # noqa: PLR0913 - the arguments of a connection, read in every request
    first: int | None,
    after: str | None,
    last: int | None,
    before: str | None,
    order: tuple[Term, ...],
    wanted: Filter | None,
    deepest: int | None = None,
) -> Page:
    """The page that a connection's arguments ask for.

    Raises BAD_USER_INPUT if the arguments contradict each other or are out of range.
    """
    if first is not None and last is not None:
        raise bad_input("Give `first` or `last`, not both.")
    name, size = ("last", last) if last is not None else ("first", DEFAULT_PAGE if first is None else first)
    if not 0 <= size <= LARGEST_PAGE:
        raise bad_input(f"`{name}` must be from 0 to {LARGEST_PAGE}, not {size}.")
    if deepest is not None and not 1 <= deepest <= DEEPEST:
        raise bad_input(f"`maxDepth` must be from 1 to {DEEPEST}, not {deepest}.")
    return Page(size, last is not None, after, before, order, wanted, deepest or DEEPEST)


@dataclass(slots=True)
class Slice:
    """One page of rows, in order, with its `pageInfo`. asked: the page that the client asked for."""

    rows: list[Any]
    has_next: bool
    has_previous: bool
    asked: Page
    _fingerprint: str = ""

    def cursor(self, row: Mapping[str, Any]) -> str:
        """The cursor of one of the rows."""
        # Computed for the first cursor, because most pages show none.
        self._fingerprint = self._fingerprint or self.asked.fingerprint
        return write_cursor(self._fingerprint, _marks(row))


def _marks(row: Mapping[str, Any]) -> list[object]:
    if "path" in row:
        return [row["path"]]
    marks: list[object] = []
    while f"c{len(marks)}" in row:
        marks.append(row[f"c{len(marks)}"])
    return marks


def cut(rows: list[Any], page: Page) -> Slice:
    """Cuts the page that the client asked for from its rows, which include one row more if the list goes on.

    Relay's specification says what `hasNextPage` and `hasPreviousPage` are. On the side from which the page is read,
    rows lie beyond it if there is a cursor: the cursor's own row is one.
    """
    more = len(rows) > page.size
    kept = rows[: page.size]
    if page.backward:
        return Slice(kept[::-1], page.before is not None, more, page)
    return Slice(kept, more, page.after is not None, page)
