"""What a run's message shows while it goes on: a frame stays true until the next one comes."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from markupsafe import Markup

from bot.people.rules import Side
from bot.people.words import side_words
from bot.plan.zones import zone_of
from bot.screen import Attachment, Button, Screen
from bot.texts import Translator
from bot.treatment.guided.buttons import (
    Hear,
    OpenRun,
    PauseRun,
    RateBefore,
    ResumeRun,
    SetRunSide,
    StopRun,
)
from bot.treatment.guided.figures import figure_of, figure_picture
from bot.treatment.guided.routines import BREATH_IN, BREATH_OUT, Move
from bot.treatment.guided.rules import MOST_RATING, Run, Stage, steps_until
from bot.treatment.guided.screens import after_screen, question, view_words
from bot.treatment.guided.words import gently, length_words, routine_words, step_words

_DOTS = 10
_MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Pace:
    """Until when the frame stands, and whether frames follow each half of a breath."""

    until: datetime
    is_phased: bool


def frame_screen(t: Translator, run: Run, zone: str, pace: Pace, now: datetime) -> Screen:
    """The message as it is now: waiting, going on, paused, or ended."""
    stage = run.stage(now)
    lines = [_title(t, run, zone, now)]
    match stage:
        case Stage.WAITING:
            lines += _waiting(t, run, zone, now)
        case Stage.RUNNING if run.routine.is_breathing:
            lines += _breath(t, run, pace, now)
        case Stage.RUNNING:
            lines += _steps(t, run, zone, pace, now)
        case Stage.PAUSED:
            lines.append(_paused(t, run, now))
        case Stage.STOPPED:
            lines.append(t.html("⏹ Ended after {length}.",
                                length=length_words(t, run.elapsed(now))))  # fmt: skip
        case Stage.OVER:
            lines.append(t.html("✅ That was it."))
    if stage in {Stage.WAITING, Stage.RUNNING} and run.asks_before(now):
        lines.append(question(t, run))
    return Screen(
        Markup("\n").join(lines), _rows(t, run, stage, now), attachment=_drawing(t, run, now)
    )


def after_below(t: Translator, run: Run, now: datetime, *, noted: str | None = None) -> Screen:
    """The question after, in the run's own message: its drawing stays."""
    after = after_screen(t, run, now, noted=noted, is_drawn=True)
    return Screen(after.text, after.rows, attachment=_drawing(t, run, now))


def _title(t: Translator, run: Run, zone: str, now: datetime) -> Markup:
    name = routine_words(t, run.routine)
    if run.side is not None:
        name = t("{routine} · {side}", routine=name, side=side_words(t, run.side).lower())
    icon = "🙆" if run.routine.has_sides else "🌿"
    if run.ends_at is None or run.stage(now) not in {Stage.WAITING, Stage.RUNNING}:
        return t.html("{icon} <b>{routine}</b>", icon=icon, routine=name)
    until = _to_the_second(run.ends_at, zone)
    return t.html("{icon} <b>{routine}</b> · until {time}", icon=icon, routine=name, time=until)


def _waiting(t: Translator, run: Run, zone: str, now: datetime) -> list[Markup]:
    lines = [t.html("Sit comfortably. We begin in a moment.")]
    if run.begins_at is not None and (run.begins_at - now).total_seconds() > 2 * _DOTS:
        at = _to_the_second(run.begins_at, zone)
        lines = [
            t.html("Sit comfortably. Many are breathing just now: we begin at {time}.", time=at)
        ]
    if run.routine.has_sides:
        lines += [gently(t), Markup.escape(view_words(t, run.is_facing))]
    elif run.routine.is_breathing:
        lines.append(_rhythm(t))
    return lines


