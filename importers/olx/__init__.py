"""An Open edX course in OLX, into a course with its modules, content and one offering."""

from pathlib import Path

from importers.refusal import refused
from importers.target import Target


async def load(path: Path, target: Target) -> None:
    """Import the course at `path`."""
    raise refused(path.name, "", f"no OLX course can be imported into {target.report.tenant} yet")
