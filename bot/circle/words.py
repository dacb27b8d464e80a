"""The circle in words: what is shared, how far two people are, what kind words say."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.circle.rules import Cheering, Companion, Share, Standing, Supports
from bot.people.words import day_and_time
from bot.plan.wording import isolated
from bot.texts import Translator


def standing_words(t: Translator, one: Companion, zone: str) -> str:
    """How far the person is with a supporter."""
    match one.standing:
        case Standing.DRAFT:
            return t("not invited yet")
        case Standing.INVITED:
            assert one.expires_at is not None
            return t("invited until {when}", when=day_and_time(t, one.expires_at, zone))
        case Standing.ACCEPTED:
            return t("waits for your confirmation")
        case Standing.ACTIVE:
            return t("supports you")
        case Standing.PAUSED:
            return t("paused by you")
        case Standing.RESTING:
            return t("paused by them")


def supports_words(t: Translator, one: Supports) -> str:
    """How far a supporter is with somebody."""
    match one.standing:
        case Standing.ACTIVE:
            return t("you support them")
        case Standing.PAUSED:
            return t("paused by them")
        case Standing.RESTING:
            return t("paused by you")
        case _:
            return t("waits for their confirmation")


def minutes_words(t: Translator, minutes: int) -> str:
    """`30 min`, `2 h`; for 0 that it is not shared."""
    if not minutes:
        return t("not shared")
    if minutes % 60:
        return t("{n} min", n=minutes)
    return t("{n} h", n=minutes // 60)


def item_name(t: Translator, name: str, number: int) -> str:
    """The medicine's name; where names are not to be seen, its number."""
    return isolated(name) if name else t("item {number}", number=number)


def shared_lines(t: Translator, items: Sequence[str], shares: frozenset[Share]) -> list[Markup]:
    """What a supporter gets, a line each; `items` are told of in words already."""
    lines = [t.html("• 💊 {item}", item=item) for item in items]
    if Share.WEEK in shares:
        lines.append(t.html("• 📊 the week summary, on Sunday evening"))
    if Share.VISITS in shares:
        lines.append(t.html("• 🗓 appointments, on the evening before"))
    if not lines:
        lines.append(t.html("• nothing yet"))
    return lines


def item_line(t: Translator, name: str, minutes: int) -> str:
    return t("{item}, not confirmed after {time}", item=name, time=minutes_words(t, minutes))


def cheer_words(t: Translator, cheering: Cheering) -> str:
    """The words that are there; of what was typed, that it was."""
    words = {
        Cheering.THINKING: t("💛 Thinking of you"),
        Cheering.PROUD: t("🌟 You are doing well"),
        Cheering.HERE: t("🤝 I am here if you need me"),
        Cheering.CALL: t("📞 Call me whenever you like"),
        Cheering.OWN: t("✏️ Own words"),
    }
    return words[cheering]


def alert_words(t: Translator, name: str, item: str, time: str) -> Markup:
    """Told without alarm: silence is not a dose that was left out."""
    return t.html(
        "💊 {name} has not confirmed {item}, due at {time}.\n"
        "It may have been taken all the same: only the tap is missing.",
        name=isolated(name),
        item=item,
        time=time,
    )


def until_words(t: Translator, instant: datetime, zone: str) -> str:
    return day_and_time(t, instant, zone)
