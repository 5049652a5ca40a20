"""A TCP proxy before PostgreSQL that does what networks do: it forgets, delays, cuts and refuses connections.

A connection that it forgets stays open, and nothing passes any more, as after a failover or behind a firewall that lost
its table.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs, urlsplit, urlunsplit

BLOCK = 65_536
COMMIT = b"COMMIT"


class _Link:
    """One connection through the proxy."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.ends = (client, server)
        self.is_forgotten = False

    def cut(self) -> None:
        for end in self.ends:
            end.transport.abort()


class Proxy:
    """Passes bytes on to a Unix socket.

    is_refusing: new connections are closed at once. is_forgetful: new ones are taken, and forgotten. seconds: by which
    each answer is delayed. drops_commits: the answer to a COMMIT, and all that follows on its connection, gets lost.
    taken: how many connections it has taken so far.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._links: set[_Link] = set()
        self.is_refusing = self.is_forgetful = self.drops_commits = False
        self.seconds = 0.0
        self.taken = 0

    @property
    def open(self) -> int:
        """How many connections are open that it has not forgotten."""
        return sum(not link.is_forgotten for link in self._links)

    def forget(self) -> None:
        """Forgets the open connections without closing them."""
        for link in self._links:
            link.is_forgotten = True

    def cut(self) -> None:
        """Breaks the open connections off."""
        for link in tuple(self._links):
            link.cut()

    async def serve(self, client_in: asyncio.StreamReader, client_out: asyncio.StreamWriter) -> None:
        """Takes a connection."""
        if self.is_refusing:
            client_out.transport.abort()
            return
        self.taken += 1
        try:
            server_in, server_out = await asyncio.open_unix_connection(self._path)
        except OSError:
            client_out.transport.abort()
            return
        link = _Link(client_out, server_out)
        link.is_forgotten = self.is_forgetful
        self._links.add(link)
        try:
            await asyncio.gather(
                self._pass(link, client_in, server_out, self._asked),
                self._pass(link, server_in, client_out, self._told),
            )
        finally:
            link.cut()
            self._links.discard(link)

    async def _asked(self, link: _Link, block: bytes) -> None:
        if self.drops_commits and COMMIT in block:
            # The server does as it is told, and nobody learns of it.
            link.ends[1].write(block)
            link.is_forgotten = True

    async def _told(self, _link: _Link, _block: bytes) -> None:
        if self.seconds:
            await asyncio.sleep(self.seconds)

    async def _pass(
        self,
        link: _Link,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        rule: Callable[[_Link, bytes], Awaitable[None]],
    ) -> None:
        with suppress(OSError):
            while block := await source.read(BLOCK):
                await rule(link, block)
                if not link.is_forgotten:
                    target.write(block)
                    await target.drain()
        if not link.is_forgotten:
            target.close()


@asynccontextmanager
async def proxied(url: str) -> AsyncGenerator[tuple[Proxy, str]]:
    """A proxy before the server of that URL, which names a socket's folder, and the URL through the proxy."""
    parts = urlsplit(url)
    folder = parse_qs(parts.query)["host"][0]
    proxy = Proxy(f"{folder}/.s.PGSQL.5432")
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        user = parts.netloc.partition("@")[0]
        yield proxy, urlunsplit(parts._replace(netloc=f"{user}@127.0.0.1:{port}", query=""))
    finally:
        server.close()
        proxy.cut()
