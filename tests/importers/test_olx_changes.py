"""Open edX courses: what a newer export changes, and how large one may be."""

from tests.importers.conftest import Tenant
from tests.importers.courses import COURSE, ITEMS, items, load, modules, with_unit


async def test_an_archive_says_the_same_as_its_folder(tenant: Tenant) -> None:
    await load(tenant)
    before = await tenant.snapshot()
    files = {f"course/{name}": text for name, text in COURSE.items()}
    report = await tenant.load("olx", tenant.archive("course.tar.gz", files))
    assert {kind: tally.created + tally.updated for kind, tally in report.kinds.items()} == dict.fromkeys(
        report.kinds, 0
    )
    assert await tenant.snapshot() == before


async def test_a_newer_export_changes_only_what_differs(tenant: Tenant) -> None:
    await load(tenant)
    before = await items(tenant)
    files = with_unit('<problem url_name="p1"/><html url_name="h1"/><html url_name="h3"><p>Three</p></html>')
    files["problem/p1.xml"] = COURSE["problem/p1.xml"].replace("How many?", "How much?")
    files["chapter/ch2.xml"] = '<chapter display_name="Chapter 2"/>'
    files["course/run.xml"] = (
        '<course display_name="Course One"><chapter url_name="ch2"/><chapter url_name="ch1"/></course>'
    )
    report = await load(tenant, files=files)
    numbers = {
        kind: (tally.created, tally.updated, tally.unchanged, tally.removed)
        for kind, tally in report.kinds.items()
    }
    assert numbers["html"] == (1, 1, 0, 0), "h1 has another place"
    assert numbers["problem"] == (0, 1, 0, 0)
    assert numbers["video"] == (0, 0, 0, 1)
    assert numbers["chapter"] == (0, 2, 0, 0), "two chapters changed places"
    assert (numbers["sequential"], numbers["vertical"]) == ((0, 0, 1, 0), (0, 0, 1, 0))
    now = await items(tenant)
    assert {key: row["sequence_index"] for key, row in now.items()} == {
        "problem/p1": 1,
        "html/h1": 2,
        "html/h3": 3,
    }
    assert now["html/h1"]["id"] == before["html/h1"]["id"]
    assert (await modules(tenant))["chapter/ch2"]["audience"] == "members"

    back = await load(tenant)
    assert back.kinds["video"].updated == 1, "what was removed lives again under its old id"
    assert (await items(tenant))["video/vid"]["id"] == before["video/vid"]["id"]
    assert back.kinds["html"].removed == 1


async def test_what_people_add_stays(tenant: Tenant) -> None:
    await load(tenant)
    await tenant.rows(
        "INSERT INTO content_items (tenant_id, course_id, module_id, content_type, title, sequence_index, data) "
        "SELECT tenant_id, course_id, id, 'text', 'Ours', 100, '{}' FROM modules WHERE title = 'Unit'"
    )
    await load(tenant, files=with_unit('<html url_name="h1"/>'))
    rows = await tenant.rows(ITEMS)
    assert {row["title"] for row in rows} == {"Read me", "Ours"}


async def test_ten_thousand_modules(tenant: Tenant) -> None:
    sections = "".join(
        f'<sequential url_name="s{number}">{"<vertical/>" * 99}</sequential>' for number in range(100)
    )
    files = COURSE | {"chapter/ch1.xml": f"<chapter>{sections}</chapter>"}
    report = await load(tenant, files=files)
    assert report.kinds["sequential"].created + report.kinds["vertical"].created == 10_000
