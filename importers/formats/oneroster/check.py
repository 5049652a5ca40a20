"""The first reading of a set: every record of every file is looked at before anything is written."""

from importers.formats.oneroster.lines import read
from importers.formats.oneroster.sets import RosterSet, Table
from importers.formats.oneroster.shapes import SHAPES
from importers.kit.fields import likely
from importers.kit.graph import cycle
from importers.kit.text.csvrows import columns
from importers.report import BAD
from importers.target import Target

TREES = ("orgs", "academicSessions")


def check(found: RosterSet, target: Target) -> None:
    """Read all tables, and count the bad records. Raises `ImportRefused` if a file has too many."""
    read_of: dict[str, int] = {}
    for name, table in found.tables.items():
        _name_strange_columns(table, target)
        if name in TREES:
            _find_circles(table)
        count = 0
        for count, _ in enumerate(read(table), 1):
            if count % 500 == 0:
                target.progress(f"checking {name}", count, None)
        bad = target.faults.of(table.path.name)
        read_of[table.path.name] = count + bad
        if bad:
            tally = target.report.of(SHAPES[name].kind)
            tally.read += bad
            tally.skip(BAD, bad)
    target.faults.settle(read_of)


def _name_strange_columns(table: Table, target: Target) -> None:
    known = SHAPES[table.name].columns
    stated = columns(table.path, SHAPES[table.name].former)
    missing = [column for column in known if column not in stated]
    for column in stated:
        if column not in known and not column.startswith(("metadata.", "ext:")):
            target.report.warn(
                "a column that OneRoster does not have is kept in the metadata",
                f'{table.path.name}: line 1: "{column}"{likely(column, missing)}',
            )


def _find_circles(table: Table) -> None:
    """Find the records that lead back to themselves, and the way."""
    parents = {line.id: line.record.key("parentSourcedId") for line in read(table) if not line.is_deleted}
    edges = {name: [parent] for name, parent in parents.items() if parent is not None}
    while (circle := cycle(edges)) is not None:
        for name in circle[:-1]:
            table.circles[name] = " → ".join(circle)
            del edges[name]
