"""An Open edX course in OLX, into a course with its modules, its content and one offering."""

from pathlib import Path

from importers.formats.olx.course import read_course
from importers.formats.olx.files import account
from importers.formats.olx.pages import pages
from importers.formats.olx.source import Source, is_wanted
from importers.formats.olx.survey import survey
from importers.formats.olx.write import write
from importers.kit.packages.package import open_package
from importers.target import Target


async def load(path: Path, target: Target) -> None:
    """Import the course at `path`: a folder, or an archive as Studio exports it."""
    with open_package(path, is_wanted, target.progress) as package:
        source = Source.find(package, target.report)
        course = read_course(source)
        beside = pages(course, source)
        found = survey(course, source, beside)
        await write(course, source, found, beside, target)
        account(source)
