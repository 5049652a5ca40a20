"""A package of files that refer to each other by name: a folder, or an archive that is unpacked for the import."""

import os
import tempfile
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from importers.kit.packages.names import Names, is_text, safe
from importers.kit.packages.tars import MAX_MEMBERS, unpack
from importers.kit.packages.zips import unzip
from importers.refusal import refused
from importers.report import Progress

MAX_READ = 16_000_000  # bytes of one member that is read whole
TAR = (".tar.gz", ".tgz", ".tar")
ZIP = (".zip", ".imscc")


@dataclass(frozen=True, slots=True)
class Package:
    """The members of a package, by their path from its root, spelled as `names.plain` does. `sizes` is in bytes.

    Only the wanted members of an archive are unpacked; of the others, only name and size are known.
    on_disk: the paths of the members whose files are spelled otherwise.
    """

    name: str
    folder: Path
    sizes: Mapping[str, int]
    on_disk: Mapping[str, str] = field(default_factory=dict[str, str])
    _names: list[Names] = field(default_factory=list[Names], repr=False, compare=False)

    def __contains__(self, member: str) -> bool:
        return member in self.sizes

    def find(self, reference: str) -> str | None:
        """The member that a reference means, in whichever way it spells the name; null if there is none."""
        if not self._names:
            self._names.append(Names(self.sizes))
        return self._names[0].find(reference)

    def read(self, member: str) -> bytes:
        """Return a member's bytes. Raises `ImportRefused` if there are more than 16 MB."""
        if self.sizes[member] > MAX_READ:
            raise refused(self.name, member, f"is longer than {MAX_READ:,} bytes")
        return self.path(member).read_bytes()

    def path(self, member: str) -> Path:
        """The member's file on disk, which exists as long as the package is open."""
        return self.folder / self.on_disk.get(member, member)

    def title(self, member: str) -> str:
        """How a refusal names a member."""
        return member if member == self.name else f"{self.name}: {member}"


@contextmanager
def open_package(
    path: Path, is_wanted: Callable[[str], bool], progress: Progress, endings: Sequence[str] = TAR
) -> Generator[Package]:
    """Open a folder, or an archive whose name ends in one of `endings` (taken from `TAR` or `ZIP`).

    Raises `ImportRefused` for a package with a name that leads out of it, with anything but files and folders (such as
    a link), or with more files or bytes than the limits allow.
    """
    if path.is_dir():
        yield Package(path.name, path, *_list(path))
        return
    if not path.name.lower().endswith(tuple(endings)):
        raise refused(path.name, "", f"expected a folder or a {endings[0]} archive")
    with tempfile.TemporaryDirectory(prefix="lyceum-import-") as unpacked:
        folder = Path(unpacked)
        opened = unzip if path.name.lower().endswith(ZIP) else unpack
        yield Package(path.name, folder, opened(path, folder, is_wanted, progress))


def _list(root: Path) -> tuple[dict[str, int], dict[str, str]]:
    """The sizes of the files in a folder by their names, and the paths of those that are spelled otherwise."""
    sizes: dict[str, int] = {}
    on_disk: dict[str, str] = {}
    for folder, folders, files in os.walk(root, onerror=_unreadable(root)):
        for name in (*folders, *files):
            found = Path(folder, name)
            said = found.relative_to(root).as_posix()
            if not is_text(said):
                raise refused(root.name, said, "the name is not UTF-8, or holds control characters")
            if found.is_symlink():
                raise refused(root.name, said, "is a link; a package holds files and folders only")
            if name in files:
                if not found.is_file():
                    raise refused(root.name, said, "is neither a file nor a folder")
                member = safe(root.name, said)
                if member in sizes:
                    raise refused(
                        root.name, member, "is in the folder twice, under two spellings of its name"
                    )
                sizes[member] = found.stat().st_size
                if member != said:
                    on_disk[member] = said
        if len(sizes) > MAX_MEMBERS:
            raise refused(root.name, "", f"holds more than {MAX_MEMBERS:,} files")
    return sizes, on_disk


def _unreadable(root: Path) -> Callable[[OSError], None]:
    def refuse(error: OSError) -> None:
        place = PurePosixPath(error.filename).name if isinstance(error.filename, str) else ""
        raise refused(root.name, place, "can't be read")

    return refuse
