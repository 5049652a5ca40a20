"""Published learning standards, into the frameworks that all tenants share.

The import needs the owner's database URL, so no tenant can add to what every tenant reads.
"""

from pathlib import Path

from importers.formats.standards.case import open_case
from importers.formats.standards.records import Publication
from importers.formats.standards.survey import survey
from importers.formats.standards.write import write
from importers.kit.text.jsonstream import outermost
from importers.refusal import Bad, refused
from importers.target import Shared


async def load(path: Path, shared: Shared) -> None:
    """Import the standards at `path`."""
    publication = open_publication(path, shared.faults.note)
    await write(publication, await survey(publication, shared), shared)


def open_publication(path: Path, bad: Bad) -> Publication:
    """Open the file. bad: called with each record that can't be read. Raises `ImportRefused` if its form is unknown."""
    if outermost(path) != "{":
        raise refused(path.name, "line 1", "expected a CASE package, a JSON object")
    return open_case(path, bad)
