"""One row, and the first list below it, in one statement: a round trip less for whatever begins at one row."""

from collections.abc import Callable, Sequence

from graphql import GraphQLError

from app.execution.kept import Kept
from app.execution.plan import Columns, Level, Rows
from app.execution.state import State, Wanted
from app.execution.steps import ConnectionStep, JoinStep, ListStep
from db.parameters import Statement
from db.statements import together


class OneRow:
    """Reads the one row of a root, by the statement that `write` gives, with the first list below it."""

    def __init__(self, level: Level, columns: Columns, write: Callable[[], Statement]) -> None:
        self.below = first_list(level)
        self._columns = columns
        self._write = write
        self._kept = Kept()

    async def fetch(self, state: State, keys: Sequence[Sequence[object]] = ()) -> Rows:
        """The row, or none; what lies below it waits in the state."""
        wanted = None if self.below is None else _wanted(self.below, state)
        if wanted is None:
            return await state.fetch(self._kept.statement(self._columns.size, self._write), keys)
        key = (self._columns.size, wanted.key)
        statement = self._kept.statement(key, lambda: self.statement(wanted.write()))
        # Another run of the plan may select more of such rows while this one waits for its own.
        width = self._columns.width
        found = await state.fetch(statement, keys, wanted.marks)
        if not found:
            return []
        state.ahead[id(self.below)] = [] if found[0][0] is None else found
        return [tuple(found[0])[-width:]]

    def statement(self, below: Statement) -> Statement:
        """The statement of both."""
        assert self.below is not None
        one = self._write()
        return together(one, self._columns.selection.columns, below, self.below.key_names)


def _wanted(below: ConnectionStep | ListStep, state: State) -> Wanted | None:
    try:
        return below.wanted(state)
    except GraphQLError:
        # Arguments that can't be right are the list's to tell of, and only where there is a row that it hangs on.
        return None


def first_list(level: Level) -> ConnectionStep | ListStep | None:
    """The first list that is always asked for of a level's rows, or of the rows read along with them."""
    for step in level.steps:
        if step.guards or step.words:
            continue
        match step.follows:
            case ListStep() as found:
                return found
            case ConnectionStep(write=writer) as found if writer.can_need_rows():
                return found
            case JoinStep(level=inner) if (found := first_list(inner)) is not None:
                return found
            case _:
                continue
    return None
