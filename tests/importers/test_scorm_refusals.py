"""SCORM packages that are refused, with the file, the place and the reason."""

import pytest

from tests.importers.conftest import Tenant
from tests.importers.packages import loaded, manifest, package
from tests.importers.reports import stored
from tests.importers.scorm_package import FILES, ITEMS, RESOURCES


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.html": ""}, "holds no imsmanifest.xml; a package has one at its root"),
        ({"imsmanifest.xml": "<a/>"}, "imsmanifest.xml: expected <manifest>, found <a>"),
        ({"imsmanifest.xml": "<manifest"}, "imsmanifest.xml: line 1, column 1: not well-formed XML: unclosed token"),
        (
            {"imsmanifest.xml": "<manifest/>"},
            'imsmanifest.xml: <manifest>: must have an identifier of at most 200 characters, found ""',
        ),
        (
            {"imsmanifest.xml": '<!DOCTYPE a [<!ENTITY e "x"><!ENTITY f "&e;&e;">]><manifest identifier="&f;"/>'},
            'imsmanifest.xml: declares the entity "e"; entities are not allowed',
        ),
        (
            {"imsmanifest.xml": manifest("", "")},
            "imsmanifest.xml: <organizations>: holds no item; there is nothing to learn",
        ),
        (
            {"imsmanifest.xml": manifest(ITEMS + '<item identifier="I1"/>', "")},
            'imsmanifest.xml: <item identifier="I1">: the identifier occurs twice',
        ),
        (
            {"imsmanifest.xml": manifest("<item identifier='I'/>", "", version="1.1", names="")},
            'imsmanifest.xml: <metadata>: is no SCORM 1.2 or 2004 package: <schemaversion> says "1.1"',
        ),
        (
            {"imsmanifest.xml": manifest(ITEMS, "", schema="IMS Common Cartridge", version="1.3.0")},
            'imsmanifest.xml: <schema>: says it is "IMS Common Cartridge": import it as cartridge',
        ),
        *(
            (
                {"imsmanifest.xml": manifest(ITEMS, f'<resource identifier="R1" href="{name}"/>')},
                f'imsmanifest.xml: <resource>: the name "{shown}" leads out of the package',
            )
            for name, shown in (
                ("../evil.html", "../evil.html"), ("a/%2e%2e/%2e%2e/x", "a/../../x"), ("/etc/passwd", "/etc/passwd"),
                ("..\\evil.html", "..\\evil.html"),
            )
        ),
        (
            {"imsmanifest.xml": manifest('<item identifier="I">' * 70 + "</item>" * 70, "").replace(
                '"I"', '"I{}"').format(*range(70))},
            "imsmanifest.xml: <organization>: items nest deeper than 60 levels",
        ),
        (
            {"a/imsmanifest.xml": "<manifest/>", "b/imsmanifest.xml": "<manifest/>"},
            "b/imsmanifest.xml: is a second manifest beside a/imsmanifest.xml; import one at a time",
        ),
    ],
)  # fmt: skip
async def test_a_broken_package_is_refused(tenant: Tenant, files: dict[str, str], reason: str) -> None:
    said = await tenant.refused("scorm", package(tenant, files))
    assert said == f"package.zip: {reason}"
    assert stored(tenant) == {}


async def test_hostile_archives_are_refused(tenant: Tenant) -> None:
    bomb = FILES | {"zeros.html": "0" * 40_000_000}
    assert await tenant.refused("scorm", package(tenant, bomb)) == (
        "package.zip: zeros.html: the archive unpacks to more than 200 times its size"
    )
    assert await tenant.refused("scorm", package(tenant, FILES | {"../evil.html": ""})) == (
        "package.zip: ../evil.html: climbs out of the archive"
    )
    deep = "/".join(["folder" * 20] * 10) + "/a.html"
    assert await tenant.refused("scorm", package(tenant, FILES | {deep: ""})) == (
        f"package.zip: {deep[:100]}: the path is longer than 900 bytes"
    )
    assert await tenant.refused("scorm", tenant.file("package.zip", b"no archive")) == (
        "package.zip: the archive is truncated or damaged (not a zip archive)"
    )
    assert stored(tenant) == {}


async def test_another_package_of_the_same_identifier_is_refused(tenant: Tenant) -> None:
    await loaded(tenant, "scorm", FILES)
    other = manifest(ITEMS.replace("Safety at work", "First aid"), RESOURCES)
    assert await tenant.refused("scorm", package(tenant, FILES | {"imsmanifest.xml": other})) == (
        "package.zip: imsmanifest.xml: PACKAGE-1: the tenant has a course from a package with this identifier that is "
        "called “Safety at work”, but this one is called “First aid”; give the package an identifier of its own, or "
        "both courses the same title"
    )


async def test_a_course_of_the_same_code_from_elsewhere_is_refused(tenant: Tenant) -> None:
    await tenant.rows(
        "INSERT INTO courses (tenant_id, title, code) SELECT id, 'Ours', 'PACKAGE-1' FROM tenants"
    )
    assert await tenant.refused("scorm", package(tenant, FILES)) == (
        "package.zip: imsmanifest.xml: PACKAGE-1: another course of the tenant has this code; "
        "change the code of one of them"
    )
    assert stored(tenant) == {}
