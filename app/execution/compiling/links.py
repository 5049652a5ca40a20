"""Makes steps to one row."""

from app.execution.asked.arguments import read_person
from app.execution.asked.selections import Selections
from app.execution.compiling.reader import Reader
from app.execution.compiling.traversal import Traversal
from app.execution.plan.columns import Columns, Known
from app.execution.plan.making import Making
from app.execution.steps.keys import Key
from app.execution.steps.links import LatestStep, LinkStep
from db.statements.shapes import FEW
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Latest, Link
from resolvers.kit.reading import batches


class Links:
    """Makes the steps to one row of one operation."""

    def __init__(self, making: Making, reader: Reader) -> None:
        self._making = making
        self._reader = reader
        self._linked: dict[tuple[str, int | None], Columns] = {}

    def link(self, of: Traversal, relation: Link) -> LinkStep:
        """The step to a row by its id."""
        note = self._making.outline.note(of.name, of.target.name, relation)
        most = FEW if of.most is not None and of.most <= FEW else None
        step = self.link_to(of.target, of.field.selections, of.key, most)
        note.columns = step.columns
        note.statements = lambda: [step.statement()]
        return step

    def link_to(self, target: Entity, selections: Selections, key: Key, most: int | None) -> LinkStep:
        """A step to one row. All links to an entity select the same columns, so they can share the rows they find.

        most: how many such rows there are at most, if they are few.
        """
        columns = self._linked.setdefault((target.name, most), Columns(0, Known(most=most, joins=True)))
        return LinkStep(target, columns, self._making.level(target, selections, columns), key)

    def latest(self, of: Traversal, relation: Latest) -> LatestStep:
        """The step to the first row of one person."""
        target = of.target
        columns = Columns(len(relation.keys), Known(most=of.most))
        note = self._making.outline.note(of.name, target.name, relation)
        note.columns = columns
        note.statements = lambda: [batches.latest_statement(target, relation, None, columns.selection)]
        level = self._making.level(target, of.field.selections, columns)
        person = read_person(self._reader.arguments(of.core, of.field))
        return LatestStep(target, relation, columns, level, of.key, person)
