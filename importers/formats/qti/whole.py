"""A whole package of QTI: its files, then its assessments."""

from uuid import UUID

from importers.formats.qti.package import QTI12, Files
from importers.formats.qti.papers import papers
from importers.formats.qti.write import count_absent, refuse_others, write_papers
from importers.kit.imscp.files import FILE, asset_row, hold, store, write_assets
from importers.kit.imscp.lom import read_lom
from importers.kit.imscp.manifest import MANIFEST, read_manifest
from importers.kit.packages.package import Package
from importers.refusal import refused
from importers.target import Target


async def load_package(package: Package, target: Target) -> None:
    """Read the package's files and assessments, then write both. Raises `ImportRefused` if it has no assessment."""
    key, title = _named(package)
    files = Files.sorted(package)
    if not files.of("test") and not files.of("item"):
        older = files.of(QTI12)
        remedy = "; QTI 1.2 is read within a Common Cartridge, as cartridge" if older else ""
        raise refused(package.name, older[0] if older else "", f"holds no QTI 2 or 3 test or item{remedy}")
    prefix = f"qti:{key}"
    holding = hold(package, files.media(), "", "qti", target)
    rows = [asset_row(held, holding.key(one), prefix, None, target) for one, held in holding.files.items()]
    target.report.of(FILE).read = len(rows)
    ids = await write_assets(rows, target)
    found = papers(files, title, _addresses(prefix, ids), target.report)
    await refuse_others(package.name, prefix, found, target)
    await write_papers(prefix, None, found, target)
    await count_absent(prefix, found, target)
    files.account(target.report)
    await store([(holding.key(one), held) for one, held in holding.files.items()], target)


def _named(package: Package) -> tuple[str, str]:
    """The package's identifier and its title: from its manifest, or else from the name of its file."""
    if MANIFEST not in package:
        return package.name[:200], package.name
    manifest = read_manifest(package)
    return manifest.identifier, read_lom(manifest.metadata).title or manifest.identifier


def _addresses(prefix: str, ids: dict[str, UUID]) -> dict[str, str]:
    return {key.removeprefix(f"{prefix}/file/"): f"asset:{found}" for key, found in ids.items()}
