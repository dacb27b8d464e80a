"""Every text a person sees: gettext catalogues, plurals, HTML that escapes what people typed."""

import gettext
import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol
from markupsafe import Markup, escape

from bot.neutral import neutral
from bot.upbeat import PLAINLY

BOT = Path(__file__).parent
LOCALES = BOT / "locales"
SOURCE_LANGUAGE = "en"
_TO_THE_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Babel would read two megabytes of each language to say so."""
_ISOLATE, _END = "\u2068", "\u2069"
_DECIMAL = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")


class Translator:
    """One language's texts. Messages are English sentences with `{named}` values.

    Calling it gives plain text (button labels, notices); `html` and `html_plural` give markup
    in which every value is escaped.
    """

    def __init__(
        self, language: str, translations: gettext.NullTranslations, *, is_hushed: bool = False,
        is_discreet: bool = False,
    ) -> None:  # fmt: skip
        self.language = language
        self.is_hushed = is_hushed
        """For somebody in crisis: upbeat texts are said plainly, upbeat things not offered."""
        self.is_discreet = is_discreet
        """For somebody in discreet mode: what `bot/neutral.py` has is said instead."""
        self._bare = translations
        said = _Plainly(translations) if is_hushed else translations
        self._translations = neutral(said) if is_discreet else said
        self._fences = language.split("_", maxsplit=1)[0] in _TO_THE_LEFT

    def __call__(self, message: str, /, **values: object) -> str:
        return self._filled(self._translations.gettext(message), values)

    def plural(self, one: str, many: str, /, *, n: int, **values: object) -> str:
        return self._filled(self._translations.ngettext(one, many, n), {"n": n, **values})

    def discreetly(self, *, on: bool = True) -> "Translator":
        """The same language in neutral words, or in its own."""
        if self.is_discreet is on:
            return self
        return Translator(self.language, self._bare, is_hushed=self.is_hushed, is_discreet=on)

    def figures(self, text: str) -> str:
        """Decimals in a text as the language writes them: `0.5 mg` is `0,5 mg`."""
        return figures(text, self.language)

    def html(self, message: str, /, **values: object) -> Markup:
        return self._markup(self._translations.gettext(message), values)

    def html_plural(self, one: str, many: str, /, *, n: int, **values: object) -> Markup:
        return self._markup(self._translations.ngettext(one, many, n), {"n": n, **values})

    def moment(self, instant: datetime, words: str, form: str = "wDt") -> Markup:
        """An instant that the reader's own Telegram shows by its own clock, else these words.

        `form` as the Bot API has it: w weekday, d or D date, t or T time, short or long. As a value
        of `html` it stands within any sentence.
        """
        unix = int(instant.timestamp())
        return Markup('<tg-time unix="{}" format="{}">{}</tg-time>').format(unix, form, words)

    def _markup(self, text: str, values: Mapping[str, object]) -> Markup:
        """Escaped and filled in C: a screen has a dozen texts, and `Markup.format` is Python."""
        escaped = {name: escape(value) for name, value in values.items()}
        return Markup(self._filled(text, escaped))  # noqa: S704  our own text; values are escaped

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        """With its values; among letters that run to the left each is fenced, and stays put."""
        return text.format(**(_fenced(text, values) if self._fences else values))


class _Plainly(gettext.NullTranslations):
    """A catalogue that says what is upbeat plainly."""

    def __init__(self, translations: gettext.NullTranslations) -> None:
        super().__init__()
        self._translations = translations

    def gettext(self, message: str) -> str:
        return self._translations.gettext(PLAINLY.get(message, message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._translations.ngettext(msgid1, msgid2, n)


def _fenced(text: str, values: Mapping[str, object]) -> Mapping[str, object]:
    """Words between isolates; not those of a command or an address, which are no prose."""
    bare = {name for name in values if re.search(rf'[/="]\{{{name}\}}', text)}
    return {
        name: type(value)(f"{_ISOLATE}{value}{_END}")
        if isinstance(value, str) and name not in bare and any(map(str.isalpha, value))
        else value
        for name, value in values.items()
    }


class Texts:
    """The languages the bot speaks: English, and those that are complete.

    With a folder of catalogues of its own, all that are in there.
    """

    def __init__(self, locales: Path | None = None) -> None:
        catalogues = (
            {code: catalogue_of(code) for code in complete_languages()}
            if locales is None
            else _catalogues_in(locales)
        )
        self._translators = {
            SOURCE_LANGUAGE: Translator(SOURCE_LANGUAGE, gettext.NullTranslations())
        }
        for code, file in catalogues.items():
            self._translators[code] = Translator(code, _Later(file))
        self._hushed = {
            code: Translator(code, one._translations, is_hushed=True)  # noqa: SLF001  its twin
            for code, one in self._translators.items()
        }
        by_tag = [(code.casefold(), code) for code in reversed(self._translators)]
        self._by_tag = {tag.split("_")[0]: code for tag, code in by_tag} | dict(by_tag)

    def every(self) -> Iterator[Translator]:
        """Of all languages, each in its own words and in neutral ones."""
        for t in map(self.translator, self.languages):
            yield from (t, t.discreetly())

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._translators)

    def translator(
        self, language: str | None, *, hushed: bool = False, discreet: bool = False
    ) -> Translator:
        """The translator for a language tag such as `de` or `pt-BR`; English when there is none.

        Another country's kind of a language is nearer than English: `pt` is `pt_BR`. `hushed`:
        whether whoever reads it said that they are in crisis, and is not to be cheered at;
        `discreet`: whether nothing is to be named.
        """
        tag = (language or SOURCE_LANGUAGE).replace("-", "_").casefold()
        near = self._by_tag.get(tag) or self._by_tag.get(tag.split("_")[0])
        found = (self._hushed if hushed else self._translators)[near or SOURCE_LANGUAGE]
        return found.discreetly(on=discreet)


def figures(text: str, language: str) -> str:
    """Decimals in a text as the language writes them: `0.5 mg` is `0,5 mg` in German."""
    mark = get_decimal_symbol(Locale.parse(language.replace("-", "_")))
    return text if mark == "." else _DECIMAL.sub(lambda found: f"{found[1]}{mark}{found[2]}", text)


def in_week(language: str, weekday: int) -> int:
    """A weekday's place in the week as it is counted there: in Brazil it begins on Sunday."""
    return (weekday - Locale.parse(language.replace("-", "_")).first_week_day) % 7


