"""What an item's page shows of a medicine besides: its kind, its calendar, how much is left."""

from markupsafe import Markup

from bot.plan.buttons import EditItem, Field, OpenItem, OpenStock, SetClass, TurnCalendar
from bot.plan.calendar_screens import calendar, pages_of
from bot.plan.items import Planned
from bot.plan.medicine_words import class_choices, class_words
from bot.plan.medicines import MedicineClass
from bot.plan.rules import Kind, Steps
from bot.plan.screens import Rows, pager, title
from bot.screen import Button, Screen
from bot.texts import Translator


def care_rows(t: Translator, planned: Planned) -> Rows:
    """Nothing for what is no medicine."""
    rows: Rows = ()
    if isinstance(planned.schedule.when, Steps):
        rows += ((Button(t("📅 Calendar"), TurnCalendar(planned.id, 0)),),)
    if planned.kind is not Kind.MEDICATION:
        return rows
    asked = EditItem(planned.id, Field.CLASS)
    supply = Button(t("📦 Supply"), OpenStock(planned.id))
    if planned.medicine_class is None or planned.is_class_confirmed:
        return (*rows, (Button(t("🏷 Kind of medicine"), asked),), (supply,))
    right = SetClass(planned.id, planned.medicine_class)
    label = right_label(t, planned.medicine_class)
    return (
        *rows,
        (Button(label, right),),
        (Button(t("🏷 Another kind"), asked), supply),
    )


def class_rows(t: Translator, item: int) -> Rows:
    buttons = [Button(label, SetClass(item, said)) for said, label in class_choices(t).items()]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def right_label(t: Translator, medicine_class: MedicineClass) -> str:
    return t("✅ Right: {kind}", kind=class_words(t, medicine_class))


def turning(t: Translator, item: int, steps: Steps, page: int) -> Rows:
    """◀ and ▶ of a calendar that has several pages."""
    pages = pages_of(steps)
    return pager(t, min(max(page, 0), pages - 1), pages, lambda to: TurnCalendar(item, to))


def calendar_screen(t: Translator, planned: Planned, steps: Steps, page: int) -> Screen:
    """All of an item's dated steps."""
    heading = title(t, planned.kind, planned.name, planned.amount)
    text = heading + Markup("\n\n") + calendar(t, steps, page)
    back = (Button(t("⬅️ Back"), OpenItem(planned.id)),)
    return Screen(text, (*turning(t, planned.id, steps, page), back))
