"""Servers on loopback that behave as badly as a test wants; ours alone to keep tests quick."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

TOKEN = "123456789:AAE-this-is-the-secret-token-of-a-test"
HERE = Path(__file__).parent


@dataclass
class Talk:
    """One connection, seen from the server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def request(self) -> tuple[str, bytes]:
        """Read one request: its head, its body."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            (
                int(line[15:])
                for line in head.split("\r\n")
                if line.lower()[:15] == "content-length:"
            ),
            0,
        )
        return head, await self.reader.readexactly(length)

    async def answer(self, result: object = True, status: int = 200, extra: str = "") -> None:
        body = json.dumps({"ok": status == 200, "result": result}).encode()
        await self.raw(status, body, extra)

    async def raw(self, status: int, body: bytes, extra: str = "") -> None:
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
        self.writer.write(head.encode() + body)
        await self.writer.drain()

    def drop(self) -> None:
        self.writer.transport.abort()


@dataclass
class Server:
    url: str
    connections: list[Talk] = field(default_factory=list)

    @property
    def method_url(self) -> str:
        return f"{self.url}/bot{TOKEN}/sendMessage"


@asynccontextmanager
async def serving(
    behave: Callable[[Talk], Awaitable[None]], tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    server = Server("")

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = Talk(reader, writer)
        server.connections.append(talk)
        try:
            await behave(talk)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client hung up, which is what some tests are about
        finally:
            writer.close()

    listener = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    host, port = listener.sockets[0].getsockname()[:2]
    server.url = f"{'https' if tls else 'http'}://{host}:{port}"
    try:
        yield server
    finally:
        listener.close()
        for talk in server.connections:
            talk.writer.transport.abort()
        await listener.wait_closed()


def server_tls() -> ssl.SSLContext:
    """A self-signed certificate for 127.0.0.1, made for these tests and valid for a century."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / "loopback.cert.pem", HERE / "loopback.key.pem")
    return context


def client_tls() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(HERE / "loopback.cert.pem"))
