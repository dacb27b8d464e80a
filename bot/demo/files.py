"""Uploaded files: kept in memory, known by file id, fetched again by path."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from typing import Any

from bot.demo import rules
from bot.demo.refusals import bad_request

FOLDERS = {"photo": "photos", "voice": "voice", "sticker": "stickers", "audio": "music"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came with a request."""

    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a chat: `kind` is photo, document, voice, audio or sticker."""

    kind: str
    file_id: str
    unique_id: str
    path: str
    filename: str
    content_type: str
    data: bytes
    width: int = 0
    height: int = 0
    duration: int = 0

    def as_json(self) -> Any:
        """The value of the message's field named like the kind; a photo is a list of sizes."""
        base: dict[str, Any] = {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }
        if self.kind == "photo":
            return [{**base, "width": self.width, "height": self.height}]
        if self.kind == "sticker":
            looks = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"}
            return {**base, **looks, "width": 512, "height": 512}
        base["mime_type"] = self.content_type
        if self.kind in {"voice", "audio"}:
            return {**base, "duration": self.duration}
        return {**base, "file_name": self.filename}


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, Attachment] = {}
        self._by_path: dict[str, Attachment] = {}

    def add(self, kind: str, upload: Upload, *, duration: int = 0) -> Attachment:
        """Checks the file for its kind and keeps it."""
        rules.check_upload(len(upload.data))
        width, height = rules.check_photo(upload.data) if kind == "photo" else (0, 0)
        number = len(self._by_id)
        guess = mimetypes.guess_type(upload.filename)[0] or "application/octet-stream"
        generic = upload.content_type in {"", "application/octet-stream"}
        kept = Attachment(
            kind=kind,
            file_id=f"{kind}-file-{number}",
            unique_id=hashlib.sha256(upload.data).hexdigest()[:16],
            path=f"{FOLDERS.get(kind, 'documents')}/file_{number}{_suffix(upload.filename)}",
            filename=upload.filename,
            content_type=guess if generic else upload.content_type,
            data=upload.data,
            width=width,
            height=height,
            duration=duration,
        )
        self._by_id[kept.file_id] = kept
        self._by_path[kept.path] = kept
        return kept

    def known(self, file_id: str, kind: str | None = None) -> Attachment:
        found = self._by_id.get(file_id)
        if found is None:
            raise bad_request("wrong remote file identifier specified: Wrong string length")
        if kind is not None and found.kind != kind:
            raise bad_request(f"can't use file of type {found.kind} as {kind}")
        return found

    def at(self, path: str) -> Attachment | None:
        return self._by_path.get(path)


def _suffix(filename: str) -> str:
    match = re.search(r"\.[A-Za-z0-9]{1,8}$", filename)
    return match[0] if match else ""
