"""Every text a person sees: gettext catalogues, plurals, HTML that escapes what people typed."""

import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "en"


class Translator:
    """One language's texts. Messages are English sentences with `{named}` values.

    Calling it gives plain text (button labels, notices); `html` and `html_plural` give markup
    in which every value is escaped.
    """

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def __call__(self, message: str, /, **values: object) -> str:
        return self._translations.gettext(message).format(**values)

    def plural(self, one: str, many: str, /, *, n: int, **values: object) -> str:
        return self._translations.ngettext(one, many, n).format(n=n, **values)

    def html(self, message: str, /, **values: object) -> Markup:
        return Markup(self._translations.gettext(message)).format(**values)  # noqa: S704  our own text; values are escaped

    def html_plural(self, one: str, many: str, /, *, n: int, **values: object) -> Markup:
        return Markup(self._translations.ngettext(one, many, n)).format(n=n, **values)  # noqa: S704  as above


class Texts:
    """The languages the bot speaks: English and one catalogue a folder, read from `.po` files."""

    def __init__(self, locales: Path = LOCALES) -> None:
        self._translators = {
            SOURCE_LANGUAGE: Translator(SOURCE_LANGUAGE, gettext.NullTranslations())
        }
        for catalogue in sorted(locales.glob("*/LC_MESSAGES/bot.po")):
            language = catalogue.parts[-3]
            self._translators[language] = Translator(language, _read(catalogue))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._translators)

    def translator(self, language: str | None) -> Translator:
        """The translator for a language tag such as `de` or `pt-BR`; English when there is none."""
        tag = (language or SOURCE_LANGUAGE).replace("-", "_")
        for candidate in (tag, tag.split("_")[0]):
            if candidate in self._translators:
                return self._translators[candidate]
        return self._translators[SOURCE_LANGUAGE]


def _read(catalogue: Path) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    with catalogue.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
