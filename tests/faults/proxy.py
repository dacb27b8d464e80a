"""The network between the bot and Telegram: a TCP proxy that can be cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Network:
    """Carries bytes both ways until it is cut; then every connection breaks, none is made."""

    def __init__(self, host: str, port: int) -> None:
        self._to = (host, port)
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def cut(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server = None
        for writer in self._open:
            writer.transport.abort()

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self.accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(*self._to)
        self._open |= {writer, back}
        try:
            await asyncio.gather(_carry(reader, back), _carry(there, writer))
        finally:
            for one in (writer, back):
                self._open.discard(one)
                one.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def network(api: str) -> AsyncIterator[tuple[Network, str]]:
    """A network to this address, and the address at its near end."""
    host, _, port = api.removeprefix("http://").partition(":")
    found = Network(host, int(port))
    await found.mend()
    try:
        yield found, f"http://127.0.0.1:{found.port}"
    finally:
        await found.cut()
