"""What the person of a story does with the bot, tap by tap, as anybody would."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.demo.story import Day, Spasm
from bot.demo.story_hands import Hand
from bot.journal.days.buttons import AnswerDay, Rate, SetMood, SetQuality, SetSleep, ToggleTrigger
from bot.journal.effects.buttons import AnswerEffects, ToggleEffect
from bot.journal.effects.store import offered_to
from bot.journal.episodes.buttons import (
    AddToBurst,
    Detail,
    OpenPanel,
    Panel,
    SetDetail,
    SetFaceZone,
    SetGoing,
    SetHelped,
    SetRelief,
    SetSeverity,
    SetTrigger,
)
from bot.journal.episodes.rules import Going
from bot.journal.episodes.tables import Episode
from bot.journal.selfcheck.buttons import AnswerCheck, OpenCheck, Then
from bot.journal.selfcheck.rules import Question, choices
from bot.journal.selfcheck.store import asked_on
from bot.journal.triggers.buttons import Flag
from bot.journal.triggers.rules import Usual
from bot.journal.triggers.tables import Trigger
from bot.people.rules import Condition, Side, mark_of
from bot.people.screens import consent_text
from bot.people.tables import Person
from bot.plan.buttons import OpenItem, PauseItem, SaveNew, SetKind
from bot.plan.rules import Kind
from bot.plan.tables import PlanItem
from bot.reminders.buttons import Because, Place, Skip, Take
from bot.reminders.state import Reason
from bot.setup.buttons import Agree, Answer, Within
from bot.setup.rules import Step
from bot.texts import SOURCE_LANGUAGE

SUNDAY = 6
MORNING = "Morning check-in"
PLAN = (
    "Clonazepam 0.5 mg 08:00 20:00",
    "Stretching 08:00 20:00",
    "Water every 4h 08:00-20:00",
    f"{MORNING} 07:30",
    "Evening check-in 21:30",
    "Sleep 22:30",
)


async def sets_up(app: App, hand: Hand, zone: str) -> None:
    """From /start to a plan of one's own, and a first look at the triggers."""
    await hand.says("/start")
    shown = consent_text(app.texts.translator(SOURCE_LANGUAGE))
    await hand.taps(Agree(mark_of(shown)))
    given = (
        (Step.ZONE, zone), (Step.HOURS, "0700-2300"), (Step.CONDITION, Condition.HEMIFACIAL),
        (Step.SIDE, Side.LEFT), (Step.STARTER, ""),
    )  # fmt: skip
    for step, value in given:
        await hand.taps(Answer(step, value, Within.SETUP))
    for line in PLAN:
        await adds(hand, line)
    await hand.taps(SetKind(await _item(app, MORNING), Kind.MORNING))
    await hand.says("/water target 1500")
    await hand.says("/trigger")


async def adds(hand: Hand, line: str) -> None:
    await hand.says(f"/add {line}")
    await hand.taps_shown(SaveNew)


async def resumes(app: App, hand: Hand, name: str) -> None:
    """Has an item remind again, on its card in /plan."""
    await hand.says("/plan")
    item = await _item(app, name)
    await hand.taps(OpenItem(item))
    await hand.taps(PauseItem(item, 0))


async def logs(app: App, hand: Hand, spasm: Spasm) -> int:
    """One episode with whatever the person says of it; its id."""
    if spasm.note:
        words = spasm.zones[0].replace("_", " ") if spasm.zones else ""
        await hand.says(f"/log {spasm.severity} left {words}, {spasm.note}")
        return await _last_episode(app)
    await hand.says("⚡ Episode")
    id_ = await _last_episode(app)
    await hand.taps(SetSeverity(id_, spasm.severity))
    await _details(hand, id_, spasm)
    if spasm.trigger is not None:
        await hand.taps(OpenPanel(id_, Panel.TRIGGERS, 0))
        await hand.taps(SetTrigger(id_, await _trigger(app, spasm.trigger), Flag.ON, 0))
    if spasm.burst:
        await hand.taps(OpenPanel(id_, Panel.BURST, 0))
        for step in spasm.burst:
            await hand.taps(AddToBurst(id_, step))
    if spasm.relief is not None:
        await hand.taps(OpenPanel(id_, Panel.RELIEFS, 0))
        await hand.taps(SetRelief(id_, spasm.relief, Flag.ON))
    if spasm.lasts is not None:
        await hand.taps(OpenPanel(id_, Panel.TIME, 0))
        await hand.taps(SetGoing(id_, Going.ON))
    await hand.taps(OpenPanel(id_, Panel.MAIN, 0))
    return id_


