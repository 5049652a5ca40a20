"""The bad records of lists: taken up to a share, and named all at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from importers.refusal import BadRecord, ImportRefused
from importers.report import Report

MOST = 10_000  # bad records of a file that are named; past them, the file is not read on
SHOWN = 1_000  # of them that a message shows


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much of a list may be wrong.

    most_bad: of each file, the share of records that may be bad, in percent; these are left out. is_strict: whether
    the import is refused for each record that would be left out, and for each reference to what is not here.
    """

    most_bad: Fraction = Fraction(5)
    is_strict: bool = False

    @property
    def words(self) -> str:
        """The share as the command line takes it."""
        return "--strict" if self.is_strict else f"--most-bad {float(self.most_bad):g}%"


class Faults:
    """What is wrong with the records of an import's files. A file that is read again names nothing anew."""

    def __init__(self, tolerance: Tolerance, report: Report) -> None:
        self.tolerance = tolerance
        self._report = report
        self._found: dict[str, dict[str, None]] = {}
        self._missed: dict[str, None] = {}

    def note(self, fault: BadRecord) -> None:
        """Note a bad record. Raises `ImportRefused` past 10,000 of one file."""
        found = self._found.setdefault(fault.file, {})
        found[fault.fault] = None
        if len(found) > MOST:
            raise ImportRefused(_listed(fault.file, f"more than {MOST:,} records can't be imported", found))

    def of(self, file: str) -> int:
        """How many records of a file are bad."""
        return len(self._found.get(file, ()))

    def within(self, file: str, part: str) -> int:
        """How many of them lie within a part of the file, such as the list `CFItems`."""
        return sum(f", {part} " in fault.partition(":")[0] for fault in self._found.get(file, ()))

    def missed(self, topic: str, place: str) -> None:
        """Warn of a reference to what is not here, of a record that may be good."""
        self._report.warn(topic, place)
        if self.tolerance.is_strict:
            self._missed[f"{place}: {topic}"] = None

    def settle(self, read: Mapping[str, int]) -> None:
        """Decide, once all records were read, and add the bad ones to the report. read: their number, by file.

        Raises `ImportRefused`, naming all bad records of all files, if one has more of them than it may.
        """
        most = Fraction(0) if self.tolerance.is_strict else self.tolerance.most_bad / 100
        heads = {
            file: f"{len(found):,} of {read[file]:,} records can't be imported"
            for file, found in self._found.items()
        }
        if any(len(found) > most * read[file] for file, found in self._found.items()):
            allowed = f", more than {self.tolerance.words} allows"
            over = {file for file, found in self._found.items() if len(found) > most * read[file]}
            raise ImportRefused(
                "\n".join(
                    _listed(file, heads[file] + (allowed if file in over else ""), found)
                    for file, found in self._found.items()
                )
            )
        self._report.left_out = [_listed(file, heads[file], found) for file, found in self._found.items()]

    def finish(self) -> None:
        """Raises `ImportRefused` for references to what is not here, if the import is strict."""
        if self._missed:
            raise ImportRefused(
                "\n  ".join(
                    [
                        f"{len(self._missed):,} references lead to what is not here, and --strict allows none:",
                        *self._missed,
                    ]
                )
            )


def _listed(file: str, head: str, found: Mapping[str, None]) -> str:
    more = [f"… and {len(found) - SHOWN:,} more"] if len(found) > SHOWN else []
    return "\n  ".join([f"{file}: {head}:", *list(found)[:SHOWN], *more])
