"""Serve GraphQL; without LYCEUM_DATABASE_URL, over an embedded PostgreSQL that is migrated first."""

import asyncio
import os
import resource
import secrets
import signal
import socket
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from typing import NoReturn

import uvicorn
from uvicorn.supervisors import Multiprocess

from app.cli.databases import embedded_database
from app.cli.demo import load_demo
from app.cli.explain import Failure
from app.cli.people import introduction, url_of
from app.http.transport.server import BACKLOG, server_options
from app.setting_kinds import Expected, whole
from app.settings import Settings, variable
from db.errors import DatabaseUnavailable, UnsafeRole
from db.reads.database import Database

APPLICATION = "app.main:from_environment"
CHECK_SECONDS = 5.0
ANSWER_SECONDS = 60.0
OTHER_FILES = 100
"""Files that a process opens beside its connections."""


def configure(parser: ArgumentParser) -> None:
    """Take what is often said for one run; the rest are settings."""
    parser.add_argument(
        "--demo", action="store_true", help="load the demo data if the embedded database is empty"
    )
    parser.add_argument("--port", type=argument(whole(0, 65_535)), help="instead of LYCEUM_PORT")
    parser.add_argument("--workers", type=argument(whole(1, 256)), help="instead of LYCEUM_WORKERS")


def run(arguments: Namespace, settings: Settings) -> int:
    """Serve until a signal to stop, then let the requests in flight finish."""
    given = {
        name: getattr(arguments, name) for name in ("port", "workers") if getattr(arguments, name) is not None
    }
    settings = replace(settings, **given)
    if settings.jwt_secret is None and settings.jwt_jwks is None:
        raise Failure("set LYCEUM_JWT_SECRET or LYCEUM_JWT_JWKS: without a key no token can be verified")
    if arguments.demo and (settings.database_url is not None or settings.regions):
        chosen = "LYCEUM_REGIONS" if settings.regions else "LYCEUM_DATABASE_URL"
        raise Failure(f"--demo is for the embedded database; run `lyceum demo` for the one in {chosen}")
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a job that a shell started with `&`
    asyncio.run(refuse_unsafe_roles(settings))
    try:
        with listening(settings) as listener, served_database(settings, with_demo=arguments.demo):
            tell_processes(settings, listener)
            _serve(settings, listener, lambda: _announce(settings, listener, with_demo=arguments.demo))
    except KeyboardInterrupt:
        pass  # the usual way to stop a server at a terminal
    return 0


def argument(kind: Callable[[str], int]) -> Callable[[str], int]:
    """Read a setting's kind of value from the command line."""

    def read(text: str) -> int:
        try:
            return kind(text)
        except Expected as expected:
            raise ArgumentTypeError(f"{expected} is wanted") from None

    return read


def _stop(_number: int, _frame: object) -> NoReturn:
    sys.exit(0)


async def refuse_unsafe_roles(settings: Settings) -> None:
    """Raises Failure where a database is to be read by a role that may more than read under row-level security.

    A database that doesn't answer yet is looked at when it does: each connection is, before anything is read by it.
    """
    one = {"": settings.database_url} if settings.database_url else {}
    for region, url in (settings.regions or one).items():
        database = await Database.open(url, pool_size=1, acquire_seconds=CHECK_SECONDS)
        try:
            await database.check()
        except UnsafeRole as unsafe:
            raise Failure(f"{unsafe.reason}{f' (region {region})' if region else ''}") from None
        except DatabaseUnavailable:
            pass
        finally:
            await database.close()


@contextmanager
def listening(settings: Settings) -> Generator[socket.socket]:
    """Take the port before anything is started, so that a port in use is found at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            raise Failure(
                f"can't listen on {settings.host} port {settings.port}: {error.strerror}; choose another with PORT=…"
            ) from None
        yield listener


def tell_processes(settings: Settings, listener: socket.socket) -> None:
    """Let the server processes, which read their settings again, know the port, and sign files with one key."""
    os.environ[variable("port")] = str(listener.getsockname()[1])
    has_key = settings.files_key or settings.jwt_secret or settings.environment == "production"
    if not has_key:
        os.environ[variable("files_key")] = f"development={secrets.token_urlsafe(32)}"


@contextmanager
def served_database(settings: Settings, *, with_demo: bool) -> Generator[None]:
    """Have a database to serve while the context lasts."""
    if settings.database_url is not None or settings.regions:
        yield
        return
    if settings.environment == "production":
        raise Failure("set LYCEUM_DATABASE_URL: the embedded PostgreSQL is for development")
    with embedded_database(settings) as urls:
        if with_demo:
            load_demo(urls.owner_url, settings, only_if_empty=True)
        # The server processes read their settings again.
        os.environ[variable("database_url")] = urls.gateway_url
        yield


def _allow_connections(settings: Settings) -> None:
    """Have the system allow each process the files that its connections are, as far as it may."""
    wanted = settings.max_connections + settings.pool_size * len(settings.regions or (1,)) + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard < 0 else min(wanted, hard), hard))


def _serve(settings: Settings, listener: socket.socket, when_up: Callable[[], None]) -> None:
    _allow_connections(settings)
    config = uvicorn.Config(
        APPLICATION,
        factory=True,
        host=settings.host,
        port=listener.getsockname()[1],
        workers=settings.workers,
        **server_options(settings),
    )
    if settings.workers > 1:
        listener.listen(BACKLOG)  # from here on a request waits for the processes that are starting
        Thread(target=_once_answered, args=(listener, when_up), daemon=True).start()
        Multiprocess(config, sockets=[listener]).run()
        return
    server = _AnnouncedServer(config, when_up)
    server.run(sockets=[listener])
    if not server.started:
        raise Failure("the server did not start; the log above says why")


def _once_answered(listener: socket.socket, then: Callable[[], None]) -> None:
    """Wait for the first process to answer, then call `then`."""
    while True:
        try:
            with socket.create_connection(listener.getsockname()[:2], ANSWER_SECONDS) as client:
                client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if client.recv(12) == b"HTTP/1.1 200":
                    break
        except OSError:
            pass
        time.sleep(0.1)
    then()


class _AnnouncedServer(uvicorn.Server):
    """A server that says when it takes requests."""

    def __init__(self, config: uvicorn.Config, when_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_up = when_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_up()


def _announce(settings: Settings, listener: socket.socket, *, with_demo: bool) -> None:
    url = url_of(settings.host, listener.getsockname()[1])
    print(f"Lyceum serves {url}", flush=True)
    if with_demo:
        print(introduction(settings, url), flush=True)
