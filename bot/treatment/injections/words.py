"""Words of injections: what things are called, what is typical and where that comes from."""

from datetime import date

from markupsafe import Markup

from bot.plan.when import day_name
from bot.texts import Translator
from bot.treatment.injections.rules import (
    Check,
    Entry,
    Half,
    Product,
    Sign,
    Site,
    Times,
    Working,
    Zone,
)

GENERIC = {
    Product.BOTOX: "onabotulinumtoxinA",
    Product.DYSPORT: "abobotulinumtoxinA",
    Product.XEOMIN: "incobotulinumtoxinA",
    Product.DAXXIFY: "daxibotulinumtoxinA",
    Product.MYOBLOC: "rimabotulinumtoxinB",
    Product.NEUROBLOC: "rimabotulinumtoxinB",
}
"""International names, the same in every language."""


def zone_words(t: Translator, zone: Zone) -> str:
    words = {
        Zone.FOREHEAD: t("Forehead"),
        Zone.BROW: t("Brow"),
        Zone.OUTER_EYE: t("Eye corner"),
        Zone.UPPER_LID: t("Upper lid"),
        Zone.LOWER_LID: t("Lower lid"),
        Zone.CHEEK: t("Cheek"),
        Zone.MOUTH: t("Mouth"),
        Zone.CHIN: t("Chin"),
        Zone.JAW: t("Jaw"),
        Zone.NECK: t("Neck"),
    }
    return words[zone]


def number_of(zone: Zone) -> int:
    """The figure of a zone on the drawing and its buttons, from 1 on."""
    return list(Zone).index(zone) + 1


def sites_words(t: Translator, sites: tuple[Site, ...]) -> str:
    """`left: brow, cheek · right: brow`."""
    said: list[str] = []
    for half in Half:
        zones = [zone_words(t, site.zone).lower() for site in sites if site.half is half]
        if zones:
            listed = ", ".join(zones)
            said.append(
                t("left: {zones}", zones=listed)
                if half is Half.LEFT
                else t("right: {zones}", zones=listed)
            )
    return " · ".join(said)


def working_words(t: Translator, working: Working) -> str:
    words = {
        Working.NOT_YET: t("Not yet"),
        Working.LITTLE: t("A little"),
        Working.WELL: t("Well"),
        Working.WEARING_OFF: t("Wearing off"),
    }
    return words[working]


def sign_words(t: Translator, sign: Sign) -> str:
    words = {
        Sign.DROOP: t("Lid or face droops"),
        Sign.DRY_EYE: t("Dry eye"),
        Sign.DOUBLE: t("Double vision"),
        Sign.SWALLOWING: t("Hard to swallow"),
    }
    return words[sign]


def check_words(t: Translator, check: Check) -> str:
    """`Well · 8 of 10 · Dry eye`: what was answered."""
    said = [working_words(t, check.working)] if check.working else []
    if check.control is not None:
        said.append(t("{control} of 10", control=check.control))
    said += [sign_words(t, sign) for sign in Sign if sign in check.signs]
    return " · ".join(said)


def entry_lines(t: Translator, entry: Entry) -> list[Markup]:
    """The details that are known, a line each."""
    lines: list[Markup] = []
    if entry.product or entry.amount:
        lines.append(
            t.html(
                "💊 {what}",
                what=" · ".join(t.figures(one) for one in (entry.product, entry.amount) if one),
            )
        )
    if entry.clinic:
        lines.append(t.html("🏥 {clinic}", clinic=entry.clinic))
    if entry.sites:
        lines.append(t.html("📍 {sites}", sites=sites_words(t, entry.sites)))
    if entry.lot:
        lines.append(t.html("🏷 Lot {lot}", lot=entry.lot))
    if entry.note:
        lines.append(t.html("📝 Note: {note}", note=entry.note))
    return lines


def since_words(t: Translator, injected: date, today: date) -> str:
    """`today`, `day 3`, `week 5`: how long it has been."""
    days = (today - injected).days
    if days < 1:
        return t("today")
    if days < 14:  # noqa: PLR2004  two weeks: from then on nobody counts days
        return t("day {n}", n=days)
    return t("week {n}", n=days // 7)


def title(t: Translator, entry: Entry, today: date) -> Markup:
    return t.html("💉 <b>Injection {day}</b>", day=day_name(t, entry.day, today))


def typical_lines(t: Translator) -> list[Markup]:
    """What labels and studies say, as typical: the ranges are wide on purpose."""
    return [
        t.html(
            "<b>Typical</b>, not a promise: first felt within 3 days by the label, after 6 ± 3 days"
            " in 10,701 injection series; strongest in week 1-2; lasting about 3 months by the"
            " label, 10 ± 4 weeks in those series. In a survey of 114 people 37% saw it wear off"
            " within 8 weeks, 70% within 10."
        )
    ]


def own_lines(t: Translator, times: tuple[Times, ...]) -> list[Markup]:
    """The person's own cycles, the newest first; nothing before there are two."""
    if not times:
        return []
    lines = [t.html("<b>Yours</b>, the newest first:")]
    lines += [t.html("• {said}", said=_times_words(t, one)) for one in times[:4]]
    return lines


def _times_words(t: Translator, times: Times) -> str:
    said: list[str] = []
    if times.onset is not None:
        said.append(t("felt on day {n}", n=times.onset))
    if times.wearing_off is not None:
        said.append(t("wearing off in week {n}", n=times.wearing_off // 7))
    if times.length is not None:
        weeks = times.length // 7
        said.append(t.plural("next one after {n} week", "next one after {n} weeks", n=weeks))
    return ", ".join(said)
