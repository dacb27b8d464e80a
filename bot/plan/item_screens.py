"""One plan item: its page, the questions about it, its history, its removal."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.marks import marked, ticked
from bot.people.circle_buttons import ItemCircle
from bot.plan.agreed import AgreedWith, agreed_line, agreed_words
from bot.plan.buttons import (
    AddItem,
    Agreed,
    ClearField,
    EditItem,
    Field,
    ItemHistory,
    KeepPast,
    OpenItem,
    OpenPlan,
    PauseItem,
    RemoveItem,
    RestoreItem,
    SetAgreed,
    SetKind,
    SetNags,
)
from bot.plan.calendar_screens import calendar
from bot.plan.describe import day_text
from bot.plan.items import Planned
from bot.plan.medicine_screens import care_rows, class_rows, turning
from bot.plan.medicine_words import class_line
from bot.plan.rules import Due, Kind, Schedule, Steps
from bot.plan.screens import Moment, Rows, ahead, home_note, in_words, next_words, title
from bot.plan.when import as_heading, when
from bot.plan.wording import isolated, kind_label, kind_name, nags_words
from bot.screen import Button, Screen
from bot.texts import Translator

NAG_CHOICES = ((), (10, 30, 60), (5, 15, 30), (30,))


def item(
    t: Translator,
    planned: Planned,
    dues: Sequence[Due],
    moment: Moment,
    note: Markup | None = None,
) -> Screen:
    """An item's page; `note` tells above it what has just been done."""
    blocks = [] if note is None else [note]
    blocks += [_facts(t, planned, moment), *home_note(t, moment)]
    if planned.paused_at is None and dues:
        blocks.append(t.html("<b>Next</b>") + Markup("\n") + ahead(t, dues, moment))
    if planned.notes:
        blocks.append(t.html("📝 Note: {notes}", notes=isolated(planned.notes)))
    return Screen(Markup("\n\n").join(blocks), _item_rows(t, planned))


def edit_asked(t: Translator, planned: Planned, field: Field) -> Screen:
    """Asks for a field's new value; the answer is typed, or one of the buttons."""
    heading = title(t, planned.kind, planned.name, planned.amount)
    back = (Button(t("⬅️ Back"), OpenItem(planned.id)),)
    text = heading + Markup("\n\n") + _question(t, planned, field)
    return Screen(text, (*_choices(t, planned, field), back))


def keep_asked(
    t: Translator, planned: Planned, schedule: Schedule, past: date | None, page: int = 0
) -> Screen:
    """Shows what would be kept: dated steps as a calendar; asks whether past dates are meant."""
    rows: Rows = ()
    if isinstance(schedule.when, Steps):
        blocks = [calendar(t, schedule.when, page)]
        rows = turning(t, planned.id, schedule.when, page)
    else:
        blocks = [t.html("{schedule}", schedule=in_words(t, schedule))]
    if past is None:
        blocks.append(t.html("Is that what your prescription says?"))
    else:
        blocks.append(
            t.html(
                "{date} is in the past, so nothing of this would be due. Keep it all the same?",
                date=day_text(t, past, t.language),
            )
        )
    rows += (
        (Button(t("Keep it"), KeepPast(planned.id)),),
        (Button(t("✏️ Change"), EditItem(planned.id, Field.TIMES)),),
        (Button(t("⬅️ Back"), OpenItem(planned.id)),),
    )
    return Screen(Markup("\n\n").join(blocks), rows)


def remove_asked(t: Translator, planned: Planned) -> Screen:
    text = t.html(
        "🗑 Remove {item} from your plan? Its reminders stop; what you have logged stays.",
        item=title(t, planned.kind, planned.name, planned.amount),
    )
    if planned.kind is Kind.MEDICATION:
        text += t.html("\n\nPlease don't stop a medicine without asking your doctor.")
    rows = (
        (Button(t("🗑 Remove"), RemoveItem(planned.id, 1)),),
        (Button(t("⬅️ Back"), OpenItem(planned.id)),),
    )
    return Screen(text, rows)


def removed(t: Translator, planned: Planned) -> Screen:
    text = t.html(
        "🗑 {item} is no longer in your plan.",
        item=title(t, planned.kind, planned.name, planned.amount),
    )
    row = (Button(t("↩️ Undo"), RestoreItem(planned.id)), Button(t("💊 Plan"), OpenPlan(0)))
    return Screen(text, (row,))


def saved(t: Translator, planned: Planned, moment: Moment) -> Screen:
    """What a new item has become."""
    text = t.html(
        "✅ Saved: {item}\n{schedule} · {next}",
        item=title(t, planned.kind, planned.name, planned.amount),
        schedule=in_words(t, planned.schedule),
        next=next_words(t, planned, moment),
    )
    rows = (
        (Button(t("↩️ Undo"), RemoveItem(planned.id, 1)), Button(t("💊 Plan"), OpenPlan(0))),
        (Button(t("➕ Add another"), AddItem(1)),),
    )
    return Screen(text, rows)


