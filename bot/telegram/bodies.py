"""What a request carries, and whether all of it was handed over."""

import asyncio
import io
import json
import os
from collections.abc import Mapping
from typing import IO, Any
from urllib.parse import urlencode
from uuid import uuid4

from aiohttp import BytesPayload, Payload
from aiohttp.abc import AbstractStreamWriter
from telegram.request import RequestData

_CHUNK = 64 * 1024

File = tuple[str, bytes | IO[bytes], str]
"""File name, content, media type."""


class Ready:
    """Parameters that are text, numbers and truths, where PTB has its `RequestData`.

    They go as one JSON object, which is written ten times as fast as a form. Those that are None
    are left out.
    """

    __slots__ = ("_plain",)

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._plain = data

    def body(self) -> bytes:
        given = {name: value for name, value in self._plain.items() if value is not None}
        return json.dumps(given).encode("ascii")


class Form(BytesPayload):
    """A call without files, as an ordinary form or one JSON object.

    `complete` says whether it was handed over, in one piece, to a connection that was open.
    No time-out here: a piece this small waits in the buffer, under the read time-out.
    """

    def __init__(self, body: bytes, content_type: str) -> None:
        super().__init__(body, content_type=content_type)
        self.complete = False

    async def write(self, writer: AbstractStreamWriter) -> None:
        self.complete = _is_open(writer)
        await super().write(writer)

    async def write_with_length(
        self, writer: AbstractStreamWriter, content_length: int | None
    ) -> None:
        self.complete = _is_open(writer)
        await super().write_with_length(writer, content_length)


class Upload(Payload):
    """A call with files, as multipart/form-data; open files are read as they are sent.

    They are sent from their beginning and left open, so that a call can be repeated.
    `patience` is how long one chunk may wait for the network, in seconds.
    """

    def __init__(
        self, fields: Mapping[str, str], files: Mapping[str, File], patience: float | None
    ) -> None:
        boundary = uuid4().hex
        super().__init__(None, content_type=f"multipart/form-data; boundary={boundary}")
        self._pieces = list(_pieces(boundary, fields, files))
        self._size = sum(_length(piece) for piece in self._pieces)
        self._patience = patience
        self._handed = 0

    @property
    def complete(self) -> bool:
        return self._size is not None and self._handed >= self._size

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        del encoding, errors
        raise TypeError("an upload is not text")

    async def write(self, writer: AbstractStreamWriter) -> None:
        for piece in self._pieces:
            if isinstance(piece, bytes):
                await self._hand_over(writer, memoryview(piece))
                continue
            piece.seek(0)
            while chunk := await asyncio.to_thread(piece.read, _CHUNK):
                await self._hand_over(writer, memoryview(chunk))

    async def _hand_over(self, writer: AbstractStreamWriter, data: memoryview) -> None:
        for start in range(0, len(data), _CHUNK):
            chunk = data[start : start + _CHUNK]
            self._handed += len(chunk)
            async with asyncio.timeout(self._patience):
                await writer.write(chunk)


Body = Form | Upload


def body_of(data: RequestData | Ready | None, patience: float | None) -> Body:
    if isinstance(data, Ready):
        return Form(data.body(), "application/json")
    fields = data.json_parameters if data else {}
    if data is not None and data.contains_files:
        return Upload(fields, data.multipart_data, patience)
    return Form(urlencode(fields).encode("ascii"), "application/x-www-form-urlencoded")


def _is_open(writer: AbstractStreamWriter) -> bool:
    """Tell whether a kept connection was not closed by the other side a moment ago."""
    return writer.transport is not None and not writer.transport.is_closing()


def _pieces(
    boundary: str, fields: Mapping[str, str], files: Mapping[str, File]
) -> list[bytes | IO[bytes]]:
    pieces: list[bytes | IO[bytes]] = []
    for name, value in fields.items():
        pieces.append(_head(boundary, name) + value.encode() + b"\r\n")
    for name, (filename, content, kind) in files.items():
        pieces += [_head(boundary, name, filename, kind), _measurable(content), b"\r\n"]
    return [*pieces, f"--{boundary}--\r\n".encode()]


def _measurable(content: bytes | IO[bytes]) -> bytes | IO[bytes]:
    """Read a pipe at once, since its length has to be named first."""
    return content if isinstance(content, bytes) or content.seekable() else content.read()


def _head(boundary: str, name: str, filename: str = "", kind: str = "") -> bytes:
    lines = [f"--{boundary}", f'Content-Disposition: form-data; name="{_quoted(name)}"']
    if filename:
        lines[1] += f'; filename="{_quoted(filename)}"'
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join([*lines, "", ""]).encode()


def _quoted(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _length(piece: bytes | IO[bytes]) -> int:
    if isinstance(piece, bytes):
        return len(piece)
    if isinstance(piece, io.BytesIO):
        return piece.getbuffer().nbytes
    return piece.seek(0, os.SEEK_END)
