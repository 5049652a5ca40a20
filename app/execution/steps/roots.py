"""The root fields that lead into the graph: the viewer, and single rows by id or natural key."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from app.execution.asked.arguments import Arguments, read_once
from app.execution.plan.levels import Level
from app.execution.plan.plan import Root
from app.execution.plan.state import State
from app.execution.steps.ahead import OneRow
from app.execution.steps.links import LinkStep
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import read_global_id
from resolvers.kit.errors import bad_input
from resolvers.kit.reading.loading import only_key
from resolvers.kit.types.roots import MOST_IDS

Finder = Callable[[Entity], LinkStep]


def viewer_root(one: OneRow, level: Level) -> Root:
    """`viewer`: one row about whoever asks."""

    async def value(state: State) -> Any:
        return (await level.objects(await one.fetch(state), state))[0]

    return Root(value, is_lone=lambda _: one.is_lone, reads=lambda _: [(level, 1)])


def lookup_root(target: Entity, ways: Mapping[str, OneRow], level: Level, arguments: Arguments) -> Root:
    """A row by its id or by a natural key. ways: how it is read, by the column that finds it."""

    named = read_once(arguments, lambda given: only_key(target, keys_given(target, given)))

    async def value(state: State) -> Any:
        column, key = named(state)
        found = await ways[column].fetch(state, [[key]])
        return (await level.objects(found[:1], state))[0] if found else None

    return Root(value, is_lone=lambda state: ways[named(state)[0]].is_lone, reads=lambda _: [(level, 1)])


def keys_given(target: Entity, given: Mapping[str, Any]) -> dict[str, str | None]:
    """The arguments of a look-up by the names that the entity declares, null for one that is left out."""
    return {"id": given.get("id"), **{name: given.get("key") for name in target.keys}}


def named_entity(value: str) -> tuple[Entity, str] | None:
    """The entity and the key that an id names; null if it names no entity whose rows have an id."""
    found = read_global_id(value)
    entity = ENTITIES.get(found[0]) if found is not None else None
    if found is None or entity is None or not entity.is_node or entity.parent is not None:
        return None
    return entity, found[1]


def node_root(arguments: Arguments, finder: Finder) -> Root:
    """`node`: a row by its id."""

    read = read_once(arguments, lambda given: named_entity(given["id"]))

    def is_lone(state: State) -> bool:
        named = read(state)
        return named is None or finder(named[0]).is_lone

    def prepare(state: State) -> None:
        _find(read(state), finder)

    async def value(state: State) -> Any:
        named = read(state)
        if named is None:
            return None
        entity, key = named
        step = finder(entity)
        state.decide(list(step.level.source.conditions))
        return (await step.objects([key], state))[0]

    def reads(state: State) -> list[tuple[object, int]]:
        named = read(state)
        return [] if named is None else [(finder(named[0]).level, 1)]

    return Root(value, prepare, is_lone, reads)


def nodes_root(arguments: Arguments, finder: Finder) -> Root:
    """`nodes`: rows by their ids, one batch for each entity."""

    read = read_once(arguments, lambda given: [named_entity(wanted) for wanted in given["ids"][:MOST_IDS]])

    def prepare(state: State) -> None:
        for named in read(state):
            _find(named, finder)

    async def value(state: State) -> Any:
        ids = arguments.read(state)["ids"]
        if len(ids) > MOST_IDS:
            raise bad_input(f"`ids` may hold at most {MOST_IDS} ids, not {len(ids)}.")
        named = read(state)
        found: list[Any] = [None] * len(named)
        for name in dict.fromkeys(pair[0].name for pair in named if pair is not None):
            places = [n for n, pair in enumerate(named) if pair is not None and pair[0].name == name]
            step = finder(ENTITIES[name])
            state.decide(list(step.level.source.conditions))
            keys = [pair[1] for pair in named if pair is not None and pair[0].name == name]
            for place, made in zip(places, await step.objects(keys, state), strict=True):
                found[place] = made
        return found

    def reads(state: State) -> list[tuple[object, int]]:
        counted = Counter(pair[0].name for pair in read(state) if pair is not None)
        return [(finder(ENTITIES[name]).level, count) for name, count in counted.items()]

    return Root(value, prepare, reads=reads)


def _find(named: tuple[Entity, str] | None, finder: Finder) -> None:
    if named is not None:
        finder(named[0])
