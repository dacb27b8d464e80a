"""/calm and /stretch: what there is, the question after, and one thing that is good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from markupsafe import Markup

from bot.marks import marked
from bot.people.rules import Side
from bot.people.words import side_words
from bot.plan.when import as_heading, day_name
from bot.screen import Attachment, Button, Screen
from bot.texts import Translator
from bot.treatment.guided.buttons import (
    Begin,
    DidIt,
    Hear,
    PickSide,
    PickView,
    RateAfter,
    RemoveGood,
    RestoreGood,
    ShowCalm,
    ShowGood,
    ShowStretch,
    View,
)
from bot.treatment.guided.routines import BREATHING_MINUTES, Code, routine_of
from bot.treatment.guided.rules import MOST_RATING, Run, Stage
from bot.treatment.guided.words import length_words, routine_words
from bot.treatment.injections.buttons import AdviceGiven

LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class Good:
    """One good thing; without words it was spoken."""

    id: int
    day: date
    text: str
    at: datetime
    zone: str


def calm_screen(t: Translator) -> Screen:
    breaths = [
        Button(t("🌬 {n} min", n=minutes), Begin(Code.BREATHING, minutes))
        for minutes in BREATHING_MINUTES
    ]
    sounds = [Button(t("🔊 {n} min", n=minutes), Hear(minutes)) for minutes in BREATHING_MINUTES]
    good = () if t.is_hushed else ((Button(t("☀️ One thing that is good"), ShowGood()),),)
    return Screen(
        t.html(
            "🌿 <b>A calm moment</b>\n🌬 breathes with you: a message that moves along. 🔊 is the"
            " same as a sound, for closed eyes."
        ),
        (
            tuple(breaths),
            tuple(sounds),
            (Button(t("🧘 Body scan · 3 min"), Begin(Code.SCAN, 0)),),
            *good,
        ),
    )


def stretch_screen(
    t: Translator, codes: Sequence[Code], side: Side | None, *, is_facing: bool
) -> Screen:
    """The routines, what suits the condition first; the side is asked for where it is not known."""
    if side is None:
        return Screen(
            t.html("🙆 <b>Stretching</b>\nOn which side is it? I ask this only once."),
            (*((Button(side_words(t, one), PickSide(one)),) for one in Side),),
        )
    rows = [(_begin_button(t, code),) for code in codes]
    sides = [
        Button(marked(t, side_words(t, one), is_chosen=one is side), PickSide(one)) for one in Side
    ]
    view = (
        Button(t("🪞 As in a mirror"), PickView(View.MIRROR)) if is_facing
        else Button(t("🧍 As if somebody sat opposite"), PickView(View.FACING))
    )  # fmt: skip
    text = t.html(
        "🙆 <b>Stretching</b>\nA few gentle minutes. {view}", view=view_words(t, is_facing)
    )
    return Screen(text, (*rows, tuple(sides), (view,)))


def view_words(t: Translator, is_facing: bool) -> str:  # noqa: FBT001  one of two words
    """How left and right are drawn."""
    if is_facing:
        return t("Drawn as if somebody sat opposite: your left is on the right.")
    return t("Drawn as in a mirror: your left is on the left.")


def held_screen(t: Translator) -> Screen:
    """After an injection nothing is stretched until the clinic has been heard."""
    return Screen(
        t.html(
            "⏸ Massage and stretching wait since your injection, until you have your clinic's"
            " advice. It ranges from hours to days."
        ),
        (
            (Button(t("👍 My clinic says it is fine now"), AdviceGiven()),),
            (Button(t("🌿 A calm moment instead"), ShowCalm()),),
        ),
    )


def after_screen(
    t: Translator, run: Run, now: datetime, *, noted: str | None = None, is_drawn: bool = False
) -> Screen:
    """Over or stopped: how it is now. Figures alone, nothing is concluded from them."""
    name = routine_words(t, run.routine)
    if run.stage(now) is Stage.OVER:
        lines = [t.html("✅ <b>{routine}</b>: that was it.", routine=name)]
    else:
        length = length_words(t, run.elapsed(now))
        lines = [t.html("⏹ <b>{routine}</b>: ended after {length}.", routine=name, length=length)]
    if noted:
        lines.append(t.html("✅ {name} is marked as done.", name=noted))
    if run.done_at is not None:
        lines.append(_rated(t, run))
        return Screen(
            Markup("\n").join(line for line in lines if line), (_again(t, run, is_drawn=is_drawn),)
        )
    if not run.was_worth_it(now):
        return Screen(Markup("\n").join(lines), (_again(t, run, is_drawn=is_drawn),))
    lines.append(question(t, run))
    scale = [Button(str(n), RateAfter(run.id, n)) for n in range(MOST_RATING + 1)]
    return Screen(
        Markup("\n").join(lines), (tuple(scale), (Button(t("✅ Did it"), DidIt(run.id)),))
    )


def question(t: Translator, run: Run) -> Markup:
    if run.routine.has_sides:
        return t.html("How tense is your face now? 0 not at all, 4 very.")
    return t.html("How tense are you now? 0 not at all, 4 very.")


def _rated(t: Translator, run: Run) -> Markup:
    if run.after is None:
        return t.html("Noted. Well done.")
    if run.before is None:
        return t.html("Tension after: {after}. Noted.", after=run.after)
    return t.html("Tension: {before} before, {after} after. Noted.",
                  before=run.before, after=run.after)  # fmt: skip


def bell_screen(t: Translator, run: Run, now: datetime) -> Screen:
    """What rings at the end, for whoever has closed their eyes."""
    after = after_screen(t, run, now)
    return Screen(t.html("🔔 {after}", after=after.text), after.rows)


def sound_screen(t: Translator, minutes: int) -> Screen:
    words = t.html_plural(
        "🔊 {n} minute of breath: as the tone rises, breathe in; as it falls, out. A bell ends it.",
        "🔊 {n} minutes of breath: as the tone rises, breathe in; as it falls, out. A bell ends"
        " it.",
        n=minutes,
    )
    sound = Attachment(
        f"breath-{minutes}.mp3", partial(_sound, minutes), is_sound=True, is_shared=True
    )
    return Screen(words, attachment=sound)


def _sound(minutes: int) -> bytes:
    from bot.treatment.guided.sound import breath_sound  # numpy, for those who listen

    return breath_sound(minutes)


def good_screen(
    t: Translator, things: Sequence[Good], today: date, *, kept: Good | None = None
) -> Screen:
    """The question, and what was said lately; `kept` has just been said."""
    lines = [t.html("☀️ <b>One thing that is good</b>")]
    if kept is not None:
        lines.append(t.html("Kept. It is yours: /export has it, too."))
    else:
        lines.append(t.html("However small. Write it, or say it: one line is enough."))
    for one in things:
        day = as_heading(day_name(t, one.day, today))
        lines.append(t.html("{day}: {text}", day=day, text=good_words(t, one)))
    rows = [(Button(_short(t("🗑 Remove: {text}", text=good_words(t, one))), RemoveGood(one.id)),)
            for one in things]  # fmt: skip
    return Screen(Markup("\n").join(lines), (*rows, (Button(t("🌿 Calm"), ShowCalm()),)))


def good_removed(t: Translator, good_id: int) -> Screen:
    return Screen(
        t.html("Removed."),
        ((Button(t("↩️ Restore"), RestoreGood(good_id)), Button(t("☀️ Back"), ShowGood())),),
    )


def good_words(t: Translator, one: Good) -> str:
    return one.text or t("🎙 said without writing")


def _begin_button(t: Translator, code: Code) -> Button:
    routine = routine_of(code)
    length = length_words(t, routine.length)
    label = t("▶️ Start {routine} · {length}", routine=routine_words(t, routine), length=length)
    return Button(label,
                  Begin(code, 0))  # fmt: skip


def _again(t: Translator, run: Run, *, is_drawn: bool) -> tuple[Button, ...]:
    """Below a drawing no menu is offered: Telegram lets no picture become text."""
    again = Button(t("🔁 Once more"), Begin(run.routine.code, run.routine.minutes))
    if is_drawn:
        return (again,)
    more = ShowStretch() if run.routine.has_sides else ShowCalm()
    return (again, Button(t("More"), more))


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
