"""What an import did, in numbers that can be compared with the number of records in the file."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from db.errors import printable

EXAMPLES = 5
GONE = 50  # removed rows that are named for each reason
BAD = "bad, as named below"
"""Why a bad record of a list is skipped."""
NOT_HELD = "which the package no longer holds"
"""Why a part of a course is removed."""

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how many items are done, and how many there are (null if not known yet)."""


@dataclass(slots=True)
class Notice:
    """A warning: how often its cause was met, and the first few places."""

    count: int = 0
    examples: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class Tally:
    """How the records of one kind fared.

    Every record that was read is counted in exactly one of the other numbers, apart from `removed` and `absent`: these
    count rows of an earlier import that the source no longer holds. `used` counts files, which become part of other
    records. `gone` says which rows were removed, by the reason.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    absent: int = 0
    used: int = 0
    skipped: "Counter[str]" = field(default_factory=Counter[str])
    gone: dict[str, Notice] = field(default_factory=dict[str, Notice])

    def skip(self, reason: str, times: int = 1) -> None:
        """Count a record that was read but not written, under the reason."""
        self.skipped[reason] += times

    def remove(self, reason: str, names: Collection[str]) -> None:
        """Count rows of an earlier import that were taken back, by their names, under the reason."""
        self.removed += len(names)
        if names:
            notice = self.gone.setdefault(reason, Notice())
            notice.count += len(names)
            notice.examples += [printable(name) for name in names][: GONE - len(notice.examples)]


class Report:
    """What an import did, by kind of record; `str` is how it is shown."""

    def __init__(self, format: str, source: str, tenant: str) -> None:  # noqa: A002 - the command's own word
        self.format = format
        self.source = source
        self.tenant = tenant
        self.kinds: dict[str, Tally] = {}
        self.left_out: list[str] = []
        """For each file with bad records: its name, their number, and a line for each of them."""
        self._notices: dict[str, Notice] = {}

    def of(self, kind: str) -> Tally:
        """The numbers of one kind of record."""
        return self.kinds.setdefault(kind, Tally())

    def written(
        self,
        kind_of: Callable[[str], str],
        keys: Iterable[str],
        created: Collection[str],
        updated: Collection[str],
    ) -> None:
        """Count the rows of `keys`: as created, as updated, or else as unchanged."""
        for key in keys:
            tally = self.of(kind_of(key))
            if key in created:
                tally.created += 1
            elif key in updated:
                tally.updated += 1
            else:
                tally.unchanged += 1

    def warn(self, topic: str, example: str = "", times: int = 1) -> None:
        """Note something that whoever runs the import should know; the first few examples are shown."""
        notice = self._notices.setdefault(topic, Notice())
        notice.count += times
        if example and len(notice.examples) < EXAMPLES:
            notice.examples.append(printable(example))

    @property
    def warnings(self) -> list[str]:
        """The warnings, one line each."""
        return [_line(topic, notice) for topic, notice in self._notices.items()]

    def count(self, topic: str) -> int:
        """How often a warning was given."""
        return self._notices[topic].count if topic in self._notices else 0

    def __str__(self) -> str:
        lines = [f"{self.format}: {self.source} into {self.tenant}"]
        width = max((len(kind) for kind in self.kinds), default=0)
        for kind, tally in self.kinds.items():
            if tally == Tally():
                continue
            lines.append(f"  {kind:<{width}}  {_numbers(tally)}")
            lines += [
                f"  {'':<{width}}  skipped {times}: {reason}" for reason, times in tally.skipped.items()
            ]
            lines += [
                f"  {'':<{width}}  removed {_line(reason, notice)}" for reason, notice in tally.gone.items()
            ]
        lines += [f"  warning: {line}" for line in self.warnings]
        lines += ["  left out: " + text.replace("\n", "\n  ") for text in self.left_out]
        return "\n".join(lines)


def _numbers(tally: Tally) -> str:
    said = [f"read {tally.read}"]
    if tally.used:
        said.append(f"used {tally.used}")
    else:
        said += [f"created {tally.created}", f"updated {tally.updated}", f"unchanged {tally.unchanged}"]
    if tally.removed:
        said.append(f"removed {tally.removed}")
    if tally.absent:
        said.append(f"kept though absent from the source {tally.absent}")
    return ", ".join(said)


def _line(topic: str, notice: Notice) -> str:
    if not notice.examples:
        return f"{topic} ({notice.count})"
    more = ", …" if notice.count > len(notice.examples) else ""
    return f"{topic} ({notice.count}): {'; '.join(notice.examples)}{more}"
