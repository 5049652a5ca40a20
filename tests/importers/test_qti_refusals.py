"""QTI packages that are refused, with the file, the place and the reason."""

import pytest

from tests.importers.conftest import Tenant
from tests.importers.packages import loaded, package
from tests.importers.qti_package import ENTRY, FILES, QTI2, TEST, item
from tests.importers.reports import stored


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.txt": ""}, "holds no QTI 2 or 3 test or item"),
        (
            {"a.xml": "<questestinterop/>"},
            "a.xml: holds no QTI 2 or 3 test or item; QTI 1.2 is read within a Common Cartridge, as cartridge",
        ),
        ({"a.xml": "<assessmentItem>"}, "a.xml: line 1, column 17: not well-formed XML: no element found"),
        (
            {"a.xml": '<!DOCTYPE a [<!ENTITY e "x">]><assessmentItem>&e;</assessmentItem>'},
            'a.xml: declares the entity "e"; entities are not allowed',
        ),
        ({"a.xml": "<a>" * 201 + "</a>" * 201}, "a.xml: nests deeper than 200 elements"),
        (
            {"t/test.xml": TEST.replace("gone.xml", "../../gone.xml"), "t/items/entry.xml": ENTRY},
            't/test.xml: "../../gone.xml": the reference leads out of the package',
        ),
        (
            {"a.xml": item('<img src="../../etc/passwd" alt=""/>')},
            'a.xml: "../../etc/passwd": the reference leads out of the package',
        ),
        (
            {"test.xml": TEST.replace('identifier="Q3"', 'identifier="Q2"'), "items/entry.xml": ENTRY},
            'test.xml: the item reference "Q2" occurs twice or has no identifier',
        ),
        (
            {
                "test.xml": f'<assessmentTest {QTI2} identifier="T"><testPart><assessmentSectionRef href="s.xml"/>'
                "</testPart></assessmentTest>",
                "s.xml": f'<assessmentSection {QTI2} identifier="S"><assessmentSectionRef href="s.xml"/>'
                "</assessmentSection>",
            },
            "test.xml: sections nest deeper than 60 levels",
        ),
    ],
)
async def test_a_broken_package_is_refused(tenant: Tenant, files: dict[str, str], reason: str) -> None:
    assert await tenant.refused("qti", package(tenant, files)) == f"package.zip: {reason}"
    assert stored(tenant) == {}


async def test_hostile_archives_are_refused(tenant: Tenant) -> None:
    assert await tenant.refused("qti", package(tenant, FILES | {"zeros.xml": "0" * 40_000_000})) == (
        "package.zip: zeros.xml: the archive unpacks to more than 200 times its size"
    )
    long = package(tenant, {"a.xml": f"<a>{'x' * 16_000_001}</a>"})
    assert await tenant.refused("qti", long) == "package.zip: a.xml: is longer than 16,000,000 bytes"


async def test_another_package_of_the_same_name_is_refused(tenant: Tenant) -> None:
    await loaded(tenant, "qti", FILES)
    other = FILES | {"test.xml": TEST.replace("Colours", "Sounds")}
    assert await tenant.refused("qti", package(tenant, other)) == (
        "package.zip: qti:package.zip/test/test.xml: the tenant has an assessment from this place in a package with "
        "this identifier that is called “Colours”, but this one is called “Sounds”; give the package an identifier of "
        "its own, or both assessments the same title"
    )
