"""Small packages with an `imsmanifest.xml`."""

from collections.abc import Mapping
from pathlib import Path

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
