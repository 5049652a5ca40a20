"""No import into one tenant writes what belongs to everybody: each format is tried, each such table looked at."""

from pathlib import Path

import pytest

from db.models.base import TENANT, Base
from importers.run import FORMATS
from tests.importers.cartridge_package import FILES as CARTRIDGE
from tests.importers.conftest import SHARED, Tenant
from tests.importers.courses import COURSE
from tests.importers.packages import package
from tests.importers.qti_package import CHOICE
from tests.importers.rosters import FILES, members
from tests.importers.scorm_package import FILES as SCORM

NARNIA = (
    '[{"name": "Cair Paravel", "domains": ["cair.example"], "web_pages": [], "country": "Narnia", '
    '"alpha_two_code": "QN", "state-province": null}]'
)
CATALOGUE = "code,title,department,subject\nX1,Of nothing,ND,Narnian studies\n"


def source(format: str, tenant: Tenant) -> Path:  # noqa: A002 - the command's own word
    """Something of the format to import, with what no other tenant has."""
    return {
        "universities": lambda: tenant.file("list.json", NARNIA),
        "catalogue": lambda: tenant.file("courses.csv", CATALOGUE),
        "scorm": lambda: package(tenant, SCORM),
        "cartridge": lambda: package(tenant, CARTRIDGE),
        "qti": lambda: tenant.file("item.xml", CHOICE),
        "oneroster": lambda: tenant.folder("roster", members(FILES)),
        "olx": lambda: tenant.folder("course", COURSE),
    }[format]()


@pytest.mark.parametrize("format_", sorted(set(FORMATS) - set(SHARED)))
async def test_an_import_into_a_tenant_writes_that_tenants_rows_alone(tenant: Tenant, format_: str) -> None:
    everybodys = [table.fullname for table in Base.metadata.tables.values() if TENANT not in table.columns]
    assert {"countries", "subjects", "standards"} <= set(everybodys)
    one = "SELECT '{0}' AS name, md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS rows FROM {0} t"
    look = " UNION ALL ".join(one.format(name) for name in everybodys)
    before = await tenant.rows(look)
    await tenant.load(format_, source(format_, tenant))
    assert await tenant.rows(look) == before