async def _details(hand: Hand, id_: int, spasm: Spasm) -> None:
    await hand.taps(OpenPanel(id_, Panel.DETAILS, 0))
    await hand.taps(SetDetail(id_, Detail.SIDE, Side.LEFT))
    for zone in spasm.zones:
        await hand.taps(SetFaceZone(id_, zone, Flag.ON))
    if spasm.movement is not None:
        await hand.taps(SetDetail(id_, Detail.MOVEMENT, spasm.movement))


async def says_what_helped(hand: Hand, id_: int, spasm: Spasm) -> None:
    assert spasm.relief is not None
    await hand.taps(SetHelped(id_, spasm.relief, Flag.ON if spasm.helped else Flag.OFF))


async def stops(hand: Hand, id_: int) -> None:
    await hand.taps(SetGoing(id_, Going.STOP))


async def answers_evening(app: App, hand: Hand, occurrence: int, day: Day, on: date) -> None:
    """The rating, what was there, side effects, the week's questions, and on Sunday the mood."""
    assert day.rating is not None
    ordinal = on.toordinal()
    await hand.taps(Rate(day.rating, occurrence, ordinal))
    for code in day.present:
        await hand.taps(ToggleTrigger(await _trigger(app, code), Flag.ON, ordinal))
    await hand.taps(AnswerDay(ordinal))
    await _answers_effects(app, hand, day, on)
    if on.weekday() == SUNDAY:
        await hand.taps(SetMood(day.mood, ordinal))
    if day.check is not None:
        await _answers_questions(app, hand, day.check, on)


async def _answers_effects(app: App, hand: Hand, day: Day, on: date) -> None:
    async with app.db.reading() as session:
        asked = await offered_to(session, await _person(session), on)
    if asked:
        for effect in (one for one in day.effects if one in asked):
            await hand.taps(ToggleEffect(effect, Flag.ON, on.toordinal()))
        await hand.taps(AnswerEffects(on.toordinal()))


async def _answers_questions(app: App, hand: Hand, answer: int, on: date) -> None:
    async with app.db.reading() as session:
        asked = await asked_on(session, await _person(session), on)
    if asked:
        await hand.taps(OpenCheck(on.toordinal()))
    for question in asked:
        value = _choice(question, answer)
        await hand.taps(AnswerCheck(question, value, on.toordinal(), Then.NEXT))


def _choice(question: Question, answer: int) -> int:
    """The button that comes nearest to an answer 0-4; a new area there never is."""
    most = len(choices(question)) - 1
    return 0 if question is Question.NEW_AREA else answer * most // 4


async def answers_night(hand: Hand, occurrence: int, day: Day, on: date) -> None:
    assert day.minutes is not None
    await hand.taps(SetSleep(day.minutes, occurrence, on.toordinal()))
    await hand.taps(SetQuality(day.quality, occurrence, on.toordinal()))


async def answers_reminder(hand: Hand, occurrence: int, *, done: bool) -> None:
    if done:
        await hand.taps(Take(occurrence, Place.MESSAGE))
    else:
        await hand.taps(Skip(occurrence, Place.MESSAGE))
        await hand.taps(Because(occurrence, Reason.CHOSE, Place.MESSAGE))


async def _last_episode(app: App) -> int:
    async with app.db.reading() as session:
        found: int | None = await session.scalar(select(func.max(Episode.id)))
    assert found is not None
    return found


async def _trigger(app: App, code: Usual) -> int:
    async with app.db.reading() as session:
        found: int | None = await session.scalar(select(Trigger.id).where(Trigger.code == code))
    assert found is not None
    return found


async def _item(app: App, name: str) -> int:
    async with app.db.reading() as session:
        named = {
            row.name: row.id for row in await session.execute(select(PlanItem.name, PlanItem.id))
        }
    return int(named[name])


async def _person(session: AsyncSession) -> Person:
    """The only one of a story."""
    return (await session.scalars(select(Person))).one()
