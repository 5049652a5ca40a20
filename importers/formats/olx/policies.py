"""The policies of a course: settings in JSON, beside the course's own files.

They lie under the name of the run or of the course: `policies/NAME/policy.json`, or in older courses
`policies/NAME.json`; how the course is graded, in `policies/NAME/grading_policy.json`, or else at the root.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from importers.formats.olx.source import Source

POLICY, GRADING = "policy.json", "grading_policy.json"
FOLDER = "policies"
COURSE = "course/"


@dataclass(frozen=True, slots=True)
class Policies:
    """The settings of the course, those of its blocks by type and name, and how it is graded."""

    of_course: Mapping[str, Any]
    of_blocks: Mapping[str, Mapping[str, Any]]
    grading: Mapping[str, Any]

    @classmethod
    def find(cls, source: Source, names: Iterable[str]) -> "Policies":
        """Find the policies under one of the names, the first that there is; or else under the only one that there is.

        Raises `ImportRefused` for a file that is not a JSON object of objects.
        """
        wanted = list(dict.fromkeys(name for name in names if name))
        file = _policy_file(source, wanted)
        if file is None:
            return cls({}, {}, _grading(source, wanted))
        name = file.removeprefix(f"{FOLDER}/").removesuffix(f"/{POLICY}").removesuffix(".json")
        said = source.json(file)
        for key, block in said.items():
            if not isinstance(block, dict):
                raise source.refuse(file, f'"{key}"', "expected an object")
        of_course = _of_course(said, [name, *wanted])
        if name not in wanted:
            source.report.warn("policies are under a name that is not the course's, and are used", file)
        blocks = {key: block for key, block in said.items() if key != of_course}
        return cls(said.get(of_course or "", {}), blocks, _grading(source, [name, *wanted]))


def _policy_file(source: Source, names: list[str]) -> str | None:
    for name in names:
        for file in (f"{FOLDER}/{name}/{POLICY}", f"{FOLDER}/{name}.json"):
            if source.exists(file):
                return file
    found = [name for name in source.names(FOLDER) if name.endswith(f"/{POLICY}") and name.count("/") == 2]
    if len(found) > 1:
        source.report.warn("policies are left out: none is under the course's name", ", ".join(found))
    return found[0] if len(found) == 1 else None


def _of_course(said: Mapping[str, Any], names: list[str]) -> str | None:
    """The key of the course's own settings: under one of its names, or else the only one of its kind."""
    keys = [f"{COURSE}{name}" for name in names if f"{COURSE}{name}" in said]
    rest = [key for key in said if key.startswith(COURSE)]
    return keys[0] if keys else rest[0] if len(rest) == 1 else None


def _grading(source: Source, names: list[str]) -> dict[str, Any]:
    files = (*(f"{FOLDER}/{name}/{GRADING}" for name in names), GRADING)
    found = next((file for file in files if source.exists(file)), None)
    return {} if found is None else source.json(found)
