"""Reads a value for each key in a batch: one statement for the keys of all rows of a level."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from resolvers.kit.reading.context import Context

Key = TypeVar("Key")
Value = TypeVar("Value")
BatchLoad = Callable[[Context, Sequence[Key]], Awaitable[Mapping[Key, Value]]]


def batched(load: BatchLoad[Key, Value]) -> Callable[[Context, Key | None], Awaitable[Value | None]]:
    """Declares a batch load function, and returns the function that loads one key.

    load: takes the keys that are wanted at the same time, without repeats, and returns the value of each key that has
    one. The returned function takes the context and one key, and returns the key's value. The value is null if `load`
    returned none, and for a null key, which `load` never sees. Within one operation a key is loaded once.

        @batched
        async def learners(context: Context, courses: Sequence[str]) -> Mapping[str, int]:
            rows = await context.run(LEARNERS, [courses])
            return {row["k0"]: row["learners"] for row in rows}

        await learners(info.context, self["id"])

    It works the same under a plan and under graphql-core: a level's resolvers wait together, and their keys make one
    batch.
    """

    async def load_key(context: Context, key: Key | None) -> Value | None:
        async def load_keys(keys: list[Any]) -> list[Value | None]:
            found = await load(context, keys)
            return [found.get(key) for key in keys]

        return None if key is None else await context.loader(load, load_keys).load(key)

    return load_key
