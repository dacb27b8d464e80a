"""Adding an item: one short question a screen, and what was understood before it is saved."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.errors import UserError
from bot.plan.add_choices import choices
from bot.plan.buttons import AddItem, CancelNew, PickAnswer, SaveNew, StepBack
from bot.plan.describe import day_text
from bot.plan.rules import Due, Kind
from bot.plan.screens import Moment, Rows, ahead, home_note, in_words, title
from bot.plan.sketch import Sketch, Step
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
    blocks = [*_so_far(t, sketch, step), _asked(t, sketch, step)]
    rows = choices(t, sketch, step, day)
    return Screen(Markup("\n\n").join(blocks), (*rows, _leave(t, sketch, step)))


def confirmation(t: Translator, sketch: Sketch, dues: Sequence[Due], moment: Moment) -> Screen:
    """What was understood, its next three dates, and what was assumed."""
    assert sketch.kind is not None
    assert sketch.name is not None
    assert sketch.schedule is not None
    lines = [
        title(t, sketch.kind, sketch.name, sketch.amount),
        t.html("{kind}", kind=kind_name(t, sketch.kind)),
        t.html("⏰ {schedule}", schedule=in_words(t, sketch.schedule)),
    ]
    if sketch.notes:
        lines.append(t.html("📝 {notes}", notes=isolated(sketch.notes)))
    blocks = [t.html("I understood:"), Markup("\n").join(lines), *home_note(t, moment)]
    if dues:
        blocks.append(t.html("<b>Next</b>") + Markup("\n") + ahead(t, dues, moment))
    blocks += _warnings(t, sketch, moment)
    return Screen(Markup("\n\n").join(blocks), _confirm_rows(t, sketch))


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


def _asked(t: Translator, sketch: Sketch, step: Step) -> Markup:
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
    }
    return questions[step]


def _so_far(t: Translator, sketch: Sketch, step: Step) -> list[Markup]:
    """What is known already, and the line that was typed: nothing of it is lost."""
    blocks = []
    if sketch.kind is not None and sketch.name is not None:
        known = title(t, sketch.kind, sketch.name, sketch.amount)
        if sketch.schedule is not None:
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
        (Button(save, SaveNew(sketch.token)), Button(t("✏️ Change"), change)),
        (Button(t("✖ Cancel"), CancelNew(sketch.token)),),
    )
