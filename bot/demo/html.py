"""HTML as Telegram reads it, with its errors in its own words."""

import re
import sys

from bot.demo.entities import Entity, utf16_length
from bot.demo.moments import is_moment, moment_of
from bot.demo.refusals import bad_request

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "a": "text_link", "code": "code", "pre": "pre", "tg-spoiler": "spoiler", "span": "spoiler",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SURROGATES = range(0xD800, 0xE000)
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|(lt|gt|amp|quot));?")
_SPECIAL = re.compile(r"[<&]")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SPACES = " \t\r\n\v\0"
_LINK = re.compile(r"(?:https?|tg|ton|mailto|tel):\S|[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities; `Refused` with Telegram's words for broken markup."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Reader(source).read()


class _Reader:
    """Reads HTML once from left to right; errors name the place in UTF-8 bytes."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._end = len(source)
        self._at = 0
        self._parts: list[str] = []
        self._length = 0
        self._open: list[tuple[str, str, int, int]] = []
        self._entities: list[tuple[int, Entity]] = []
        self._opened = 0

    def read(self) -> tuple[str, list[Entity]]:
        while (match := _SPECIAL.search(self._source, self._at)) is not None:
            self._put(self._source[self._at : match.start()])
            self._at = match.start()
            if match[0] == "&":
                self._character()
            elif self._peek(1) == "/":
                self._close_tag()
            else:
                self._open_tag()
        self._put(self._source[self._at :])
        if self._open:
            raise self._error(
                f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"'
            )
        self._entities.sort(key=lambda item: item[0])
        return "".join(self._parts), [entity for _, entity in self._entities]

    def _error(self, what: str, at: int | None = None) -> Exception:
        place = "" if at is None else f" at byte offset {len(self._source[:at].encode())}"
        return bad_request(f"can't parse entities: {what}{place}")

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._source[at] if at < self._end else "\0"

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += utf16_length(text)

    def _character(self) -> None:
        match = _CHARACTER.match(self._source, self._at)
        code = 0
        if match is not None:
            code = int(match[1], 16) if match[1] else int(match[2] or 0)
        if match is None or not (match[3] or 0 < code <= sys.maxunicode):
            self._put("&")
            self._at += 1
            return
        if code in SURROGATES:
            raise self._error(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units",
            )
        self._put(NAMED[match[3]] if match[3] else chr(code))
        self._at = match.end()

    def _skip_until(self, stops: str) -> str:
        start = self._at
        while self._at < self._end and self._source[self._at] not in stops:
            self._at += 1
        return self._source[start : self._at]

    def _skip_spaces(self) -> None:
        while self._at < self._end and self._source[self._at] in _SPACES:
            self._at += 1

    def _open_tag(self) -> None:
        begin = self._at
        self._at += 1
        tag = self._skip_until(_SPACES + ">").lower()
        if self._at >= self._end:
            raise self._error("Unclosed start tag", begin)
        if tag not in TAGS:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument = self._attributes(tag, begin)
        if tag == "tg-time" and not is_moment(argument):
            raise self._error('Tag "tg-time" must have a valid "unix" and "format"', begin)
        if tag == "span" and argument != "spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self._at += 1
        self._open.append((tag, argument, self._length, self._opened))
        self._opened += 1

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while self._peek() != ">":
            self._skip_spaces()
            if self._peek() == ">":
                break
            name = self._skip_until(_SPACES + "=>/\"'")
            if not name:
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_spaces()
            if self._at >= self._end:
                raise self._error(f'Unclosed start tag "{tag}"', begin)
            value = ""
            if self._peek() == "=":
                self._at += 1
                value = self._value(tag, begin)
            found = _argument(tag, name, value)
            argument = f"{argument} {found}" if tag == "tg-time" else found or argument
        return argument

    def _value(self, tag: str, begin: int) -> str:
        self._skip_spaces()
        if self._at >= self._end:
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        quote = self._peek()
        if quote in "'\"":
            self._at += 1
            value = _CHARACTER.sub(_decoded, self._skip_until(quote))
            self._at += 1
        else:
            token = self._at
            match = _NAME_TOKEN.match(self._source, token)
            value = match[0].lower() if match else ""
            self._at += len(value)
            if self._peek() not in _SPACES + ">":
                raise self._error("Unexpected end of name token", token)
        if self._at >= self._end:
            raise self._error("Unclosed start tag", begin)
        return value

    def _close_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        self._at += 2
        found = self._skip_until(_SPACES + ">")
        self._skip_spaces()
        if self._peek() != ">":
            raise self._error("Unclosed end tag", begin)
        self._at += 1
        tag, argument, start, order = self._open.pop()
        if found and found.lower() != tag:
            where = len(self._source[:begin].encode())
            raise self._error(
                f"Unmatched end tag at byte offset {where}, "
                f'expected "</{tag}>", found "</{found}>"',
            )
        self._add(tag, argument, start, order)

    def _add(self, tag: str, argument: str, start: int, order: int) -> None:
        if self._length == start:
            return
        entity: Entity = {"type": TAGS[tag], "offset": start, "length": self._length - start}
        if tag == "a":
            url = argument or _utf16_tail("".join(self._parts), start)
            if not _LINK.match(url):
                return
            entity["url"] = url
        elif tag == "code" and self._open and self._open[-1][0] == "pre":
            parent = self._open[-1]
            self._open[-1] = (parent[0], argument, parent[2], parent[3])
            return
        elif tag == "pre" and argument:
            entity["language"] = argument
        elif tag == "tg-emoji":
            entity["custom_emoji_id"] = argument
        elif tag == "tg-time":
            entity |= moment_of(argument)
        elif tag == "blockquote" and argument:
            entity["type"] = "expandable_blockquote"
        self._entities.append((order, entity))


def _utf16_tail(text: str, start: int) -> str:
    return text.encode("utf-16-le")[2 * start :].decode("utf-16-le")


def _decoded(match: re.Match[str]) -> str:
    if match[3]:
        return NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0 < code <= sys.maxunicode else match[0]


def _argument(tag: str, name: str, value: str) -> str:
    """The one attribute of each tag that means something; everything else is passed over."""
    name = name.lower()
    if tag == "a" and name == "href":
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if tag == "tg-emoji" and name == "emoji-id":
        return value
    if tag == "tg-time" and name in {"unix", "format"}:
        return f"{name}={value}"
    return "1" if tag == "blockquote" and name == "expandable" else ""
