"""One HTTP request turned into what came with the call."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.web_request import FileField

from bot.demo.files import Upload
from bot.demo.parameters import Given
from bot.demo.refusals import bad_request


async def read(request: web.Request) -> Given:
    """Parameters from the query, a form, a multipart form or a JSON object."""
    values: dict[str, Any] = dict(request.query) if request.query_string else {}
    if request.method != "POST":
        return Given(values)
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    body = await request.read()
    if not body:
        return Given(values)
    try:
        text = body.decode()
        if kind == "application/json":
            values.update(_json_object(text))
        elif kind == "application/x-www-form-urlencoded":
            values.update(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    _check_unicode(values)
    return Given(values)


def _json_object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as the JSON of the request")
    return value


def _check_unicode(values: dict[str, Any]) -> None:
    for value in values.values():
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise bad_request("strings must be encoded in UTF-8") from None


async def _multipart(request: web.Request, values: dict[str, Any]) -> Given:
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            values[name] = value if isinstance(value, str) else bytes(value).decode()
    return Given(values, uploads)
