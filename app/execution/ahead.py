"""One row, and the first list below it, in one statement: a round trip less for whatever begins at one row."""

from collections.abc import Callable, Sequence

from graphql import GraphQLError

from app.execution.kept import Kept
from app.execution.plan import Columns, Level, Rows
from app.execution.state import State, Wanted
from app.execution.steps import ChainedStep, ConnectionStep, JoinStep, ListStep
from db.parameters import Statement
from db.statements import together


class OneRow:
    """Reads the one row of a root, by the statement that `write` gives, with the first list below it.

    is_lone: whether that is all that there is to read.
    """

    def __init__(self, level: Level, columns: Columns, write: Callable[[], Statement]) -> None:
        self.below = first_list(level)
        self.is_lone = needs_no_more(level, self.below)
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


def needs_no_more(level: Level, ahead: ConnectionStep | ListStep | None = None) -> bool:
    """Whether the rows of a level, and of the list that was read `ahead` with them, are all that its objects need."""
    return all(_needs_no_more(step.follows, ahead) for step in level.steps)


def _needs_no_more(follows: object, ahead: ConnectionStep | ListStep | None) -> bool:
    match follows:
        case JoinStep(level=inner):
            return needs_no_more(inner, ahead)
        case ChainedStep(own=own):
            return needs_no_more(own.level)
        case ListStep(level=inner):
            return follows is ahead and needs_no_more(inner)
        case ConnectionStep():
            return follows is ahead and is_page_alone(follows)
        case _:
            return False


def is_page_alone(step: ConnectionStep) -> bool:
    """Whether a connection needs nothing but the rows of its page: no count, and nothing below them."""
    parts = step.write.parts.values()
    levels = [level for part in parts for level in (part.level, *part.levels.values()) if level is not None]
    return all(part.name != "totalCount" for part in parts) and all(map(needs_no_more, levels))
