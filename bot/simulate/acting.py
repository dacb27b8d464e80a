"""What people do, through the bot's own actions; whatever it accepted is noted in their life."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.people import actions as people
from bot.people.tables import Person
from bot.people.turn import Sender
from bot.plan.rules import AfterLast, AsNeeded, next_due
from bot.reminders import actions as reminders
from bot.reminders.early import take_early
from bot.reminders.tables import Occurrence
from bot.simulate import planning
from bot.simulate.inhabitants import Event, Inhabitant
from bot.simulate.lived import Key, What
from bot.simulate.rules import DAY, MINUTE, another_zone, put_off
from bot.telegram.chats import came_back, went_away

_SET_UP = timedelta(minutes=5)


async def moves_in(session: AsyncSession, one: Inhabitant) -> None:
    """Consent, zone, hours and the first plan."""
    now, habits = one.life.begins, one.habits
    sender = Sender(one.telegram_id, "en")
    person = await people.agree(session, sender, "en", now - _SET_UP)
    await people.change_zone(session, person, habits.zone, now - _SET_UP)
    await people.change_hours(session, person, habits.wake_time, habits.bed_time, now)
    await people.finish_set_up(session, person, now)
    one.id = person.id
    for item in habits.items:
        await planning.add(session, one, person, item, now)


async def acts(session: AsyncSession, one: Inhabitant, event: Event, now: datetime) -> list[Event]:
    """Does it, unless the bot refuses; what follows from it later."""
    if one.is_blocking:
        one.to_answer.clear()
    if one.is_gone or (one.is_blocking and event.what != "return"):
        return []
    person = await session.get_one(Person, one.id)
    try:
        return await _DOES[event.what](session, one, person, event, now)
    except UserError:
        return []


async def _answer(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    assert event.answer is not None
    one.to_answer.discard(event.about)
    answer, key = event.answer, one.occurrences[event.about]
    until = put_off(now, answer.by) if answer.by else None
    if until is not None:
        changed = await reminders.later(session, person, event.about, until, now)
    else:
        tap = reminders.take if answer.what == "take" else reminders.skip
        changed = await tap(session, person, event.about, now)
    if not changed:
        return []
    if answer.what == "take":  # what was missed, and is amended, was taken at its time
        until = (await session.get_one(Occurrence, event.about)).taken_at
    one.note(What(answer.what), now, key=key, item=key.item, until=until)
    if answer.undo_after is None:
        return []
    return [Event(now + answer.undo_after * MINUTE, "undo", event.about)]


async def _undo(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    key = one.occurrences[event.about]
    if await reminders.undo(session, person, event.about, now):
        one.note(What.UNDO, now, key=key, item=key.item)
    return []


async def _early(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    """Takes the next one before its time, as the button in /today does."""
    del event
    live = {
        number: item for number, item in one.items.items()
        if not item.is_paused and not isinstance(item.now.schedule.when, AfterLast | AsNeeded)
    }  # fmt: skip
    if not live or one.is_paused:
        return []
    number = one.chance.choice(list(live))
    due = next_due(live[number].now.schedule, person.plan_zone, now)
    if due is None or due.at > now + DAY / 2:
        return []
    if await take_early(session, person, live[number].id, due.at, now):
        label = f"{due.local_date}T{due.slot}"
        key = Key(number, live[number].versions - 1, label)
        one.latest_early = now
        one.note(What.EARLY, now, item=number, key=key)
    return []


async def _travel(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del event
    keeps, home = one.chance.random() < 0.25, person.plan_zone  # noqa: PLR2004
    zone = another_zone(one.chance, one.zone)
    if one.is_paused:
        return []
    one.zone = zone
    await people.change_zone(session, person, zone, now)
    if keeps:
        await people.change_plan_zone(session, person, home, now)
    one.note(What.TRAVEL, now, zone=zone, keeps_home_time=keeps)
    return []


async def _pause(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del event
    if one.is_paused:
        return []
    days = one.chance.choice((0, 1, 2, 7))
    until = await people.pause(session, person, days, now)
    one.is_paused = True
    one.note(What.PAUSE, now, until=until)
    length = timedelta(days=one.chance.choice((0, 1, 3)), hours=one.chance.randrange(1, 20))
    if days and one.chance.random() < 0.5:  # noqa: PLR2004
        return [Event(until, "paused enough")]
    return [Event(min(until, now + length), "resume")]


async def _resume(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del event
    one.is_paused = False
    await people.resume(session, person, now)
    one.note(What.RESUME, now)
    return []


async def _paused_enough(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del session, person, event, now
    one.is_paused = False
    return []


async def _block(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    """Half of the time Telegram tells the bot at once; else it finds out when it sends."""
    del event
    one.is_blocking = True
    one.note(What.BLOCK, now)
    if one.chance.random() < 0.5:  # noqa: PLR2004
        await went_away(session, person.telegram_id, now)
        one.is_known_to_block = True
        one.note(What.TOLD, now)
    return [Event(now + one.chance.randrange(1, 480) * DAY / 24, "return")]


async def _return(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del event
    one.is_blocking = one.is_known_to_block = False
    await came_back(session, person.telegram_id, now)
    session.expire(person)
    one.note(What.RETURN, now)
    if one.is_paused:  # whatever would have ended the pause was not done meanwhile
        await session.refresh(person)
        return [Event(now + DAY, "resume")]
    return []


async def _erase(
    session: AsyncSession, one: Inhabitant, person: Person, event: Event, now: datetime
) -> list[Event]:
    del event
    await people.erase(session, person)
    session.expunge(person)
    one.is_gone = True
    one.note(What.ERASE, now)
    return []


_Does = Callable[[AsyncSession, Inhabitant, Person, Event, datetime], Awaitable[list[Event]]]
_DOES: dict[str, _Does] = {
    "answer": _answer,
    "undo": _undo,
    "early": _early,
    "travel": _travel,
    "edit": planning.edit,
    "add": planning.add_something,
    "remove": planning.remove,
    "pause item": planning.pause_item,
    "resume item": planning.resume_item,
    "pause": _pause,
    "resume": _resume,
    "paused enough": _paused_enough,
    "block": _block,
    "return": _return,
    "erase": _erase,
}
