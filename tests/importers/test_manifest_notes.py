"""What is odd about a manifest, though it can be imported: a warning for each."""

import pytest

from tests.importers.conftest import Tenant
from tests.importers.packages import loaded, manifest

RESOURCE = (
    '<resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/>'
    "{}</resource>"
)
ITEM = '<item identifier="I1" identifierref="R1">{}</item>'
TITLE = "<title>Ladders</title>"
ODD = {
    "no title": (
        {"items": ITEM.format("")},
        "an item without a title goes by its identifier (1): I1",
    ),
    "a long title": (
        {"items": ITEM.format(f"<title>{'x' * 501}</title>")},
        f"a title is cut to 500 characters (1): I1: {'x' * 40}…",
    ),
    "missing metadata": (
        {"metadata": "<adlcp:location>about.xml</adlcp:location>"},
        "metadata that the manifest names is not in the package (1): about.xml",
    ),
    "missing metadata of a resource": (
        {"resource": "<metadata><adlcp:location>a%20b.xml</adlcp:location></metadata>"},
        "metadata that the manifest names is not in the package (1): a%20b.xml",
    ),
    "an unknown version": (
        {"version": "1.2.7"},
        'the schema version is not known (1): "1.2.7"; read as SCORM 1.2',
    ),
    "no version": ({"version": ""}, "the schema version is not known (1): none; read as SCORM 1.2"),
}


def files(items: str = ITEM.format(TITLE), resource: str = "", **given: str) -> dict[str, str | bytes]:
    """A SCORM package that has nothing odd but what is given."""
    text = manifest(f"<title>Safety</title>{items}", RESOURCE.format(resource), **given)
    return {"imsmanifest.xml": text, "a.html": "<p>A</p>"}


async def test_a_plain_package_gives_no_warning(tenant: Tenant) -> None:
    assert (await loaded(tenant, "scorm", files())).warnings == []


@pytest.mark.parametrize("odd", ODD)
async def test_what_is_odd_is_warned_of(tenant: Tenant, odd: str) -> None:
    given, said = ODD[odd]
    report = await loaded(tenant, "scorm", files(**given))
    assert said in report.warnings


async def test_metadata_that_is_there_gives_no_warning(tenant: Tenant) -> None:
    metadata = "<adlcp:location>a%20b.xml</adlcp:location>"
    there = files(metadata=metadata) | {"a b.xml": "<lom/>"}
    report = await loaded(tenant, "scorm", there)
    assert report.count("metadata that the manifest names is not in the package") == 0
