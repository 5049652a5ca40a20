"""A list of universities, in the form of Hipo's University Domains and Names list, into the tenant's organisations.

Country, name and first domain together identify a university, because the list holds different institutions with the
same name in the same country.
"""

from pathlib import Path

from importers.formats.universities.survey import survey
from importers.formats.universities.write import write
from importers.kit.text.jsonstream import outermost
from importers.refusal import refused
from importers.target import Target


async def load(path: Path, target: Target) -> None:
    """Import the list at `path`."""
    if outermost(path) == "{":
        raise refused(path.name, "line 1", "expected a JSON array of universities, found an object")
    await write(path, survey(path, target), target)
