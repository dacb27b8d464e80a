"""The urgent card and what belongs to it: static, it never depends on what anybody logged."""

from datetime import datetime

from markupsafe import Markup

from bot.marks import marked
from bot.people.urgent_buttons import AskRegion, EndHush, InCrisis, PickRegion, ShowUrgent
from bot.people.urgent_rules import EMERGENCY_NUMBERS, Region
from bot.people.words import day_and_time
from bot.screen import Button, Screen
from bot.texts import Translator


def urgent_card(t: Translator, region: Region | None) -> Screen:
    """All numbers until a region was chosen; then its own, and what to call elsewhere."""
    parts = (
        t.html("🆘 <b>I am a diary and cannot assess this. Don't wait for a reply here.</b>"),
        _call_now(t, region),
        t.html(
            "• <i>new</i> face droop, arm weakness or speech trouble, even if it passes\n"
            "• trouble swallowing, speaking or breathing in the hours to weeks after an injection\n"
            "• sudden worst headache of your life\n"
            "• swollen face or throat\n"
            "• a seizure\n"
            "• blistering rash or mouth ulcers while taking an anticonvulsant\n"
            "• thoughts of ending your life"
        ),
        t.html(
            "<b>Call a doctor or eye clinic today:</b>\n"
            "• eye pain, a sudden lid droop, a change of vision, double vision\n"
            "• an eye that cannot be closed after an injection"
        ),
        t.html(
            "<b>Thoughts of ending your life?</b> Please don't stay alone with them. Call somebody"
            " you trust or the emergency number now. {lines}",
            lines=_crisis_lines(t, region),
        ),
    )
    return Screen(Markup("\n\n").join(parts), ((_crisis_button(t),), (_where_button(t),)))


def region_asked(t: Translator, region: Region | None) -> Screen:
    """Which numbers the card shows."""
    text = t.html(
        "📍 <b>Where are you?</b>\nThe urgent card then shows the numbers of that place. It stays"
        " as you choose it, whatever language you speak. In an emergency don't choose: call."
    )
    labels = {one: _region_label(t, one) for one in Region}
    rows = tuple(
        (Button(marked(t, label, is_chosen=one is region), PickRegion(one)),)
        for one, label in labels.items()
    )
    return Screen(text, (*rows, (_card_button(t),)))


def in_crisis(t: Translator, region: Region | None, until: datetime | None, zone: str) -> Screen:
    """Whom to call; `until` is None for somebody whose reminders we do not keep."""
    parts = [
        t.html(
            "🫂 Thank you for saying it. <b>Please call now, and don't stay alone:</b>\n"
            "• somebody you trust: ask them to come and stay\n{emergency}\n• {lines}",
            emergency=_emergency_line(t, region),
            lines=_crisis_lines(t, region),
        ),
        t.html("I am a program and cannot help from here. People can, at any hour."),
    ]
    rows = [(_card_button(t),)]
    if until is not None:
        parts.append(
            t.html(
                "Until {when} I hold everything back but medicines and appointments.",
                when=day_and_time(t, until, zone),
            )
        )
        rows.append((Button(t("▶️ Send all as usual"), EndHush()),))
    return Screen(Markup("\n\n").join(parts), tuple(rows))


def as_usual(t: Translator) -> Screen:
    """The way back leads to the card, too."""
    text = t.html("Reminders come as usual from now on. Whenever you need it: /urgent")
    return Screen(text, ((_card_button(t),),))


def _call_now(t: Translator, region: Region | None) -> Markup:
    if region is None:
        return t.html(
            "<b>Call your local emergency number now</b> and don't drive yourself:\n"
            "🇪🇺 EU <b>112</b> · 🇺🇸🇨🇦 US/Canada <b>911</b> · 🇬🇧 UK <b>999</b>"
        )
    number = EMERGENCY_NUMBERS.get(region)
    if number is None:
        return t.html("<b>Call your local emergency number now</b> and don't drive yourself:")
    return t.html(
        "<b>Call {number} now</b> (elsewhere: the local emergency number) and don't drive"
        " yourself:",
        number=number,
    )


def _emergency_line(t: Translator, region: Region | None) -> Markup:
    number = EMERGENCY_NUMBERS.get(region) if region else None
    if number is not None:
        return t.html("• emergency: <b>{number}</b>", number=number)
    return t.html(
        "• your local emergency number: EU <b>112</b>, US/Canada <b>911</b>, UK <b>999</b>"
    )


def _crisis_lines(t: Translator, region: Region | None) -> Markup:
    """Crisis lines of a region; findahelpline.com lists those of all others."""
    if region is Region.NORTH_AMERICA:
        return t.html("US/Canada: <b>988</b>. Elsewhere: findahelpline.com")
    if region is Region.UNITED_KINGDOM:
        return t.html("UK/Ireland: <b>116 123</b>. Elsewhere: findahelpline.com")
    if region is Region.EUROPE:
        return t.html("Ireland: <b>116 123</b>. Elsewhere: findahelpline.com")
    if region is Region.OTHER:
        return t.html("Crisis lines near you: findahelpline.com")
    return t.html("US/Canada: <b>988</b>. UK/Ireland: <b>116 123</b>. Elsewhere: findahelpline.com")


def _region_label(t: Translator, region: Region) -> str:
    labels = {
        Region.EUROPE: t("🇪🇺 European Union: 112"),
        Region.NORTH_AMERICA: t("🇺🇸🇨🇦 US or Canada: 911"),
        Region.UNITED_KINGDOM: t("🇬🇧 United Kingdom: 999"),
        Region.OTHER: t("🌍 Somewhere else"),
    }
    return labels[region]


def _crisis_button(t: Translator) -> Button:
    return Button(t("🫂 I am in crisis"), InCrisis())


def _where_button(t: Translator) -> Button:
    return Button(t("📍 Where are you?"), AskRegion())


def _card_button(t: Translator) -> Button:
    return Button(t("🆘 The urgent card"), ShowUrgent())