def _breath(t: Translator, run: Run, pace: Pace, now: datetime) -> list[Markup]:
    assert run.begins_at is not None
    (_, step), *_ = steps_until(run, now, now)
    breath = int(run.elapsed(now).total_seconds()) // (BREATH_IN + BREATH_OUT)
    whole = len(run.routine.steps) // 2
    done = _DOTS * breath // whole
    lines = [t.html("{dots} breath {n} of {whole}", dots="●" * done + "○" * (_DOTS - done),
                    n=breath + 1, whole=whole)]  # fmt: skip
    if pace.is_phased:
        phase = (
            t.html("▲ <b>Breathe in</b>")
            if step.move is Move.IN
            else t.html("▽ <b>Breathe out</b>")
        )
        return [phase, _rhythm(t), *lines]
    return [_rhythm(t), t.html("Go on like this, in your own time.")]


def _rhythm(t: Translator) -> Markup:
    return t.html("In through the nose for {into} seconds, out slowly for {out}.",
                  into=BREATH_IN, out=BREATH_OUT)  # fmt: skip


def _steps(t: Translator, run: Run, zone: str, pace: Pace, now: datetime) -> list[Markup]:
    """The step of now, and those to come before the next frame, each with its time."""
    (_, first), *later = steps_until(run, now, pace.until)
    lines = [t.html("<b>{step}</b>", step=step_words(t, first.move, run.side))]
    for at, step in later[: _MOST_STEPS - 1]:
        words = step_words(t, step.move, run.side)
        lines.append(t.html("From {time}: {step}", time=_to_the_second(at, zone), step=words))
    return lines


def _paused(t: Translator, run: Run, now: datetime) -> Markup:
    length = length_words(t, run.elapsed(now))
    if run.was_interrupted:
        return t.html("☁️ I was away for a moment, so we stopped after {length}. Shall we go on?",
                      length=length)  # fmt: skip
    return t.html("⏸ Paused after {length}. It waits for you.", length=length)


def _rows(t: Translator, run: Run, stage: Stage, now: datetime) -> tuple[tuple[Button, ...], ...]:
    stop = Button(t("⏹ Stop"), StopRun(run.id))
    match stage:
        case Stage.PAUSED:
            return ((Button(t("▶️ Go on"), ResumeRun(run.id)), stop),)
        case Stage.STOPPED | Stage.OVER:
            if run.done_at is not None or not run.was_worth_it(now):
                return ()
            return ((Button(t("How is it now?"), OpenRun(run.id)),),)
        case _:
            held = (Button(t("⏸ Pause"), PauseRun(run.id)), stop)
            return tuple(row for row in (_before(run, now), held, _more(t, run)) if row)


def _before(run: Run, now: datetime) -> tuple[Button, ...]:
    if not run.asks_before(now):
        return ()
    return tuple(Button(str(n), RateBefore(run.id, n)) for n in range(MOST_RATING + 1))


def _more(t: Translator, run: Run) -> tuple[Button, ...]:
    """The sound of a breath, or the other side."""
    if run.routine.is_breathing:
        return (Button(t("🔊 With sound"), Hear(run.routine.minutes)),)
    if run.side in {Side.LEFT, Side.RIGHT}:
        other = Side.RIGHT if run.side is Side.LEFT else Side.LEFT
        return (
            Button(t("⇄ Change to: {side}", side=side_words(t, other)), SetRunSide(run.id, other)),
        )
    return ()


def _drawing(t: Translator, run: Run, now: datetime) -> Attachment:
    move = run.routine.steps[0].move
    if run.begins_at is not None and run.routine.steps:
        at = run.begins_at + run.elapsed(now)
        (_, step), *_ = steps_until(run, at, at)
        move = step.move
    figure = figure_of(run.routine.code, move, run.side, is_facing=run.is_facing,
                       words=(t("Left"), t("Right")))  # fmt: skip
    return Attachment(f"{figure.kind}.png", partial(figure_picture, figure),
                      is_picture=True, is_shared=True)  # fmt: skip


def _to_the_second(at: datetime, zone: str) -> str:
    """With seconds: guided minutes are told by them."""
    return f"{at.astimezone(zone_of(zone)):%H:%M:%S}"
