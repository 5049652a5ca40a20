"""Cartridges that are refused, with the file, the place and the reason."""

import pytest

from tests.importers.cartridge_package import FILES, ITEMS, RESOURCES
from tests.importers.conftest import Tenant
from tests.importers.packages import manifest, package
from tests.importers.reports import stored


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.html": ""}, "holds no imsmanifest.xml; a package has one at its root"),
        (
            {"imsmanifest.xml": manifest(ITEMS, RESOURCES)},
            'imsmanifest.xml: <schema>: says it is "ADL SCORM": import it as scorm',
        ),
        (
            {"imsmanifest.xml": manifest(ITEMS, "", schema="Else")},
            'imsmanifest.xml: <schema>: says it is "Else"; a cartridge says IMS Common Cartridge',
        ),
        (
            {"imsmanifest.xml": manifest(ITEMS, "", schema="IMS Common Cartridge", version="2.0")},
            'imsmanifest.xml: <schemaversion>: version "2.0" is not known; known are 1.0 to 1.3',
        ),
        (
            FILES | {"quiz.xml": "<questestinterop>"},
            "quiz.xml: line 1, column 18: not well-formed XML: no element found",
        ),
        (
            FILES | {"topic.xml": '<!DOCTYPE a [<!ENTITY e "x">]><topic>&e;</topic>'},
            'topic.xml: declares the entity "e"; entities are not allowed',
        ),
        (
            FILES | {"pages/read.html": b"<p>\xff</p>"},
            "pages/read.html: line 1, byte 4: byte 0xFF is not valid UTF-8; save the file as UTF-8",
        ),
    ],
)
async def test_a_broken_cartridge_is_refused(tenant: Tenant, files: dict[str, str], reason: str) -> None:
    assert await tenant.refused("cartridge", package(tenant, files)) == f"package.zip: {reason}"
    assert stored(tenant) == {}


async def test_hostile_archives_are_refused(tenant: Tenant) -> None:
    bomb = package(tenant, FILES | {"zeros.html": "0" * 40_000_000}, "bomb.imscc")
    assert await tenant.refused("cartridge", bomb) == (
        "bomb.imscc: zeros.html: the archive unpacks to more than 200 times its size"
    )
    out = package(tenant, FILES | {"a/../../evil.html": ""}, "out.imscc")
    assert await tenant.refused("cartridge", out) == "out.imscc: a/../../evil.html: climbs out of the archive"
    assert await tenant.refused("cartridge", tenant.file("x.tar", b"")) == (
        "x.tar: expected a folder or a .imscc archive"
    )
