"""How a plan writes the typed fields of a payload: JSON to JSON, checked where a client could have been told wrong."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from graphql import GraphQLList, GraphQLObjectType, GraphQLUnionType, is_leaf_type

from app.execution.collect import Field, Selections
from app.execution.reading import Reader
from app.execution.state import NotAnswered
from app.execution.values import absent, leaf_value, list_value, strip

ELEMENT = "«e»"
"""Stands in a text for the name of the value that it shows."""


class PayloadWriter:
    """Writes the functions of an operation's payload fields."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._source = reader.source
        self._count = 0

    def value(self, core: Any, field: Field, data: str) -> str:
        """The expression of a payload's field; `data` is the expression of the payload."""
        declared = core.extensions["strawberry-definition"].metadata
        kind, _ = strip(core.type)
        name, default = declared["payload"], declared["default"]
        variable = f"e{self._count}"
        self._count += 1
        shown = self._shown(kind, field).replace(ELEMENT, variable)
        if default is None or default == []:
            otherwise = repr(default)
        else:
            otherwise = self._default(kind, self._source.name("default_", default, (name, repr(default))))
        return f"({otherwise} if ({variable} := {data}.get({name!r})) is None else {shown})"

    def given(self, core: Any, field: Field, at: str) -> str:
        """The expression of a column of a row that a resolver returned; `at` is that of its value."""
        kind, required = strip(core.type)
        variable = f"e{self._count}"
        self._count += 1
        shown = self._shown(kind, field).replace(ELEMENT, variable)
        missing = f"{self._source.name('absent_', absent, 'absent')}()" if required else "None"
        return f"({missing} if ({variable} := {at}) is None else {shown})"

    def _default(self, kind: Any, known: str) -> str:
        return leaf_value(self._source, kind, known) if is_leaf_type(kind) else known

    def _shown(self, kind: Any, field: Field) -> str:
        """The expression of a value that is not null, over the placeholder ELEMENT."""
        if is_leaf_type(kind):
            return leaf_value(self._source, kind, ELEMENT)
        if isinstance(kind, GraphQLList):
            inner, _ = strip(cast("Any", kind).of_type)
            element = self._shown(inner, field).replace(ELEMENT, "e")
            return list_value(self._source, cast("Any", kind), element, ELEMENT)
        return f"{self._part(kind, field.selections)}({ELEMENT}, on)"

    def _part(self, kind: Any, selections: Selections) -> str:
        """The name of the function `(part, on) -> object` of a part of a payload."""
        self._source.names["NotAnswered"] = NotAnswered
        with self.variables():
            if isinstance(kind, GraphQLUnionType):
                lines = self._union(kind, selections)
            else:
                check = "if type(e) is not dict: raise NotAnswered('a part is no object')"
                lines = [check, *self._object(kind, selections), "return o"]
        return self._source.function(kind.name, "e, on", lines)

    @contextmanager
    def variables(self) -> Generator[None]:
        """A function of its own: its variables count from the first."""
        outer, self._count = self._count, 0
        try:
            yield
        finally:
            self._count = outer

    def _object(self, kind: GraphQLObjectType, selections: Selections) -> list[str]:
        found = self._reader.collect(kind, selections)
        expressions: dict[str, str] = {}
        for key, field in found.fields.items():
            if field.name == "__typename":
                expressions[key] = repr(kind.name)
            else:
                expressions[key] = self.value(kind.fields[field.name], field, "e")
        return self._source.object_lines(found.places, expressions, "o")

    def _union(self, kind: GraphQLUnionType, selections: Selections) -> list[str]:
        """A block is of the member whose word its `type` is; of the last, which knows none, otherwise."""
        lines = ["if type(e) is not dict: raise NotAnswered('a block is no object')", "kind = e.get('type')"]
        first = "if"
        for member in kind.types:
            word = member.extensions["strawberry-definition"].origin.__dict__.get("written_type")
            lines.append(f"{first} kind == {word!r}:" if word is not None else "else:")
            lines += [f"    {line}" for line in self._object(member, selections)]
            first = "elif"
        return [*lines, "return o"]
