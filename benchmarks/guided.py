"""500 people begin their guided minutes at one moment; 30 messages a second, medicines meanwhile.

    python benchmarks/guided.py [PEOPLE] [MINUTES]

The bot in this process and in real time; the stand-in, in its own, refuses (429) a thirty-first
message or unasked edit in any second. Every run has its beginning, its frames and its bell; 120
medicines become due in the middle.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import URL

from benchmarks.bot_api import Telegram, Watch, telegram
from benchmarks.people import seed, sqlite
from bot.clock import system_clock
from bot.db import Database
from bot.demo.pace import Pace, RateLimit
from bot.demo.standin import StandIn
from bot.people.tables import Person
from bot.plan.tables import PlanItem
from bot.treatment.guided.tables import GuidedRun

LIMIT = 30
MEDICINES = 120


@dataclass(frozen=True, slots=True)
class Call:
    """One call, as the stand-in took it; `moment` in seconds of `perf_counter`."""

    moment: float
    method: str
    chat: int
    text: str
    outcome: str


class Noting(Watch):
    """Refuses what is too much in any second, and notes every call in a chat."""

    def __init__(self, standin: StandIn) -> None:
        super().__init__(standin)
        limit = RateLimit(LIMIT, LIMIT, any_second=LIMIT, chat_burst=20)
        standin.api._pace = Pace(limit, time.monotonic)
        self._calls: list[Call] = []

    def _called(self) -> None:
        super()._called()
        call = self._standin.calls[-1]
        if chat := int(call.params.get("chat_id") or 0):
            text = str(call.params.get("text", ""))
            self._calls.append(Call(time.perf_counter(), call.method, chat, text, call.outcome))

    async def calls(self) -> list[Call]:
        return self._calls


async def seeded(folder: Path, people: int, minutes: int) -> tuple[URL, float]:
    """Runs that were all asked for at this moment; the medicines' minute as a loop's time."""
    url = sqlite(folder)
    due = (system_clock() + timedelta(seconds=70)).replace(second=0, microsecond=0)
    await seed(url, people, due)
    db, now = Database(url), system_clock() + timedelta(seconds=3)
    async with db.writing() as session:
        await session.execute(delete(PlanItem).where(PlanItem.person_id > MEDICINES))
        await session.execute(
            insert(GuidedRun),
            [
                {
                    "person_id": id_, "routine": "breathe", "minutes": minutes, "zone": "UTC",
                    "started_at": now, "next_at": now,
                }
                for id_ in range(1, people + 1)
            ],
        )  # fmt: skip
    await db.close()
    return url, time.perf_counter() + (due - system_clock()).total_seconds()


async def lived(standin: Telegram, url: URL, people: int, minutes: int) -> dict[int, float]:
    """By chat when its run began, in seconds of `perf_counter`."""
    from bot.app import App
    from tests.phone import settings_for

    settings = settings_for(
        standin.url, url, bot_messages_per_second=LIMIT, bot_messages_per_chat_per_second=1
    )
    app, stop = App(settings), asyncio.Event()
    shift = time.perf_counter() - system_clock().timestamp()
    running = asyncio.create_task(app.run(stop))
    await asyncio.sleep(3 + 5 + people / (LIMIT / 2) + 60 * minutes + people / LIMIT + 8)
    stop.set()
    await running
    db = Database(url)
    async with db.reading() as session:
        rows = await session.execute(
            select(Person.telegram_id, GuidedRun.begins_at).join(
                Person, Person.id == GuidedRun.person_id
            )
        )
        began = {id_: at.timestamp() + shift for id_, at in rows}
    await db.close()
    return began


def told(calls: list[Call], began: dict[int, float], minutes: int, medicines_at: float) -> None:
    chats = Counter[int]()
    lengths, late, sent = [], [], []
    for call in calls:
        if call.outcome != "ok":
            continue
        sent.append(call.moment)
        id_, text = call.chat, call.text
        if call.method == "editMessageMedia":
            chats[id_] += 1
        elif "🔔 ✅" in text:
            lengths.append((call.moment - began[id_]) / (60 * minutes))
        elif "Clonazepam" in text:
            late.append(call.moment - medicines_at)
    most = max(sum(at <= other < at + 1 for other in sent) for at in sent)
    refused = sum(call.outcome.startswith("Too Many") for call in calls)
    spread = max(began.values()) - min(began.values())
    print(f"{len(began)} people, {minutes} min; beginnings spread over {spread:.1f} s")
    print(f"calls in all {len(sent)}, most in any second {most}, refused {refused}")
    off = [abs(one - 1) for one in lengths]
    print(
        f"bells {len(lengths)}; length off by {statistics.median(off):.2%} (median),"
        f" {max(off):.2%} (worst)"
    )
    frames = sorted(chats[id_] for id_ in began)
    print(f"frames a person: {frames[0]} to {frames[-1]}, median {statistics.median(frames):.0f}")
    late.sort()
    print(f"medicines {len(late)}: median {late[len(late) // 2]:.1f} s, last {late[-1]:.1f} s late")


async def main(people: int, minutes: int) -> None:
    with telegram(Noting) as standin, tempfile.TemporaryDirectory() as folder:
        standin.reset(people)
        url, medicines_at = await seeded(Path(folder), people, minutes)
        began = await lived(standin, url, people, minutes)
        calls = standin.ask("calls")
    told(calls, began, minutes, medicines_at)


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(*(given + [500, 3][len(given) :])))
