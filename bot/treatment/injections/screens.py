"""Screens of injections: where the cycle is, one entry, the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from bot.journal.words import urgent
from bot.plan.when import as_heading, day_name
from bot.screen import Button, Screen
from bot.texts import Translator
from bot.treatment.injections.buttons import (
    AdviceGiven,
    ClearDetail,
    CopyField,
    CopyLast,
    ListCycleChecks,
    ListInjections,
    LogInjection,
    NewInjection,
    OpenCycleCheck,
    OpenDetail,
    OpenFace,
    OpenInjection,
    RemoveInjection,
    RestoreInjection,
    SetProduct,
    SetWorking,
    ShowCycles,
    ShowInjections,
)
from bot.treatment.injections.rules import Check, Entry, Field, Product, Times, Working
from bot.treatment.injections.words import (
    GENERIC,
    check_words,
    entry_lines,
    own_lines,
    since_words,
    title,
    typical_lines,
)

PAGE = 8
_DAY = timedelta(days=1)
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the first screen tells. `next_visit`: the clinic's date, where it is known."""

    newest: Entry
    today: date
    last_check: Check | None
    own: tuple[Times, ...]
    next_visit: str | None
    is_held: bool


def when_asked(t: Translator, today: date, *, is_first: bool) -> Screen:
    """The only question that has to be answered; also taken as a message."""
    lines = [t.html("💉 <b>When was the injection?</b>")]
    if is_first:
        lines.append(
            t.html(
                "One tap is enough; product, units and the rest can follow or stay open. After it I"
                " ask a few times how it goes."
            )
        )
    days = (
        Button(t("Today"), LogInjection(today.toordinal())),
        Button(t("Yesterday"), LogInjection((today - _DAY).toordinal())),
    )
    return Screen(
        Markup("\n").join(lines), (days, (Button(t("📅 Another day"), OpenDetail(0, Field.DAY)),))
    )


def overview_screen(t: Translator, told: Overview) -> Screen:
    newest, today = told.newest, told.today
    since = since_words(t, newest.day, today)
    lines = [
        t.html(
            "💉 <b>Last injection {day}</b> · {since}",
            day=day_name(t, newest.day, today),
            since=since,
        ),
        *entry_lines(t, newest),
    ]
    if told.last_check is not None and (said := check_words(t, told.last_check)):
        day = day_name(t, told.last_check.day, today)
        lines.append(t.html("📝 {day}: {said}", day=as_heading(day), said=said))
    if told.is_held:
        lines.append(_held_line(t))
    lines += [Markup(), *typical_lines(t), *own_lines(t, told.own)]
    if told.next_visit:
        lines.append(t.html("🗓 Your clinic's date: <b>{when}</b>", when=told.next_visit))
    else:
        lines.append(t.html("🗓 When is the next one? Your clinic says; /visits keeps the date."))
    return Screen(Markup("\n").join((*lines, urgent(t))), _overview_rows(t, told))


def _overview_rows(t: Translator, told: Overview) -> Rows:
    id_, day = told.newest.id, told.today.toordinal()
    rows: Rows = ((_advice_button(t),),) if told.is_held else ()
    return (
        *rows,
        (Button(t("📝 How is it now?"), OpenCycleCheck(id_, day)),
         Button(t("📉 Wearing off"), SetWorking(id_, day, Working.WEARING_OFF))),
        (Button(t("✏️ Details"), OpenInjection(id_)), Button(t("📈 Cycles"), ShowCycles())),
        (Button(t("➕ New injection"), NewInjection()), Button(t("📋 All"), ListInjections(0))),
    )  # fmt: skip


def entry_screen(
    t: Translator, entry: Entry, today: date, *, can_copy: bool = False, can_restore: bool = False
) -> Screen:
    """One entry, with everything that can be added to it."""
    if entry.removed_at is not None:
        text = title(t, entry, today) + Markup("\n") + t.html("🗑 Removed.")
        back = Button(t("💉 Injections"), ShowInjections())
        again = (Button(t("↪️ Restore"), RestoreInjection(entry.id)),) if can_restore else ()
        return Screen(text, ((*again, back),))
    lines = [title(t, entry, today), *entry_lines(t, entry)]
    if entry.is_bare:
        lines.append(t.html("Saved. Anything else is optional:"))
    if entry.is_held:
        lines.append(_held_line(t))
    return Screen(Markup("\n").join((*lines, urgent(t))), _entry_rows(t, entry, can_copy=can_copy))


def _entry_rows(t: Translator, entry: Entry, *, can_copy: bool) -> Rows:
    def field(label: str, which: Field) -> Button:
        return Button(label, OpenDetail(entry.id, which))

    rows: Rows = ((_advice_button(t),),) if entry.is_held else ()
    if can_copy:
        rows = (*rows, (Button(t("🔁 The same as last time"), CopyLast(entry.id)),))
    return (
        *rows,
        (field(t("💊 Product"), Field.PRODUCT), field(t("🔢 Units"), Field.AMOUNT)),
        (field(t("🏥 Clinic"), Field.CLINIC), Button(t("📍 Sites"), OpenFace(entry.id))),
        (field(t("🏷 Lot"), Field.LOT), field(t("📝 Note"), Field.NOTE)),
        (field(t("📅 Date"), Field.DAY), Button(t("🗑 Remove"), RemoveInjection(entry.id))),
        (
            Button(t("🗒 Check-ins"), ListCycleChecks(entry.id, 0)),
            Button(t("✅ Done"), ShowInjections()),
        ),
    )


