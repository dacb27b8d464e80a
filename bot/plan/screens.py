"""The plan's page by sections, and the lines that all screens of plan items share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from bot.people.tables import Person
from bot.people.words import until
from bot.plan.agreed import agreed_line
from bot.plan.buttons import AddItem, OpenItem, OpenPlan
from bot.plan.describe import describe
from bot.plan.items import Planned
from bot.plan.rules import AfterLast, AsNeeded, Due, Kind, Schedule
from bot.plan.sections import SECTION_OF, Section
from bot.plan.when import when
from bot.plan.wording import ICONS, isolated, item_label, short
from bot.screen import Button, ButtonData, Screen
from bot.texts import Translator

PAGE = 8
SHOWN_SCHEDULE = 120
"""Characters of a schedule in the list; the item's own page has it in full."""
SHORT_LABEL = 18
"""Two buttons with labels no longer than this stand in one row, and are not cut on a phone."""

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, on the clocks the person sees; `plan_zone` is where the plan's times are meant."""

    now: datetime
    zone: str
    plan_zone: str
    paused_until: datetime | None = None
    home: str | None = None
    """Where the person is at home, while they travel."""


@dataclass(frozen=True, slots=True)
class Around:
    """What other features tell on the plan's page: above its items, below those of a section."""

    above: tuple[Markup, ...] = ()
    below: Mapping[Section, tuple[Markup, ...]] = field(default_factory=dict)
    beside_add: tuple[Button, ...] = ()
    rows: Rows = ()


def moment_of(person: Person, now: datetime) -> Moment:
    paused = person.paused_until
    begins = person.pause_from or now
    is_paused = paused is not None and begins <= now < paused
    return Moment(
        now, person.zone, person.plan_zone, paused if is_paused else None, person.home_zone
    )


