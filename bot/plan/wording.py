"""Plan items in words: icons, kinds, repeats; names that stand beside others without harm."""

import unicodedata
from collections.abc import Mapping, Sequence

from bot.plan.rules import Kind
from bot.texts import Translator

ICONS: Mapping[Kind, str] = {
    Kind.MEDICATION: "💊",
    Kind.STRETCHING: "🙆",
    Kind.HYDRATION: "💧",
    Kind.SLEEP: "🌙",
    Kind.CALM: "🌿",
    Kind.INJECTION: "💉",
    Kind.APPOINTMENT: "📅",
    Kind.CHECKIN: "🌆",
    Kind.MORNING: "🌅",
    Kind.OWN: "🔹",
}

LABEL_LENGTH = 40
_TURNING = frozenset({"R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI"})
_ISOLATE, _END = "\u2068", "\u2069"


def kind_name(t: Translator, kind: Kind) -> str:
    names = {
        Kind.MEDICATION: t("Medicine"),
        Kind.STRETCHING: t("Stretching"),
        Kind.HYDRATION: t("Water"),
        Kind.SLEEP: t("Bedtime"),
        Kind.CALM: t("Calm moment"),
        Kind.INJECTION: t("Injection"),
        Kind.APPOINTMENT: t("Appointment"),
        Kind.CHECKIN: t("Evening check-in"),
        Kind.MORNING: t("Morning check-in"),
        Kind.OWN: t("Something else"),
    }
    return names[kind]


def kind_label(t: Translator, kind: Kind) -> str:
    """A button's label for a kind."""
    return f"{ICONS[kind]} {kind_name(t, kind)}"


def nags_words(t: Translator, nags: Sequence[int]) -> str:
    """`after 10, 30 and 60 min`, or that there are none."""
    if not nags:
        return t("off")
    return t("after {minutes} min", minutes=", ".join(map(str, nags)))


def isolated(text: str) -> str:
    """The text, fenced when it is written from right to left: what stands beside it stays put."""
    if any(unicodedata.bidirectional(sign) in _TURNING for sign in text):
        return f"{_ISOLATE}{text}{_END}"
    return text


def short(text: str, most: int = LABEL_LENGTH) -> str:
    """At most so many characters, the last one an ellipsis where some were left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def item_label(kind: Kind, name: str) -> str:
    """A button's label for an item: its icon and as much of its name as fits."""
    return f"{ICONS[kind]} {isolated(short(name))}"
