"""Screens about what is stored, what was agreed to, and leaving."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from bot.people.screens import privacy_facts
from bot.people.words import day_and_time
from bot.privacy.buttons import AgreeAgain, AskToLeave, Leave, OpenPrivacy, Stay, TakeAlong
from bot.privacy.rules import ANSWER, When
from bot.privacy.stored import MEDICINES, OTHERS, Stored
from bot.screen import Button, Keyboard, Screen
from bot.texts import Translator

_GAP = Markup("\n\n")
Row = tuple[Button, ...]


def privacy(t: Translator, now_stored: Stored | None, backup_days: int, asks: str = "") -> Screen:
    """`now_stored` is None for strangers; `asks` is the mark of a text to be agreed to anew."""
    parts = [t.html("<b>Your privacy</b>"), *privacy_facts(t)]
    if now_stored is None:
        return Screen(_GAP.join(parts))
    parts += [
        t.html("🔢 <b>Stored now:</b> {what}.", what=in_numbers(t, now_stored)),
        _backups(t, backup_days),
    ]
    rows: tuple[Row, ...] = (
        (Button(t("📦 Export"), TakeAlong()), Button(t("🗑 Delete"), AskToLeave())),
    )
    if asks:
        parts.append(t.html("This text is newer than the one you agreed to. Is it all right?"))
        rows = ((Button(t("✅ Agree"), AgreeAgain(asks)),), *rows)
    return Screen(_GAP.join(parts), rows)


def in_numbers(t: Translator, now_stored: Stored) -> str:
    """`212 episodes, 3 medicines`; settings alone where there is nothing else."""
    return ", ".join(_numbers(t, now_stored)) or t("your settings alone")


def _numbers(t: Translator, now_stored: Stored) -> Iterator[str]:
    locale = Locale.parse(t.language.replace("-", "_"))
    for name, counted in _COUNTED.items():
        if count := now_stored.count[name]:
            yield counted(t, count, format_decimal(count, locale=locale))


_COUNTED: Mapping[str, Callable[[Translator, int, str], str]] = {
    MEDICINES: lambda t, n, count: t.plural(
        "{count} medicine", "{count} medicines", n=n, count=count
    ),
    "plan_item": lambda t, n, count: t.plural(
        "{count} other plan item", "{count} other plan items", n=n, count=count
    ),
    "occurrence": lambda t, n, count: t.plural(
        "{count} reminder or answer", "{count} reminders and answers", n=n, count=count
    ),
    "episode": lambda t, n, count: t.plural(
        "{count} episode", "{count} episodes", n=n, count=count
    ),
    "exposure": lambda t, n, count: t.plural(
        "{count} trigger of a day", "{count} triggers of days", n=n, count=count
    ),
    "day_rating": lambda t, n, count: t.plural(
        "{count} rated day", "{count} rated days", n=n, count=count
    ),
    "night": lambda t, n, count: t.plural("{count} night", "{count} nights", n=n, count=count),
    "water_glass": lambda t, n, count: t.plural(
        "{count} glass of water", "{count} glasses of water", n=n, count=count
    ),
    "injection": lambda t, n, count: t.plural(
        "{count} injection", "{count} injections", n=n, count=count
    ),
    "visit": lambda t, n, count: t.plural("{count} visit", "{count} visits", n=n, count=count),
    "visit_question": lambda t, n, count: t.plural(
        "{count} question", "{count} questions", n=n, count=count
    ),
    OTHERS: lambda t, n, count: t.plural(
        "{count} other entry", "{count} other entries", n=n, count=count
    ),
}


def _backups(t: Translator, days: int) -> Markup:
    if not days:
        return t.html("💾 <b>Backups:</b> none are kept.")
    return t.html_plural(
        "💾 <b>Backups:</b> what is erased is gone from them {n} day later.",
        "💾 <b>Backups:</b> what is erased is gone from them {n} days later.",
        n=days,
    )


def agreed(t: Translator) -> Screen:
    return Screen(t.html("✅ Thank you. All goes on as before. /privacy shows the text."))


def text_changed(t: Translator) -> Screen:
    """Said by the bot itself, to those who agreed to an older text."""
    text = t.html(
        "📄 <b>My privacy text says more now</b>\nNew in it: the backups, what becomes of accounts"
        " after 18 silent months, and a day in which a deletion can be taken back.\n\nWhat you"
        " agreed to before still holds, and your reminders go on. Please read it when you have a"
        " minute, and tell me whether it is all right."
    )
    return Screen(text, ((Button(t("📄 Read it"), OpenPrivacy()),),))


def leave_asked(t: Translator, now_stored: Stored, word: str) -> Screen:
    text = t.html(
        "🗑 <b>Delete everything?</b>\nThis is {what}. It cannot be brought back, and reminders"
        " stop, those for medicines too.\n\nTake it along first: 📦 gives you all of it as a file"
        " that I can restore.\n\nIf you are sure, send me the word <b>{word}</b>.",
        what=in_numbers(t, now_stored),
        word=word,
    )
    keep = Button(t("↩️ Keep it"), Stay())
    return Screen(text, ((Button(t("📦 Export first"), TakeAlong()),), (keep,)))


def word_wanted(t: Translator, word: str) -> Screen:
    text = t.html(
        "Nothing was deleted. To delete everything, send me the word <b>{word}</b>.", word=word
    )
    return Screen(text, ((Button(t("↩️ Keep it"), Stay()),),))


def when_asked(t: Translator, asked: int) -> Screen:
    text = t.html(
        "🗑 <b>When?</b>\nIn a day: until then you can take it back, and I send only reminders for"
        " medicines, injections and visits.\nNow: at once, and for good."
    )
    return Screen(
        text,
        (
            (Button(t("🕐 In a day"), Leave(When.TOMORROW, asked)),),
            (Button(t("🗑 Delete now"), Leave(When.NOW, asked)),),
            (Button(t("↩️ Keep it"), Stay()),),
        ),
    )


def leaving(t: Translator, erase_at: datetime, zone: str) -> Screen:
    text = t.html(
        "🕐 Everything is deleted on <b>{when}</b>. Until then I send only reminders for medicines,"
        " injections and visits. Changed your mind? One tap, and all is as it was.\n\n"
        "/delete shows this again, also for deleting at once.",
        when=day_and_time(t, erase_at, zone),
    )
    keep = Button(t("↩️ Keep everything"), Stay())
    return Screen(text, ((keep,), (Button(t("📦 Export"), TakeAlong()),)))


def leaving_already(t: Translator, erase_at: datetime, zone: str, asked: int) -> Screen:
    shown = leaving(t, erase_at, zone)
    now = Button(t("🗑 Delete now"), Leave(When.NOW, asked))
    return Screen(shown.text, (*shown.rows, (now,)))


def stayed(t: Translator, *, was_leaving: bool) -> Screen:
    if was_leaving:
        return Screen(t.html("↩️ Nothing is deleted. Reminders come as before."))
    return Screen(t.html("Nothing was deleted. All is as it was."))


def silent_asked(t: Translator) -> Screen:
    text = t.html(
        "👋 We have not heard from each other for 18 months. If you still want what you told me,"
        " tap below or send me anything. Otherwise I erase everything in {days} days, so that it"
        " does not lie around.",
        days=ANSWER.days,
    )
    rows = (
        (Button(t("👋 I am still here"), Stay()),),
        (Button(t("📦 Export"), TakeAlong()), Button(t("🗑 Delete"), AskToLeave())),
    )
    return Screen(text, rows)


def erased(t: Translator) -> Screen:
    return Screen(t.html("🗑 Deleted."))


def receipt(t: Translator, was: Stored, now: datetime, gone: date | None) -> Screen:
    """What was erased, when, and the day by which no backup holds it; it names nobody."""
    text = t.html(
        "🧾 <b>Everything I had about you is erased.</b>\n{when} UTC: {what}. {backups}\n\n"
        "The messages in this chat are Telegram's: you can delete them there.\n\n"
        "All the best to you. /start begins anew, if ever you like.",
        when=f"{now:%Y-%m-%d %H:%M}",
        what=in_numbers(t, was),
        backups=_gone_by(t, gone),
    )
    return Screen(text, keyboard=Keyboard())


def _gone_by(t: Translator, gone: date | None) -> str:
    if gone is None:
        return t("There are no backups.")
    locale = Locale.parse(t.language.replace("-", "_"))
    return t("Backups are free of it by {day}.", day=format_date(gone, "long", locale=locale))


def nothing_left(t: Translator) -> Screen:
    return Screen(t.html("There is nothing of yours left here to delete."))
