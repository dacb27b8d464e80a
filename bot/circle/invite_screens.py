"""Screens on both ends of a link: the person who makes it, and whoever opens it."""

from urllib.parse import quote

from markupsafe import Markup

from bot.circle.buttons import Accept, Decline, OpenSupporter
from bot.circle.rules import Companion, Share
from bot.circle.supporting import Invitation
from bot.circle.words import shared_lines
from bot.people.circle_buttons import OpenCircle
from bot.plan.wording import isolated
from bot.screen import Button, Screen
from bot.texts import Translator


def link_screen(t: Translator, one: Companion, address: str) -> Screen:
    text = t.html(
        "🔗 This link is for {name}. It works once, and for two days. Please send it to nobody"
        " else:\n{link}\n\nOnce it was accepted I ask you whether it is the right account.",
        name=isolated(one.called),
        link=address,
    )
    words = t("Would you like to support me? This link explains it.")
    share = f"https://t.me/share/url?url={quote(address, safe='')}&text={quote(words, safe='')}"
    rows = (
        (Button(t("📤 Send it"), url=share),),
        (Button(t("⬅️ Back"), OpenSupporter(one.id)),),
    )
    return Screen(text, rows)


def invitation_screen(
    t: Translator, found: Invitation, token: str, *, account: str, is_known: bool
) -> Screen:
    """From whom it is, what there is to get, and what is kept: before anybody agrees."""
    items = []
    if found.medicines:
        items = [
            t.plural(
                "when {n} medicine is not confirmed in time",
                "when one of {n} medicines is not confirmed in time",
                n=found.medicines,
            )
        ]
    lines = [
        t.html("🤝 <b>{name}</b> invites you to support them.", name=isolated(found.shown_as)),
        t.html("What you would get:"),
        *shared_lines(t, items, found.shares - {Share.NEUTRAL}),
        t.html("And you could send a kind word now and then. All of it is help, and no duty."),
        t.html(
            "If you agree, {name} sees your name on Telegram, <b>{account}</b>, to confirm that it"
            " is you.",
            name=isolated(found.shown_as),
            account=account,
        ),
    ]
    if not is_known:
        lines.append(
            t.html(
                "I then keep your Telegram ID, this name, your language, time zone and quiet"
                " hours, and that you agreed; nothing about your health. You can pause or end it"
                " with one tap, and /delete erases it. Chats with bots are not end-to-end"
                " encrypted."
            )
        )
    lines.append(t.html("I am a reminder and a diary, not a doctor. In an emergency: /urgent"))
    row = (Button(t("✅ I agree"), Accept(token)), Button(t("🚫 No"), Decline()))
    return Screen(Markup("\n").join(lines), (row,))


def declined_screen(t: Translator) -> Screen:
    return Screen(t.html("That is fine. I have kept nothing of it. The link goes by itself."))


def accepted_screen(t: Translator) -> Screen:
    text = t.html(
        "🤝 Thank you. I ask whether it is really you; once that is confirmed I tell you. Until"
        " then you see nothing."
    )
    return Screen(text, ((Button(t("👥 My circle"), OpenCircle()),),))
