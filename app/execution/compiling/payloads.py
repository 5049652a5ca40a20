"""Writes the typed fields of a payload: from JSON to JSON, with a check wherever an answer could be wrong."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from graphql import GraphQLList, GraphQLObjectType, GraphQLUnionType, is_leaf_type

from app.execution.asked.selections import Field, Selections
from app.execution.asked.types import strip
from app.execution.compiling.reader import Reader
from app.execution.source.objects import Branch, written_part
from app.execution.source.values import absent, constant, leaf_or_null, leaf_value, list_value
from app.execution.unanswered import NotAnswered


class PayloadWriter:
    """Writes the functions of an operation's payload fields."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._source = reader.source
        self._count = 0

    def shown(self, core: Any, field: Field, value: str) -> str:
        """The expression of a payload's field. `value` is the expression of what the payload holds, null if nothing."""
        kind, _ = strip(core.type)
        missing = constant(kind, core.extensions["strawberry-definition"].metadata["default"])
        return self._value(kind, field, value, missing)

    def given(self, core: Any, field: Field, at: str) -> str:
        """The expression of a column of a row that a resolver returned. `at` is the expression of its value."""
        kind, required = strip(core.type)
        missing = f"{self._source.name('absent_', absent, 'absent')}()" if required else "None"
        return self._value(kind, field, at, missing)

    def _value(self, kind: Any, field: Field, value: str, missing: str) -> str:
        """The expression of a value. Where the value is null, `missing` is shown."""
        variable = f"e{self._count}"
        self._count += 1
        if missing == "None" and is_leaf_type(kind):
            return leaf_or_null(self._source, kind, value, variable)
        return f"{missing} if ({variable} := {value}) is None else {self._shown(kind, field, variable)}"

    def _shown(self, kind: Any, field: Field, value: str) -> str:
        """The expression of a value that is not null. `value` is the name of its variable."""
        if is_leaf_type(kind):
            return leaf_value(self._source, kind, value)
        if isinstance(kind, GraphQLList):
            inner, _ = strip(cast("Any", kind).of_type)
            return list_value(self._source, cast("Any", kind), self._shown(inner, field, "e"), value)
        return f"{self._part(kind, field.selections)}({value}, on)"

    def _part(self, kind: Any, selections: Selections) -> str:
        """The name of the function `(part, on) -> object` of a part of a payload."""
        self._source.names["NotAnswered"] = NotAnswered
        with self.variables():
            if isinstance(kind, GraphQLUnionType):
                lines = self._union(kind, selections)
            else:
                check = "if type(e) is not dict: raise NotAnswered('a part is no object')"
                lines = [check, *written_part(self._branches([(None, kind)], selections, repr(kind.name)))]
        return self._source.function(kind.name, "e, on", lines)

    def _inner(self, core: Any, field: Field) -> str:
        """The expression of a field of the part `e`."""
        key = core.extensions["strawberry-definition"].metadata["payload"]
        return self.shown(core, field, f"e.get({key!r})")

    @contextmanager
    def variables(self) -> Generator[None]:
        """A function begins here: the numbers of its variables start from 0."""
        outer, self._count = self._count, 0
        try:
            yield
        finally:
            self._count = outer

    def _union(self, kind: GraphQLUnionType, selections: Selections) -> list[str]:
        """A block is of the member whose word is its `type`, or else of the last member, which has no word."""
        members = [
            (member.extensions["strawberry-definition"].origin.__dict__.get("written_type"), member)
            for member in kind.types
        ]
        names = {word: member.name for word, member in members}
        known = self._source.name("types_", names, (kind.name, "types"))
        return [
            "if type(e) is not dict: raise NotAnswered('a block is no object')",
            "if type(kind := e.get('type')) is not str: kind = None",
            *written_part(self._branches(members, selections, f"{known}.get(kind, {names[None]!r})")),
        ]

    def _branches(
        self, kinds: Sequence[tuple[str | None, GraphQLObjectType]], selections: Selections, type_name: str
    ) -> list[Branch]:
        """The lines that make objects of the kinds. type_name: the expression of the type if kinds share lines."""
        branches: list[Branch] = []
        for group in self._reader.alike(kinds, selections):
            named = repr(group.kind.name) if len(group.words) == 1 else type_name
            expressions = {
                key: named
                if field.name == "__typename"
                else self._inner(group.kind.fields[field.name], field)
                for key, field in group.found.fields.items()
            }
            branches.append((group.words, self._source.object_lines(group.found.places, expressions)))
        return branches
