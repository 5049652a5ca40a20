"""Lists of records, of which some may be bad."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from importers.refusal import Bad, BadRecord

Raw = TypeVar("Raw")
Item = TypeVar("Item")


def good(raw: Iterable[Raw], read: Callable[[Raw], Item], bad: Bad) -> Iterator[Item]:
    """Yield what `read` makes of each record. bad: called with each one that can't be read."""
    for record in raw:
        try:
            item = read(record)
        except BadRecord as fault:
            bad(fault)
        else:
            yield item
