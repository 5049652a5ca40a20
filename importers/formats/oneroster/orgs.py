"""Organisations: `orgs.csv` into the tenant's tree."""

from typing import Any
from uuid import UUID

from db.models.tenancy import Organization
from db.writes.retire import absent
from importers.formats.oneroster.cells import one
from importers.formats.oneroster.lines import PREFIX, Line, places, read, rest
from importers.formats.oneroster.lookups import delete, ids_of, text
from importers.formats.oneroster.sets import Table
from importers.formats.oneroster.statements.sourced import release
from importers.target import Target, batches

KIND = "org"
KINDS = {
    "district": "district", "school": "school", "department": "department",
    "local": "region", "state": "region", "national": "region",
}  # fmt: skip
COLUMNS = ("name", "type", "parentSourcedId")


async def import_orgs(table: Table, target: Target) -> None:
    """Write the organisations, parents first."""
    tally = target.report.of(KIND)
    lines = list(read(table))
    tally.read += len(lines)
    await delete(Organization.__table__, KIND, lines, target)
    live = {line.id: line for line in lines if not line.is_deleted}
    parents = {line.id: _parent(line) for line in live.values()}
    known = await ids_of(Organization.__table__, "org", (p for p in parents.values() if p), target)
    codes = _codes(live, parents, target)
    for batch in batches(codes.items()):
        values = {f"{PREFIX}org/{name}": code for name, code in batch}
        await release(target.connection, Organization.__table__, target.tenant_id, "code", values)
    for level in _levels(parents):
        for names in batches(level):
            strays = {name for name in names if parents[name] is not None and parents[name] not in known}
            for name in strays:
                target.faults.missed(
                    "an org names a parent that is not here; it stays where it is, or stands at the top",
                    f"{live[name].where}: {parents[name]}",
                )
            written: dict[str, UUID] = {}
            where = places(f"{PREFIX}org/", (live[name] for name in names))
            for some, kept in ((strays, ("is_active", "parent_id")), (set(names) - strays, ("is_active",))):
                rows = [_row(live[n], parents[n], codes[n], known) for n in names if n in some]
                written |= await target.write(Organization.__table__, rows, KIND, once=kept, places=where)
            known |= {name: written[f"{PREFIX}org/{name}"] for name in names}
        target.progress("orgs", len(known), len(live))
    if not table.is_delta:
        tally.absent = await absent(target.rows_of(Organization.__table__), f"{PREFIX}org/", len(live))


def _parent(line: Line) -> str | None:
    return one(line.record, "parentSourcedId")


def _codes(live: dict[str, Line], parents: dict[str, str | None], target: Target) -> dict[str, str | None]:
    """The codes of the orgs: their identifiers. If several of a kind and parent share one, only the first gets it."""
    taken: set[tuple[str, str | None, str]] = set()
    codes: dict[str, str | None] = {}
    for name, line in live.items():
        code = line.record.key("identifier")
        key = (KINDS[line.record.text("type")], parents[name], code or "")
        if code is not None and key in taken:
            target.report.warn(
                "several orgs have the same identifier; only the first gets it as its code", line.where
            )
            code = None
        taken.add(key)
        codes[name] = code
    return codes


def _levels(parents: dict[str, str | None]) -> list[list[str]]:
    """The orgs in levels: first those without a parent in the file, then their children, and so on."""
    depths: dict[str, int] = {}
    for start in parents:
        path: list[str] = []
        name: str | None = start
        while name is not None and name in parents and name not in depths:
            path.append(name)
            name = parents[name]
        depth = depths.get(name, -1) if name is not None else -1
        for step in reversed(path):
            depth += 1
            depths[step] = depth
    levels: list[list[str]] = [[] for _ in range(max(depths.values(), default=-1) + 1)]
    for name, depth in depths.items():
        levels[depth].append(name)
    return levels


def _row(line: Line, parent: str | None, code: str | None, known: dict[str, UUID]) -> dict[str, Any]:
    kind = line.record.text("type")
    return {
        "external_id": f"{PREFIX}org/{line.id}",
        "kind": KINDS[kind],
        "name": line.record.text("name"),
        "code": code,
        "parent_id": text(known.get(parent or "")),
        "is_active": True,
        "metadata": {"oneroster": {"type": kind} | rest(line.record, COLUMNS)},
    }
