"""QTI 2.0 to 3.0 tests and items, into assessments with questions and answer options."""

from pathlib import Path

from importers.formats.qti.whole import load_package
from importers.kit.packages.package import ZIP, Package, open_package
from importers.refusal import refused
from importers.target import Target


async def load(path: Path, target: Target) -> None:
    """Import what is at `path`: a `.zip` archive, a folder, or one `.xml` file."""
    if path.suffix.lower() == ".xml":
        await load_package(_single(path), target)
        return
    with open_package(path, lambda _: True, target.progress, ZIP) as package:
        await load_package(package, target)


def _single(path: Path) -> Package:
    if not path.is_file():
        raise refused(path.name, "", "expected an XML file")
    return Package(path.name, path.parent, {path.name: path.stat().st_size})
