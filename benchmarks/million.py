"""Start-up and memory with a million people and four million plan items: `python -m bot run`.

    python benchmarks/million.py [PEOPLE [PYTHON]]

PYTHON is that of an installation, which has less to load than one for developers. Start-up is from
the start of the process to its first long poll, of five the median; memory when it has been idle
for five seconds. Beside it the same with nobody.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import psutil
import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bot_api import TOKEN, Telegram, telegram
from benchmarks.people import installed, seed_now, sqlite
from bot.clock import system_clock
from bot.people.tables import Person
from bot.plan.tables import ItemSchedule, PlanItem

ITEMS = 4
STARTS = 5
IDLE = 5.0
_NUMBERS = "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT {})"


def multiply(folder: Path, people: int) -> None:
    """One person with one item, made into many with four each by the database itself."""
    engine = sa.create_engine(f"sqlite:///{folder / 'bot.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        _copies(connection, PlanItem, ITEMS - 1, {"id": "1 + n"})
        _copies(connection, ItemSchedule, ITEMS - 1, {"id": "1 + n", "item_id": "1 + n"})
        others = people - 1
        _copies(connection, Person, others, {"id": "1 + n", "telegram_id": "telegram_id + n"})
        each = f"id + n * {ITEMS}"
        _copies(connection, PlanItem, others, {"id": each, "person_id": "1 + n"})
        _copies(connection, ItemSchedule, others, {"id": each, "item_id": f"item_id + n * {ITEMS}"})
    engine.dispose()


def _copies(connection: sa.Connection, table: type, count: int, new: dict[str, str]) -> None:
    columns = table.__table__.columns.keys()
    connection.exec_driver_sql(
        f"INSERT INTO {table.__tablename__} ({', '.join(columns)}) {_NUMBERS.format(count)}"  # noqa: S608  names of ours
        f" SELECT {', '.join(new.get(name, name) for name in columns)}"
        f" FROM {table.__tablename__}, number"
    )


def start(standin: Telegram, folder: Path, python: str) -> tuple[float, float]:
    """Seconds to the first long poll, and MB when nothing has happened for a while."""
    standin.reset(0)
    setting = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": standin.url,
        "BOT_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        "BOT_HTTP_PORT": "",
    }
    began = time.time()
    environment = installed() | setting
    bot = subprocess.Popen([python, "-m", "bot", "run"], env=environment)
    polled = standin.polled(60)
    assert polled.polled_at is not None
    time.sleep(IDLE)
    memory = psutil.Process(bot.pid).memory_info().rss / 2**20
    bot.terminate()
    bot.wait(20)
    return polled.polled_at - began, memory


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    python = sys.argv[2] if len(sys.argv) > 2 else sys.executable
    with telegram() as standin, tempfile.TemporaryDirectory() as name:
        print(f"{'people':>10}{'items':>12}{'file MB':>10}{'start s':>10}{'idle MB':>10}")
        for people in (0, most):
            folder = Path(name) / str(people)
            folder.mkdir()
            due_at = (system_clock() + timedelta(days=30)).replace(second=0, microsecond=0)
            seed_now(sqlite(folder), min(people, 1), due_at)
            if people:
                multiply(folder, people)
            start(
                standin, folder, python
            )  # the files are warm then, as after any update of the bot
            starts = [start(standin, folder, python) for _ in range(STARTS)]
            took = statistics.median(seconds for seconds, _ in starts)
            memory = max(mb for _, mb in starts)
            size = (folder / "bot.db").stat().st_size / 2**20
            print(f"{people:>10,}{people * ITEMS:>12,}{size:>10,.0f}{took:>10.2f}{memory:>10.0f}")


if __name__ == "__main__":
    main()
