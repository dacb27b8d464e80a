"""Lives a story: what is owed comes at its instant, and the person does what their days say."""

import heapq
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count

from sqlalchemy import select

from bot.app import App
from bot.clock import MovableClock
from bot.demo import story, story_deeds
from bot.demo.lived import LivedTime
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn
from bot.demo.story_hands import Hand, Swift, Thumb
from bot.plan.rules import Kind
from bot.plan.tables import PlanItem
from bot.plan.zones import instant_of, local_date, zone_of
from bot.reminders.state import State
from bot.reminders.tables import Occurrence
from bot.screen import ButtonData
from bot.summary.goals.buttons import SetGoal

IN_CHAT = timedelta(days=3)
"""The last days, which are lived in the chat."""
_SET_UP = time(6, 30)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_HELPED = timedelta(minutes=22)
Deed = Callable[[Hand], Awaitable[None]]


async def live_story(  # noqa: PLR0917  all that it is lived with
    life: LivedTime,
    clock: MovableClock,
    standin: StandIn,
    user: StandInUser,
    seed: int,
    days: int = story.DAYS,
) -> None:
    """Twelve weeks up to the clock's now, with a week's summary at the end; the bot then runs.

    The clock, which stands still, flows like the system's from then on.
    """
    until = clock()
    begins = local_date(story.HOME, until) - timedelta(days=days)
    clock.move_to(until - timedelta(days=days + 1))
    told = Told(life, clock, seed, begins, days)
    user.chat.started = True  # twelve weeks ago
    await told.to(until - IN_CHAT, Swift(life.app, user))
    await life.start()
    thumb = Thumb(standin, user, lambda: life.app)
    await thumb.says("/start")
    await told.to(until, thumb)
    if not any("📊" in message.text for message in user.received):
        await thumb.says("/week")
        await thumb.wakes()
    clock.run_on()


