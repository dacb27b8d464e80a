"""Words that all of the journal shares."""

from markupsafe import Markup

from bot.texts import Translator


def severity_words(t: Translator, severity: int) -> str:
    """A severity 1-4, or a rating 0-4: the scale is the same."""
    words = (
        t("0 · none"),
        t("1 · only I notice"),
        t("2 · others could notice"),
        t("3 · interrupts what I do"),
        t("4 · must stop / cannot see"),
    )
    return words[severity]


FACES = ("😣", "😟", "😐", "🙂", "😀")
"""0 to 4, where 4 is the best."""


def face(number: int) -> str:
    """A button's label for a night's quality, or a mood."""
    return f"{FACES[number]} {number}"


def urgent(t: Translator) -> Markup:
    return t.html("<i>Something new or alarming? /urgent</i>")