def plan(
    t: Translator, items: Sequence[Planned], page: int, moment: Moment, around: Around
) -> Screen:
    """The plan; its items come in the order of their sections, eight a page.

    A page that is no longer there shows the last one. What is above the items stands on the
    first page, what is below them on the last.
    """
    pages = max(-(-len(items) // PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = items[page * PAGE : (page + 1) * PAGE]
    heading = _heading(t, len(items), page, pages) + _next(t, items, moment)
    blocks = [heading if items else _empty(t)]
    blocks += [*_notes(t, moment), *(around.above if page == 0 else ())]
    below = around.below if page == pages - 1 else {}
    blocks += _sections(t, shown, moment, below)
    rows = _paired([Button(item_label(i.kind, i.name), OpenItem(i.id)) for i in shown])
    rows += pager(t, page, pages, OpenPlan)
    rows += ((Button(t("➕ Add"), AddItem(0)), *around.beside_add), *around.rows)
    return Screen(Markup("\n\n").join(blocks), rows)


def _sections(
    t: Translator,
    shown: Sequence[Planned],
    moment: Moment,
    below: Mapping[Section, tuple[Markup, ...]],
) -> list[Markup]:
    """A block for each section that has something to tell."""
    titles = {
        Section.MEDICINES: t.html("<b>Medicines</b>"),
        Section.EXERCISES: t.html("<b>Exercises</b>"),
        Section.HABITS: t.html("<b>Habits</b>"),
        Section.INJECTIONS: t.html("<b>Injections</b>"),
        Section.VISITS: t.html("<b>Visits</b>"),
        Section.PEOPLE: t.html("<b>People</b>"),
    }
    blocks: list[Markup] = []
    for section in Section:
        lines = [_entry(t, item, moment) for item in shown if SECTION_OF[item.kind] is section]
        lines += below.get(section, ())
        if lines:
            blocks.append(Markup("\n").join((titles[section], *lines)))
    return blocks


def _paired(buttons: Sequence[Button]) -> Rows:
    """Two short ones in a row, so that the page is no longer than it must be."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        last = rows[-1] if rows else ()
        if len(last) == 1 and max(len(last[0].label), len(button.label)) <= SHORT_LABEL:
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return tuple(rows)


def pager(t: Translator, page: int, pages: int, open_page: Callable[[int], ButtonData]) -> Rows:
    """The pages before and after, where there is something on that side."""
    row: list[Button] = []
    if page > 0:
        row.append(Button(t("◀ {page} of {last}", page=page, last=pages), open_page(page - 1)))
    if page < pages - 1:
        after = t("{page} of {last} ▶", page=page + 2, last=pages)
        row.append(Button(after, open_page(page + 1)))
    return (tuple(row),) if row else ()


def title(t: Translator, kind: Kind, name: str, amount: str | None) -> Markup:
    """`💊 <b>Clonazepam</b> 0.5 mg`."""
    named = t.html("{icon} <b>{name}</b>", icon=ICONS[kind], name=isolated(name))
    return (
        named if amount is None else named + t.html(" {amount}", amount=isolated(t.figures(amount)))
    )


def in_words(t: Translator, schedule: Schedule, most: int | None = None) -> str:
    """The schedule on one line, cut to so many characters where a list has no room for all."""
    words = describe(t, schedule, t.language)
    return words if most is None else short(words, most)


def next_words(t: Translator, item: Planned, moment: Moment) -> str:
    """`next: today 20:00`, or why there is none."""
    if item.paused_at is not None:
        return t("⏸ paused")
    if item.next is not None:
        return t("next: {when}", when=when(t, item.next.at, moment.zone, moment.now, moment.home))
    match item.schedule.when:
        case AsNeeded():
            return t("no reminders")
        case AfterLast():
            return t("next: counted from the last dose")
        case _:
            return t("nothing ahead")


def ahead(t: Translator, dues: Sequence[Due], moment: Moment) -> Markup:
    """The next few dates, a line each, with the step's own amount beside it."""
    lines = [
        t.html("• {when}", when=when(t, due.at, moment.zone, moment.now, moment.home))
        + (t.html(" – {amount}", amount=t.figures(due.amount)) if due.amount else Markup())
        for due in dues
    ]
    return Markup("\n").join(lines)


def home_note(t: Translator, moment: Moment) -> list[Markup]:
    """Where the plan is kept by other clocks than those on the screen."""
    if moment.zone == moment.plan_zone:
        return []
    return [
        t.html(
            "🏠 The plan keeps the time of {home}; dates below are by your clock here.",
            home=moment.plan_zone,
        )
    ]


def _heading(t: Translator, count: int, page: int, pages: int) -> Markup:
    heading = t.html_plural(
        "💊 <b>Your plan</b>: {n} item", "💊 <b>Your plan</b>: {n} items", n=count
    )
    if pages > 1:
        heading += t.html(", page {page} of {pages}", page=page + 1, pages=pages)
    return heading


def _notes(t: Translator, moment: Moment) -> list[Markup]:
    notes = home_note(t, moment)
    if moment.paused_until is not None:
        notes.append(
            t.html(
                "⏸ Reminders are paused {until}: /resume",
                until=until(t, moment.paused_until, moment.zone),
            )
        )
    return notes


def _entry(t: Translator, item: Planned, moment: Moment) -> Markup:
    """One line where nothing is to be said but what and when: the page stays a phone's height."""
    entry = title(t, item.kind, item.name, item.amount)
    entry += t.html(" · {schedule}", schedule=in_words(t, item.schedule, SHOWN_SCHEDULE))
    if item.next is None:
        entry += t.html(" · {next}", next=next_words(t, item, moment))
    if item.agreed_with is not None:
        agreed = agreed_line(t, item.agreed_with, item.changed_since)
        entry += t.html(" · <i>{agreed}</i>", agreed=agreed)
    return entry


def _next(t: Translator, items: Sequence[Planned], moment: Moment) -> Markup:
    """The first thing ahead of all that is planned."""
    ahead = [(item.next.at, item.name) for item in items if item.next is not None]
    if not ahead:
        return Markup()
    at, name = min(ahead)
    return t.html(
        "\nnext: {when} {name}",
        when=_next_when(t, at, moment),
        name=isolated(short(name)),
    )


def _next_when(t: Translator, at: datetime, moment: Moment) -> str | Markup:
    """By the phone's own clock, unless two clocks are told of."""
    words = when(t, at, moment.zone, moment.now, moment.home)
    return words if moment.home is not None else t.moment(at, words)


def _empty(t: Translator) -> Markup:
    return t.html(
        "💊 <b>Your plan</b> is empty.\n\nSend for example\n"
        "<code>/add Clonazepam 0.5 mg 08:00 20:00</code>\nor add something step by step:"
    )
