"""3,000 people at one minute, a third of them medicines, 30 messages a second; 200 of them tap.

    python benchmarks/rate.py [PEOPLE] [--ours] [--postgres]

Our bot as it is, by lanes and deadlines, and beside it the same bot with first in, first out. With
--postgres its budget is the one that several processes would share. The
stand-in refuses (429) whatever would be a thirty-first message in any second, fixed or sliding, and
a chat's second message in a second after a burst of three.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import URL, update

from benchmarks.bot_api import TOKEN, Watch, telegram
from benchmarks.burst import DUE, LEAD, until_told
from benchmarks.people import FIRST_ID, database, seed
from bot.demo.pace import Pace, RateLimit
from bot.demo.people import StandInUser
from bot.demo.standin import StandIn
from tests.rates import a_second, most_in_a_second

LIMIT = 30
TAPS = 200
ORDERS = ("lanes", "first in, first out")


def is_medicine(person_id: int) -> bool:
    return person_id % 3 == 0


class Strict(Watch):
    """Refuses what is too much in any second, notes what arrives when, and taps meanwhile."""

    def __init__(self, standin: StandIn) -> None:
        super().__init__(standin)
        limit = RateLimit(per_second=LIMIT, burst=LIMIT, any_second=LIMIT)
        standin.api._pace = Pace(limit, time.monotonic)
        self._clear()

    def _clear(self) -> None:
        self._at: list[tuple[float, bool]] = []
        self._refused = 0
        self._untapped: deque[int] = deque()
        self._tapped: dict[int, tuple[float, int]] = {}
        """Since when a tap waits, and for how many calls: a word over the chat, and an edit."""
        self._took: list[float] = []

    async def reset(self, people: int) -> None:
        await super().reset(people)
        self._clear()

    def _called(self) -> None:
        super()._called()
        call = self._standin.calls[-1]
        if call.outcome != "ok":
            if call.outcome.startswith("Too Many"):
                self._refused += 1
                print(f"  429 after {time.perf_counter() - self._at[0][0]:.2f} s: {call.method}")
            return
        id_ = int(call.params.get("chat_id") or 0)
        if call.method == "sendMessage":
            self._at.append((time.perf_counter(), is_medicine(id_ - FIRST_ID)))
            self._untapped.append(id_)
        elif call.method == "answerCallbackQuery":
            query = self._standin.world.queries[call.params["callback_query_id"]]
            self._seen(query.chat.chat_id)
        elif call.method == "editMessageText":
            self._seen(id_)

    def _seen(self, chat_id: int) -> None:
        if chat_id in self._tapped:
            began, owed = self._tapped.pop(chat_id)
            if owed > 1:
                self._tapped[chat_id] = (began, owed - 1)
            else:
                self._took.append(time.perf_counter() - began)

    async def watch(self, people: int, within: float) -> dict[str, Any]:
        """Until everybody has their message; TAPS taps while they come, evenly."""
        every = people / LIMIT / (TAPS + 1)
        ends = time.perf_counter() + within
        await self._standin.until(lambda: bool(self._at), within)
        for _ in range(TAPS):
            await asyncio.sleep(every)
            self._tap()
        while len(self._at) < people and time.perf_counter() < ends:
            await asyncio.sleep(0.1)
        await asyncio.sleep(1.0)  # the last taps
        return {"at": self._at, "refused": self._refused, "took": self._took}

    def _tap(self) -> None:
        if self._untapped:
            chat = self._standin.world.chats.by_id[self._untapped.popleft()]
            user = StandInUser(self._standin.world, chat)
            message = user.received[-1]
            self._tapped[chat.chat_id] = (time.perf_counter(), 2)
            user.tap(message.message_id, message.buttons[0]["callback_data"])


async def seeded(url: URL, people: int) -> None:
    from bot.db import Database
    from bot.plan.tables import PlanItem

    await seed(url, people, DUE)
    db = Database(url)
    async with db.writing() as session:
        await session.execute(
            update(PlanItem)
            .where(PlanItem.id % 3 != 0)
            .values(kind="hydration", name="Water", amount="1 glass", nags=[]),
            execution_options={"synchronize_session": False},
        )
    await db.close()


async def bot(api: str, database: str, order: str) -> None:
    from bot.app import App
    from bot.clock import system_clock
    from bot.process import calm_the_collector
    from bot.settings import Settings

    if order == ORDERS[1]:
        first_in_first_out()
    shift = DUE - system_clock() - timedelta(seconds=LEAD)
    settings = Settings(
        _env_file=None, bot_token=TOKEN, bot_api_url=api, bot_database_url=database,
        bot_messages_per_second=LIMIT,
    )  # fmt: skip
    app = App(settings, lambda: system_clock() + shift)
    calm_the_collector()
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(app.run(stop))
        await until_told(stop)


def first_in_first_out() -> None:
    """The order switch: one lane for all that is owed, by age, and nothing is spread."""
    from sqlalchemy import select

    from bot.reminders import queue
    from bot.reminders.tables import Delivery
    from bot.telegram import sender
    from bot.telegram.lanes import Lane, Ticket

    async def lease(session: Any, owner: str, now: Any, most: int, _: int = 0) -> list[int]:
        due = select(Delivery.id).where(queue.PENDING, Delivery.not_before <= now)
        ids = list(await session.scalars(due.order_by(Delivery.id).limit(most)))
        values = {"state": "leased", "owner": owner, "lease_until": now + queue.LEASE}
        await queue.set_each(session, ids, **values)
        return ids

    async def never(*_: Any) -> bool:
        return False

    queue.lease = lease
    sender.is_crowded = never
    sender.Ticket = lambda _, leaving, **more: Ticket(Lane.TOLERANT, leaving, **more)


def told(order: str, figures: dict[str, Any]) -> None:
    at = figures["at"]
    first, last = at[0][0], at[-1][0]
    medicines = [when - first for when, medicine in at if medicine]
    goal = 1.05 * len(medicines) / LIMIT
    share = a_second([when for when, _ in at]) / LIMIT
    took = sorted(figures["took"])
    print(f"{order}: {len(at):,} messages, {len(medicines):,} of them medicines")
    print(f"  last medicine after {medicines[-1]:.1f} s (goal {goal:.1f}), last of all"
          f" {last - first:.1f} s: {share:.1%} of the limit")  # fmt: skip
    print(f"  most in any second {most_in_a_second([when for when, _ in at])},"
          f" refused with 429: {figures['refused']}")  # fmt: skip
    print(f"  {len(took)} taps: p50 {statistics.median(took) * 1e3:.0f} ms,"
          f" p99 {took[int(len(took) * 0.99)] * 1e3:.0f} ms (goal 150)")  # fmt: skip


def main() -> None:
    people = next((int(one) for one in sys.argv[1:] if one.isdigit()), 3_000)
    with telegram(Strict) as standin:
        for order in ORDERS[:1] if "--ours" in sys.argv else ORDERS:
            standin.reset(people)
            with (
                tempfile.TemporaryDirectory() as folder,
                database(Path(folder), on_postgres="--postgres" in sys.argv) as url,
            ):
                asyncio.run(seeded(url, people))
                ours = subprocess.Popen(
                    [sys.executable, __file__, "bot", standin.url, str(url), order],
                    stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
                )  # fmt: skip
                within = people / LIMIT * 1.5 + 30
                told(order, standin.ask("watch", people, within, within=within))
                ours.communicate("\n", timeout=60)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "bot":
        asyncio.run(bot(*sys.argv[2:]))
    else:
        main()
