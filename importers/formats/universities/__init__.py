"""A list of universities, in the form of Hipo's University Domains and Names list, into the tenant's organisations.

A university is told from another by its country, name and first domain together: the list holds institutions of one
name in one country that are not the same.
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
