"""Time that is moved: ten minutes without a network, a clock that jumps."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy.engine import URL

from bot.app import App
from bot.clock import MovableClock
from bot.demo.lived import LivedTime
from bot.demo.serving import serving
from bot.demo.standin import StandIn
from tests.faults.crowd import crowd, doubted
from tests.faults.proxy import Network, network
from tests.faults.tally import Tally, tally
from tests.phone import MONDAY, TOKEN, Phone, Story, settings_for

OWED = 60
PER_SECOND = 40


def reminders(phone: Phone, words: str) -> int:
    return sum(words in message.text for message in phone.user.received)


@asynccontextmanager
async def over_a_wire(database: URL) -> AsyncIterator[tuple[Story, Network]]:
    """A story whose bot reaches Telegram over a network that can be cut."""
    clock = MovableClock(MONDAY)
    standin = StandIn(clock, token=TOKEN)
    async with serving(standin.application()) as api, network(api) as (wire, near):
        settings = settings_for(near, database, bot_messages_per_second=PER_SECOND)
        life = LivedTime(clock, lambda: App(settings, clock))
        await life.start()
        try:
            yield Story(standin, life, clock), wire
        finally:
            await life.stop()


async def test_ten_minutes_without_a_network(database_url: URL):
    async with over_a_wire(database_url) as (told, wire):
        phones = [await told.phone(name).sets_up() for name in ("Ada", "Grace")]
        for phone in phones:
            await phone.adds("Clonazepam 0.5 mg 08:00")
            await phone.adds("Stretching 08:05")
        await told.at("07:59")

        seen = [phone.last.message_id for phone in phones]
        await wire.cut()
        await told.later(minutes=10)
        assert [phone.last.message_id for phone in phones] == seen
        await wire.mend()
        await told.later(minutes=1)

        for phone, last in zip(phones, seen, strict=True):
            new = [one.text for id_, one in phone.user.chat.messages.items() if id_ > last]
            assert sum("Clonazepam" in text for text in new) == 1
            assert sum("Stretching" in text for text in new) == 1


async def test_the_network_is_cut_in_the_middle_of_a_burst(
    database_url: URL, tell: Callable[[Tally], Tally]
):
    """What was going out at that moment is in doubt; everything else waits for the network."""
    async with over_a_wire(database_url) as (story, wire):
        db, due_at = story.app.db, story.next("08:00")
        people = await crowd(story.standin, db, [due_at], OWED)
        story.clock.move_to(due_at)
        story.app.engine.watch()

        await story.standin.until(lambda: people.arrived >= OWED // 4, 30)
        await wire.cut()
        arrived = people.arrived
        await story.later(minutes=10)
        assert people.arrived == arrived
        await wire.mend()
        await story.later(minutes=1)

        name = f"ten minutes without a network, {database_url.get_backend_name()}"
        told = tell(tally(people, name, due_at, await doubted(db)))
    assert arrived < OWED
    assert told.without | told.doubled <= told.doubtful


async def test_a_clock_that_jumps_two_hours_and_back(
    story: Story, database_url: URL, tell: Callable[[Tally], Tally]
):
    """Half of what is due is jumped over; the other half is due when the clock is right again."""
    phone = await story.phone().sets_up()
    await phone.adds("Stretching 08:00")
    await phone.adds("Baclofen 10 mg 12:00")
    due = [story.next("08:00"), story.next("12:00")]
    people = await crowd(story.standin, story.app.db, due, OWED // 2)
    await story.at("07:30")
    began = story.clock()

    for instant in (began + timedelta(hours=2), began):  # at once, and nothing in between is lived
        story.clock.move_to(instant)
        story.app.engine.watch()
        await story.app.settle()
    jumped, told = people.arrived, reminders(phone, "Stretching")
    await story.at("08:30")
    assert people.arrived == jumped == OWED // 2
    await story.at("12:00")

    assert reminders(phone, "Stretching") == told
    assert reminders(phone, "Baclofen 10 mg · 12:00") == 1
    ids, kind = sorted(people.users), database_url.get_backend_name()
    groups = {"jumped over": (due[0], ids[: OWED // 2]), "due later": (due[1], ids[OWED // 2 :])}
    for name, (due_at, among) in groups.items():
        title = f"clock 2 h ahead and back, {name}, {kind}"
        cost = tell(tally(people, title, due_at, await doubted(story.app.db), among))
        assert (cost.lost, cost.doubled, cost.owed) == (0, frozenset(), OWED // 2)
