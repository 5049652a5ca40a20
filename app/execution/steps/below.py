"""What lies below a root: the lists that its statement can also read, and whether anything is left to read then."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from app.execution.plan.levels import Level
from app.execution.steps.links import JoinStep
from app.execution.steps.lists import ChainedStep, ListStep
from app.execution.steps.pages import ConnectionStep
from resolvers.kit.declaring.relations import Children, Connection, Only, Through


@dataclass(frozen=True, slots=True)
class Below:
    """A list that can be read with a page. above: the number, from 1, of the list it lies under; 0 for the page."""

    step: ConnectionStep | ListStep
    above: int

    @property
    def width(self) -> int:
        """How many columns its rows have. Rows of several levels have one column more, their level."""
        return self.step.columns.width + (isinstance(self.step, ListStep) and self.step.levels > 1)


def first_list(level: Level) -> ConnectionStep | ListStep | None:
    """The first list that is always asked for, of a level's rows or of the rows joined to them."""
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


def lists_below(step: ConnectionStep) -> list[Below]:
    """The lists that can be read with the page of a root. Each list comes after the list that it lies under."""
    found: list[Below] = []
    _add_below(found, step.write.levels(), 0)
    return found


def _add_below(found: list[Below], levels: Sequence[Level], above: int) -> None:
    for list_step in (list_step for level in levels for list_step in _readable(level)):
        found.append(Below(list_step, above))
        match list_step:
            case ListStep(level=level, levels=1):
                _add_below(found, [level], len(found))
            case ConnectionStep(write=writer):
                _add_below(found, writer.levels(), len(found))
            case _:
                # Its rows are of several levels, and every one of them would fetch the lists below the first level.
                pass


def _readable(level: Level) -> Generator[ConnectionStep | ListStep]:
    """The lists that are always asked for of a level's rows, and that a statement can read with other lists."""
    for step in level.steps:
        if step.guards or step.words:
            continue
        match step.follows:
            case JoinStep(level=inner):
                yield from _readable(inner)
            case ListStep(relation=Children() | Only() | Through()) as found if len(found.key_names) == 1:
                yield found
            case ConnectionStep(relation=Connection(), write=writer) as found:
                # Cursors are read by column name, and lists in one statement share those names.
                if len(found.key_names) == 1 and writer.can_need_rows() and not writer.needs_cursors():
                    yield found
            case _:
                continue


def needs_no_more(level: Level, ahead: Sequence[object] = ()) -> bool:
    """Whether a level's objects need nothing but its rows, and the rows of lists that were read `ahead`."""
    return all(_needs_no_more(step.follows, ahead) for step in level.steps)


def _needs_no_more(follows: object, ahead: Sequence[object]) -> bool:
    match follows:
        case JoinStep(level=inner):
            return needs_no_more(inner, ahead)
        case ChainedStep(own=own):
            return needs_no_more(own.level)
        case ListStep(level=inner):
            return _is_among(follows, ahead) and needs_no_more(inner, ahead)
        case ConnectionStep():
            return _is_among(follows, ahead) and is_page_alone(follows, ahead)
        case _:
            return False


def is_page_alone(step: ConnectionStep, ahead: Sequence[object] = ()) -> bool:
    """Whether a connection needs nothing but the rows of its page, and those of lists that were read `ahead`."""
    return not step.write.needs_more() and all(needs_no_more(level, ahead) for level in step.write.levels())


def _is_among(step: object, ahead: Sequence[object]) -> bool:
    return any(step is other for other in ahead)
