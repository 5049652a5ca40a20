"""Writes Relay connections: each part, such as `nodes`, for all connections of a batch at once."""

from dataclasses import dataclass
from typing import Any

from app.execution.asked.selections import Place
from app.execution.plan.levels import Level, holds
from app.execution.plan.state import State
from app.execution.source.functions import Source
from app.execution.steps.parts.part import Part, Shown
from db.statements.parameters import Statement
from resolvers.kit.reading.batches import Page


@dataclass(slots=True)
class ConnectionWriter:
    """Makes the connection objects of one field. parts: by response key. frame: bytes of each, parts apart."""

    source: Source
    places: list[Place]
    parts: dict[str, Part]
    frame: int

    def needs_rows(self, state: State) -> bool:
        """Whether a run with the state's variables asks for a part made of the page's rows."""
        return any(
            self.parts[place.key].needs_rows and holds(self.source, place, state) for place in self.places
        )

    def can_need_rows(self) -> bool:
        """Whether a part made of the page's rows is selected, under any condition."""
        return any(part.needs_rows for part in self.parts.values())

    def needs_cursors(self) -> bool:
        """Whether cursors are selected, under any condition."""
        return any(part.needs_cursors for part in self.parts.values())

    def needs_probe(self) -> bool:
        """Whether a part is selected that tells if there are more rows, under any condition."""
        return any(part.needs_probe for part in self.parts.values())

    def needs_more(self) -> bool:
        """Whether a part with a statement of its own is selected, under any condition."""
        return any(part.statement is not None for part in self.parts.values())

    def levels(self) -> list[Level]:
        """All levels that parts make of the page's rows."""
        return [level for part in self.parts.values() for level in part.levels]

    def statements(self, page: Page) -> list[Statement]:
        """The parts' own statements, without repeats."""
        made = [part.statement(page) for part in self.parts.values() if part.statement is not None]
        return [statement for n, statement in enumerate(made) if statement not in made[:n]]

    async def connections(self, shown: Shown, state: State) -> list[Any]:
        """The connection objects of a batch."""
        state.meter.count(len(shown.slices), len(shown.slices) * self.frame, state.times)
        made: list[dict[str, Any]] = [{} for _ in shown.slices]
        for place in self.places:
            if not holds(self.source, place, state):
                continue
            values = await self.parts[place.key].values(shown, state)
            for connection, value in zip(made, values, strict=True):
                connection[place.key] = value
        return made
