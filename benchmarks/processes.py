"""Several processes on one PostgreSQL: how fast, how exact at the limit, and what kills cost.

    python benchmarks/processes.py [throughput] [budget] [kills] [--reminders 20000]

The stand-in for Telegram runs in this process, so on two cores it and the bots share them: read
the ratio of two processes to one, not the figures. Half of the reminders are medicines.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.many.killing import Outcome, burst
from tests.postgres import Postgres, postgres_server
from tests.process.running import house_on

OFF = 10_000.0
"""Messages a second: no limit in practice."""


async def one(server: Postgres, processes: int, reminders: int, rate: float, **more: float) -> None:
    with server.database() as url, tempfile.TemporaryDirectory() as folder:
        async with house_on(url, Path(folder)) as house:
            found = await burst(house, processes, reminders, rate, **more)
            show(processes, reminders, rate, found, more)


def show(processes: int, reminders: int, rate: float, found: Outcome, more: object) -> None:
    speed = reminders / found.seconds
    limit = "off" if rate == OFF else f"{rate:.0f}/s ({speed / rate:.0%} used)"
    print(
        f"{processes} processes, limit {limit}, {'one killed a second' if more else 'nobody dies'}:"
        f" {found.seconds:.1f} s, {speed:.0f}/s; kills {found.kills}, lost {found.lost},"
        f" doubled {found.doubled} (others than medicines {found.doubled_others}),"
        f" in doubt {found.doubted}, without any {found.without}",
        flush=True,
    )


def throughput(server: Postgres, reminders: int) -> None:
    """One process beside two, without a limit: what a second one adds."""
    for processes in (1, 2):
        asyncio.run(one(server, processes, reminders // 4, OFF))


def budget(server: Postgres, reminders: int) -> None:
    """How much of a limit is used, when nobody dies."""
    for processes in (1, 2, 4):
        asyncio.run(one(server, processes, min(reminders, 3000), 100))


def kills(server: Postgres, reminders: int) -> None:
    """One is killed every second, and another one started, until everything has left."""
    for processes in (2, 4):
        asyncio.run(one(server, processes, reminders, OFF, kill_each=1.0))


PARTS = {part.__name__: part for part in (throughput, budget, kills)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="[default: all three]")
    parser.add_argument("--reminders", type=int, default=20_000)
    given = parser.parse_args()
    with postgres_server() as server:
        server.make_template()
        for name in given.parts or PARTS:
            PARTS[name](server, given.reminders)


if __name__ == "__main__":
    main()
