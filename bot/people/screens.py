"""Screens about a person: what they agree to, language."""

from collections.abc import Sequence

from babel import Locale
from markupsafe import Markup

from bot.marks import marked
from bot.people.buttons import PickLanguage
from bot.people.zone_screens import settings_row
from bot.screen import Button, Screen
from bot.texts import Translator


def privacy_facts(t: Translator) -> tuple[Markup, ...]:
    """What is stored, why, where, how long, who else sees it, how to leave.

    What people agree to: whoever adds to it counts `CONSENT_VERSION` up.
    """
    return (
        t.html(
            "🗂 <b>What:</b> your Telegram ID (not your phone number), time zone, wake and bed"
            " time, your condition, side and emergency region if you tell me, your plan, and what"
            " you log: doses, episodes, ratings, side effects, weekly answers, injections, visits"
            " and what to ask there; until the next morning, that you asked for quiet; the day you"
            " were last here."
        ),
        t.html(
            "🎯 <b>Why:</b> to remind you at the right time and to show you how you have been."
            " For nothing else."
        ),
        t.html(
            "🏠 <b>Where, how long:</b> in this bot's database, at its operator's, until you delete"
            " it. A half-finished entry goes after 30 days. If you are silent for 18 months I ask,"
            " and erase everything a month later. Backups keep it some days longer: /privacy says"
            " how many."
        ),
        t.html(
            "👁 <b>Who else:</b> chats with bots are <b>not end-to-end encrypted</b>."
            " Telegram is another party and can technically read them. Nobody else, unless you"
            " invite them yourself."
        ),
        t.html(
            "🚪 <b>Leaving:</b> /export gives you all of it as a file, /delete erases everything,"
            " at once or with a day to change your mind."
        ),
    )


def consent_text(t: Translator) -> Markup:
    """The text that is agreed to, as it is shown and kept."""
    return Markup("\n").join(privacy_facts(t))


def language_asked(t: Translator, languages: Sequence[str]) -> Screen:
    names = {code: language_name(code) for code in languages}
    rows = tuple(
        (Button(marked(t, name, is_chosen=code == t.language), PickLanguage(code)),)
        for code, name in names.items()
    )
    text = t.html("🗣 <b>Language</b>\nI speak: {names}.", names=", ".join(names.values()))
    return Screen(text, (*rows, settings_row(t)))


def language_name(code: str, of: str | None = None) -> str:
    """A language's own name for itself, or what `of` calls it."""
    locale = Locale.parse(code.replace("-", "_"))
    name = str(locale.get_display_name(of or locale) or code)
    return name[:1].upper() + name[1:]


def cancelled(t: Translator, what: str | None) -> Screen:
    if what is None:
        return Screen(t.html("There is nothing to cancel. /help shows what I can do."))
    return Screen(t.html("Left: {what}. What was saved before stays.", what=what))
