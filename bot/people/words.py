"""Instants, zones and conditions of a person as words on a screen."""

from datetime import datetime

from babel import Locale
from babel.dates import format_date

from bot.people.rules import FOREVER, Condition, Related, Side
from bot.people.zone_names import city, zone_of
from bot.texts import Translator


def clock(instant: datetime, zone: str) -> str:
    """`14:05` by the clocks of the zone."""
    return f"{instant.astimezone(zone_of(zone)):%H:%M}"


def day_and_time(t: Translator, instant: datetime, zone: str) -> str:
    """`Sat 29 Nov 2025, 23:20` by the clocks of the zone."""
    day = format_date(
        instant.astimezone(zone_of(zone)).date(),
        t("EEE d MMM y"),
        locale=Locale.parse(t.language.replace("-", "_")),
    )
    return t("{day}, {time}", day=day, time=clock(instant, zone))


def until(t: Translator, paused_until: datetime, zone: str) -> str:
    """How long a pause lasts."""
    if paused_until >= FOREVER:
        return t("until you resume")
    return t("until {when}", when=day_and_time(t, paused_until, zone))


def zone_label(t: Translator, zone: str, now: datetime) -> str:
    """A button's words for a zone: `New York · 08:05`."""
    return t("{city} · {time}", city=city(zone, t.language), time=clock(now, zone))


def zone_labels(t: Translator, zones: tuple[str, ...], now: datetime) -> dict[str, str]:
    """Labels for several zones; those of two cities with one name say which by the IANA name."""
    labels = {zone: zone_label(t, zone, now) for zone in zones}
    shown = list(labels.values())
    return {
        zone: label if shown.count(label) == 1 else zone.replace("_", " ")
        for zone, label in labels.items()
    }


def condition_words(t: Translator, condition: Condition) -> str:
    words = {
        Condition.HEMIFACIAL: t("Hemifacial spasm"),
        Condition.BLEPHAROSPASM: t("Blepharospasm"),
        Condition.MEIGE: t("Meige syndrome"),
        Condition.TWITCH: t("Eyelid twitch (myokymia)"),
        Condition.AFTER_PALSY: t("After facial palsy"),
        Condition.UNDIAGNOSED: t("Not diagnosed"),
    }
    return words[condition]


def related_words(t: Translator, related: Related) -> str:
    words = {
        Related.SCLEROSIS: t("Multiple sclerosis"),
        Related.CEREBELLUM: t("A disorder of the cerebellum"),
        Related.NERVE: t("Damage of the facial nerve"),
        Related.OTHER: t("Another neurological disorder"),
    }
    return words[related]


def side_words(t: Translator, side: Side) -> str:
    words = {Side.LEFT: t("Left side"), Side.RIGHT: t("Right side"), Side.BOTH: t("Both sides")}
    return words[side]
