"""Operations generated from the schema: whatever a document can say of it, in any combination.

One response key means one field with the same arguments in all of a document, so that every document is valid; keys
come up again and again, with other selections below them, under other conditions, in fragments of every kind.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_non_null_type,
)
from graphql.utilities import do_types_overlap
from hypothesis import strategies as st

from tests.app.execution.generated_values import ABSENT, Choices, Values, Variable, literal, sent

DEEPEST = 7
MOST_FIELDS = 45
LARGE = ["contentItems", "modules", "courses", "organizations", "viewer", "node", "nodes", "course"]
"""Root fields below which most lies: chosen twice as often."""
KEYS = ("a", "b", "id", "name")
"""Aliases that are used for different fields, where they are free."""


@dataclass(frozen=True)
class Request:
    """A document, the operation to run, and its variables. cursors: variables for which pages give values."""

    document: str
    operation: str
    variables: dict[str, Any]
    cursors: tuple[str, ...]


@dataclass
class Definition:
    """A fragment or operation that is written, and the fragments that it spreads itself."""

    text: str = ""
    spreads: set[str] = field(default_factory=set[str])

    @property
    def variables(self) -> set[str]:
        """The variables that it uses itself."""
        return set(re.findall(r"\$(\w+)", self.text))


@cache
def overlapping(schema: GraphQLSchema, name: str) -> list[str]:
    """The types that an object of the type may be of too, itself first: what a fragment on it may say."""
    kind: Any = schema.type_map[name]
    others = [
        other.name
        for other in schema.type_map.values()
        if other is not kind and is_composite_type(other) and do_types_overlap(schema, kind, other)
    ]
    return [name, *others]


class Documents:
    """Writes one document."""

    def __init__(self, schema: GraphQLSchema, choices: Choices) -> None:
        self.schema = schema
        self.choices = choices
        self.values = Values(choices)
        self.fields = 0
        self.keys: dict[str, tuple[str, str, str]] = {}
        self.fragments: dict[str, tuple[str, Definition]] = {}
        self.writing: list[Definition] = []
        self.unfinished: set[str] = set()

    def request(self) -> Request:
        """The document, with one operation or two."""
        names = ["Main", "Other"] if self.choices.one_in(8) else ["Main"]
        operations = {name: self._operation() for name in names}
        texts: list[str] = []
        for name, made in operations.items():
            needed = sorted(self._closure(made))
            declared = ", ".join(self.values.variables[n].declaration for n in needed)
            texts.append(f"query {name}{f'({declared})' if declared else ''} {made.text}")
        for name, (kind, made) in self.fragments.items():
            texts.append(f"fragment {name} on {kind} {made.text}")
        used = [self.values.variables[n] for n in sorted(self._closure(operations["Main"]))]
        return Request(
            "\n".join(texts),
            "Main",
            {v.name: sent(v.value) for v in used if v.value is not ABSENT},
            tuple(v.name for v in used if v.name.startswith("cursor")),
        )

    def _operation(self) -> Definition:
        made = Definition()
        self.writing.append(made)
        made.text = self._selections("Query", 0)
        self.writing.pop()
        return made

    def _closure(self, made: Definition) -> set[str]:
        """The variables that a definition uses, itself or through fragments."""
        found, pending, seen = set[str](), [made], set[str]()
        while pending:
            one = pending.pop()
            found |= one.variables
            for name in one.spreads - seen:
                seen.add(name)
                pending.append(self.fragments[name][1])
        return found

    # Selections

    def _selections(self, kind: str, depth: int) -> str:
        count = 1 + self.choices.below(3 if depth == 0 else 5)
        return "{ " + " ".join(self._selection(kind, depth) for _ in range(count)) + " }"

    def _selection(self, kind: str, depth: int) -> str:
        roll = self.choices.below(16)
        if roll == 15 and depth <= DEEPEST:
            return self._spread(kind, depth)
        if roll in (12, 13, 14) or (roll > 4 and is_abstract_type(self.schema.type_map[kind])):
            return self._inline(kind, depth)
        if roll == 11:
            return self._field(kind, "__typename", depth)
        return self._field(kind, self._name(kind, depth), depth)

    def _inline(self, kind: str, depth: int) -> str:
        on = self.choices.pick(["", *overlapping(self.schema, kind)])
        self.fields += 1
        within = self._selections(on or kind, depth + 1) if self._has_room(depth) else "{ __typename }"
        return f"...{f' on {on}' if on else ''}{self._directives()} {within}"

    def _spread(self, kind: str, depth: int) -> str:
        able = overlapping(self.schema, kind)
        known = [n for n, (on, _) in self.fragments.items() if on in able and n not in self.unfinished]
        if known and self.choices.one_in(2):
            name = self.choices.pick(known)
        else:
            name = f"F{len(self.fragments)}"
            on = self.choices.pick(able)
            made = Definition()
            self.fragments[name] = (on, made)
            self.unfinished.add(name)
            self.writing.append(made)
            made.text = self._selections(on, depth + 1) if self._has_room(depth) else "{ __typename }"
            self.writing.pop()
            self.unfinished.discard(name)
        self.writing[-1].spreads.add(name)
        return f"...{name}{self._directives()}"

    def _has_room(self, depth: int) -> bool:
        return depth < DEEPEST and self.fields < MOST_FIELDS

    def _name(self, kind: str, depth: int) -> str:
        fields: dict[str, GraphQLField] = getattr(self.schema.type_map[kind], "fields", {})
        composite = [n for n, f in fields.items() if is_composite_type(get_named_type(f.type))]
        leaves = [n for n in fields if n not in composite] or ["__typename"]
        if composite and self._has_room(depth) and (depth == 0 or self.choices.one_in(2)):
            return self.choices.pick(composite + (LARGE if depth == 0 else []))
        return self.choices.pick(leaves)

    def _field(self, kind: str, name: str, depth: int) -> str:
        self.fields += 1
        if name == "__typename":
            return self._key(name, "", "String!") + self._directives()
        found: GraphQLField = self.schema.type_map[kind].fields[name]  # type: ignore[attr-defined]
        arguments = self._arguments(name, found, depth)
        text = self._key(name, arguments, str(found.type)) + self._directives()
        below = get_named_type(found.type)
        return f"{text} {self._below(below.name, depth)}" if is_composite_type(below) else text

    def _below(self, kind: str, depth: int) -> str:
        if not self._has_room(depth):
            return "{ __typename }"
        text = self._selections(kind, depth + 1)
        fields: dict[str, GraphQLField] = getattr(self.schema.type_map[kind], "fields", {})
        if "pageInfo" in fields and self.choices.one_in(3):
            text = text[:-1] + "pageInfo { endCursor startCursor } edges { cursor } }"
        return text

    def _key(self, name: str, arguments: str, kind: str) -> str:
        """The field with its response key: one that means the same wherever it stands."""
        meaning = (name, arguments, kind)
        alike = [key for key, known in self.keys.items() if known == meaning]
        if alike and self.choices.one_in(2):
            key = self.choices.pick(alike)
        else:
            wanted = self.choices.pick([name, name, name, *KEYS])
            key = wanted if self.keys.get(wanted, meaning) == meaning else f"k{len(self.keys)}"
        if name.endswith("ursor") or name in ("pageInfo", "edges"):
            free = self.keys.get(name, meaning) == meaning
            key = name if free else key
        self.keys[key] = meaning
        return (name if key == name else f"{key}: {name}") + arguments

    # Arguments and directives

    def _arguments(self, name: str, found: GraphQLField, depth: int) -> str:
        if not found.args:
            return ""
        alike = [known[1] for known in self.keys.values() if known[0] == name and known[2] == str(found.type)]
        if alike and self.choices.one_in(3):
            return self.choices.pick(alike)
        made = self._look_up(name, found) if set(found.args) & {"id", "code", "shortCode", "isoCode"} else {}
        for key, argument in found.args.items():
            if made:
                break
            if key in ("first", "last", "after", "before"):
                continue
            if is_non_null_type(argument.type) or self.choices.one_in(3):
                made[key] = self._argument(key, argument.type)
        if "first" in found.args:
            made |= self._page(depth)
        return f"({', '.join(f'{key}: {value}' for key, value in made.items())})" if made else ""

    def _argument(self, key: str, kind: Any) -> str:
        choices = self.choices
        if key == "maxDepth":
            return choices.pick(["1", "2", "100", "0", "null"])
        if key in ("code", "shortCode", "isoCode"):
            places = ["«Course.code:0»", "«Tenant.short_code:0»", "«Organization.code:1»", "NO-SUCH"]
            return literal(choices.pick(places))
        return literal(self.values.value(kind))

    def _look_up(self, name: str, found: GraphQLField) -> dict[str, str]:
        """One key of a row, mostly; now and then any arguments."""
        if name in ("node", "certificate") or self.choices.one_in(6):
            return {}
        key = self.choices.pick(list(found.args))
        if key != "id":
            return {key: self._argument(key, found.args[key].type)}
        kind = str(get_named_type(found.type))
        return {key: literal(f"«{kind}.id:{self.choices.below(4)}»")}

    def _page(self, depth: int) -> dict[str, str]:
        choices = self.choices
        if choices.one_in(12):
            return {"first": choices.pick(["201", "-1", "null", "200"]) if depth < 2 else "-1"}
        way, cursors = ("last", ["before", "after"]) if choices.one_in(4) else ("first", ["after", "before"])
        size = str(choices.pick([2, 1, 3, 0] if depth else [3, 1, 5, 20]))
        if choices.one_in(5):
            size = literal(self.values.use(Variable(f"n{depth}", "Int", "2", choices.pick([1, 3, ABSENT]))))
        made = {way: size}
        if choices.one_in(24):
            del made[way]
        for often, cursor in zip((3, 6), cursors, strict=True):
            if choices.one_in(often):
                name = f"cursor{choices.below(2)}"
                made[cursor] = literal(self.values.use(Variable(name, "String", None, ABSENT)))
            elif choices.one_in(16):
                made[cursor] = literal(choices.pick(["", "nonsense", "bm9uc2Vuc2U="]))
        return made

    def _directives(self) -> str:
        choices = self.choices
        if not choices.one_in(5):
            return ""
        words = choices.pick([["include"], ["skip"], ["skip", "include"], ["include", "skip"]])
        return "".join(f" @{word}(if: {self._if(word)})" for word in words)

    def _if(self, word: str) -> str:
        if self.choices.one_in(4):
            keeps = word == "include"
            return literal(self.choices.pick([keeps, keeps, not keeps]))
        return literal(self.values.condition())


@st.composite
def requests(draw: Any, schema: GraphQLSchema) -> Request:
    """Valid requests for a schema."""
    return Documents(schema, Choices(draw)).request()
