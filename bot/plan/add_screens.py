"""Adding an item: one short question a screen, and what was understood before it is saved."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.errors import UserError
from bot.plan.add_choices import PAGE, choices
from bot.plan.buttons import AddItem, CancelNew, PickAnswer, SaveNew, StepBack
from bot.plan.calendar_screens import calendar, pages_of
from bot.plan.describe import day_text
from bot.plan.medicine_screens import right_label
from bot.plan.medicine_words import class_line
from bot.plan.picked_answers import RIGHT
from bot.plan.rules import Due, Kind, Schedule, Steps
from bot.plan.screens import Moment, Rows, ahead, home_note, in_words, pager, title
from bot.plan.sketch import Sketch, Step, class_of_sketch, steps_of
from bot.plan.typed import Day
from bot.plan.wording import ICONS, isolated, kind_name, short
from bot.screen import Button, Screen
from bot.texts import Translator

UTC = "UTC"
EXAMPLES = {Kind.HYDRATION: "250 ml", Kind.STRETCHING: "5 min", Kind.INJECTION: "25 units"}
SHOWN_TEXT = 1000
"""Characters of what was typed; all of it stands in the chat."""


def question(t: Translator, sketch: Sketch, step: Step, day: Day) -> Screen:
    """One step's question with its buttons, what is known so far above it."""
    blocks = [*_so_far(t, sketch, step), _asked(t, sketch, step, day)]
    rows = choices(t, sketch, step, day)
    turning = _pages(t, sketch, step) if step is Step.STEP_MORE else ()
    return Screen(Markup("\n\n").join(blocks), (*turning, *rows, _leave(t, sketch, step)))


def confirmation(t: Translator, sketch: Sketch, dues: Sequence[Due], moment: Moment) -> Screen:
    """What was understood, its next three dates, and what was assumed."""
    assert sketch.kind is not None
    assert sketch.name is not None
    assert sketch.schedule is not None
    lines = [
        title(t, sketch.kind, sketch.name, sketch.amount),
        t.html("{kind}", kind=kind_name(t, sketch.kind)),
        _when(t, sketch.schedule, sketch.page),
        *_class(t, sketch),
    ]
    if sketch.notes:
        lines.append(t.html("📝 Note: {notes}", notes=isolated(sketch.notes)))
    blocks = [t.html("I understood:"), Markup("\n").join(lines), *home_note(t, moment)]
    if dues:
        blocks.append(t.html("<b>Next</b>") + Markup("\n") + ahead(t, dues, moment))
    blocks += _warnings(t, sketch, moment)
    return Screen(Markup("\n\n").join(blocks), _confirm_rows(t, sketch))


def _when(t: Translator, schedule: Schedule, page: int) -> Markup:
    """The schedule in words; dated steps as a calendar, to be held beside the prescription."""
    if isinstance(schedule.when, Steps):
        return calendar(t, schedule.when, page)
    return t.html("⏰ {schedule}", schedule=in_words(t, schedule))


def _class(t: Translator, sketch: Sketch) -> list[Markup]:
    if sketch.kind is not Kind.MEDICATION:
        return []
    found, is_said = class_of_sketch(sketch)
    return [t.html("🏷 {line}", line=class_line(t, found, is_confirmed=is_said))]


def _class_row(t: Translator, sketch: Sketch) -> Rows:
    """One tap says that the class is right, another chooses a different one."""
    if sketch.kind is not Kind.MEDICATION:
        return ()
    found, is_said = class_of_sketch(sketch)
    asked = PickAnswer(sketch.token, Step.CONFIRM, Step.CLASS)
    if found is None or is_said:
        return ((Button(t("🏷 Kind of medicine"), asked),),)
    right = PickAnswer(sketch.token, Step.CONFIRM, RIGHT)
    return ((Button(right_label(t, found), right),), (Button(t("🏷 Another kind"), asked),))


def _pages(t: Translator, sketch: Sketch, step: Step) -> Rows:
    """◀ and ▶ of a calendar that has several pages."""
    steps = steps_of(sketch)
    if steps is None:
        return ()
    pages = pages_of(steps)
    page = min(sketch.page, pages - 1)
    return pager(t, page, pages, lambda to: PickAnswer(sketch.token, step, f"{PAGE}{to}"))


def not_understood(t: Translator, error: UserError, sketch: Sketch) -> Screen:
    """Says precisely what was not understood; a corrected line may simply be sent."""
    text = t.html(error.message, **error.values)
    text += t.html("\n\nJust send it again, or answer step by step.")
    rows = (
        (Button(t("👣 Step by step"), AddItem(0)),),
        (Button(t("✖ Cancel"), CancelNew(sketch.token)),),
    )
    return Screen(text, rows)


def cancelled(t: Translator, sketch: Sketch) -> Screen:
    text = t.html("✖ Nothing was added.")
    if sketch.text:
        text += Markup("\n") + _typed(t, sketch)
    return Screen(text, ((Button(t("➕ Add"), AddItem(0)),),))


