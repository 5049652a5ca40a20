"""A SCORM 1.2 or 2004 package, into a course with its modules, its content and its files."""

from pathlib import Path

from importers.formats.scorm.course import read_course
from importers.formats.scorm.write import write
from importers.kit.imscp.manifest import read_manifest
from importers.kit.packages.package import ZIP, open_package
from importers.target import Target


async def load(path: Path, target: Target) -> None:
    """Import the package at `path`: a folder or a `.zip` archive, with `imsmanifest.xml` at its root."""
    with open_package(path, lambda _: True, target.progress, ZIP) as package:
        manifest = read_manifest(package)
        course = read_course(manifest, package, target.report)
        await write(course, package, None if package.folder == path else path, target)
