"""QTI packages that are imported again, the same or newer."""

from tests.importers.conftest import Tenant
from tests.importers.packages import loaded
from tests.importers.qti_package import CHOICE, FILES, LIVE, TEST
from tests.importers.reports import assert_second_run_changes_nothing, numbers


async def test_a_second_run_changes_nothing(tenant: Tenant) -> None:
    first = await loaded(tenant, "qti", FILES)
    await tenant.rows("UPDATE assessments SET is_published = true WHERE title = 'Colours'")
    await assert_second_run_changes_nothing(tenant, "qti", tenant.path / "package.zip", first)


async def test_a_newer_package_changes_what_differs(tenant: Tenant) -> None:
    await loaded(tenant, "qti", FILES)
    shorter = TEST.replace('<assessmentItemRef identifier="Q2" href="items/entry.xml"/>', "")
    newer = CHOICE.replace("<p>Grass</p>", "<p>Grass!</p>")
    files = {name: text for name, text in FILES.items() if name not in ("items/spare.xml", "items/entry.xml")}
    report = await loaded(tenant, "qti", files | {"test.xml": shorter, "items/choice one.xml": newer})
    counted = numbers(report)
    assert counted["assessment"] == (1, 0, 1, 0, 0)
    assert report.kinds["assessment"].absent == 1, "the pool is kept, for a package may be a part"
    assert counted["question"] == (1, 0, 1, 0, 1)
    assert counted["answer option"] == (2, 0, 1, 1, 0)
    assert [row["assessment"] for row in await tenant.rows(LIVE)] == ["package.zip", "Colours"]
