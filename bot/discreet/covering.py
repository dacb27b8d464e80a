"""Screens in which nothing is named: names give way to numbers, and what tells is covered.

It is done to whatever leaves for somebody in discreet mode, so nobody who writes a screen needs to
think of it. Neutral words (`bot/neutral.py`) only leave less to be covered.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from markupsafe import Markup

from bot.discreet.buttons import ShowNames
from bot.discreet.rules import NOBODYS, Naming
from bot.discreet.vocabulary import AMOUNT, telling, without_signs
from bot.screen import LONGEST_CAPTION, Attachment, Button, Screen, units, words
from bot.texts import Translator

COVERED = "…"
_TAG = re.compile(r"(<[^>]+>)")
_BREAK = re.compile(r"(\n| · )")
"""Between two of these all is covered where a word tells."""
_SPACES = re.compile(r"[ \t]{2,}|[ \t]+(?=\n|$)")
_AGAIN = re.compile(rf"{COVERED}(?:[\s,;:·.]*{COVERED})+")


@dataclass(frozen=True, slots=True)
class Cover:
    """For one person. `t` is a discreet translator in their language."""

    t: Translator
    naming: Naming

    def screen(self, screen: Screen, again: ShowNames | None = None) -> Screen:
        """The same without names; `again` is the button that shows it with them."""
        rows = self._rows(screen.rows)
        text, attachment = self.markup(screen.text), self._attachment(screen.attachment)
        if attachment is None and not words(text):
            text = Markup("…")  # there is no message without a word
        if again is not None and (text, rows, attachment) != (
            screen.text, screen.rows, screen.attachment
        ):  # fmt: skip
            rows = (*rows, (Button(self.t("🔓 Show names"), again),))
        return replace(screen, text=text, rows=rows, attachment=attachment)

    def markup(self, text: Markup) -> Markup:
        """Tags stay, but for links to what tells."""
        built: list[str] = []
        for piece in _BREAK.split(self._unnamed_markup(text)):
            pieces = _TAG.split(piece)
            if self._tells("".join(one for one in pieces if not one.startswith("<"))):
                pieces = _covered(pieces)
            built += pieces
        return Markup(_once("".join(self._linked(built))))  # noqa: S704  only shortened

    def words(self, text: str) -> str:
        """For what is plain: a notice over the chat."""
        pieces = _BREAK.split(self._unnamed(text))
        return _once("".join(COVERED if self._tells(piece) else piece for piece in pieces))

    def _unnamed(self, text: str) -> str:
        item = self.t("item {number}", number="{}")
        signless = without_signs(text)
        unnamed = AMOUNT.sub("", self.naming.without_names(signless, item, COVERED))
        return unnamed if unnamed == signless else _SPACES.sub(" ", unnamed)

    def _unnamed_markup(self, text: Markup) -> str:
        pieces = _TAG.split(str(text))
        return "".join(
            piece
            if piece.startswith("<")
            else html.escape(self._unnamed(html.unescape(piece)), quote=False)
            for piece in pieces
        )

    def _tells(self, text: str) -> bool:
        return telling(self.t.language).search(html.unescape(text)) is not None

    def _linked(self, pieces: Iterable[str]) -> Iterator[str]:
        """Without the links whose address tells."""
        stay: list[bool] = []
        for piece in pieces:
            if piece.startswith("<a "):
                stay.append(not self._tells(re.sub(r"[/.\-_?=]", " ", piece)))
            ends = piece == "</a>" and stay and not stay.pop()
            begins = piece.startswith("<a ") and not stay[-1]
            if not begins and not ends:
                yield piece

    def _rows(self, rows: tuple[tuple[Button, ...], ...]) -> tuple[tuple[Button, ...], ...]:
        """A label that tells becomes a choice with a number; the data below it stays."""
        covered, built = 0, []
        for row in rows:
            new = []
            for button in row:
                label = " ".join(self._unnamed(button.label).split())
                if self._tells(label) or not any(map(str.isalnum, label)):
                    covered += 1
                    mark = re.match(r"[^\w\s(]*", label)
                    choice = self.t("Choice {number}", number=covered)
                    label = f"{mark[0] if mark else ''} {choice}".strip()
                new.append(replace(button, label=label))
            built.append(tuple(new))
        return tuple(built)

    def _attachment(self, attachment: Attachment | None) -> Attachment | None:
        """A picture and a voice are left out; a file that was asked for has a name without news."""
        if attachment is None or attachment.is_picture or attachment.is_voice:
            return None
        return _plainly(self.t, attachment)


def opened(t: Translator, screen: Screen, naming: Naming, hide: ShowNames) -> Screen:
    """A screen with its names, the number of each, and the button that hides them again."""
    numbers = sorted(naming.named_in(words(screen.text)).items(), key=lambda pair: pair[1])
    lines = [
        t.html("{item} = {name}", item=t("item {number}", number=number), name=name)
        for name, number in numbers
    ]
    text = Markup("\n").join((screen.text, *lines))
    if screen.attachment is not None and units(text) > LONGEST_CAPTION:
        text = screen.text
    rows = (*screen.rows, (Button(t("🔒 Hide names"), hide),))
    return replace(screen, text=text, rows=rows)


def _covered(pieces: Iterable[str]) -> list[str]:
    """Tags and the spaces at both ends stay; for all that was said there is one sign."""
    built, is_said = list[str](), False
    for piece in pieces:
        if piece.startswith("<") or not piece.strip():
            built.append(piece)
        elif not is_said:
            built.append(COVERED)
            is_said = True
    return built


def _once(text: str) -> str:
    """What is covered bit after bit is covered once."""
    return _AGAIN.sub(COVERED, text)


def unnamed(t: Translator, screen: Screen) -> Screen:
    """A screen in which nothing stands that was typed; as it is unless its words are discreet."""
    return Cover(t, NOBODYS).screen(screen) if t.is_discreet else screen


def with_plain_name(t: Translator, screen: Screen) -> Screen:
    """A screen as it is, but for its file's name."""
    if screen.attachment is None:
        return screen
    return replace(screen, attachment=_plainly(t, screen.attachment))


def _plainly(t: Translator, attachment: Attachment) -> Attachment:
    """Uploaded anew: Telegram would keep the name under which others have it."""
    name = t("file") + PurePath(attachment.name).suffix
    return replace(attachment, name=name, is_shared=False)
