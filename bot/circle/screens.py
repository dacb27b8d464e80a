"""Screens of the person: the circle, one supporter, and what that one sees."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.circle.buttons import (
    ConfirmAccount,
    EndSupporter,
    Flag,
    Invite,
    MakeLink,
    NameSupporter,
    OpenItemShare,
    OpenSupported,
    OpenSupporter,
    Part,
    PauseSupporter,
    SetItemShare,
    SetShare,
    ShareItems,
)
from bot.circle.rules import MINUTES, MOST_SUPPORTERS, Companion, Share, Standing, Supports
from bot.circle.words import item_line, minutes_words, shared_lines, standing_words, supports_words
from bot.marks import marked
from bot.people.buttons import OpenSettings
from bot.people.circle_buttons import OpenCircle
from bot.plan.buttons import OpenItem
from bot.plan.wording import isolated, short
from bot.screen import Button, Screen
from bot.texts import Translator

Names = Mapping[int, str]
"""Medicines by their item's id."""
Row = tuple[Button, ...]


def circle_screen(
    t: Translator, mine: Sequence[Companion], others: Sequence[Supports], zone: str
) -> Screen:
    """Both sides on one screen."""
    lines = [t.html("👥 <b>My circle</b>")]
    if not mine:
        lines.append(
            t.html(
                "Somebody close to you can hear when a medicine is not confirmed, get your week"
                " summary or your appointments, and send you a kind word. You choose what; nothing"
                " is shared before both of you agreed, and either ends it with one tap."
            )
        )
    lines += [
        t.html("• {name}: {state}", name=isolated(one.called), state=standing_words(t, one, zone))
        for one in mine
    ]
    if others:
        lines.append(t.html("<b>You support</b>"))
    lines += [_supports_line(t, one) for one in others]
    rows: list[Row] = [
        (Button(t("👤 {name}", name=short(one.called)), OpenSupporter(one.id)),) for one in mine
    ]
    rows += [supports_button(t, one) for one in others]
    if len(mine) < MOST_SUPPORTERS:
        rows.append((Button(t("➕ Invite somebody"), Invite()),))
    rows.append((Button(t("⬅️ Settings"), OpenSettings()),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def _supports_line(t: Translator, one: Supports) -> Markup:
    return t.html("• {name}: {state}", name=isolated(one.name), state=supports_words(t, one))


def supports_button(t: Translator, one: Supports) -> Row:
    return (Button(t("🤝 {name}", name=short(one.name)), OpenSupported(one.id)),)


def name_asked(t: Translator, one: Companion | None, part: Part) -> Screen:
    """Asks for one of the two names; without a companion, whom to invite."""
    if part is Part.CALLED:
        text = t.html("👤 Whom do you invite? Please send a name, such as: Ben, my brother")
    else:
        text = t.html(
            "✏️ By which name shall they see you? Please send it, such as: Anna\n"
            "Whoever opens the link reads this name, and nothing else about you."
        )
    back = OpenCircle() if one is None else OpenSupporter(one.id)
    return Screen(text, ((Button(t("⬅️ Back"), back),),))


def supporter_screen(t: Translator, one: Companion, names: Names, zone: str) -> Screen:
    """One supporter: how far it is, what they see, and the way to change or end it."""
    lines = [
        t.html("👤 <b>{name}</b>: {state}", name=isolated(one.called),
               state=standing_words(t, one, zone)),
    ]  # fmt: skip
    if one.standing is Standing.ACCEPTED:
        lines.append(t.html("Accepted by: <b>{account}</b>", account=one.account or ""))
        lines.append(t.html("Is this the right account? Only then they see anything."))
    seen = isolated(one.shown_as) if one.shown_as else t("no name yet")
    lines.append(t.html("They see you as: {name}", name=seen))
    lines.append(t.html("What they get:"))
    items = [item_line(t, isolated(names[id_]), m) for id_, m in one.items.items() if id_ in names]
    lines += shared_lines(t, items, one.shares)
    if Share.NEUTRAL in one.shares:
        lines.append(t.html("🙈 In neutral words: “item 1” in place of a medicine's name."))
    return Screen(Markup("\n").join(lines), _supporter_rows(t, one))


def _supporter_rows(t: Translator, one: Companion) -> tuple[Row, ...]:
    rows: list[Row] = list(_bond_rows(t, one))
    rows.append((Button(t("💊 Medicines"), ShareItems(one.id)),))
    rows.append((_toggle(t, one, Share.WEEK), _toggle(t, one, Share.VISITS)))
    rows.append((_toggle(t, one, Share.NEUTRAL),))
    rows.append(
        (
            Button(t("✏️ Their name"), NameSupporter(one.id, Part.CALLED)),
            Button(t("✏️ My name"), NameSupporter(one.id, Part.SHOWN_AS)),
        )
    )
    rows.append(
        (
            Button(t("🚪 End it"), EndSupporter(one.id)),
            Button(t("⬅️ My circle"), OpenCircle()),
        )
    )
    return tuple(rows)


def _bond_rows(t: Translator, one: Companion) -> tuple[Row, ...]:
    """What the present standing asks for."""
    match one.standing:
        case Standing.DRAFT:
            return ((Button(t("🔗 Make the link"), MakeLink(one.id, one.link_until)),),)
        case Standing.INVITED:
            return ((Button(t("🔗 A new link"), MakeLink(one.id, one.link_until)),),)
        case Standing.ACCEPTED:
            return (confirm_row(t, one),)
        case Standing.PAUSED:
            return ((Button(t("▶️ Go on sharing"), PauseSupporter(one.id, Flag.OFF)),),)
        case _:
            return ((Button(t("⏸ Pause sharing"), PauseSupporter(one.id, Flag.ON)),),)


def confirm_row(t: Translator, one: Companion) -> Row:
    half = one.supported_id or 0
    return (
        Button(t("✅ Yes, it is"), ConfirmAccount(one.id, half, Flag.ON)),
        Button(t("🚫 Somebody else"), ConfirmAccount(one.id, half, Flag.OFF)),
    )


def _toggle(t: Translator, one: Companion, share: Share) -> Button:
    names = {
        Share.WEEK: t("📊 Week"),
        Share.VISITS: t("🗓 Visits"),
        Share.NEUTRAL: t("🙈 Neutral words"),
    }
    is_on = share in one.shares
    state = t("on") if is_on else t("off")
    label = t("{what}: {state}", what=names[share], state=state)
    return Button(label, SetShare(one.id, share, Flag.OFF if is_on else Flag.ON))


def items_screen(t: Translator, one: Companion, names: Names) -> Screen:
    """Each medicine of the plan, and after how long this supporter hears of silence."""
    lines = [
        t.html(
            "💊 <b>{name}</b> hears of a medicine that is not confirmed after the time you"
            " choose. Skipped or put off is answered, too.",
            name=isolated(one.called),
        )
    ]
    if not names:
        lines.append(t.html("There is no medicine in your plan."))
    rows = [
        (
            Button(
                t("{item}: {time}", item=short(name),
                  time=minutes_words(t, one.items.get(item, 0))),
                OpenItemShare(one.id, item),
            ),
        )
        for item, name in names.items()
    ]  # fmt: skip
    rows.append((Button(t("⬅️ Back"), OpenSupporter(one.id)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def item_share_screen(t: Translator, one: Companion, item: int, names: Names) -> Screen:
    now = one.items.get(item, 0)
    text = t.html(
        "💊 <b>{item}</b>\nTell {name} when it is not confirmed after:",
        item=isolated(names[item]),
        name=isolated(one.called),
    )
    buttons = [_minutes_button(t, one.id, item, minutes, now) for minutes in (*MINUTES, 0)]
    back = (Button(t("⬅️ Back"), ShareItems(one.id)),)
    return Screen(text, (tuple(buttons[:2]), tuple(buttons[2:4]), (buttons[4],), back))


def _minutes_button(t: Translator, supporter: int, item: int, minutes: int, now: int) -> Button:
    label = minutes_words(t, minutes) if minutes else t("Not shared")
    label = marked(t, label, is_chosen=minutes == now)
    return Button(label, SetItemShare(supporter, item, minutes))


def item_circle_screen(
    t: Translator, item: int, name: str, mine: Sequence[Companion]
) -> Screen:  # fmt: skip
    """From the item's own page: who hears of it."""
    lines = [t.html("👥 <b>{item}</b>: who hears when it is not confirmed?", item=isolated(name))]
    if not mine:
        lines.append(t.html("There is nobody in your circle yet."))
    rows: list[Row] = [
        (
            Button(
                t("{item}: {time}", item=short(one.called),
                  time=minutes_words(t, one.items.get(item, 0))),
                OpenItemShare(one.id, item),
            ),
        )
        for one in mine
    ]  # fmt: skip
    rows.append(
        (Button(t("👥 My circle"), OpenCircle()), Button(t("⬅️ Back"), OpenItem(item)))
    )  # fmt: skip
    return Screen(Markup("\n").join(lines), tuple(rows))


def ended_screen(t: Translator) -> Screen:
    text = t.html("🚪 It is ended. Nothing is shared any more, and what was kept of it is gone.")
    return Screen(text, ((Button(t("👥 My circle"), OpenCircle()),),))


def left_screen(t: Translator, called: str) -> Screen:
    """Somebody has gone by themselves."""
    text = t.html(
        "👥 {name} is no longer in your circle, and sees nothing of you any more.",
        name=isolated(called),
    )
    return Screen(text, ((Button(t("👥 My circle"), OpenCircle()),),))


def account_asked(t: Translator, one: Companion) -> Screen:
    """Whether it is the right one: what the person alone can know."""
    text = t.html(
        "👥 Your invitation for {name} was accepted by this account on Telegram:\n"
        "<b>{account}</b>\n\nIs this the one you meant? Nothing is shared before you say so.",
        name=isolated(one.called),
        account=one.account or "",
    )
    return Screen(text, (confirm_row(t, one), (Button(t("👥 My circle"), OpenCircle()),)))
