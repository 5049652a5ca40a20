"""Where the database refuses a row, the message names the file, the place in it, the row and the rule."""

from tests.importers.cartridge_package import FILES as CARTRIDGE
from tests.importers.conftest import Tenant
from tests.importers.packages import loaded, package
from tests.importers.rosters import header, load, members, zipped


async def test_an_org_below_itself(tenant: Tenant) -> None:
    """A change of one org, whose parent lies below it: the file alone shows no circle."""
    await load(tenant)
    moved = {"orgs": header("orgs") + "d1,active,2026-01-01T00:00:00Z,Elm District,district,D1,s1,\n"}
    said = await tenant.refused(
        "oneroster", tenant.file("delta.zip", zipped(tenant, members(moved, mode="delta")))
    )
    assert said == (
        "delta.zip: orgs.csv: line 2: oneroster:org/d1 “Elm District”: a row of organizations can not lie below itself"
    )


async def test_a_row_of_a_package(tenant: Tenant) -> None:
    await loaded(tenant, "cartridge", CARTRIDGE)
    await tenant.connection.execute(
        "ALTER TABLE modules ADD CONSTRAINT ck_modules_no_exercises CHECK (title <> 'Exercises, new')"
    )
    files = CARTRIDGE | {
        "imsmanifest.xml": str(CARTRIDGE["imsmanifest.xml"]).replace("Exercises", "Exercises, new")
    }
    said = await tenant.refused("cartridge", package(tenant, files))
    assert said == (
        "package.zip: a row of modules: cartridge:CART/item/W11 “Exercises, new”: "
        "the rows break a rule of the data model (ck_modules_no_exercises)"
    )
