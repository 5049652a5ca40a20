"""Cartridges that are imported again, the same or newer."""

from tests.importers.cartridge_package import FIB, FILES, OF_BANK, QUIZ
from tests.importers.conftest import Tenant
from tests.importers.packages import loaded
from tests.importers.reports import assert_second_run_changes_nothing, numbers


async def test_a_second_run_changes_nothing(tenant: Tenant) -> None:
    first = await loaded(tenant, "cartridge", FILES)
    await assert_second_run_changes_nothing(tenant, "cartridge", tenant.path / "package.zip", first)


async def test_a_newer_cartridge_changes_what_differs(tenant: Tenant) -> None:
    await loaded(tenant, "cartridge", FILES)
    changed = str(FILES["imsmanifest.xml"])
    for gone in (
        '<item identifier="I4" identifierref="LINK"><title>Look</title></item>',
        '<resource identifier="LINK" type="imswl_xmlv1p3"><file href="link.xml"/></resource>',
        f'<resource identifier="BANK" type="{OF_BANK}"><file href="bank.xml"/></resource>',
        '<resource identifier="PIC" type="webcontent" href="pages/leaf.png"><file href="pages/leaf.png"/></resource>',
    ):
        assert gone in changed
        changed = changed.replace(gone, "")
    files = {
        name: text for name, text in FILES.items() if name not in ("link.xml", "bank.xml", "pages/leaf.png")
    }
    report = await loaded(
        tenant, "cartridge", files | {"imsmanifest.xml": changed, "quiz.xml": QUIZ.replace(FIB, "")}
    )
    counted = numbers(report)
    assert counted["item"] == (10, 0, 3, 6, 1), (
        "the page, the quiz with fewer points, and the file that moved up"
    )
    assert counted["assessment"] == (1, 0, 1, 0, 1)
    assert counted["question"] == (3, 0, 1, 2, 1), "what came after moved up"
    assert counted["file"] == (2, 0, 2, 0, 1)
    again = await loaded(tenant, "cartridge", FILES)
    assert numbers(again)["item"][1:] == (0, 4, 6, 0), "what comes back has its id again"
