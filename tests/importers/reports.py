"""What must hold of every report on an import, and what it counts."""

from pathlib import Path
from typing import Any

import importers
from tests.importers.conftest import Tenant


def assert_nothing_was_here(report: importers.Report) -> None:
    """Whatever was written is new."""
    assert {kind for kind, tally in report.kinds.items() if tally.updated} == set()


def read(report: importers.Report) -> dict[str, int]:
    """How many records were read, by kind."""
    return {kind: tally.read for kind, tally in report.kinds.items()}


def numbers(report: importers.Report) -> dict[str, tuple[int, ...]]:
    """What was read, created, updated, unchanged and removed, by kind."""
    return {
        kind: (tally.read, tally.created, tally.updated, tally.unchanged, tally.removed)
        for kind, tally in report.kinds.items()
        if not tally.used
    }


def assert_all_accounted(report: importers.Report) -> None:
    """Every record that was read fares in exactly one way."""
    for kind, tally in report.kinds.items():
        fared = tally.created + tally.updated + tally.unchanged + tally.used + sum(tally.skipped.values())
        assert tally.read == fared, (kind, tally)


async def assert_second_run_changes_nothing(
    tenant: Tenant,
    format: str,  # noqa: A002
    path: Path,
    first: importers.Report,
) -> None:
    """Import once more, and see that every row and every file stays as it is, and that the report says so."""
    rows, files = await tenant.snapshot(), stored(tenant)
    report = await tenant.load(format, path)
    assert (await tenant.snapshot(), stored(tenant)) == (rows, files)
    assert read(report) == read(first)
    for kind, tally in report.kinds.items():
        before = first.kinds[kind]
        assert (tally.created, tally.updated, tally.removed) == (0, 0, 0), (kind, tally)
        assert tally.unchanged == before.created + before.updated + before.unchanged, (kind, tally)


def stored(tenant: Tenant) -> dict[str, Any]:
    """The files in storage with the times at which they were written, by their place."""
    root = Path(tenant.storage.place)
    return {
        file.relative_to(root).as_posix(): file.stat().st_mtime_ns
        for file in root.rglob("*")
        if file.is_file()
    }
