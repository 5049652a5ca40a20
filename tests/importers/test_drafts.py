"""Packages that are not published at once: only staff see a course that is imported as a draft."""

from pathlib import Path

import pytest

from importers import ImportRefused
from tests.importers import cartridge_package, scorm_package
from tests.importers.conftest import Tenant
from tests.importers.courses import COURSE
from tests.importers.packages import package

SEEN = (
    "SELECT audience FROM courses UNION ALL SELECT audience FROM modules UNION ALL SELECT audience FROM content_items "
    "UNION ALL SELECT audience FROM assets"
)
NOTE = "the course was there before, so it keeps its status, and is not made a draft"


def made(tenant: Tenant, name: str) -> Path:
    if name == "olx":
        return tenant.folder("course", COURSE)
    return package(tenant, {"scorm": scorm_package.FILES, "cartridge": cartridge_package.FILES}[name])


@pytest.mark.parametrize("name", ["olx", "scorm", "cartridge"])
async def test_a_draft_is_for_staff_until_it_is_published(tenant: Tenant, name: str) -> None:
    path = made(tenant, name)
    report = await tenant.load(name, path, is_draft=True)
    assert NOTE not in str(report)
    assert await tenant.value("SELECT status FROM courses") == "draft"
    assert {row["audience"] for row in await tenant.rows(SEEN)} == {"staff"}

    await tenant.rows("UPDATE courses SET status = 'published'")
    assert "members" in {row["audience"] for row in await tenant.rows(SEEN)}
    report = await tenant.load(name, path, is_draft=True)
    assert report.count(NOTE) == 1
    assert await tenant.value("SELECT status FROM courses") == "published"


@pytest.mark.parametrize("name", ["olx", "scorm", "cartridge"])
async def test_a_package_is_published_without_being_asked(tenant: Tenant, name: str) -> None:
    await tenant.load(name, made(tenant, name))
    assert await tenant.value("SELECT status FROM courses") == "published"


@pytest.mark.parametrize("name", ["universities", "catalogue", "qti", "oneroster", "standards"])
async def test_what_publishes_no_course_has_no_drafts(tenant: Tenant, name: str) -> None:
    with pytest.raises(ImportRefused) as refusal:
        await tenant.load(name, tenant.file("x.json", "[]"), is_draft=True)
    assert str(refusal.value) == f'"{name}" publishes no course: --draft is for scorm, cartridge, olx'