class Told:
    """One story under way: the deeds that are still ahead, each at its instant."""

    def __init__(
        self, life: LivedTime, clock: MovableClock, seed: int, begins: date, days: int
    ) -> None:
        self._life = life
        self._clock = clock
        self._seed = seed
        self._begins = begins
        self._ahead: list[tuple[datetime, int, Deed]] = []
        self._order = count()
        self._asked: set[int] = set()
        self._at(begins, _SET_UP, self._sets_up)
        for number in range(days + 1):
            self._plan(number)

    @property
    def _app(self) -> App:
        return self._life.app

    async def to(self, until: datetime, hand: Hand) -> None:
        """Lives on to an instant, by this hand."""
        while True:
            wake_at = _seen(await self._app.next_wake(), hand.looks_each)
            deed_at = self._ahead[0][0] if self._ahead else until
            at = min(deed_at, wake_at or until, until)
            self._clock.move_to(max(at, self._clock()))
            if self._ahead and deed_at <= self._clock():
                await heapq.heappop(self._ahead)[2](hand)
            elif wake_at is not None and wake_at <= self._clock():
                await hand.wakes()
                await self._hear()
            else:
                return

    async def _sets_up(self, hand: Hand) -> None:
        await story_deeds.sets_up(self._app, hand, story.HOME)

    async def _hear(self) -> None:
        """What was asked just now will be answered, or not."""
        async with self._app.db.reading() as session:
            rows = await session.execute(
                select(Occurrence.id, Occurrence.due_at, Occurrence.zone, PlanItem.kind)
                .join(PlanItem, PlanItem.id == Occurrence.item_id)
                .where(
                    Occurrence.state.in_((State.OPEN, State.OFFLINE)),
                    Occurrence.delivery_id.is_not(None),
                    Occurrence.due_at > self._clock() - timedelta(days=1),
                )
                .order_by(Occurrence.id)
            )
            new = [row for row in rows if row.id not in self._asked]
        for id_, due_at, zone, kind in new:
            self._asked.add(id_)
            self._answer(id_, Kind(kind), due_at, zone)

    def _answer(self, id_: int, kind: Kind, due_at: datetime, zone: str) -> None:
        on = local_date(zone, due_at)
        number = (on - self._begins).days
        day = story.day_of(self._seed, number, on.weekday())
        at = due_at.astimezone(zone_of(zone)).time()
        answer = story.answer_to(self._seed, number, kind, at)
        if answer is None:
            return
        minutes, done = answer
        if kind is Kind.CHECKIN:
            deed: Deed = partial(self._evening, id_, day, on)
        elif kind is Kind.MORNING:
            deed = partial(self._night, id_, day, on)
        else:
            deed = partial(story_deeds.answers_reminder, occurrence=id_, done=done)
        self._push(self._clock() + timedelta(minutes=minutes), deed)

    async def _evening(self, id_: int, day: story.Day, on: date, hand: Hand) -> None:
        if day.rating is not None:
            await story_deeds.answers_evening(self._app, hand, id_, day, on)

    async def _night(self, id_: int, day: story.Day, on: date, hand: Hand) -> None:
        if day.minutes is not None:
            await story_deeds.answers_night(hand, id_, day, on)

    async def _logs(self, spasm: story.Spasm, hand: Hand) -> None:
        id_ = await story_deeds.logs(self._app, hand, spasm)
        if spasm.note:
            return
        if spasm.relief is not None:
            said = partial(story_deeds.says_what_helped, id_=id_, spasm=spasm)
            self._push(self._clock() + _HELPED, said)
        if spasm.lasts is not None:
            over = self._clock() + timedelta(minutes=spasm.lasts)
            self._push(over, partial(story_deeds.stops, id_=id_))

    def _plan(self, number: int) -> None:
        """All that is to happen on a day besides answers."""
        on = self._begins + timedelta(days=number)
        day = story.day_of(self._seed, number, on.weekday())
        zone = story.AWAY if story.DEPARTURE < number < story.RETURN else story.HOME
        for spasm in day.spasms:
            self._at(on, spasm.at, partial(self._logs, spasm), zone)
        for glass in day.glasses:
            self._at(on, glass, _says("💧 Water"), zone)
        if number in story.GOALS:
            what, days = story.GOALS[number]
            week = (on - timedelta(days=on.weekday())).toordinal()
            self._at(on, time(9, 30), _taps(SetGoal(week, what, days, 0)), zone)
        for at, deed in self._events(number):
            self._at(on, at, deed)

    def _events(self, number: int) -> list[tuple[time, Deed]]:
        """What happens once in the twelve weeks."""
        injected = self._begins + timedelta(days=story.INJECTION)
        line = f"Botulinum toxin injection {injected.isoformat()} {story.INJECTED_AT:%H:%M}"
        found: dict[int, tuple[time, Deed]] = {
            3: (time(19), partial(story_deeds.adds, line=line)),
            story.INJECTION + 2: (time(18), self._stretches_again),
            story.OWN_GOAL: (time(9, 30), _says(f"/goals {story.OWN_WORDS}")),
            story.PAUSE: (time(9), _says(f"/pause {story.PAUSED_DAYS}")),
            story.DEPARTURE: (time(14), _says(f"/timezone {story.AWAY}")),
            story.RETURN: (time(10), _says(f"/timezone {story.HOME}")),
            story.OUTAGE: (time(6), self._goes_down),
        }
        return [found[number]] if number in found else []

    async def _stretches_again(self, hand: Hand) -> None:
        """The injection put stretching to rest, until the clinic's advice is known."""
        await story_deeds.resumes(self._app, hand, "Stretching")

    async def _goes_down(self, hand: Hand) -> None:
        """The bot is down for some hours: nobody hears of anything meanwhile."""
        del hand
        on = self._begins + timedelta(days=story.OUTAGE)
        back = instant_of(story.HOME, on, story.BACK_AT)
        assert back is not None
        self._clock.move_to(back)

    def _at(self, on: date, at: time, deed: Deed, zone: str = story.HOME) -> None:
        instant = instant_of(zone, on, at)
        assert instant is not None  # no zone of the story ever skipped a day
        self._push(instant, deed)

    def _push(self, instant: datetime, deed: Deed) -> None:
        heapq.heappush(self._ahead, (instant, next(self._order), deed))


def _seen(wake_at: datetime | None, each: timedelta) -> datetime | None:
    """The first look at or after an instant, looking so often; at once for zero."""
    if wake_at is None or not each:
        return wake_at
    return wake_at + (_EPOCH - wake_at) % each


def _says(text: str) -> Deed:
    async def deed(hand: Hand) -> None:
        await hand.says(text)

    return deed


def _taps(data: ButtonData) -> Deed:
    async def deed(hand: Hand) -> None:
        await hand.taps(data)

    return deed
