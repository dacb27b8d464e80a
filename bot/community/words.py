"""What communities are, in a person's language."""

from datetime import date

from babel import Locale
from babel.dates import format_date
from markupsafe import Markup

from bot.community.rules import ANYWHERE, Community, Kind
from bot.texts import Translator


def about(t: Translator, one: Community) -> str:
    """What it is in a few words; those of the owner's own file stand as they were written."""
    words = known(t).get(one.about, one.about)
    if one.kind is Kind.FORUM:
        return t("{about}: members' opinions, not medical advice", about=words)
    return words


def known(t: Translator) -> dict[str, str]:
    """The keys of the reviewed file."""
    return {
        "blepharospasm": t("Charity for people with blepharospasm, and for research"),
        "dystonia": t("Association of people with dystonia, such as blepharospasm"),
        "dystonia-and-hfs": t("Association for dystonia and hemifacial spasm"),
        "neurology": t("Charity for all conditions of brain and nerves, with counselling"),
        "palsy": t("Charity for people with facial palsy, and with spasm after it"),
        "surgery": t("Association for facial pain and hemifacial spasm, surgery too"),
        "umbrella": t("Leads on to the dystonia association of each European country"),
        "directory": t("Directory of rare conditions and of the associations for them"),
        "forum": t("Forum where people with hemifacial spasm write, too"),
    }


def link(one: Community) -> Markup:
    """The name as a link."""
    return Markup('<a href="{}">{}</a>').format(one.url, one.name)


def checked(t: Translator, day: date) -> str:
    """When somebody last looked at it."""
    # A pattern of CLDR, for translators: another language may want another order.
    return t("last checked {day}", day=format_date(day, t("d MMM y"), locale=_locale(t)))


def place_words(t: Translator, one: Community) -> str:
    """The countries in which it is at home, by name where they are few."""
    territories = _locale(t).territories
    named = sorted(str(territories[code]) for code in one.regions if code in territories)
    if not named:
        return t("everywhere")
    many = len(named) > _MOST_NAMED
    countries = t("{n} countries", n=len(named)) if many else ", ".join(named)
    return (
        t("{countries} and everywhere", countries=countries) if one.is_in(ANYWHERE) else countries
    )


def languages_words(t: Translator, one: Community) -> str:
    names = _locale(t).languages
    return ", ".join(str(names.get(code, code)) for code in one.languages)


_MOST_NAMED = 3


def _locale(t: Translator) -> Locale:
    return Locale.parse(t.language.replace("-", "_"))
