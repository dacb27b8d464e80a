"""Several processes on one PostgreSQL: how fast, how exact at the limit, and what kills cost.

    python benchmarks/processes.py [throughput] [budget] [gates] [kills] [--reminders 20000]

The stand-in for Telegram runs in this process, so on two cores it and the bots share them: read
the ratio of two processes to one, not the figures. Half of the reminders are medicines.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.db import Database
from tests.many.gates import processes
from tests.many.killing import Outcome, burst
from tests.postgres import Postgres, postgres_server
from tests.process.running import house_on
from tests.rates import a_second, most_in_a_second

OFF = 10_000.0
"""Messages a second: no limit in practice."""
LIMIT = 30.0


async def one(server: Postgres, number: int, reminders: int, rate: float, **more: float) -> None:
    with server.database() as url, tempfile.TemporaryDirectory() as folder:
        async with house_on(url, Path(folder)) as house:
            found = await burst(house, number, reminders, rate, **more)
            show(number, reminders, rate, found, more)


def show(number: int, reminders: int, rate: float, found: Outcome, more: object) -> None:
    speed = reminders / found.seconds
    limit = "off" if rate == OFF else f"{rate:.0f}/s ({speed / rate:.0%} used)"
    print(
        f"{number} processes, limit {limit}, {'one killed a second' if more else 'nobody dies'}:"
        f" {found.seconds:.1f} s, {speed:.1f}/s, at most {found.most} in any second;"
        f" kills {found.kills}, lost {found.lost},"
        f" doubled {found.doubled} (others than medicines {found.doubled_others}),"
        f" in doubt {found.doubted}, without any {found.without}",
        flush=True,
    )


def throughput(server: Postgres, reminders: int) -> None:
    """One process beside two, without a limit: what a second one adds."""
    for number in (1, 2):
        asyncio.run(one(server, number, reminders // 4, OFF))


def budget(server: Postgres, reminders: int) -> None:
    """How much of a limit is used, when nobody dies, and that it is never passed."""
    for rate in (LIMIT, 100.0):
        for number in (1, 2, 4):
            asyncio.run(one(server, number, min(reminders, round(30 * rate)), rate))


def gates(server: Postgres, reminders: int) -> None:
    """How near the limit the gates alone come: nobody renders, sends or records."""
    for number in (1, 2, 4):
        asyncio.run(_gates(server, number, min(reminders, 600)))


async def _gates(server: Postgres, number: int, calls: int) -> None:
    with server.database() as url:
        db = Database(url, connections=20)
        async with processes(db, number, LIMIT) as found:
            await asyncio.gather(*(one.sends(calls // number) for one in found))
            left = sorted(at for one in found for at in one.left)
        await db.close()
    speed, most = a_second(left), most_in_a_second(left)
    print(
        f"{number} gates, limit {LIMIT:.0f}/s: {speed:.1f}/s ({speed / LIMIT:.0%} used),"
        f" at most {most} in any second",
        flush=True,
    )


def kills(server: Postgres, reminders: int) -> None:
    """One is killed every second, and another one started, until everything has left."""
    for number in (2, 4):
        asyncio.run(one(server, number, reminders, OFF, kill_each=1.0))


PARTS = {part.__name__: part for part in (throughput, budget, gates, kills)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="[default: all four]")
    parser.add_argument("--reminders", type=int, default=20_000)
    given = parser.parse_args()
    with postgres_server() as server:
        server.make_template()
        for name in given.parts or PARTS:
            PARTS[name](server, given.reminders)


if __name__ == "__main__":
    main()
