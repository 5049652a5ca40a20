"""The folder of the server's socket: the data folder, or another one if that path is too long for a socket."""

import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from db.embedded.identity import SystemUser

SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_PATH = 107 if sys.platform == "linux" else 103
"""The bytes that a socket's address can hold, without the closing zero."""

PREFIX = "lyceum-"


def choose_folder(data: Path, user: SystemUser) -> Path:
    """Return the folder for the socket of the server on `data`: a new private one if the path would be too long."""
    if len(os.fsencode(data / SOCKET_NAME)) <= LONGEST_PATH:
        return data
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))  # short, private
    user.give(folder)
    return folder


def remove_folder(folder: Path) -> None:
    """Remove a folder that `choose_folder` made; leave any other alone."""
    if folder.name.startswith(PREFIX) and not any(entry.is_dir() for entry in _entries(folder)):
        shutil.rmtree(folder, ignore_errors=True)


def is_listening(folder: Path) -> bool:
    """Return whether a server takes connections on the socket in `folder`."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(folder / SOCKET_NAME))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
    return True


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