def _asked(t: Translator, sketch: Sketch, step: Step, day: Day) -> Markup:
    questions = {
        Step.TEXT: t.html("Please send what I should add."),
        Step.KIND: t.html(
            "<b>What would you like to add?</b>\nOr send it in one line:"
            " <code>Clonazepam 0.5 mg 08:00 20:00</code>"
        ),
        Step.NAME: t.html("<b>What is it called?</b> Please send the name."),
        Step.AMOUNT: t.html(
            "<b>How much each time?</b> For example: <code>{example}</code>",
            example=EXAMPLES.get(sketch.kind or Kind.OWN, "0.5 mg"),
        ),
        Step.OFTEN: t.html(
            "<b>How often?</b> Choose, or send it: <code>mon, wed 7:30</code>,"
            " <code>every 4h 09:00-21:00</code>"
        ),
        Step.HOURS: t.html("<b>Every how many hours?</b>"),
        Step.WINDOW: t.html("<b>Between which times?</b> For example: <code>09:00-21:00</code>"),
        Step.WEEKDAYS: t.html("<b>On which weekdays?</b>"),
        Step.DAYS: t.html("<b>Every how many days?</b> The first time is today or tomorrow."),
        Step.LIMITS: t.html(
            "<b>What does your prescription allow?</b> For example:"
            " <code>at least 6h apart, max 3 a day</code>"
        ),
        Step.DATE: t.html("<b>On which date?</b> For example: <code>3 Dec</code>"),
        Step.TIMES: t.html("<b>At what time?</b> Choose, or send it: <code>08:00 20:00</code>"),
        Step.CONFIRM: t.html("Is this right?"),
        Step.CHANGE: t.html("<b>What shall I change?</b>"),
        Step.CLASS: t.html("<b>What kind of medicine is it?</b> Your pharmacist knows, too."),
        Step.STEP_DATE: t.html(
            "<b>From which date?</b> Choose, or send it, or all steps in one line:"
            " <code>10 mg 08:00 from 1 Dec, 5 mg from 8 Dec until 14 Dec</code>"
        ),
        Step.STEP_AMOUNT: t.html(
            "<b>How much each time from {date} on?</b> As your prescription says:"
            " <code>5 mg</code>",
            date=day_text(t, sketch.on or day.today, t.language),
        ),
        Step.STEP_TIMES: t.html("<b>At what time?</b> Choose, or send it: <code>08:00</code>"),
        Step.STEP_MORE: t.html("Is that what your prescription says?"),
        Step.STEP_END: t.html("<b>What is its last day?</b> Choose, or send the date."),
    }
    return questions[step]


def _so_far(t: Translator, sketch: Sketch, step: Step) -> list[Markup]:
    """What is known already, and the line that was typed: nothing of it is lost."""
    blocks = []
    if sketch.kind is not None and sketch.name is not None:
        known = title(t, sketch.kind, sketch.name, sketch.amount)
        if sketch.building:
            known += Markup("\n") + calendar(t, Steps(sketch.building), sketch.page)
        elif sketch.schedule is not None:
            known += t.html("\n⏰ {schedule}", schedule=in_words(t, sketch.schedule))
        blocks.append(known)
    elif sketch.kind is not None:
        kind = kind_name(t, sketch.kind)
        blocks.append(t.html("{icon} {kind}", icon=ICONS[sketch.kind], kind=kind))
    if sketch.text and step is not Step.CONFIRM:
        blocks.append(_typed(t, sketch))
    return blocks


def _typed(t: Translator, sketch: Sketch) -> Markup:
    return t.html("You wrote: <code>{text}</code>", text=short(sketch.text, SHOWN_TEXT))


def _leave(t: Translator, sketch: Sketch, step: Step) -> tuple[Button, ...]:
    cancel = Button(t("✖ Cancel"), CancelNew(sketch.token))
    if not sketch.trail:
        return (cancel,)
    return (Button(t("⬅️ Back"), StepBack(sketch.token, step)), cancel)


def _warnings(t: Translator, sketch: Sketch, moment: Moment) -> list[Markup]:
    notes = [t.html(remark.message, **remark.values) for remark in sketch.remarks]
    if sketch.past is not None:
        notes.append(
            t.html(
                "{date} is in the past, so nothing of this would be due. Is that right?",
                date=day_text(t, sketch.past, t.language),
            )
        )
    if moment.zone == UTC:
        notes.append(t.html("Times are in UTC, since I don't know yet where you are: /timezone"))
    return [Markup("\n").join(t.html("⚠️ ") + note for note in notes)] if notes else []


def _confirm_rows(t: Translator, sketch: Sketch) -> Rows:
    save = t("💾 Save") if sketch.past is None else t("💾 Save all the same")
    change = PickAnswer(sketch.token, Step.CONFIRM, Step.CHANGE)
    return (
        *_pages(t, sketch, Step.CONFIRM),
        (Button(save, SaveNew(sketch.token)), Button(t("✏️ Change"), change)),
        *_class_row(t, sketch),
        (Button(t("✖ Cancel"), CancelNew(sketch.token)),),
    )
