"""Small packages with an `imsmanifest.xml`, and what must hold of every report on one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import importers
from tests.importers.conftest import Tenant, zipped

SCORM12 = 'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
SCORM2004 = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
    'xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"'
)


def manifest(
    items: str,
    resources: str,
    *,
    identifier: str = "PACKAGE-1",
    names: str = SCORM12,
    schema: str = "ADL SCORM",
    version: str = "1.2",
    metadata: str = "",
    more: str = "",
) -> str:
    """A manifest with one organisation."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest identifier="{identifier}" {names}>'
        f"<metadata><schema>{schema}</schema><schemaversion>{version}</schemaversion>{metadata}</metadata>"
        f'<organizations default="ORG"><organization identifier="ORG">{items}</organization></organizations>'
        f"<resources>{resources}</resources>{more}</manifest>"
    )


def package(tenant: Tenant, files: Mapping[str, str | bytes], name: str = "package.zip") -> Path:
    """Write an archive to import."""
    return tenant.file(name, zipped(files))


async def loaded(tenant: Tenant, format: str, files: Mapping[str, str | bytes]) -> importers.Report:  # noqa: A002
    """Import files as an archive."""
    return await tenant.load(format, package(tenant, files))


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
    for kind, tally in report.kinds.items():
        before = first.kinds[kind]
        assert (tally.created, tally.updated, tally.removed) == (0, 0, 0), (kind, tally)
        assert (tally.read, tally.unchanged) == (before.read, before.created + before.unchanged), (
            kind,
            tally,
        )


def stored(tenant: Tenant) -> dict[str, Any]:
    """The files in storage with the times at which they were written, by their place."""
    root = Path(tenant.storage.place)
    return {
        file.relative_to(root).as_posix(): file.stat().st_mtime_ns
        for file in root.rglob("*")
        if file.is_file()
    }
