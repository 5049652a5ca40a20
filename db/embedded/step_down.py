"""A separate program that becomes another user and runs a command. Arguments: uid, gid, capability, command…

If the project lies in a folder that is closed to that user, such as root's home, the command keeps the one capability
that lets it pass (capabilities(7), "ambient"). -1 keeps no capability.
"""

import ctypes
import os
import sys

PR_SET_SECUREBITS = 28
NO_SETUID_FIXUP = (
    1 << 2
)  # else access(2), by which PostgreSQL finds its own programs, would not count the capability
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAPABILITY_VERSION_3 = 0x20080522


def main(arguments: list[str]) -> None:
    """Replace this process by the command; does not return."""
    uid, gid, capability = (int(text) for text in arguments[:3])
    libc = ctypes.CDLL(None, use_errno=True)
    if capability >= 0:
        _must(libc.prctl(PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0))
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if capability >= 0:
        _keep(libc, capability)
    os.execv(arguments[3], arguments[3:])  # noqa: S606 - no shell is wanted


def _keep(libc: ctypes.CDLL, capability: int) -> None:
    """Keep exactly one capability, and hand it on to the command and to the processes that it starts."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    held = 1 << capability  # effective, permitted, inheritable; then the same for capabilities from 32 on
    sets = (ctypes.c_uint32 * 6)(held, held, held, 0, 0, 0)
    _must(libc.capset(header, sets))
    _must(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))


def _must(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    main(sys.argv[1:])
