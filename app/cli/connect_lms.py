"""Keep the OAuth tokens of a learning management system, sealed; they are read from standard input."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace

from app import connecting
from app.cli.databases import owner_database
from app.cli.explain import Failure
from app.cli.progress import Shown
from app.connecting import Done, Resealed, System
from app.secrets import SealingKeys, sealing_key
from app.settings import Settings

SENTENCES = {
    "connected": "Connected {connection}: its tokens are sealed with the key {key}.",
    "replaced": "Replaced the tokens of {connection}; they are sealed with the key {key}.",
    "resealed": "Sealed the same tokens of {connection} anew, with the key {key}.",
    "kept": "Nothing changed: {connection} has these tokens already.",
    "forgotten": "Removed the tokens of {connection}; what was sent over it stays.",
    "absent": "Nothing changed: {connection} has no tokens.",
}


def configure(parser: ArgumentParser) -> None:
    """Take whose connection to which system, and what to do with its tokens."""
    parser.add_argument(
        "system",
        metavar="SYSTEM",
        nargs="?",
        help="google_classroom, canvas, schoology, or the uuid of a connection",
    )
    parser.add_argument("--tenant", metavar="CODE", help="the tenant's short code")
    parser.add_argument(
        "--organization", metavar="CODE", help="the school or district it serves, if not the whole tenant"
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--forget", action="store_true", help="remove the tokens")
    instead.add_argument(
        "--reseal",
        action="store_true",
        help="seal all stored tokens with the first key, those of one tenant or of all",
    )


def run(arguments: Namespace, settings: Settings) -> int:
    """Connect, forget or seal again; print a line that says what was done."""
    keys = settings.secrets_key or {}
    if arguments.reseal:
        return _reseal(arguments, settings, keys)
    if arguments.system is None or arguments.tenant is None:
        raise Failure("say which system and whose: lyceum connect-lms canvas --tenant CODE < tokens.json")
    system = System(arguments.tenant, arguments.system, arguments.organization)
    if arguments.forget:
        with owner_database(settings) as owner_url:
            done = asyncio.run(connecting.forget(owner_url, system))
        print(_sentence(done, arguments.tenant, ""))
        return 0
    key = sealing_key(keys)
    tokens = connecting.read_tokens(_given())
    with owner_database(settings) as owner_url:
        done = asyncio.run(connecting.connect(owner_url, keys, system, tokens))
    print(_sentence(done, arguments.tenant, key))
    return 0


def _given() -> bytes:
    """The text that is piped in. A terminal is refused, since what a person pastes would stay on the screen."""
    if not sys.stdin:  # it was closed
        return b""
    if sys.stdin.isatty():
        raise Failure(f"tokens are not typed, for they would stay on the screen: {connecting.WANTED}")
    return sys.stdin.buffer.read()


def _sentence(done: Done, tenant: str, key: str) -> str:
    connection = f"{tenant}'s {done.connection.provider} connection {done.connection.id}"
    return SENTENCES[done.change].format(connection=connection, key=key)


def _reseal(arguments: Namespace, settings: Settings, keys: SealingKeys) -> int:
    if arguments.system is not None or arguments.organization is not None:
        raise Failure("--reseal takes all tokens, of one tenant (--tenant CODE) or of all: name no system")
    key = sealing_key(keys)
    with owner_database(settings) as owner_url, Shown("sealing anew") as progress:
        resealed = asyncio.run(connecting.reseal(owner_url, keys, arguments.tenant, progress))
    print(_report(resealed, key))
    if resealed.closed:
        more = len(resealed.closed) - 1
        raise Failure(resealed.closed[0] + (f" (and {more} more)" if more else ""))
    return 0


def _report(resealed: Resealed, key: str) -> str:
    closed = len(resealed.closed)
    before = resealed.total - resealed.done - closed
    parts = [f"{resealed.done} sealed anew with the key {key}", f"{before} sealed with it before"]
    parts += [f"{closed} that can't be opened"] if closed else []
    return f"Of {resealed.total} stored tokens: {', '.join(parts)}."
