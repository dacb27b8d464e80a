"""Several processes on one PostgreSQL: how fast, how exact at the limit, and what kills cost.

    python benchmarks/processes.py [REMINDERS]

The stand-in for Telegram runs in this process, so on two cores it and the bots share them: read
the ratio of two processes to one, not the figures. Half of the reminders are medicines.
"""

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
        f" in doubt {found.doubted}",
        flush=True,
    )


def main(reminders: int) -> None:
    with postgres_server() as server:
        server.make_template()
        for processes in (1, 2):
            asyncio.run(one(server, processes, reminders // 4, OFF))
        for processes in (1, 2, 4):
            asyncio.run(one(server, processes, 3000, 100))
        for processes in (2, 4):
            asyncio.run(one(server, processes, reminders, OFF, kill_each=1.0))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