def _facts(t: Translator, planned: Planned, moment: Moment) -> Markup:
    lines = [
        title(t, planned.kind, planned.name, planned.amount),
        t.html("⏰ {schedule}", schedule=in_words(t, planned.schedule)),
    ]
    if planned.kind is Kind.MEDICATION:
        lines.append(t.html("🔁 Repeated: {nags}", nags=nags_words(t, planned.nags)))
        lines.append(
            t.html(
                "🏷 {line}",
                line=class_line(t, planned.medicine_class, is_confirmed=planned.is_class_confirmed),
            )
        )
    if planned.agreed_with is None:
        lines.append(t.html("🤝 Agreed with: not said"))
    else:
        agreed = agreed_line(t, planned.agreed_with, planned.changed_since)
        lines.append(t.html("🤝 {agreed}", agreed=as_heading(agreed)))
    if planned.paused_at is not None:
        since = when(t, planned.paused_at, moment.zone, moment.now)
        lines.append(t.html("⏸ Paused since {since}", since=since))
    elif planned.next is None:
        lines.append(t.html("{next}", next=next_words(t, planned, moment)))
    return Markup("\n").join(lines)


def _item_rows(t: Translator, planned: Planned) -> Rows:
    def edit(label: str, field: Field) -> Button:
        return Button(label, EditItem(planned.id, field))

    rows: Rows = (
        (edit(t("⏰ Times"), Field.TIMES), edit(t("⚖️ Amount"), Field.AMOUNT)),
        (edit(t("✏️ Name"), Field.NAME), edit(t("📝 Notes"), Field.NOTES)),
    )
    kind = edit(t("🏷 Kind"), Field.KIND)
    is_medicine = planned.kind is Kind.MEDICATION
    rows += ((edit(t("🔁 Repeats"), Field.NAGS), kind) if is_medicine else (kind,),)
    rows += care_rows(t, planned)
    rows += _agreed_rows(t, planned)
    if is_medicine:
        rows += ((Button(t("👥 Who hears of it"), ItemCircle(planned.id)),),)
    pause = (
        Button(t("⏸ Pause"), PauseItem(planned.id, 1))
        if planned.paused_at is None
        else Button(t("▶️ Resume"), PauseItem(planned.id, 0))
    )
    rows += ((pause, Button(t("🗑 Remove"), RemoveItem(planned.id, 0))),)
    history_button = Button(t("🕓 History"), ItemHistory(planned.id, 0))
    return (*rows, (history_button, Button(t("⬅️ Plan"), OpenPlan(0))))


def _agreed_rows(t: Translator, planned: Planned) -> Rows:
    """Agreed with whom: one tap says it, another on the same takes it back."""
    buttons: list[Button] = []
    for whom in AgreedWith:
        is_said = planned.agreed_with is whom and planned.changed_since is None
        label = t("🤝 {whom}", whom=as_heading(agreed_words(t, whom)))
        agreed = Agreed.UNSAID if is_said else Agreed(whom.value)
        buttons.append(Button(ticked(t, label, is_on=is_said), SetAgreed(planned.id, agreed)))
    return (tuple(buttons),)


def _question(t: Translator, planned: Planned, field: Field) -> Markup:  # noqa: PLR0911  one a field
    match field:
        case Field.NAME:
            return t.html("Please send the new name.")
        case Field.AMOUNT:
            return t.html("Please send the new amount, for example: <code>0.5 mg</code>")
        case Field.NOTES:
            now = isolated(planned.notes) if planned.notes else t("none")
            return t.html("Now: {now}\n\nPlease send the new notes.", now=now)
        case Field.TIMES:
            return t.html(
                "Now: {now}\n\nPlease send when, for example: <code>08:00 20:00</code> or"
                " <code>mon, wed 7:30</code> or <code>every 4h 09:00-21:00</code>."
                " Times alone keep the days.",
                now=in_words(t, planned.schedule),
            )
        case Field.CLASS:
            return t.html("<b>What kind of medicine is it?</b> Your pharmacist knows, too.")
        case Field.KIND:
            return t.html("<b>What kind is it?</b> Now: {now}", now=kind_name(t, planned.kind))
        case Field.NAGS:
            return t.html(
                "How often shall I repeat a reminder that is not answered? Now: {now}.\n\n"
                "Choose, or send the minutes, for example: <code>10, 30, 60</code>",
                now=nags_words(t, planned.nags),
            )


def _choices(t: Translator, planned: Planned, field: Field) -> Rows:
    match field:
        case Field.AMOUNT if planned.amount is not None:
            return ((Button(t("No amount"), ClearField(planned.id, field)),),)
        case Field.NOTES if planned.notes is not None:
            return ((Button(t("No notes"), ClearField(planned.id, field)),),)
        case Field.NAGS:
            return tuple((_nag_choice(t, planned, nags),) for nags in NAG_CHOICES)
        case Field.CLASS:
            return class_rows(t, planned.id)
        case Field.KIND:
            kinds = [Button(kind_label(t, kind), SetKind(planned.id, kind)) for kind in Kind]
            return tuple(tuple(kinds[start : start + 2]) for start in range(0, len(kinds), 2))
        case _:
            return ()


def _nag_choice(t: Translator, planned: Planned, nags: tuple[int, ...]) -> Button:
    label = nags_words(t, nags) if nags else t("Off")
    label = marked(t, label, is_chosen=nags == planned.nags)
    return Button(label, SetNags(planned.id, "-".join(map(str, nags))))
