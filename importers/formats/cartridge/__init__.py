"""An IMS Common Cartridge (1.0 to 1.3), into a course with its modules, content, questions and files."""

from pathlib import Path

from importers.formats.cartridge.course import read_course
from importers.formats.cartridge.write import write
from importers.kit.imscp.manifest import read_manifest
from importers.kit.packages.package import ZIP, open_package
from importers.target import Target


async def load(path: Path, target: Target) -> None:
    """Import the cartridge at `path`: a folder, or an `.imscc` or `.zip` archive."""
    with open_package(path, lambda _: True, target.progress, tuple(reversed(ZIP))) as package:
        course = read_course(read_manifest(package), package, target.report)
        await write(course, target)
