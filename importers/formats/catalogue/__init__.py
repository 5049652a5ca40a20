"""A course catalogue with prerequisites, into courses, departments, offerings and instructors.

There are three layouts, recognised by what the file holds: see `rpi`, `umd` and `plain`.
"""

from pathlib import Path
from typing import Any

from importers.formats.catalogue.plain import open_csv, open_json
from importers.formats.catalogue.records import Catalogue
from importers.formats.catalogue.rpi import CATALOG, open_rpi
from importers.formats.catalogue.survey import survey
from importers.formats.catalogue.umd import open_umd
from importers.formats.catalogue.write import write
from importers.kit.text.jsonstream import elements, outermost
from importers.refusal import Bad, refused
from importers.target import Target


async def load(path: Path, target: Target) -> None:
    """Import the catalogue at `path`: a CSV or JSON file, or a folder that holds `catalog.json`."""
    catalogue = open_catalogue(path, target.faults.note)
    found = survey(catalogue, target)
    await write(catalogue, found, target)


def open_catalogue(path: Path, bad: Bad) -> Catalogue:
    """Recognise the layout of the file or folder, and open it. bad: called with each record that can't be read."""
    if path.is_dir():
        if not (path / CATALOG).is_file():
            raise refused(path.name, "", f"the folder holds no {CATALOG}; found {_found(path)}")
        return open_rpi(path / CATALOG, bad)
    if path.suffix.lower() == ".csv":
        return open_csv(path, bad)
    if outermost(path) == "{":
        return open_rpi(path, bad)
    first = next(elements(path, bad=lambda _: None), None)
    is_umd = first is not None and _is_umd(first.value)
    return (open_umd if is_umd else open_json)(path, bad)


def _found(folder: Path) -> str:
    names = sorted(file.name for file in folder.iterdir())
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "") or "no file"


def _is_umd(course: Any) -> bool:
    return isinstance(course, dict) and "course_id" in course