def catalogue_of(language: str, bot: Path = BOT) -> Path:
    return bot / "locales" / language / "LC_MESSAGES" / "bot.po"


def complete_languages(bot: Path = BOT) -> tuple[str, ...]:
    """Beside English the languages of which nothing is wanting: these alone are offered."""
    return tuple(code for code in _catalogues_in(bot / "locales") if not missing(code, bot))


def missing(language: str, bot: Path = BOT) -> tuple[str, ...]:
    """What a language still wants before it is offered, as paths below `bot`."""
    cards = bot / "treatment" / "learn" / "cards"
    wanted = (
        catalogue_of(language, bot),
        bot / "people" / "urgent_phrases" / f"{language}.toml",
        bot / "vocabulary" / f"{language}.toml",
        *(cards / language / card.name for card in sorted((cards / SOURCE_LANGUAGE).glob("*.md"))),
    )
    return tuple(str(file.relative_to(bot)) for file in wanted if not file.is_file())


def _catalogues_in(locales: Path) -> Mapping[str, Path]:
    return {file.parts[-3]: file for file in sorted(locales.glob("*/LC_MESSAGES/bot.po"))}


class _Later(gettext.NullTranslations):
    """A catalogue that is read when its first text is wanted: a start waits for none."""

    def __init__(self, catalogue: Path) -> None:
        super().__init__()
        self._catalogue = catalogue

    @cached_property
    def _texts(self) -> gettext.GNUTranslations:
        return _read(self._catalogue, self._catalogue.stat().st_mtime_ns)

    def gettext(self, message: str) -> str:
        return self._texts.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._texts.ngettext(msgid1, msgid2, n)


@lru_cache(maxsize=32)
def _read(catalogue: Path, changed: int) -> gettext.GNUTranslations:
    """The catalogue as it was at `changed`; kept, since reading one takes a good while."""
    del changed
    compiled = io.BytesIO()
    with catalogue.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