def field_screen(
    t: Translator, entry: Entry | None, field: Field, today: date, earlier: Sequence[Entry] = ()
) -> Screen:
    """What is asked about one detail; an answer may be typed as well."""
    if entry is None:
        back = Button(t("⬅️ Back"), ShowInjections())
        return Screen(_asked(t, Field.DAY), ((back,),))
    head = title(t, entry, today)
    value = _value(entry, field)
    lines = [head, _asked(t, field)]
    if value:
        lines.insert(1, t.html("Now: {value}", value=value))
    rows = [*_choices(entry, field, earlier)]
    last = [Button(t("⬅️ Back"), OpenInjection(entry.id))]
    if value:
        last.append(Button(t("✖️ Leave it open"), ClearDetail(entry.id, field)))
    return Screen(Markup("\n").join(lines), (*rows, tuple(last)))


def _choices(entry: Entry, field: Field, earlier: Sequence[Entry]) -> Rows:
    match field:
        case Field.PRODUCT:
            return tuple(
                (Button(f"{one} ({GENERIC[one]})", SetProduct(entry.id, one)),) for one in Product
            )
        case Field.AMOUNT | Field.CLINIC:
            known: dict[str, int] = {}
            for one in earlier:
                if (text := _value(one, field)) and one.id != entry.id:
                    known.setdefault(text, one.id)
            return tuple(
                (Button(text, CopyField(entry.id, field, source)),)
                for text, source in list(known.items())[:4]
            )
    return ()


def _value(entry: Entry, field: Field) -> str | None:
    values = {
        Field.PRODUCT: entry.product,
        Field.AMOUNT: entry.amount,
        Field.CLINIC: entry.clinic,
        Field.LOT: entry.lot,
        Field.NOTE: entry.note,
    }
    return values.get(field)


def _asked(t: Translator, field: Field) -> Markup:
    asked = {
        Field.DAY: t.html("On which day was it? Please send it, such as: 3 Dec"),
        Field.PRODUCT: t.html("Which product? Tap one, or send its name."),
        Field.AMOUNT: t.html(
            "How many units in all? Please send a number. Units of one product are not those of"
            " another."
        ),
        Field.CLINIC: t.html("Which clinic or doctor? Please send a name."),
        Field.LOT: t.html("Which lot number? It stands on the vial's label; please send it."),
        Field.NOTE: t.html("Anything to remember? Please send it, up to 500 characters."),
    }
    return asked[field]


def list_screen(t: Translator, entries: Sequence[Entry], today: date, page: int) -> Screen:
    """All entries, the newest first, eight a page."""
    pages = max(-(-len(entries) // PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = entries[page * PAGE : (page + 1) * PAGE]
    rows = [(Button(_line(t, one, today), OpenInjection(one.id)),) for one in shown]
    turning = [Button(t("◀ Newer"), ListInjections(page - 1))] if page else []
    turning += [Button(t("Older ▶"), ListInjections(page + 1))] if page + 1 < pages else []
    last = (Button(t("➕ New injection"), NewInjection()), Button(t("⬅️ Back"), ShowInjections()))
    text = t.html_plural(
        "📋 <b>{n} injection</b>, the newest first",
        "📋 <b>{n} injections</b>, the newest first",
        n=len(entries),
    )
    return Screen(text, (*rows, *((tuple(turning),) if turning else ()), last))


def _line(t: Translator, entry: Entry, today: date) -> str:
    said = (as_heading(day_name(t, entry.day, today)), entry.product, entry.amount)
    return " · ".join(one for one in said if one)[:60]


def advised_screen(t: Translator) -> Screen:
    """What was paused goes on."""
    return Screen(
        t.html("👍 Noted: your clinic says massage is fine. What I had paused for it goes on."),
        ((Button(t("💉 Injections"), ShowInjections()),),),
    )


def offer_screen(t: Translator, entry: Entry, today: date) -> Screen:
    """After an injection of the plan was answered with Done: its details can be logged."""
    lines = [t.html("💉 Noted in your injection log: {day}.", day=day_name(t, entry.day, today))]
    rows: Rows = ((Button(t("✏️ Log details"), OpenInjection(entry.id)),),)
    if entry.is_held:
        lines.append(_held_line(t))
        rows = ((_advice_button(t),), *rows)
    return Screen(Markup("\n").join(lines), rows)


def nudge_screen(t: Translator, entry: Entry, today: date) -> Screen:
    """Week ten: the next visit can be planned. When, only the clinic says."""
    text = t.html(
        "🗓 It is ten weeks since your injection of {day}. If the next visit has no date yet: your"
        " clinic can say when it should be. Send me its date with /visits, for example:\n"
        "<code>/visits 12 March 10:30 injection Dr. Weber</code>",
        day=day_name(t, entry.day, today),
    )
    return Screen(text, ((Button(t("💉 Injections"), ShowInjections()),),))


def held_screen(t: Translator) -> Screen:
    """What was just added waits, too."""
    return Screen(_held_line(t), ((_advice_button(t),),))


def _held_line(t: Translator) -> Markup:
    return t.html(
        "⏸ <b>Massage and stretching of the face wait</b> until you have your clinic's advice: it"
        " ranges from hours to days. Reminders of it rest until then."
    )


def _advice_button(t: Translator) -> Button:
    return Button(t("👍 My clinic says it is fine now"), AdviceGiven())
